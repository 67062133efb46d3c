import { type Chain, signingDomain } from "../chain/chain.ts";
import type { Hex } from "../core/bytes.ts";
import { ContractRevert, fail } from "../core/errors.ts";
import { recoverAccount } from "../core/signers.ts";
import { signingDigest } from "../core/signing.ts";
import type { Participant } from "../core/slots.ts";
import { IdentityModule } from "../ledger/identity.ts";
import type { Journal } from "./journal.ts";

/** The furthest that a request's deadline may lie ahead, in seconds. */
const MAX_AHEAD = 600;

export interface Signed {
  signer: Hex;
  signature: Hex;
}

/** A request to one gateway, which is answered once. */
export interface SignedRequest extends Signed {
  request: { custodian: number; nonce: Hex; deadline: number };
}

/** Who signed what this custodian's gateway is asked. */
export class SignedRequests {
  readonly #chain: Chain;
  readonly #custodian: number;
  readonly #journal: Journal;
  readonly #identity: IdentityModule;

  constructor(chain: Chain, custodian: number, journal: Journal) {
    this.#chain = chain;
    this.#custodian = custodian;
    this.#journal = journal;
    this.#identity = new IdentityModule(chain);
  }

  /** What is signed of a struct. */
  digest(structHash: Hex): Hex {
    return signingDigest(signingDomain(this.#chain, "Gateway"), structHash);
  }

  /**
   * The institution whose account signed; its standing is for the caller to look at.
   * @throws GATEWAY_SIGNATURE; `otherwise` where the account is of none
   */
  async member(
    signed: Signed,
    digest: Hex,
    otherwise: "GATEWAY_NOT_GRANTEE" | "RESOLVER_NOT_MEMBER" | "ORDER_NOT_PARTY",
  ): Promise<Participant> {
    return await this.#identity.member(accountOf(signed, digest)).catch(refusedAs(otherwise));
  }

  /** The same; undefined where the account is of none. @throws GATEWAY_SIGNATURE */
  async memberIfAny(signed: Signed, digest: Hex): Promise<Participant | undefined> {
    const account = accountOf(signed, digest);
    return await this.#identity.member(account).catch((error: unknown) => {
      if (error instanceof ContractRevert) return undefined;
      throw error;
    });
  }

  /** @throws GATEWAY_CUSTODIAN, GATEWAY_DEADLINE */
  requireOurs({ request }: SignedRequest): void {
    const custodian = this.#custodian;
    if (request.custodian !== custodian) {
      fail("GATEWAY_CUSTODIAN", { asked: request.custodian, custodian });
    }
    const now = Math.floor(Date.now() / 1000);
    if (request.deadline < now || request.deadline > now + MAX_AHEAD) {
      fail("GATEWAY_DEADLINE", { seconds: MAX_AHEAD });
    }
  }

  /** @throws GATEWAY_REPLAY */
  useNonce({ request }: SignedRequest): void {
    this.#journal.useNonce(request.nonce, request.deadline, Math.floor(Date.now() / 1000));
  }
}

/** @throws GATEWAY_SIGNATURE */
function accountOf({ signer, signature }: Signed, digest: Hex): Hex {
  const account = recoverAccount(digest, signature);
  return account && account === signer.toLowerCase() ? account : fail("GATEWAY_SIGNATURE", {});
}

/** What the chain refuses is our refusal; what it does not answer stays an error of the chain. */
export const refusedAs =
  (
    code:
      | "GATEWAY_NOT_GRANTEE"
      | "GATEWAY_SIGNATURE"
      | "GATEWAY_RECEIPT"
      | "ORDER_NOT_PARTY"
      | "RESOLVER_NOT_MEMBER"
      | "RESOLVER_NOT_HOLDER",
  ) =>
  (error: unknown): never => {
    if (error instanceof ContractRevert) fail(code, {}, { cause: error });
    throw error;
  };
