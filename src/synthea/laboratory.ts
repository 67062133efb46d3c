import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { isCareLedgerError } from "../core/errors.ts";
import { isObject, textsAt, valuesAt } from "../fhir/json.ts";
import { textOf } from "../fhir/text.ts";
import type { RawClaim } from "./folder.ts";
import type { ReplayLine } from "./planModel.ts";

/**
 * How many laboratory reports each encounter has, from the bundles of `DIR/fhir`: their charge is in
 * a claim's total and in no table. A bundle that cannot be read counts for nothing, as does a folder
 * that is not there: what they lack costs cents of rounding.
 */
export async function countReports(dir: string): Promise<Map<string, number>> {
  const folder = path.join(dir, "fhir");
  const counts = new Map<string, number>();
  const names = await readdir(folder).catch(() => []);
  for (const [index, name] of names.filter((file) => /\.json(\.gz)?$/i.test(file)).entries()) {
    // One bundle in memory at a time.
    const bundle = await readJson(path.join(folder, name), `file ${index + 1}`);
    for (const resource of valuesAt(bundle, "entry.resource")) {
      if (!isObject(resource) || resource["resourceType"] !== "DiagnosticReport") continue;
      if (!textsAt(resource, "category.coding.code").includes("LAB")) continue;
      const encounter = textsAt(resource, "encounter.reference")[0]?.replace(/^.*[:/]/, "");
      if (encounter !== undefined) counts.set(encounter, (counts.get(encounter) ?? 0) + 1);
    }
  }
  return counts;
}

async function readJson(file: string, where: string): Promise<unknown> {
  const bytes = await readFile(file).catch(() => undefined);
  if (bytes === undefined) return undefined;
  try {
    return JSON.parse(textOf(bytes, where));
  } catch (error) {
    if (error instanceof SyntaxError || isCareLedgerError(error)) return undefined;
    throw error;
  }
}

/**
 * What of a claim's total no line charges becomes lines: one a laboratory report at the price that
 * most of the patient's others have, then what is left. A laboratory's price is the same for all
 * reports of a person.
 */
export function withReports(
  claims: readonly RawClaim[],
  reports: ReadonlyMap<string, number>,
): RawClaim[] {
  const prices = pricesOf(claims, reports);
  return claims.map((claim) => {
    const missing = missingOf(claim);
    if (missing === 0) return claim;
    const count = claim.kind === "pharmacy" ? 0 : (reports.get(claim.encounter) ?? 0);
    const even = count > 0 && missing % count === 0 ? missing / count : undefined;
    const price = prices.get(claim.patient) ?? even;
    const full = price ? Math.min(count, Math.floor(missing / price)) : 0;
    const left = missing - full * (price ?? 0);
    const parts = [...Array.from({ length: full }, () => price!), ...(left > 0 ? [left] : [])];
    const lines: ReplayLine[] = parts.map((amount) => ({ code: "", service: "", amount }));
    return { ...claim, lines: [...claim.lines, ...lines] };
  });
}

const missingOf = ({ total, lines }: RawClaim): number =>
  total - lines.reduce((sum, { amount }) => sum + amount, 0);

/** The commonest price of a report, by patient. */
function pricesOf(
  claims: readonly RawClaim[],
  reports: ReadonlyMap<string, number>,
): Map<string, number> {
  const votes = new Map<string, Map<number, number>>();
  for (const claim of claims) {
    const [missing, count] = [missingOf(claim), reports.get(claim.encounter) ?? 0];
    if (claim.kind === "pharmacy" || missing <= 0 || count === 0 || missing % count > 0) continue;
    const of = votes.get(claim.patient) ?? new Map<number, number>();
    of.set(missing / count, (of.get(missing / count) ?? 0) + 1);
    votes.set(claim.patient, of);
  }
  const best = (of: Map<number, number>): number =>
    [...of].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
  return new Map([...votes].map(([patient, of]) => [patient, best(of)]));
}
