import type { PaymentForm } from "../../core/enums.ts";
import type { Jurisdiction } from "../../core/rules.ts";
import type { Session } from "../session.ts";
import { openPool } from "./pool.ts";

interface Options {
  as?: string;
  jurisdiction?: Jurisdiction;
  vouchers?: boolean;
}

/** Says where a pool pays the institution: to its account here. */
export async function run(session: Session, insurer: string, options: Options): Promise<void> {
  const { care, id, name } = await session.member(options.as);
  const pool = await openPool(session, insurer, options.jurisdiction);
  const means: PaymentForm = options.vouchers ? "VOUCHER" : "TOKEN";
  const account = care.chain.account!.address;
  const before = await care.fundLedger.position(pool, id);
  const isSo = before.payee.toLowerCase() === account.toLowerCase() && before.means === means;
  if (!isSo) await care.fundLedger.setPayee(pool, account, means).send();
  session.output.result({ pool, provider: id, account, means, changed: !isSo }, [
    `Claims of ${name} are paid to ${account}, in ${means === "TOKEN" ? "tokens" : "vouchers"}.`,
  ]);
}
