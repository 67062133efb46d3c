import { expect } from "chai";
import { maskOf } from "../../src/core/labels.ts";
import { deployCareLedger, fixed } from "../fixtures/careLedger.ts";
import { latestTime, mineAt, nextBlockAt } from "../fixtures/chain.ts";
import { aProfile, ROLE, standingWord, STATUS } from "../fixtures/participants.ts";

describe("ParticipantRegistry.amend", () => {
  it("replaces the profile and nothing else: status and key epoch stay", async () => {
    const { participantRegistry: registry, accounts } = await deployCareLedger();
    await registry.connect(accounts.hospitalB).rotateKey(fixed("new key"));
    await registry.setStatus(2, STATUS.SUSPENDED);
    const profile = aProfile({
      kinds: maskOf("participantKinds", ["PHARMACY", "EMPLOYER"]),
      jurisdictionScheme: 255,
      jurisdictionCode: 650_000,
      grade: 0,
      accreditedUntil: 2 ** 40 - 1,
    });
    const word = standingWord(profile, { status: STATUS.SUSPENDED, keyEpoch: 2 });
    await expect(registry.amend(2, profile))
      .to.emit(registry, "ParticipantChanged")
      .withArgs(2, word);
    expect(await registry.membership(accounts.hospitalB)).to.equal(
      standingWord(profile, {
        status: STATUS.SUSPENDED,
        keyEpoch: 2,
        participant: 2,
        role: ROLE.ADMINISTRATOR,
      }),
    );
  });

  it("brings an institution back whose accreditation ended", async () => {
    const { participantRegistry: registry, accounts } = await deployCareLedger();
    const end = (await latestTime()) + 100;
    await registry.amend(1, aProfile({ accreditedUntil: end }));
    await mineAt(end + 1);
    const member = { participant: 1, role: ROLE.ADMINISTRATOR };
    expect(await registry.membership(accounts.hospitalA)).to.equal(
      standingWord(aProfile({ accreditedUntil: end }), { ...member, status: STATUS.LAPSED }),
    );
    await registry.amend(1, aProfile());
    expect(await registry.membership(accounts.hospitalA)).to.equal(
      standingWord(aProfile(), member),
    );
  });

  it("refuses the present profile: it would change nothing", async () => {
    const { participantRegistry: registry } = await deployCareLedger();
    await expect(registry.amend(1, aProfile()))
      .to.be.revertedWithCustomError(registry, "ParticipantProfileUnchanged")
      .withArgs(1);
  });

  it("refuses an unknown institution", async () => {
    const { participantRegistry: registry } = await deployCareLedger();
    for (const id of [0, 7]) {
      await expect(registry.amend(id, aProfile()))
        .to.be.revertedWithCustomError(registry, "ParticipantUnknown")
        .withArgs(id);
    }
  });

  it("refuses no kind, an unassigned kind and an accreditation that is over", async () => {
    const { participantRegistry: registry } = await deployCareLedger();
    const start = (await latestTime()) + 100;
    for (const [i, change] of [
      { kinds: 0n },
      { kinds: 1n << 12n },
      { accreditedUntil: start + 1 },
    ].entries()) {
      const profile = aProfile(change);
      await nextBlockAt(start + i);
      await expect(registry.amend(1, profile))
        .to.be.revertedWithCustomError(registry, "ParticipantProfileInvalid")
        .withArgs(profile.kinds, profile.accreditedUntil, start + i);
    }
  });
});
