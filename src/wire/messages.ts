/**
 * What travels between institutions' software and a custodian's gateway, as JSON. Words of 256
 * bits are hexadecimal, like ids; every list has a limit.
 */
import { z } from "zod";
import { type Hex, toHex, uintBytes } from "../core/bytes.ts";
import type { ConsentGrant } from "../core/structs.ts";
import { hex, hexUpTo, id, uint, word } from "./schema.ts";

/** The most entries in an answer or a receipt. */
export const MAX_ENTRIES = 1_000;
const MAX_PROVISIONS = 100;
const MAX_DEPTH = 32;

const provision = z.strictObject({ rule: word, labels: word });

/** A grant with its terms open. */
export const consentGrant = z.strictObject({
  subject: id,
  terms: z.strictObject({
    grantee: uint(32),
    provisions: z.array(provision).max(MAX_PROVISIONS),
    salt: id,
  }),
  notAfter: uint(40),
  maxUses: uint(32),
  deadline: uint(40),
}) satisfies z.ZodType<ConsentGrant>;

const envelope = { signer: hexUpTo(256), signature: hexUpTo(4096) };

/** How many entries the answers before had: where the next one goes on. */
const after = z
  .string()
  .regex(/^\d{1,15}$/)
  .optional();

/** Asks which entries a grant covers; without a grant, a patient asks for her own. */
export const findMessage = z.strictObject({
  request: z.strictObject({
    subject: id,
    grant: id,
    custodian: uint(32),
    purpose: uint(8),
    nonce: id,
    deadline: uint(40),
  }),
  grant: consentGrant.optional(),
  after,
  ...envelope,
});

/** An entry, what its id is made of, and its place in its batch. */
export const foundEntry = z.strictObject({
  id,
  header: word,
  fingerprint: id,
  cid: id,
  previous: id,
  root: id,
  count: uint(32).min(1),
  position: uint(32),
  siblings: z.array(id).max(MAX_DEPTH),
});

export const findAnswer = z.strictObject({
  entries: z.array(foundEntry).max(MAX_ENTRIES),
  after,
});

/** Asks for the keys that a receipt entitles to, showing what its id is made of. */
export const releaseMessage = z.strictObject({
  request: z.strictObject({
    receipt: id,
    custodian: uint(32),
    nonce: id,
    deadline: uint(40),
  }),
  grant: consentGrant,
  accessRequest: id,
  entries: z.array(id).min(1).max(MAX_ENTRIES),
  ...envelope,
});

export const releaseAnswer = z.strictObject({
  /** Content keys, HPKE-sealed to the grantee's key of the receipt's epoch. */
  keys: z.array(z.strictObject({ entry: id, sealed: hexUpTo(256) })).max(MAX_ENTRIES),
});

export const aboutAnswer = z.strictObject({
  custodian: uint(32),
  chainId: z.string(),
  receipts: hex(20),
});

/** Askers print it: no gateway may put words of its own there. */
const errorCode = z.string().regex(/^[A-Z][A-Z0-9_]{0,39}$/);

/** FHIR OperationOutcome, with our error code in `details`. */
export const problemAnswer = z.object({
  resourceType: z.literal("OperationOutcome"),
  issue: z
    .array(
      z.object({
        severity: z.string(),
        code: z.string(),
        details: z.object({
          coding: z.array(z.object({ code: errorCode, system: z.string().optional() })),
        }),
        diagnostics: z.string(),
      }),
    )
    .min(1),
});

export type FindMessage = z.infer<typeof findMessage>;
export type FindAnswer = z.infer<typeof findAnswer>;
export type FoundEntry = FindAnswer["entries"][number];
/** An entry with what its id is made of besides: as the asker keeps it once it is checked. */
export interface FoundRecord extends FoundEntry {
  readonly subject: Hex;
  readonly custodian: number;
}
export type ReleaseMessage = z.infer<typeof releaseMessage>;
export type ReleaseAnswer = z.infer<typeof releaseAnswer>;
export type ProblemAnswer = z.infer<typeof problemAnswer>;
export type AboutAnswer = z.infer<typeof aboutAnswer>;

/** JSON with words as 32 hexadecimal bytes. */
export const toJson = (message: unknown): string =>
  JSON.stringify(message, (_, value: unknown) =>
    typeof value === "bigint" ? toHex(uintBytes(value, 32)) : value,
  );
