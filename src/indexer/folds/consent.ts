import type { SuiteEvents } from "../../core/events.ts";
import type { DomainFold } from "../fold.ts";
import { put, table } from "../table.ts";

/**
 * Grants. One that was revoked without ever having been on chain has no subject here: the chain
 * tells of it by its id alone.
 */
export const grants = table(
  "grants",
  { grant: "bytes" },
  {
    state: "text",
    uses: "integer",
    notAfter: "integer",
    keyEpoch: "integer",
    subject: "bytes?",
    block: "integer?",
    transaction: "bytes?",
  },
  ["subject", "block"],
);

/** Each use of a grant: one opening, however many records. */
export const uses = table(
  "uses",
  { block: "integer", log: "integer" },
  { grant: "bytes", uses: "integer", time: "integer", transaction: "bytes" },
  ["grant"],
);

const slot = ({ grant, state, uses: used, notAfter, keyEpoch }: SuiteEvents["ConsentUsed"]) => ({
  grant,
  state,
  uses: used,
  notAfter,
  keyEpoch,
});

export const consent: DomainFold<"ConsentGranted" | "ConsentRevoked" | "ConsentUsed"> = {
  tables: { grants, uses },
  folds: {
    ConsentGranted: (event, { block, transaction }) => [
      put(grants, { ...slot(event), subject: event.subject, block, transaction }),
    ],
    ConsentRevoked: (event) => [put(grants, slot(event))],
    ConsentUsed: (event, { block, log, time, transaction }) => [
      put(grants, slot(event)),
      put(uses, { block, log, grant: event.grant, uses: event.uses, time, transaction }),
    ],
  },
};
