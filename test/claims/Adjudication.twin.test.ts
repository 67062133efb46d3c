/** Adjudication.sol and src/core/adjudication.ts come to the same (CL-05..09): thousands of claims. */
import { expect } from "chai";
import fc from "fast-check";
import {
  adjudicate,
  type Balance,
  type BilledLine,
  type ClaimTerms,
  groupPrice,
} from "../../src/core/adjudication.ts";
import { packFacts, unpackResult } from "../../src/core/claimWords.ts";
import { flagBit } from "../../src/core/lineRules.ts";
import { packLimits, packRule, packShares, packTerms, type Rule } from "../../src/core/tariff.ts";
import { deployPureClaims } from "../fixtures/pureClaims.ts";

const DAY = 60_000n;

/** The first value mostly. */
const often = <T>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));
const amount = fc.oneof(
  fc.bigInt({ min: 0n, max: 200_000n }),
  fc.constantFrom(0n, 1n, 5n, 50n, 99_999n, 2n ** 40n - 1n),
);
const limit = (bits: number) =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant(0n) },
    { weight: 3, arbitrary: fc.bigInt({ min: 1n, max: 300_000n }) },
    { weight: 1, arbitrary: fc.constant(2n ** BigInt(bits) - 1n) },
  );
const share = fc.constantFrom(0n, 1n, 2_500n, 7_000n, 8_000n, 9_999n, 10_000n, 65_535n);
const shares = fc.tuple(share, share, share);

const rule: fc.Arbitrary<Rule> = fc.record({
  from: often(DAY - 10n, 0n, DAY, DAY + 1n),
  until: often(0n, DAY, DAY + 1n, DAY + 2n),
  ceiling: often(0n, 1n, 3_000n, 50_000n, 2n ** 48n - 1n),
  selfShare: share,
  quantity: often(0n, 1n, 3n, 7n),
  frequency: fc.constant(0n),
  window: fc.constant(0n),
  youngest: often(0n, 18n, 60n),
  oldest: often(0n, 17n, 59n, 60n),
  sexes: often(0n, 1n, 2n, 3n),
  serviceItem: often(1n, 0n, 5n, 127n, 128n, 255n),
  category: often(1n, 2n, 2n, 3n, 0n),
  kind: fc.constantFrom(1n, 2n, 3n),
  flags: often(0n, 8n, 15n),
  published: fc.constant(1n),
});

const founds = [
  "DUP_LINE",
  "DUP_TRACE_CODE",
  "NO_DISPENSE",
  "RECALLED_DRUG",
  "OVER_FREQ",
  "OFF_INDICATION",
  "NO_DIAGNOSIS",
] as const;

const line: fc.Arbitrary<BilledLine> = fc.record({
  facts: fc.record({
    charge: amount,
    quantity: often(1n, 2n, 3n, 8n, 2n ** 24n - 1n),
    version: fc.constant(1n),
    offset: often(0n, 1n, 43_200n, 2n ** 24n - 1n),
    diagnosis: fc.constant(0n),
    proof: fc.constant(0n),
    record: fc.constant(0n),
    product: fc.constant(0n),
  }),
  rule: fc.option(rule, { freq: 12, nil: undefined }),
  found: fc.oneof(
    { weight: 8, arbitrary: fc.constant(0n) },
    fc.constantFrom(...founds).map((flag) => flagBit(flag)),
    fc
      .tuple(fc.constantFrom(...founds), fc.constantFrom(...founds))
      .map(([a, b]) => flagBit(a) | flagBit(b)),
  ),
});

const terms: fc.Arbitrary<ClaimTerms> = fc.record({
  limits: fc.record({
    deductible1: limit(40),
    deductible2: limit(40),
    deductible3: limit(40),
    copay: limit(40),
    cap: limit(48),
    maximum: limit(48),
  }),
  shares: fc.record({
    bySetting: fc.tuple(shares, shares, shares, shares),
    tier: limit(48),
    added: share,
  }),
  terms: fc.record({
    serviceItems: often(2n ** 128n - 1n, 2n, 1n),
    waiting: fc.constant(0n),
    baseRate: fc.bigInt({ min: 0n, max: 1_000_000n }),
    low: often(0n, 40n, 100n),
    high: often(0n, 150n, 300n),
    flags: fc.bigInt({ min: 0n, max: 63n }),
    version: fc.constant(1n),
  }),
  services: often(2n ** 128n - 1n, 2n, 1n),
  price: often(0n, 1n, 100_000n, 3_000_000n),
  start: fc.bigInt({ min: -2n, max: 2n }).map((seconds) => DAY * 86_400n + seconds),
  setting: fc.integer({ min: 0, max: 4 }),
  grade: fc.integer({ min: 1, max: 3 }),
  bornIn: fc.constantFrom(0, 24_000 - 18 * 12, 24_000 - 18 * 12 + 1, 24_000 - 61 * 12, 24_001),
  month: fc.constant(24_000),
  sex: fc.integer({ min: 0, max: 3 }),
  reason: often(0, 13, 26, 27, 179, 200),
});

const balance: fc.Arbitrary<Balance> = fc.record({
  deductible: limit(40),
  pool: limit(48),
  own: limit(48),
});

const packed = (t: ClaimTerms) => ({
  ...t,
  limits: packLimits(t.limits),
  shares: packShares(t.shares),
  terms: packTerms(t.terms),
});

describe("Adjudication and its twin (CL-05, INV-CLAIMS-1, INV-CLAIMS-2)", () => {
  it("come to the same for thousands of random claims, and each line adds up", async () => {
    const functions = await deployPureClaims();
    const seen = new Map<string, number>();
    const see = (name: string) => seen.set(name, (seen.get(name) ?? 0) + 1);
    const claim = fc.tuple(terms, balance, fc.array(line, { minLength: 1, maxLength: 8 }));
    await fc.assert(
      fc.asyncProperty(claim, async ([t, before, lines]) => {
        const [words, totals, after] = await functions.adjudicate(
          packed(t),
          before,
          lines.map(({ facts }) => packFacts(facts)),
          lines.map((l) => (l.rule ? packRule(l.rule) : 0n)),
          lines.map(({ found }) => found),
        );
        const twin = adjudicate(t, before, lines);
        const results = lines.map((_, i) => unpackResult(words[2 * i]!, words[2 * i + 1]!));
        expect(results).to.deep.equal(twin.lines);
        const { billed, fund, person, institution, flags } = totals;
        expect({ billed, fund, person, institution, flags }).to.deep.equal(twin.totals);
        const { deductible, pool, own } = after;
        expect({ deductible, pool, own }).to.deep.equal(twin.balance);

        for (const [i, { reason, flags: _flags, ...parts }] of results.entries()) {
          const sum = Object.values(parts).reduce((a, b) => a + b, 0n);
          expect(sum).to.equal(lines[i]!.facts.charge);
          see(`reason ${reason}`);
          for (const [part, value] of Object.entries(parts)) if (value > 0n) see(part);
        }
        expect(fund + person + institution).to.equal(billed);
        expect(person >= 0n && fund >= 0n).to.equal(true);
        const { cap, maximum } = t.limits;
        if (cap !== 0n && before.pool <= cap) expect(after.pool <= cap).to.equal(true);
        const stops = (t.terms.flags & 16n) !== 0n;
        if (maximum !== 0n && cap === 0n && !stops && before.own <= maximum) {
          expect(after.own <= maximum).to.equal(true);
        }
        if (institution < 0n) see("surplus");
      }),
      { numRuns: 3_000, seed: 20_250_601 },
    );
    const reasons = [0, 6, 7, 11, 13, 18, 27, 96, 112, 151, 153, 170, 188, 200, 204, 272];
    const parts = "paid uncovered overLimit preSelf deductible copay coinsurance overCap refused";
    for (const name of [...reasons.map((r) => `reason ${r}`), ...parts.split(" "), "surplus"]) {
      expect(seen.get(name) ?? 0, name).to.be.greaterThan(20);
    }
  });

  it("price groups alike (CL-05)", async () => {
    const functions = await deployPureClaims();
    const word = (max: bigint) => fc.bigInt({ min: 0n, max });
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(terms, word(2n ** 32n - 1n), word(65_535n)),
        async ([t, weight, factor]) => {
          expect(await functions.groupPrice(packTerms(t.terms), weight, factor)).to.equal(
            groupPrice(t.terms, weight, factor),
          );
        },
      ),
      { numRuns: 200, seed: 1 },
    );
  });
});
