import { accountOf, type Chain, signingDomain } from "../chain/chain.ts";
import { type Hex, randomHex, ZERO32 } from "../core/bytes.ts";
import { type Purpose, purposes } from "../core/codes.ts";
import { ContractRevert } from "../core/errors.ts";
import type { SettlementThing } from "../core/settlementAccess.ts";
import type { Signer } from "../core/signers.ts";
import { signingDigest } from "../core/signing.ts";
import type { IndexReader } from "../indexer/reader.ts";
import type { SettlementAsker, SettlementRow } from "../indexer/settlementViews.ts";
import { IdentityModule } from "../ledger/identity.ts";
import { type CustodianAt, requestDeadline } from "../wire/gatewayClient.ts";
import {
  type SettlementAnswer,
  type SettlementRequest,
  settlementRequestHash,
  shownSettlementRequest,
} from "../wire/settlementMessages.ts";

/** A person or an enterprise, by its pseudonym; else the connected institution asks. */
export interface SettlementAs {
  readonly subject?: { readonly subject: Hex; readonly signer: Signer };
  /** For what is scoped: personal accounts. HPAYMT by default. */
  readonly purpose?: Purpose;
  /** Rows of the answers before. */
  readonly after?: number;
}

/**
 * The settlement database as one may see it (docs/settlement-access.md): from an index of one's own, or
 * from a member's gateway.
 */
export class Settlement {
  readonly #chain: Chain;

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  /**
   * What has an id, from an index. What it is read as is what the chain says of the connected account, or
   * a pseudonym whose signer signs here that it is its own.
   * @throws SETTLEMENT_DENIED where the asker may see nothing of it, and where there is none
   */
  async read(
    index: IndexReader,
    thing: SettlementThing,
    key: Hex,
    as: SettlementAs = {},
  ): Promise<SettlementRow[]> {
    return index.views.read(await this.#asker(as), thing, key, as.after);
  }

  /** All that one may list, from an index. */
  async list(
    index: IndexReader,
    thing: SettlementThing,
    as: SettlementAs = {},
  ): Promise<SettlementRow[]> {
    return index.views.list(await this.#asker(as), thing, as.after);
  }

  /**
   * The same from a member's gateway; without a key it lists.
   * @throws GATEWAY_REFUSED, with the reason SETTLEMENT_DENIED or SETTLEMENT_NO_INDEX
   */
  async ask(
    at: CustodianAt,
    thing: SettlementThing,
    key?: Hex,
    as: SettlementAs = {},
  ): Promise<SettlementAnswer> {
    const action = key === undefined ? "list" : "read";
    return await this.#ask(at, { action, thing, key: key ?? "0x" }, as);
  }

  /** Says to a gateway that one knows of the flags of a claim; its journal keeps who, when and which. */
  async acknowledge(at: CustodianAt, claim: Hex): Promise<SettlementAnswer> {
    return await this.#ask(at, { action: "acknowledge", thing: "claim", key: claim }, {});
  }

  async #ask(
    { custodian, gateway }: CustodianAt,
    asked: Pick<SettlementRequest, "action" | "thing" | "key">,
    { subject, purpose = "HPAYMT", after = 0 }: SettlementAs,
  ): Promise<SettlementAnswer> {
    const request: SettlementRequest = {
      ...asked,
      after,
      subject: subject?.subject ?? ZERO32,
      purpose: purposes[purpose].bit,
      custodian,
      nonce: randomHex(32),
      deadline: requestDeadline(),
    };
    const shown = shownSettlementRequest(request);
    const domain = signingDomain(this.#chain, "Gateway");
    if (subject) {
      const { bytes } = subject.signer;
      const digest = signingDigest(domain, settlementRequestHash(shown));
      const signature = await subject.signer.sign(digest);
      return await gateway.settlement({ request, signer: bytes, signature });
    }
    const account = accountOf(this.#chain);
    const signature = await account.signStruct(domain, "SettlementRequest", shown);
    return await gateway.settlement({ request, signer: account.address, signature });
  }

  async #asker({ subject, purpose = "HPAYMT" }: SettlementAs): Promise<SettlementAsker> {
    const identity = new IdentityModule(this.#chain);
    if (!subject) {
      const participant = await identity.member().catch(nobody);
      return { ...(participant === undefined ? {} : { participant }), purpose };
    }
    const digest = signingDigest(signingDomain(this.#chain, "Gateway"), randomHex(32));
    const { bytes } = subject.signer;
    const signature = await subject.signer.sign(digest);
    await identity.requireSigned(subject.subject, digest, bytes, signature);
    return { subject: subject.subject, purpose };
  }
}

/** An account of no institution is anybody's. */
function nobody(error: unknown): undefined {
  if (error instanceof ContractRevert) return undefined;
  throw error;
}
