import { expect } from "chai";
import { ZERO32 } from "../../src/core/bytes.ts";
import { deployCareLedger, fixed } from "../fixtures/careLedger.ts";
import { aProfile, ROLE, standingWord, STATUS } from "../fixtures/participants.ts";

async function setUp() {
  const suite = await deployCareLedger();
  const registry = suite.participantRegistry.connect(suite.accounts.hospitalA);
  return { ...suite, registry };
}

describe("ParticipantRegistry.rotateKey", () => {
  it("raises the epoch and keeps the keys of former ones (INV-IDENTITY-2)", async () => {
    const { registry, accounts } = await setUp();
    const keys = [fixed("hpke hospitalA"), fixed("second"), fixed("third"), fixed("second")];
    for (const [i, key] of keys.entries()) {
      if (i === 0) continue;
      await expect(registry.rotateKey(key))
        .to.emit(registry, "ParticipantKeyRotated")
        .withArgs(1, i + 1, key, accounts.hospitalA);
      expect(await registry.membership(accounts.hospitalA)).to.equal(
        standingWord(aProfile(), { keyEpoch: i + 1, participant: 1, role: ROLE.ADMINISTRATOR }),
      );
    }
    for (const [i, key] of keys.entries()) expect(await registry.hpkeKey(1, i + 1)).to.equal(key);
    expect(await registry.hpkeKey(2, 2)).to.equal(ZERO32);
  });

  it("refuses the present key and an empty one", async () => {
    const { registry } = await setUp();
    for (const key of [fixed("hpke hospitalA"), ZERO32]) {
      await expect(registry.rotateKey(key))
        .to.be.revertedWithCustomError(registry, "ParticipantKeyUnchanged")
        .withArgs(1, key);
    }
  });

  it("is for administrators of institutions that are not SUSPENDED", async () => {
    const { registry, participantRegistry, outsider } = await setUp();
    await expect(registry.connect(outsider).rotateKey(fixed("new")))
      .to.be.revertedWithCustomError(registry, "ParticipantAccountUnknown")
      .withArgs(outsider);
    await registry.setAccount(outsider, ROLE.OPERATOR, 0);
    await expect(registry.connect(outsider).rotateKey(fixed("new")))
      .to.be.revertedWithCustomError(registry, "ParticipantAccountNotAdministrator")
      .withArgs(outsider, ROLE.OPERATOR);
    await participantRegistry.setStatus(1, STATUS.SUSPENDED);
    await expect(registry.rotateKey(fixed("new")))
      .to.be.revertedWithCustomError(registry, "ParticipantNotActive")
      .withArgs(1, STATUS.SUSPENDED);
  });
});
