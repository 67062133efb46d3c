/** What reverts at the desk: malformed input, false proofs, senders that are no ACTIVE members. */
import { expect } from "chai";
import { CALLER_NOTICE } from "../../deploy/notice.ts";
import { ZERO32 } from "../../src/core/bytes.ts";
import { packEntries, shownGrant } from "../../src/core/calldata.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { latestTime, mineAt } from "../fixtures/chain.ts";
import { deployWithRecords, receiptOf } from "../fixtures/openings.ts";
import { DOMAIN, ROLE, STATUS } from "../fixtures/participants.ts";
import { aRequest, groupOf, provenAt } from "../fixtures/stories.ts";

const request = aRequest();

describe("AccessDesk.open: reverts", () => {
  it("when nothing is asked for", async () => {
    const { desk, grant, groupA } = await deployWithRecords();
    const empty = { ...groupA, entries: "0x", proof: [] };
    for (const groups of [[], [empty], [groupA, empty]]) {
      await expect(desk.open(shownGrant(grant), request, groups)).to.be.revertedWithCustomError(
        desk,
        "AccessNothingAsked",
      );
    }
  });

  it("when a group's entries are not 68 bytes each", async () => {
    const { desk, grant, groupA } = await deployWithRecords();
    const one = groupA.entries;
    for (const [entries, length] of [
      [one.slice(0, -2), 67],
      [`${one}00`, 69],
      [`${one}${one.slice(2, -2)}`, 135],
      [`${one}${"00".repeat(64)}`, 132],
    ] as const) {
      await expect(desk.open(shownGrant(grant), request, [{ ...groupA, entries }]))
        .to.be.revertedWithCustomError(desk, "AccessGroupMalformed")
        .withArgs(length);
    }
  });

  it("for purposes and actions that have no meaning yet", async () => {
    const { desk, grant, groupA } = await deployWithRecords();
    for (const [purpose, action] of [
      [59, 1],
      [88, 1],
      [255, 1],
      [0, 5],
      [0, 16],
      [255, 255],
    ] as const) {
      await expect(desk.open(shownGrant(grant), { ...request, purpose, action }, [groupA]))
        .to.be.revertedWithCustomError(desk, "AccessPurposeUnknown")
        .withArgs(purpose, action);
    }
    for (const [purpose, action] of [
      [58, 1],
      [0, 4],
    ] as const) {
      const [, refusal] = await desk.open.staticCall(
        shownGrant(grant),
        { ...request, purpose, action },
        [groupA],
      );
      expect(refusal).to.equal(2);
    }
  });

  it("for entries that are not proven: every field is bound (RX-02)", async () => {
    const { desk, recordIndex, grant, atA, atB } = await deployWithRecords();
    const good = groupOf(atA, [1, 3]);
    const columns = provenAt(atA, [1, 3]);
    const { headers, contents, proof } = columns;
    const bend = (word: bigint) => word ^ 1n;
    const forged = (change: Partial<typeof columns>) => ({
      entries: packEntries({ ...columns, ...change }),
    });
    const changes: Partial<typeof good>[] = [
      forged({ positions: [1, 4] }),
      forged({ positions: [3, 1] }),
      forged({ positions: [1, 1] }),
      forged({ positions: [1, 2 ** 32 - 1] }),
      forged({ headers: [bend(headers[0]!), headers[1]!] }),
      forged({ contents: [contents[1]!, contents[0]!] }),
      forged({ contents: [contents[0]!, fixed("forged")] }),
      { proof: [] },
      { proof: [...proof, ZERO32] },
    ];
    for (const change of changes) {
      await expect(desk.open(shownGrant(grant), request, [{ ...good, ...change }]))
        .to.be.revertedWithCustomError(recordIndex, "RecordProofInvalid")
        .withArgs(1, good.root);
    }
    for (const [custodian, root] of [
      [2, good.root],
      [1, groupOf(atB, [0]).root],
      [0, good.root],
    ] as const) {
      await expect(desk.open(shownGrant(grant), request, [{ ...good, custodian, root }]))
        .to.be.revertedWithCustomError(recordIndex, "RecordBatchUnknown")
        .withArgs(custodian, root);
    }
  });

  it("for another patient's entries: a grant names whose records it is for", async () => {
    const { desk, recordIndex, grant, groupA } = await deployWithRecords();
    await expect(
      desk.open({ ...shownGrant(grant), subject: fixed("another") }, request, [groupA]),
    ).to.be.revertedWithCustomError(recordIndex, "RecordProofInvalid");
  });

  it("for an opening that was answered before, and counts no use (RX-07, INV-EXCHANGE-1)", async () => {
    const { desk, receipts, grant, atA, groupA, usesOf } = await deployWithRecords();
    await desk.open(shownGrant(grant), request, [groupA]);
    for (const groups of [[groupA], [groupOf(atA, [0]), groupA]]) {
      await expect(desk.open(shownGrant(grant), request, groups))
        .to.be.revertedWithCustomError(receipts, "ReceiptExists")
        .withArgs(receiptOf(grant, request, [atA[1]!]));
    }
    expect(await usesOf(grant)).to.equal(1);
  });

  it("for the same group twice in one opening", async () => {
    const { desk, receipts, grant, atA, groupA, usesOf } = await deployWithRecords();
    await expect(desk.open(shownGrant(grant), request, [groupA, groupA]))
      .to.be.revertedWithCustomError(receipts, "ReceiptExists")
      .withArgs(receiptOf(grant, request, [atA[1]!]));
    expect(await usesOf(grant)).to.equal(0);
  });

  it("for whoever is no ACTIVE member: nobody logs a refusal in another's name (ID-01)", async () => {
    const { desk, participantRegistry, accounts, outsider, grant, groupA } =
      await deployWithRecords();
    const opened = (sender: typeof outsider) =>
      desk.connect(sender).open(shownGrant(grant), request, [groupA]);
    await expect(opened(outsider))
      .to.be.revertedWithCustomError(participantRegistry, "ParticipantAccountUnknown")
      .withArgs(outsider);
    const expiresAt = (await latestTime()) + 100;
    await participantRegistry
      .connect(accounts.hospitalB)
      .setAccount(outsider, ROLE.OPERATOR, expiresAt);
    await mineAt(expiresAt);
    await expect(opened(outsider))
      .to.be.revertedWithCustomError(participantRegistry, "ParticipantAccountExpired")
      .withArgs(outsider, expiresAt, expiresAt + 1);
    for (const status of [STATUS.LAPSED, STATUS.SUSPENDED]) {
      await participantRegistry.setStatus(2, status);
      await expect(opened(accounts.hospitalB))
        .to.be.revertedWithCustomError(participantRegistry, "ParticipantNotActive")
        .withArgs(2, status);
    }
  });

  it("while the exchange is paused; the records of a suspended custodian still open", async () => {
    const { desk, participantRegistry, grant, groupA, usesOf } = await deployWithRecords();
    await participantRegistry.pause(DOMAIN.EXCHANGE, 2 ** 32 - 1);
    await expect(desk.open(shownGrant(grant), request, [groupA])).to.be.revertedWithCustomError(
      participantRegistry,
      "ParticipantDomainPaused",
    );
    await participantRegistry.pause(DOMAIN.EXCHANGE, 0);
    await participantRegistry.setStatus(1, STATUS.SUSPENDED);
    await desk.open(shownGrant(grant), request, [groupA]);
    expect(await usesOf(grant)).to.equal(1);
  });

  it("through a desk that is no caller any more (INV-EXCHANGE-1)", async () => {
    const { desk, consentRegistry, receipts, grant, groupA, usesOf } = await deployWithRecords();
    await consentRegistry.proposeCaller(desk, false);
    await mineAt((await latestTime()) + CALLER_NOTICE);
    await expect(desk.open(shownGrant(grant), request, [groupA]))
      .to.be.revertedWithCustomError(consentRegistry, "CallersNotListed")
      .withArgs(desk);
    await consentRegistry.proposeCaller(desk, true);
    await receipts.proposeCaller(desk, false);
    await mineAt((await latestTime()) + CALLER_NOTICE);
    await expect(desk.open(shownGrant(grant), request, [groupA]))
      .to.be.revertedWithCustomError(receipts, "CallersNotListed")
      .withArgs(desk);
    expect(await usesOf(grant)).to.equal(0);
  });
});
