/** Lots made, shipped, received and scanned by commands. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import jsQR from "jsqr";
import { PNG } from "pngjs";
import { GTIN, TRADERS } from "./fixtures/drugs.ts";
import { Town } from "./fixtures/town.ts";

const CODES = Array.from({ length: 30 }, (_, i) => `S${1000 + i}`);
const LOT = `${GTIN}/LOT-9`;
const packed = (i: number): string => `https://id.gs1.org/01/${GTIN}/21/${CODES[i]}`;

describe("cli: trace of goods", () => {
  let town: Town;
  let commission: string[];
  let key: string;
  before(async () => {
    town = await Town.start();
    for (const [name, kind] of Object.entries(TRADERS)) {
      await town.json(0, "participants", "admit", name, "--kind", kind);
    }
    const file = (name: string, text: string) => {
      writeFileSync(path.join(town.folder, name), text);
      return path.join(town.folder, name);
    };
    // As printed, as read, and as a spreadsheet gives them.
    const lines = CODES.map((code, i) => [code, `"${code}",x`, packed(i)][i % 3]);
    commission = [
      "trace",
      "commission",
      file("codes.csv", `serial\n${lines.join("\r\n")}\r\n`),
      "--product",
      GTIN,
      "--lot",
      "LOT-9",
      "--made",
      "2026-01-31",
      "--expires",
      "2999",
      "--qc-report",
      file("report.txt", "all is well"),
      "--as",
      "Maker",
      "--material",
      file("material.txt", "raw"),
    ];
    key = path.join(town.folder, "key.json");
  });
  after(() => town.close());

  it("register, commission: once, however often it is said (DT-01, DT-03)", async () => {
    const register = ["trace", "register", GTIN, "--holder", "Maker"];
    expect(await town.json(0, ...register)).to.include({ claimable: false, registered: true });
    expect(await town.json(0, ...register)).to.include({ registered: false });
    const made = await town.json(0, ...commission);
    expect(made).to.include({ units: 30, commissioned: true });
    const again = await town.json(0, ...commission);
    expect(again).to.include({ lot: made["lot"], commissioned: false });
    const twice = path.join(town.folder, "twice.txt");
    writeFileSync(twice, "A\nB\nA\n");
    const error = await town.refused(1, ...commission.with(2, twice));
    expect(error).to.include({ code: "SUPPLY_CODE_REPEATED" });
    expect(error["details"]).to.deep.equal({ first: 0, index: 2 });
  });

  it("scan: answers without an account, and says when it cannot (DT-11, DT-12)", async () => {
    const nobody = await town.json(4, "trace", "scan", packed(3));
    expect(nobody).to.include({ answer: "CANNOT_VERIFY", reason: "NO_RESOLVER" });
    const url = await town.gateway("Maker");
    const found = await town.json(0, "trace", "scan", `(01)${GTIN}(21)${CODES[3]}`);
    expect(found).to.include({ answer: "GENUINE" });
    expect(found["resolvers"]).to.deep.equal([{ url, outcome: "PROVEN" }]);
    const { code, stdout } = await town.run("trace", "scan", packed(3), "--resolver", url);
    expect(code).to.equal(0);
    expect(stdout)
      .to.match(/^GENUINE\n/)
      .and.match(/Lot LOT-9, made 2026-01-31, expires 2999/);
    const unknown = await town.run("trace", "scan", `https://id.gs1.org/01/${GTIN}/21/NONE`);
    expect(unknown.code).to.equal(3);
    expect(unknown.stdout).to.match(/^UNKNOWN/);
    const stranger = await town.json(3, "trace", "scan", packed(3), "--as", "Pharmacy");
    expect(stranger).to.include({ answer: "IMPOSSIBLE_LOCATION", reason: "OUTSIDE_CUSTODY" });
    const nochain = ["--rpc", "http://127.0.0.1:9", "--home", path.join(town.folder, "other")];
    const { careledger } = await import("./fixtures/program.ts");
    const away = await careledger("trace", "scan", packed(3), "--json", ...nochain);
    expect(away.code).to.equal(4);
    expect(JSON.parse(away.stdout)).to.include({ answer: "CANNOT_VERIFY", reason: "NO_CHAIN" });
  });

  it("ship, receive: by the key that came along, or the sender's gateway (DT-02)", async () => {
    const ship = ["trace", "ship", LOT, "--as", "Maker"];
    const way = ["--units", "5:20", "--to", "Distributor", "--key", key];
    const sent = await town.json(0, ...ship, ...way);
    expect(sent["units"]).to.deep.equal({ first: 5, count: 20 });
    const receive = ["trace", "receive", LOT, "--units", "5:20"];
    const wrong = await town.refused(1, ...receive, "--as", "Pharmacy", "--key", key);
    expect(wrong).to.include({ code: "SUPPLY_GOODS_KEY" });
    // Given again, as after a kill, it sends nothing, keeps the key, and writes one that is missing.
    const again = await town.json(0, ...ship, ...way);
    expect(again).to.include({ shipped: false }).and.not.have.property("transaction");
    rmSync(key);
    expect(await town.json(0, ...ship, ...way)).to.include({ shipped: false });
    expect(JSON.parse(readFileSync(key, "utf8"))).to.include({ lot: sent["lot"], to: sent["to"] });
    const got = await town.json(0, ...receive, "--as", "Distributor", "--key", key);
    expect(got).to.deep.include({ received: true, file: true, repeated: [] });
    await town.gateway("Distributor");
    await town.json(
      0,
      "trace",
      "ship",
      LOT,
      "--units",
      "5:20",
      "--to",
      "Pharmacy",
      "--as",
      "Distributor",
    );
    const asked = await town.json(0, ...receive, "--as", "Pharmacy");
    expect(asked).to.include({ received: true, file: true });
    const url = await town.gateway("Pharmacy");
    const scanned = await town.json(
      0,
      "trace",
      "scan",
      packed(7),
      "--resolver",
      url,
      "--as",
      "Pharmacy",
    );
    const steps = scanned["unit"]["steps"] as { kinds: string[] }[];
    expect(steps.flatMap(({ kinds }) => kinds)).to.deep.equal([
      "DRUG_MAKER",
      "DISTRIBUTOR",
      "PHARMACY",
    ]);
    const regulator = ["trace", "receive", LOT, "--file-only", "--as", "Regulator"];
    const refusal = await town.json(0, ...regulator, "--units", "5:20");
    expect(refusal).to.include({ received: false, file: true });
  });

  it("ship: what is in the key's place stops it before anything is sent (DT-02)", async () => {
    const ship = ["trace", "ship", LOT, "--as", "Maker", "--to", "Distributor"];
    const taken = path.join(town.folder, "taken.json");
    writeFileSync(taken, "mine");
    const steps = async () =>
      (await town.json(0, "trace", "history", LOT, "0"))["steps"] as object[];
    const before = await steps();
    for (const [file, code] of [
      [taken, "CLI_FILE_EXISTS"],
      [path.join(town.folder, "nowhere", "key.json"), "CLI_FILE"],
    ] as const) {
      const error = await town.refused(1, ...ship, "--units", "0:2", "--key", file);
      expect(error).to.include({ code });
    }
    expect(
      await town.refused(1, ...ship.slice(0, -1), "Pharmacy", "--units", "0:2", "--key", key),
    ).to.include({ code: "CLI_FILE_EXISTS" });
    expect(readFileSync(taken, "utf8")).to.equal("mine");
    expect(await steps()).to.deep.equal(before);
  });

  it("scan --at: two places too far apart (DT-12)", async () => {
    const at = (place: string, who: string) =>
      ["trace", "scan", packed(8), "--at", place, "--as", who] as const;
    await town.json(0, ...at("31.811,119.974", "Pharmacy"));
    const far = await town.json(3, ...at("43.825,87.617", "Regulator"));
    expect(far).to.include({ answer: "IMPOSSIBLE_LOCATION", reason: "TOO_FAR" });
    const { error } = await town.json(2, "trace", "scan", packed(8), "--at", "1,2");
    expect(error).to.include({ code: "CLI_OPTION" });
    expect((await town.run(...at("91,1", "Pharmacy"))).code).to.equal(2);
  });

  it("scan: what is no code of a pack is refused by name", async () => {
    const codeOf = async (text: string) =>
      (await town.refused(1, "trace", "scan", text))["code"] as string;
    expect(await codeOf("../../etc/passwd")).to.equal("GS1_CODE");
    expect(await codeOf("812345")).to.equal("GS1_ELEMENTS");
    expect(await codeOf(GTIN)).to.equal("TRACE_NO_SERIAL");
    expect(await codeOf(`https://x.example/01/${GTIN}/21/%E2%80%AE`)).to.equal("GS1_FORM");
  });

  it("qr: a Digital Link as SVG, PNG and in the terminal", async () => {
    const [svg, png] = ["svg", "png"].map((kind) => path.join(town.folder, `pack.${kind}`));
    const code = `(01)${GTIN}(21)${CODES[3]}`;
    const drawn = await town.json(0, "trace", "qr", code, "--svg", svg!, "--png", png!);
    expect(drawn).to.include({ text: packed(3) });
    expect(readFileSync(svg!, "utf8")).to.match(/^<svg/);
    const { data, width, height } = PNG.sync.read(readFileSync(png!));
    expect(jsQR.default(new Uint8ClampedArray(data), width, height)?.data).to.equal(packed(3));
    expect((await town.run("trace", "qr", code)).stdout).to.match(/[█▄▀]/);
    const national = ["trace", "qr", "81234560000000000001", "--resolver", "https://r.example"];
    const link = "https://r.example/trace/81234560000000000001";
    expect(await town.json(0, ...national)).to.include({ text: link });
    expect((await town.refused(1, "trace", "qr", code, "--svg", svg!))["code"]).to.equal(
      "CLI_FILE_EXISTS",
    );
  });
});
