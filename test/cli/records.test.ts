import { expect } from "chai";
import { copyFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { lockPublishing } from "../../src/cli/members.ts";
import { ODD, SAMPLES, SMALLEST } from "../fixtures/samples.ts";
import { BUNDLE, type Json, Town } from "./fixtures/town.ts";

const NORTH = ["--as", "North Hospital"];

describe("cli: records of one's own (RX-01, RX-02, RX-14)", () => {
  let town: Town;
  before(async () => {
    town = await Town.start();
    await town.settle();
  });
  after(() => town.close());

  const publish = (...args: string[]): string[] => ["records", "publish", ...args, ...NORTH];
  const newest = async (): Promise<Json> =>
    (await town.json(0, "records", "list", "--limit", "1"))["records"][0];
  const database = async (file: string): Promise<DatabaseSync> =>
    new DatabaseSync(path.join((await town.state()).directory, file));

  it("publish: every resource of a bundle; again, none twice", async () => {
    const first = await town.json(0, ...publish(BUNDLE, "--subject", "alice-1"));
    expect(first).deep.include({
      custodian: 1,
      patients: 1,
      resources: 158,
      records: 158,
      reused: 0,
      batches: 1,
      transactions: 1,
      skipped: 0,
      skippedByReason: {},
    });
    expect(first["gasUsed"]).above(158 * 1000);
    const again = await town.json(0, ...publish(BUNDLE, "--subject", "alice-1"));
    expect(again).include({ records: 158, reused: 158, batches: 0, gasUsed: 0, bytesSealed: 0 });
  });

  it("publish: a folder, whose patients are called by their FHIR ids and enrolled on the way", async () => {
    const folder = path.join(town.folder, "bundles");
    mkdirSync(folder);
    copyFileSync(path.join(SAMPLES, "fhir", `${SMALLEST}.json.gz`), path.join(folder, "a.json.gz"));
    writeFileSync(path.join(folder, "b.json"), ODD);
    expect(await town.refused(1, ...publish(folder))).deep.include({
      code: "CLI_PATIENT",
      details: { name: SMALLEST },
    });
    expect(await town.json(0, ...publish(folder, "--enrol"))).deep.include({
      patients: 2,
      resources: 99,
      records: 97,
      skippedByReason: { DUPLICATE_ID: 1, FHIR_NOT_CANONICAL: 1 },
    });
    expect(Object.keys((await town.state()).patients)).include.members([SMALLEST, "odd"]);
    const { stdout } = await town.run(...publish(folder));
    expect(stdout)
      .contain("97 records of 2 patients")
      .and.contain("Skipped: 1 DUPLICATE_ID, 1 FHIR");
    const two = await town.refused(2, ...publish(folder, "--subject", "alice-1"));
    expect(two).include({ code: "CLI_OPTION" });
  });

  it("publish: what is missing or broken is said without its name", async () => {
    const broken = path.join(town.folder, "zhang-wei.json.gz");
    copyFileSync(BUNDLE, broken);
    truncateSync(broken, 1000);
    const wrong: [paths: string[], code: string][] = [
      [[broken], "FHIR_GZIP_BROKEN"],
      [[`${broken}.none`], "FHIR_FILE_UNREADABLE"],
      [[BUNDLE, "--labels", `${broken}.none`], "LABELS_FILE"],
    ];
    for (const [paths, code] of wrong) {
      const error = await town.refused(1, ...publish(...paths, "--subject", "alice-1"));
      expect(error).include({ code });
      expect(error["message"]).not.contain("zhang-wei");
    }
    const stranger = await town.refused(1, ...publish(BUNDLE, "--subject", "nobody-1"));
    expect(stranger).include({ code: "CLI_PATIENT" });
  });

  it("publish: one at a time a custodian", async () => {
    const unlock = lockPublishing({ id: 1, name: "North Hospital" }, await town.state());
    const error = await town.refused(1, ...publish(BUNDLE, "--subject", "alice-1"));
    expect(error).deep.include({
      code: "CLI_BUSY",
      details: { pid: String(process.pid), work: "publishing for North Hospital" },
    });
    unlock();
    await town.json(0, ...publish(BUNDLE, "--subject", "alice-1"));
  });

  it("list: the catalogue with its states, the newest first, of one patient if named", async () => {
    const { total, records } = await town.json(0, "records", "list", "--limit", "1000");
    expect([total, records.length]).deep.equal([255, 255]);
    const dates = (records as Json[]).map((record) => String(record["clinicalDate"]));
    const dated = dates.filter((date) => date !== "undated");
    const falling = dated.toSorted((a, b) => (a < b ? 1 : -1));
    expect(dates.slice(0, dated.length)).deep.equal(falling);
    expect(records[0]).include({ state: "LIVE" }).and.include.keys("batch", "kinds", "subject");
    const hers = await town.json(0, "records", "list", "--subject", "alice-1", ...NORTH);
    expect([hers["total"], hers["records"].length]).deep.equal([158, 50]);
    const { stdout } = await town.run("records", "list", "--subject", "alice-1", "--limit", "2");
    expect(stdout)
      .match(/^0x[0-9a-f]{64} +alice-1 +\w+/m)
      .and.contain("2 of 158; --limit shows more");
  });

  it("show: one of them, and where it stands", async () => {
    const { entry } = await newest();
    const shown = await town.json(0, "records", "show", entry);
    expect(shown).include({ entry, custodian: 1, state: "LIVE", version: 1 });
    expect(shown["cid"]).match(/^baf/);
    expect(shown["anchored"]).include({ mode: "LEAVES" });
    const { stdout } = await town.run("records", "show", entry);
    expect(stdout)
      .match(/^state +LIVE$/m)
      .and.match(/^anchored +\d{4}-/m);
    expect(await town.refused(1, "records", "show", `0x${"33".repeat(32)}`)).include({
      code: "CLI_ENTRY",
    });
  });

  it("list and show: what was ended on the chain says so", async () => {
    const { entry, batch, position } = await newest();
    await town.within(async (session) => {
      const { care } = await session.member("North Hospital");
      await care.records.end(batch, [position], "WITHDRAWN").send();
    });
    expect(await newest()).include({ entry, state: "WITHDRAWN" });
    expect(await town.json(0, "records", "show", entry)).include({ state: "WITHDRAWN" });
  });

  it("verify: one or all, fetched back, opened and compared", async () => {
    const { entry } = await newest();
    const one = await town.json(0, "records", "verify", entry);
    expect(one).deep.equal({ custodian: 1, verified: 1, pending: 0, failures: [] });
    const all = await town.json(0, "records", "verify", "--all", ...NORTH);
    expect(all).deep.equal({ custodian: 1, verified: 255, pending: 0, failures: [] });
    for (const args of [[], [entry, "--all"]]) {
      expect(await town.refused(2, "records", "verify", ...args)).include({ code: "CLI_OPTION" });
    }
  });

  it("verify: names what is lost, spoilt or not on the chain, and ends with 1", async () => {
    const { records } = await town.json(0, "records", "list", "--limit", "3");
    const [lost, spoilt, unanchored] = records as [Json, Json, Json];
    const digests = (await database("custodian-1/catalogue.sqlite")).prepare(
      "SELECT lower(hex(cid)) AS digest FROM records WHERE entry = unhex(?)",
    );
    const digestOf = ({ entry }: Json): string => digests.get(entry.slice(2))!["digest"] as string;
    const blocks = await database("blocks.sqlite");
    blocks.prepare("DELETE FROM blocks WHERE digest = unhex(?)").run(digestOf(lost));
    blocks
      .prepare("UPDATE blocks SET bytes = zeroblob(9) WHERE digest = unhex(?)")
      .run(digestOf(spoilt));
    const catalogue = await database("custodian-1/catalogue.sqlite");
    // A custodian that says of a record it never anchored that it did.
    catalogue
      .prepare(
        "UPDATE places SET position = 5000 WHERE record = (SELECT id FROM records WHERE entry = unhex(?))",
      )
      .run(unanchored["entry"].slice(2));
    catalogue.close();
    blocks.close();
    const { verified, failures } = await town.json(1, "records", "verify", "--all");
    const reasons = new Map((failures as Json[]).map(({ entry, reason }) => [entry, reason]));
    expect(reasons.get(lost["entry"])).equal("STORE_MISSING");
    expect(reasons.get(spoilt["entry"])).equal("STORE_CORRUPT");
    expect(reasons.get(unanchored["entry"])).equal("NOT_ANCHORED");
    expect(verified + failures.length).equal(255);
    const { code, stdout } = await town.run("records", "verify", lost["entry"]);
    expect(code).equal(1);
    expect(stdout).contain("0 of 1 records").and.contain(`${lost["entry"]}  STORE_MISSING`);
  });

  it("nothing of a record's text is in what the commands keep, but sealed", async () => {
    const { directory } = await town.state();
    const text = /"resourceType"|Observation/;
    for (const file of ["blocks.sqlite", "keys.json", "custodian-1/catalogue.sqlite"]) {
      expect(readFileSync(path.join(directory, file)).toString("latin1"), file).not.match(text);
    }
  });
});
