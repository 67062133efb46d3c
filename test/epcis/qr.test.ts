import { expect } from "chai";
import jsqr from "jsqr";
import { PNG } from "pngjs";
import { qrPng, qrSvg, qrTerminal } from "../../src/epcis/qr.ts";
import { errorOf } from "../fixtures/failures.ts";

const link = "https://id.gs1.org/01/06901234123456/10/L1/21/S%2F7?17=271231";

/** What a camera sees of a picture of modules: every module several pixels wide. */
function scanned(
  dark: (x: number, y: number) => boolean,
  width: number,
  height: number,
): string | undefined {
  const scale = 4;
  const pixels = new Uint8ClampedArray(width * height * scale * scale * 4).fill(255);
  for (let at = 0; at < pixels.length / 4; at++) {
    const [x, y] = [at % (width * scale), Math.floor(at / (width * scale))];
    const isDark = dark(Math.floor(x / scale), Math.floor(y / scale));
    if (isDark) pixels.fill(0, at * 4, at * 4 + 3);
  }
  return jsqr.default(pixels, width * scale, height * scale)?.data;
}

describe("epcis: QR codes of Digital Links (DT-04, DT-11)", () => {
  it("PNG: a scanner reads the link", async () => {
    const { data, width, height } = PNG.sync.read(Buffer.from(await qrPng(link)));
    expect(jsqr.default(new Uint8ClampedArray(data), width, height)?.data).equal(link);
  });

  it("SVG: its path draws the same modules", async () => {
    const svg = await qrSvg(link);
    const size = Number(/viewBox="0 0 (\d+) \d+"/.exec(svg)?.[1]);
    const path = [...svg.matchAll(/ d="([^"]+)"/g)]
      .map(([, d]) => d!)
      .find((d) => d.includes("m"))!;
    const modules = new Set<string>();
    let [x, y] = [0, 0];
    for (const [, step, a, b] of path.matchAll(/([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?/g)) {
      const [dx, dy] = [Number(a), Number(b ?? 0)];
      const from = x;
      [x, y] = step === "M" ? [dx, Math.floor(dy)] : [x + dx, y + dy];
      const end = step === "h" ? x : from;
      for (let column = from; column < end; column++) modules.add(`${column} ${y}`);
    }
    expect(scanned((column, row) => modules.has(`${column} ${row}`), size, size)).equal(link);
  });

  it("terminal: the block characters can be scanned", async () => {
    const lines = (await qrTerminal(link)).split("\n").filter((line) => line !== "");
    const width = Math.max(...lines.map((line) => line.length));
    const dark = (x: number, y: number) => {
      const block = lines[Math.floor(y / 2)]?.[x] ?? " ";
      return block === "█" || block === (y % 2 === 0 ? "▀" : "▄");
    };
    expect(scanned(dark, width, lines.length * 2)).equal(link);
  });

  it("what does not fit is refused", async () => {
    for (const draw of [qrSvg, qrPng, qrTerminal]) {
      expect(await errorOf(() => draw("x".repeat(5000)))).deep.include({
        code: "QR_TOO_LONG",
        details: { length: 5000 },
      });
    }
  });
});
