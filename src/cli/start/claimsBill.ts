/** A visit billed as a claim: what the provider shows, and what the chain answered. */
import { eventsOf } from "../../chain/write.ts";
import { type Hex, randomHex, ZERO32 } from "../../core/bytes.ts";
import {
  type ClaimTotals,
  evidenceRoot,
  lineFacts,
  packHeader,
  unpackTotals,
} from "../../core/claims.ts";
import type { LineResult } from "../../core/claimWords.ts";
import type { ClaimState } from "../../core/enums.ts";
import { explain, type Explanation } from "../../core/explain.ts";
import { jurisdictionWord, ruleWord } from "../../core/rules.ts";
import { settlementOf } from "../../core/settlement.ts";
import { unpackRule } from "../../core/tariff.ts";
import type { ClaimFile } from "../../core/claimFile.ts";
import type { Custody } from "../../vault/custody.ts";
import type { Member } from "../members.ts";
import { type Ground, type Place, rowOf } from "./claimsGround.ts";
import type { Insured } from "./insured.ts";
import type { Attended } from "./publish.ts";
import { nameOf, type Visit } from "./visit.ts";

/** A bill of a provider's. */
export interface Bill {
  provider: Member;
  visit: Visit;
  /** Where the patient was treated. */
  place: Place;
  patient: Insured;
  /** See `evidenceOf`. */
  evidence: Hex;
}

/** What became of it in its one transaction; amounts in fen. */
export interface Billed {
  claim: Hex;
  state: ClaimState;
  totals: ClaimTotals;
  results: LineResult[];
  /** What the personal account gave. */
  fromAccount: bigint;
  gasUsed: bigint;
}

/**
 * Root over the ids of the records that a visit is billed from, as their custodian has them. A random leaf
 * beside them: ids are public, and nobody is to find the records by trying.
 */
export async function evidenceOf(
  custody: Custody,
  { subject, evidence }: Pick<Attended, "subject" | "evidence">,
): Promise<Hex> {
  const set = evidence.length === 0 ? undefined : await custody.keyRing.set(subject);
  const entries = evidence.flatMap((canonical) => {
    const { fingerprint } = set!.fingerprint(canonical);
    return custody.catalogue.record(subject, fingerprint)?.entry ?? [];
  });
  return evidenceRoot([...entries, randomHex(32)]);
}

function fileOf({ plan, agreements }: Ground, bill: Bill): ClaimFile {
  const { provider, visit, place, patient, evidence } = bill;
  const { start, length, lines } = visit;
  return {
    claim: {
      insured: patient.segment.insured,
      invoice: randomHex(32),
      header: packHeader({
        provider: provider.id,
        insurer: plan.insurer,
        jurisdiction: jurisdictionWord(place.jurisdiction),
        start,
        length,
        setting: "OUTPATIENT",
      }),
      evidence,
      group: ZERO32,
      diagnoses: [],
    },
    lines: lines.map((line) => {
      const { charge, quantity, offset } = line;
      const { code } = rowOf(place, line);
      return { code, facts: lineFacts(charge, { quantity, offset, record: 1n }) };
    }),
    plan,
    agreement: agreements.get(provider.id)!,
    segment: patient.segment,
  };
}

/** Bills a visit: it is decided and, where it stands, paid in the same transaction. */
export async function submit(ground: Ground, bill: Bill): Promise<Billed> {
  const { claims, chain } = bill.provider.care;
  const { event, receipt, gasUsed } = await claims.submit(fileOf(ground, bill)).send();
  const [settled] = eventsOf(chain, "ClaimSettled", receipt);
  return {
    claim: event.claim,
    state: settled?.state ?? event.state,
    totals: unpackTotals(event.record.totals),
    results: event.results,
    fromAccount: settled?.fromAccount ?? 0n,
    gasUsed,
  };
}

/** Why it was paid so, in words for the patient. */
export function explainedTo(bill: Bill, billed: Billed, currency: string): Explanation {
  const { visit, place } = bill;
  const { claim, state, totals, results, fromAccount } = billed;
  const outcome = { claim, state, currency, fromAccount, decided: 0, totals, results };
  const settlement = settlementOf({
    ...outcome,
    bill: visit.lines.map(({ code, charge, quantity }) => ({
      code: code.code ?? "",
      quantity: Number(quantity),
      charge,
    })),
  });
  const rows = visit.lines.map((line, i) => {
    const { version, rule } = rowOf(place, line);
    const catalogue = `catalogue of ${place.name}`;
    return [
      i + 1,
      { catalogue, code: line.code.code ?? "", version, rule: unpackRule(ruleWord(rule)) },
    ] as const;
  });
  const names = visit.lines.map((line, i) => [i + 1, nameOf(line)] as const);
  const plan = { name: "Changzhou employees", version: 1 };
  return explain({ settlement, plan, rows: new Map(rows), names: new Map(names) }, "patient");
}
