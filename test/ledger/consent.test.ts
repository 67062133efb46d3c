import { expect } from "chai";
import { randomHex } from "../../src/core/bytes.ts";
import type { ConsentModule } from "../../src/ledger/consent.ts";
import { revertOf } from "../fixtures/failures.ts";
import { grantId } from "../../src/core/structs.ts";
import {
  aRecord,
  asSouth,
  give,
  newPatient,
  newSigner,
  publish,
  takeBack,
} from "../fixtures/people.ts";
import { aGrant, LATER } from "../fixtures/stories.ts";
import { startWorld, type World } from "../fixtures/world.ts";

describe("ledger: consents (ID-09, CA-02, RX-07)", () => {
  let world: World;
  let consent: ConsentModule;
  before(async () => {
    world = await startWorld();
    ({ consent } = world.north.care);
  });
  after(() => world.close());

  for (const kind of ["p256", "account"] as const) {
    it(`are given and ended by the patient's ${kind} key, carried by anybody`, async () => {
      const patient = await newPatient(world, kind);
      const grant = aGrant(patient.subject, { grantee: world.south.id, salt: randomHex(32) });
      expect(await consent.standing(grant)).equal("UNKNOWN");
      const signed = await consent.sign(grant, patient.signer);
      const { block } = await world.insurer.care.consent.grant(grant, signed).send();
      expect(await consent.standing(grant)).equal("LIVE");
      expect(await consent.standing(grant, block - 1), "the block before").equal("UNKNOWN");
      const ended = await world.south.care.consent
        .revoke(grant, await consent.signRevocation(grant, LATER, patient.signer))
        .send();
      expect(await consent.standing(grant)).equal("REVOKED");
      expect(await consent.standing(grant, ended.block - 1)).equal("LIVE");
      expect((await revertOf(() => consent.grant(grant, signed).send())).name).equal(
        "ConsentExists",
      );
    });
  }

  it("count neither on another's signature nor on a changed grant", async () => {
    const [patient, other] = [await newPatient(world), await newPatient(world)];
    const grant = aGrant(patient.subject, { grantee: world.south.id, salt: randomHex(32) });
    const forged = await consent.sign(grant, other.signer);
    expect((await revertOf(() => consent.grant(grant, forged).send())).name).equal(
      "SubjectSignerMismatch",
    );
    const signed = await consent.sign(grant, patient.signer);
    const wider = { ...grant, maxUses: grant.maxUses + 1 };
    expect((await revertOf(() => consent.grant(wider, signed).send())).name).equal(
      "SubjectSignatureInvalid",
    );
    expect(await consent.standing(wider)).equal("UNKNOWN");
  });

  it("can be ended before they reach the chain, and by the patient alone", async () => {
    const [patient, other] = [await newPatient(world), await newPatient(world)];
    const grant = aGrant(patient.subject, { grantee: world.south.id, salt: randomHex(32) });
    const forged = await consent.signRevocation(grant, LATER, other.signer);
    expect((await revertOf(() => consent.revoke(grant, forged).send())).name).equal(
      "SubjectSignerMismatch",
    );
    await takeBack(world, grant, patient);
    expect(await consent.standing(grant)).equal("REVOKED");
    const signed = await consent.sign(grant, patient.signer);
    expect((await revertOf(() => consent.grant(grant, signed).send())).name).equal("ConsentExists");
  });

  it("are not ended by a late revocation", async () => {
    const patient = await newPatient(world);
    const grant = await give(world, patient);
    const late = await consent.signRevocation(
      grant,
      (await world.network.now()) - 1,
      patient.signer,
    );
    expect((await revertOf(() => consent.revoke(grant, late).send())).name).equal(
      "ConsentDeadlinePassed",
    );
    expect(await consent.standing(grant)).equal("LIVE");
  });

  it("end at their time", async () => {
    const patient = await newPatient(world);
    const notAfter = (await world.network.now()) + 100;
    const grant = await give(world, patient, { notAfter });
    expect(await consent.standing(grant)).equal("LIVE");
    await world.served.wait(101);
    expect(await consent.standing(grant)).equal("EXPIRED");
  });

  it("lists a patient's grants and how each stands", async () => {
    const patient = await newPatient(world);
    expect(await consent.granted(patient.subject)).deep.equal([]);
    await publish(world.north, [aRecord(patient)]);
    const used = await give(world, patient);
    const { care } = world.south;
    const found = await care.findRecords(world.north.at, { grant: used });
    await care.openRecords(world.north.at, found, asSouth(world, used));
    const ended = await give(world, patient);
    await takeBack(world, ended, patient);
    const short = await give(world, patient, { notAfter: (await world.network.now()) + 50 });
    await world.served.wait(60);
    const never = aGrant(patient.subject, { grantee: world.south.id, salt: randomHex(32) });
    await takeBack(world, never, patient);
    const told = async () =>
      (await consent.granted(patient.subject)).map(({ grant, standing, uses }) => [
        grant,
        standing,
        uses,
      ]);
    expect(await told()).deep.equal([
      [grantId(used), "LIVE", 1],
      [grantId(ended), "REVOKED", 0],
      [grantId(short), "EXPIRED", 0],
    ]);
    const next = newSigner("account", world);
    const rotation = {
      subject: patient.subject,
      signer: next.bytes,
      encryptionKey: randomHex(32),
      endsGrants: true,
      nonce: randomHex(32),
      deadline: LATER,
    };
    await world.north.care.identity.rotate(rotation, patient.signer).send();
    expect((await told()).map(([, standing]) => standing)).deep.equal([
      "KEY_EPOCH_ENDED",
      "REVOKED",
      "EXPIRED",
    ]);
    const [given] = await consent.granted(patient.subject);
    expect(given).include({ notAfter: used.notAfter });
    expect(await world.network.provider.getTransactionReceipt(given!.transaction)).property(
      "blockNumber",
      given!.block,
    );
  });
});
