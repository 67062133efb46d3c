import type { Operation } from "./operations.ts";

const ROW = 34;
const LEFT = 500;
const WIDTH = 460;
/** Room for the number beside the longest bar. */
const RIGHT = 70;
const TOP = 46;
/** Powers of ten at the ends of the scale. */
const [FROM, TO] = [3, 7];

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

const x = (gas: number): number =>
  Math.round(LEFT + (WIDTH * (Math.log10(gas) - FROM)) / (TO - FROM));

/** Bars on a logarithmic scale: our gas, the likest peer's below it, a line where our floor is. */
export function plot(operations: readonly Operation[]): string {
  const compared = operations.filter(({ peerGas }) => peerGas !== null);
  const width = LEFT + WIDTH + RIGHT;
  const height = TOP + compared.length * ROW + 30;
  const bottom = height - 26;
  const scale = Array.from({ length: TO - FROM + 1 }, (_, i) => 10 ** (FROM + i)).flatMap((gas) => [
    `<line x1="${x(gas)}" y1="${TOP - 8}" x2="${x(gas)}" y2="${bottom}" stroke="#d0d7de"/>`,
    `<text x="${x(gas)}" y="${bottom + 16}" text-anchor="middle">${gas.toLocaleString("en")}</text>`,
  ]);
  const bars = compared.flatMap(({ name, gas, peerGas, floor }, i) => {
    const y = TOP + i * ROW;
    const bar = (value: number, top: number, colour: string): string[] => [
      `<rect x="${LEFT}" y="${top}" width="${x(value) - LEFT}" height="11" fill="${colour}"/>`,
      `<text x="${x(value) + 4}" y="${top + 10}" font-size="10">${value.toLocaleString("en")}</text>`,
    ];
    const line =
      floor && `<rect x="${x(floor) - 1}" y="${y}" width="2" height="11" fill="#cf222e"/>`;
    return [
      `<text x="${LEFT - 8}" y="${y + 16}" text-anchor="end">${escaped(name)}</text>`,
      ...bar(gas, y, "#0969da"),
      ...bar(peerGas!, y + 13, "#afb8c1"),
      ...(line ? [line] : []),
    ];
  });
  const key = [
    ["#0969da", "CareLedger"],
    ["#afb8c1", "likest peer"],
    ["#cf222e", "our floor"],
  ].flatMap(([colour, label], i) => [
    `<rect x="${LEFT + 130 * i}" y="14" width="12" height="12" fill="${colour}"/>`,
    `<text x="${LEFT + 130 * i + 17}" y="24">${label}</text>`,
  ]);
  const unit = `<text x="${LEFT - 8}" y="24" text-anchor="end">gas, logarithmic scale</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" role="img">`,
    "<title>Gas of operations beside the likest peer's, logarithmic scale</title>",
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    unit,
    ...key,
    ...scale,
    ...bars,
    "</svg>",
    "",
  ].join("\n");
}
