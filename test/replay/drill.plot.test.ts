/** Which frauds a drill draws, and how near they are to what is allowed. */
import { expect } from "chai";
import path from "node:path";
import { type DrilledClaim, isCaught } from "../../src/replay/drill/report.ts";
import { Draw } from "../../src/replay/drill/draw.ts";
import { readDrill } from "../../src/replay/drill/input.ts";
import type { DrillInput } from "../../src/replay/drill/book.ts";
import { type DrillClaim, type Kind, KINDS, MOST } from "../../src/replay/drill/model.ts";
import { type Plot, plotted } from "../../src/replay/drill/plot.ts";
import { SAMPLES } from "../fixtures/samples.ts";

const NOW = 1_800_000_000;
const idsOf = ({ claims }: Plot): string[] =>
  claims.flatMap(({ id, injection }) => (injection ? [id] : []));
const frauds = ({ claims, book }: Plot, kind: Kind): DrillClaim[] =>
  [...claims, ...book.again].filter(({ injection }) => injection?.kind === kind);

describe("drill: what is injected (CL-11, CL-12)", () => {
  let input: DrillInput;
  const plot = (seed: number): Plot => plotted(input, new Draw(seed), NOW);
  before(async () => {
    input = await readDrill(path.resolve(SAMPLES));
  });

  it("the same seed draws the same, another one others", () => {
    expect(idsOf(plot(1))).deep.equal(idsOf(plot(1)));
    expect(idsOf(plot(2))).not.deep.equal(idsOf(plot(1)));
  });

  it("each kind as often as asked for, whatever the seed", () => {
    for (let seed = 0; seed < 8; seed++) {
      const drawn = plot(seed);
      for (const kind of Object.keys(KINDS) as Kind[]) {
        expect(frauds(drawn, kind).length, `${kind}, seed ${seed}`).within(1, MOST);
      }
    }
  });

  it("prices a cent above the ceiling, quantities one above the most", () => {
    const drawn = plot(3);
    const limitOf = (claim: DrillClaim) => {
      const line = claim.lines[claim.injection!.line!]!;
      return { line, limit: drawn.limits.get(drawn.book.keyOf(line))! };
    };
    for (const claim of frauds(drawn, "over-price")) {
      const { line, limit } = limitOf(claim);
      expect(line.amount).equal(limit.ceiling * line.quantity + 1);
    }
    for (const claim of frauds(drawn, "over-quantity")) {
      const { line, limit } = limitOf(claim);
      expect(line.quantity).equal(limit.quantity + 1);
      expect(line.amount).most(limit.ceiling * line.quantity);
    }
  });

  it("no claim of the folder is above any limit", () => {
    const { book, limits } = plot(4);
    for (const { claim, line, key } of book.placed()) {
      const { ceiling, quantity, ages, sex } = limits.get(key)!;
      expect(line.amount).most(ceiling * line.quantity);
      expect(line.quantity).most(quantity);
      if (ages) expect(book.ageOf(claim)).within(ages.youngest, ages.oldest);
      if (sex) expect(book.sexOf(claim)).equal(sex);
    }
  });

  it("bills the dead from the day after on, and others on the last day", () => {
    const { claims, deaths } = plot(5);
    expect(deaths.size).greaterThan(0);
    const dead = claims.filter(({ injection }) => injection?.kind === "dead-patient");
    expect(dead).lengthOf(deaths.size);
    for (const { start, id } of dead) {
      const [day] = [...deaths.values()]
        .filter(({ claim }) => id.startsWith(claim.id))
        .map((death) => death.day);
      expect([1, 30]).include(Math.floor(start / 86_400) + 40_587 - day!);
    }
  });
});

describe("drill: what counts as caught", () => {
  const claim = { id: "a", patient: "p", lines: [{ amount: 500 }] } as unknown as DrillClaim;
  const line = { paid: 400n, uncovered: 0n, overLimit: 1n, refused: 0n };
  const drilled = (change: object): DrilledClaim =>
    ({ claim, state: "PAID", paid: 400, flags: [], lines: [line], ...change }) as never;
  const fraud = (kind: Kind, more = {}) => ({ ...claim, injection: { kind, how: "", ...more } });

  it("the flag alone is not enough, nor the denial alone", () => {
    const copy = fraud("duplicate-line");
    const caught = { claim: copy, state: "DENIED", paid: 0, flags: ["DUP_LINE"] };
    expect(isCaught(drilled(caught))).equal(true);
    expect(isCaught(drilled({ ...caught, flags: [] }))).equal(false);
    expect(isCaught(drilled({ ...caught, flags: ["OVER_PRICE"] }))).equal(false);
    expect(isCaught(drilled({ ...caught, state: "PAID", paid: 1 }))).equal(false);
  });

  it("of a price, just what is too much is not paid", () => {
    const dear = fraud("over-price", { line: 0, excess: 1 });
    expect(isCaught(drilled({ claim: dear, flags: ["OVER_PRICE"] }))).equal(true);
    const more = [{ ...line, overLimit: 2n }];
    expect(isCaught(drilled({ claim: dear, flags: ["OVER_PRICE"], lines: more }))).equal(false);
  });

  it("of a line that is to be refused, nothing is paid", () => {
    const other = fraud("age-conflict", { line: 0 });
    const flags = ["AGE_SEX"];
    const refused = [{ paid: 0n, uncovered: 500n, overLimit: 0n, refused: 0n }];
    expect(isCaught(drilled({ claim: other, flags, lines: refused }))).equal(true);
    expect(isCaught(drilled({ claim: other, flags }))).equal(false);
  });
});
