import { table } from "../table.ts";

/** Insurers' pools; amounts in minor units, as decimals. `parent`: zeros for none. */
export const pools = table(
  "pools",
  { pool: "bytes" },
  {
    insurer: "integer",
    jurisdiction: "integer",
    parent: "bytes",
    balance: "text",
    pausedUntil: "integer",
    levy: "integer",
    openedAt: "integer",
  },
  ["insurer"],
  ["parent"],
);

/** Personal accounts with their mandates, by insurance pseudonym. Sensitive (RX-13). */
export const personalAccounts = table(
  "personalAccounts",
  { insured: "bytes" },
  {
    balance: "text",
    perClaim: "integer",
    perDay: "integer",
    day: "integer",
    spent: "integer",
    until: "integer",
    epoch: "integer",
    number: "integer",
  },
);

/** How providers stand at pools: `debt` they owe it, `due` it owes them. */
export const positions = table(
  "positions",
  { pool: "bytes", provider: "integer" },
  { payee: "bytes", debt: "text", due: "text", means: "text" },
  ["provider"],
);

/** What was paid in. `toPool`: all of it, the levy included. */
export const contributions = table(
  "contributions",
  { contribution: "bytes" },
  {
    pool: "bytes",
    enterprise: "bytes",
    payer: "integer",
    month: "integer",
    toPool: "text",
    levied: "text",
    document: "bytes",
    block: "integer",
    log: "integer",
    time: "integer",
    transaction: "bytes",
  },
  ["pool"],
  ["enterprise"],
);

/** What came of a contribution for each person. */
export const contributionShares = table(
  "contributionShares",
  { contribution: "bytes", line: "integer" },
  { insured: "bytes", toAccount: "text", toPool: "text" },
  ["insured"],
);

/**
 * What became of claims' money: PAID, DEFERRED, CANCELLED, REVERSED. `ref`: the claim. `netted`: of
 * `fromPool`, taken off the provider's debt.
 */
export const payments = table(
  "payments",
  { block: "integer", log: "integer" },
  {
    ref: "bytes",
    kind: "text",
    pool: "bytes",
    provider: "integer",
    insured: "bytes?",
    fromPool: "text",
    fromAccount: "text",
    netted: "text",
    time: "integer",
    transaction: "bytes",
  },
  ["ref"],
  ["pool"],
  ["provider"],
  ["insured"],
);

/**
 * The double entry: every movement of money takes from one side and gives to another. Sides are POOL and
 * ACCOUNT with their key, and OUTSIDE (tokens that come or go). `ref`: claim, contribution or document.
 */
export const fundEntries = table(
  "fundEntries",
  { block: "integer", log: "integer", line: "integer" },
  {
    kind: "text",
    fromSide: "text",
    from: "bytes",
    toSide: "text",
    to: "bytes",
    amount: "text",
    ref: "bytes",
    time: "integer",
    transaction: "bytes",
  },
  ["from"],
  ["to"],
  ["ref"],
);

/** To whom all money went. */
export const handOvers = table(
  "handOvers",
  { successor: "bytes" },
  { amount: "text", block: "integer", log: "integer", time: "integer" },
);

/** Vouchers; `notAfter` 1099511627775: no end. */
export const vouchers = table(
  "vouchers",
  { voucher: "bytes" },
  {
    drawer: "bytes",
    holder: "bytes",
    amount: "text",
    notAfter: "integer",
    ref: "bytes",
    state: "text",
    changedAt: "integer",
  },
  ["holder"],
  ["drawer"],
);
