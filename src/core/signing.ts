import { concatBytes, fromHex, type Hex, keccak256, toHex, uintBytes, utf8 } from "./bytes.ts";

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
