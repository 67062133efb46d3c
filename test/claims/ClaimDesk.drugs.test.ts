/** A drug line pays once, for a unit that its provider dispensed to its person (CL-11, CL-14, RX-13). */
import { expect } from "chai";
import { claimStateOf, unpackTotals } from "../../src/core/claims.ts";
import { unpackResult } from "../../src/core/claimWords.ts";
import * as goods from "../../src/core/goods.ts";
import { CARC } from "../../src/core/lineRules.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { as, NATIONAL, parcelOf, shown } from "../fixtures/drugs.ts";
import { billed, CODE, dispensed, pharmacy, unitOf } from "../fixtures/codedDrugs.ts";
import { aFile, deskOf, type FileChange, submitted } from "../fixtures/claimFiles.ts";
import type { ClaimsWorld } from "../fixtures/claimsWorld.ts";

async function outcome(world: ClaimsWorld, change: FileChange) {
  const { decision, id } = await submitted(world, change);
  const { results, totals } = decision;
  return {
    state: claimStateOf(await world.claims.claimOf(id)),
    flags: unpackTotals(totals).flags,
    lines: Array.from({ length: results.length / 2 }, (_, i) => {
      const { paid, refused, reason } = unpackResult(results[2 * i]!, results[2 * i + 1]!);
      return { paid, refused, reason };
    }),
  };
}

const PAID = { paid: 800n, refused: 0n, reason: 0n };
const refused = (reason: bigint) => ({ paid: 0n, refused: 1_000n, reason });

describe("ClaimDesk and dispensed units (CL-11, CL-14, RX-13)", () => {
  it("pays each trace code once, in one claim and over all claims", async () => {
    const { world, lot } = await pharmacy();
    await dispensed(world, lot, 0, 1);
    const sale = goods.saleId(NATIONAL, lot.units[0]!.code);
    const first = await submitted(world, billed(lot, [0]));
    expect(claimStateOf(await world.claims.claimOf(first.id))).to.equal("PAID");
    await expect(first.sent).to.emit(world.drugLedger, "SalePaid");
    expect(((await world.drugLedger.saleOf(sale)) >> 8n) & 1n).to.equal(1n);
    // Again with another, at another second, so that the line is not the same one.
    const again = await outcome(world, {
      ...billed(lot, [0, 1, 1]),
      invoice: "again",
      lines: [5n, 6n, 7n].map((offset) => [CODE, 1_000n, { product: NATIONAL, offset }] as const),
    });
    expect(again.flags).to.deep.equal(["DUP_TRACE_CODE"]);
    expect(again.lines).to.deep.equal([refused(CARC.DUPLICATE), PAID, refused(CARC.DUPLICATE)]);
  });

  it("does not pay what nobody dispensed, was returned, or was dispensed for another payer", async () => {
    const { world, lot } = await pharmacy();
    await dispensed(world, lot, 1, 2);
    await as(world.suite, "pharmacy").withdraw(...shown(lot, parcelOf(lot), [1]), 0, fixed("back"));
    const wrongSalt = { ...unitOf(lot, 2), payerSalt: fixed("wrong") };
    const units = [unitOf(lot, 0), unitOf(lot, 1), wrongSalt];
    const { state, flags, lines } = await outcome(world, { ...billed(lot, [0, 1, 2]), units });
    expect({ state, flags }).to.deep.equal({ state: "DENIED", flags: ["NO_DISPENSE"] });
    expect(lines).to.deep.equal([0, 1, 2].map(() => refused(CARC.NOT_FURNISHED)));
    // A denied claim marks nothing: the unit that was dispensed is paid to whoever shows its salt.
    expect((await outcome(world, { ...billed(lot, [2]), invoice: "right" })).state).to.equal(
      "PAID",
    );
  });

  it("does not pay another institution for what the pharmacy dispensed", async () => {
    const { world, lot } = await pharmacy();
    await dispensed(world, lot, 0);
    const { flags } = await outcome(world, billed(lot, [0], { provider: "hospitalA" }));
    expect(flags).to.deep.equal(["NO_DISPENSE"]);
  });

  it("names a recall, where the lot of a unit that was not dispensed is shown", async () => {
    const { world, lot } = await pharmacy();
    await as(world.suite, "maker").recall(lot.id, 1, fixed("recall"), 1);
    const units = [unitOf(lot, 0, lot.id)];
    expect((await outcome(world, { ...billed(lot, [0]), units })).flags).to.deep.equal([
      "RECALLED_DRUG",
    ]);
  });

  it("pays one unit of a line, whatever its quantity", async () => {
    const { world, lot } = await pharmacy();
    await dispensed(world, lot, 0);
    const { flags, lines } = await outcome(world, {
      ...billed(lot, [0]),
      lines: [[CODE, 2_000n, { product: NATIONAL, quantity: 2n }]],
    });
    expect(flags).to.deep.equal(["OVER_QTY"]);
    expect(lines).to.deep.equal([{ paid: 800n, refused: 0n, reason: CARC.QUANTITY }]);
  });

  it("refuses a code that is not its product's, and units without lines", async () => {
    const { world, lot } = await pharmacy();
    const other = await aFile(world, {
      ...billed(lot, [0]),
      lines: [[CODE, 1_000n, { product: NATIONAL + 1n }]],
    });
    await expect(deskOf(world, "pharmacy").submit(other))
      .to.be.revertedWithCustomError(world.claimDesk, "ClaimDrugCodeMismatch")
      .withArgs(0);
    const none = await aFile(world, { ...billed(lot, [0]), units: [] });
    await expect(deskOf(world, "pharmacy").submit(none))
      .to.be.revertedWithCustomError(world.claimDesk, "ClaimListLength")
      .withArgs(0, 1);
    const more = await aFile(world, {
      ...billed(lot, [0]),
      units: [0, 1].map((i) => unitOf(lot, i)),
    });
    await expect(deskOf(world, "pharmacy").submit(more))
      .to.be.revertedWithCustomError(world.claimDesk, "ClaimListLength")
      .withArgs(2, 1);
  });
});
