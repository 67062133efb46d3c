import { moneyText } from "../../core/money.ts";
import type { Session } from "../session.ts";
import { holderNamed } from "./holders.ts";
import { sendOnce } from "./once.ts";

export async function run(
  session: Session,
  holder: string,
  amount: bigint,
  options: { as?: string },
): Promise<void> {
  const member = await session.member(options.as);
  const to = await holderNamed(session, holder);
  const currency = await member.care.insurance.currency();
  const { transaction, isNew } = await sendOnce(session, member, to, amount);
  session.output.result(
    { to, amount: moneyText(amount), currency, transferred: isNew, transaction },
    [
      isNew
        ? `${currency} ${moneyText(amount)} sent to ${holder}.`
        : `${currency} ${moneyText(amount)} were sent to ${holder} by the call that was cut off.`,
    ],
  );
}
