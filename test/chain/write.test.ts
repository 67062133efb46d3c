import { expect } from "chai";
import { Interface, Wallet } from "ethers";
import { MissingRole } from "../../src/chain/roles.ts";
import { randomHex } from "../../src/core/bytes.ts";
import { AccessManagedUnauthorized, ConsentExists } from "../../src/core/contractErrors.ts";
import { CareLedger } from "../../src/client.ts";
import { openChain } from "../../src/chain/chain.ts";
import { type ConsentGrant, grantId } from "../../src/core/structs.ts";
import { codeOf, errorOf } from "../fixtures/failures.ts";
import { newPatient, newSigner } from "../fixtures/people.ts";
import { aGrant, anEnrolment } from "../fixtures/stories.ts";
import { startWorld, type World } from "../fixtures/world.ts";

describe("chain: writes that are prepared, estimated or sent (CA-22)", () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  /** A new grant, signed by its patient. */
  async function signedGrant(): Promise<{
    grant: ConsentGrant;
    signed: { signer: `0x${string}`; signature: `0x${string}` };
  }> {
    const patient = await newPatient(world);
    const grant = aGrant(patient.subject, { grantee: world.south.id, salt: randomHex(32) });
    return { grant, signed: await world.north.care.consent.sign(grant, patient.signer) };
  }

  it("say what they did: typed event, receipt and gas", async () => {
    const { grant, signed } = await signedGrant();
    const sent = await world.north.care.consent.grant(grant, signed).send();
    expect(sent.event).deep.equal({
      grant: grantId(grant),
      subject: grant.subject,
      state: "ACTIVE",
      uses: 0,
      notAfter: grant.notAfter,
      keyEpoch: 1,
      actor: world.north.care.chain.account!.address,
    });
    expect(sent.receipt.hash).equal(sent.transaction);
    expect(sent.gasUsed).equal(sent.receipt.gasUsed);
  });

  it("are carried by another sender, who knows the prepared transaction alone", async () => {
    const { grant, signed } = await signedGrant();
    // Nobody's account here: whoever prepares needs no key.
    const reader = new CareLedger(openChain(world.network, world.served.addresses));
    const write = reader.consent.grant(grant, signed);
    const prepared = await write.prepare();
    expect(prepared).include({
      to: world.served.addresses.consentRegistry,
      value: 0n,
      chainId: world.network.chainId,
    });
    const relay = new Wallet(world.insurer.account, world.network.provider);
    const response = await relay.sendTransaction(prepared);
    const { event } = write.outcome((await response.wait())!);
    expect(event).include({ grant: grantId(grant), actor: relay.address });
    expect(await codeOf(() => write.send())).equal("CHAIN_NO_ACCOUNT");
    expect(await codeOf(() => write.estimate())).equal("CHAIN_NO_ACCOUNT");
  });

  it("tell what they cost, for any sender, and refuse as the contract does", async () => {
    const { grant, signed } = await signedGrant();
    const { consent } = world.north.care;
    const before = world.north.care.chain.account!.sent;
    const expected = await consent.grant(grant, signed).estimate();
    const insurer = world.insurer.care.chain.account!.address;
    expect(await consent.grant(grant, signed).estimate(insurer)).equal(expected);
    expect(world.north.care.chain.account!.sent, "nothing was sent").equal(before);
    const { gasUsed } = await consent.grant(grant, signed).send();
    expect(expected >= gasUsed && expected < gasUsed * 2n, `${expected} of ${gasUsed}`).equal(true);
    const error = await errorOf(() => consent.grant(grant, signed).estimate());
    expect(error).instanceOf(ConsentExists);
    expect(error).include({ grant: grantId(grant), state: "ACTIVE" });
  });

  it("ask whoever signs for a patient once, however they are used", async () => {
    const signer = newSigner("p256", world);
    let asked = 0;
    const enrolment = anEnrolment(signer, { voucher: world.north.id, salt: randomHex(32) });
    const write = world.north.care.identity.enrol(enrolment, {
      bytes: signer.bytes,
      sign: (digest) => {
        asked++;
        return signer.sign(digest);
      },
    });
    await write.prepare();
    await write.estimate();
    const { event } = await write.send();
    expect(event).include({ kind: "PATIENT", method: "IN_PERSON", voucher: world.north.id });
    expect(asked).equal(1);
  });

  it("take a signature that was made elsewhere", async () => {
    const { identity } = world.north.care;
    const signer = newSigner("p256", world);
    const enrolment = anEnrolment(signer, { voucher: world.north.id, salt: randomHex(32) });
    const signature = await signer.sign(identity.enrolmentDigest(enrolment));
    const by = { bytes: signer.bytes, signature };
    const { event } = await identity.enrol(enrolment, by).send();
    expect((await identity.subject(event.subject)).epoch).equal(1);
  });

  it("allow the gas that a large batch needs, where nobody estimates it", async () => {
    const { records } = world.north.care;
    const ids = Array.from({ length: 300 }, () => randomHex(32));
    const { gasLimit, data } = await records.anchor(ids).prepare();
    const { gasUsed, receipt } = await records.anchor(ids).send();
    expect(gasLimit! >= gasUsed).equal(true);
    const abi = new Interface(["function anchor(bytes32[] ids, bytes32 manifest)"]);
    expect([...abi.parseTransaction({ data })!.args[0]]).deep.equal(ids);
    expect(receipt.status).equal(1);
  });

  it("name the role that is missing, and what gives it", async () => {
    const { identity, governance, chain } = world.north.care;
    const writes = [
      [identity.setStatus(world.south.id, "SUSPENDED"), 100n, "ADMISSIONS"],
      [identity.pause("CONSENT", 1), 4n, "PAUSER"],
      [identity.listVerifier(chain.addresses.subjectRegistry, false), 101n, "VERIFIER_KEEPER"],
      [governance.register("Name", chain.addresses.receipts, false), 1n, "DIRECTORY_KEEPER"],
      [governance.vetoCaller("receipts", chain.addresses.accessDesk), 3n, "CALLER_VETO"],
    ] as const;
    for (const [write, role, label] of writes) {
      for (const work of [() => write.send(), () => write.estimate()]) {
        const error = await errorOf(work);
        expect(error).instanceOf(AccessManagedUnauthorized).instanceOf(MissingRole);
        expect(error).include({ role, label, caller: chain.account!.address });
        expect(error.message).include(`the role ${label} (${role})`);
        expect(error.remedy).include(`grantRole(${role}, ${chain.account!.address}, 0)`);
      }
    }
  });
});
