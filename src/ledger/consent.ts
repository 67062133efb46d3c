import { type Chain, signingDomain } from "../chain/chain.ts";
import { logs, read } from "../chain/transact.ts";
import {
  type BlockRange,
  eventsBy,
  type LoggedAs,
  type Watch,
  watch,
  type WatchHandler,
  type WatchOptions,
} from "../chain/watch.ts";
import { type Write, write, writeMany } from "../chain/write.ts";
import type { Hex } from "../core/bytes.ts";
import { GRANT_STATES, type Standing, STANDINGS } from "../core/enums.ts";
import type { SuiteEvents } from "../core/events.ts";
import type { Signer } from "../core/signers.ts";
import { signingDigest } from "../core/signing.ts";
import { type ConsentGrant, grantId, revocationHash, termsHash } from "../core/structs.ts";
import { parseSignedGrant, type SignedFor, signedGrantText } from "../wire/signedGrant.ts";

export interface GrantSignature {
  signer: Hex;
  signature: Hex;
}

/** A grant with its patient's signature, as a member carries it. */
export interface SignedGrant extends GrantSignature {
  grant: ConsentGrant;
}

/** A grant of a subject, as the chain tells without its terms. */
export interface GivenGrant {
  grant: Hex;
  /** LIVE also where all uses are spent: how many it allows is in the grant. */
  standing: Exclude<Standing, "UNKNOWN" | "EXHAUSTED">;
  uses: number;
  /** Last second in which it can be used, Unix time. */
  notAfter: number;
  block: number;
  transaction: Hex;
}

type ConsentEvent = "ConsentGranted" | "ConsentRevoked" | "ConsentUsed";

/** Values of one topic in one question: few enough for any node. */
const MAX_TOPICS = 200;

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

  get #at(): SignedFor {
    const { network, addresses } = this.#chain;
    return { chainId: network.chainId, consentRegistry: addresses.consentRegistry };
  }

  /**
   * A signed grant as text, for a file or a message. The chain does not keep a grant's terms, and
   * whoever carries, uses or revokes it must show them: treat it as confidential.
   */
  toText(signed: SignedGrant): string {
    return signedGrantText(this.#at, signed);
  }

  /**
   * Reads what `toText` wrote. Whether the signature holds, the chain says.
   * @throws CONSENT_FILE for anything else, and for what is signed for another chain
   */
  fromText(text: string): SignedGrant {
    return parseSignedGrant(text, this.#at);
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

  /**
   * Hands out what becomes of a subject's grants, of one grant, or of all, as it becomes final. A
   * grant that was revoked without ever having been on chain is told of by its own id alone.
   */
  watch(
    { subject, grant = null }: { subject?: Hex; grant?: Hex | null },
    handler: WatchHandler<ConsentEvent>,
    options?: WatchOptions,
  ): Watch {
    const ofGrant = { ConsentGranted: [grant], ConsentRevoked: [grant], ConsentUsed: [grant] };
    const find = subject ? this.#eventsOf(subject) : eventsBy(this.#chain, ofGrant);
    return watch(this.#chain, find, handler, options);
  }

  /** Revocations and uses name their grant only: which grants are the subject's is learnt first. */
  #eventsOf(subject: Hex): (range: BlockRange) => Promise<LoggedAs<ConsentEvent>[]> {
    const known = new Set<Hex>();
    let isComplete = false;
    return async ({ from, to }) => {
      const granted = await logs(this.#chain, "ConsentGranted", [null, subject], {
        from: isComplete ? from : 0,
        to,
      });
      isComplete = true;
      for (const { event } of granted) known.add(event.grant);
      const found: LoggedAs<ConsentEvent>[] = granted.filter(({ block }) => block >= from);
      for (let i = 0; i < known.size; i += MAX_TOPICS) {
        const topic = [...known].slice(i, i + MAX_TOPICS);
        const later = { ConsentRevoked: [topic], ConsentUsed: [topic] };
        found.push(...(await eventsBy(this.#chain, later)({ from, to })));
      }
      return found;
    };
  }

  /**
   * The grants that a subject gave, oldest first, and how each stands in the newest final block, as
   * far as the chain knows without their terms: whether uses are left, the grant itself tells.
   */
  async granted(subject: Hex): Promise<GivenGrant[]> {
    const { network, contracts } = this.#chain;
    const to = await network.finalBlock();
    const found = await logs(this.#chain, "ConsentGranted", [null, subject], { to });
    if (found.length === 0) return [];
    const [now, epoch] = await Promise.all([
      network.timeOf(to),
      read(contracts.subjectRegistry.epochOf(subject, { blockTag: to })),
    ]);
    return await Promise.all(
      found.map(async ({ event, block, transaction }) => {
        const { grant, notAfter, keyEpoch } = event;
        const slot = await read(contracts.consentRegistry.stateOf(grant, { blockTag: to }));
        const isRevoked = GRANT_STATES[Number(slot.state)] === "REVOKED";
        const isOld = keyEpoch !== Number(epoch);
        // In the order in which the contract asks.
        const standing = isRevoked
          ? "REVOKED"
          : now > notAfter
            ? "EXPIRED"
            : isOld
              ? "KEY_EPOCH_ENDED"
              : "LIVE";
        return { grant, standing, uses: Number(slot.uses), notAfter, block, transaction };
      }),
    );
  }

  /** How a grant stands in a block (the newest by default). */
  async standing(grant: ConsentGrant, blockTag: number | "latest" = "latest"): Promise<Standing> {
    const { consentRegistry } = this.#chain.contracts;
    return STANDINGS[Number(await read(consentRegistry.standing(hashed(grant), { blockTag })))]!;
  }
}
