/** FHIR ClaimResponse and ExplanationOfBenefit, read. */
import { CLAIM_STATES } from "../../core/enums.ts";
import { imbalances, type SettledLine, type Settlement } from "../../core/settlement.ts";
import type { JsonObject } from "../json.ts";
import {
  type AdjudicationFact,
  CATEGORY,
  OWN_CATEGORY,
  readAdjudications,
  readAmounts,
} from "./adjudication.ts";
import {
  codeOf,
  extensionCodes,
  type Identifier,
  identifierOf,
  objectsAt,
  OWN,
  Purse,
  secondsOf,
  textAt,
} from "./parts.ts";
import { readResource, type ReadOptions } from "./read.ts";

export interface TotalFact {
  readonly category: string;
  readonly system: string | undefined;
  readonly amount: bigint | undefined;
}

const categoryOf = (node: JsonObject) => {
  const { system, code = "" } = codeOf(node["category"]);
  return { category: code, system };
};

/** What a ClaimResponse or ExplanationOfBenefit says. Amounts are minor units of one currency. */
export interface SettlementFacts {
  readonly resourceType: "ClaimResponse" | "ExplanationOfBenefit";
  readonly identifier: Identifier | undefined;
  readonly status: string;
  readonly outcome: string;
  readonly disposition: string | undefined;
  readonly created: string;
  readonly currency: string | undefined;
  readonly items: readonly {
    readonly sequence: number;
    readonly adjudications: readonly AdjudicationFact[];
  }[];
  readonly totals: readonly TotalFact[];
  readonly payment: { readonly date: string | undefined; readonly amount: bigint } | undefined;
  /** Exactly what was written, if this suite wrote it and it adds up. */
  readonly settlement: Settlement | undefined;
}

/**
 * Reads a ClaimResponse or ExplanationOfBenefit, of whomever.
 * @throws FHIR_REFUSED, and as readResource
 */
export function readSettlement(
  source: Uint8Array | JsonObject,
  options: ReadOptions = {},
): SettlementFacts {
  const types = ["ClaimResponse", "ExplanationOfBenefit"] as const;
  const { resource, refuse } = readResource(source, types, options);
  const { resourceType } = resource;
  const purse = new Purse(refuse, options.currency);
  const own: (SettledLine | undefined)[] = [];
  const items = objectsAt(resource, "item").map((item, at) => {
    const adjudications = readAdjudications(item, `${resourceType}.item[${at}]`, purse);
    const sequence = (item["itemSequence"] ?? item["sequence"]) as number;
    own.push(readLine(item, sequence, adjudications));
    return { sequence, adjudications };
  });
  const totals = objectsAt(resource, "total").map((one, at) => ({
    ...categoryOf(one),
    amount: purse.read(one["amount"], `${resourceType}.total[${at}].amount`),
  }));
  const payment = resource["payment"] as JsonObject | undefined;
  const paid = purse.read(payment?.["amount"], `${resourceType}.payment.amount`);
  const date = textAt(resource, "payment.date");
  const [identifier] = objectsAt(resource, "identifier").flatMap((one) => identifierOf(one) ?? []);
  return {
    resourceType,
    identifier,
    status: textAt(resource, "status") ?? "",
    outcome: textAt(resource, "outcome") ?? "",
    disposition: textAt(resource, "disposition"),
    created: textAt(resource, "created") ?? "",
    currency: purse.currency,
    items,
    totals,
    payment: paid === undefined ? undefined : { date, amount: paid },
    settlement: ownSettlement(resource, own, totals, purse.currency),
  };
}

/** A line that this suite wrote. */
function readLine(
  item: JsonObject,
  sequence: number,
  adjudications: readonly AdjudicationFact[],
): SettledLine | undefined {
  const amounts = readAmounts(item, adjudications);
  const [code] = extensionCodes(item, "code");
  const [quantity = ""] = extensionCodes(item, "quantity");
  if (amounts === undefined || code === undefined || !/^\d{1,9}(\.\d{1,9})?$/.test(quantity)) {
    return undefined;
  }
  return { sequence, code, quantity: Number(quantity), ...amounts };
}

function ownSettlement(
  resource: JsonObject,
  lines: readonly (SettledLine | undefined)[],
  totals: readonly TotalFact[],
  currency: string | undefined,
): Settlement | undefined {
  const claim = textAt(
    objectsAt(resource, "identifier").find(({ system }) => system === `${OWN}settlement`),
    "value",
  );
  const [stated] = extensionCodes(resource, "claim-state");
  const state = CLAIM_STATES.find((one) => one === stated);
  const sum = (system: string, code: string) =>
    totals.find((one) => one.category === code && one.system === system)?.amount;
  const [fund, person, institution, fromAccount] = [
    sum(CATEGORY, "benefit"),
    sum(OWN_CATEGORY, "person"),
    sum(OWN_CATEGORY, "institution"),
    sum(OWN_CATEGORY, "from-account"),
  ];
  const complete = lines.every((line): line is SettledLine => line !== undefined);
  if (claim === undefined || state === undefined || currency === undefined || !complete) {
    return undefined;
  }
  if (fund === undefined || person === undefined) return undefined;
  if (institution === undefined || fromAccount === undefined) return undefined;
  const [paid] = extensionCodes(resource, "paid");
  const settlement: Settlement = {
    claim,
    state,
    currency,
    lines,
    fund,
    person,
    institution,
    fromAccount,
    decided: secondsOf(textAt(resource, "created")) ?? 0,
    ...(paid !== undefined && { paid: secondsOf(paid) ?? 0 }),
  };
  return imbalances(settlement).length === 0 ? settlement : undefined;
}
