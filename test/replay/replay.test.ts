import { expect } from "chai";
import { existsSync } from "node:fs";
import path from "node:path";
import { replayClaims } from "../../src/replay/replay.ts";
import { readReplay, type Replay } from "../../src/synthea/replay.ts";
import { BASE, removeFolders, writeFolder } from "../synthea/fixtures/folder.ts";
import { administered } from "./fixtures/administered.ts";

const root = path.resolve(import.meta.dirname, "../..");
const SHARED = path.resolve(root, "../shared/data/synthea-ma-25");

describe("replay: claims of a Synthea folder on a chain", function () {
  this.timeout(600_000);
  const administrator = administered();
  after(removeFolders);

  it("decides and pays a visit and its drug as the model off chain does (CL-03, CL-11)", async () => {
    const replay = await readReplay(await writeFolder(BASE));
    const { report, replayed } = await replayClaims(replay, administrator().chain);
    expect(report).include({ claims: 2, lines: 3, billed: 515_005, differFromModel: 0, denied: 0 });
    expect(report.paid).equal(replay.claims.reduce((sum, { expected }) => sum + expected, 0));
    expect(report.paid + report.patientShare).equal(report.billed);
    expect(replayed.map(({ state }) => state)).deep.equal(["PAID", "PAID"]);
    expect(await administrator().insurance.supply()).greaterThan(0n);
  });

  it("restates balances before the claim that names them, and goes on from there", async () => {
    const { claims, ...plans } = await readReplay(await writeFolder(BASE));
    const [drug, visit] = claims;
    const opening = { deductibleUsed: 0, ownPaid: 100_000_00 };
    const replay: Replay = {
      ...plans,
      claims: [drug!, { ...visit!, opening, expected: 15_000 }],
    };
    const { report } = await replayClaims(replay, administrator().chain);
    // Above the maximum everything is paid; before it the drug was shared.
    expect(report).include({ openings: 1, differFromModel: 0, transactions: 3 });
  });

  it("pays nothing for who has no insurance", async () => {
    const { claims, ...plans } = await readReplay(await writeFolder(BASE));
    const uninsured = claims.map((claim) => ({
      ...claim,
      payer: "NO_INSURANCE",
      plan: undefined,
      expected: 0,
      truthPaid: 0,
    }));
    const { report } = await replayClaims({ ...plans, claims: uninsured }, administrator().chain);
    expect(report).include({ claims: 2, paid: 0, patientShare: 515_005, mismatches: 0 });
  });

  it("decides all 1,150 claims of the shared folder, none otherwise than the model", async function () {
    if (!existsSync(SHARED)) {
      process.stderr.write(
        "\n  SKIPPED: ../shared/data is not here; a made-up one is replayed.\n\n",
      );
      this.skip();
    }
    const replay = await readReplay(SHARED);
    const { report } = await replayClaims(replay, administrator().chain);
    expect(report).include({
      claims: 1150,
      settled: 1150,
      differFromModel: 0,
      flagged: 0,
      pended: 0,
      denied: 0,
    });
    expect(report.mismatches).lessThanOrEqual(115);
  });
});
