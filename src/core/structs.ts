/**
 * The EIP-712 structs of the suite: their types and their hashes. A struct's hash is its id on
 * chain and here; contracts/types computes the same ones, and test/types compares the two.
 */
import { concatBytes, fromHex, type Hex, keccak256, toHex, uintBytes, utf8 } from "./bytes.ts";
import type { PackedProvision } from "./words.ts";

/** Field lists as wallets take them (`signTypedData` of ethers). */
export const structTypes = {
  RecordContent: [
    { name: "fingerprint", type: "bytes32" },
    { name: "cid", type: "bytes32" },
    { name: "previous", type: "bytes32" },
  ],
  RecordEntry: [
    { name: "subject", type: "bytes32" },
    { name: "custodian", type: "uint32" },
    { name: "header", type: "uint256" },
    { name: "content", type: "RecordContent" },
  ],
  Provision: [
    { name: "rule", type: "uint256" },
    { name: "labels", type: "uint256" },
  ],
  Terms: [
    { name: "grantee", type: "uint32" },
    { name: "provisions", type: "Provision[]" },
    { name: "salt", type: "bytes32" },
  ],
  ConsentGrant: [
    { name: "subject", type: "bytes32" },
    { name: "terms", type: "Terms" },
    { name: "notAfter", type: "uint40" },
    { name: "maxUses", type: "uint32" },
    { name: "deadline", type: "uint40" },
  ],
  Revocation: [
    { name: "grant", type: "bytes32" },
    { name: "deadline", type: "uint40" },
  ],
  AccessRequest: [
    { name: "grant", type: "bytes32" },
    { name: "grantee", type: "uint32" },
    { name: "purpose", type: "uint8" },
    { name: "action", type: "uint8" },
    { name: "nonce", type: "bytes32" },
  ],
  AccessReceipt: [
    { name: "grant", type: "bytes32" },
    { name: "request", type: "bytes32" },
    { name: "entries", type: "bytes32[]" },
  ],
  Enrolment: [
    { name: "kind", type: "uint8" },
    { name: "signer", type: "bytes" },
    { name: "encryptionKey", type: "bytes32" },
    { name: "voucher", type: "uint32" },
    { name: "method", type: "uint8" },
    { name: "salt", type: "bytes32" },
    { name: "deadline", type: "uint40" },
  ],
  Rotation: [
    { name: "subject", type: "bytes32" },
    { name: "signer", type: "bytes" },
    { name: "encryptionKey", type: "bytes32" },
    { name: "endsGrants", type: "bool" },
    { name: "nonce", type: "bytes32" },
    { name: "deadline", type: "uint40" },
  ],
  FindRequest: [
    { name: "subject", type: "bytes32" },
    { name: "grant", type: "bytes32" },
    { name: "custodian", type: "uint32" },
    { name: "purpose", type: "uint8" },
    { name: "nonce", type: "bytes32" },
    { name: "deadline", type: "uint40" },
  ],
  ReleaseRequest: [
    { name: "receipt", type: "bytes32" },
    { name: "custodian", type: "uint32" },
    { name: "nonce", type: "bytes32" },
    { name: "deadline", type: "uint40" },
  ],
} as const;

export type StructName = keyof typeof structTypes;

/** EIP-712: the struct's own fields, then the types it refers to in the order of their names. */
function encodeType(name: StructName): string {
  const referred = new Set<StructName>();
  const collect = (struct: StructName): void => {
    for (const { type } of structTypes[struct]) {
      const base = type.replace("[]", "");
      if (base in structTypes && !referred.has(base as StructName)) {
        referred.add(base as StructName);
        collect(base as StructName);
      }
    }
  };
  collect(name);
  return [name, ...[...referred].sort()]
    .map((s) => `${s}(${structTypes[s].map((f) => `${f.type} ${f.name}`).join(",")})`)
    .join("");
}

const typeHashes = new Map<StructName, Uint8Array>();

export function typeHash(name: StructName): Uint8Array {
  let hash = typeHashes.get(name);
  if (!hash) typeHashes.set(name, (hash = keccak256(utf8(encodeType(name)))));
  return hash;
}

/** A field as its 32-byte word: numbers are left-padded, hexadecimal strings are 32 bytes. */
const word = (value: bigint | number | boolean | Hex): Uint8Array =>
  typeof value === "string" ? fromHex(value, 32) : uintBytes(BigInt(value), 32);

type Fields = readonly (bigint | number | boolean | Hex)[];

const hashStruct = (name: StructName, fields: Fields): Hex =>
  toHex(keccak256(concatBytes(typeHash(name), ...fields.map(word))));

const hashArray = (hashes: readonly Hex[]): Hex =>
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

/** Who verifies a signature: EIP-712 domain of a contract (or of gateways) on one chain. */
export interface SigningDomain {
  name: string;
  version: string;
  chainId: bigint;
  verifyingContract: Hex;
}

const DOMAIN_TYPEHASH = keccak256(
  utf8("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
);

export function domainSeparator(domain: SigningDomain): Hex {
  return toHex(
    keccak256(
      concatBytes(
        DOMAIN_TYPEHASH,
        keccak256(utf8(domain.name)),
        keccak256(utf8(domain.version)),
        uintBytes(domain.chainId, 32),
        uintBytes(BigInt(domain.verifyingContract), 32),
      ),
    ),
  );
}

/** What is signed: EIP-712 digest of a struct hash under a domain. */
export const signingDigest = (domain: SigningDomain, structHash: Hex): Hex =>
  toHex(
    keccak256(
      concatBytes(
        new Uint8Array([0x19, 0x01]),
        fromHex(domainSeparator(domain), 32),
        fromHex(structHash, 32),
      ),
    ),
  );
