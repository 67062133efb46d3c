import { type Chain, signingDomain } from "../chain/chain.ts";
import { read, type Sent, transact } from "../chain/transact.ts";
import type { Hex } from "../core/bytes.ts";
import type { Signer } from "../core/signers.ts";
import { signingDigest } from "../core/signing.ts";
import { type ConsentGrant, grantId, revocationHash, termsHash } from "../core/structs.ts";

export const STANDING = [
  "LIVE",
  "UNKNOWN",
  "REVOKED",
  "EXPIRED",
  "EXHAUSTED",
  "KEY_EPOCH_ENDED",
] as const;
export type Standing = (typeof STANDING)[number];

export interface GrantSignature {
  signer: Hex;
  signature: Hex;
}

const hashed = (grant: ConsentGrant) => ({ ...grant, terms: termsHash(grant.terms) });

/** Consents: signed by patients, carried to the chain by members, ended by patients. */
export class ConsentModule {
  readonly #chain: Chain;

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  /** The patient's signature over a grant, for this chain alone. */
  async sign(grant: ConsentGrant, signer: Signer): Promise<GrantSignature> {
    const domain = signingDomain(this.#chain, "ConsentRegistry");
    return {
      signer: signer.bytes,
      signature: await signer.sign(signingDigest(domain, grantId(grant))),
    };
  }

  /** The patient's signature that ends a grant. `deadline`: Unix seconds. */
  async signRevocation(
    grant: ConsentGrant,
    deadline: number,
    signer: Signer,
  ): Promise<GrantSignature & { deadline: number }> {
    const domain = signingDomain(this.#chain, "ConsentRegistry");
    const hash = revocationHash({ grant: grantId(grant), deadline });
    return {
      deadline,
      signer: signer.bytes,
      signature: await signer.sign(signingDigest(domain, hash)),
    };
  }

  /** Carries a signed grant to the chain. */
  async grant(grant: ConsentGrant, signed: GrantSignature): Promise<Sent<unknown>> {
    const { network, contracts } = this.#chain;
    return await transact(
      network,
      contracts.consentRegistry,
      "ConsentGranted",
      contracts.consentRegistry.grant({ grant: hashed(grant), ...signed }),
    );
  }

  /** Carries a signed revocation to the chain; any sender may. What was read stays read. */
  async revoke(
    grant: ConsentGrant,
    { deadline, signer, signature }: GrantSignature & { deadline: number },
  ): Promise<Sent<unknown>> {
    const { network, contracts } = this.#chain;
    return await transact(
      network,
      contracts.consentRegistry,
      "ConsentRevoked",
      contracts.consentRegistry.revoke(hashed(grant), deadline, signer, signature),
    );
  }

  /** How a grant stands in a block (the newest by default). */
  async standing(grant: ConsentGrant, blockTag: number | "latest" = "latest"): Promise<Standing> {
    const { consentRegistry } = this.#chain.contracts;
    return STANDING[Number(await read(consentRegistry.standing(hashed(grant), { blockTag })))]!;
  }
}
