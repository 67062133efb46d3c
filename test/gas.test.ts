/**
 * Gas of the operations that users pay for, exact because keys, salts and addresses are fixed.
 * Writes cache/gas.json; `npm run gas` compares it with snapshots/gas.json.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { expect } from "chai";
import type { ContractTransactionResponse } from "ethers";
import { ZERO32 } from "../src/core/bytes.ts";
import { shownGrant } from "../src/core/calldata.ts";
import type { Signer } from "../src/core/signers.ts";
import { signingDigest } from "../src/core/signing.ts";
import { enrolmentHash, entryId } from "../src/core/structs.ts";
import { EntryTree } from "../src/core/tree.ts";
import { deployCareLedger, fixed } from "./fixtures/careLedger.ts";
import { emptyAddress, sendingAs } from "./fixtures/chain.ts";
import { granted, revoked } from "./fixtures/consents.ts";
import { aProfile } from "./fixtures/participants.ts";
import { aRotation, rotated } from "./fixtures/subjects.ts";
import * as story from "./fixtures/stories.ts";

const gas: Record<string, number> = {};

async function measure(name: string, sent: Promise<ContractTransactionResponse>, per = 1) {
  const receipt = await (await sent).wait();
  expect(receipt?.status).to.equal(1);
  gas[name] = Math.round(Number(receipt!.gasUsed) / per);
}

async function enrol(suite: story.Suite, signer: Signer) {
  const enrolment = story.anEnrolment(signer);
  const digest = signingDigest(story.domainOf("SubjectRegistry", suite), enrolmentHash(enrolment));
  return suite.subjectRegistry
    .connect(suite.accounts.hospitalA)
    .enrol(enrolment, await signer.sign(digest));
}

describe("gas of user-level operations", () => {
  after(async () => {
    await mkdir("cache", { recursive: true });
    const sorted = Object.fromEntries(Object.entries(gas).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    await writeFile("cache/gas.json", `${JSON.stringify(sorted, null, 2)}\n`);
  });

  it("anchoring", async () => {
    const suite = await deployCareLedger();
    const index = suite.recordIndex.connect(suite.accounts.hospitalA);
    for (const count of [1, 100, 500, 1_000, 5_000]) {
      const ids = Array.from({ length: count }, (_, i) => fixed(`id ${count} ${i}`));
      await measure(`anchor ${count}, a record`, index.anchor(ids, fixed("manifest")), count);
    }
    await measure("anchor 1 without manifest", index.anchor([fixed("single")], ZERO32));
    await measure("anchorArchive", index.anchorArchive(fixed("root"), 1_000, fixed("manifest")));
    await measure("end 1", index.end(fixed("root"), [3], 2));
  });

  it("institutions and callers", async () => {
    const suite = await deployCareLedger();
    const { participantRegistry, consentRegistry, addresses, outsider, accounts } = suite;
    await measure(
      "admit",
      participantRegistry.admit(aProfile(), fixed("key"), "https://gateway.example", outsider),
    );
    await measure("setStatus", participantRegistry.setStatus(1, 3));
    await measure("pause", participantRegistry.pause(1, 4_000_000_000));
    const own = participantRegistry.connect(accounts.hospitalB);
    await measure("setAccount", own.setAccount(emptyAddress(1), 1, 0));
    await measure("rotateKey", own.rotateKey(fixed("new key")));
    await measure("proposeCaller", consentRegistry.proposeCaller(outsider, true));
    await measure("vetoCaller", consentRegistry.vetoCaller(outsider));
    await measure("listVerifier", suite.subjectRegistry.listVerifier(addresses.receipts, true));
  });

  for (const kind of ["account", "passkey"] as const) {
    it(`subjects, ${kind}`, async () => {
      const suite = await deployCareLedger();
      const signer = suite.patientKeys[kind];
      const subject = enrolmentHash(story.anEnrolment(signer));
      await measure(`enrol, ${kind}`, enrol(suite, signer));
      for (const [name, change] of [
        ["rotate", { endsGrants: true }],
        ["rotate, encryption key only", { encryptionKey: fixed("other") }],
      ] as const) {
        const rotation = aRotation(subject, signer, { nonce: fixed(name), ...change });
        await measure(`${name}, ${kind}`, rotated(suite, signer, rotation));
      }
    });

    it(`consents, ${kind}`, async () => {
      const suite = await deployCareLedger();
      const signer = suite.patientKeys[kind];
      const registry = suite.consentRegistry.connect(suite.accounts.hospitalA);
      const subject = await story.enrolled(suite, signer);
      const many = await Promise.all(
        Array.from({ length: 100 }, (_, i) =>
          story.signedGrant(suite, signer, story.aGrant(subject, { salt: fixed(`many ${i}`) })),
        ),
      );
      const grant = story.aGrant(subject);
      await measure(
        `grant, ${kind}`,
        registry.grant(await story.signedGrant(suite, signer, grant)),
      );
      await measure(`grantMany 100, ${kind}, each`, registry.grantMany(many), 100);
      const unborn = story.aGrant(subject, { maxUses: 7 });
      await measure(`revoke by signature, ${kind}`, revoked(suite, signer, grant));
      await measure(`revoke by signature, ${kind}, not on chain`, revoked(suite, signer, unborn));
    });
  }

  it("consents, by the controller as sender", async () => {
    const suite = await deployCareLedger();
    const signer = suite.patientKeys.account;
    const subject = await story.enrolled(suite, signer);
    const grant = story.aGrant(subject);
    await granted(suite, signer, grant);
    const patient = await sendingAs(signer.bytes);
    await measure(
      "revoke by sender",
      suite.consentRegistry.connect(patient).revoke(story.hashed(grant), 0, signer.bytes, "0x"),
    );
  });

  it("opening", async () => {
    const suite = await deployCareLedger();
    const { account } = suite.patientKeys;
    const subject = await story.enrolled(suite, account);
    const provisions = [
      story.aProvision({ effect: 1n, categories: 1n << 90n }),
      story.aProvision(),
      story.aProvision({ effect: 1n, sensitivities: 1n }),
    ];
    const grant = story.aGrant(subject, { provisions });
    await suite.consentRegistry
      .connect(suite.accounts.hospitalA)
      .grant(await story.signedGrant(suite, account, grant));
    const index = suite.recordIndex.connect(suite.accounts.hospitalA);
    const one = [story.anEntry(subject, 0)];
    const many = Array.from({ length: 1_024 }, (_, n) => story.anEntry(subject, n + 1));
    const elsewhere = [story.anEntry(subject, 5_000, { custodian: 2 })];
    await index.anchor(one.map(entryId), ZERO32);
    await suite.recordIndex
      .connect(suite.accounts.hospitalB)
      .anchor(elsewhere.map(entryId), ZERO32);
    await index.anchor(many.map(entryId), ZERO32);
    const desk = suite.accessDesk.connect(suite.accounts.hospitalB);
    const first = Array.from({ length: 100 }, (_, i) => 200 + i);
    await measure(
      "open 1 (first use)",
      desk.open(shownGrant(grant), story.aRequest("a"), [story.groupOf(one, [0])]),
    );
    await measure(
      "open 1",
      desk.open(shownGrant(grant), story.aRequest("b"), [story.groupOf(one, [0])]),
    );
    await measure(
      "open 1 of 1, two custodians",
      desk.open(shownGrant(grant), story.aRequest("two"), [
        story.groupOf(one, [0]),
        story.groupOf(elsewhere, [0]),
      ]),
    );
    await measure(
      "open 1 of 1,024",
      desk.open(shownGrant(grant), story.aRequest("c"), [story.groupOf(many, [77])]),
    );
    await measure(
      "open 100 of 1,024 side by side, a record",
      desk.open(shownGrant(grant), story.aRequest("d"), [story.groupOf(many, first)]),
      100,
    );
    expect(new EntryTree(many.map(entryId)).prove(first)).to.have.length.below(20);
    await measure(
      "open refused",
      desk.open(shownGrant(grant), { ...story.aRequest("e"), purpose: 16 }, [
        story.groupOf(one, [0]),
      ]),
    );
  });
});
