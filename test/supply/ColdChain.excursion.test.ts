import { expect } from "chai";
import type { Result } from "ethers";
import { fixed, networkHelpers } from "../fixtures/careLedger.ts";
import { latestTime, mineAt } from "../fixtures/chain.ts";
import {
  cold,
  DEVICE,
  key,
  MINUTE,
  monitor,
  NO_LABEL,
  readings,
  report,
  shownParcel,
  signed,
  type Watched,
  watched,
} from "../fixtures/coldChain.ts";
import { as, moved, parcelOf, QUARANTINE } from "../fixtures/drugs.ts";
import { custodyOf } from "../../src/core/custody.ts";

const SELECTOR = /^0x[0-9a-f]{8}$/;

const refused = (w: Watched, call: Promise<unknown>, error: string, ...args: unknown[]) =>
  expect(call)
    .to.be.revertedWithCustomError(w.suite.coldChain, error)
    .withArgs(...args);

const excursions = async ({ suite }: Watched) =>
  (await suite.coldChain.queryFilter(suite.coldChain.filters.ExcursionFound())).map(({ args }) =>
    (args as unknown as Result).toObject(),
  );

const quarantineOf = async ({ suite, parcel }: Watched) =>
  custodyOf(await suite.drugLedger.parcelOf(parcel)).quarantine;

/** Time goes on, so that readings may be of `minutes` after the beginning. */
const later = ({ start }: Watched, minutes: number) => mineAt(start + minutes * MINUTE);

describe("ColdChain: gaps, silence, and goods that left (DT-05, DT-06)", () => {
  it("gaps and batches left out are counted and told; late ones are waited for, once", async () => {
    const w = await watched();
    await later(w, 120);
    await report(w, 1, readings(w.start + 15 * MINUTE, 5));
    expect(await monitor(w)).to.include({ missed: 0 });
    await expect(report(w, 2, readings(w.start + 30 * MINUTE + 1, 5)))
      .to.emit(w.suite.coldChain, "ReadingsMissing")
      .withArgs(
        (await w.suite.coldChain.queryFilter(w.suite.coldChain.filters.MonitoringChanged()))[0]!
          .args.goods,
        w.sensor,
        w.suite.ids.maker,
        w.start + 15 * MINUTE,
        w.start + 30 * MINUTE + 1,
        0,
        1,
      );
    await report(w, 5, readings(w.start + 40 * MINUTE, 5));
    expect(await monitor(w)).to.deep.include({ missed: 3, owed: [4, 3], sequence: 5 });
    await report(w, 3, readings(w.start + 35 * MINUTE, 5));
    expect(await monitor(w)).to.deep.include({ missed: 3, owed: [4], sequence: 5 });
    const again = report(w, 3, readings(w.start + 35 * MINUTE, 5));
    await refused(w, again, "ColdChainReplayed", w.sensor, 3, 5);
    const after = report(w, 4, readings(w.start + 41 * MINUTE, 5));
    const [at, last] = [w.start + 41 * MINUTE, w.start + 40 * MINUTE];
    await refused(w, after, "ColdChainReadingMisplaced", at, last);
    await report(w, 4, readings(w.start + 37 * MINUTE, 8.5));
    expect(await monitor(w)).to.deep.include({ isBroken: true, owed: [], isOutside: false });
    expect(await quarantineOf(w)).to.equal("CALLER");
  });

  it("silence is told once, until the sensor speaks again", async () => {
    const w = await watched();
    const silence = () => cold(w.suite, "insurer").reportSilence(shownParcel(w.parcel), w.sensor);
    const due = w.start + 15 * MINUTE;
    await networkHelpers.time.setNextBlockTimestamp(due);
    await refused(w, silence(), "ColdChainNotOverdue", due, due);
    await mineAt(due + 1);
    await expect(silence()).to.emit(w.suite.coldChain, "ReadingsMissing");
    const now = (await latestTime()) + 60;
    await networkHelpers.time.setNextBlockTimestamp(now);
    await refused(w, silence(), "ColdChainNotOverdue", due, now);
    await report(w, 1, readings(now, 5));
    expect(await monitor(w)).to.include({ isSilent: false, missed: 1 });
  });

  it("goods that were split before are told with the reason, and pursued part by part", async () => {
    const w = await watched();
    const { suite, lot, sensor } = w;
    await as(suite, "maker").split(w.parcel, [60, 40]);
    await later(w, 10);
    await report(w, 1, readings(w.start + MINUTE, 9));
    const [found] = await excursions(w);
    const unknown = suite.drugLedger.interface.getError("SupplyParcelUnknown")!.selector;
    expect(found!.refusal).to.match(SELECTOR).and.equal(unknown);
    expect(found).to.include({ holder: 0n, isCertain: false });
    expect(await monitor(w)).to.include({ isAtLarge: true, isBroken: true });
    const pursue = (part: ReturnType<typeof parcelOf>) =>
      cold(suite, "insurer").pursue(
        shownParcel(w.parcel),
        sensor,
        NO_LABEL,
        [],
        0,
        shownParcel(part),
      );
    await expect(pursue(parcelOf(lot, 60, 40))).to.emit(suite.coldChain, "ExcursionPursued");
    const custody = custodyOf(await suite.drugLedger.parcelOf(parcelOf(lot, 60, 40)));
    expect(custody.quarantine).to.equal("CALLER");
    await refused(w, pursue(parcelOf(lot, 60, 40)), "ColdChainNothingToPursue", found!.goods);
    const other = { ...parcelOf(lot, 0, 60), first: 50, count: 51 };
    await refused(w, pursue(other), "ColdChainGoodsMismatch", found!.goods);
  });

  it("the step in which it happened is certain only where the goods stayed (DT-06)", async () => {
    const w = await watched();
    await later(w, 10);
    await moved(w.suite, w.parcel, "maker", "carrier");
    await report(w, 1, readings(w.start + MINUTE, 9));
    const [found] = await excursions(w);
    expect(found).to.include({ holder: BigInt(w.suite.ids.carrier), step: 1n, isCertain: false });
    await as(w.suite, "regulator").quarantine(w.parcel, false, fixed("released"));
    await mineAt((await latestTime()) + 10 * MINUTE);
    const now = await latestTime();
    await report(w, 2, readings(now - MINUTE, 5, 9));
    expect((await excursions(w))[1]).to.include({ step: 1n, isCertain: true });
  });

  it("a regulator's quarantine stays, and is no failure", async () => {
    const w = await watched();
    await later(w, 10);
    await as(w.suite, "regulator").quarantine(w.parcel, true, fixed("evidence"));
    await report(w, 1, readings(w.start + MINUTE, 9));
    const unchanged = w.suite.drugLedger.interface.getError("SupplyQuarantineUnchanged")!.selector;
    expect((await excursions(w))[0]!.refusal).to.equal(unchanged);
    expect(await monitor(w)).to.include({ isAtLarge: false, isBroken: true });
    expect(await quarantineOf(w)).to.equal(Object.keys(QUARANTINE)[3]);
  });

  it("too little gas for the quarantine tells no excursion without it", async () => {
    const w = await watched();
    await later(w, 10);
    const { batch, signature } = await signed(w, 1, readings(w.start + MINUTE, 9));
    const carrier = cold(w.suite, "carrier");
    const send = (gasLimit: bigint) =>
      carrier.report(batch, key.bytes, DEVICE, signature, [shownParcel(w.parcel)], { gasLimit });
    const enough = 400_000n;
    for (let gasLimit = 40_000n; gasLimit < enough; gasLimit += 4_000n) {
      await send(gasLimit).catch(() => undefined);
      const told = (await excursions(w)).length > 0;
      expect(told).to.equal((await quarantineOf(w)) !== "NONE");
      if (told) return;
    }
    expect.fail("never told");
  });
});
