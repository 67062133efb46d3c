import type { Hex } from "../../core/bytes.ts";
import type { DomainFold, Rows } from "../fold.ts";
import { type Assignment, put, table } from "../table.ts";

/** What accounts hold of the settlement token; amounts in minor units, as decimals. */
export const balances = table("balances", { account: "bytes" }, { balance: "text" });

/** Movements of the settlement token; from or to the zero address: issued or redeemed. */
export const transfers = table(
  "transfers",
  { block: "integer", log: "integer" },
  { from: "bytes", to: "bytes", value: "text", time: "integer", transaction: "bytes" },
  ["from"],
  ["to"],
);

/** Money that was paid in (ISSUED) or is to be paid out (REDEEMED), and its document's digest. */
export const settlements = table(
  "settlements",
  { block: "integer", log: "integer" },
  { kind: "text", account: "bytes", amount: "text", document: "bytes", time: "integer" },
  ["account"],
);

/** What owners allowed spenders last; the token does not tell what was spent of it since. */
export const approvals = table(
  "approvals",
  { owner: "bytes", spender: "bytes" },
  { value: "text", time: "integer" },
);

export type SettlementEvent = "Transfer" | "Approval" | "TokensIssued" | "TokensRedeemed";

const NOBODY = /^0x0+$/;

/** The token tells what moved, not what is held: that is what was held before, more or less. */
function held(account: Hex, by: bigint, rows: Rows): Assignment[] {
  if (NOBODY.test(account)) return [];
  const [{ balance } = { balance: "0" }] = rows(balances, { account });
  return [put(balances, { account, balance: String(BigInt(balance) + by) })];
}

export const settlement: DomainFold<SettlementEvent> = {
  tables: { balances, transfers, settlements, approvals },
  folds: {
    Transfer: ({ from, to, value }, { block, log, time, transaction }, rows) => [
      put(transfers, { block, log, from, to, value: String(value), time, transaction }),
      ...(from === to ? [] : [...held(from, -value, rows), ...held(to, value, rows)]),
    ],
    TokensIssued: ({ account, amount, receipt: document }, { block, log, time }) => [
      put(settlements, {
        block,
        log,
        kind: "ISSUED",
        account,
        amount: `${amount}`,
        document,
        time,
      }),
    ],
    TokensRedeemed: ({ account, amount, payout: document }, { block, log, time }) => [
      put(settlements, {
        block,
        log,
        kind: "REDEEMED",
        account,
        amount: `${amount}`,
        document,
        time,
      }),
    ],
    Approval: ({ owner, spender, value }, { time }) => [
      put(approvals, { owner, spender, value: String(value), time }),
    ],
  },
};
