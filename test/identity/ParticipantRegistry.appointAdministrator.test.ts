import { expect } from "chai";
import { deployCareLedger } from "../fixtures/careLedger.ts";
import { latestTime, mineAt } from "../fixtures/chain.ts";
import { aProfile, ROLE, standingWord } from "../fixtures/participants.ts";

describe("ParticipantRegistry.appointAdministrator", () => {
  it("gives an institution that lost its own a new administrator", async () => {
    const suite = await deployCareLedger();
    const { participantRegistry: registry, accounts, outsider, administrator } = suite;
    await registry.connect(accounts.hospitalA).setAccount(accounts.hospitalA, ROLE.NONE, 0);
    await expect(registry.appointAdministrator(1, outsider))
      .to.emit(registry, "ParticipantAccountChanged")
      .withArgs(1, outsider, ROLE.ADMINISTRATOR, 0, administrator);
    expect(await registry.membership(outsider)).to.equal(
      standingWord(aProfile(), { participant: 1, role: ROLE.ADMINISTRATOR }),
    );
    await registry.connect(outsider).setAccount(accounts.hospitalA, ROLE.OPERATOR, 0);
  });

  it("raises an operator, reopens a closed account and lifts an expiry", async () => {
    const { participantRegistry: registry, accounts, outsider } = await deployCareLedger();
    const ofA = registry.connect(accounts.hospitalA);
    const expiresAt = (await latestTime()) + 100;
    const word = standingWord(aProfile(), { participant: 1, role: ROLE.ADMINISTRATOR });
    for (const [role, expiry] of [
      [ROLE.OPERATOR, 0],
      [ROLE.NONE, 0],
      [ROLE.ADMINISTRATOR, expiresAt],
    ] as const) {
      await ofA.setAccount(outsider, role, expiry);
      await registry.appointAdministrator(1, outsider);
      expect(await registry.membership(outsider)).to.equal(word);
    }
    await mineAt(expiresAt + 1);
    expect(await registry.membership(outsider)).to.equal(word);
  });

  it("refuses another institution's account and one that is what it would become", async () => {
    const { participantRegistry: registry, accounts } = await deployCareLedger();
    for (const [account, owner] of [
      [accounts.hospitalB.address, 2],
      [accounts.hospitalA.address, 1],
      [`0x${"00".repeat(20)}`, 0],
    ] as const) {
      await expect(registry.appointAdministrator(1, account))
        .to.be.revertedWithCustomError(registry, "ParticipantAccountTaken")
        .withArgs(account, owner);
    }
  });

  it("refuses an unknown institution", async () => {
    const { participantRegistry: registry, outsider } = await deployCareLedger();
    for (const id of [0, 7]) {
      await expect(registry.appointAdministrator(id, outsider))
        .to.be.revertedWithCustomError(registry, "ParticipantUnknown")
        .withArgs(id);
    }
  });
});
