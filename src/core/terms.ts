/** What people say in codes and dates, as the words that are signed and anchored. */
import { type Hex, randomHex } from "./bytes.ts";
import { widths } from "./codes.ts";
import { clinicalDateOf, dataPeriodOf } from "./dates.ts";
import { maskOf, withAncestors, withDescendants } from "./labels.ts";
import type { ConsentGrant } from "./structs.ts";
import { EFFECT, type EntryHeader, packProvision } from "./words.ts";

/** What a record is about, in codes and dates. */
export interface HeaderOptions {
  kinds: readonly string[];
  /** With all that cover them: a record about DIABETES_TYPE_2 is found as one about DIABETES. */
  categories: readonly string[];
  /** Of specially protected information: HIV, MH ... */
  sensitivities?: readonly string[];
  /** A FHIR date; undated without. */
  date?: string;
  version?: number;
}

/** The header under which a record is published. */
export const recordHeader = (options: HeaderOptions): Omit<EntryHeader, "flags"> => ({
  kinds: maskOf("kinds", options.kinds),
  sensitivities: maskOf("sensitivities", options.sensitivities ?? []),
  categories: maskOf("categories", withAncestors("categories", options.categories)),
  clinicalDate: BigInt(options.date === undefined ? 0 : clinicalDateOf(options.date)),
  version: BigInt(options.version ?? 1),
});

/** A consent of one provision, in codes and dates. */
export interface GrantOptions {
  subject: Hex;
  grantee: number;
  /** With all that they cover: who names TREAT permits its kinds of treatment as well. */
  purposes: readonly string[];
  /** With all that they cover: who names HEALTH permits everything. */
  categories: readonly string[];
  /** All, unless some are named. */
  kinds?: readonly string[] | undefined;
  /** None, unless some are named: a record with any other stays closed. */
  sensitivities?: readonly string[] | undefined;
  obligations?: readonly string[] | undefined;
  refrains?: readonly string[] | undefined;
  /** When records may be opened: Unix seconds, both ends included; at once unless `from` is given. */
  access: { from?: number; until: number };
  /** What the records are dated: FHIR dates, both ends included. */
  data?: { start?: string; end?: string };
  uses: number;
  /** Last second in which it may be carried to the chain. */
  deadline: number;
}

/** The grant that a patient signs, with a salt of its own. */
export function buildGrant(options: GrantOptions): ConsentGrant {
  const { subject, grantee, access, uses: maxUses, deadline } = options;
  const data = dataPeriodOf(options.data);
  const provision = packProvision({
    effect: EFFECT.PERMIT,
    purposes: maskOf("purposes", withDescendants("purposes", options.purposes)),
    accessFrom: BigInt(access.from ?? 0),
    accessUntil: BigInt(access.until),
    dataFrom: BigInt(data.from),
    dataUntil: BigInt(data.until),
    kinds: options.kinds ? maskOf("kinds", options.kinds) : 2n ** BigInt(widths.kinds) - 1n,
    sensitivities: maskOf(
      "sensitivities",
      withDescendants("sensitivities", options.sensitivities ?? []),
    ),
    categories: maskOf("categories", withDescendants("categories", options.categories)),
    obligations: maskOf("obligations", options.obligations ?? ["AUDIT"]),
    refrains: maskOf("refrains", options.refrains ?? ["NORDSCLCD"]),
    actions: maskOf("actions", ["access"]),
  });
  return {
    subject,
    terms: { grantee, provisions: [provision], salt: randomHex(32) },
    notAfter: access.until,
    maxUses,
    deadline,
  };
}
