import { fail } from "../../core/errors.ts";
import { dayAt, dateOfDay, dayOfDate } from "../../core/days.ts";
import { moneyText } from "../../core/money.ts";
import type { Session } from "../session.ts";

interface Options {
  as?: string;
  perClaim: bigint;
  perDay: bigint;
  until: string;
}

const MOST = 2n ** 40n;
const DAY = 86_400;

/** Signs as the insured person that claims may take from her account, and carries it to the chain. */
export async function run(session: Session, label: string, options: Options): Promise<void> {
  const { subject: insured, signer } = await session.patient(label);
  const { care } = await session.member(options.as);
  const { perClaim, perDay } = options;
  if (perClaim >= MOST || perDay >= MOST) fail("CLI_OPTION", { reason: "the limits are too high" });
  const until = dayOfDate(options.until) + 1;
  const account = await care.fundLedger.account(insured);
  const limits = { perClaim: Number(perClaim), perDay: Number(perDay), until };
  const isSo =
    account.perClaim === limits.perClaim &&
    account.perDay === limits.perDay &&
    account.until === until;
  if (!isSo) {
    const now = await session.network.now();
    if (until <= dayAt(now)) fail("CLI_OPTION", { reason: "--until is past" });
    const mandate = { insured, ...limits, number: account.number + 1, deadline: now + DAY };
    const signed = await care.fundLedger.signMandate(mandate, signer);
    await care.fundLedger.setMandate(mandate, signed).send();
  }
  session.output.result(
    {
      insured,
      perClaim: moneyText(perClaim),
      perDay: moneyText(perDay),
      until: dateOfDay(until - 1),
      changed: !isSo,
    },
    [
      `Claims may take ${moneyText(perClaim)} each and ${moneyText(perDay)} a day from the account of ${label}, until ${options.until}.`,
    ],
  );
}
