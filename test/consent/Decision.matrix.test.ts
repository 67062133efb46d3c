/** CA-03: every condition of a provision alone and together, and the seconds at its bounds. */
import { expect } from "chai";
import { ZERO32 } from "../../src/core/bytes.ts";
import { shownGrant } from "../../src/core/calldata.ts";
import { maskOf } from "../../src/core/labels.ts";
import { entryId } from "../../src/core/structs.ts";
import {
  EFFECT,
  type EntryHeader,
  packHeader,
  packProvision,
  type Provision,
} from "../../src/core/words.ts";
import { deployCareLedger } from "../fixtures/careLedger.ts";
import { latestTime, nextBlockAt } from "../fixtures/chain.ts";
import { deployWithPatient, granted } from "../fixtures/consents.ts";
import { aHeader, anEntry, aProvision, aRequest, groupOf } from "../fixtures/stories.ts";

const [PERMITTED, NOT_COVERED, DENIED] = [0, 1, 2];
const [FROM, UNTIL] = [1_704_067_200n, 1_735_689_599n];
const OPEN_END = 2n ** 40n - 1n;

/** A provision with both periods bounded, one sensitivity named. */
const provision = aProvision({
  accessFrom: FROM,
  accessUntil: UNTIL,
  dataFrom: 1_000n,
  dataUntil: 2_000n,
  sensitivities: maskOf("sensitivities", ["HIV"]),
});
const everything: Partial<Provision> = {
  purposes: 2n ** 88n - 1n,
  accessFrom: 0n,
  accessUntil: OPEN_END,
  dataFrom: 0n,
  dataUntil: OPEN_END,
  kinds: 2n ** 24n - 1n,
  categories: 2n ** 128n - 1n,
  sensitivities: 2n ** 40n - 1n,
  actions: 2n ** 16n - 1n,
};
const header = aHeader({
  clinicalDate: 1_500n,
  sensitivities: maskOf("sensitivities", ["HIV"]),
});

interface Asked {
  purpose: number;
  action: number;
  moment: bigint;
  header: EntryHeader;
}
const matching: Asked = { purpose: 0, action: 1, moment: FROM + 5n, header };

/** What breaks one condition each. */
const breakers: readonly ((asked: Asked) => Asked)[] = [
  (asked) => ({ ...asked, purpose: 7 }),
  (asked) => ({ ...asked, action: 2 }),
  (asked) => ({ ...asked, moment: UNTIL + 1n }),
  (asked) => ({ ...asked, header: { ...asked.header, clinicalDate: 999n } }),
  (asked) => ({
    ...asked,
    header: { ...asked.header, categories: maskOf("categories", ["HEALTH", "ONCOLOGY"]) },
  }),
  (asked) => ({ ...asked, header: { ...asked.header, kinds: maskOf("kinds", ["IMAGING"]) } }),
  (asked) => ({
    ...asked,
    header: { ...asked.header, sensitivities: maskOf("sensitivities", ["PSY"]) },
  }),
];
const broken = (mask: number): Asked =>
  breakers.reduce((asked, breaker, i) => ((mask >> i) & 1 ? breaker(asked) : asked), matching);

async function setUp() {
  const { accessDesk } = await deployCareLedger();
  return async (provisions: readonly Provision[], asked: Asked = matching) => {
    const { purpose, action, moment } = asked;
    const [outcome] = await accessDesk.decide(
      provisions.map(packProvision),
      [packHeader(asked.header)],
      purpose,
      action,
      moment,
    );
    return Number(outcome);
  };
}

describe("Decision: the matrix of conditions (CA-03, INV-CONSENT-4)", () => {
  it("a permit needs all seven: purpose, action, moment, date, category, kind, sensitivity", async () => {
    const decide = await setUp();
    for (let mask = 0; mask < 128; mask++) {
      expect(await decide([provision], broken(mask)), mask.toString(2)).to.equal(
        mask === 0 ? PERMITTED : NOT_COVERED,
      );
    }
  });

  it("a denial needs the same seven; else what lies below it decides", async () => {
    const decide = await setUp();
    const base = aProvision(everything);
    for (let mask = 0; mask < 128; mask++) {
      expect(
        await decide([base, { ...provision, effect: EFFECT.DENY }], broken(mask)),
        mask.toString(2),
      ).to.equal(mask === 0 ? DENIED : PERMITTED);
    }
  });

  it("the second before a period, its first, its last, the second after", async () => {
    const decide = await setUp();
    for (const effect of [EFFECT.PERMIT, EFFECT.DENY]) {
      const inside = effect === EFFECT.PERMIT ? PERMITTED : DENIED;
      const at = { ...provision, effect };
      for (const [value, within] of [
        [-1n, false],
        [0n, true],
      ] as const) {
        const expected = within ? inside : NOT_COVERED;
        expect(await decide([at], { ...matching, moment: FROM + value })).to.equal(expected);
        expect(await decide([at], { ...matching, moment: UNTIL - value })).to.equal(expected);
        for (const clinicalDate of [1_000n + value, 2_000n - value]) {
          expect(
            await decide([at], { ...matching, header: { ...header, clinicalDate } }),
            `${clinicalDate}`,
          ).to.equal(expected);
        }
      }
    }
  });

  it("an undated entry is covered by a data period without bounds only", async () => {
    const decide = await setUp();
    const undated = { ...matching, header: { ...header, clinicalDate: 0n } };
    expect(await decide([{ ...provision, dataFrom: 0n, dataUntil: OPEN_END }], undated)).to.equal(
      PERMITTED,
    );
    expect(await decide([{ ...provision, dataFrom: 1n, dataUntil: OPEN_END }], undated)).to.equal(
      NOT_COVERED,
    );
  });

  it("every sensitivity must be named to permit; any one, or none named, denies", async () => {
    const decide = await setUp();
    const base = aProvision(everything);
    const names = [[], ["HIV"], ["PSY"], ["HIV", "PSY"]] as const;
    for (const named of names) {
      for (const carried of names) {
        const [p, e] = [maskOf("sensitivities", named), maskOf("sensitivities", carried)];
        const asked = { ...matching, header: { ...header, sensitivities: e } };
        const at = { ...provision, sensitivities: p };
        const text = `${named.join()} / ${carried.join()}`;
        expect(await decide([at], asked), text).to.equal((e & ~p) === 0n ? PERMITTED : NOT_COVERED);
        expect(await decide([base, { ...at, effect: EFFECT.DENY }], asked), text).to.equal(
          p === 0n || (e & p) !== 0n ? DENIED : PERMITTED,
        );
      }
    }
  });

  it("one shared label of another field opens nothing: no bypass by a union of masks", async () => {
    const decide = await setUp();
    const diabetesLab = aProvision({ kinds: maskOf("kinds", ["LABORATORY"]) });
    const anyLab = aHeader({
      kinds: maskOf("kinds", ["LABORATORY"]),
      categories: maskOf("categories", ["HEALTH", "INFECTION", "HIV"]),
    });
    const diabetesAndHiv = aHeader({
      kinds: maskOf("kinds", ["LABORATORY"]),
      sensitivities: maskOf("sensitivities", ["HIV"]),
    });
    for (const labelled of [anyLab, diabetesAndHiv]) {
      expect(await decide([diabetesLab], { ...matching, header: labelled })).to.equal(NOT_COVERED);
    }
  });

  it("the innermost match decides, whatever its effect; an unknown effect denies", async () => {
    const decide = await setUp();
    const [permit, deny] = [provision, { ...provision, effect: EFFECT.DENY }];
    const off = { ...provision, purposes: 0n };
    for (const [provisions, outcome] of [
      [[], NOT_COVERED],
      [[permit, deny], DENIED],
      [[deny, permit], PERMITTED],
      [[deny, permit, deny, permit], PERMITTED],
      [[permit, off], PERMITTED],
      [[deny, off], DENIED],
    ] as const) {
      expect(await decide(provisions)).to.equal(outcome);
    }
    for (const effect of [0n, 1n, 3n, 255n]) {
      expect(await decide([permit, { ...provision, effect }]), `${effect}`).to.equal(DENIED);
    }
  });
});

describe("AccessDesk.open: the matrix on chain (CA-03)", () => {
  it("opens in the one of 2^5 cases in which purpose, action, both periods and category hold", async () => {
    const { suite, signer, subject, accounts, aGrant } = await deployWithPatient();
    const start = BigInt((await latestTime()) + 1_000);
    const grant = aGrant({
      provisions: [{ ...provision, accessFrom: start, accessUntil: start + 31n }],
      maxUses: 2 ** 32 - 1,
    });
    await granted(suite, signer, grant);
    const desk = suite.accessDesk.connect(accounts.hospitalB);
    const cases = Array.from({ length: 32 }, (_, mask) => ({ mask, ...broken(mask) }));
    const entries = cases.map(({ header: labels, mask }) => anEntry(subject, mask, labels));
    await suite.recordIndex.connect(accounts.hospitalA).anchor(entries.map(entryId), ZERO32);
    const late = cases.filter(({ mask }) => mask & 4);
    const inTime = cases.filter(({ mask }) => !(mask & 4));
    const opened: number[] = [];
    for (const [i, { mask, purpose, action }] of [...inTime, ...late].entries()) {
      await nextBlockAt(Number(start) + i + (mask & 4 ? 16 : 0));
      const sent = await desk.open(shownGrant(grant), { ...aRequest(`${mask}`), purpose, action }, [
        groupOf(entries, [mask]),
      ]);
      const { logs } = (await sent.wait())!;
      if (logs.some(({ address }) => address === suite.addresses.receipts)) opened.push(mask);
    }
    expect(opened).to.deep.equal([0]);
  });

  it("opens from the first second of the access period to its last (CA-03)", async () => {
    const { suite, signer, subject, accounts, aGrant } = await deployWithPatient();
    const start = (await latestTime()) + 1_000;
    const grant = aGrant({
      provisions: [{ ...provision, accessFrom: BigInt(start), accessUntil: BigInt(start + 10) }],
    });
    await granted(suite, signer, grant);
    const entries = [anEntry(subject, 0, header)];
    await suite.recordIndex.connect(accounts.hospitalA).anchor(entries.map(entryId), ZERO32);
    const desk = suite.accessDesk.connect(accounts.hospitalB);
    for (const [at, event] of [
      [start - 1, "refused"],
      [start, "opened"],
      [start + 10, "opened"],
      [start + 11, "refused"],
    ] as const) {
      await nextBlockAt(at);
      const sent = desk.open(shownGrant(grant), aRequest(`${at}`), [groupOf(entries, [0])]);
      await (event === "opened"
        ? expect(sent).to.emit(suite.receipts, "ReceiptIssued")
        : expect(sent).to.emit(desk, "AccessRefused"));
    }
  });
});
