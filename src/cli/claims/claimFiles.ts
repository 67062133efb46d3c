/** Claims as files: a FHIR Claim, a Bundle of them, or a table of fees. */
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { fail } from "../../core/errors.ts";
import { type ClaimFacts, readClaim } from "../../fhir/claims/claim.ts";
import { LONGEST_RESOURCE } from "../../fhir/claims/read.ts";
import { isObject, type JsonObject } from "../../fhir/json.ts";
import { parseJson } from "../../fhir/scan.ts";
import { textOf } from "../../fhir/text.ts";
import { claimsOfFees } from "./feeTable.ts";

const WHERE = "The file";
const LARGEST_BUNDLE = 16 * LONGEST_RESOURCE;

/**
 * The claims of a file, in its order.
 * @param currency Of amounts that name none
 * @throws CLI_FILE, FHIR_REFUSED and what `readClaim` throws, REMITTANCE_REFUSED
 */
export function readClaims(file: string, currency: string): ClaimFacts[] {
  const bytes = bytesOf(file);
  if (path.extname(file).toLowerCase() === ".csv") {
    return claimsOfFees(textOf(bytes, WHERE, LARGEST_BUNDLE), currency);
  }
  const parsed = parseJson(textOf(bytes, WHERE, LARGEST_BUNDLE), WHERE);
  if (!isObject(parsed) || parsed["resourceType"] !== "Bundle") {
    return [readClaim(parsed as JsonObject, { where: WHERE, currency })];
  }
  const entries = Array.isArray(parsed["entry"]) ? parsed["entry"].filter(isObject) : [];
  const named = new Map<string, unknown>();
  for (const { fullUrl, resource } of entries) {
    if (!isObject(resource)) continue;
    named.set(String(fullUrl), resource);
    named.set(`${String(resource["resourceType"])}/${String(resource["id"])}`, resource);
  }
  const resolve = (reference: string) => named.get(reference);
  const claims = entries
    .map(({ resource }) => resource)
    .filter(isObject)
    .filter((resource) => resource["resourceType"] === "Claim");
  if (claims.length === 0) {
    fail("FHIR_REFUSED", { where: WHERE, rule: "entry", path: "Bundle", expected: "a Claim" });
  }
  return claims.map((claim, at) =>
    readClaim(claim, { where: `Claim ${at + 1} of the file`, currency, resolve }),
  );
}

function bytesOf(file: string): Buffer {
  try {
    if (statSync(file).size > LARGEST_BUNDLE) {
      fail("FHIR_TOO_LARGE", { where: WHERE, limit: LARGEST_BUNDLE });
    }
    return readFileSync(file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === undefined || code === "FHIR_TOO_LARGE") throw cause;
    return fail("CLI_FILE", { what: "The claim", reason: code }, { cause });
  }
}
