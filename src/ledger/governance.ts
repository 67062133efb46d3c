import { decodeBytes32String, encodeBytes32String } from "ethers";
import type { Chain } from "../chain/chain.ts";
import { logs, read } from "../chain/transact.ts";
import type { Hex } from "../core/bytes.ts";

export interface NamedModule {
  name: string;
  module: Hex;
  codeHash: Hex;
  /** Evidence keeps its name for ever; a policy's name may point to its successor. */
  permanent: boolean;
}

/** The names of the suite's modules. */
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
    const { network, contracts } = this.#chain;
    const range = { from: 0, to: await network.finalBlock() };
    const found = await logs(contracts.directory, "ModuleRegistered", [], range);
    return found.map(({ event }) => ({
      name: decodeBytes32String(event.name),
      module: event.module as Hex,
      codeHash: event.codeHash as Hex,
      permanent: event.permanent,
    }));
  }
}
