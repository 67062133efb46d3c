/** Cites INV-ACCESS-1: nobody writes earlier than the notice after the proposal. */
import { expect } from "chai";
import { CALLER_NOTICE } from "../../deploy/notice.ts";
import { latestTime, mineAt, nextBlockAt } from "../fixtures/chain.ts";
import { deployEvidence, evidenceContracts, NO_END } from "../fixtures/callers.ts";

for (const name of evidenceContracts) {
  describe(`Callers.proposeCaller of ${name}`, () => {
    it("lists a caller after the notice, not a second before (INV-ACCESS-1)", async () => {
      const { evidence, outsider, passes } = await deployEvidence(name);
      const proposed = (await latestTime()) + 10;
      const effect = proposed + CALLER_NOTICE;
      await nextBlockAt(proposed);
      await expect(evidence.proposeCaller(outsider, true))
        .to.emit(evidence, "CallerChanged")
        .withArgs(outsider, effect, NO_END);
      expect(await evidence.callerWindow(outsider)).to.deep.equal([BigInt(effect), NO_END]);
      await mineAt(effect - 1);
      expect(await passes(outsider)).to.equal(false);
      await mineAt(effect);
      expect(await passes(outsider)).to.equal(true);
    });

    it("drops a caller after the notice, not a second before", async () => {
      const { evidence, desk, passes } = await deployEvidence(name);
      const [from] = await evidence.callerWindow(desk);
      const proposed = (await latestTime()) + 10;
      const effect = proposed + CALLER_NOTICE;
      await nextBlockAt(proposed);
      await expect(evidence.proposeCaller(desk, false))
        .to.emit(evidence, "CallerChanged")
        .withArgs(desk, from, effect);
      expect(await evidence.callerWindow(desk)).to.deep.equal([from, BigInt(effect)]);
      await mineAt(effect - 1);
      expect(await passes(desk)).to.equal(true);
      await mineAt(effect);
      expect(await passes(desk)).to.equal(false);
    });

    it("lists again whom it dropped, with a notice of its own", async () => {
      const { evidence, desk, passes } = await deployEvidence(name);
      await evidence.proposeCaller(desk, false);
      const dropped = (await latestTime()) + CALLER_NOTICE;
      await nextBlockAt(dropped);
      await evidence.proposeCaller(desk, true);
      const back = dropped + CALLER_NOTICE;
      expect(await evidence.callerWindow(desk)).to.deep.equal([BigInt(back), NO_END]);
      await mineAt(back - 1);
      expect(await passes(desk)).to.equal(false);
      await mineAt(back);
      expect(await passes(desk)).to.equal(true);
    });

    it("refuses what changes nothing, and a second proposal while one is pending", async () => {
      const { evidence, desk, outsider } = await deployEvidence(name);
      const refused = (caller: string, listed: boolean) =>
        expect(evidence.proposeCaller(caller, listed))
          .to.be.revertedWithCustomError(evidence, "CallersNoChange")
          .withArgs(caller);
      await refused(desk, true);
      await refused(outsider.address, false);
      await evidence.proposeCaller(outsider, true);
      await evidence.proposeCaller(desk, false);
      for (const listed of [true, false]) {
        await refused(outsider.address, listed);
        await refused(desk, listed);
      }
      await mineAt((await latestTime()) + CALLER_NOTICE);
      await refused(outsider.address, true);
      await refused(desk, false);
    });
  });
}
