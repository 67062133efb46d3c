import type { CareLedger } from "../../client.ts";
import { logs } from "../../chain/transact.ts";
import { type Hex, toHex, uintBytes } from "../../core/bytes.ts";
import { clinicalDateText } from "../../core/dates.ts";
import type { EntryState } from "../../core/enums.ts";
import { codesIn } from "../../core/labels.ts";
import { unpackHeader } from "../../core/words.ts";
import { chainKey } from "../../flows/publishRecord.ts";
import type { SealedRecord } from "../../vault/catalogue.ts";
import type { Custody } from "../../vault/custody.ts";

/** What an entry says of its record, in codes. Ancestors of its categories are left out. */
export interface Described {
  entry: Hex;
  subject: Hex;
  kinds: string[];
  categories: string[];
  sensitivities: string[];
  /** ISO date-time, or "undated". */
  clinicalDate: string;
  version: number;
}

export function describe({
  entry,
  subject,
  header,
}: Pick<SealedRecord, "entry" | "subject" | "header">): Described {
  const { kinds, categories, sensitivities, clinicalDate, version } = unpackHeader(header);
  return {
    entry,
    subject,
    kinds: codesIn("kinds", kinds),
    categories: codesIn("categories", categories),
    sensitivities: codesIn("sensitivities", sensitivities),
    clinicalDate: clinicalDateText(Number(clinicalDate)),
    version: Number(version),
  };
}

/** Where a record stands: on the chain, on its way there, or not even that. */
export interface Standing {
  batch?: Hex;
  position?: number;
  state: EntryState | "PENDING";
}

/** Tells how a custodian's records stand, by one question to the chain whatever their number. */
export async function standings(
  { chain }: CareLedger,
  { custodian, catalogue }: Custody,
): Promise<(entry: Hex) => Standing> {
  const key = chainKey(chain);
  const pending = new Set(catalogue.pendingBatches(key).map(({ root }) => root));
  const ended = new Map<string, EntryState>();
  for (const { event } of await logs(chain, "EntriesEnded", [
    null,
    toHex(uintBytes(custodian, 32)),
  ])) {
    for (const position of event.positions) ended.set(`${event.root} ${position}`, event.state);
  }
  return (entry) => {
    const place = catalogue.place(key, entry);
    if (!place || pending.has(place.root)) return { state: "PENDING" };
    const { root: batch, position } = place;
    return { batch, position, state: ended.get(`${batch} ${position}`) ?? "LIVE" };
  };
}
