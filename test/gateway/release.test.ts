import { expect } from "chai";
import { fromHex, type Hex, randomHex, toHex } from "../../src/core/bytes.ts";
import { actions, purposes } from "../../src/core/codes.ts";
import { type ConsentGrant, entryId, grantId, receiptId } from "../../src/core/structs.ts";
import { generateKeyPair, openWith, releaseInfo } from "../../src/vault/hpke.ts";
import type { GatewayClient } from "../../src/wire/gatewayClient.ts";
import type { ReleaseMessage } from "../../src/wire/messages.ts";
import { Receipts__factory } from "../../typechain-types/index.js";
import { fixed } from "../fixtures/careLedger.ts";
import { packed } from "../fixtures/chain.ts";
import { codeOf, refusalOf } from "../fixtures/failures.ts";
import { aRecord, give, publish } from "../fixtures/people.ts";
import { anEntry, provenAt } from "../fixtures/stories.ts";
import { startWorld, type World } from "../fixtures/world.ts";
import { accountSignerOf, opened, openOnChain, releaseOf } from "./fixtures/requests.ts";

describe("gateway: no key without a receipt (CA-06, CA-05)", () => {
  let world: World;
  let release: (message: ReleaseMessage) => ReturnType<GatewayClient["release"]>;
  before(async () => {
    world = await startWorld();
    release = (message) => world.north.at.gateway.release(message);
  });
  after(() => world.close());

  it("releases the keys of a receipt, sealed to its grantee for this receipt alone", async () => {
    const { grant, found, receipt } = await opened(world);
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
    const { grant, receipt } = await opened(world);
    const messages = await Promise.all(
      Array.from({ length: 6 }, () => releaseOf(world, receipt, grant)),
    );
    const answers = await Promise.all(messages.map(release));
    answers.push(await release(await releaseOf(world, receipt, grant)));
    for (const answer of answers) expect(answer).deep.equal(answers[0]);
  });

  it("gives nothing for a receipt that nobody wrote", async () => {
    const { grant, found } = await opened(world);
    const request = fixed("an invented request");
    const entries = found.map(({ id }) => id);
    const receipt = receiptId({ grant: grantId(grant), request, entries });
    const invented = await releaseOf(world, { receipt, request, entries }, grant);
    expect(await refusalOf(() => release(invented))).equal("404 GATEWAY_RECEIPT");
  });

  it("gives nothing for entries, a request or a grant other than the receipt's", async () => {
    const { patient, grant, receipt } = await opened(world);
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
    const { patient, grant } = await opened(world);
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
    const { grant, receipt } = await opened(world);
    for (const member of [world.north, world.insurer]) {
      const message = await releaseOf(world, receipt, grant, { signer: accountSignerOf(member) });
      expect(await refusalOf(() => release(message))).equal("403 GATEWAY_NOT_GRANTEE");
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
      const { grant, receipt } = await opened(world);
      const other = await opened(world);
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
      const { grant, receipt } = await opened(world);
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
    const { grant, patient } = await opened(world, {}, 1);
    // Anchored by North's account from elsewhere: no catalogue knows it.
    const entry = anEntry(patient.subject, 1, { custodian: world.north.id });
    await world.north.care.records.anchor([entryId(entry)]).send();
    const request = { purpose: 0, action: 1, nonce: randomHex(32) };
    const { exchange } = world.south.care;
    const { event } = await exchange.open(grant, request, [provenAt([entry], [0])]).send();
    const message = await releaseOf(world, event.receipts[0]!, grant);
    expect(await refusalOf(() => release(message))).equal("404 GATEWAY_ENTRY");
  });

  it("seals to the key that the grantee had when it opened, and to no later one", async () => {
    const { grant, receipt } = await opened(world);
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
