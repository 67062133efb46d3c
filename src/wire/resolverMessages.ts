/** What resolvers answer of a unit, and what members tell them, as JSON. */
import { z } from "zod";
import type { Hex } from "../core/bytes.ts";
import { packText } from "../core/goods.ts";
import { hashStruct } from "../core/structs.ts";
import { MAX_MATERIALS, product } from "./lotFile.ts";
import { hex, hexUpTo, id, uint } from "./schema.ts";

/** Lots in which one code may be: in more than one only by mistake, or worse. */
export const MAX_CANDIDATES = 8;
/** Levels of the largest code tree. */
const MAX_PROOF = 32;

/** Code of a problem document: the resolver has no unit of this code. */
export const UNIT_UNKNOWN = "RESOLVER_UNKNOWN";

const text = z.string().regex(/^[\x20-\x7e]{1,32}$/);
const place = { signer: hex(20), signature: hexUpTo(4096) };

/** What proves one unit, and where it is. Nothing of it is believed until the chain was asked. */
export const unitCandidate = z.strictObject({
  body: z.strictObject({
    product,
    number: text,
    made: uint(40),
    expiry: uint(40),
    count: uint(32).min(1),
  }),
  /** What the hash in the lot's body stands for: raw-material lots, digest of the QC report. */
  content: z.strictObject({
    materials: z.array(id).max(MAX_MATERIALS),
    qcReport: id,
    salt: id,
  }),
  codeRoot: id,
  index: uint(32),
  salt: hex(16),
  proof: z.array(id).max(MAX_PROOF),
  /** The parcel in which it is now. */
  range: z.strictObject({ first: uint(32), count: uint(32).min(1) }),
  /** The container in which that is packed; 32 zero bytes for none. */
  container: id,
});

/**
 * A scan by an institution, which its account signs as the struct MemberScan. `code`: as printed;
 * signed is `packText` of it. `north`, `east`: 100,000ths of a degree from the south pole, and from
 * the meridian 180° west of Greenwich. `time`: Unix seconds.
 */
export const memberScan = z.strictObject({
  product,
  code: text,
  north: uint(32).max(18_000_000),
  east: uint(32).max(36_000_000),
  time: uint(40),
});
export const signedScan = z.strictObject({ scan: memberScan, ...place });

export const unitAnswer = z.strictObject({
  candidates: z.array(unitCandidate).min(1).max(MAX_CANDIDATES),
  /** The last two scans by institutions, where nothing could have gone from one to the other. */
  apart: z.array(signedScan).max(2),
});

/** A holder, or whom goods are sent to, asks for the key of its lot's file. */
export const lotKeyMessage = z.strictObject({
  request: z.strictObject({
    lot: id,
    /** Of its parcel. A maker or a regulator names none: 0 and 0. */
    first: uint(32),
    count: uint(32),
    /** The container in which that is packed; 32 zero bytes for none. */
    container: id,
    custodian: uint(32),
    nonce: id,
    deadline: uint(40),
  }),
  ...place,
});

export type UnitCandidate = z.infer<typeof unitCandidate>;
export type UnitAnswer = z.infer<typeof unitAnswer>;
export type MemberScan = z.infer<typeof memberScan>;
export type SignedScan = z.infer<typeof signedScan>;
export type LotKeyMessage = z.infer<typeof lotKeyMessage>;
export type LotKeyRequest = LotKeyMessage["request"];

export const lotKeyRequestHash = (r: LotKeyRequest): Hex =>
  hashStruct("LotKeyRequest", [
    r.lot,
    r.first,
    r.count,
    r.container,
    r.custodian,
    r.nonce,
    r.deadline,
  ]);

/** A member's scan as it is signed. */
export const shownScan = (scan: MemberScan) => ({ ...scan, code: packText(scan.code) });

export const memberScanHash = (s: ReturnType<typeof shownScan>): Hex =>
  hashStruct("MemberScan", [s.product, s.code, s.north, s.east, s.time]);

/** Messages with products, which are numbers of up to 64 bits, in decimal. */
export const resolverJson = (message: unknown): string =>
  JSON.stringify(message, (_, value: unknown) =>
    typeof value === "bigint" ? value.toString() : value,
  );
