import { expect } from "chai";
import { ZERO32 } from "../../src/core/bytes.ts";
import { shownGrant } from "../../src/core/calldata.ts";
import { maskOf } from "../../src/core/labels.ts";
import { entryId, grantId } from "../../src/core/structs.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { latestTime, nextBlockAt } from "../fixtures/chain.ts";
import { granted, grantWord } from "../fixtures/consents.ts";
import {
  deployWithRecords,
  DUTIES,
  receiptOf,
  receiptWord,
  REFUSAL,
  requestId,
} from "../fixtures/openings.ts";
import { ROLE } from "../fixtures/participants.ts";
import { anEntry, aProvision, aRequest, groupOf } from "../fixtures/stories.ts";

const request = aRequest();

describe("AccessDesk.open: opened", () => {
  it("counts a use, writes the receipt, answers it (CA-01, CA-05, CA-06)", async () => {
    const { desk, receipts, consentRegistry, accounts, grant, atA, groupA } =
      await deployWithRecords();
    const entries = [atA[1]!];
    const id = receiptOf(grant, request, entries);
    const time = (await latestTime()) + 100;
    const word = receiptWord({ time });
    expect(await desk.open.staticCall(shownGrant(grant), request, [groupA])).to.deep.equal([
      [id],
      BigInt(REFUSAL.NONE),
    ]);
    await nextBlockAt(time);
    const sent = await desk.open(shownGrant(grant), request, [groupA]);
    await expect(sent)
      .to.emit(receipts, "ReceiptIssued")
      .withArgs(
        id,
        grantId(grant),
        word,
        requestId(grant, request),
        entries.map(entryId),
        accounts.hospitalB,
      );
    await expect(sent)
      .to.emit(consentRegistry, "ConsentUsed")
      .withArgs(grantId(grant), grantWord(grant, { uses: 1 }), desk);
    expect((await sent.wait())!.logs).to.have.lengthOf(2);
    expect(await receipts.receiptOf(id)).to.equal(word);
  });

  it("several custodians in one opening: a receipt each, one use (CA-04, CA-11)", async () => {
    const { desk, receipts, accounts, grant, atA, atB, usesOf } = await deployWithRecords();
    const groups = [groupOf(atA, [0, 2, 3]), groupOf(atB, [1, 2]), groupOf(atA, [4])];
    const named = [[atA[0]!, atA[2]!, atA[3]!], [atB[1]!, atB[2]!], [atA[4]!]];
    const ids = named.map((entries) => receiptOf(grant, request, entries));
    const time = (await latestTime()) + 100;
    const [answered] = await desk.open.staticCall(shownGrant(grant), request, groups);
    expect([...answered]).to.deep.equal(ids);
    await nextBlockAt(time);
    const sent = await desk.open(shownGrant(grant), request, groups);
    for (const [i, entries] of named.entries()) {
      const { custodian } = entries[0]!;
      const word = receiptWord({ time, custodian, entries: entries.length });
      await expect(sent)
        .to.emit(receipts, "ReceiptIssued")
        .withArgs(
          ids[i],
          grantId(grant),
          word,
          requestId(grant, request),
          entries.map(entryId),
          accounts.hospitalB,
        );
      expect(await receipts.receiptOf(ids[i]!)).to.equal(word);
    }
    expect(await usesOf(grant)).to.equal(1);
  });

  it("every account of the grantee may open; the receipt names its key epoch", async () => {
    const { desk, receipts, participantRegistry, accounts, outsider, grant, atA, groupA } =
      await deployWithRecords();
    const ofB = participantRegistry.connect(accounts.hospitalB);
    await ofB.setAccount(outsider, ROLE.OPERATOR, 0);
    await ofB.rotateKey(fixed("second key"));
    const time = (await latestTime()) + 100;
    await nextBlockAt(time);
    await desk.connect(outsider).open(shownGrant(grant), request, [groupA]);
    expect(await receipts.receiptOf(receiptOf(grant, request, [atA[1]!]))).to.equal(
      receiptWord({ time, keyEpoch: 2 }),
    );
  });

  it("a covered purpose and another permitted action stand in the receipt", async () => {
    const { suite, desk, receipts, signer, atA, groupA, aGrant } = await deployWithRecords();
    const grant = aGrant({ provisions: [aProvision({ actions: 0b11111n })] });
    await granted(suite, signer, grant);
    const other = { ...aRequest(), purpose: 2, action: 4 };
    const time = (await latestTime()) + 100;
    await nextBlockAt(time);
    await desk.open(shownGrant(grant), other, [groupA]);
    expect(await receipts.receiptOf(receiptOf(grant, other, [atA[1]!]))).to.equal(
      receiptWord({ time, purpose: 2, action: 4 }),
    );
  });

  it("each receipt of an opening carries the duties of all provisions that permit", async () => {
    const { suite, desk, receipts, signer, subject, accounts, atA, aGrant } =
      await deployWithRecords();
    const laboratory = [anEntry(subject, 300, { kinds: maskOf("kinds", ["LABORATORY"]) })];
    await suite.recordIndex.connect(accounts.hospitalA).anchor(laboratory.map(entryId), ZERO32);
    const masking = maskOf("obligations", ["MASK"]);
    const grant = aGrant({
      provisions: [
        aProvision(),
        aProvision({
          kinds: maskOf("kinds", ["LABORATORY"]),
          obligations: masking,
          refrains: maskOf("refrains", ["NOLIST"]),
        }),
        aProvision({ kinds: maskOf("kinds", ["IMAGING"]), obligations: 1n << 20n }),
      ],
    });
    await granted(suite, signer, grant);
    const time = (await latestTime()) + 100;
    await nextBlockAt(time);
    await desk.open(shownGrant(grant), request, [groupOf(laboratory, [0]), groupOf(atA, [0])]);
    const duties = DUTIES | masking | (maskOf("refrains", ["NOLIST"]) << 24n);
    for (const entries of [laboratory, [atA[0]!]]) {
      expect(await receipts.receiptOf(receiptOf(grant, request, entries))).to.equal(
        receiptWord({ time, duties }),
      );
    }
    await nextBlockAt(time + 1);
    await desk.open(shownGrant(grant), aRequest("alone"), [groupOf(atA, [0])]);
    expect(await receipts.receiptOf(receiptOf(grant, aRequest("alone"), [atA[0]!]))).to.equal(
      receiptWord({ time: time + 1 }),
    );
  });

  it("another nonce opens again until the uses are spent (CA-03)", async () => {
    const { suite, desk, signer, groupA, usesOf, aGrant } = await deployWithRecords();
    const grant = aGrant({ maxUses: 2 });
    await granted(suite, signer, grant);
    for (const nonce of ["first", "second"]) {
      await desk.open(shownGrant(grant), aRequest(nonce), [groupA]);
    }
    expect(await usesOf(grant)).to.equal(2);
    const [, refusal] = await desk.open.staticCall(shownGrant(grant), aRequest("third"), [groupA]);
    expect(refusal).to.equal(REFUSAL.GRANT_EXHAUSTED);
  });
});
