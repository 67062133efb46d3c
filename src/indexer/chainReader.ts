import type { Log } from "ethers";
import type { Chain } from "../chain/chain.ts";
import { CONTRACT_NAMES, type ContractName, contractNames } from "../chain/contracts.ts";
import { eventOf, topicOf } from "../chain/events.ts";
import { allLogs, read } from "../chain/transact.ts";
import type { Hex } from "../core/bytes.ts";
import { fail, isCareLedgerError } from "../core/errors.ts";
import type { BlockPoint, FoundEvent, Page } from "./database.ts";

/** Blocks in one question: Besu refuses more than 5,000. */
const MOST = 2_000;
/** Bytes of events that one page should have at most, so that it fits well into memory. */
const PAGE_BYTES = 8_000_000;

const contractOfName = new Map(contractNames.map((key) => [CONTRACT_NAMES[key] as string, key]));

/** Addresses in lower case, and which contract of the suite each is. */
export type Emitters = ReadonlyMap<string, ContractName>;

/** What the indexer asks a chain. */
export class ChainReader {
  readonly #chain: Pick<Chain, "network" | "addresses">;
  /** Blocks in one question: few at first, and where they are full of events. */
  #size = 100;

  constructor(chain: Pick<Chain, "network" | "addresses">) {
    this.#chain = chain;
  }

  get network() {
    return this.#chain.network;
  }

  async block(number: number): Promise<BlockPoint> {
    const block = await read(this.network.provider.getBlock(number));
    if (!block?.hash) return fail("CHAIN_FAILED", { reason: `it lacks block ${number}` });
    return { number, hash: block.hash as Hex, time: block.timestamp };
  }

  /** Whether the chain has this block, of this hash. */
  async has({ number, hash }: Pick<BlockPoint, "number" | "hash">): Promise<boolean> {
    return (await this.block(number)).hash === hash;
  }

  /** Modules that the Directory named between two blocks. */
  async named(from: number, to: number): Promise<Emitters> {
    const { directory } = this.#chain.addresses;
    const filter = { address: directory, topics: [topicOf("ModuleRegistered")] };
    const found = await allLogs(this.network.provider, filter, { from, to });
    return emittersIn(
      found.flatMap((log) => {
        const said = eventOf("directory", log);
        return said?.name === "ModuleRegistered" ? [said.event] : [];
      }),
    );
  }

  /** Whether these said anything up to a block. */
  async spoke(emitters: Emitters, to: number): Promise<boolean> {
    const filter = { address: [...emitters.keys()] };
    const found = await allLogs(this.network.provider, filter, { from: 0, to });
    return found.some((log) => eventOf(emitters.get(log.address.toLowerCase())!, log));
  }

  /**
   * What these said after a block, in as many blocks as fit one answer.
   * @throws CHAIN_FAILED; also where the chain changed while it was read
   */
  async page(emitters: Emitters, after: BlockPoint | undefined, final: number): Promise<Page> {
    const from = after ? after.number + 1 : 0;
    const { found, end } = await this.#logs(emitters, from, final);
    const events = found
      .flatMap((log) => eventFrom(log, emitters))
      .toSorted((a, b) => a.block - b.block || a.log - b.log);
    const isTwice = events.some(
      ({ block, log }, i) => block === events[i - 1]?.block && log === events[i - 1]?.log,
    );
    if (isTwice) return fail("CHAIN_FAILED", { reason: "the node gave an event twice" });
    const numbers = new Set(events.map(({ block }) => block));
    numbers.delete(end.number);
    const blocks = await Promise.all([...numbers].map((number) => this.block(number)));
    const hashes = new Map([...blocks, end].map(({ number, hash }) => [number, hash]));
    const isOne =
      found.every((log) => (hashes.get(log.blockNumber) ?? log.blockHash) === log.blockHash) &&
      // Asked last: all that was told above is of one chain.
      (await this.has(end)) &&
      (!after || (await this.has(after)));
    if (!isOne) return fail("CHAIN_FAILED", { reason: "its blocks changed while they were read" });
    const isLast = events.at(-1)?.block === end.number;
    return { events, blocks: isLast ? [...blocks, end] : blocks, end };
  }

  /** The logs of the next blocks: fewer where one answer would be too much. */
  async #logs(emitters: Emitters, from: number, final: number) {
    for (;;) {
      const to = Math.min(from + this.#size - 1, final);
      const end = await this.block(to);
      try {
        const found = await this.#logsBetween([...emitters.keys()], from, to);
        return { found, end };
      } catch (error) {
        if (from === to || !isCareLedgerError(error, "CHAIN_FAILED")) throw error;
        this.#size = Math.max(1, this.#size >> 2);
      }
    }
  }

  async #logsBetween(address: string[], fromBlock: number, toBlock: number): Promise<Log[]> {
    const { provider } = this.network;
    const found = await read(provider.getLogs({ address, fromBlock, toBlock }));
    const bytes = found.reduce((sum, { data }) => sum + data.length / 2, 0);
    if (bytes > PAGE_BYTES) this.#size = Math.max(1, this.#size >> 1);
    else if (bytes < PAGE_BYTES / 4) this.#size = Math.min(MOST, this.#size * 2);
    return found;
  }
}

/** The event of the suite in a log, if it is one. */
function eventFrom(log: Log, emitters: Emitters): FoundEvent[] {
  const contract = emitters.get(log.address.toLowerCase());
  const said = contract && eventOf(contract, log);
  if (!said) return [];
  return [
    {
      said,
      contract,
      emitter: log.address as Hex,
      block: log.blockNumber,
      log: log.index,
      transaction: log.transactionHash as Hex,
      topics: log.topics as Hex[],
      data: log.data as Hex,
    },
  ];
}

/** The contracts of the suite among named modules; a successor stands beside who had the name. */
export const emittersIn = (named: readonly { name: string; module: Hex }[]): Emitters =>
  new Map(
    named.flatMap(({ name, module }) => {
      const contract = contractOfName.get(name);
      return contract ? [[module.toLowerCase(), contract] as const] : [];
    }),
  );
