/** A proof that travels as one JSON file and is verified without a network. */
import { z } from "zod";
import { fail } from "../core/errors.ts";
import { hex, hexUpTo, id, uint } from "./schema.ts";

export const PROOF_FORMAT = "careledger-proof/1";

/** A tree of 2^32 leaves is no deeper. */
const MAX_DEPTH = 32;
/** A path of 32 bytes has 64 nibbles. */
const MAX_NODES = 65;
/** A branch of 16 hashes has 532 bytes. */
const MAX_NODE_BYTES = 1_024;
/** A QBFT header names its validators: some 700 of them. */
const MAX_HEADER_BYTES = 16_384;

const nodes = z.array(hexUpTo(MAX_NODE_BYTES)).min(1).max(MAX_NODES);

const proofFile = z.strictObject({
  format: z.literal(PROOF_FORMAT),
  /** Decimal. */
  chainId: z.string().regex(/^\d{1,20}$/),
  /** Hash of block 0. */
  genesis: id,
  recordIndex: hex(20),
  custodian: uint(32),
  root: id,
  count: uint(32).min(1),
  id,
  position: uint(32),
  /** From the leaf up to the root. */
  siblings: z.array(id).max(MAX_DEPTH),
  /** What the id is the hash of, where the prover knows it. */
  fields: z
    .strictObject({
      subject: id,
      header: id,
      fingerprint: id,
      cid: id,
      previous: id,
    })
    .optional(),
  /** The transaction that anchored the batch, to look it up. */
  anchored: z.strictObject({ block: uint(32), transaction: id }),
  /** What ties the root to a block's hash, where the prover's node has such proofs. */
  state: z
    .strictObject({
      block: uint(32),
      hash: id,
      header: hexUpTo(MAX_HEADER_BYTES),
      account: nodes,
      /** The slot of the batch, and the slot of the entry's state. */
      slots: z.tuple([nodes, nodes]),
    })
    .optional(),
});

/** One entry of a batch and its proofs, as plain JSON: `JSON.stringify` writes the file. */
export type ProofFile = z.infer<typeof proofFile>;

/** Reads what claims to be a proof file; nothing of it is verified yet. */
export function parseProof(file: unknown): ProofFile {
  const { format } = (file ?? {}) as { format?: unknown };
  if (typeof format === "string" && /^careledger-proof\/\d{1,6}$/.test(format)) {
    if (format !== PROOF_FORMAT) fail("PROOF_VERSION", { found: format, known: PROOF_FORMAT });
  }
  const parsed = proofFile.safeParse(file);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue!.path.filter((part) => typeof part === "string").join(".");
  return fail("PROOF_FORMAT", { where: where || "the whole" });
}
