import { type Chain, signingDomain } from "../chain/chain.ts";
import { read } from "../chain/transact.ts";
import { type Write, write } from "../chain/write.ts";
import { type Hex, ZERO32 } from "../core/bytes.ts";
import { type PaymentForm, PAYMENT_FORMS } from "../core/enums.ts";
import type { SuiteEvents } from "../core/events.ts";
import {
  type CarryOver,
  carryOverHash,
  type Mandate,
  mandateHash,
  type PersonalAccount,
  personalAccount,
  type PoolSlot,
  poolSlot,
  type Position,
  positionSlot,
  type Share,
} from "../core/funds.ts";
import type { Signer } from "../core/signers.ts";
import { signingDigest } from "../core/signing.ts";

/** A month's contributions as they are paid in. Amounts in minor units. */
export interface Contribution {
  pool: Hex;
  /** Who owed them; left out: nobody, for example a subsidy. */
  enterprise?: Hex;
  /** As `monthOf` counts them. */
  month: number;
  shares: readonly Share[];
  /** Besides what the shares give to the pool. */
  toPool?: bigint;
  /** Salted digest of the statement. */
  document: Hex;
}

/** What a person signed, as any member carries it. */
export interface PersonSignature {
  signer: Hex;
  signature: Hex;
}

/** Pools, personal accounts, and what providers are owed and owe. */
export class FundLedgerModule {
  readonly #chain: Chain;

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  get #funds() {
    return this.#chain.contracts.fundLedger;
  }

  /** Opens a pool of your institution's, an insurer; under a province's pool, with a levy for it. */
  openPool(
    jurisdiction: number,
    above?: { parent: Hex; levy: number },
  ): Write<SuiteEvents["PoolOpened"]> {
    return write(this.#chain, "PoolOpened", () =>
      this.#funds.openPool.populateTransaction(
        jurisdiction,
        above?.parent ?? ZERO32,
        above?.levy ?? 0,
      ),
    );
  }

  /** Stops payments of a pool until a time (0: no longer); administration (PAUSER). */
  pausePool(pool: Hex, until: number): Write<SuiteEvents["PoolPaused"]> {
    return write(this.#chain, "PoolPaused", () =>
      this.#funds.pausePool.populateTransaction(pool, until),
    );
  }

  /** Pays contributions in from your tokens, which the ledger must be allowed to take (`approve`). */
  contribute(c: Contribution): Write<SuiteEvents["ContributionReceived"]> {
    return write(this.#chain, "ContributionReceived", () =>
      this.#funds.contribute.populateTransaction(
        c.pool,
        c.enterprise ?? ZERO32,
        c.month,
        [...c.shares],
        c.toPool ?? 0n,
        c.document,
      ),
    );
  }

  /** Signs a mandate, for any member to carry. */
  async signMandate(mandate: Mandate, signer: Signer): Promise<PersonSignature> {
    return await this.#sign(mandateHash(mandate), signer);
  }

  setMandate(mandate: Mandate, signed: PersonSignature): Write<SuiteEvents["MandateChanged"]> {
    return write(this.#chain, "MandateChanged", () =>
      this.#funds.setMandate.populateTransaction(mandate, signed.signer, signed.signature),
    );
  }

  /** Signs that money goes to the person's next pseudonym, for any member to carry. */
  async signCarryOver(terms: CarryOver, signer: Signer): Promise<PersonSignature> {
    return await this.#sign(carryOverHash(terms), signer);
  }

  carryOver(terms: CarryOver, signed: PersonSignature): Write<SuiteEvents["AccountCarriedOver"]> {
    return write(this.#chain, "AccountCarriedOver", () =>
      this.#funds.carryOver.populateTransaction(terms, signed.signer, signed.signature),
    );
  }

  /** Says where a pool pays your institution, and by what means; as an administrator of it. */
  setPayee(
    pool: Hex,
    account: Hex,
    means: PaymentForm = "TOKEN",
  ): Write<SuiteEvents["PayeeChanged"]> {
    return write(this.#chain, "PayeeChanged", () =>
      this.#funds.setPayee.populateTransaction(pool, account, PAYMENT_FORMS.indexOf(means)),
    );
  }

  /** Pays back what your institution owes a pool, from your tokens. */
  repay(pool: Hex, amount: bigint): Write<SuiteEvents["DebtRepaid"]> {
    return write(this.#chain, "DebtRepaid", () =>
      this.#funds.repay.populateTransaction(pool, amount),
    );
  }

  /** Moves money between your pool for a jurisdiction and those below: above 0 to the city. */
  adjust(
    jurisdiction: number,
    adjustments: readonly { city: Hex; amount: bigint }[],
    document: Hex,
  ): Write<SuiteEvents["PoolsAdjusted"]> {
    return write(this.#chain, "PoolsAdjusted", () =>
      this.#funds.adjust.populateTransaction(jurisdiction, [...adjustments], document),
    );
  }

  /** Gives all money to a successor; administration (FUND_KEEPER). */
  handOver(successor: Hex): Write<SuiteEvents["LedgerHandedOver"]> {
    return write(this.#chain, "LedgerHandedOver", () =>
      this.#funds.handOver.populateTransaction(successor),
    );
  }

  /** A pool's slot, or undefined. */
  async pool(id: Hex): Promise<PoolSlot | undefined> {
    const word = await read(this.#funds.poolOf(id));
    return word === 0n ? undefined : poolSlot(word);
  }

  /** A personal account: any node's operator reads it, by pseudonym; do not show it to others. */
  async account(insured: Hex): Promise<PersonalAccount> {
    return personalAccount(await read(this.#funds.accountOf(insured)));
  }

  /** How a provider stands at a pool. */
  async position(pool: Hex, provider: number): Promise<Position> {
    return positionSlot(await read(this.#funds.positionOf(pool, provider)));
  }

  /** What a claim could take from a personal account now. */
  async drawable(insured: Hex, wanted: bigint): Promise<bigint> {
    return await read(this.#funds.drawable(insured, wanted));
  }

  /** What came with a contribution; 0n: it is not known. */
  async contribution(id: Hex): Promise<bigint> {
    return await read(this.#funds.contributionOf(id));
  }

  async #sign(structHash: Hex, signer: Signer): Promise<PersonSignature> {
    const digest = signingDigest(signingDomain(this.#chain, "FundLedger"), structHash);
    return { signer: signer.bytes, signature: await signer.sign(digest) };
  }
}
