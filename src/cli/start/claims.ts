/** Claims: contributions, visits billed and paid at once, a fraud, and the way of the money back. */
import { randomHex } from "../../core/bytes.ts";
import { FLAG_WORDS } from "../../core/flagWords.ts";
import { moneyText } from "../../core/money.ts";
import { sumOf } from "../../core/settlement.ts";
import type { Accounts } from "../accounts.ts";
import { bad, good, note, title } from "../progress.ts";
import { closeTheBooks, followTheMoney } from "./claimsAudit.ts";
import { type Bill, type Billed, evidenceOf, explainedTo, submit } from "./claimsBill.ts";
import { type Ground, prepareGround, rowOf } from "./claimsGround.ts";
import type { Consortium } from "./consortium.ts";
import { insure } from "./insured.ts";
import type { Attended } from "./publish.ts";
import { dearest, nameOf, standIn } from "./visit.ts";

/** What became of this run's claims; amounts in minor units. */
export interface Claimed {
  claims: number;
  /** By the fund. */
  paid: number;
  /** Of what was paid for: from personal accounts, and what is left to the patients. */
  patientShare: number;
  /** Claims that were caught. */
  flagged: number;
  /** Tokens are the sum of all accounts, accounts what their entries come to, entries sum to zero. */
  fundsBalanced: boolean;
}

const HOUR = 3_600;

/** A visit of the data billed, once more by another hospital, and one in another province. */
export async function tellClaimsStory(
  consortium: Consortium,
  attended: Attended | undefined,
  accounts: Accounts,
): Promise<Claimed> {
  const { administrator, hospitals } = consortium;
  title("A visit is billed, decided by rules and paid at once; every fen is accounted for");
  const currency = await administrator.insurance.currency();
  const now = await administrator.chain.network.now();
  const visit = attended?.visit ?? standIn(now);
  const [biller, other] = attended?.hospital === 1 ? hospitals.toReversed() : hospitals;
  note(
    attended
      ? `the visit is one of the data's, its prices taken as ${currency}`
      : "no visit of these patients suits the story: one of our own stands in",
  );
  const ground = await prepareGround(consortium, visit, accounts);
  const today = now - 2 * HOUR;
  const [patient, traveller] = await insure(consortium, ground, [visit.start, today]);
  const evidence = attended ? await evidenceOf(biller!.custody, attended) : randomHex(32);
  const bill: Bill = { provider: biller!, visit, place: ground.home, patient: patient!, evidence };
  const first = await submit(ground, bill);
  tellPaid(bill, first, currency);
  const again = { ...bill, provider: other!, evidence: randomHex(32) };
  const second = await submit(ground, again);
  tellCaught(again, second);
  const abroad: Bill = {
    provider: consortium.lakeside,
    visit: { start: today, length: HOUR, lines: [{ ...dearest(visit), offset: 0n }] },
    place: ground.away,
    patient: traveller!,
    evidence: randomHex(32),
  };
  const third = await submit(ground, abroad);
  tellAbroad(ground, abroad, third, currency);
  await followTheMoney(consortium, first.claim);
  return countsOf([first, second, third], await closeTheBooks(consortium));
}

function countsOf(billed: readonly Billed[], fundsBalanced: boolean): Claimed {
  const paid = billed.filter(({ state }) => state === "PAID");
  return {
    claims: billed.length,
    paid: Number(sumOf(paid.map(({ totals }) => totals.fund))),
    patientShare: Number(sumOf(paid.map(({ totals }) => totals.person))),
    flagged: billed.filter(({ state }) => state === "DENIED").length,
    fundsBalanced,
  };
}

/** A claim that was to be paid at once, and was. */
function requirePaid({ state }: Billed): void {
  if (state !== "PAID") throw new TypeError(`a claim that had to be paid is ${state}`);
}

function tellPaid(bill: Bill, billed: Billed, currency: string): void {
  requirePaid(billed);
  const { provider, visit } = bill;
  const { lines, summary } = explainedTo(bill, billed, currency);
  const { totals, fromAccount } = billed;
  const left = totals.person - fromAccount;
  good(
    `${provider.name} bills a visit of ${visit.lines.length} lines: decided and paid in the same transaction`,
  );
  note(summary.at(-1)!);
  if (left > 0n) note(`${moneyText(left)} is above her mandate: she pays it at the desk`);
  note("why, in words for the patient; the dearest line:");
  const { sentences } = lines[visit.lines.indexOf(dearest(visit))]!;
  for (const sentence of sentences) note(`  ${sentence}`);
}

function tellCaught({ provider }: Bill, { state, totals, results }: Billed): void {
  if (state !== "DENIED") throw new TypeError(`a duplicate that had to be denied is ${state}`);
  const flags = totals.flags.map((flag) => `${flag}: ${FLAG_WORDS[flag].means}`);
  bad(
    `${provider.name} bills the same ${results.length} lines under a number of its own: denied, nothing is paid`,
  );
  for (const flag of flags) note(flag);
}

function tellAbroad(ground: Ground, bill: Bill, billed: Billed, currency: string): void {
  requirePaid(billed);
  const { provider, visit, place } = bill;
  const [line] = visit.lines;
  const { ceiling = 0n } = rowOf(place, line!).rule;
  good(
    `${provider.name} treats an employee of ${ground.home.name} in ${place.name}: prices by the catalogue there, shares by the plan at home`,
  );
  note(
    `${nameOf(line!)}: ${currency} ${moneyText(line!.charge)}; the catalogue of ${place.name} counts ${moneyText(ceiling * line!.quantity)} of it`,
  );
  note(explainedTo(bill, billed, currency).summary.at(-1)!);
}
