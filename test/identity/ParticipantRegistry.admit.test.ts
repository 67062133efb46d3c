import { expect } from "chai";
import { ZERO32 } from "../../src/core/bytes.ts";
import { participantKinds } from "../../src/core/codes.ts";
import { maskOf } from "../../src/core/labels.ts";
import { deployCareLedger, fixed } from "../fixtures/careLedger.ts";
import { latestTime, nextBlockAt } from "../fixtures/chain.ts";
import { aProfile, ROLE, standingWord } from "../fixtures/participants.ts";

const key = fixed("hpke of the seventh");
const endpoint = "https://seventh.example/fhir";

async function setUp() {
  const suite = await deployCareLedger();
  const registry = suite.participantRegistry;
  return { ...suite, registry, seventh: suite.outsider };
}

describe("ParticipantRegistry.admit", () => {
  it("writes standing, key, endpoint and administrator (ID-02, ID-04)", async () => {
    const { registry, seventh } = await setUp();
    const profile = aProfile({
      kinds: maskOf("participantKinds", ["HOSPITAL", "RESEARCH_INSTITUTION"]),
      jurisdictionScheme: 2,
      jurisdictionCode: 4_294_967_295,
      grade: 255,
    });
    const word = standingWord(profile);
    expect(await registry.admit.staticCall(profile, key, endpoint, seventh)).to.equal(7);
    await expect(registry.admit(profile, key, endpoint, seventh))
      .to.emit(registry, "ParticipantAdmitted")
      .withArgs(7, word, key, endpoint, seventh);
    expect(await registry.participantCount()).to.equal(7);
    expect(await registry.participant(7)).to.equal(standingWord(profile, { participant: 7 }));
    expect(await registry.membership(seventh)).to.equal(
      standingWord(profile, { participant: 7, role: ROLE.ADMINISTRATOR }),
    );
    expect(await registry.hpkeKey(7, 1)).to.equal(key);
    expect(await registry.hpkeKey(7, 0)).to.equal(ZERO32);
    expect(await registry.hpkeKey(7, 2)).to.equal(ZERO32);
    expect(await registry.endpoint(7)).to.equal(endpoint);
  });

  it("admits every kind of institution (ID-02)", async () => {
    const { registry, accounts } = await setUp();
    for (const { bit } of Object.values(participantKinds)) {
      const profile = aProfile({ kinds: 1n << BigInt(bit) });
      const account = `0x${(bit + 1).toString(16).padStart(40, "0")}`;
      await registry.admit(profile, key, endpoint, account);
      expect(await registry.membership(account)).to.equal(
        standingWord(profile, { participant: 7 + bit, role: ROLE.ADMINISTRATOR }),
      );
    }
    expect(Object.keys(participantKinds)).to.have.lengthOf(12);
    expect(await registry.membership(accounts.hospitalA)).to.equal(
      standingWord(aProfile(), { participant: 1, role: ROLE.ADMINISTRATOR }),
    );
  });

  it("refuses no kind, an unassigned kind and an accreditation that is over", async () => {
    const { registry, seventh } = await setUp();
    const start = (await latestTime()) + 100;
    for (const [i, change] of [
      { kinds: 0n },
      { kinds: 1n << 12n },
      { kinds: (1n << 31n) | 1n },
      { accreditedUntil: start + 2 },
    ].entries()) {
      const profile = aProfile(change);
      await nextBlockAt(start + i);
      await expect(registry.admit(profile, key, endpoint, seventh))
        .to.be.revertedWithCustomError(registry, "ParticipantProfileInvalid")
        .withArgs(profile.kinds, profile.accreditedUntil, start + i);
    }
  });

  it("takes an accreditation that ends in this very second", async () => {
    const { registry, seventh } = await setUp();
    const now = (await latestTime()) + 100;
    await nextBlockAt(now);
    await registry.admit(aProfile({ accreditedUntil: now }), key, endpoint, seventh);
    expect(await registry.participantCount()).to.equal(7);
  });

  it("refuses an empty key", async () => {
    const { registry, seventh } = await setUp();
    await expect(registry.admit(aProfile(), ZERO32, endpoint, seventh))
      .to.be.revertedWithCustomError(registry, "ParticipantKeyUnchanged")
      .withArgs(7, ZERO32);
  });

  it("refuses an account of another institution, a closed one too, and none (INV-IDENTITY-1)", async () => {
    const { registry, accounts, outsider } = await setUp();
    const refused = (account: string, owner: number) =>
      expect(registry.admit(aProfile(), key, endpoint, account))
        .to.be.revertedWithCustomError(registry, "ParticipantAccountTaken")
        .withArgs(account, owner);
    await refused(accounts.hospitalB.address, 2);
    await refused(`0x${"00".repeat(20)}`, 0);
    const ofA = registry.connect(accounts.hospitalA);
    await ofA.setAccount(outsider, ROLE.OPERATOR, 0);
    await refused(outsider.address, 1);
    await ofA.setAccount(outsider, ROLE.NONE, 0);
    await refused(outsider.address, 1);
    expect(await registry.participantCount()).to.equal(6);
  });
});
