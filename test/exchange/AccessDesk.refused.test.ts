/** Refusals are answered and logged, and write nothing else (INV-EXCHANGE-3). */
import { expect } from "chai";
import { ZERO32 } from "../../src/core/bytes.ts";
import { shownGrant } from "../../src/core/calldata.ts";
import { maskOf } from "../../src/core/labels.ts";
import { accountSigner } from "../../src/core/signers.ts";
import { type ConsentGrant, entryId, grantId } from "../../src/core/structs.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { latestTime, nextBlockAt } from "../fixtures/chain.ts";
import { granted, revoked } from "../fixtures/consents.ts";
import {
  deployWithRecords,
  REFUSAL,
  refusalWord,
  type Request,
  requestId,
} from "../fixtures/openings.ts";
import { anEntry, aProvision, aRequest, groupOf } from "../fixtures/stories.ts";
import { aRotation, rotated } from "../fixtures/subjects.ts";

const request = aRequest();

async function setUp() {
  const all = await deployWithRecords();
  const { desk, accounts, usesOf } = all;
  /** Expects one refusal with this reason, one log, no receipt and no use. */
  const refused = async (
    reason: number,
    grant: ConsentGrant,
    groups: ReturnType<typeof groupOf>[],
    entry = ZERO32,
    asked: Request = request,
  ) => {
    const before = await usesOf(grant);
    expect(await desk.open.staticCall(shownGrant(grant), asked, groups)).to.deep.equal([
      [],
      BigInt(reason),
    ]);
    const sent = await desk.open(shownGrant(grant), asked, groups);
    await expect(sent)
      .to.emit(desk, "AccessRefused")
      .withArgs(
        grantId(grant),
        requestId(grant, asked),
        refusalWord(reason, asked),
        entry,
        accounts.hospitalB,
      );
    expect((await sent.wait())!.logs).to.have.lengthOf(1);
    expect(await usesOf(grant)).to.equal(before);
  };
  return { ...all, refused };
}

describe("AccessDesk.open: refused (INV-EXCHANGE-3)", () => {
  it("before the grant, after its end, without its uses, after a theft (CA-05, CA-06)", async () => {
    const { suite, signer, subject, groupA, aGrant, desk, grant, refused } = await setUp();
    await refused(REFUSAL.GRANT_UNKNOWN, aGrant({ maxUses: 3 }), [groupA]);

    const short = aGrant({ maxUses: 1 });
    await granted(suite, signer, short);
    await desk.open(shownGrant(short), aRequest("only"), [groupA]);
    await refused(REFUSAL.GRANT_EXHAUSTED, short, [groupA]);

    await revoked(suite, signer, short);
    await refused(REFUSAL.GRANT_REVOKED, short, [groupA]);

    const next = accountSigner(fixed("next"));
    await rotated(suite, signer, aRotation(subject, next, { endsGrants: true }));
    await refused(REFUSAL.KEY_EPOCH_ENDED, grant, [groupA]);
  });

  it("in the second after the grant's last, not in that one (CA-03)", async () => {
    const { suite, signer, desk, groupA, aGrant, usesOf, refused } = await setUp();
    const notAfter = (await latestTime()) + 100;
    const grant = aGrant({ notAfter });
    await granted(suite, signer, grant);
    await nextBlockAt(notAfter);
    await desk.open(shownGrant(grant), aRequest("last second"), [groupA]);
    expect(await usesOf(grant)).to.equal(1);
    await nextBlockAt(notAfter + 1);
    await desk.open(shownGrant(grant), aRequest("too late"), [groupA]);
    expect(await usesOf(grant)).to.equal(1);
    await refused(REFUSAL.GRANT_EXPIRED, grant, [groupA]);
  });

  it("of whoever is not the grantee, the custodian too; no entry is named (CA-02, CA-03)", async () => {
    const { desk, accounts, grant, groupA, usesOf } = await setUp();
    for (const [institution, account] of [
      [1, accounts.hospitalA],
      [6, accounts.carrier],
    ] as const) {
      await expect(desk.connect(account).open(shownGrant(grant), request, [groupA]))
        .to.emit(desk, "AccessRefused")
        .withArgs(
          grantId(grant),
          requestId(grant, request, institution),
          refusalWord(REFUSAL.NOT_GRANTEE, { grantee: institution }),
          ZERO32,
          account,
        );
    }
    expect(await usesOf(grant)).to.equal(0);
  });

  it("not being the grantee hides which entry would be refused", async () => {
    const { desk, accounts, grant, groupA } = await setUp();
    const uncovered = { ...request, purpose: 16 };
    await expect(desk.connect(accounts.insurer).open(shownGrant(grant), uncovered, [groupA]))
      .to.emit(desk, "AccessRefused")
      .withArgs(
        grantId(grant),
        requestId(grant, uncovered, 3),
        refusalWord(REFUSAL.NOT_GRANTEE, { grantee: 3, purpose: 16 }),
        ZERO32,
        accounts.insurer,
      );
  });

  it("names the first entry that is not covered, in a later group too", async () => {
    const { suite, subject, grant, groupA, atA, accounts, refused } = await setUp();
    await refused(REFUSAL.NOT_COVERED, grant, [groupOf(atA, [2, 3])], entryId(atA[2]!), {
      ...request,
      purpose: 16,
    });
    const mixed = [
      anEntry(subject, 200),
      anEntry(subject, 201, { categories: maskOf("categories", ["HEALTH", "ONCOLOGY"]) }),
      anEntry(subject, 202, { kinds: maskOf("kinds", ["GENOMIC"]) }),
    ];
    await suite.recordIndex.connect(accounts.hospitalA).anchor(mixed.map(entryId), ZERO32);
    await refused(
      REFUSAL.NOT_COVERED,
      grant,
      [groupA, groupOf(mixed, [0, 1, 2])],
      entryId(mixed[1]!),
    );
    await refused(REFUSAL.NOT_COVERED, grant, [groupOf(mixed, [0, 2])], entryId(mixed[2]!));
  });

  it("tells a denial from a gap", async () => {
    const { suite, signer, atA, groupA, aGrant, refused } = await setUp();
    const grant = aGrant({ provisions: [aProvision(), aProvision({ effect: 1n })] });
    await granted(suite, signer, grant);
    await refused(REFUSAL.DENIED, grant, [groupA], entryId(atA[1]!));
    const empty = aGrant({ provisions: [] });
    await granted(suite, signer, empty);
    await refused(REFUSAL.NOT_COVERED, empty, [groupA], entryId(atA[1]!));
  });

  it("of ended entries, whatever ended them; the first refusal of several counts", async () => {
    const { suite, accounts, grant, atA, atB, refused } = await setUp();
    const index = suite.recordIndex.connect(accounts.hospitalA);
    for (const [position, state] of [1, 2, 3].entries()) {
      await index.end(groupOf(atA, [0]).root, [position], state);
      await refused(
        REFUSAL.ENTRY_ENDED,
        grant,
        [groupOf(atB, [0]), groupOf(atA, [position, 4])],
        entryId(atA[position]!),
      );
    }
    await refused(
      REFUSAL.NOT_COVERED,
      grant,
      [groupOf(atB, [0]), groupOf(atA, [0, 4])],
      entryId(atB[0]!),
      { ...request, purpose: 16 },
    );
  });

  it("a refusal of entries comes before one of the grant, and counts nothing of either", async () => {
    const { aGrant, atA, groupA, refused } = await setUp();
    const unknown = aGrant({ maxUses: 7 });
    await refused(REFUSAL.NOT_COVERED, unknown, [groupA], entryId(atA[1]!), {
      ...request,
      action: 0,
    });
    await refused(REFUSAL.GRANT_UNKNOWN, unknown, [groupA]);
  });
});
