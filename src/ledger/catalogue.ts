import type { Chain } from "../chain/chain.ts";
import { Freezes } from "../chain/freezes.ts";
import { Proposals } from "../chain/proposals.ts";
import { type Logged, logs, read } from "../chain/transact.ts";
import { type Write, write } from "../chain/write.ts";
import { type Hex, toHex, uintBytes } from "../core/bytes.ts";
import type { SuiteEvents } from "../core/events.ts";
import {
  type CatalogueRow,
  type Jurisdiction,
  jurisdictionWord,
  packedRow,
  type PublishedRule,
  ruleOf,
} from "../core/rules.ts";

/** A version of a code's row. */
export interface RowName {
  code: Hex;
  version: number;
}

type FreezeChange = Write<SuiteEvents["FreezeChanged"]>;

/** Which drugs, services and consumables are paid for where, and on which terms. */
export class CatalogueModule {
  readonly #chain: Chain;
  /** Of rows and products; keys: see `rowKey`. */
  readonly freezes: Freezes;
  /** Of rows, and what came of their shadow runs. */
  readonly proposals: Proposals;

  constructor(chain: Chain) {
    this.#chain = chain;
    this.freezes = new Freezes(chain, chain.contracts.catalogue);
    this.proposals = new Proposals(chain, chain.contracts.catalogue);
  }

  get #catalogue() {
    return this.#chain.contracts.catalogue;
  }

  /**
   * Publishes rows, as an insurance agency, health commission or regulator of the jurisdiction. A row
   * ends the former version of its code. Once the register is open, rows begin after the notice.
   * @param document Digest of the decision
   */
  publish(
    jurisdiction: Jurisdiction,
    rows: readonly CatalogueRow[],
    document: Hex,
  ): Write<SuiteEvents["RulesPublished"]> {
    return write(this.#chain, "RulesPublished", () =>
      this.#catalogue.publish.populateTransaction(
        jurisdictionWord(jurisdiction),
        rows.map(packedRow),
        document,
      ),
    );
  }

  /** Opens a jurisdiction's catalogue, once: no row of the past is published in it any more. */
  open(jurisdiction: Jurisdiction): Write<SuiteEvents["RegisterOpened"]> {
    return write(this.#chain, "RegisterOpened", () =>
      this.#catalogue.open.populateTransaction(jurisdictionWord(jurisdiction)),
    );
  }

  /** When a jurisdiction's catalogue was opened (Unix time); 0: it is being filled. */
  async openedAt(jurisdiction: Jurisdiction): Promise<number> {
    const register = toHex(uintBytes(jurisdictionWord(jurisdiction), 32));
    return Number(await read(this.#catalogue.openedAt(register)));
  }

  /** Days between the publication of a row and the first day on which it can hold. */
  async noticeDays(): Promise<number> {
    return Number(await read(this.#catalogue.noticeDays()));
  }

  /** Proposes rows, to be tried on past claims; they are published later just as they are, or not. */
  propose(
    jurisdiction: Jurisdiction,
    rows: readonly CatalogueRow[],
    document: Hex,
  ): Write<SuiteEvents["RulesProposed"]> {
    return write(this.#chain, "RulesProposed", () =>
      this.#catalogue.propose.populateTransaction(
        jurisdictionWord(jurisdiction),
        rows.map(packedRow),
        document,
      ),
    );
  }

  /** Rows as they are now, frozen ones marked; undefined where there is none. */
  async rules(
    jurisdiction: Jurisdiction,
    rows: readonly RowName[],
  ): Promise<(PublishedRule | undefined)[]> {
    const words = await read(
      this.#catalogue.rulesOf(
        jurisdictionWord(jurisdiction),
        rows.map(({ code }) => code),
        rows.map(({ version }) => version),
      ),
    );
    return words.map((word) => (word === 0n ? undefined : ruleOf(word)));
  }

  /** Root of a row's indications; zeros: it has none. */
  async indications(jurisdiction: Jurisdiction, { code, version }: RowName): Promise<Hex> {
    const word = jurisdictionWord(jurisdiction);
    return (await read(this.#catalogue.indicationsOf(word, code, version))) as Hex;
  }

  /** Every publication in a jurisdiction, oldest first. */
  async history(jurisdiction: Jurisdiction): Promise<Logged<SuiteEvents["RulesPublished"]>[]> {
    const topic = toHex(uintBytes(jurisdictionWord(jurisdiction), 32));
    return await logs(this.#chain, "RulesPublished", [topic]);
  }

  /**
   * Freezes one row, as a regulator of the jurisdiction.
   * @param until Unix time of its end, within 366 days
   * @param reason Digest of the reason
   */
  freezeRule(
    jurisdiction: Jurisdiction,
    { code, version }: RowName,
    until: number,
    reason: Hex,
  ): FreezeChange {
    const word = jurisdictionWord(jurisdiction);
    return write(this.#chain, "FreezeChanged", () =>
      this.#catalogue.freezeRule.populateTransaction(word, code, version, until, reason),
    );
  }

  /** Freezes a product or service: all versions of its code, those to come included. */
  freezeProduct(
    jurisdiction: Jurisdiction,
    { code, versions }: { code: Hex; versions: number },
    until: number,
    reason: Hex,
  ): FreezeChange {
    const word = jurisdictionWord(jurisdiction);
    return write(this.#chain, "FreezeChanged", () =>
      this.#catalogue.freezeProduct.populateTransaction(word, code, versions, until, reason),
    );
  }
}
