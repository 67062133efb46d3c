import { expect } from "chai";
import { participantKinds } from "../../src/core/codes.ts";
import { maskOf } from "../../src/core/labels.ts";
import { deployCareLedger } from "../fixtures/careLedger.ts";
import { latestTime, mineAt } from "../fixtures/chain.ts";
import { aProfile, DOMAIN, ROLE, standingWord, STATUS } from "../fixtures/participants.ts";

const ANY = 2 ** 32 - 1;

describe("ParticipantRegistry.requireActive, membership, participant", () => {
  it("answers the membership of an ACTIVE institution of an allowed kind (ID-01)", async () => {
    const { participantRegistry: registry, accounts } = await deployCareLedger();
    const word = standingWord(aProfile(), { participant: 2, role: ROLE.ADMINISTRATOR });
    for (const allowed of [ANY, 1, 3]) {
      expect(await registry.requireActive(accounts.hospitalB, DOMAIN.RECORDS, allowed)).to.equal(
        word,
      );
    }
  });

  it("refuses other kinds, each of them (ID-02)", async () => {
    const { participantRegistry: registry, accounts } = await deployCareLedger();
    for (const [kind, { bit }] of Object.entries(participantKinds)) {
      const allowed = 2 ** bit;
      const asked = registry.requireActive(accounts.carrier, DOMAIN.RECORDS, allowed);
      if (kind === "CARRIER") {
        await asked;
      } else {
        await expect(asked)
          .to.be.revertedWithCustomError(registry, "ParticipantKindNotAllowed")
          .withArgs(6, maskOf("participantKinds", ["CARRIER"]), allowed);
      }
    }
  });

  it("lets an institution of several kinds do what either may", async () => {
    const { participantRegistry: registry, accounts } = await deployCareLedger();
    const kinds = maskOf("participantKinds", ["CARRIER", "DISTRIBUTOR"]);
    await registry.amend(6, aProfile({ kinds }));
    for (const kind of ["CARRIER", "DISTRIBUTOR"] as const) {
      const allowed = maskOf("participantKinds", [kind]);
      await registry.requireActive(accounts.carrier, DOMAIN.SUPPLY, allowed);
    }
  });

  it("refuses LAPSED and SUSPENDED institutions", async () => {
    const { participantRegistry: registry, accounts } = await deployCareLedger();
    for (const status of [STATUS.LAPSED, STATUS.SUSPENDED]) {
      await registry.setStatus(1, status);
      await expect(registry.requireActive(accounts.hospitalA, DOMAIN.RECORDS, ANY))
        .to.be.revertedWithCustomError(registry, "ParticipantNotActive")
        .withArgs(1, status);
    }
  });

  it("requireStanding lets in what is no worse than the worst that may (ID-02)", async () => {
    const { participantRegistry: registry, accounts } = await deployCareLedger();
    const statuses = [STATUS.ACTIVE, STATUS.LAPSED, STATUS.SUSPENDED];
    for (const status of statuses) {
      if (status !== STATUS.ACTIVE) await registry.setStatus(1, status);
      for (const worst of statuses) {
        const asked = registry.requireStanding(accounts.hospitalA, DOMAIN.SUPPLY, ANY, worst);
        if (status <= worst) {
          await asked;
        } else {
          await expect(asked)
            .to.be.revertedWithCustomError(registry, "ParticipantNotActive")
            .withArgs(1, status);
        }
      }
    }
  });

  it("an institution is ACTIVE to the last second of its accreditation (ID-04)", async () => {
    const { participantRegistry: registry, accounts } = await deployCareLedger();
    const end = (await latestTime()) + 1_000;
    await registry.amend(1, aProfile({ accreditedUntil: end }));
    await mineAt(end);
    await registry.requireActive(accounts.hospitalA, DOMAIN.RECORDS, ANY);
    await mineAt(end + 1);
    await expect(registry.requireActive(accounts.hospitalA, DOMAIN.RECORDS, ANY))
      .to.be.revertedWithCustomError(registry, "ParticipantNotActive")
      .withArgs(1, STATUS.LAPSED);
    await registry.setStatus(1, STATUS.SUSPENDED);
    expect(await registry.participant(1)).to.equal(
      standingWord(aProfile({ accreditedUntil: end }), {
        status: STATUS.SUSPENDED,
        participant: 1,
      }),
    );
  });

  it("knows no strangers (ID-01)", async () => {
    const { participantRegistry: registry, outsider } = await deployCareLedger();
    for (const asked of [
      () => registry.membership(outsider),
      () => registry.requireActive(outsider, DOMAIN.RECORDS, ANY),
    ]) {
      await expect(asked())
        .to.be.revertedWithCustomError(registry, "ParticipantAccountUnknown")
        .withArgs(outsider);
    }
    for (const id of [0, 7]) {
      await expect(registry.participant(id))
        .to.be.revertedWithCustomError(registry, "ParticipantUnknown")
        .withArgs(id);
    }
  });
});
