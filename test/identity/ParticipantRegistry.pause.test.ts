import { expect } from "chai";
import { deployCareLedger, ethers } from "../fixtures/careLedger.ts";
import { latestTime, mineAt } from "../fixtures/chain.ts";
import { DOMAIN } from "../fixtures/participants.ts";

describe("ParticipantRegistry.pause", () => {
  it("pauses one domain to its second, and none beside it", async () => {
    const { participantRegistry: registry, accounts } = await deployCareLedger();
    const until = (await latestTime()) + 1_000;
    const domains = Object.values(DOMAIN);
    for (const [i, domain] of domains.entries()) {
      await expect(registry.pause(domain, until + 2 * i))
        .to.emit(registry, "DomainPaused")
        .withArgs(domain, until + 2 * i);
    }
    for (const [i, domain] of domains.entries()) {
      expect(await registry.pausedUntil(domain)).to.equal(until + 2 * i);
      await mineAt(until + 2 * i - 1);
      await expect(registry.requireActive(accounts.hospitalA, domain, 1))
        .to.be.revertedWithCustomError(registry, "ParticipantDomainPaused")
        .withArgs(domain, until + 2 * i, until + 2 * i - 1);
      await mineAt(until + 2 * i);
      await registry.requireActive(accounts.hospitalA, domain, 1);
    }
  });

  it("ends a pause early, by 0 or a time past", async () => {
    const { participantRegistry: registry, accounts } = await deployCareLedger();
    const far = 2 ** 32 - 1;
    for (const over of [0, 1]) {
      await registry.pause(DOMAIN.CONSENT, far);
      await expect(
        registry.requireActive(accounts.hospitalA, DOMAIN.CONSENT, 1),
      ).to.be.revertedWithCustomError(registry, "ParticipantDomainPaused");
      await registry.pause(DOMAIN.CONSENT, over);
      await registry.requireActive(accounts.hospitalA, DOMAIN.CONSENT, 1);
      expect(await registry.pausedUntil(DOMAIN.CONSENT)).to.equal(over);
    }
  });

  it("refuses the present end: it would change nothing", async () => {
    const { participantRegistry: registry } = await deployCareLedger();
    for (const until of [0, 2 ** 32 - 1]) {
      if (until !== 0) await registry.pause(DOMAIN.RESEARCH, until);
      await expect(registry.pause(DOMAIN.RESEARCH, until))
        .to.be.revertedWithCustomError(registry, "ParticipantPauseUnchanged")
        .withArgs(DOMAIN.RESEARCH, until);
    }
  });

  it("knows eight domains", async () => {
    const { participantRegistry: registry } = await deployCareLedger();
    await expect(registry.pause(8, 1)).to.be.revertedWithoutReason(ethers);
  });
});
