import { amountText } from "../../core/money.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Session } from "../session.ts";
import { claimNamed } from "./named.ts";
import { fail } from "../../core/errors.ts";

/** Pays a claim that stands and could not be paid at once; one that is paid already stays as it is. */
export async function run(session: Session, name: string, { as }: { as?: string }): Promise<void> {
  const { reader } = await freshIndex(session);
  const { care } = await session.member(as);
  const id = await claimNamed(session, reader, name, as);
  const row = reader.claims.claim(id) ?? fail("CLAIM_UNKNOWN", {});
  const isPaid = row.state === "PAID";
  const state = isPaid
    ? "PAID"
    : (
        await care.claims
          .payLater(id, {
            bill: row.bill,
            insured: row.insured,
            header: BigInt(row.header),
            pool: row.pool,
            agreement: row.agreement,
            segment: row.segment,
            totals: BigInt(row.totals),
            results: row.results,
            decidedAt: row.decidedAt,
          })
          .send()
      ).event.state;
  const fund = amountText(BigInt(row.fund), await care.insurance.currency());
  session.output.result({ claim: id, state, fund, paid: !isPaid && state === "PAID" }, [
    state === "PAID"
      ? `${fund} of the claim ${isPaid ? "were paid before" : "are paid"}.`
      : "The pool has too little still, and owes the claim.",
  ]);
}
