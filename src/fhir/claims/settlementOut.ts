/** FHIR ClaimResponse and ExplanationOfBenefit, written: what a claim came to, item by item. */
import { dayOf } from "../../core/dates.ts";
import {
  billedOf,
  groupDifference,
  partOf,
  requireBalanced,
  type SettledLine,
  type Settlement,
  sumOf,
} from "../../core/settlement.ts";
import type { JsonObject } from "../json.ts";
import {
  eligibleOf,
  lineExtensions,
  OWN_CATEGORY,
  total,
  writeAdjudications,
} from "./adjudication.ts";
import type { ClaimFacts } from "./claim.ts";
import { itemOf, listed } from "./claimOut.ts";
import {
  coded,
  conceptOf,
  extension,
  momentOf,
  moneyOf,
  objectsAt,
  only,
  OWN,
  TERMINOLOGY,
} from "./parts.ts";

export const CLAIM_ID = `${OWN}claim`;
const PAYMENT_TYPE = `${TERMINOLOGY}ex-paymenttype`;

/** A document of a claim: what it says of the claim, what it came to, and words for each line. */
export interface SettlementDocument {
  readonly claim: ClaimFacts;
  readonly settlement: Settlement;
  /** Why each line was paid or not, by its sequence (core/explain.ts makes them). */
  readonly notes?: ReadonlyMap<number, string>;
}

const DISPOSITIONS: Readonly<Record<string, string>> = {
  PENDED: "Held for a person of the insurer to decide.",
  ADJUDICATED: "Decided; the payment follows.",
  DUE: "Decided; the fund owes the payment.",
  PAID: "Decided and paid.",
  DENIED: "Decided; the fund pays nothing.",
  REVERSED: "Taken back; another claim takes its place.",
};

/** A ClaimResponse. @throws SETTLEMENT_UNBALANCED */
export function writeClaimResponse(document: SettlementDocument): JsonObject {
  const { claim, settlement } = document;
  const notes = noteNumbers(document);
  return only({
    resourceType: "ClaimResponse",
    ...common(document),
    insurer: claim.insurer ?? { display: "unknown" },
    requestor: claim.provider,
    request: { identifier: { system: CLAIM_ID, value: settlement.claim } },
    item: listed(
      settlement.lines.map((line) => ({
        ...lineNode(line, settlement.currency, notes),
        itemSequence: line.sequence,
      })),
    ),
  });
}

/** An ExplanationOfBenefit, for the patient and the provider. @throws SETTLEMENT_UNBALANCED */
export function writeExplanation(document: SettlementDocument): JsonObject {
  const { claim, settlement } = document;
  const { currency } = settlement;
  const notes = noteNumbers(document);
  const billed = new Map(claim.lines.map((line) => [line.sequence, line]));
  return only({
    resourceType: "ExplanationOfBenefit",
    ...common(document),
    billablePeriod: { start: momentOf(claim.start), end: momentOf(claim.start + claim.length) },
    insurer: claim.insurer ?? { display: "unknown" },
    provider: claim.provider,
    claim: { identifier: { system: CLAIM_ID, value: settlement.claim } },
    diagnosis: listed(
      claim.diagnoses.map((code, at) => ({
        sequence: at + 1,
        diagnosisCodeableConcept: conceptOf(code),
      })),
    ),
    insurance: [{ focal: true, coverage: claim.coverage }],
    item: listed(
      settlement.lines.map((line) => {
        const bill = billed.get(line.sequence);
        const node = lineNode(line, currency, notes);
        const base: JsonObject = bill ? itemOf(bill) : { productOrService: { text: line.code } };
        const extensions = [...objectsAt(base, "extension"), ...objectsAt(node, "extension")];
        return only({
          ...base,
          ...node,
          extension: listed(extensions),
          sequence: line.sequence,
          net: moneyOf(line.charge, currency),
        });
      }),
    ),
  });
}

const noteNumbers = ({ notes }: SettlementDocument): ReadonlyMap<number, number> =>
  new Map([...(notes?.keys() ?? [])].map((sequence, at) => [sequence, at + 1]));

const lineNode = (
  line: SettledLine,
  currency: string,
  notes: ReadonlyMap<number, number>,
): JsonObject => {
  const note = notes.get(line.sequence);
  return only({
    extension: listed(lineExtensions(line)),
    noteNumber: note === undefined ? undefined : [note],
    adjudication: writeAdjudications(line, currency),
  });
};

/** What both documents say alike. */
function common({ claim, settlement, notes }: SettlementDocument): JsonObject {
  requireBalanced(settlement);
  const { state, currency, fund, decided, paid, institution, person, fromAccount } = settlement;
  const own = (code: string, amount: bigint) => total(code, amount, currency, OWN_CATEGORY);
  const difference = groupDifference(settlement);
  return {
    extension: [
      extension("claim-state", state),
      ...(paid === undefined ? [] : [extension("paid", momentOf(paid))]),
    ],
    identifier: [{ system: `${OWN}settlement`, value: settlement.claim }],
    status: state === "REVERSED" ? "cancelled" : "active",
    type: coded(`${TERMINOLOGY}claim-type`, claim.type || "professional"),
    use: "claim",
    patient: claim.patient,
    created: momentOf(decided),
    outcome: state === "PENDED" ? "queued" : "complete",
    disposition: DISPOSITIONS[state],
    adjudication: difference === 0n ? undefined : [own("group-price", difference)],
    total: [
      total("submitted", billedOf(settlement.lines), currency),
      total("eligible", sumOf(settlement.lines.map(eligibleOf)), currency),
      total("deductible", partOf(settlement.lines, "deductible"), currency),
      total("copay", partOf(settlement.lines, "copay"), currency),
      total("benefit", fund, currency),
      own("person", person),
      own("from-account", fromAccount),
      own("institution", institution),
    ],
    payment:
      paid === undefined
        ? undefined
        : {
            type: coded(PAYMENT_TYPE, fund === billedOf(settlement.lines) ? "complete" : "partial"),
            date: dayOf(paid),
            amount: moneyOf(fund, currency),
          },
    processNote: notes?.size
      ? [...notes.values()].map((text, at) => ({ number: at + 1, type: "display", text }))
      : undefined,
  };
}
