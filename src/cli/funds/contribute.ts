import type { Hex } from "../../core/bytes.ts";
import { dayAt } from "../../core/days.ts";
import { fail } from "../../core/errors.ts";
import type { Share } from "../../core/funds.ts";
import { moneyText, typedUnits } from "../../core/money.ts";
import { monthOf, monthText } from "../../core/months.ts";
import type { Jurisdiction } from "../../core/rules.ts";
import type { contributions } from "../../indexer/folds/fundTables.ts";
import type { Row } from "../../indexer/table.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Member } from "../members.ts";
import { saltedDigest } from "../saltedDigest.ts";
import type { Session } from "../session.ts";
import { poolNamed } from "./pool.ts";
import { untilSettled } from "./written.ts";

interface Options {
  as?: string;
  insurer?: string;
  jurisdiction?: Jurisdiction;
  month?: number;
  for?: string[];
  employer?: string;
  statement: string;
}

/** Pays contributions in; a statement is paid in once, however often it is said. */
export async function run(session: Session, amount: bigint, options: Options): Promise<void> {
  const member = await session.member(options.as);
  const { care } = member;
  const named = options.insurer ?? member.name;
  const { pool, jurisdiction, insurer } = await poolNamed(session, named, options.jurisdiction);
  if ((await care.fundLedger.pool(pool)) === undefined) {
    if (insurer !== member.id) fail("FUND_POOL", { insurer: named });
    await care.fundLedger.openPool(jurisdiction).send();
  }
  const shares = await Promise.all((options.for ?? []).map((text) => shareIn(session, text)));
  const given = shares.reduce((sum, share) => sum + share.toAccount + share.toPool, 0n);
  if (given > amount) fail("CLI_OPTION", { reason: "--for gives more than the amount" });
  const month = options.month ?? monthOf(dayAt(await session.network.now()));
  const secret = member.keys[0].privateKey;
  const { digest: document } = await saltedDigest(
    options.statement,
    "the statement",
    "contribution",
    secret,
  );
  const employer =
    options.employer === undefined ? undefined : await session.subject(options.employer);
  await untilSettled(session, care.chain.account!.address);
  const before = paidBefore(
    (await freshIndex(session)).reader.funds.contributionsTo(pool),
    document,
  );
  if (before === undefined) {
    await allow(member, amount);
    await care.fundLedger
      .contribute({
        pool,
        month,
        shares,
        toPool: amount - given,
        document,
        ...(employer === undefined ? {} : { enterprise: employer }),
      })
      .send();
  }
  const currency = await care.insurance.currency();
  const said = moneyText(amount);
  session.output.result(
    {
      pool,
      amount: said,
      toAccounts: moneyText(shares.reduce((sum, { toAccount }) => sum + toAccount, 0n)),
      currency,
      month: monthText(month),
      statement: document,
      contributed: before === undefined,
    },
    [
      before === undefined
        ? `${currency} ${said} paid in for ${monthText(month)}.`
        : "This statement was paid in before.",
    ],
  );
}

const paidBefore = (all: readonly Row<typeof contributions>[], document: Hex) =>
  all.find((one) => one.document === document);

/** Lets the funds take so much, if they may not yet. */
async function allow({ care }: Member, amount: bigint): Promise<void> {
  const { insurance, chain } = care;
  const { fundLedger } = chain.addresses;
  if ((await insurance.allowance(chain.account!.address, fundLedger)) >= amount) return;
  await insurance.approve(fundLedger, amount).send();
}

/** A share as alice=60+40: to her account, and to the pool. */
async function shareIn(session: Session, text: string): Promise<Share> {
  const [, whom, toAccount, toPool = "0"] = /^(.+)=([\d.]+)(?:\+([\d.]+))?$/.exec(text) ?? [];
  if (whom === undefined) {
    return fail("CLI_OPTION", { reason: "--for is a subject and amounts, as alice-2026=60+40" });
  }
  const insured = await session.subject(whom);
  return { insured, toAccount: typedUnits(toAccount!), toPool: typedUnits(toPool) };
}
