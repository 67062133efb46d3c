/**
 * The EIP-712 types of the suite's structs; contracts/types has the same ones.
 */
import { keccak256, utf8 } from "./bytes.ts";
import { claimTypes } from "./claimTypes.ts";
import { fundTypes } from "./fundTypes.ts";
import { settlementTypes } from "./settlementTypes.ts";

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
  LotContent: [
    { name: "materials", type: "bytes32[]" },
    { name: "qcReport", type: "bytes32" },
    { name: "salt", type: "bytes32" },
  ],
  LotBody: [
    { name: "product", type: "uint64" },
    { name: "number", type: "bytes32" },
    { name: "made", type: "uint40" },
    { name: "expiry", type: "uint40" },
    { name: "count", type: "uint32" },
    { name: "content", type: "LotContent" },
  ],
  Lot: [
    { name: "body", type: "LotBody" },
    { name: "codeRoot", type: "bytes32" },
  ],
  Parcel: [
    { name: "lot", type: "bytes32" },
    { name: "first", type: "uint32" },
    { name: "count", type: "uint32" },
  ],
  Container: [
    { name: "sscc", type: "uint64" },
    { name: "lots", type: "bytes32[]" },
    { name: "contents", type: "uint256[]" },
  ],
  Sale: [
    { name: "product", type: "uint64" },
    { name: "code", type: "bytes32" },
  ],
  Payer: [
    { name: "pseudonym", type: "bytes32" },
    { name: "salt", type: "bytes32" },
  ],
  SaleTerms: [
    { name: "payer", type: "Payer" },
    { name: "dispenser", type: "uint32" },
  ],
  Sensor: [
    { name: "owner", type: "uint32" },
    { name: "signer", type: "bytes" },
    { name: "device", type: "bytes32" },
  ],
  Readings: [
    { name: "sensor", type: "bytes32" },
    { name: "sequence", type: "uint24" },
    { name: "start", type: "uint40" },
    { name: "readings", type: "bytes" },
  ],
  Price: [
    { name: "perUnit", type: "uint128" },
    { name: "payer", type: "address" },
    { name: "payee", type: "address" },
    { name: "conditions", type: "bytes32" },
    { name: "salt", type: "bytes32" },
  ],
  OrderTerms: [
    { name: "product", type: "uint64" },
    { name: "quantity", type: "uint32" },
    { name: "price", type: "Price" },
  ],
  Order: [
    { name: "buyer", type: "uint32" },
    { name: "supplier", type: "uint32" },
    { name: "inspector", type: "uint32" },
    { name: "insurer", type: "uint32" },
    { name: "deadline", type: "uint40" },
    { name: "terms", type: "OrderTerms" },
  ],
  GoodsKey: [
    { name: "lot", type: "bytes32" },
    { name: "file", type: "bool" },
    { name: "from", type: "uint32" },
    { name: "to", type: "uint32" },
    { name: "epoch", type: "uint32" },
    { name: "sealed", type: "bytes" },
  ],
  LotKeyRequest: [
    { name: "lot", type: "bytes32" },
    { name: "first", type: "uint32" },
    { name: "count", type: "uint32" },
    { name: "container", type: "bytes32" },
    { name: "custodian", type: "uint32" },
    { name: "nonce", type: "bytes32" },
    { name: "deadline", type: "uint40" },
  ],
  OrderRequest: [
    { name: "order", type: "bytes32" },
    { name: "custodian", type: "uint32" },
    { name: "nonce", type: "bytes32" },
    { name: "deadline", type: "uint40" },
  ],
  MemberScan: [
    { name: "product", type: "uint64" },
    { name: "code", type: "bytes32" },
    { name: "north", type: "uint32" },
    { name: "east", type: "uint32" },
    { name: "time", type: "uint40" },
  ],
  Plan: [
    { name: "insurer", type: "uint32" },
    { name: "code", type: "bytes32" },
    { name: "limits", type: "uint256" },
    { name: "shares", type: "uint256" },
    { name: "terms", type: "uint256" },
    { name: "weights", type: "bytes32" },
    { name: "chronic", type: "bytes32" },
  ],
  Agreement: [
    { name: "insurer", type: "uint32" },
    { name: "institution", type: "uint32" },
    { name: "text", type: "bytes32" },
    { name: "law", type: "bytes32" },
    { name: "disputes", type: "bytes32" },
    { name: "from", type: "uint24" },
    { name: "until", type: "uint24" },
    { name: "services", type: "uint128" },
    { name: "factor", type: "uint16" },
    { name: "notice", type: "uint16" },
    { name: "cure", type: "uint16" },
    { name: "clauses", type: "bytes32" },
    { name: "deadline", type: "uint40" },
  ],
  Clause: [
    { name: "trigger", type: "uint8" },
    { name: "confirmer", type: "uint32" },
    { name: "value", type: "uint128" },
    { name: "condition", type: "bytes32" },
  ],
  ...claimTypes,
  ...settlementTypes,
  ...fundTypes,
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
  return [name, ...[...referred].toSorted()]
    .map((s) => `${s}(${structTypes[s].map((f) => `${f.type} ${f.name}`).join(",")})`)
    .join("");
}

const typeHashes = new Map<StructName, Uint8Array>();

export function typeHash(name: StructName): Uint8Array {
  let hash = typeHashes.get(name);
  if (!hash) typeHashes.set(name, (hash = keccak256(utf8(encodeType(name)))));
  return hash;
}
