import { expect } from "chai";
import { existsSync } from "node:fs";
import path from "node:path";
import {
  decideReplay,
  readReplayInput,
  type Replay,
  type ReplayInput,
} from "../../src/synthea/replay.ts";
import type { ReplayClaim } from "../../src/synthea/replayClaim.ts";
import { newBalances, planPays } from "../../src/synthea/planModel.ts";

const root = path.resolve(import.meta.dirname, "../..");
const SHARED = path.resolve(root, "../shared/data/synthea-ma-25");

describe("synthea: every claim of the shared folder", function () {
  this.timeout(120_000);
  let input: ReplayInput;
  let replay: Replay;
  before(async function () {
    if (!existsSync(SHARED)) {
      process.stderr.write(
        "\n  SKIPPED: ../shared/data is not here; made-up folders are tested.\n\n",
      );
      this.skip();
    }
    input = await readReplayInput(SHARED);
    replay = decideReplay(input);
  });
  const share = (test: (claim: ReplayClaim) => boolean) =>
    replay.claims.filter(test).length / replay.claims.length;

  it("knows all 1,150 claims, 370 of pharmacies, and each once", () => {
    expect(replay.claims).lengthOf(1150);
    expect(new Set(replay.claims.map(({ id }) => id)).size).equal(1150);
    expect(replay.claims.filter(({ kind }) => kind === "pharmacy")).lengthOf(370);
  });

  it("bills what the folder's ground truth says, and pays about it", () => {
    const billed = replay.claims
      .flatMap(({ lines }) => lines)
      .reduce((sum, { amount }) => sum + amount, 0);
    expect(billed).equal(2_220_377_63);
    expect(replay.claims.reduce((sum, { truthPaid }) => sum + truthPaid, 0)).equal(1_626_809_63);
  });

  it("equals PAYER_COVERAGE to the cent for more than 95 %, without restated balances for 93 %", () => {
    expect(share(({ expected, truthPaid }) => expected === truthPaid)).greaterThan(0.95);
    expect(share(({ plain, truthPaid }) => plain === truthPaid)).greaterThan(0.93);
  });

  it("names a cause for every other claim, each of less than 3 %, none unexplained", () => {
    for (const { cause, expected, truthPaid } of replay.claims) {
      expect(cause === undefined).equal(expected === truthPaid);
    }
    for (const cause of new Set(replay.claims.map((claim) => claim.cause))) {
      if (cause === undefined) continue;
      expect(cause).not.equal("UNEXPLAINED");
      expect(share((claim) => claim.cause === cause)).lessThan(0.03);
    }
  });

  it("can be replayed claim by claim with two balances a member, period and plan", () => {
    const plans = new Map(replay.plans.map((plan) => [plan.id, plan]));
    const balances = new Map<string, typeof newBalances>();
    for (const claim of replay.claims) {
      const key = `${claim.patient} ${claim.period} ${claim.plan}`;
      const before = claim.opening ?? balances.get(key) ?? newBalances;
      const result = planPays(claim.plan ? plans.get(claim.plan) : undefined, before, claim);
      expect(result.paid).equal(claim.expected);
      balances.set(key, result.balances);
    }
  });

  it("never reads what was paid for the claim under test", () => {
    const was = new Map(replay.claims.map((claim) => [claim.id, claim]));
    for (let i = 0; i < input.claims.length; i += 10) {
      const { id, total, truthPaid } = input.claims[i]!;
      const lie = { ...input.claims[i]!, truthPaid: total - truthPaid + 7 };
      const claims = input.claims.with(i, lie);
      const now = decideReplay({ ...input, claims }).claims.find((claim) => claim.id === id)!;
      const then = was.get(id)!;
      expect(now.expected).equal(then.expected);
      expect(now.plan).equal(then.plan);
      expect(now.opening).deep.equal(then.opening);
    }
  });
});
