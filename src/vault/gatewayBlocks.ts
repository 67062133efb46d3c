import { setTimeout } from "node:timers/promises";
import { readBody } from "../core/bodies.ts";
import { type CareLedgerError, fail, isCareLedgerError } from "../core/errors.ts";
import type { BlockBackend } from "./blockStore.ts";
import { type CID, MAX_BLOCK_BYTES, names } from "./cid.ts";
import { readMany } from "./readMany.ts";

export interface GatewayBlocksOptions {
  /** Where the gateways are, as in `https://gateway.hospital.example`; asked in this order. */
  readonly urls: readonly [string, ...string[]];
  /** Milliseconds to wait for one answer; 30,000 by default. */
  readonly timeout?: number;
}

const RAW = "application/vnd.ipld.raw";
/** How often a gateway may say that there were too many requests before it counts as silent. */
const MAX_WAITS = 3;
const MAX_WAIT_SECONDS = 60;

/**
 * Blocks of other institutions, read from their gateways by the IPFS Trustless Gateway
 * specification. No gateway is believed: bytes that their CID does not name are passed over, and
 * the next gateway is asked. Every request ends in bounded time, and none follows a redirection.
 */
export class GatewayBlocks implements BlockBackend {
  readonly #urls: readonly string[];
  readonly #timeout: number;

  /** @throws GATEWAY_URL */
  constructor({ urls, timeout = 30_000 }: GatewayBlocksOptions) {
    for (const url of urls) {
      if (!URL.canParse(url) || !/^https?:/.test(url)) fail("GATEWAY_URL", {});
    }
    this.#urls = urls.map((url) => url.replace(/\/$/, ""));
    this.#timeout = timeout;
  }

  /**
   * @throws STORE_CORRUPT where a gateway gave other bytes and none the right ones, STORE_MISSING
   * where none has the block, GATEWAY_REFUSED or GATEWAY_UNREACHABLE where none says so.
   */
  read(cids: readonly CID[]): Promise<Uint8Array[]> {
    // One that is silent once is not waited for again, block after block.
    const silent = new Set<string>();
    return readMany(cids, async (cid, stop) => {
      const errors: CareLedgerError[] = [];
      for (const url of this.#urls) {
        if (silent.has(url)) continue;
        try {
          return await this.#block(url, cid, stop);
        } catch (error) {
          if (!isCareLedgerError(error)) throw error;
          if (error.code === "GATEWAY_UNREACHABLE") silent.add(url);
          errors.push(error);
        }
      }
      return rethrowGravest(errors, this.#urls[0]!);
    });
  }

  /** None: what a gateway gives is another's. */
  async held(cids: readonly CID[]): Promise<undefined[]> {
    return cids.map(() => undefined);
  }

  async has(cid: CID): Promise<boolean> {
    const answers = await Promise.all(
      this.#urls.map((url) => this.#ask(url, `${cid}`, "HEAD").catch(() => undefined)),
    );
    return answers.some((answer) => answer?.status === 200);
  }

  /** Asks for the block of no bytes, which the specification gives every gateway. */
  async ping(): Promise<void> {
    for (const url of this.#urls) await this.#ask(url, "bafkqaaa", "HEAD");
  }

  async write(): Promise<never> {
    return fail("STORE_READ_ONLY", { action: "store blocks" });
  }

  async pin(): Promise<never> {
    return fail("STORE_READ_ONLY", { action: "pin" });
  }

  async unpin(): Promise<never> {
    return fail("STORE_READ_ONLY", { action: "unpin" });
  }

  async gc(): Promise<never> {
    return fail("STORE_READ_ONLY", { action: "remove blocks" });
  }

  async status(): Promise<never> {
    return fail("STORE_READ_ONLY", { action: "count its blocks" });
  }

  async close(): Promise<void> {}

  async #block(url: string, cid: CID, stop: AbortSignal): Promise<Uint8Array> {
    for (let waits = 0; ; waits++) {
      const { status, body, wait } = await this.#ask(url, `${cid}`, "GET", stop);
      if (status === 200) {
        return body && names(cid, body) ? body : fail("STORE_CORRUPT", { cid: `${cid}` });
      }
      if (status === 404 || status === 410) fail("STORE_MISSING", { cid: `${cid}` });
      if (status !== 429 || waits === MAX_WAITS) {
        fail("GATEWAY_REFUSED", { status, reason: "no reason given" });
      }
      await setTimeout(wait * 1000, undefined, { signal: stop });
    }
  }

  /** One request. The body is missing where it is larger than a block may be. */
  async #ask(url: string, cid: string, method: "GET" | "HEAD", stop?: AbortSignal) {
    const timeout = AbortSignal.timeout(this.#timeout);
    try {
      const response = await fetch(`${url}/ipfs/${cid}?format=raw`, {
        method,
        headers: { accept: RAW },
        redirect: "error",
        signal: stop ? AbortSignal.any([timeout, stop]) : timeout,
      });
      const wait = Number(response.headers.get("retry-after") ?? 1);
      return {
        status: response.status,
        body: await readBody(response, MAX_BLOCK_BYTES),
        wait: wait >= 0 ? Math.min(wait, MAX_WAIT_SECONDS) : 1,
      };
    } catch (cause) {
      return fail("GATEWAY_UNREACHABLE", { url }, { cause });
    }
  }
}

/** What the gateways' answers amount to: a lie, a block that is nowhere, else the first trouble. */
function rethrowGravest(errors: readonly CareLedgerError[], url: string): never {
  const gravest =
    errors.find(({ code }) => code === "STORE_CORRUPT") ??
    errors.find(({ code }) => code === "STORE_MISSING") ??
    errors[0];
  if (gravest) throw gravest;
  return fail("GATEWAY_UNREACHABLE", { url });
}
