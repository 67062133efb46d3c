import type { SuiteEvents } from "../../core/events.ts";
import type { DomainFold, Place } from "../fold.ts";
import { put, table } from "../table.ts";

/** Batches, by custodian and root. `manifest`: 32 zero bytes for none. */
export const batches = table(
  "batches",
  { custodian: "integer", root: "bytes" },
  {
    mode: "text",
    count: "integer",
    anchoredAt: "integer",
    manifest: "bytes",
    block: "integer",
    transaction: "bytes",
  },
);

/** Where each entry stands; of archive batches the chain has none. */
export const entries = table(
  "entries",
  { custodian: "integer", root: "bytes", position: "integer" },
  { entry: "bytes" },
  ["entry"],
);

/** Entries that ended, also those of archive batches; all others are LIVE. */
export const entryStates = table(
  "entryStates",
  { custodian: "integer", root: "bytes", position: "integer" },
  { state: "text" },
);

const batch = (
  event: SuiteEvents["BatchAnchored"] | SuiteEvents["BatchArchived"],
  { block, transaction }: Place,
) => {
  const { custodian, root, mode, count, anchoredAt, manifest } = event;
  return put(batches, {
    custodian,
    root,
    mode,
    count,
    anchoredAt,
    manifest,
    block,
    transaction,
  });
};

export const records: DomainFold<"BatchAnchored" | "BatchArchived" | "EntriesEnded"> = {
  tables: { batches, entries, entryStates },
  folds: {
    BatchAnchored: (event, at) => [
      batch(event, at),
      ...event.ids.map((entry, position) =>
        put(entries, { custodian: event.custodian, root: event.root, position, entry }),
      ),
    ],
    BatchArchived: (event, at) => [batch(event, at)],
    EntriesEnded: ({ custodian, root, positions, state }) =>
      positions.map((position) => put(entryStates, { custodian, root, position, state })),
  },
};
