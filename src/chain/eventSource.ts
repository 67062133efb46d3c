import type { BaseContract } from "ethers";
import type { TypedContractEvent } from "../../typechain-types/common.js";
import type { EventName, SuiteEvents } from "../core/events.ts";
import type { ContractName, Contracts } from "./contracts.ts";

/** As TypeChain types a decoded event: words as strings, all numbers as bigints. */
type Values<C extends BaseContract, N extends keyof C["filters"]> =
  C["filters"][N] extends TypedContractEvent<infer _I, infer _T, infer V> ? V : never;

/** Who emits an event, and how its values are read. */
export interface EventSource<Event> {
  contracts: readonly ContractName[];
  // Each is given the values that its event has.
  decode: (values: never) => Event;
}

/** An event of these contracts (the same declaration in all of them). */
export const event =
  <C extends ContractName>(...contracts: [C, ...C[]]) =>
  <N extends EventName & keyof Contracts[C]["filters"]>(
    _name: N,
    decode: (values: Values<Contracts[C], N>) => SuiteEvents[N],
  ): EventSource<SuiteEvents[N]> => ({ contracts, decode });
