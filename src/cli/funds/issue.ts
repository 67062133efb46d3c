import { fromHex } from "../../core/bytes.ts";
import { moneyText } from "../../core/money.ts";
import { ADMINISTRATOR } from "../accounts.ts";
import type { Session } from "../session.ts";
import { holderNamed } from "./holders.ts";
import { saltedDigest } from "../saltedDigest.ts";
import { writtenOnce } from "./written.ts";

/** One receipt of money that came in is issued for once, to whomever. */
export async function run(
  session: Session,
  holder: string,
  amount: bigint,
  options: { receipt: string },
): Promise<void> {
  const account = await holderNamed(session, holder);
  const secret = fromHex(session.accounts.key(ADMINISTRATOR), 32);
  const { digest, salt } = await saltedDigest(options.receipt, "the receipt", "payment", secret);
  const { insurance } = await session.administrator();
  const writer = session.accounts.address(ADMINISTRATOR);
  const payment = { kind: "ISSUED", account, amount, document: digest } as const;
  const write = () => insurance.issue(account, amount, digest).send();
  const transaction = await writtenOnce(session, writer, payment, write);
  const isNew = transaction !== undefined;
  const said = moneyText(amount);
  const currency = await insurance.currency();
  session.output.result(
    { account, amount: said, currency, receipt: digest, salt, issued: isNew, transaction },
    [`${currency} ${said} ${isNew ? "are" : "were"} issued to ${holder} for this receipt.`],
  );
}
