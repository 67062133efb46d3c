/** The consent by which another payer reads what one claim was billed from (CL-17). */
import { concatBytes, fromHex, type Hex, keccak256, randomHex, toHex } from "./bytes.ts";
import { dayOf } from "./dates.ts";
import type { ConsentGrant, Terms } from "./structs.ts";
import { buildGrant, type GrantOptions } from "./terms.ts";

export interface ClaimGrantOptions extends Pick<
  GrantOptions,
  "subject" | "kinds" | "sensitivities" | "uses" | "deadline"
> {
  /** The insurer that reads. */
  payer: number;
  claim: Hex;
  /** When the claim's service began (Unix seconds), and how long it took. */
  start: number;
  length: number;
  /** Last second in which it may read. */
  until: number;
}

/** The salt of a grant's terms names the claim, to whoever knows the nonce; to others it is random. */
const saltOf = (claim: Hex, nonce: Hex): Hex =>
  toHex(keccak256(concatBytes(fromHex(claim, 32), fromHex(nonce, 32))));

/**
 * A grant for one claim: for the purpose CLMATTCH (claim attachment) alone, for records dated on the days
 * of the claim's service. It covers other records of these days too: name `kinds` where that matters.
 * `nonce`: what shows to an auditor that the grant was for this claim (`isForClaim`).
 */
export function claimGrant(options: ClaimGrantOptions): { grant: ConsentGrant; nonce: Hex } {
  const { payer, claim, start, length, until, ...rest } = options;
  const nonce = randomHex(32);
  const grant = buildGrant({
    ...rest,
    grantee: payer,
    purposes: ["CLMATTCH"],
    categories: ["HEALTH"],
    access: { until },
    data: { start: dayOf(start), end: dayOf(start + length) },
  });
  return { grant: { ...grant, terms: { ...grant.terms, salt: saltOf(claim, nonce) } }, nonce };
}

/** Whether the terms of a grant name this claim. */
export const isForClaim = (terms: Terms, claim: Hex, nonce: Hex): boolean =>
  terms.salt === saltOf(claim, nonce);
