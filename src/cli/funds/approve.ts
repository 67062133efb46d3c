import { moneyText } from "../../core/money.ts";
import type { Session } from "../session.ts";
import { holderNamed } from "./holders.ts";

/** Says how much others may take; what they may already is not sent again. */
export async function run(
  session: Session,
  whom: string,
  amount: bigint,
  options: { as?: string },
): Promise<void> {
  const { care } = await session.member(options.as);
  const { insurance, chain } = care;
  const spender =
    whom === "orders" ? chain.addresses.procurement : await holderNamed(session, whom);
  const isSo = (await insurance.allowance(chain.account!.address, spender)) === amount;
  const transaction = isSo
    ? undefined
    : (await insurance.approve(spender, amount).send()).transaction;
  const currency = await insurance.currency();
  session.output.result(
    { spender, amount: moneyText(amount), currency, approved: !isSo, transaction },
    [`${whom} may take ${currency} ${moneyText(amount)}, all in all.`],
  );
}
