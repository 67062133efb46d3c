import { moneyText } from "../../core/money.ts";
import type { Session } from "../session.ts";
import { fields } from "../table.ts";
import { holderNamed } from "./holders.ts";

/** What an account holds, and what orders may take of it. */
export async function run(
  session: Session,
  holder: string | undefined,
  options: { as?: string },
): Promise<void> {
  const account = await holderNamed(session, holder ?? (await session.member(options.as)).name);
  const { insurance, chain } = await session.reader();
  const [amount, allowed, currency, all] = await Promise.all([
    insurance.balance(account),
    insurance.allowance(account, chain.addresses.procurement),
    insurance.currency(),
    insurance.supply(),
  ]);
  session.output.result(
    {
      account,
      currency,
      balance: moneyText(amount),
      orders: moneyText(allowed),
      all: moneyText(all),
    },
    fields({
      account,
      balance: `${currency} ${moneyText(amount)}`,
      "orders may take": `${currency} ${moneyText(allowed)}`,
      "held by all": `${currency} ${moneyText(all)}`,
    }),
  );
}
