/** Statements of what funds paid, made from the ledger: an advice, settlements, or a FHIR payment. */
import type { Chain } from "../../chain/chain.ts";
import { dayOf } from "../../core/dates.ts";
import { type Settlement, sumOf } from "../../core/settlement.ts";
import { type PaymentDetail, writePayment } from "../../fhir/claims/payments.ts";
import { type ClaimStory, claimStory, type StoryWords } from "../../flows/claimStory.ts";
import type { ClaimsOf } from "../../indexer/claimReader.ts";
import type { IndexReader } from "../../indexer/reader.ts";
import { adviceOf, claimAdvice } from "../../remittance/advice.ts";
import { writeAdvice } from "../../remittance/adviceCsv.ts";
import { settlementRow } from "../../remittance/nhsa.ts";
import { writeSettlements } from "../../remittance/nhsaCsv.ts";
import { bookOf } from "../insurance/codeLists.ts";
import { codeText } from "../insurance/plan.ts";
import type { Session } from "../session.ts";
import type { Form } from "./forms.ts";

/** What a statement tells of: paid and denied claims, those under review, and what was taken back. */
const TOLD: ReadonlySet<string> = new Set(["PAID", "DENIED", "PENDED", "REVERSED"]);
/** Codes of clearing that only the parties have. */
const UNSAID = { insutype: "", clr_optins: "", clr_way: "", clr_type: "" };
export const CLAIM_SYSTEM = "urn:careledger:claim";

/** The stories of claims that a statement tells of, in the order of the chain. */
export async function storiesOf(
  session: Session,
  reader: IndexReader,
  which: ClaimsOf,
): Promise<ClaimStory[]> {
  const { chain, insurance } = await session.reader();
  return await storiesIn(chain, reader, which, {
    currency: await insurance.currency(),
    bookOf: (jurisdiction) => bookOf(session, jurisdiction),
    planName: codeText,
  });
}

/** The same by words of anybody's. */
export async function storiesIn(
  chain: Chain,
  reader: IndexReader,
  which: ClaimsOf,
  words: StoryWords,
): Promise<ClaimStory[]> {
  const stories: ClaimStory[] = [];
  for (const { claim, state } of reader.claims.of(which)) {
    const isTold = TOLD.has(state) || reader.funds.payments(claim).some(isPaid);
    if (isTold) stories.push(await claimStory(chain, reader, claim, words));
  }
  return stories;
}

const isPaid = ({ kind }: { kind: string }): boolean => kind === "PAID";

/** Of a claim's money: what a provider's debt was kept back of it, and what became such a debt. */
function debtsOf(reader: IndexReader, { claim: { claim } }: ClaimStory) {
  const payments = reader.funds.payments(claim);
  const taken = payments.filter(({ kind }) => kind === "REVERSED");
  return {
    claim,
    netted: sumOf(payments.filter(isPaid).map(({ netted }) => BigInt(netted))),
    owed: sumOf(taken.map(({ fromPool }) => BigInt(fromPool))),
  };
}

/** A claim that was taken back is told twice: as it was paid, and turned round. */
function toldOf({ settlement }: ClaimStory): Settlement[] {
  const { state, paid, fund } = settlement;
  if (!TOLD.has(state)) return [];
  if (state !== "REVERSED") return [settlement];
  // It was due only.
  if (paid === undefined && fund !== 0n) return [];
  return [{ ...settlement, state: "PAID" }, settlement];
}

export function statementText(
  form: Form,
  stories: readonly ClaimStory[],
  { reader, currency, payment }: { reader: IndexReader; currency: string; payment: string },
): string {
  const settlements = stories.flatMap(toldOf);
  const last = settlements.reduce((time, one) => Math.max(time, one.paid ?? one.decided), 0);
  const date = dayOf(last);
  const debts = stories.map((story) => debtsOf(reader, story));
  if (form === "advice") {
    // A reversal takes no money: it is owed (FB), and kept back of a later payment (WO).
    const withheld = [
      { reason: "WO", amount: sumOf(debts.map(({ netted }) => netted)) },
      { reason: "FB", amount: -sumOf(debts.map(({ owed }) => owed)) },
    ].filter(({ amount }) => amount !== 0n);
    return writeAdvice(
      adviceOf({ payment, date, currency }, settlements.map(claimAdvice), withheld),
    );
  }
  if (form === "settlements") {
    const settled = settlements.filter(({ state }) => state !== "PENDED");
    return writeSettlements(settled.map((one) => settlementRow(one, UNSAID)));
  }
  const details = settlements
    .filter(({ state }) => state === "PAID" || state === "REVERSED")
    .map(({ claim, state, fund }) =>
      detailOf(claim, "payment", state === "REVERSED" ? -fund : fund),
    );
  const kept = debts.flatMap(({ claim, netted, owed }) =>
    [-netted, owed]
      .filter((amount) => amount !== 0n)
      .map((amount) => detailOf(claim, "adjustment", amount)),
  );
  const all = [...details, ...kept];
  const facts = {
    id: undefined,
    identifier: undefined,
    status: "active",
    created: date,
    from: undefined,
    until: undefined,
    issuer: undefined,
    payee: undefined,
    outcome: "complete",
    disposition: undefined,
    date,
    amount: sumOf(all.map(({ amount = 0n }) => amount)),
    currency,
    paymentIdentifier: { system: "urn:careledger:payment", value: payment },
    details: all,
  };
  return `${JSON.stringify(writePayment(facts), undefined, 2)}\n`;
}

const detailOf = (claim: string, type: string, amount: bigint): PaymentDetail => ({
  identifier: undefined,
  type,
  claim: { identifier: { system: CLAIM_SYSTEM, value: claim } },
  response: undefined,
  payee: undefined,
  date: undefined,
  amount,
});
