import path from "node:path";
import { eventsOf } from "../../chain/write.ts";
import { unpackTotals } from "../../core/claims.ts";
import type { PreparedClaim } from "../../flows/prepareClaim.ts";
import { holdLock } from "../../vault/lock.ts";
import { untilSettled } from "../funds/written.ts";
import { Progress } from "../progress.ts";
import type { Session } from "../session.ts";
import { type Billing, type BillingOptions, billingOf } from "./billing.ts";
import { billedBefore, claimLines, decisionShown, type ShownClaim } from "./shown.ts";

/** Bills the claims of a file. Given again it says what was billed before, and bills the rest. */
export async function run(session: Session, file: string, options: BillingOptions): Promise<void> {
  const member = await session.member(options.as);
  const unlock = holdLock(path.join(session.state.directory, "claims.lock"), "billing claims");
  try {
    // What a call that was cut off sent stands on the chain before this one looks.
    await untilSettled(session, member.care.chain.account!.address);
    const billing = await billingOf(session, file, options);
    const { reader, currency, claims } = billing;
    const before = new Map(
      claims.flatMap((one) => {
        const shown = billedBefore(one, reader, currency);
        return shown ? [[one.id, shown] as const] : [];
      }),
    );
    const bar = new Progress("claims", claims.length);
    const billed: (ShownClaim & { submitted: boolean; transaction?: string })[] = [];
    try {
      for (const one of claims) {
        const known = before.get(one.id);
        billed.push(known ? { ...known, submitted: false } : await submitted(billing, one));
        bar.update(billed.length, "");
      }
    } finally {
      bar.stop();
    }
    const isNew = billed.filter((one) => one.submitted).length;
    session.output.result({ currency, submitted: isNew, claims: billed }, [
      ...billed.flatMap((claim, at) => claimLines(claim, at, currency)),
      `${isNew} billed now, ${billed.length - isNew} before.`,
    ]);
  } finally {
    unlock();
  }
}

async function submitted({ member, currency }: Billing, one: PreparedClaim) {
  const { chain, claims } = member.care;
  const { event, receipt, transaction } = await claims.submit(one.file).send();
  const settled = eventsOf(chain, "ClaimSettled", receipt).find(({ claim }) => claim === one.id);
  const totals = unpackTotals(event.record.totals);
  const decided = { state: settled?.state ?? event.state, totals, lines: event.results };
  return { ...decisionShown(one, decided, currency), submitted: true, transaction };
}
