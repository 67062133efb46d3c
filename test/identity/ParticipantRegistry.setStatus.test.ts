import { expect } from "chai";
import { deployCareLedger, ethers } from "../fixtures/careLedger.ts";
import { latestTime, mineAt } from "../fixtures/chain.ts";
import { aProfile, ROLE, standingWord, STATUS } from "../fixtures/participants.ts";

describe("ParticipantRegistry.setStatus", () => {
  it("moves between all three standings, for all accounts at once (ID-04)", async () => {
    const { participantRegistry: registry, accounts, outsider } = await deployCareLedger();
    await registry.connect(accounts.hospitalA).setAccount(outsider, ROLE.OPERATOR, 0);
    const { ACTIVE, LAPSED, SUSPENDED } = STATUS;
    for (const status of [LAPSED, SUSPENDED, LAPSED, ACTIVE, SUSPENDED, ACTIVE]) {
      await expect(registry.setStatus(1, status))
        .to.emit(registry, "ParticipantChanged")
        .withArgs(1, standingWord(aProfile(), { status }));
      for (const [account, role] of [
        [accounts.hospitalA, ROLE.ADMINISTRATOR],
        [outsider, ROLE.OPERATOR],
      ] as const) {
        expect(await registry.membership(account)).to.equal(
          standingWord(aProfile(), { status, participant: 1, role }),
        );
      }
      expect(await registry.participant(2)).to.equal(standingWord(aProfile(), { participant: 2 }));
    }
  });

  it("refuses the present status and NONE", async () => {
    const { participantRegistry: registry } = await deployCareLedger();
    for (const status of [STATUS.ACTIVE, STATUS.NONE]) {
      await expect(registry.setStatus(1, status))
        .to.be.revertedWithCustomError(registry, "ParticipantStatusUnchanged")
        .withArgs(1, status);
    }
    await registry.setStatus(1, STATUS.SUSPENDED);
    await expect(registry.setStatus(1, STATUS.SUSPENDED))
      .to.be.revertedWithCustomError(registry, "ParticipantStatusUnchanged")
      .withArgs(1, STATUS.SUSPENDED);
  });

  it("gives no accreditation back: ACTIVE is refused while it only reads LAPSED", async () => {
    const { participantRegistry: registry } = await deployCareLedger();
    const end = (await latestTime()) + 100;
    await registry.amend(1, aProfile({ accreditedUntil: end }));
    await mineAt(end + 1);
    await expect(registry.setStatus(1, STATUS.ACTIVE))
      .to.be.revertedWithCustomError(registry, "ParticipantStatusUnchanged")
      .withArgs(1, STATUS.ACTIVE);
    await registry.setStatus(1, STATUS.SUSPENDED);
    await registry.setStatus(1, STATUS.ACTIVE);
    expect(await registry.participant(1)).to.equal(
      standingWord(aProfile({ accreditedUntil: end }), { status: STATUS.LAPSED, participant: 1 }),
    );
  });

  it("refuses an unknown institution and an unknown status", async () => {
    const { participantRegistry: registry } = await deployCareLedger();
    await expect(registry.setStatus(7, STATUS.SUSPENDED))
      .to.be.revertedWithCustomError(registry, "ParticipantUnknown")
      .withArgs(7);
    await expect(registry.setStatus(1, 4)).to.be.revertedWithoutReason(ethers);
  });
});
