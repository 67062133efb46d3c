import { create, type KuboRPCClient } from "ipfs-http-client";
import { fail, isCareLedgerError } from "../core/errors.ts";
import type { BlockBackend, StoreStatus } from "./blockStore.ts";
import { carOf } from "./car.ts";
import type { CID } from "./cid.ts";
import { readMany } from "./readMany.ts";
import type { Block } from "./unixfs.ts";

export interface KuboOptions {
  /** Of the node's RPC, as in `http://127.0.0.1:5001`. */
  readonly url: string;
  /**
   * Milliseconds to wait for one answer; 30,000 by default. Writes get a second more a megabyte,
   * `gc` and `status` ten minutes.
   */
  readonly timeout?: number;
  /** Sent with every request, such as `authorization` where the node wants it. */
  readonly headers?: Record<string, string>;
}

const PROBE_TIMEOUT = 5_000;
/** For what the node itself knows: js-ipfs waits for its peers even then. */
const LOCAL_TIMEOUT = 5_000;
/** For what goes through the whole repository: minutes on a large one. */
const SWEEP_TIMEOUT = 600_000;

/**
 * Blocks on a Kubo node, over its RPC. Every request ends in bounded time: a block that neither the
 * node nor its peers give is STORE_MISSING, a node that does not answer is STORE_UNREACHABLE.
 */
export class KuboBlocks implements BlockBackend {
  readonly #client: KuboRPCClient;
  readonly #host: string;
  readonly #timeout: number;

  /** @throws STORE_URL */
  constructor({ url, timeout = 30_000, headers = {} }: KuboOptions) {
    if (!URL.canParse(url) || !/^https?:/.test(url)) fail("STORE_URL", {});
    this.#client = create({ url, headers });
    this.#host = new URL(url).host;
    this.#timeout = timeout;
  }

  /** One CAR; the node pins its roots, whole, before it answers. */
  async write(blocks: readonly Block[], pins: readonly CID[]): Promise<void> {
    const pinRoots = pins.length > 0;
    const roots = pinRoots ? distinct(pins) : [blocks[0]!.cid];
    const bytes = blocks.reduce((sum, block) => sum + block.bytes.length, 0);
    const pinned = new Set<string>();
    await this.#ask(this.#timeout + Math.ceil(bytes / 1_000), async (signal) => {
      const options = { pinRoots, signal };
      for await (const { root } of this.#client.dag.import(carOf(roots, blocks), options)) {
        if (!root.pinErrorMsg) pinned.add(`${root.cid}`);
      }
    });
    if (pinRoots && !roots.every((cid) => pinned.has(`${cid}`))) {
      fail("STORE_REFUSED", { host: this.#host, status: "pins missing" });
    }
  }

  read(cids: readonly CID[]): Promise<Uint8Array[]> {
    return readMany(cids, (cid, stop) =>
      this.#ask(
        this.#timeout,
        (signal) => this.#client.block.get(cid, { signal: AbortSignal.any([signal, stop]) }),
        cid,
      ),
    );
  }

  held(cids: readonly CID[]): Promise<(Uint8Array | undefined)[]> {
    return readMany(cids, (cid, stop) =>
      this.#askHere(cid, (local) => {
        const signal = AbortSignal.any([local.signal, stop]);
        return this.#client.block.get(cid, { ...local, signal });
      }),
    );
  }

  async has(cid: CID): Promise<boolean> {
    const stat = await this.#askHere(cid, (local) => this.#client.block.stat(cid, local));
    return stat !== undefined;
  }

  async pin(cid: CID): Promise<void> {
    await this.#ask(this.#timeout, (signal) => this.#client.pin.add(cid, { signal }), cid);
  }

  async unpin(cid: CID): Promise<void> {
    await this.#ask(this.#timeout, async (signal) => {
      try {
        await this.#client.pin.rm(cid, { signal });
      } catch (error) {
        if (!/not pinned/i.test(messageOf(error))) throw error;
      }
    });
  }

  async gc(): Promise<number> {
    return this.#ask(SWEEP_TIMEOUT, async (signal) => {
      let removed = 0;
      for await (const { cid, err } of this.#client.repo.gc({ signal })) {
        if (err) throw err;
        if (cid) removed++;
      }
      return removed;
    });
  }

  async status(): Promise<StoreStatus> {
    return this.#ask(SWEEP_TIMEOUT, async (signal) => {
      const { numObjects, repoSize } = await this.#client.repo.stat({ signal });
      let pins = 0;
      for await (const { type } of this.#client.pin.ls({ type: "recursive", signal })) {
        if (type === "recursive") pins++;
      }
      return { blocks: Number(numObjects), bytes: Number(repoSize), pins };
    });
  }

  async ping(): Promise<void> {
    const signal = AbortSignal.timeout(Math.min(PROBE_TIMEOUT, this.#timeout));
    try {
      await this.#client.version({ signal });
    } catch (cause) {
      const [host, status] = [this.#host, statusOf(cause)];
      if (status !== undefined) fail("STORE_REFUSED", { host, status }, { cause });
      fail("STORE_UNREACHABLE", { host }, { cause });
    }
  }

  /** The node lives on; nothing is held open here. */
  async close(): Promise<void> {}

  /** Puts one question with a time limit and turns what goes wrong into typed errors. */
  async #ask<T>(
    timeout: number,
    question: (signal: AbortSignal) => Promise<T>,
    cid?: CID,
  ): Promise<T> {
    try {
      return await question(AbortSignal.timeout(timeout));
    } catch (error) {
      return this.#explain(error, cid);
    }
  }

  /** Asks about a block without the node's asking its peers; undefined where it has not got it. */
  async #askHere<T>(
    cid: CID,
    question: (local: { signal: AbortSignal; offline: true }) => Promise<T>,
  ): Promise<T | undefined> {
    const timeout = Math.min(LOCAL_TIMEOUT, this.#timeout);
    try {
      return await this.#ask(timeout, (signal) => question({ signal, offline: true }), cid);
    } catch (error) {
      if (isCareLedgerError(error, "STORE_MISSING")) return undefined;
      throw error;
    }
  }

  async #explain(error: unknown, cid?: CID): Promise<never> {
    if (!(error instanceof Error)) throw error;
    const host = this.#host;
    const missing = (): never => fail("STORE_MISSING", { cid: `${cid}` }, { cause: error });
    if (cid && /not found|could not find/i.test(error.message)) missing();
    const status = statusOf(error);
    if (status !== undefined) fail("STORE_REFUSED", { host, status }, { cause: error });
    const silent = /abort|timeout/i.test(error.name);
    // What `fetch` throws for a broken connection is a TypeError that names its cause.
    if (!silent && error.cause === undefined) throw error;
    if (silent && (await this.#alive())) {
      // A node asks its peers for as long as it may: silence about a block is its lack.
      if (cid) missing();
      fail("STORE_REFUSED", { host, status: "no answer in time" }, { cause: error });
    }
    return fail("STORE_UNREACHABLE", { host }, { cause: error });
  }

  async #alive(): Promise<boolean> {
    return this.ping().then(
      () => true,
      () => false,
    );
  }
}

const statusOf = (error: unknown): number | undefined =>
  (error as { response?: { status?: number } }).response?.status;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : "");

function distinct(cids: readonly CID[]): CID[] {
  return [...new Map(cids.map((cid) => [`${cid}`, cid])).values()];
}
