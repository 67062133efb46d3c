import { fromHex, type Hex, hmacSha256, toHex, utf8, ZERO32 } from "../../core/bytes.ts";
import {
  attributesHash,
  jurisdictionOf,
  type Segment,
  segmentDetailsHash,
  segmentId,
} from "../../core/coverage.ts";
import { dayOfDate } from "../../core/days.ts";
import { fail } from "../../core/errors.ts";
import { packText } from "../../core/goods.ts";
import { monthOf, monthText } from "../../core/months.ts";
import type { Jurisdiction } from "../../core/rules.ts";
import { writeNew } from "../files.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Session } from "../session.ts";
import { digestOf } from "../trace/evidence.ts";
import { type Card, keepCard } from "./cards.ts";

interface Options {
  as?: string;
  plan: string;
  from: string;
  paidUntil?: number;
  grace: number;
  born?: number;
  sex?: "FEMALE" | "MALE" | "OTHER";
  employer?: string;
  jurisdiction?: Jurisdiction;
  document?: string;
  card?: string;
}

const SEXES = ["FEMALE", "MALE", "OTHER"] as const;

/** Opens a segment; given again it is the same one. */
export async function run(session: Session, whom: string, options: Options): Promise<void> {
  const member = await session.member(options.as);
  const { care, id: insurer } = member;
  const insured = await session.subject(whom);
  const enterprise =
    options.employer === undefined ? ZERO32 : await session.subject(options.employer);
  const { reader } = await freshIndex(session);
  const plan = packText(options.plan);
  const from = dayOfDate(options.from);
  if (!reader.tariffs.plan(insurer, plan)) fail("INSURANCE_PLAN", { plan: options.plan });
  const own = (await care.identity.participant(insurer)).jurisdiction;
  // The insurer's own secrets: said twice, it is the same segment.
  const secret = member.keys[0].privateKey;
  const salt = (what: string): Hex =>
    toHex(hmacSha256(secret, utf8(`careledger ${what}`), fromHex(insured, 32), utf8(options.from)));
  const { born = 0, sex } = options;
  const sexNumber = sex === undefined ? 2 : SEXES.indexOf(sex);
  const details = { enterprise, nullifier: ZERO32, parties: ZERO32, salt: salt("segment") };
  const segment: Segment = {
    insured,
    insurer,
    plan,
    jurisdiction: jurisdictionOf(options.jurisdiction ?? own),
    from,
    attributes: attributesHash(born, sexNumber, salt("attributes")),
    details: segmentDetailsHash(details),
  };
  const id = segmentId(segment);
  const isNew = (await care.enrolment.coverage(id)) === undefined;
  if (isNew) {
    const { last } = await care.enrolment.history(insured, insurer);
    await care.enrolment
      .open({
        segment,
        details,
        ...(last === undefined ? {} : { previous: last }),
        paid: monthsPaid(from, options.paidUntil),
        grace: options.grace,
        document:
          options.document === undefined
            ? salt("enrolment")
            : await digestOf(options.document, "the application"),
      })
      .send();
  }
  const card: Card = { segment: id, bornIn: born, sex: sexNumber, salt: salt("attributes") };
  if (born !== 0) keepCard(session, card);
  if (options.card !== undefined) writeNew(options.card, JSON.stringify(card), "the card");
  const paidUntil = options.paidUntil === undefined ? undefined : monthText(options.paidUntil);
  session.output.result(
    { insured, segment: id, plan: options.plan, from: options.from, enrolled: isNew },
    [
      isNew
        ? `${whom} is insured under ${options.plan} from ${options.from}.`
        : `${whom} was enrolled before under ${options.plan} from ${options.from}.`,
      ...(isNew && paidUntil === undefined
        ? ["No month is paid yet: until then claims are refused (--paid-until)."]
        : []),
    ],
  );
}

/** Bits of months paid, from the first one on. */
function monthsPaid(from: number, until: number | undefined): bigint {
  if (until === undefined) return 0n;
  const months = until - monthOf(from) + 1;
  if (months < 1 || months > 64) {
    fail("CLI_OPTION", { reason: "--paid-until is 64 months after --from at most" });
  }
  return (1n << BigInt(months)) - 1n;
}
