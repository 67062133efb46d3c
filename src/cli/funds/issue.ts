import { fromHex } from "../../core/bytes.ts";
import { moneyText } from "../../core/money.ts";
import { ADMINISTRATOR } from "../accounts.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Session } from "../session.ts";
import { holderNamed } from "./holders.ts";
import { saltedDigest } from "./receipts.ts";

/** One receipt of money that came in is issued for once. */
export async function run(
  session: Session,
  holder: string,
  amount: bigint,
  options: { receipt: string },
): Promise<void> {
  const account = await holderNamed(session, holder);
  const secret = fromHex(session.accounts.key(ADMINISTRATOR), 32);
  const { digest, salt } = await saltedDigest(options.receipt, "the receipt", secret);
  const { insurance } = await session.administrator();
  const before = (await freshIndex(session)).reader.settlement
    .settlements(account)
    .find(({ kind, document }) => kind === "ISSUED" && document === digest);
  const transaction = before
    ? undefined
    : (await insurance.issue(account, amount, digest).send()).transaction;
  const said = moneyText(before ? BigInt(before.amount) : amount);
  const currency = await insurance.currency();
  session.output.result(
    { account, amount: said, currency, receipt: digest, salt, issued: !before, transaction },
    [`${currency} ${said} ${before ? "were" : "are"} issued to ${holder} for this receipt.`],
  );
}
