import { moneyText } from "../../core/money.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Session } from "../session.ts";
import { saltedDigest } from "./receipts.ts";

/** One payment order is redeemed for once. */
export async function run(
  session: Session,
  amount: bigint,
  options: { payout: string; as?: string },
): Promise<void> {
  const member = await session.member(options.as);
  const account = member.care.chain.account!.address;
  const secret = member.keys[0].privateKey;
  const { digest, salt } = await saltedDigest(options.payout, "the payment order", secret);
  const before = (await freshIndex(session)).reader.settlement
    .settlements(account)
    .find(({ kind, document }) => kind === "REDEEMED" && document === digest);
  const { insurance } = member.care;
  const transaction = before
    ? undefined
    : (await insurance.redeem(amount, digest).send()).transaction;
  const said = moneyText(before ? BigInt(before.amount) : amount);
  const currency = await insurance.currency();
  session.output.result(
    { account, amount: said, currency, payout: digest, salt, redeemed: !before, transaction },
    [
      `${currency} ${said} ${before ? "were" : "are"} given up, to be paid out as the payment order says.`,
      `Show it to the issuer with this salt: ${salt}`,
    ],
  );
}
