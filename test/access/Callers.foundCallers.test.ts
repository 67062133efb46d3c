import { expect } from "chai";
import { CALLER_NOTICE } from "../../deploy/notice.ts";
import { Receipts__factory } from "../../typechain-types/index.js";
import { emptyAddress, nextBlockAt, latestTime } from "../fixtures/chain.ts";
import { deployEvidence, evidenceContracts, NO_END } from "../fixtures/callers.ts";

for (const name of evidenceContracts) {
  describe(`Callers.foundCallers of ${name}`, () => {
    it("was done by the deployment: the desk is listed, with the notice given", async () => {
      const { evidence, desk, passes, outsider } = await deployEvidence(name);
      expect(await evidence.callerNotice()).to.equal(CALLER_NOTICE);
      const [from, until] = await evidence.callerWindow(desk);
      expect(from).to.be.greaterThan(0n);
      expect(until).to.equal(NO_END);
      expect(await passes(desk)).to.equal(true);
      expect(await passes(outsider)).to.equal(false);
      expect(await evidence.callerWindow(emptyAddress(1))).to.deep.equal([0n, 0n]);
    });

    it("is done once, though it named nobody", async () => {
      const { evidence } = await deployEvidence(name);
      for (const callers of [[emptyAddress(1)], []]) {
        await expect(evidence.foundCallers(callers)).to.be.revertedWithCustomError(
          evidence,
          "CallersAlreadyFounded",
        );
      }
    });
  });
}

describe("Callers.foundCallers of a new contract", () => {
  it("lists all at once and without notice", async () => {
    const { manager, administrator } = await deployEvidence("receipts");
    const receipts = await new Receipts__factory(administrator).deploy(manager, 100);
    const time = (await latestTime()) + 5;
    await nextBlockAt(time);
    const [first, second] = [emptyAddress(1), emptyAddress(2)];
    await expect(receipts.foundCallers([first, second]))
      .to.emit(receipts, "CallerChanged")
      .withArgs(first, time, NO_END)
      .and.to.emit(receipts, "CallerChanged")
      .withArgs(second, time, NO_END);
    for (const caller of [first, second]) {
      expect(await receipts.callerWindow(caller)).to.deep.equal([BigInt(time), NO_END]);
    }
  });
});
