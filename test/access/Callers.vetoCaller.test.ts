import { expect } from "chai";
import { CALLER_NOTICE } from "../../deploy/notice.ts";
import { latestTime, mineAt, nextBlockAt } from "../fixtures/chain.ts";
import { deployEvidence, evidenceContracts, NO_END } from "../fixtures/callers.ts";

for (const name of evidenceContracts) {
  describe(`Callers.vetoCaller of ${name}`, () => {
    it("stops an announced caller, until the last second of the notice", async () => {
      const { evidence, outsider, passes } = await deployEvidence(name);
      await evidence.proposeCaller(outsider, true);
      const effect = (await latestTime()) + CALLER_NOTICE;
      await nextBlockAt(effect - 1);
      await expect(evidence.vetoCaller(outsider))
        .to.emit(evidence, "CallerChanged")
        .withArgs(outsider, 0, 0);
      expect(await evidence.callerWindow(outsider)).to.deep.equal([0n, 0n]);
      await mineAt(effect);
      expect(await passes(outsider)).to.equal(false);
    });

    it("keeps a leaving caller, until the last second of the notice", async () => {
      const { evidence, desk, passes } = await deployEvidence(name);
      const [from] = await evidence.callerWindow(desk);
      await evidence.proposeCaller(desk, false);
      const effect = (await latestTime()) + CALLER_NOTICE;
      await nextBlockAt(effect - 1);
      await expect(evidence.vetoCaller(desk))
        .to.emit(evidence, "CallerChanged")
        .withArgs(desk, from, NO_END);
      await mineAt(effect);
      expect(await passes(desk)).to.equal(true);
    });

    it("leaves a dropped caller dropped when its return is stopped", async () => {
      const { evidence, desk, passes } = await deployEvidence(name);
      await evidence.proposeCaller(desk, false);
      await mineAt((await latestTime()) + CALLER_NOTICE);
      await evidence.proposeCaller(desk, true);
      await evidence.vetoCaller(desk);
      await mineAt((await latestTime()) + 10 * CALLER_NOTICE);
      expect(await passes(desk)).to.equal(false);
    });

    it("needs a pending change", async () => {
      const { evidence, desk, outsider } = await deployEvidence(name);
      const refused = (caller: string) =>
        expect(evidence.vetoCaller(caller))
          .to.be.revertedWithCustomError(evidence, "CallersNothingPending")
          .withArgs(caller);
      await refused(desk);
      await refused(outsider.address);
      await evidence.proposeCaller(outsider, true);
      await evidence.proposeCaller(desk, false);
      await mineAt((await latestTime()) + CALLER_NOTICE);
      await refused(outsider.address);
      await refused(desk);
    });
  });
}
