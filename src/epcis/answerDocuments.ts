/** Documents of events in, an answer for each event out. */
import { type CareLedgerError, ContractRevert, isCareLedgerError } from "../core/errors.ts";
import type { EventAnswer, EventRecord } from "./model.ts";
import { readEpcis } from "./read.ts";

export interface EventDocument {
  /** Its name in the answer. */
  name: string;
  bytes: Uint8Array;
}

/** What became of a valid event. It may change until `finish`. */
export interface Outcome {
  what: "applied" | "recorded" | "refused";
  /** Why it was refused, or is evidence alone. */
  why?: CareLedgerError | string;
}

/** What a document says of the ledger that is not so; all other errors are for the caller. */
export const isContradiction = (error: unknown): error is CareLedgerError =>
  error instanceof ContractRevert ||
  isCareLedgerError(error, "SUPPLY_MORE_THAN_THERE") ||
  isCareLedgerError(error, "SUPPLY_CODE_REPEATED") ||
  isCareLedgerError(error, "SUPPLY_CODE_TAKEN") ||
  isCareLedgerError(error, "GS1_FORM") ||
  isCareLedgerError(error, "GS1_CHECK_DIGIT");

/** Takes valid events in their order. */
export interface EventTaker {
  take(record: EventRecord): Promise<Outcome>;
  finish(): Promise<void>;
}

/** Why an event, or with 0 its whole document, was refused. */
export interface RefusedEvent {
  file: string;
  /** Its position in the document, from 1. */
  event: number;
  /** The rule of EPCIS or CBV that it breaks, else the error by which the ledger refuses it. */
  rule: string;
  message: string;
}

export interface ImportReport {
  documents: number;
  /** A document that is refused as a whole counts as one. */
  events: number;
  /** Events as which the ledger has moved custody, now or when they were imported before. */
  applied: number;
  /** Events that are anchored, and evidence alone. */
  recorded: number;
  /** Applied and recorded ones. */
  accepted: number;
  refused: number;
  reasons: RefusedEvent[];
}

/** What an import answers, and why events are evidence alone: causes with the number of events. */
export interface ImportAnswer {
  report: ImportReport;
  causes: ReadonlyMap<string, number>;
}

type Accepted = Extract<EventAnswer, { accepted: true }>;
const timeOf = ({ event }: Accepted): number => Date.parse(event.eventTime) || 0;

const ruleOf = (error: CareLedgerError): string =>
  error instanceof ContractRevert ? error.errorName : error.code;

/**
 * Reads documents one after the other and has their valid events taken: within a document by the
 * time of the event, and as they are listed where that is the same.
 */
export async function answerDocuments(
  documents: Iterable<EventDocument> | AsyncIterable<EventDocument>,
  taker: EventTaker,
  onDocument: (events: number) => void = () => {},
): Promise<ImportAnswer> {
  const reasons: RefusedEvent[] = [];
  const taken: { file: string; event: number; outcome: Outcome }[] = [];
  let [count, refused] = [0, 0];
  for await (const { name: file, bytes } of documents) {
    count++;
    const answers = eventsOf(bytes, (rule, message) =>
      reasons.push({ file, event: 0, rule, message }),
    );
    if (!answers) refused++;
    const accepted: Accepted[] = [];
    for (const answer of answers ?? []) {
      if (answer.accepted) {
        accepted.push(answer);
        continue;
      }
      refused++;
      for (const { rule, path, expected } of answer.violations) {
        const message = `${path || "the event"}: expected ${expected}`;
        reasons.push({ file, event: answer.position, rule, message });
      }
    }
    for (const answer of accepted.toSorted((a, b) => timeOf(a) - timeOf(b))) {
      taken.push({ file, event: answer.position, outcome: await taker.take(answer) });
    }
    onDocument(refused + taken.length);
  }
  await taker.finish();
  return summed(count, refused, reasons, taken);
}

/** The events of a document, or none where it is refused as a whole. */
function eventsOf(
  bytes: Uint8Array,
  refuse: (rule: string, message: string) => void,
): readonly EventAnswer[] | undefined {
  try {
    return readEpcis(bytes).events;
  } catch (error) {
    if (!isCareLedgerError(error, "EPCIS_REFUSED")) throw error;
    refuse(String(error.details.rule), error.message);
    return undefined;
  }
}

function summed(
  documents: number,
  refusedBefore: number,
  reasons: RefusedEvent[],
  taken: readonly { file: string; event: number; outcome: Outcome }[],
): ImportAnswer {
  const causes = new Map<string, number>();
  const counts = { applied: 0, recorded: 0, refused: refusedBefore };
  for (const { file, event, outcome } of taken) {
    const { what, why } = outcome;
    counts[what]++;
    if (what === "refused" && typeof why === "object") {
      reasons.push({ file, event, rule: ruleOf(why), message: why.message });
    } else if (what === "recorded" && typeof why === "string") {
      causes.set(why, (causes.get(why) ?? 0) + 1);
    }
  }
  const { applied, recorded, refused } = counts;
  const accepted = applied + recorded;
  const events = accepted + refused;
  return {
    report: { documents, events, applied, recorded, accepted, refused, reasons },
    causes,
  };
}
