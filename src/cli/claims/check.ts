import type { Session } from "../session.ts";
import { type BillingOptions, billingOf } from "./billing.ts";
import { billedBefore, claimLines, decisionShown } from "./shown.ts";

/** What each claim of a file would come to now, each for itself; nothing is sent. */
export async function run(session: Session, file: string, options: BillingOptions): Promise<void> {
  const { member, reader, currency, claims } = await billingOf(session, file, options);
  const { care } = member;
  const account = care.chain.account!.address;
  const checked = [];
  for (const one of claims) {
    const before = billedBefore(one, reader, currency);
    const shown =
      before ?? decisionShown(one, await care.claims.preview(one.file, account), currency);
    checked.push({ ...shown, billedBefore: before !== undefined });
  }
  session.output.result({ currency, claims: checked }, [
    ...checked.flatMap((claim, at) => [
      ...claimLines(claim, at, currency, claim.billedBefore ? "" : ", if it is billed now"),
      ...(claim.billedBefore ? ["  It was billed before: this is what it came to."] : []),
    ]),
    "Nothing was sent.",
  ]);
}
