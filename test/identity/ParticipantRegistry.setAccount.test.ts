import { expect } from "chai";
import { deployCareLedger } from "../fixtures/careLedger.ts";
import { latestTime, mineAt, nextBlockAt } from "../fixtures/chain.ts";
import { aProfile, ROLE, standingWord, STATUS } from "../fixtures/participants.ts";

async function setUp() {
  const suite = await deployCareLedger();
  const registry = suite.participantRegistry.connect(suite.accounts.hospitalA);
  return { ...suite, registry };
}

const ofA = (role: number) => standingWord(aProfile(), { participant: 1, role });

describe("ParticipantRegistry.setAccount", () => {
  it("opens, changes, closes and reopens an account", async () => {
    const { registry, accounts, outsider } = await setUp();
    const later = (await latestTime()) + 1_000;
    for (const [role, expiresAt] of [
      [ROLE.OPERATOR, 0],
      [ROLE.ADMINISTRATOR, 0],
      [ROLE.OPERATOR, later],
      [ROLE.OPERATOR, later + 1],
    ] as const) {
      await expect(registry.setAccount(outsider, role, expiresAt))
        .to.emit(registry, "ParticipantAccountChanged")
        .withArgs(1, outsider, role, expiresAt, accounts.hospitalA);
      expect(await registry.membership(outsider)).to.equal(ofA(role));
    }
    await expect(registry.setAccount(outsider, ROLE.NONE, 0))
      .to.emit(registry, "ParticipantAccountChanged")
      .withArgs(1, outsider, ROLE.NONE, 0, accounts.hospitalA);
    await expect(registry.membership(outsider))
      .to.be.revertedWithCustomError(registry, "ParticipantAccountUnknown")
      .withArgs(outsider);
    await registry.setAccount(outsider, ROLE.OPERATOR, 0);
    expect(await registry.membership(outsider)).to.equal(ofA(ROLE.OPERATOR));
  });

  it("an account works to its last second and not a second longer", async () => {
    const { registry, outsider } = await setUp();
    const expiresAt = (await latestTime()) + 1_000;
    await registry.setAccount(outsider, ROLE.OPERATOR, expiresAt);
    await mineAt(expiresAt);
    expect(await registry.membership(outsider)).to.equal(ofA(ROLE.OPERATOR));
    await mineAt(expiresAt + 1);
    await expect(registry.membership(outsider))
      .to.be.revertedWithCustomError(registry, "ParticipantAccountExpired")
      .withArgs(outsider, expiresAt, expiresAt + 1);
  });

  it("refuses an expiry in the past, takes one that is now", async () => {
    const { registry, outsider } = await setUp();
    const now = (await latestTime()) + 100;
    await nextBlockAt(now);
    await expect(registry.setAccount(outsider, ROLE.OPERATOR, now - 1))
      .to.be.revertedWithCustomError(registry, "ParticipantAccountExpired")
      .withArgs(outsider, now - 1, now);
    await nextBlockAt(now + 1);
    await registry.setAccount(outsider, ROLE.OPERATOR, now + 1);
  });

  it("refuses what changes nothing, closing whom nobody opened, and address zero", async () => {
    const { registry, accounts, outsider } = await setUp();
    const refused = (account: string, role: number, owner: number) =>
      expect(registry.setAccount(account, role, 0))
        .to.be.revertedWithCustomError(registry, "ParticipantAccountTaken")
        .withArgs(account, owner);
    await refused(outsider.address, ROLE.NONE, 0);
    await refused(`0x${"00".repeat(20)}`, ROLE.OPERATOR, 0);
    await refused(accounts.hospitalA.address, ROLE.ADMINISTRATOR, 1);
    await registry.setAccount(outsider, ROLE.OPERATOR, 0);
    await refused(outsider.address, ROLE.OPERATOR, 1);
    await registry.setAccount(outsider, ROLE.NONE, 0);
    await refused(outsider.address, ROLE.NONE, 1);
  });

  it("keeps off the accounts of others, closed ones too (INV-IDENTITY-1)", async () => {
    const { registry, accounts, outsider } = await setUp();
    await registry.setAccount(outsider, ROLE.OPERATOR, 0);
    await registry.setAccount(outsider, ROLE.NONE, 0);
    for (const role of [ROLE.NONE, ROLE.OPERATOR, ROLE.ADMINISTRATOR]) {
      await expect(registry.connect(accounts.hospitalB).setAccount(outsider, role, 0))
        .to.be.revertedWithCustomError(registry, "ParticipantAccountTaken")
        .withArgs(outsider, 1);
      await expect(registry.setAccount(accounts.hospitalB, role, 0))
        .to.be.revertedWithCustomError(registry, "ParticipantAccountTaken")
        .withArgs(accounts.hospitalB, 2);
    }
  });

  it("is for administrators: operators, strangers and the closed are refused", async () => {
    const { registry, accounts, outsider, administrator } = await setUp();
    await registry.setAccount(outsider, ROLE.OPERATOR, 0);
    await expect(registry.connect(outsider).setAccount(outsider, ROLE.ADMINISTRATOR, 0))
      .to.be.revertedWithCustomError(registry, "ParticipantAccountNotAdministrator")
      .withArgs(outsider, ROLE.OPERATOR);
    await expect(registry.connect(administrator).setAccount(outsider, ROLE.NONE, 0))
      .to.be.revertedWithCustomError(registry, "ParticipantAccountUnknown")
      .withArgs(administrator);
    await registry.setAccount(accounts.hospitalA, ROLE.NONE, 0);
    await expect(registry.setAccount(outsider, ROLE.NONE, 0))
      .to.be.revertedWithCustomError(registry, "ParticipantAccountUnknown")
      .withArgs(accounts.hospitalA);
  });

  it("is open to LAPSED institutions, not to SUSPENDED ones", async () => {
    const { registry, participantRegistry, outsider } = await setUp();
    await participantRegistry.setStatus(1, STATUS.LAPSED);
    await registry.setAccount(outsider, ROLE.OPERATOR, 0);
    await participantRegistry.setStatus(1, STATUS.SUSPENDED);
    await expect(registry.setAccount(outsider, ROLE.NONE, 0))
      .to.be.revertedWithCustomError(registry, "ParticipantNotActive")
      .withArgs(1, STATUS.SUSPENDED);
  });
});
