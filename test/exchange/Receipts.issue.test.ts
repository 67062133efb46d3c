import { expect } from "chai";
import { receiptId } from "../../src/core/structs.ts";
import { deployCareLedger, fixed } from "../fixtures/careLedger.ts";
import { packed, sendingAs } from "../fixtures/chain.ts";
import { receiptWord } from "../fixtures/openings.ts";

const [grant, request] = [fixed("grant"), fixed("request")];
const entries = [fixed("first"), fixed("second")];
const word = receiptWord({ time: 1_700_000_000, entries: 2 });

async function setUp() {
  const suite = await deployCareLedger();
  const desk = await sendingAs(suite.addresses.accessDesk);
  return { ...suite, receipts: suite.receipts.connect(desk) };
}

describe("Receipts.issue", () => {
  it("writes one slot under the hash of grant, request and entries (CA-06, CA-07)", async () => {
    const { receipts, accounts } = await setUp();
    const id = receiptId({ grant, request, entries });
    const actor = accounts.hospitalB;
    expect(await receipts.issue.staticCall(grant, request, entries, word, actor)).to.equal(id);
    await expect(receipts.receiptOf(id))
      .to.be.revertedWithCustomError(receipts, "ReceiptUnknown")
      .withArgs(id);
    await expect(receipts.issue(grant, request, entries, word, actor))
      .to.emit(receipts, "ReceiptIssued")
      .withArgs(id, grant, word, request, entries, actor);
    expect(await receipts.receiptOf(id)).to.equal(word);
  });

  it("never writes a receipt twice (INV-EXCHANGE-1)", async () => {
    const { receipts, accounts } = await setUp();
    const id = receiptId({ grant, request, entries });
    await receipts.issue(grant, request, entries, word, accounts.hospitalB);
    for (const other of [word, word + 1n]) {
      await expect(receipts.issue(grant, request, entries, other, accounts.carrier))
        .to.be.revertedWithCustomError(receipts, "ReceiptExists")
        .withArgs(id);
    }
    expect(await receipts.receiptOf(id)).to.equal(word);
  });

  it("tells apart grants, requests, entries and their order", async () => {
    const { receipts, accounts } = await setUp();
    const seen = new Set<string>();
    for (const [g, r, e] of [
      [grant, request, entries],
      [request, grant, entries],
      [grant, request, entries.toReversed()],
      [grant, request, entries.slice(0, 1)],
      [grant, request, []],
    ] as const) {
      const id = receiptId({ grant: g, request: r, entries: e });
      await receipts.issue(g, r, [...e], word, accounts.hospitalB);
      expect(await receipts.receiptOf(id)).to.equal(word);
      seen.add(id);
    }
    expect(seen.size).to.equal(5);
  });

  it("refuses a word without a state: it could be written again", async () => {
    const { receipts, accounts } = await setUp();
    const id = receiptId({ grant, request, entries });
    const stateless = packed([BigInt.asUintN(184, word), 184], [0, 8], [word >> 192n, 64]);
    for (const bad of [0n, stateless]) {
      await expect(receipts.issue(grant, request, entries, bad, accounts.hospitalB))
        .to.be.revertedWithCustomError(receipts, "ReceiptWithoutState")
        .withArgs(id);
    }
  });

  it("is for callers only (INV-EXCHANGE-1)", async () => {
    const { receipts, accounts, administrator, outsider } = await setUp();
    for (const sender of [accounts.hospitalB, administrator, outsider]) {
      await expect(receipts.connect(sender).issue(grant, request, entries, word, sender))
        .to.be.revertedWithCustomError(receipts, "CallersNotListed")
        .withArgs(sender);
    }
  });
});
