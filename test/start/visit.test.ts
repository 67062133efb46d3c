/** Which visit of the data the story of claims bills. */
import { expect } from "chai";
import { billedLines } from "../../src/fhir/claims/claimOut.ts";
import { readClaim } from "../../src/fhir/claims/claim.ts";
import { sumOf } from "../../src/core/settlement.ts";
import { dearest, visitIn } from "../../src/cli/start/visit.ts";
import { DIABETIC, sampleBundle, SMALLEST } from "../fixtures/samples.ts";

const NOW = Date.UTC(2026, 10, 1) / 1000;

describe("start: the visit that is billed (CA-01)", () => {
  it("is the newest that suits, with the record of its encounter", async () => {
    const bundle = await sampleBundle(SMALLEST);
    const { visit, records } = visitIn(bundle, NOW)!;
    expect(visit.lines.length).within(3, 12);
    expect(records.map(({ type }) => type)).deep.equal(["Encounter"]);
    const total = sumOf(visit.lines.map(({ charge }) => charge));
    const claims = bundle.records
      .filter(({ type }) => type === "Claim")
      .map(({ index }) =>
        readClaim(Buffer.from(bundle.source(index)), { resolve: () => ({ code: { text: "x" } }) }),
      );
    const same = claims.filter(
      ({ start, setting }) => start === visit.start && setting === "OUTPATIENT",
    );
    const billed = same.map((facts) => sumOf(billedLines(facts).lines.map(({ charge }) => charge)));
    expect(billed, "to the cent what the data billed").contain(total);
    expect(dearest(visit).charge).equal(
      visit.lines.map(({ charge }) => charge).toSorted((a, b) => Number(b - a))[0],
    );
    const offsets = visit.lines.map(({ offset }) => offset);
    expect(offsets).deep.equal(offsets.toSorted((a, b) => Number(a - b)));
  });

  it("is one that is over, and none of a bundle whose claims are too long, too short or too dear", async () => {
    const bundle = await sampleBundle(SMALLEST);
    const { visit } = visitIn(bundle, NOW)!;
    const { start, length } = visit;
    expect(visitIn(bundle, start + length + 1)!.visit).deep.equal(visit);
    expect(visitIn(bundle, start + length)?.visit.start ?? 0).below(start);
    expect(visitIn(await sampleBundle(DIABETIC), NOW)).equal(undefined);
  });
});
