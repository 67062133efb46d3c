import type { Chain } from "../chain/chain.ts";
import { agreementId, type Agreement } from "../core/agreement.ts";
import { type Hex, randomHex, ZERO32 } from "../core/bytes.ts";
import { claimId, type ClaimLine, evidenceRoot, lineFacts, packHeader } from "../core/claims.ts";
import type { CodeBook } from "../core/codeList.ts";
import { dateOfDay, dayAt } from "../core/days.ts";
import { fail } from "../core/errors.ts";
import { indicationLeaf, jurisdictionWord } from "../core/rules.ts";
import { RULE_FLAGS, unpackRule } from "../core/tariff.ts";
import type { ClaimedLine, ClaimFacts } from "../fhir/claims/claim.ts";
import { billedLines } from "../fhir/claims/claimOut.ts";
import type { IndexReader } from "../indexer/reader.ts";
import { signedAgreement, type TariffReader } from "../indexer/tariffReader.ts";
import { AgreementsModule } from "../ledger/agreements.ts";
import type { ClaimFile, DispensedUnit } from "../core/claimFile.ts";

/** What a claim's document does not say, but its provider knows. */
export interface BillingProvider {
  /** Its number. */
  readonly id: number;
  readonly book: CodeBook;
  /** The id of a record that a line refers to, if it is published. */
  readonly recordOf: (reference: string) => Hex | undefined;
  /** Records that show the visit where lines refer to none. */
  readonly records?: readonly Hex[];
  /**
   * Of an invoice, a number that nobody else guesses, and the same whenever it is asked for: a claim billed
   * again is then the same claim. Without it, it is random.
   */
  readonly blinding?: (invoice: Hex) => Hex;
  /** The sale of a pack by its code; undefined: it was not dispensed here. */
  readonly saleOf?: (
    product: bigint,
    traceCode: string,
  ) => Pick<DispensedUnit, "code" | "payerSalt" | "lot"> | undefined;
  /** What a person shows where a row asks for age or sex. */
  readonly personOf?: (segment: Hex) => NonNullable<ClaimFile["person"]> | undefined;
}

export interface ClaimToPrepare {
  readonly facts: ClaimFacts;
  /** Her insurance pseudonym. */
  readonly insured: Hex;
  /** Which the document names. */
  readonly insurer?: number;
  /** Salted digest of its number. */
  readonly invoice: Hex;
  /** Of the suite's token. */
  readonly currency: string;
}

/** A claim as it is billed, and what its lines are in words. */
export interface PreparedClaim {
  readonly id: Hex;
  readonly file: ClaimFile;
  readonly lines: readonly { readonly sequence: number; readonly name: string }[];
}

/**
 * Makes of a claim's document what the desk takes: by the person's cover, its plan, the agreement and the
 * catalogue's rows of the day, all as the index has them.
 *
 * @throws CLAIM_USE, CLAIM_CURRENCY, CLAIM_FUTURE, CLAIM_COVER, CLAIM_INSURER, CLAIM_PLAN,
 *   CLAIM_AGREEMENT, CLAIM_CARD, FHIR_REFUSED
 */
export async function prepareClaim(
  chain: Chain,
  { tariffs }: IndexReader,
  provider: BillingProvider,
  bill: ClaimToPrepare,
): Promise<PreparedClaim> {
  const facts = inOrder(bill.facts);
  const { start } = facts;
  requireBillable(facts, bill.currency);
  const now = await chain.network.now();
  const day = dayAt(start);
  if (start > now) fail("CLAIM_FUTURE", {});
  const { id: segmentId, ...segment } = segmentOn(tariffs, bill, day);
  const { insurer } = segment;
  const plan =
    tariffs.plan(insurer, segment.plan, day) ?? fail("CLAIM_PLAN", { date: dateOfDay(day) });
  const agreement = await agreementOn(chain, tariffs, [insurer, provider.id], day);
  const { book } = provider;
  const found = linesOf(facts, provider, tariffs);
  const person = found.asksForPerson ? provider.personOf?.(segmentId) : undefined;
  if (found.asksForPerson && !person) fail("CLAIM_CARD", {});
  const header = packHeader({
    provider: provider.id,
    insurer,
    jurisdiction: jurisdictionWord(book.list.jurisdiction),
    start,
    // A period that ends today ends now: what is not over yet is not billed.
    length: Math.min(facts.length, now - start),
    setting: facts.setting,
  });
  const file: ClaimFile = {
    claim: {
      insured: bill.insured,
      invoice: bill.invoice,
      header,
      evidence: blinded(found.evidence, provider.blinding?.(bill.invoice) ?? randomHex(32)),
      group: ZERO32,
      diagnoses: found.diagnoses,
    },
    lines: found.lines,
    plan: plan.plan,
    agreement,
    segment,
    ...(person ? { person } : {}),
    units: found.units,
    proofs: found.proofs,
  };
  return { id: claimId(provider.id, bill.invoice), file, lines: found.names };
}

/** Ids are public: a leaf after them keeps others from finding by trial what was billed. */
const blinded = (evidence: readonly Hex[], leaf: Hex): Hex =>
  evidence.length === 0 ? ZERO32 : evidenceRoot([...evidence, leaf]);

/** Lines in the order in which they were done, as the desk takes them. */
const inOrder = (facts: ClaimFacts): ClaimFacts => ({
  ...facts,
  lines: facts.lines.toSorted((a, b) => a.start - b.start || a.sequence - b.sequence),
});

function requireBillable({ use, status, lines, currency }: ClaimFacts, expected: string): void {
  if (use !== "claim" || status !== "active") fail("CLAIM_USE", { use, status });
  if (lines.length === 0) fail("CLAIM_USE", { use, status: "without a line" });
  if (currency !== undefined && currency !== expected) {
    fail("CLAIM_CURRENCY", { found: currency, expected });
  }
}

function segmentOn(tariffs: TariffReader, { insured, insurer }: ClaimToPrepare, day: number) {
  const all = tariffs.segments(insured).filter(({ state }) => state !== "VOIDED");
  const covering = all.filter(({ from, until }) => from <= day && (until === null || day < until));
  const found = covering.find((one) => insurer === undefined || one.insurer === insurer);
  if (found) {
    const { state: _, until: __, ...segment } = found;
    return segment;
  }
  const [other] = covering;
  if (other) return fail("CLAIM_INSURER", { named: insurer!, insurer: other.insurer });
  return fail("CLAIM_COVER", { date: dateOfDay(day) });
}

async function agreementOn(
  chain: Chain,
  tariffs: TariffReader,
  [insurer, institution]: readonly [number, number],
  day: number,
): Promise<Agreement> {
  const rows = tariffs
    .agreements(insurer, institution)
    .filter(({ state }) => state !== "DRAFT" && state !== "SIGNED");
  const row = rows.find(({ from, until }) => from <= day && day < until);
  if (!row) return fail("CLAIM_AGREEMENT", { insurer, date: dateOfDay(day) });
  const agreement = signedAgreement(row);
  if (agreementId(agreement) === row.id) return agreement;
  // A clause or an end changed it since: what was signed stands in its event.
  const drafted = await new AgreementsModule(chain).drafted();
  const { event } = drafted.find(({ event: { agreement: id } }) => id === row.id)!;
  return event.terms;
}

interface FoundLines {
  readonly lines: ClaimLine[];
  readonly names: { sequence: number; name: string }[];
  readonly diagnoses: Hex[];
  readonly evidence: Hex[];
  readonly units: DispensedUnit[];
  readonly proofs: Hex[];
  asksForPerson: boolean;
}

function linesOf(facts: ClaimFacts, provider: BillingProvider, tariffs: TariffReader): FoundLines {
  const { book } = provider;
  const named = facts.diagnoses.map(({ system = "", code = "" }) => ({ system, code }));
  const records = facts.lines.map((line) =>
    line.records.flatMap((reference) => provider.recordOf(reference) ?? []),
  );
  const evidence = [...new Set([...records.flat(), ...(provider.records ?? [])])];
  const found: FoundLines = {
    lines: [],
    names: [],
    diagnoses: named.map((one) => book.diagnosis(one)),
    evidence,
    units: [],
    proofs: [],
    asksForPerson: false,
  };
  for (const [i, billed] of billedLines(facts).lines.entries()) {
    const line = facts.lines[i]!;
    const code = { system: line.code.system ?? "", code: line.code.code ?? line.code.text ?? "" };
    const hash = book.hashOf(code);
    const { jurisdiction } = book.list;
    const row =
      tariffs.rule(jurisdiction, hash, dayAt(line.start)) ?? tariffs.rule(jurisdiction, hash);
    const rule = row && unpackRule(row.word);
    const flags = rule?.flags ?? 0n;
    const indication = flags & RULE_FLAGS.INDICATED ? provenIn(found, book, hash, line) : NO_PROOF;
    const drug = flags & RULE_FLAGS.CODED ? book.drug(code) : undefined;
    if (drug) found.units.push(unitOf(provider, drug, line));
    if (rule && (rule.youngest || rule.oldest || rule.sexes)) found.asksForPerson = true;
    const own = records[i]![0] ?? provider.records?.[0];
    found.lines.push({
      code: hash,
      facts: lineFacts(billed.charge, {
        quantity: billed.quantity,
        offset: billed.offset,
        version: BigInt(row?.version ?? 1),
        ...indication,
        record: BigInt(own === undefined ? 0 : evidence.indexOf(own) + 1),
        product: drug?.product ?? 0n,
      }),
    });
    found.names.push({ sequence: line.sequence, name: book.named(hash)?.name ?? code.code });
  }
  return found;
}

const NO_PROOF = { diagnosis: 0n, proof: 0n };

/** The diagnosis that fits: of those that the line names, else of the claim's. */
function provenIn(found: FoundLines, book: CodeBook, hash: Hex, line: ClaimedLine) {
  const tree = book.indications(hash);
  const places =
    line.diagnoses.length > 0 ? line.diagnoses : found.diagnoses.map((_, at) => at + 1);
  for (const place of places) {
    const leaf = indicationLeaf(found.diagnoses[place - 1]!);
    if (!tree?.has(leaf)) continue;
    const proof = tree.prove(leaf);
    found.proofs.push(...proof);
    return { diagnosis: BigInt(place), proof: BigInt(proof.length) };
  }
  return NO_PROOF;
}

function unitOf(
  provider: BillingProvider,
  { product, salt: codeSalt }: { product: bigint; salt: Hex },
  { traceCode }: ClaimedLine,
): DispensedUnit {
  const sale = traceCode === undefined ? undefined : provider.saleOf?.(product, traceCode);
  // Without a sale the desk says so of the line.
  return { codeSalt, ...(sale ?? { code: ZERO32, payerSalt: randomHex(32) }) };
}
