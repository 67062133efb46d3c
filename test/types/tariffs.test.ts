/** Hashes, words and proofs of catalogues, plans and agreements: Solidity and src/core alike (CL-09). */
import { expect } from "chai";
import fc from "fast-check";
import * as agreement from "../../src/core/agreement.ts";
import { type Hex, toHex } from "../../src/core/bytes.ts";
import { dateOfDay, dayAt, dayOfDate } from "../../src/core/days.ts";
import { AGREEMENT_STATES } from "../../src/core/enums.ts";
import { maskOfItems, type Plan, planId } from "../../src/core/plans.ts";
import {
  indicationLeaf,
  indicationTree,
  jurisdictionOf,
  jurisdictionWord,
  rowKey,
  rowsHash,
  weightLeaf,
  weightTree,
} from "../../src/core/rules.ts";
import { unpackRule } from "../../src/core/tariff.ts";
import { PureTariffs__factory } from "../../typechain-types/index.js";
import { ethers, fixed, networkHelpers } from "../fixtures/careLedger.ts";
import { fails } from "../fixtures/fails.ts";

const runs = { numRuns: 60, seed: 11 };

async function deployed() {
  const [sender] = await ethers.getSigners();
  return new PureTariffs__factory(sender!).deploy();
}

const pure = () => networkHelpers.loadFixture(deployed);

const word: fc.Arbitrary<Hex> = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toHex);
const uint = (bits: number) => fc.bigInt({ min: 0n, max: (1n << BigInt(bits)) - 1n });
const number = (bits: number) => uint(bits).map(Number);
const jurisdiction = fc.record({ scheme: number(8), code: number(32) });

const plan: fc.Arbitrary<Plan> = fc.record({
  insurer: number(32),
  code: word,
  limits: uint(256),
  shares: uint(256),
  terms: uint(256),
  weights: word,
  chronic: word,
});

const anAgreement: fc.Arbitrary<agreement.Agreement> = fc.record({
  insurer: number(32),
  institution: number(32),
  text: word,
  law: word,
  disputes: word,
  from: number(24),
  until: number(24),
  services: uint(128),
  factor: number(16),
  notice: number(16),
  cure: number(16),
  clauses: word,
  deadline: number(40),
});

describe("tariffs and agreements: src/core against Solidity (CL-09, ID-13)", () => {
  it("keys of rows, ids of proposals, and jurisdictions in 40 bits", async () => {
    const functions = await pure();
    const row = fc.record({ code: word, version: number(24), rule: uint(256), indications: word });
    await fc.assert(
      fc.asyncProperty(jurisdiction, fc.array(row, { maxLength: 5 }), async (where, rows) => {
        const area = jurisdictionWord(where);
        expect(jurisdictionOf(area)).to.deep.equal(where);
        expect(await functions.rows(area, rows)).to.equal(rowsHash(where, rows));
        for (const { code, version } of rows) {
          expect(await functions.row(area, code, version)).to.equal(rowKey(where, code, version));
        }
      }),
      runs,
    );
  });

  it("plans, agreements and clauses", async () => {
    const functions = await pure();
    const clause = fc.record({
      trigger: fc.constantFrom(0, 1, 2, 3),
      confirmer: number(32),
      value: uint(128),
      condition: word,
    });
    await fc.assert(
      fc.asyncProperty(plan, anAgreement, clause, async (p, a, c) => {
        expect(await functions.plan(p)).to.equal(planId(p));
        expect(await functions.agreement(a)).to.equal(agreement.agreementId(a));
        expect(await functions.clause(c)).to.equal(agreement.clauseHash(c));
      }),
      runs,
    );
  });

  it("fields of rules and of agreements' slots", async () => {
    const functions = await pure();
    await fc.assert(
      fc.asyncProperty(
        uint(256),
        uint(248),
        fc.nat(5),
        number(24),
        async (rule, rest, state, day) => {
          const { from, until, flags, serviceItem } = unpackRule(rule);
          expect(await functions.rule(rule)).to.deep.equal([from, until, flags, serviceItem]);
          const slot = (rest << 8n) | BigInt(state);
          const own = agreement.agreementOf(slot);
          expect(own.state).to.equal(AGREEMENT_STATES[state]);
          const covers = state >= 3 && own.from <= day && day < own.until;
          expect(await functions.agreementWord(slot, day)).to.deep.equal([
            BigInt(state),
            BigInt(own.from),
            BigInt(own.until),
            maskOfItems(own.services),
            BigInt(own.factor),
            BigInt(own.frozenUntil),
            covers,
          ]);
        },
      ),
      runs,
    );
  });

  it("trees of indications and of weights, of any size, prove each leaf and no other one", async () => {
    const functions = await pure();
    const weight = fc.record({ group: word, weight: number(32), grouper: word });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(word, { minLength: 1, maxLength: 9 }),
        fc.uniqueArray(weight, { minLength: 1, maxLength: 9, selector: (w) => w.group }),
        async (diagnoses, weights) => {
          const trees = [
            [indicationTree(diagnoses), diagnoses.map(indicationLeaf)],
            [weightTree(weights), weights.map(weightLeaf)],
          ] as const;
          for (const [tree, leaves] of trees) {
            for (const leaf of leaves) {
              expect(await functions.verify(tree.prove(leaf), tree.root, leaf)).to.equal(true);
            }
            const [first] = leaves;
            const strange = fixed("strange");
            expect(await functions.verify(tree.prove(first!), tree.root, strange)).to.equal(false);
            expect(tree.has(strange)).to.equal(false);
          }
          const { group, grouper } = weights[0]!;
          expect(await functions.indication(diagnoses[0]!)).to.equal(indicationLeaf(diagnoses[0]!));
          expect(await functions.weight(group, weights[0]!.weight, grouper)).to.equal(
            weightLeaf(weights[0]!),
          );
        },
      ),
      { numRuns: 15, seed: 12 },
    );
  });

  it("a tree proves none but its own leaves", () => {
    const leaf = fixed("unknown");
    const tree = indicationTree([fixed("a")]);
    expect(fails(() => tree.prove(leaf))).to.deep.include({
      code: "TREE_LEAF_UNKNOWN",
      details: { leaf },
    });
    expect(fails(() => indicationTree([]))).to.include({ code: "TREE_EMPTY" });
  });
});

describe("days (CL-09)", () => {
  it("are Modified Julian Days, also before 1970", () => {
    expect(dayOfDate("1858-11-17")).to.equal(0);
    expect(dayOfDate("1970-01-01")).to.equal(40_587);
    expect(dayOfDate("2026-11-23")).to.equal(61_367);
    expect(dayAt(-1)).to.equal(40_586);
    expect(dayOfDate("1910")).to.equal(dayOfDate("1910-01-01"));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), (day) => {
        expect(dayOfDate(dateOfDay(day))).to.equal(day);
      }),
    );
  });
});
