/** Decision.sol and src/core/decision.ts answer alike (CA-03): thousands of cases at the bounds. */
import { expect } from "chai";
import fc from "fast-check";
import { decide, decideEntry, type Outcome } from "../../src/core/decision.ts";
import {
  type EntryHeader,
  packHeader,
  packProvision,
  type Provision,
} from "../../src/core/words.ts";
import { PureFunctions__factory } from "../../typechain-types/index.js";
import { deployCareLedger } from "../fixtures/careLedger.ts";

const OUTCOMES: readonly Outcome[] = ["PERMITTED", "NOT_COVERED", "DENIED"];
const MAX = 2n ** 40n - 1n;

/** Times close to each other and to the ends of the field, so that bounds meet often. */
const time = fc.constantFrom(0n, 1n, 999n, 1_000n, 1_001n, 2n ** 39n, MAX - 1n, MAX);
const from = fc.oneof({ weight: 8, arbitrary: fc.constant(0n) }, time);
const until = fc.oneof({ weight: 8, arbitrary: fc.constant(MAX) }, time);

/** Masks of few bits out of few, the highest of the field among them, so that they overlap often. */
const mask = (bits: number, ...usual: bigint[]) => {
  const top = 1n << BigInt(bits - 1);
  return fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(1n, 3n, top | 1n, ...usual) },
    { weight: 1, arbitrary: fc.constantFrom(0n, 2n, top, 2n * top - 1n) },
    { weight: 1, arbitrary: fc.bigInt({ min: 0n, max: 2n * top - 1n }) },
  );
};

const provision: fc.Arbitrary<Provision> = fc.record({
  effect: fc.constantFrom(2n, 2n, 2n, 1n, 1n, 0n, 3n, 255n),
  purposes: mask(88, 2n ** 88n - 1n),
  accessFrom: from,
  accessUntil: until,
  dataFrom: from,
  dataUntil: until,
  kinds: mask(24, 2n ** 24n - 1n),
  sensitivities: mask(40, 0n, 2n ** 40n - 1n),
  categories: mask(128, 2n ** 128n - 1n),
  obligations: mask(24),
  refrains: mask(24),
  actions: mask(16, 2n ** 16n - 1n),
});

const header: fc.Arbitrary<EntryHeader> = fc.record({
  kinds: mask(24),
  sensitivities: fc.oneof({ weight: 2, arbitrary: fc.constant(0n) }, mask(40)),
  categories: mask(128),
  clinicalDate: time,
  version: fc.constantFrom(0n, 1n, 65_535n),
  flags: fc.constantFrom(0n, 1n, 255n),
});

/** The first value mostly. */
const often = (usual: number, ...others: number[]) =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));

const access = fc.record({
  purpose: often(0, 1, 58, 59, 87, 88, 255),
  action: often(0, 1, 4, 5, 15, 16, 255),
  moment: time,
});

const opening = fc.record({
  provisions: fc.array(provision, { maxLength: 6 }),
  headers: fc.array(header, { minLength: 1, maxLength: 12 }),
  access,
});

async function setUp() {
  const { accessDesk, administrator } = await deployCareLedger();
  return { accessDesk, functions: await new PureFunctions__factory(administrator).deploy() };
}

const answer = (outcome: bigint, duties: bigint) => ({
  outcome: OUTCOMES[Number(outcome)],
  obligations: BigInt.asUintN(24, duties),
  refrains: duties >> 24n,
});

describe("Decision and its twin (CA-03, INV-CONSENT-4)", () => {
  it("answer thousands of random entries alike, together and each by itself", async () => {
    const { accessDesk, functions } = await setUp();
    const seen = { PERMITTED: 0, NOT_COVERED: 0, DENIED: 0 };
    await fc.assert(
      fc.asyncProperty(opening, async ({ provisions, headers, access: asked }) => {
        const { purpose, action, moment } = asked;
        const at = { purpose, action, moment: Number(moment) };
        const args = [
          provisions.map(packProvision),
          headers.map(packHeader),
          purpose,
          action,
          moment,
        ] as const;
        const [outcome, index, duties] = await accessDesk.decide(...args);
        expect({ ...answer(outcome, duties), index: Number(index) }).to.deep.equal(
          decide(provisions, headers, at),
        );
        const each = await functions.decideEach(...args);
        for (const [i, entry] of headers.entries()) {
          const twin = decideEntry(provisions, entry, at);
          expect(answer(each.outcomes[i]!, each.duties[i]!)).to.deep.equal(twin);
          seen[twin.outcome]++;
        }
      }),
      { numRuns: 1_000, seed: 20_240_101 },
    );
    // Cases that meet only one answer would compare nothing.
    for (const count of Object.values(seen)) expect(count).to.be.greaterThan(500);
  });

  it("answer alike to no entries at all", async () => {
    const { accessDesk } = await setUp();
    for (const [purpose, action] of [
      [0, 0],
      [88, 0],
      [0, 16],
    ] as const) {
      const [outcome, index, duties] = await accessDesk.decide([], [], purpose, action, 0);
      const twin = decide([], [], { purpose, action, moment: 0 });
      expect([OUTCOMES[Number(outcome)], Number(index), duties]).to.deep.equal([
        twin.outcome,
        twin.index,
        0n,
      ]);
    }
  });
});
