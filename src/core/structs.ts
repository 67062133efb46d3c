/**
 * The structs of the suite and their EIP-712 hashes. A struct's hash is its id on chain and here;
 * contracts/types computes the same ones, and test/types compares the two.
 */
import { concatBytes, fromHex, type Hex, keccak256, toHex, uintBytes } from "./bytes.ts";
import { type StructName, typeHash } from "./structTypes.ts";
import type { PackedProvision } from "./words.ts";

/** A field as its 32-byte word: numbers are left-padded, hexadecimal strings are 32 bytes. */
const word = (value: bigint | number | boolean | Hex): Uint8Array =>
  typeof value === "string" ? fromHex(value, 32) : uintBytes(BigInt(value), 32);

type Fields = readonly (bigint | number | boolean | Hex)[];

/** EIP-712: the struct hash of fields that are words already. */
export function hashStruct(name: StructName, fields: Fields): Hex {
  const words = new Uint8Array(32 * (1 + fields.length));
  words.set(typeHash(name));
  fields.forEach((field, i) => words.set(word(field), 32 * (1 + i)));
  return toHex(keccak256(words));
}

export const hashArray = (hashes: readonly Hex[]): Hex =>
  toHex(keccak256(concatBytes(...hashes.map((hash) => fromHex(hash, 32)))));

const hashBytes = (bytes: Hex): Hex => toHex(keccak256(fromHex(bytes)));

/** What is committed of a record's bytes: fingerprint, digest of the CID, id of the version before. */
export interface RecordContent {
  fingerprint: Hex;
  cid: Hex;
  previous: Hex;
}

export interface RecordEntry {
  subject: Hex;
  custodian: number;
  header: bigint;
  content: RecordContent;
}

export const contentHash = (c: RecordContent): Hex =>
  hashStruct("RecordContent", [c.fingerprint, c.cid, c.previous]);

export const entryId = (e: RecordEntry): Hex =>
  hashStruct("RecordEntry", [e.subject, e.custodian, e.header, contentHash(e.content)]);

export interface Terms {
  grantee: number;
  provisions: PackedProvision[];
  salt: Hex;
}

/** A consent as the patient signs it. Times are Unix seconds. */
export interface ConsentGrant {
  subject: Hex;
  terms: Terms;
  notAfter: number;
  maxUses: number;
  deadline: number;
}

export const termsHash = (t: Terms): Hex =>
  hashStruct("Terms", [
    t.grantee,
    hashArray(t.provisions.map((p) => hashStruct("Provision", [p.rule, p.labels]))),
    t.salt,
  ]);

export const grantId = (g: ConsentGrant): Hex =>
  hashStruct("ConsentGrant", [g.subject, termsHash(g.terms), g.notAfter, g.maxUses, g.deadline]);

export const revocationHash = (r: { grant: Hex; deadline: number }): Hex =>
  hashStruct("Revocation", [r.grant, r.deadline]);

export interface AccessRequest {
  grant: Hex;
  grantee: number;
  purpose: number;
  action: number;
  nonce: Hex;
}

export const requestHash = (r: AccessRequest): Hex =>
  hashStruct("AccessRequest", [r.grant, r.grantee, r.purpose, r.action, r.nonce]);

export const receiptId = (r: { grant: Hex; request: Hex; entries: readonly Hex[] }): Hex =>
  hashStruct("AccessReceipt", [r.grant, r.request, hashArray(r.entries)]);

/** Entries of one batch, proven together. */
export interface EntryGroup {
  custodian: number;
  root: Hex;
  positions: number[];
  headers: bigint[];
  /** Struct hashes of `RecordContent`. */
  contents: Hex[];
  proof: Hex[];
}

export const SUBJECT_KIND = { PATIENT: 1, ENTERPRISE: 2 } as const;
export const VOUCH_METHOD = { IN_PERSON: 1, DOCUMENT: 2, FEDERATED: 3 } as const;

/** What the controller of a new pseudonym signs. `signer`: ERC-7913 bytes. */
export interface Enrolment {
  kind: number;
  signer: Hex;
  encryptionKey: Hex;
  voucher: number;
  method: number;
  salt: Hex;
  deadline: number;
}

/** The subject's id. */
export const enrolmentHash = (e: Enrolment): Hex =>
  hashStruct("Enrolment", [
    e.kind,
    hashBytes(e.signer),
    e.encryptionKey,
    e.voucher,
    e.method,
    e.salt,
    e.deadline,
  ]);

export interface Rotation {
  subject: Hex;
  signer: Hex;
  encryptionKey: Hex;
  endsGrants: boolean;
  nonce: Hex;
  deadline: number;
}

export const rotationHash = (r: Rotation): Hex =>
  hashStruct("Rotation", [
    r.subject,
    hashBytes(r.signer),
    r.encryptionKey,
    r.endsGrants,
    r.nonce,
    r.deadline,
  ]);

/** A grantee (or, with the zero grant, the patient herself) asks what a custodian holds. */
export interface FindRequest {
  subject: Hex;
  grant: Hex;
  custodian: number;
  purpose: number;
  nonce: Hex;
  deadline: number;
}

export const findRequestHash = (r: FindRequest): Hex =>
  hashStruct("FindRequest", [r.subject, r.grant, r.custodian, r.purpose, r.nonce, r.deadline]);

/** A grantee asks for the keys that a receipt entitles it to. */
export interface ReleaseRequest {
  receipt: Hex;
  custodian: number;
  nonce: Hex;
  deadline: number;
}

export const releaseRequestHash = (r: ReleaseRequest): Hex =>
  hashStruct("ReleaseRequest", [r.receipt, r.custodian, r.nonce, r.deadline]);
