import type { DomainFold } from "../fold.ts";
import { put, table } from "../table.ts";

/** Receipts. Found by grant, never by subject: whose a grant is, its own row tells. */
export const receipts = table(
  "receipts",
  { receipt: "bytes" },
  {
    grant: "bytes",
    request: "bytes",
    grantee: "integer",
    custodian: "integer",
    purpose: "integer",
    action: "integer",
    time: "integer",
    entryCount: "integer",
    keyEpoch: "integer",
    obligations: "integer",
    refrains: "integer",
    block: "integer",
    log: "integer",
    transaction: "bytes",
  },
  ["grant", "block", "log"],
);

/** What a receipt was given for, in its order. */
export const receiptEntries = table(
  "receiptEntries",
  { receipt: "bytes", position: "integer" },
  { entry: "bytes" },
  ["entry"],
);

/** Refusals, found by grant. `entry` is empty where the grant itself was refused. */
export const refusals = table(
  "refusals",
  { block: "integer", log: "integer" },
  {
    grant: "bytes",
    request: "bytes",
    entry: "bytes?",
    refusal: "text",
    grantee: "integer",
    purpose: "integer",
    action: "integer",
    time: "integer",
    transaction: "bytes",
  },
  ["grant", "block", "log"],
);

export const exchange: DomainFold<"ReceiptIssued" | "AccessRefused"> = {
  tables: { receipts, receiptEntries, refusals },
  folds: {
    ReceiptIssued: ({ entries, actor: _, ...event }, { block, log, transaction }) => [
      put(receipts, {
        ...event,
        obligations: Number(event.obligations),
        refrains: Number(event.refrains),
        block,
        log,
        transaction,
      }),
      ...entries.map((entry, position) =>
        put(receiptEntries, { receipt: event.receipt, position, entry }),
      ),
    ],
    AccessRefused: ({ actor: _, entry, ...event }, { block, log, time, transaction }) => [
      put(refusals, {
        ...event,
        entry: BigInt(entry) === 0n ? null : entry,
        time,
        block,
        log,
        transaction,
      }),
    ],
  },
};
