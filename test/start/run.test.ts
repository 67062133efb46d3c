import { expect } from "chai";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import path from "node:path";
import { DIABETIC, ODD, SAMPLES, SMALLEST } from "../fixtures/samples.ts";
import { KEYS } from "./fixtures/keys.ts";
import { run, type Run } from "./fixtures/run.ts";

const SECRET = "zhang-wei-320400196001011234";

describe("start: the main job as a program (CA-01, RX-14, DT-04, DT-09, DT-10, CL-15, CL-23, ST-04, ST-07)", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "careledger-start-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  /** A folder of bundles: samples by name, other files by their text. */
  function dataOf(name: string, samples: string[], files: Record<string, string> = {}): string {
    const data = path.join(folder, name);
    mkdirSync(data);
    for (const sample of samples) {
      cpSync(path.join(SAMPLES, "fhir", `${sample}.json.gz`), path.join(data, `${sample}.json.gz`));
    }
    for (const [file, content] of Object.entries(files)) {
      writeFileSync(path.join(data, file), content);
    }
    return data;
  }
  function start(name: string, args: string[]): Run & { temp: string } {
    const temp = path.join(folder, `temp of ${name}`);
    mkdirSync(temp);
    return { ...run(["start", "--once", "--json", ...args], temp), temp };
  }
  const until = async (condition: () => boolean, { child }: Run): Promise<void> => {
    while (!condition() && child.exitCode === null) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const leftIn = (temp: string): string[] =>
    readdirSync(temp).filter((name) => name.startsWith("careledger-"));

  /** How many records the catalogues of a state folder have. */
  function sealedIn(state: string): number {
    let count = 0;
    for (const name of existsSync(state) ? readdirSync(state) : []) {
      const file = path.join(state, name, "catalogue.sqlite");
      if (!existsSync(file)) continue;
      try {
        const db = new DatabaseSync(file, { readOnly: true });
        count += Number(db.prepare("SELECT count(*) AS n FROM records").get()!["n"]);
        db.close();
      } catch {
        // Not made yet.
      }
    }
    return count;
  }

  async function killedAndRunAgain(): Promise<void> {
    const data = dataOf("kill", [DIABETIC, SMALLEST], { "odd.json": ODD });
    const state = path.join(folder, "state");
    const args = ["--data", data, "--state", state];
    const first = start("kill", args);
    await until(() => sealedIn(state) > 0, first);
    first.child.kill("SIGKILL");
    expect(await first.ended).property("signal", "SIGKILL");
    const sealedBefore = sealedIn(state);
    expect(sealedBefore).above(0);

    const { code, stdout, stderr } = await start("kill again", [...args, "--verify-all"]).ended;
    expect(stderr).contain("Her access log");
    const lines = stdout.trimEnd().split("\n");
    expect([code, lines.length], "the result is all of stdout").deep.equal([0, 1]);
    const result = JSON.parse(lines[0]!) as Record<string, number>;
    expect(Object.keys(result)).deep.equal(KEYS);
    const records = 158 + 95 + 2;
    expect(result).deep.include({
      patients: 3,
      resources: records + 2,
      records,
      skipped: 2,
      skippedByReason: { DUPLICATE_ID: 1, FHIR_NOT_CANONICAL: 1 },
      grants: 1,
      revoked: 1,
      refused: 2,
      verified: records,
      units: 900,
      excursions: 1,
      quarantined: 300,
      recalls: 1,
      orders: 1,
      alerts: 1,
      claims: 3,
      flagged: 1,
      fundsBalanced: true,
    });
    expect(result["recallSeconds"]).above(0);
    expect(stderr, "the life of a vaccine (DT-04)")
      .contain("pallet 3: 11.2 degrees: in quarantine")
      .and.contain("scans at intake: genuine, genuine")
      .and.contain("a patient scans hers: dispensed")
      .and.contain("say: recalled, dispensed | recalled | recalled, quarantined")
      .and.contain("recovered 300 of 780 before, 780 of 780 now");
    expect(stderr, "three views of an order (DT-09)")
      .match(/Vaccine Maker reads terms, .*report.*: 600, 600, 600 doses/)
      .and.match(/Insurance Agency reads terms, .*: 600, 600, 600 doses/)
      .and.contain(
        "Corner Pharmacy asks for the same: refused (ORDER_NOT_PARTY, 403, ORDER_NOT_PARTY)",
      );
    expect(stderr, "paid on receipt and inspection (DT-10)").contain("CNY 75900.00 paid at once");
    expect(stderr, "claims, of the data where it has one")
      .contain("the visit is one of the data's")
      .and.match(/Hospital bills a visit of \d+ lines: decided and paid in the same transaction/)
      .and.match(/the fund's part is CNY [\d.]+ and yours is CNY [\d.]+, of which CNY [\d.]+ comes/)
      .and.match(/bills the same \d+ lines .*: denied, nothing is paid/)
      .and.contain("DUP_LINE: ")
      .and.contain("Lakeside Hospital treats an employee of Changzhou in Hangzhou")
      .and.contain("came from Willow Works")
      .and.contain("the books balance: ");
    expect(result["paid"]).above(0);
    expect(result["patientShare"]).above(0);
    expect(result["indexed"], "what this chain has").include({
      participants: 10,
      units: 120,
      excursions: 1,
      stockAlerts: 1,
      orders: 1,
      subjects: 6,
      batches: result["batches"],
      entries: records,
      grants: 1,
      refusals: 2,
      claims: 3,
      payments: 2,
      contributions: 2,
      fundEntries: 8,
      receiptEntries: result["receipts"],
    });
    expect(result["opened"]).above(0).and.equal(result["receipts"]);
    expect(sealedIn(state), "no record twice").equal(records);
    const sealed = readStored(state) - result["bytesSealed"]!;
    expect(sealed, "bytes that the first run had sealed").above(0);
  }

  /** Bytes of all records in the store, by the CIDs that the catalogues name. */
  function readStored(state: string): number {
    const db = new DatabaseSync(path.join(state, "blocks.sqlite"), { readOnly: true });
    let bytes = 0;
    for (const name of readdirSync(state).filter((n) => n.startsWith("custodian-"))) {
      const file = path.join(state, name, "catalogue.sqlite");
      db.exec(`ATTACH '${file}' AS c`);
      bytes += Number(
        db
          .prepare("SELECT sum(size) AS n FROM c.records r JOIN blocks b ON b.digest = r.cid")
          .get()!["n"],
      );
      db.exec("DETACH c");
    }
    db.close();
    return bytes;
  }

  async function interrupted(): Promise<void> {
    const data = dataOf("interrupted", [DIABETIC]);
    const job = start("interrupted", ["--data", data]);
    // While the contracts are being deployed.
    await until(() => leftIn(job.temp).length > 0, job);
    job.child.kill("SIGTERM");
    const { code, signal, stdout, stderr } = await job.ended;
    expect([code, signal, stdout]).deep.equal([143, null, ""]);
    expect(stderr)
      .contain("Interrupted")
      .and.not.match(/\n\s+at /);
    expect(leftIn(job.temp)).deep.equal([]);
  }

  async function brokenFile(): Promise<void> {
    const data = dataOf("broken", [], { "a.json": ODD, [`${SECRET}.json`]: ODD.slice(0, 200) });
    const job = start("broken", ["--data", data]);
    const { code, stdout, stderr } = await job.ended;
    expect(code).equal(1);
    expect(JSON.parse(stdout)).nested.include({ "error.code": "FHIR_JSON_TRUNCATED" });
    expect(stdout).not.contain(SECRET);
    expect(stderr).contain("FHIR_JSON_TRUNCATED: file 2 of 2 ends");
    expect(stderr)
      .not.contain(SECRET)
      .and.not.match(/\n\s+at /);
    expect(leftIn(job.temp)).deep.equal([]);
  }

  it("goes on after a kill; ends tidily when interrupted; says what is broken", async function () {
    this.timeout(180_000);
    const all = await Promise.allSettled([killedAndRunAgain(), interrupted(), brokenFile()]);
    for (const outcome of all) if (outcome.status === "rejected") throw outcome.reason as Error;
  });

  it("finds what is wrong with its arguments and folders before it starts anything", async function () {
    this.timeout(60_000);
    const stateFile = path.join(folder, "a file");
    writeFileSync(stateFile, "");
    const answers: [args: string[], code: number, words: string][] = [
      [["--jsn"], 2, "error: unknown option '--jsn'"],
      [["--data", path.join(folder, SECRET)], 1, "FHIR_FOLDER_MISSING: "],
      [["--state", stateFile], 1, "START_STATE: "],
    ];
    await Promise.all(
      answers.map(async ([args, expected, words], i) => {
        const { code, stdout, stderr } = await start(`wrong ${i}`, args).ended;
        expect(code, words).equal(expected);
        // A named error is the answer of --json; commander's own is none.
        expect(stdout).equal(expected === 2 ? "" : `${JSON.stringify(JSON.parse(stdout))}\n`);
        expect(stderr)
          .contain(words)
          .and.not.contain(SECRET)
          .and.not.match(/\n\s+at /);
      }),
    );
  });
});
