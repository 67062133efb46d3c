import { amountText } from "../../core/money.ts";
import { monthText } from "../../core/months.ts";
import { traceFunds } from "../../flows/traceFunds.ts";
import { claimNamed } from "../claims/named.ts";
import { freshIndex } from "../index/fresh.ts";
import { EXIT, Ending } from "../output.ts";
import type { Session } from "../session.ts";
import { table } from "../table.ts";

/** Where a claim's money came from, back to contributions; ends with 1 where something does not add up. */
export async function run(
  session: Session,
  { claim: name, as }: { claim: string; as?: string },
): Promise<void> {
  const { reader } = await freshIndex(session);
  const { chain, insurance } = await session.reader();
  const claim = await claimNamed(session, reader, name, as);
  const traced = await traceFunds(chain, reader, claim);
  const currency = await insurance.currency();
  const text = (amount: bigint) => amountText(amount, currency);
  const sums = (kinds: Readonly<Record<string, bigint>> = {}) =>
    Object.fromEntries(Object.entries(kinds).map(([kind, amount]) => [kind, text(amount)]));
  const payment = traced.trace.payments.find(({ kind }) => kind === "PAID");
  const contributions = traced.trace.contributions.map((one) => ({
    contribution: one.contribution,
    payer: one.payer,
    month: monthText(one.month),
    amount: text(reader.funds.broughtIn(one.contribution)),
    toPool: text(BigInt(one.toPool)),
    levied: text(BigInt(one.levied)),
    statement: one.document,
    transaction: one.transaction,
  }));
  const sources = traced.sources.map(({ side, pool, took, came, went, balance }) => ({
    side,
    ...(pool === undefined ? {} : { pool }),
    took: text(took),
    ...(balance === undefined
      ? {}
      : { came: sums(came), went: sums(went), balance: text(balance) }),
  }));
  const addsUp = traced.failed.length === 0;
  session.output.result(
    {
      claim,
      currency,
      fromPool: text(traced.fromPool),
      fromAccount: text(traced.fromAccount),
      netted: text(traced.netted),
      transaction: payment!.transaction,
      sources,
      outside: sums(traced.outside),
      contributions,
      addsUp,
      failed: traced.failed,
    },
    [
      `Paid: ${currency} ${text(traced.fromPool)} from the pool, ${text(traced.fromAccount)} from the personal account.`,
      ...traced.sources.flatMap(({ side, pool, came, went, balance }) =>
        side === "ACCOUNT"
          ? ["The personal account had at least as much, by contributions."]
          : [
              `Pool ${pool}: ${words(sums(came))} came, ${words(sums(went))} went, ${text(balance!)} was there.`,
            ],
      ),
      "It came from:",
      ...table(
        ["contribution", "of", "for", "amount"],
        contributions.map((one) => [
          one.contribution,
          session.nameOf(one.payer),
          one.month,
          one.amount,
        ]),
      ),
      ...(addsUp
        ? ["Everything adds up."]
        : traced.failed.map(({ check, left, right }) => `NOT SO: ${check}: ${left}, ${right}`)),
    ],
  );
  if (!addsUp) throw new Ending(EXIT.failed);
}

const words = (sums: Readonly<Record<string, string>>): string =>
  Object.entries(sums)
    .map(([kind, amount]) => `${amount} by ${kind.toLowerCase()}`)
    .join(", ") || "nothing";
