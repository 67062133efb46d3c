/** A signed grant's file for programs without the SDK: its terms travel to contracts as their hash. */
import { readFileSync } from "node:fs";
import { TypedDataEncoder } from "ethers";

/** As `care.consent.toText` and `careledger consent grant --out` write it. */
interface GrantFile {
  grant: {
    subject: string;
    terms: { grantee: number; provisions: { rule: string; labels: string }[]; salt: string };
    notAfter: number;
    maxUses: number;
    deadline: number;
  };
}

const TYPES = {
  Terms: [
    { name: "grantee", type: "uint32" },
    { name: "provisions", type: "Provision[]" },
    { name: "salt", type: "bytes32" },
  ],
  Provision: [
    { name: "rule", type: "uint256" },
    { name: "labels", type: "uint256" },
  ],
};

/** The grant as ConsentRegistry takes it, and its terms as they were signed. */
export function readGrant(file: string) {
  const { grant } = JSON.parse(readFileSync(file, "utf8")) as GrantFile;
  const { terms } = grant;
  return { shown: { ...grant, terms: TypedDataEncoder.hashStruct("Terms", TYPES, terms) }, terms };
}
