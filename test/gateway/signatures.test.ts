import { expect } from "chai";
import type { Hex } from "../../src/core/bytes.ts";
import { accountSigner, recoverAccount, type Signer } from "../../src/core/signers.ts";
import type { ConsentGrant } from "../../src/core/structs.ts";
import type { FoundRecord } from "../../src/wire/messages.ts";
import type { Receipt } from "../../src/ledger/exchange.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { refusalOf } from "../fixtures/failures.ts";
import { flipped, highP256, highSecp256k1, recoveryZeroBased } from "../fixtures/forgeries.ts";
import { aRecord, give, newPatient, newSigner, type Patient, publish } from "../fixtures/people.ts";
import { startWorld, type World } from "../fixtures/world.ts";
import {
  accountSignerOf,
  findOwn,
  findUnder,
  openOnChain,
  releaseOf,
} from "./fixtures/requests.ts";

const now = (): number => Math.floor(Date.now() / 1000);

describe("gateway: who asks is checked by signature (RX-07, ID-09)", () => {
  let world: World;
  let patient: Patient;
  let grant: ConsentGrant;
  let found: FoundRecord[];
  let receipt: Receipt;
  before(async () => {
    world = await startWorld();
    patient = await newPatient(world);
    await publish(world.north, [aRecord(patient)]);
    grant = await give(world, patient, { maxUses: 100 });
    found = await world.south.care.findRecords(world.north.at, { grant });
    receipt = await openOnChain(world, grant, found);
  });
  after(() => world.close());

  /** The three requests, changed in the same way. */
  type Change = Parameters<typeof findOwn>[2];
  const requests = {
    "find under a grant": async (change: Change) => {
      const { gateway } = world.north.at;
      const message = await findUnder(world, grant, change);
      return { message, send: () => gateway.find(message) };
    },
    "find one's own": async (change: Change) => {
      const { gateway } = world.north.at;
      const message = await findOwn(world, patient, change);
      return { message, send: () => gateway.find(message) };
    },
    release: async (change: Change) => {
      const { gateway } = world.north.at;
      const message = await releaseOf(world, receipt, grant, change);
      return { message, send: () => gateway.release(message) };
    },
  };

  /** Signs truly, then spoils the signature. */
  const spoiled = (signer: Signer, spoil: (signature: Hex) => Hex): Signer => ({
    bytes: signer.bytes,
    sign: async (digest) => spoil(await signer.sign(digest)),
  });

  for (const [name, make] of Object.entries(requests)) {
    describe(name, () => {
      const own = name === "find one's own";
      const signer = (): Signer => (own ? patient.signer : accountSignerOf(world.south));
      const refused = async (change: Change) => refusalOf((await make(change)).send);

      it("is answered when it is signed as it must be", async () => {
        expect(await (await make({})).send()).an("object");
      });

      it("is answered once", async () => {
        const { send } = await make({});
        await send();
        expect(await refusalOf(send)).equal("409 GATEWAY_REPLAY");
      });

      it("is refused with a nonce that was used, whoever uses it again", async () => {
        const nonce = fixed(`nonce ${name}`);
        await (await make({ request: { nonce } })).send();
        expect(await refused({ request: { nonce } })).equal("409 GATEWAY_REPLAY");
        const { gateway } = world.north.at;
        const others = await findOwn(world, patient, { request: { nonce } });
        expect(await refusalOf(() => gateway.find(others))).equal("409 GATEWAY_REPLAY");
      });

      it("is refused after its deadline, and with one far ahead", async () => {
        expect(await refused({ request: { deadline: now() - 1 } })).equal("401 GATEWAY_DEADLINE");
        expect(await refused({ request: { deadline: now() + 660 } })).equal("401 GATEWAY_DEADLINE");
        expect(await refused({ request: { deadline: 2 ** 40 - 1 } })).equal("401 GATEWAY_DEADLINE");
        await (await make({ request: { deadline: now() + 590 } })).send();
      });

      it("is refused where it is for another custodian", async () => {
        expect(await refused({ request: { custodian: world.south.id } })).equal(
          "404 GATEWAY_CUSTODIAN",
        );
      });

      it("is refused where it was signed for another chain, contract or service", async () => {
        for (const domain of [
          { chainId: 1n },
          { verifyingContract: world.served.addresses.consentRegistry },
          { name: "CareLedger ConsentRegistry" },
          { version: "2" },
        ]) {
          expect(await refused({ domain })).equal("401 GATEWAY_SIGNATURE");
        }
      });

      it("is refused with any other form of its signature", async () => {
        const cut = (signature: Hex): Hex => signature.slice(0, -2) as Hex;
        const spoils = own
          ? [highP256, flipped, cut, (): Hex => "0x"]
          : [highSecp256k1, recoveryZeroBased, flipped, cut, (s: Hex): Hex => `${s}00`];
        for (const spoil of spoils) {
          expect(await refused({ signer: spoiled(signer(), spoil) }), spoil.name).equal(
            "401 GATEWAY_SIGNATURE",
          );
        }
      });

      it("is refused where a field was changed after signing", async () => {
        const { message } = await make({});
        const { gateway } = world.north.at;
        const later = { ...message, request: { ...message.request, nonce: fixed("later") } };
        const send = () =>
          name === "release"
            ? gateway.release(later as Parameters<typeof gateway.release>[0])
            : gateway.find(later as Parameters<typeof gateway.find>[0]);
        expect(await refusalOf(send)).equal("401 GATEWAY_SIGNATURE");
      });

      it("is refused where another signed, in its own name or not", async () => {
        const other = own ? newSigner("p256", world) : accountSigner(fixed("a stranger"));
        const strangers = own ? "401 GATEWAY_SIGNATURE" : "403 GATEWAY_NOT_GRANTEE";
        expect(await refused({ signer: other })).equal(strangers);
        expect(await refused({ signer: { bytes: signer().bytes, sign: other.sign } })).equal(
          "401 GATEWAY_SIGNATURE",
        );
      });
    });
  }

  it("a request that was refused did not use its nonce up", async () => {
    const nonce = fixed("nonce of a refused request");
    const { gateway } = world.north.at;
    const forged = await findOwn(world, patient, {
      request: { nonce },
      signer: newSigner("p256", world),
    });
    expect(await refusalOf(() => gateway.find(forged))).equal("401 GATEWAY_SIGNATURE");
    await gateway.find(await findOwn(world, patient, { request: { nonce } }));
  });

  it("a patient whose key is an account asks in the same way", async () => {
    const other = await newPatient(world, "account");
    const [entry] = await publish(world.north, [aRecord(other)]);
    const { gateway } = world.north.at;
    const { entries } = await gateway.find(await findOwn(world, other));
    expect(entries.map(({ id }) => id)).deep.equal([entry]);
    const high = await findOwn(world, other, { signer: spoiled(other.signer, highSecp256k1) });
    expect(await refusalOf(() => gateway.find(high))).equal("401 GATEWAY_SIGNATURE");
  });

  it("an account is told from its signature alone", async () => {
    const digest = fixed("digest");
    const { bytes, sign } = accountSigner(fixed("key"));
    const signature = await sign(digest);
    expect(recoverAccount(digest, signature)).equal(bytes);
    for (const wrong of [
      highSecp256k1(signature),
      recoveryZeroBased(signature),
      `${signature}00` as const,
      signature.slice(0, -2) as Hex,
      "0x" as const,
      `0x${"00".repeat(64)}1b` as const,
      `0x${"ff".repeat(64)}1b` as const,
    ]) {
      expect(recoverAccount(digest, wrong)).equal(undefined);
    }
    expect(recoverAccount(digest, flipped(signature, 40))).not.equal(bytes);
  });
});
