import type { Hex } from "../../core/bytes.ts";
import type { CoverageSlot } from "../../core/coverage.ts";
import type { EnrolmentEvents } from "../../core/fundEvents.ts";
import type { DomainFold, Place } from "../fold.ts";
import { type Assignment, change, put, table } from "../table.ts";

/** Times of insured persons under plans. Days are Modified Julian; `paid`, `late`: bits by month. */
export const segments = table(
  "segments",
  { segment: "bytes" },
  {
    insured: "bytes",
    insurer: "integer",
    plan: "bytes",
    jurisdiction: "integer",
    enterprise: "bytes",
    nullifier: "bytes",
    from: "integer",
    until: "integer?",
    diedOn: "integer?",
    state: "text",
    grace: "integer",
    firstMonth: "integer",
    paid: "text",
    late: "text",
    attributes: "bytes",
    details: "bytes",
    openedAt: "integer",
  },
  ["insured"],
  ["insurer"],
  ["enterprise"],
  ["nullifier"],
);

/** Entries of persons' chains. `data`: see `EnrolmentEntry`. */
export const enrolmentEntries = table(
  "enrolmentEntries",
  { entry: "bytes" },
  {
    insured: "bytes",
    segment: "bytes",
    kind: "text",
    previous: "bytes",
    day: "integer",
    data: "bytes",
    enteredAt: "integer",
    block: "integer",
    log: "integer",
    transaction: "bytes",
  },
  ["insured"],
  ["segment"],
);

/** Corrections that a party approved at least. `approvals`: bits by party. */
export const corrections = table(
  "corrections",
  { correction: "bytes" },
  {
    segment: "bytes",
    entry: "bytes",
    former: "text",
    corrected: "text",
    document: "bytes",
    deadline: "integer",
    parties: "list",
    approvals: "text",
    isApplied: "integer",
  },
  ["segment"],
);

const coverage = (c: CoverageSlot) => ({
  from: c.from,
  until: c.until ?? null,
  diedOn: c.diedOn ?? null,
  state: c.state,
  grace: c.grace,
  firstMonth: c.firstMonth,
  paid: String(c.paid),
  late: String(c.late),
});

interface Told {
  entry: Hex;
  insured: Hex;
  segment: Hex;
  kind: string;
  previous: Hex;
  day: number;
  data: Hex;
  enteredAt: number;
}

const entryOf = (told: Told, { block, log, transaction }: Place): Assignment => {
  const { entry, insured, segment, kind, previous, day, data, enteredAt } = told;
  const place = { block, log, transaction };
  return put(enrolmentEntries, {
    entry,
    insured,
    segment,
    kind,
    previous,
    day,
    data,
    enteredAt,
    ...place,
  });
};

export const enrolment: DomainFold<keyof EnrolmentEvents> = {
  tables: { segments, enrolmentEntries, corrections },
  folds: {
    SegmentOpened: (event, at) => {
      const { segment, insured, enterprise, terms, details, document } = event;
      return [
        put(segments, {
          segment,
          insured,
          enterprise,
          insurer: terms.insurer,
          plan: terms.plan,
          jurisdiction: terms.jurisdiction,
          attributes: terms.attributes,
          details: terms.details,
          nullifier: details.nullifier,
          ...coverage(event.coverage),
          openedAt: at.time,
        }),
        entryOf({ ...event, kind: "OPENED", day: terms.from, data: document }, at),
      ];
    },
    EnrolmentEntered: (event, at) => {
      const { segment, kind, data: correction } = event;
      return [
        change(segments, { segment }, coverage(event.coverage)),
        ...(kind === "CORRECTED" ? [change(corrections, { correction }, { isApplied: 1 })] : []),
        entryOf(event, at),
      ];
    },
    CorrectionApproved: ({ correction, segment, terms, parties, approvals }) => [
      put(corrections, {
        correction,
        segment,
        entry: terms.entry,
        former: String(terms.former),
        corrected: String(terms.corrected),
        document: terms.document,
        deadline: terms.deadline,
        parties,
        approvals: String(approvals),
        // The last approval's own entry follows it.
        isApplied: 0,
      }),
    ],
  },
};
