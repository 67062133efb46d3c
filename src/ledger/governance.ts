import { encodeBytes32String } from "ethers";
import type { Chain } from "../chain/chain.ts";
import { logs, read } from "../chain/transact.ts";
import {
  eventsBy,
  type Watch,
  watch,
  type WatchHandler,
  type WatchOptions,
} from "../chain/watch.ts";
import { type Write, write, writeMany } from "../chain/write.ts";
import type { Hex } from "../core/bytes.ts";
import type { SuiteEvents } from "../core/events.ts";

/**
 * A name as it was given. Evidence keeps its name for ever (`permanent`); a policy's name may point
 * to its successor.
 */
export type NamedModule = SuiteEvents["ModuleRegistered"];

/** The evidence contracts that policy contracts write to. */
export type EvidenceContract =
  | "consentRegistry"
  | "receipts"
  | "drugLedger"
  | "settlementToken"
  | "fundLedger"
  | "claims"
  | "supplements";

/** The names of the suite's modules, and the callers of its evidence contracts. */
export class GovernanceModule {
  readonly #chain: Chain;

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  async moduleOf(name: string): Promise<Hex> {
    const { directory } = this.#chain.contracts;
    return (await read(directory.moduleOf(encodeBytes32String(name)))) as Hex;
  }

  /** Every registration, oldest first: the last one of a name holds. */
  async modules(): Promise<NamedModule[]> {
    return (await logs(this.#chain, "ModuleRegistered")).map(({ event }) => event);
  }

  /** Gives a module its name; needs the DIRECTORY_KEEPER role. */
  register(name: string, module: Hex, permanent: boolean): Write<NamedModule> {
    const { directory } = this.#chain.contracts;
    return write(this.#chain, "ModuleRegistered", () =>
      directory.register.populateTransaction(encodeBytes32String(name), module, permanent),
    );
  }

  /** Hands out names and changes of callers as they become final. */
  watch(
    handler: WatchHandler<"ModuleRegistered" | "CallerChanged">,
    options?: WatchOptions,
  ): Watch {
    const find = eventsBy(this.#chain, { ModuleRegistered: [], CallerChanged: [] });
    return watch(this.#chain, find, handler, options);
  }

  /** When `caller` may write to an evidence contract (Unix seconds); 0 and 0: it never could. */
  async callerWindow(
    evidence: EvidenceContract,
    caller: Hex,
  ): Promise<{ from: number; until: number }> {
    const { from, until } = await read(this.#chain.contracts[evidence].callerWindow(caller));
    return { from: Number(from), until: Number(until) };
  }

  /** Proposes that `caller` be listed or dropped, after the notice; needs CALLER_KEEPER. */
  proposeCaller(
    evidence: EvidenceContract,
    caller: Hex,
    listed: boolean,
  ): Write<SuiteEvents["CallerChanged"]> {
    const contract = this.#chain.contracts[evidence];
    return write(this.#chain, "CallerChanged", () =>
      contract.proposeCaller.populateTransaction(caller, listed),
    );
  }

  /** Stops the pending change of `caller`; needs CALLER_VETO. */
  vetoCaller(evidence: EvidenceContract, caller: Hex): Write<SuiteEvents["CallerChanged"]> {
    const contract = this.#chain.contracts[evidence];
    return write(this.#chain, "CallerChanged", () =>
      contract.vetoCaller.populateTransaction(caller),
    );
  }

  /** Names the first callers, once, at once, while the suite is deployed; needs CALLER_KEEPER. */
  foundCallers(
    evidence: EvidenceContract,
    callers: readonly Hex[],
  ): Write<SuiteEvents["CallerChanged"][]> {
    const contract = this.#chain.contracts[evidence];
    return writeMany(this.#chain, "CallerChanged", () =>
      contract.foundCallers.populateTransaction([...callers]),
    );
  }
}
