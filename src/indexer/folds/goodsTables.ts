import { table } from "../table.ts";

/** Products by `productOf`, and whose each is. */
export const products = table(
  "products",
  { scheme: "text", number: "text" },
  { licenceHolder: "integer", claimable: "integer" },
);

/** Lots; times are Unix seconds. `manifest`: 32 zero bytes for none. */
export const lots = table(
  "lots",
  { lot: "bytes" },
  {
    scheme: "text",
    number: "text",
    lotNumber: "text",
    maker: "integer",
    count: "integer",
    made: "integer",
    expiry: "integer",
    claimable: "integer",
    recall: "text",
    recalledByRegulator: "integer",
    quarantine: "text",
    content: "bytes",
    codeRoot: "bytes",
    manifest: "bytes",
    commissionedAt: "integer",
    block: "integer",
    transaction: "bytes",
  },
  ["scheme", "number", "lotNumber"],
  ["recall"],
);

/** Each recall of a lot: it may be recalled again, more gravely. */
export const recalls = table(
  "recalls",
  { block: "integer", log: "integer" },
  {
    lot: "bytes",
    class: "text",
    reason: "integer",
    evidence: "bytes",
    by: "integer",
    time: "integer",
    transaction: "bytes",
  },
  ["lot"],
);

/** Where goods are: what the words of parcels and containers have in common. */
const where = {
  holder: "integer",
  to: "integer",
  state: "text",
  quarantine: "text",
  since: "integer",
  step: "integer",
} as const;

/**
 * Parcels as their own slots are: what is in a `container` is where that is. NONE: other parcels took
 * its place. `key`: its `parcelKey`.
 */
export const parcels = table(
  "parcels",
  { lot: "bytes", first: "integer", count: "integer" },
  { ...where, left: "integer", opened: "integer", container: "bytes?", key: "bytes" },
  ["holder"],
  ["key"],
  ["container"],
);

/** Containers; one that was unpacked is NONE. `parcels`: how many are in it. */
export const containers = table(
  "containers",
  { container: "bytes" },
  { sscc: "text", ...where, parcels: "integer" },
  ["sscc"],
  ["holder"],
);

/** What is, or was, in a container: never anything else under its id. */
export const containerParcels = table(
  "containerParcels",
  { container: "bytes", lot: "bytes", first: "integer", count: "integer" },
  {},
  ["lot"],
);

/** Units that are no longer AVAILABLE: `by` whom, and since when. `sale`: of claimable lots. */
export const units = table(
  "units",
  { lot: "bytes", unit: "integer" },
  { state: "text", by: "integer", since: "integer", sale: "bytes?" },
);

/** Sale slots. `place`: 64 bits of `unitPlaceHash`. */
export const sales = table(
  "sales",
  { sale: "bytes" },
  {
    state: "text",
    paid: "integer",
    commitment: "bytes",
    place: "bytes",
    lot: "bytes",
    unit: "integer",
  },
);

/**
 * What happened to goods, in the order of the chain: to a range of a lot, or to a container. `units`:
 * how many it was about. `holder`, `to` and `step` are as they are after it; `from`: of a receipt, who
 * had them; `by`: who did it, 0 for a contract. One event that makes several parcels, or is of
 * several units, has a row for each `part`.
 */
export const goodsSteps = table(
  "goodsSteps",
  { block: "integer", log: "integer", part: "integer" },
  {
    what: "text",
    lot: "bytes?",
    first: "integer?",
    count: "integer?",
    units: "integer?",
    container: "bytes?",
    holder: "integer?",
    to: "integer?",
    step: "integer?",
    from: "integer?",
    by: "integer?",
    disposition: "text?",
    evidence: "bytes?",
    time: "integer",
    actor: "bytes",
    transaction: "bytes",
  },
  ["lot", "what"],
  ["container"],
);

/** CBV hashes of EPCIS events, or roots over many; the same one may be anchored again. */
export const anchoredEvents = table(
  "anchoredEvents",
  { hash: "bytes", block: "integer", log: "integer" },
  { by: "integer", time: "integer", transaction: "bytes" },
);
