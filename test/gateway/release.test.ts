import { expect } from "chai";
import { fromHex, type Hex, randomHex, toHex } from "../../src/core/bytes.ts";
import { actions, purposes } from "../../src/core/codes.ts";
import { type ConsentGrant, entryId, grantId, receiptId } from "../../src/core/structs.ts";
import { CareLedger } from "../../src/client.ts";
import { Gateway } from "../../src/gateway/server.ts";
import { generateKeyPair, openWith, releaseInfo } from "../../src/vault/hpke.ts";
import { GatewayClient } from "../../src/wire/gatewayClient.ts";
import type { ReleaseMessage } from "../../src/wire/messages.ts";
import { Receipts__factory } from "../../typechain-types/index.js";
import { fixed } from "../fixtures/careLedger.ts";
import { packed } from "../fixtures/chain.ts";
import { codeOf, refusalOf } from "../fixtures/failures.ts";
import {
  aRecord,
  give,
  newPatient,
  newSigner,
  type Patient,
  publish,
  takeBack,
} from "../fixtures/people.ts";
import { anEntry, groupOf, LATER } from "../fixtures/stories.ts";
import { openNetwork, startWorld, type World } from "../fixtures/world.ts";
import { accountSignerOf, findUnder, openOnChain, releaseOf } from "./fixtures/requests.ts";

describe("gateway: no key without a receipt (CA-06, CA-05)", () => {
  let world: World;
  let release: (message: ReleaseMessage) => ReturnType<GatewayClient["release"]>;
  before(async () => {
    world = await startWorld();
    release = (message) => world.north.at.gateway.release(message);
  });
  after(() => world.close());
  const setStatus = async (id: number, status: number): Promise<void> => {
    const { participantRegistry } = world.administrator.chain.contracts;
    await (await participantRegistry.setStatus(id, status)).wait();
  };

  /** Records at North, granted to South and, unless said otherwise, opened on the chain. */
  async function opened(change: Parameters<typeof give>[2] = {}, count = 2) {
    const patient = await newPatient(world);
    await publish(
      world.north,
      Array.from({ length: count }, () => aRecord(patient)),
    );
    const grant = await give(world, patient, change);
    const found = await world.south.care.findRecords(world.north.at, { grant });
    const receipt = await openOnChain(world, grant, found);
    return { patient, grant, found, receipt };
  }

  it("releases the keys of a receipt, sealed to its grantee for this receipt alone", async () => {
    const { grant, found, receipt } = await opened();
    const { keys } = await release(await releaseOf(world, receipt, grant));
    expect(keys.map(({ entry }) => entry)).deep.equal(receipt.entries);
    const { privateKey } = world.south.keys;
    const [first, second] = keys.map(({ sealed }) => fromHex(sealed));
    const info = (of: Hex) => releaseInfo(receipt.receipt, of);
    const key = await openWith(privateKey, info(receipt.entries[0]!), first!);
    const { subject, fingerprint } = found.find(({ id }) => id === receipt.entries[0])!;
    expect(key).deep.equal(await world.north.custody.keyRing.contentKey(subject, fingerprint));
    for (const [reader, named, sealed] of [
      [world.north.keys.privateKey, info(receipt.entries[0]!), first],
      [generateKeyPair().privateKey, info(receipt.entries[0]!), first],
      [privateKey, info(receipt.entries[1]!), first],
      [privateKey, info(receipt.entries[0]!), second],
      [privateKey, releaseInfo(fixed("another receipt"), receipt.entries[0]!), first],
    ] as const) {
      expect(await codeOf(() => openWith(reader, named, sealed!))).equal("VAULT_HPKE_OPEN");
    }
  });

  it("answers the same bytes when it is asked again, and when asked many times at once", async () => {
    const { grant, receipt } = await opened();
    const messages = await Promise.all(
      Array.from({ length: 6 }, () => releaseOf(world, receipt, grant)),
    );
    const answers = await Promise.all(messages.map(release));
    answers.push(await release(await releaseOf(world, receipt, grant)));
    for (const answer of answers) expect(answer).deep.equal(answers[0]);
  });

  it("gives nothing for a receipt that nobody wrote", async () => {
    const { grant, found } = await opened();
    const request = fixed("an invented request");
    const entries = found.map(({ id }) => id);
    const receipt = receiptId({ grant: grantId(grant), request, entries });
    const invented = await releaseOf(world, { receipt, request, entries }, grant);
    expect(await refusalOf(() => release(invented))).equal("404 GATEWAY_RECEIPT");
  });

  it("gives nothing for entries, a request or a grant other than the receipt's", async () => {
    const { patient, grant, receipt } = await opened();
    const other = await give(world, patient);
    const [first, second] = receipt.entries as [Hex, Hex];
    for (const shown of [
      { ...receipt, entries: [first] },
      { ...receipt, entries: [second, first] },
      { ...receipt, entries: [first, second, second] },
      { ...receipt, entries: [first, fixed("another entry")] },
      { ...receipt, request: fixed("another request") },
    ]) {
      const message = await releaseOf(world, shown, grant);
      expect(await refusalOf(() => release(message))).equal("400 GATEWAY_GRANT_MISMATCH");
    }
    for (const shown of [other, { ...grant, maxUses: 99 }]) {
      const message = await releaseOf(world, receipt, shown);
      expect(await refusalOf(() => release(message))).equal("400 GATEWAY_GRANT_MISMATCH");
    }
  });

  it("gives nothing for another custodian's receipt", async () => {
    const { patient, grant } = await opened();
    await publish(world.south, [aRecord(patient)]);
    const { care } = world.south;
    const found = await care.findRecords(world.south.at, { grant });
    const receipt = await openOnChain(world, grant, found);
    const message = await releaseOf(world, receipt, grant);
    expect(await refusalOf(() => release(message))).equal("404 GATEWAY_RECEIPT");
    const southern = await releaseOf(world, receipt, grant, {
      request: { custodian: world.south.id },
    });
    expect((await world.south.at.gateway.release(southern)).keys).length(1);
  });

  it("gives nothing to another institution than the receipt's", async () => {
    const { grant, receipt } = await opened();
    for (const member of [world.north, world.insurer]) {
      const message = await releaseOf(world, receipt, grant, { signer: accountSignerOf(member) });
      expect(await refusalOf(() => release(message))).equal("403 GATEWAY_NOT_GRANTEE");
    }
  });

  it("gives nothing to a lapsed or suspended institution (CA-20)", async () => {
    const { grant, receipt } = await opened();
    for (const status of [2, 3]) {
      await setStatus(world.south.id, status);
      const message = await releaseOf(world, receipt, grant);
      const finding = await findUnder(world, grant);
      const find = () => world.north.at.gateway.find(finding);
      try {
        expect(await refusalOf(() => release(message))).equal("403 GATEWAY_NOT_GRANTEE");
        expect(await refusalOf(find)).equal("403 GATEWAY_NOT_GRANTEE");
      } finally {
        await setStatus(world.south.id, 1);
      }
    }
    expect((await release(await releaseOf(world, receipt, grant))).keys).length(2);
  });

  /** What ends a grant; whether it was used up before makes no difference. */
  const ends: Record<string, (patient: Patient, grant: Parameters<typeof takeBack>[1]) => unknown> =
    {
      REVOKED: (patient, grant) => takeBack(world, grant, patient),
      KEY_EPOCH_ENDED: async ({ subject, signer }) => {
        const rotation = {
          subject,
          signer: newSigner("p256", world).bytes,
          encryptionKey: randomHex(32),
          endsGrants: true,
          nonce: randomHex(32),
          deadline: LATER,
        };
        await world.north.care.identity.rotate(rotation, signer);
      },
      // The clock does not go back: this one comes last.
      EXPIRED: () => world.served.wait(1001),
    };
  for (const [standing, end] of Object.entries(ends)) {
    for (const [maxUses, what] of [
      [10, "a grant"],
      [1, "a grant that was used up"],
    ] as const) {
      it(`gives nothing under ${what} that is ${standing} since, not even again`, async () => {
        const notAfter = (await world.network.now()) + 1000;
        const { patient, grant, receipt } = await opened({ maxUses, notAfter });
        const released = await release(await releaseOf(world, receipt, grant));
        expect(released.keys).length(2);
        await end(patient, grant);
        const again = await releaseOf(world, receipt, grant);
        expect(await refusalOf(() => release(again))).equal("403 GATEWAY_GRANT");
      });
    }
  }

  it("still answers the receipt of a grant that it used up", async () => {
    const { grant, receipt } = await opened({ maxUses: 1 });
    expect(await world.south.care.consent.standing(grant)).equal("EXHAUSTED");
    expect((await release(await releaseOf(world, receipt, grant))).keys).length(2);
    const finding = await findUnder(world, grant);
    expect(await refusalOf(() => world.north.at.gateway.find(finding))).equal("403 GATEWAY_GRANT");
  });

  it("waits until the receipt is in a final block", async () => {
    const slow = await openNetwork(world.served.url, 2);
    const { north } = world;
    const care = CareLedger.at(slow, world.served.addresses, north.account);
    const gateway = await Gateway.start(care.chain, north.custody, { journal: ":memory:" });
    const client = new GatewayClient(gateway.url);
    try {
      const { grant, receipt } = await opened();
      const ask = async () => client.release(await releaseOf(world, receipt, grant));
      expect(await refusalOf(ask), "no block on top").equal("404 GATEWAY_RECEIPT");
      await world.served.mine();
      expect(await refusalOf(ask), "one block on top").equal("404 GATEWAY_RECEIPT");
      await world.served.mine();
      expect((await ask()).keys).length(2);
    } finally {
      await gateway.close();
      slow.close();
    }
  });

  describe("where the desk is faulty and writes what it must not", () => {
    /** The desk writes a receipt of its own making. */
    async function written(
      grant: ConsentGrant,
      { grantee, entries, custodian }: { grantee: number; entries: Hex[]; custodian: number },
    ) {
      const { addresses, connection } = world.served;
      const desk = await connection.ethers.getImpersonatedSigner(addresses.accessDesk);
      await world.served.request("hardhat_setBalance", addresses.accessDesk, "0xde0b6b3a7640000");
      const receipts = Receipts__factory.connect(addresses.receipts, desk);
      const request = randomHex(32);
      const word = packed(
        [grantee, 32],
        [custodian, 32],
        [purposes.TREAT.bit, 8],
        [actions.access.bit, 8],
        [await world.network.now(), 40],
        [entries.length, 32],
        [1, 32],
        [1, 8],
      );
      const sent = await receipts.issue(grantId(grant), request, entries, word, desk);
      await sent.wait();
      return { receipt: receiptId({ grant: grantId(grant), request, entries }), request, entries };
    }

    it("gives no other patient's records under a grant", async () => {
      const { grant, receipt } = await opened();
      const other = await opened();
      const entries = [receipt.entries[0]!, other.receipt.entries[0]!];
      const { id: grantee } = world.south;
      const { id: custodian } = world.north;
      const wrong = await written(grant, { grantee, entries, custodian });
      const message = await releaseOf(world, wrong, grant);
      expect(await refusalOf(() => release(message))).equal("404 GATEWAY_ENTRY");
      const right = await written(grant, { grantee, entries: receipt.entries, custodian });
      expect((await release(await releaseOf(world, right, grant))).keys).length(2);
    });

    it("gives nothing to an institution that the grant does not name", async () => {
      const { grant, receipt } = await opened();
      const wrong = await written(grant, {
        grantee: world.insurer.id,
        entries: receipt.entries,
        custodian: world.north.id,
      });
      const signer = accountSignerOf(world.insurer);
      const message = await releaseOf(world, wrong, grant, { signer });
      expect(await refusalOf(() => release(message))).equal("400 GATEWAY_GRANT_MISMATCH");
    });
  });

  it("gives nothing where it has not kept the key", async () => {
    const { grant, patient } = await opened({}, 1);
    // Anchored by North's account from elsewhere: no catalogue knows it.
    const entry = anEntry(patient.subject, 1, { custodian: world.north.id });
    await world.north.care.records.anchor([entryId(entry)]);
    const { receipts } = await world.south.care.exchange.open(
      grant,
      { purpose: 0, action: 1, nonce: randomHex(32) },
      [groupOf([entry], [0])],
    );
    const message = await releaseOf(world, receipts[0]!, grant);
    expect(await refusalOf(() => release(message))).equal("404 GATEWAY_ENTRY");
  });

  it("seals to the key that the grantee had when it opened, and to no later one", async () => {
    const { grant, receipt } = await opened();
    const { participantRegistry } = world.south.care.chain.contracts;
    const later = generateKeyPair();
    await (await participantRegistry.rotateKey(toHex(later.publicKey))).wait();
    const { keys } = await release(await releaseOf(world, receipt, grant));
    const info = releaseInfo(receipt.receipt, keys[0]!.entry);
    const sealed = fromHex(keys[0]!.sealed);
    expect(await openWith(world.south.keys.privateKey, info, sealed)).length(32);
    expect(await codeOf(() => openWith(later.privateKey, info, sealed))).equal("VAULT_HPKE_OPEN");
  });
});
