import { isCareLedgerError } from "../core/errors.ts";
import type { BlockBackend, StoreStatus } from "./blockStore.ts";
import { type CID, names } from "./cid.ts";
import type { Block } from "./unixfs.ts";

/**
 * A store of one's own, and behind it another to read from: blocks that the own one does not hold,
 * or holds spoilt, come from the other. Its peers are asked last.
 */
export class FallbackBlocks implements BlockBackend {
  readonly #own: BlockBackend;
  readonly #other: BlockBackend;
  #ownAnswers = true;

  constructor(own: BlockBackend, other: BlockBackend) {
    this.#own = own;
    this.#other = other;
  }

  async read(cids: readonly CID[]): Promise<Uint8Array[]> {
    const held = await this.#ofOwn(cids);
    const missing = cids.filter((_, i) => held[i] === undefined);
    if (missing.length === 0) return held as Uint8Array[];
    const rest = (await this.#elsewhere(missing)).values();
    return held.map((bytes) => bytes ?? rest.next().value!);
  }

  held(cids: readonly CID[]): Promise<(Uint8Array | undefined)[]> {
    return this.#own.held(cids);
  }

  write(blocks: readonly Block[], pins: readonly CID[]): Promise<void> {
    return this.#own.write(blocks, pins);
  }

  has(cid: CID): Promise<boolean> {
    return this.#own.has(cid);
  }

  pin(cid: CID): Promise<void> {
    return this.#own.pin(cid);
  }

  unpin(cid: CID): Promise<void> {
    return this.#own.unpin(cid);
  }

  gc(): Promise<number> {
    return this.#own.gc();
  }

  status(): Promise<StoreStatus> {
    return this.#own.status();
  }

  ping(): Promise<void> {
    return this.#own.ping();
  }

  async close(): Promise<void> {
    await this.#other.close();
    await this.#own.close();
  }

  async #ofOwn(cids: readonly CID[]): Promise<(Uint8Array | undefined)[]> {
    try {
      const held = this.#ownAnswers ? await this.#own.held(cids) : [];
      return cids.map((cid, i) => (held[i] && names(cid, held[i]) ? held[i] : undefined));
    } catch (error) {
      if (!isCareLedgerError(error, "STORE_UNREACHABLE")) throw error;
      // Once is enough: a file has a thousand blocks.
      this.#ownAnswers = false;
      return cids.map(() => undefined);
    }
  }

  async #elsewhere(cids: readonly CID[]): Promise<Uint8Array[]> {
    try {
      return await this.#other.read(cids);
    } catch (error) {
      if (!this.#ownAnswers) throw error;
      return await this.#own.read(cids).catch(() => {
        throw error;
      });
    }
  }
}
