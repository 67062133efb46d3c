import { expect } from "chai";
import { randomHex, toHex, ZERO32 } from "../../src/core/bytes.ts";
import { participantKinds, type ParticipantKind } from "../../src/core/codes.ts";
import { SUBJECT_KIND } from "../../src/core/structs.ts";
import { generateKeyPair } from "../../src/vault/hpke.ts";
import { ACCREDITED_UNTIL, fixed } from "../fixtures/careLedger.ts";
import { revertOf } from "../fixtures/failures.ts";
import { newPatient, newSigner } from "../fixtures/people.ts";
import { anEnrolment, LATER } from "../fixtures/stories.ts";
import { admit, startWorld, type World } from "../fixtures/world.ts";

describe("ledger: institutions and subjects (ID-01, ID-02, ID-09, ID-10)", () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  it("admits institutions and reads them back", async () => {
    const { id, keys, care } = await admit(world, 4, "RESEARCH_INSTITUTION");
    expect(await world.north.care.identity.participant(id)).deep.equal({
      id,
      kinds: ["RESEARCH_INSTITUTION"],
      status: "ACTIVE",
      jurisdiction: { scheme: 1, code: 320_400 },
      grade: 3,
      accreditedUntil: ACCREDITED_UNTIL,
      keyEpoch: 1,
    });
    expect(await care.identity.member()).property("id", id);
    expect(await care.identity.hpkeKey(id, 1)).equal(toHex(keys.publicKey));
    expect(await care.identity.endpoint(id)).equal("");
    await care.identity.setEndpoint("https://care.example/gateway").send();
    expect(await world.north.care.identity.endpoint(id)).equal("https://care.example/gateway");
  });

  it("keeps every kind that an institution has", async () => {
    const kinds = Object.keys(participantKinds) as ParticipantKind[];
    const admission = world.administrator.identity.admit({
      kinds,
      jurisdiction: { scheme: 2, code: 660_000 },
      grade: 0,
      accreditedUntil: ACCREDITED_UNTIL,
      hpkeKey: fixed("hpke of all kinds"),
      endpoint: "",
      administrator: `0x${"00".repeat(18)}4711`,
    });
    const id = (await admission.send()).event.participant;
    const found = await world.north.care.identity.participant(id);
    expect(found.kinds).have.members(kinds);
    expect(found.jurisdiction).deep.equal({ scheme: 2, code: 660_000 });
  });

  it("lets nobody else admit, and knows no stranger", async () => {
    const { identity } = world.north.care;
    const { chain } = world.south.care;
    const stranger = `0x${"00".repeat(18)}0815` as const;
    expect((await revertOf(() => identity.member(stranger))).name).equal(
      "ParticipantAccountUnknown",
    );
    expect((await revertOf(() => identity.participant(999))).name).equal("ParticipantUnknown");
    const { name, args } = await revertOf(() =>
      identity
        .admit({
          kinds: ["HOSPITAL"],
          jurisdiction: { scheme: 1, code: 1 },
          grade: 1,
          accreditedUntil: ACCREDITED_UNTIL,
          hpkeKey: fixed("hpke"),
          endpoint: "",
          administrator: chain.account!.address,
        })
        .send(),
    );
    expect(name).equal("AccessManagedUnauthorized");
    expect(args).deep.equal({ caller: world.north.care.chain.account!.address });
  });

  for (const kind of ["p256", "account"] as const) {
    it(`enrols and hands over a pseudonym whose controller is a ${kind} key`, async () => {
      const { identity } = world.north.care;
      const { subject, signer, keys } = await newPatient(world, kind);
      expect(await identity.subject(subject)).deep.equal({
        epoch: 1,
        encryptionKey: toHex(keys.publicKey),
      });
      const next = newSigner(kind === "p256" ? "account" : "p256", world);
      const rotation = {
        subject,
        signer: next.bytes,
        encryptionKey: toHex(generateKeyPair().publicKey),
        endsGrants: true,
        nonce: randomHex(32),
        deadline: LATER,
      };
      const forged = await revertOf(() => identity.rotate(rotation, next).send());
      expect(forged.name).equal("SubjectSignerMismatch");
      await world.insurer.care.identity.rotate(rotation, signer).send();
      expect(await identity.subject(subject)).deep.equal({
        epoch: 2,
        encryptionKey: rotation.encryptionKey,
      });
    });
  }

  it("enrols nobody on another's signature", async () => {
    const { identity } = world.north.care;
    const [patient, other] = [newSigner("p256", world), newSigner("p256", world)];
    const enrolment = anEnrolment(patient, { voucher: world.north.id });
    const signedBy = { bytes: patient.bytes, sign: other.sign };
    expect((await revertOf(() => identity.enrol(enrolment, signedBy).send())).name).equal(
      "SubjectSignatureInvalid",
    );
    const changed = { ...enrolment, kind: SUBJECT_KIND.ENTERPRISE };
    const digests: string[] = [];
    const remembering = {
      bytes: patient.bytes,
      sign: (digest: `0x${string}`) => {
        digests.push(digest);
        return patient.sign(digest);
      },
    };
    await identity.enrol(enrolment, remembering).send();
    await identity.enrol(changed, remembering).send();
    expect(new Set(digests).size, "a signature over each field").equal(2);
  });

  it("checks who signed for a subject (ID-09)", async () => {
    const { identity } = world.north.care;
    const { subject, signer } = await newPatient(world);
    const [digest, other] = [fixed("digest"), fixed("another digest")];
    const signature = await signer.sign(digest);
    await identity.requireSigned(subject, digest, signer.bytes, signature);
    const refusals = [
      () => identity.requireSigned(subject, other, signer.bytes, signature),
      () => identity.requireSigned(subject, digest, newSigner("p256", world).bytes, signature),
      () => identity.requireSigned(ZERO32, digest, signer.bytes, signature),
    ];
    const names = [];
    for (const refusal of refusals) names.push((await revertOf(refusal)).name);
    expect(names).deep.equal([
      "SubjectSignatureInvalid",
      "SubjectSignerMismatch",
      "SubjectUnknown",
    ]);
  });
});
