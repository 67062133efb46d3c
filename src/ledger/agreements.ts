import { type Chain, signingDomain } from "../chain/chain.ts";
import { Freezes } from "../chain/freezes.ts";
import { type Logged, logs, read } from "../chain/transact.ts";
import { type Write, write } from "../chain/write.ts";
import {
  type Agreement,
  agreementId,
  agreementOf,
  type AgreementSlot,
  type Clause,
  packedClause,
} from "../core/agreement.ts";
import { type Hex, ZERO32 } from "../core/bytes.ts";
import { dayOfDate } from "../core/days.ts";
import { CLAUSE_STATES, type ClauseState } from "../core/enums.ts";
import type { SuiteEvents } from "../core/events.ts";
import type { Signer } from "../core/signers.ts";
import { signingDigest } from "../core/signing.ts";

type Changed = Write<SuiteEvents["AgreementChanged"]>;

/** What an administrator signs with: its key, or what it signed elsewhere. */
export type PartySigner = Signer | { readonly bytes: Hex; readonly signature: Hex };

/** Which institutions an insurer pays, for which services, and what follows from what. */
export class AgreementsModule {
  readonly #chain: Chain;
  /** Of agreements, by their ids. */
  readonly freezes: Freezes;

  constructor(chain: Chain) {
    this.#chain = chain;
    this.freezes = new Freezes(chain, chain.contracts.agreements);
  }

  get #agreements() {
    return this.#chain.contracts.agreements;
  }

  /** Drafts an agreement, as one of its parties. */
  draft(agreement: Agreement): Write<SuiteEvents["AgreementDrafted"]> {
    return write(this.#chain, "AgreementDrafted", () =>
      this.#agreements.draft.populateTransaction(agreement),
    );
  }

  /** What both parties sign: the EIP-712 digest of the agreement. */
  digest(agreement: Agreement): Hex {
    return signingDigest(signingDomain(this.#chain, "Agreements"), agreementId(agreement));
  }

  /** Carries a party's signature, of an administrator account of its. `signer.bytes`: its address. */
  sign(agreement: Agreement, signer: PartySigner): Changed {
    return write(this.#chain, "AgreementChanged", async () => {
      const signature =
        "signature" in signer ? signer.signature : await signer.sign(this.digest(agreement));
      return await this.#agreements.sign.populateTransaction(agreement, signer.bytes, signature);
    });
  }

  /** Puts a signed agreement into force, as the insurer. `evidence`: of the qualification. */
  activate(agreement: Agreement, evidence: Hex): Changed {
    return write(this.#chain, "AgreementChanged", () =>
      this.#agreements.activate.populateTransaction(agreement, evidence),
    );
  }

  /** Says that the other party breaches it; or, as its authority, that the institution does. */
  reportBreach(agreement: Agreement, evidence: Hex): Write<SuiteEvents["AgreementBreached"]> {
    return write(this.#chain, "AgreementBreached", () =>
      this.#agreements.reportBreach.populateTransaction(agreement, evidence),
    );
  }

  /** Says that the breach is cured, as who reported it or a regulator. */
  confirmCure(agreement: Agreement, evidence: Hex): Changed {
    return write(this.#chain, "AgreementChanged", () =>
      this.#agreements.confirmCure.populateTransaction(agreement, evidence),
    );
  }

  /** Ends an agreement, as one of its parties: after the notice, or at once if a breach stays. */
  terminate(agreement: Agreement, document: Hex): Changed {
    return write(this.#chain, "AgreementChanged", () =>
      this.#agreements.terminate.populateTransaction(agreement, document),
    );
  }

  /** Fires a clause whose condition is met, as its confirmer. `proof`: see `clauseTree`. */
  fire(
    agreement: Agreement,
    clause: Clause,
    proof: readonly Hex[],
    evidence: Hex,
  ): Write<SuiteEvents["ClauseFired"]> {
    return write(this.#chain, "ClauseFired", () =>
      this.#agreements.fire.populateTransaction(
        agreement,
        packedClause(clause),
        [...proof],
        evidence,
      ),
    );
  }

  /** Pays what a clause made due, as either party; the payer must have allowed this contract to. */
  settle(
    agreement: Agreement,
    clause: Clause,
    accounts: { payer: Hex; payee: Hex },
  ): Write<SuiteEvents["ClausePaid"]> {
    const { payer, payee } = accounts;
    return write(this.#chain, "ClausePaid", () =>
      this.#agreements.settle.populateTransaction(agreement, packedClause(clause), payer, payee),
    );
  }

  /**
   * Freezes an agreement, as a regulator of the institution's jurisdiction.
   * @param until Unix time of its end, within 366 days
   */
  freeze(agreement: Agreement, until: number, reason: Hex): Write<SuiteEvents["FreezeChanged"]> {
    return write(this.#chain, "FreezeChanged", () =>
      this.#agreements.freeze.populateTransaction(agreement, until, reason),
    );
  }

  /**
   * The slot of an agreement; undefined: nobody drafted it.
   * @param on For services of which day, as 2026-01-31; of those to come by default
   */
  async agreement(id: Hex, on?: string): Promise<AgreementSlot | undefined> {
    const word = await read(
      on === undefined
        ? this.#agreements.agreementOf(id)
        : this.#agreements.agreementOn(id, dayOfDate(on)),
    );
    return word === 0n ? undefined : agreementOf(word);
  }

  /** The last agreement of two parties that was put into force; undefined: there is none. */
  async current(insurer: number, institution: number): Promise<Hex | undefined> {
    const id = (await read(this.#agreements.currentOf(insurer, institution))) as Hex;
    return id === ZERO32 ? undefined : id;
  }

  /** Who reported the last breach, and until when it can be cured (Unix time, excluded). */
  async breach(id: Hex): Promise<{ reporter: number; cureUntil: number } | undefined> {
    const { reporter, cureUntil } = await read(this.#agreements.breachOf(id));
    return reporter === 0n
      ? undefined
      : { reporter: Number(reporter), cureUntil: Number(cureUntil) };
  }

  /** What became of a clause; `key`: see `clauseKey`; `debtor` 0: nobody owes. */
  async clause(key: Hex): Promise<{ state: ClauseState; debtor: number; value: bigint }> {
    const { state, debtor, value } = await read(this.#agreements.clauseOf(key));
    return { state: CLAUSE_STATES[Number(state)]!, debtor: Number(debtor), value };
  }

  /** Every agreement that was drafted, oldest first. */
  async drafted(): Promise<Logged<SuiteEvents["AgreementDrafted"]>[]> {
    return await logs(this.#chain, "AgreementDrafted");
  }
}
