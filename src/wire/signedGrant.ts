/** A signed grant that travels as text, from the patient to whoever carries or uses it. */
import { z } from "zod";
import type { Hex } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import { consentGrant, toJson } from "./messages.ts";
import { hex, hexUpTo } from "./schema.ts";

const signedGrant = z.strictObject({
  chainId: z.string().regex(/^\d{1,20}$/),
  consentRegistry: hex(20),
  grant: consentGrant,
  signer: hexUpTo(256),
  signature: hexUpTo(4096),
});

/** Where a signature holds. */
export interface SignedFor {
  chainId: bigint;
  consentRegistry: Hex;
}

type Signed = Omit<z.infer<typeof signedGrant>, "chainId" | "consentRegistry">;

/** As JSON, in one line. */
export const signedGrantText = (
  { chainId, consentRegistry }: SignedFor,
  { grant, signer, signature }: Signed,
): string => toJson({ chainId: String(chainId), consentRegistry, grant, signer, signature });

/** Reads what `signedGrantText` wrote for this registry. @throws CONSENT_FILE */
export function parseSignedGrant(text: string, at: SignedFor): Signed {
  const parsed = signedGrant.safeParse(parsedJson(text));
  if (!parsed.success) return fail("CONSENT_FILE", { reason: "it is something else" });
  const { chainId, consentRegistry, ...signed } = parsed.data;
  const isOurs =
    BigInt(chainId) === at.chainId &&
    consentRegistry.toLowerCase() === at.consentRegistry.toLowerCase();
  return isOurs ? signed : fail("CONSENT_FILE", { reason: "it is for another chain" });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
