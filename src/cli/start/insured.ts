/** Who is insured, from when, and what was paid in for them. */
import { type Hex, randomHex, ZERO32 } from "../../core/bytes.ts";
import { type Segment, segmentDetailsHash } from "../../core/coverage.ts";
import { dayAt } from "../../core/days.ts";
import { firstDayOf, monthOf, monthText } from "../../core/months.ts";
import { moneyText } from "../../core/money.ts";
import { jurisdictionWord } from "../../core/rules.ts";
import { p256Signer, type Signer } from "../../core/signers.ts";
import { type Enrolment, enrolmentHash, SUBJECT_KIND, VOUCH_METHOD } from "../../core/structs.ts";
import { CHANGZHOU, type Member } from "../members.ts";
import { good, note } from "../progress.ts";
import { newPatientKeys } from "../state.ts";
import type { Contribution } from "../../ledger/fundLedger.ts";
import { sumOf } from "../../core/settlement.ts";
import type { Ground } from "./claimsGround.ts";
import type { Consortium } from "./consortium.ts";

/** Fen: of each employee's month, to the account and to the pool; of the agency, to the pool. */
const TO_ACCOUNT = 60_000n;
const TO_POOL = 90_000n;
const SUBSIDY = 2_000_000n;
/** What a claim, and a day's claims, may take from an account. */
const MANDATE = { perClaim: 50_000, perDay: 80_000 };
const DAY = 24 * 60 * 60;
const YEAR = 365;
/** Months that one segment can say are paid. */
const MOST_MONTHS = 63;

/** An insured person: a pseudonym of this insurer's own, and the time for which she is insured. */
export interface Insured {
  segment: Segment;
  signer: Signer;
}

/** A pseudonym that the insurer vouches for, controlled by a key as a phone holds one. */
async function pseudonym(
  { care, id }: Member,
  kind: keyof typeof SUBJECT_KIND,
): Promise<{ subject: Hex; signer: Signer }> {
  const { network, addresses } = care.chain;
  const { signingKey, encryptionPublic } = newPatientKeys();
  const signer = p256Signer(signingKey, addresses.subjectRegistry);
  const enrolment: Enrolment = {
    kind: SUBJECT_KIND[kind],
    signer: signer.bytes,
    encryptionKey: encryptionPublic,
    voucher: id,
    method: VOUCH_METHOD.DOCUMENT,
    salt: randomHex(32),
    deadline: (await network.now()) + DAY,
  };
  await care.identity.enrol(enrolment, signer).send();
  return { subject: enrolmentHash(enrolment), signer };
}

/**
 * Insures employees of one employer, each from the month of a visit on; has them sign what claims may take
 * from their accounts; and has employer and agency pay in for this month.
 * @param visits Unix times, one for each of them
 */
export async function insure(
  consortium: Consortium,
  ground: Ground,
  visits: readonly number[],
): Promise<Insured[]> {
  const { insurer, employer } = consortium;
  const { chain, enrolment } = insurer.care;
  const month = monthOf(dayAt(await chain.network.now()));
  const [enterprise, ...people] = await Promise.all([
    pseudonym(insurer, "ENTERPRISE"),
    ...visits.map(() => pseudonym(insurer, "PATIENT")),
  ]);
  const shares = people.map(({ subject: insured }) => ({
    insured,
    toAccount: TO_ACCOUNT,
    toPool: TO_POOL,
  }));
  const { subject } = enterprise;
  const [opened, contribution] = await Promise.all([
    Promise.all(
      people.map(async (person, i) => {
        const at = { enterprise: subject, from: firstDayOf(monthOf(dayAt(visits[i]!))) };
        const [segment] = await Promise.all([
          segmentOf(insurer, ground, { ...at, insured: person.subject, month }),
          giveMandate(insurer, person),
        ]);
        return { ...segment, signer: person.signer };
      }),
    ),
    payIn(consortium, employer, ground.pool, { enterprise: subject, month, shares }),
    payIn(consortium, insurer, ground.pool, { month, shares: [], toPool: SUBSIDY }),
  ]);
  const open = opened.filter(({ months }) => months < MOST_MONTHS);
  await enrolment
    .enterContributions(
      open.map(({ segment, entry }) => {
        return { segment, previous: entry, month, count: 1, contribution };
      }),
    )
    .send();
  const all = BigInt(people.length);
  good(
    `${employer.name} pays in for ${people.length} employees for ${monthText(month)}: ${moneyText(TO_ACCOUNT * all)} to their accounts, ${moneyText(TO_POOL * all)} to the pool; ${insurer.name} adds ${moneyText(SUBSIDY)} to the pool`,
  );
  const most = moneyText(BigInt(MANDATE.perClaim));
  note(`each has signed with her phone that a claim may take ${most} at most from her account`);
  return opened;
}

/** Opens a segment of which all months before this one are paid. */
async function segmentOf(
  { care, id }: Member,
  { plan }: Ground,
  at: { enterprise: Hex; insured: Hex; from: number; month: number },
): Promise<{ segment: Segment; entry: Hex; months: number }> {
  const { enterprise, insured, from, month } = at;
  const details = { enterprise, nullifier: randomHex(32), parties: ZERO32, salt: randomHex(32) };
  const segment: Segment = {
    insured,
    insurer: id,
    plan: plan.code,
    jurisdiction: jurisdictionWord(CHANGZHOU),
    from,
    attributes: randomHex(32),
    details: segmentDetailsHash(details),
  };
  const months = Math.min(month - monthOf(from), MOST_MONTHS);
  const paid = 2n ** BigInt(months) - 1n;
  const { event } = await care.enrolment
    .open({ segment, details, paid, document: randomHex(32) })
    .send();
  return { segment, entry: event.entry, months };
}

async function giveMandate(
  { care }: Member,
  { subject: insured, signer }: { subject: Hex; signer: Signer },
): Promise<void> {
  const now = await care.chain.network.now();
  const terms = { insured, ...MANDATE, until: dayAt(now) + YEAR, number: 1, deadline: now + DAY };
  const signed = await care.fundLedger.signMandate(terms, signer);
  await care.fundLedger.setMandate(terms, signed).send();
}

/** Pays into a pool what a member has tokens issued for; answers the contribution's id. */
async function payIn(
  { administrator }: Consortium,
  { care }: Member,
  pool: Hex,
  paid: Pick<Contribution, "enterprise" | "month" | "shares" | "toPool">,
): Promise<Hex> {
  const { chain, insurance, fundLedger } = care;
  const shared = sumOf(paid.shares.map(({ toAccount, toPool }) => toAccount + toPool));
  const amount = shared + (paid.toPool ?? 0n);
  await Promise.all([
    administrator.insurance.issue(chain.account!.address, amount, randomHex(32)).send(),
    insurance.approve(chain.addresses.fundLedger, amount).send(),
  ]);
  const { event } = await fundLedger.contribute({ ...paid, pool, document: randomHex(32) }).send();
  return event.contribution;
}
