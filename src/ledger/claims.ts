import { type Chain } from "../chain/chain.ts";
import { read } from "../chain/transact.ts";
import { type Write, write, writeMany } from "../chain/write.ts";
import type { Hex } from "../core/bytes.ts";
import { type ClaimFile, shownFile } from "../core/claimFile.ts";
import {
  type ClaimBalance,
  type ClaimRecord,
  claimStateOf,
  type ClaimTotals,
  unpackBalance,
  unpackTotals,
} from "../core/claims.ts";
import { type LineResult, unpackResult } from "../core/claimWords.ts";
import { CLAIM_STATES, type ClaimState } from "../core/enums.ts";
import type { SuiteEvents } from "../core/events.ts";

/** What a claim comes to. */
export interface ClaimDecision {
  claim: Hex;
  state: ClaimState;
  totals: ClaimTotals;
  balance: ClaimBalance;
  lines: LineResult[];
}

interface Decided {
  id: string;
  state: bigint;
  totals: bigint;
  balance: bigint;
  results: readonly bigint[];
}

const decisionOf = ({ id, state, totals, balance, results }: Decided): ClaimDecision => ({
  claim: id as Hex,
  state: CLAIM_STATES[Number(state)]!,
  totals: unpackTotals(totals),
  balance: unpackBalance(balance),
  lines: Array.from({ length: results.length / 2 }, (_, i) =>
    unpackResult(results[2 * i]!, results[2 * i + 1]!),
  ),
});

/** Claims: billed by providers, decided by rules and paid at once. */
export class ClaimsModule {
  readonly #chain: Chain;

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  get #desk() {
    return this.#chain.contracts.claimDesk;
  }

  get #claims() {
    return this.#chain.contracts.claims;
  }

  /** Bills a claim of your institution's. */
  submit(file: ClaimFile): Write<SuiteEvents["ClaimDecided"]> {
    return write(this.#chain, "ClaimDecided", () =>
      this.#desk.submit.populateTransaction(shownFile(file)),
    );
  }

  /** Bills claims, one after the other, all or none. */
  submitMany(files: readonly ClaimFile[]): Write<SuiteEvents["ClaimDecided"][]> {
    return writeMany(this.#chain, "ClaimDecided", () =>
      this.#desk.submitMany.populateTransaction(files.map(shownFile)),
    );
  }

  /** Pays a claim that is ADJUDICATED or DUE; any member may. */
  payLater(claim: Hex, record: ClaimRecord): Write<SuiteEvents["ClaimSettled"]> {
    return write(this.#chain, "ClaimSettled", () =>
      this.#desk.payLater.populateTransaction(claim, record),
    );
  }

  /**
   * What a claim would come to, were it billed now; nothing is written.
   * @param provider An account of the claim's provider
   */
  async preview(file: ClaimFile, provider: Hex): Promise<ClaimDecision> {
    return decisionOf(
      await read(this.#desk.submit.staticCall(shownFile(file), { from: provider })),
    );
  }

  /**
   * What a claim comes to with other rows than the catalogue's (0: the catalogue's), whatever was billed
   * before; for trying proposals on past claims.
   */
  async shadow(
    file: ClaimFile,
    provider: Hex,
    rules: readonly bigint[],
    balance: bigint,
  ): Promise<ClaimDecision> {
    const { shadowDesk } = this.#chain.contracts;
    return decisionOf(
      await read(shadowDesk.shadow(shownFile(file), provider, [...rules], balance)),
    );
  }

  /** The state of a claim; NONE: it was never billed. */
  async state(claim: Hex): Promise<ClaimState> {
    return claimStateOf(await read(this.#claims.claimOf(claim)));
  }

  /** What a segment's (benefit year's) claims came to. */
  async balance(segment: Hex): Promise<ClaimBalance> {
    return unpackBalance(await read(this.#claims.balanceOf(segment)));
  }
}
