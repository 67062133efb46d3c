import { moneyText } from "../../core/money.ts";
import type { Session } from "../session.ts";
import { saltedDigest } from "../saltedDigest.ts";
import { writtenOnce } from "./written.ts";

/** One payment order is redeemed for once. */
export async function run(
  session: Session,
  amount: bigint,
  options: { payout: string; as?: string },
): Promise<void> {
  const member = await session.member(options.as);
  const account = member.care.chain.account!.address;
  const secret = member.keys[0].privateKey;
  const { digest, salt } = await saltedDigest(
    options.payout,
    "the payment order",
    "payment",
    secret,
  );
  const { insurance } = member.care;
  const payment = { kind: "REDEEMED", account, amount, document: digest } as const;
  const write = () => insurance.redeem(amount, digest).send();
  const transaction = await writtenOnce(session, account, payment, write);
  const isNew = transaction !== undefined;
  const said = moneyText(amount);
  const currency = await insurance.currency();
  session.output.result(
    { account, amount: said, currency, payout: digest, salt, redeemed: isNew, transaction },
    [
      `${currency} ${said} ${isNew ? "are" : "were"} given up, to be paid out as the payment order says.`,
      `Show it to the issuer with this salt: ${salt}`,
    ],
  );
}
