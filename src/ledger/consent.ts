import { type Chain, signingDomain } from "../chain/chain.ts";
import { read } from "../chain/transact.ts";
import { type Write, write, writeMany } from "../chain/write.ts";
import type { Hex } from "../core/bytes.ts";
import { type Standing, STANDINGS } from "../core/enums.ts";
import type { SuiteEvents } from "../core/events.ts";
import type { Signer } from "../core/signers.ts";
import { signingDigest } from "../core/signing.ts";
import { type ConsentGrant, grantId, revocationHash, termsHash } from "../core/structs.ts";

export interface GrantSignature {
  signer: Hex;
  signature: Hex;
}

/** A grant with its patient's signature, as a member carries it. */
export interface SignedGrant extends GrantSignature {
  grant: ConsentGrant;
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

  /** Carries a signed grant to the chain; any ACTIVE member may. */
  grant(grant: ConsentGrant, signed: GrantSignature): Write<SuiteEvents["ConsentGranted"]> {
    const { consentRegistry } = this.#chain.contracts;
    return write(this.#chain, "ConsentGranted", () =>
      consentRegistry.grant.populateTransaction({ ...signed, grant: hashed(grant) }),
    );
  }

  /** Carries many: all of them, or none. */
  grantMany(signed: readonly SignedGrant[]): Write<SuiteEvents["ConsentGranted"][]> {
    const { consentRegistry } = this.#chain.contracts;
    return writeMany(this.#chain, "ConsentGranted", () =>
      consentRegistry.grantMany.populateTransaction(
        signed.map((one) => ({ ...one, grant: hashed(one.grant) })),
      ),
    );
  }

  /** Carries a signed revocation to the chain; any sender may. What was read stays read. */
  revoke(
    grant: ConsentGrant,
    { deadline, signer, signature }: GrantSignature & { deadline: number },
  ): Write<SuiteEvents["ConsentRevoked"]> {
    const { consentRegistry } = this.#chain.contracts;
    return write(this.#chain, "ConsentRevoked", () =>
      consentRegistry.revoke.populateTransaction(hashed(grant), deadline, signer, signature),
    );
  }

  /** How a grant stands in a block (the newest by default). */
  async standing(grant: ConsentGrant, blockTag: number | "latest" = "latest"): Promise<Standing> {
    const { consentRegistry } = this.#chain.contracts;
    return STANDINGS[Number(await read(consentRegistry.standing(hashed(grant), { blockTag })))]!;
  }
}
