import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { listTransactions, status } from "@nomicfoundation/ignition-core";
import type { Provider } from "ethers";
import { makeFolder, writeWhole, written } from "../src/vault/disk.ts";
import { artifacts } from "./artifacts.ts";

const BEGUN = /"type":"\w+_EXECUTION_STATE_INITIALIZE"/;

/** What was noted before a step was forgotten. */
interface Before {
  lines: string;
  begunAt: number;
}

/**
 * The folder in which Ignition notes each step before and after it. Ignition appends whole lines,
 * but a full disk or a lost machine can leave half of one.
 */
export class Journal {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  get #lines(): string {
    return path.join(this.folder, "journal.jsonl");
  }

  get #addresses(): string {
    return path.join(this.folder, "deployed_addresses.json");
  }

  /** The newest block when the last steps were sent: what became of them lies after it. */
  get #begun(): string {
    return path.join(this.folder, "begun-at-block");
  }

  /** Whether an earlier run began something. */
  get exists(): boolean {
    return existsSync(this.#lines);
  }

  /** It grows with everything that is done. */
  get length(): number {
    return this.exists ? statSync(this.#lines).size : 0;
  }

  /** Makes the folder usable again, whatever ended the run before. */
  mend(): void {
    makeFolder(this.folder);
    written(() => {
      if (this.exists) this.#dropUnfinishedEnd();
      if (existsSync(this.#addresses) && !isJson(readFileSync(this.#addresses, "utf8"))) {
        rmSync(this.#addresses);
      }
    });
  }

  /** Of what is dropped nothing was sent: that is noted in a line of its own before. */
  #dropUnfinishedEnd(): void {
    const lines = readFileSync(this.#lines, "utf8").split("\n");
    const whole = lines.filter((line) => line.trim() !== "");
    if (!isJson(whole.at(-1) ?? "")) whole.pop();
    // Ignition cannot go on with a step that began and does not say yet what it will send.
    if (BEGUN.test(whole.at(-1) ?? "")) whole.pop();
    if (whole.length === 0) rmSync(this.#lines);
    else writeWhole(this.#lines, whole.map((line) => `\n${line}`).join(""));
  }

  #before(nonce: number): string {
    return path.join(this.folder, `before-${nonce}.json`);
  }

  /** Keeps what is noted by now: the step with this nonce is about to be forgotten. */
  remember(nonce: number): void {
    const before: Before = { lines: readFileSync(this.#lines, "utf8"), begunAt: this.begunAt };
    writeWhole(this.#before(nonce), JSON.stringify(before));
  }

  /**
   * Takes back that the step with this nonce was forgotten, if it was: it did reach the chain. No
   * step was sent since, because the next one would have had that nonce.
   */
  recall(nonce: number): boolean {
    const file = this.#before(nonce);
    if (!existsSync(file)) return false;
    const { lines, begunAt } = JSON.parse(readFileSync(file, "utf8")) as Before;
    this.begunAt = begunAt;
    writeWhole(this.#lines, lines);
    rmSync(file);
    return true;
  }

  get begunAt(): number {
    return existsSync(this.#begun) ? Number(readFileSync(this.#begun, "utf8")) : 0;
  }

  set begunAt(block: number) {
    writeWhole(this.#begun, `${block}\n`);
  }

  /** The contracts that it knows on the chain, by id. */
  async contracts(): Promise<[id: string, address: string][]> {
    if (!this.exists) return [];
    const { contracts } = await status(this.folder, artifacts);
    return Object.entries(contracts).map(([id, { address }]) => [id, address]);
  }

  /** How many steps are done. */
  async stepsDone(): Promise<number> {
    return this.exists ? (await status(this.folder, artifacts)).successful.length : 0;
  }

  /** Nonce of the deployer's first transaction, if one was sent. */
  async firstNonce(provider: Pick<Provider, "getTransaction">): Promise<number | undefined> {
    const [first] = this.exists ? await listTransactions(this.folder, artifacts) : [];
    return first && (await provider.getTransaction(first.txHash))?.nonce;
  }

  /** Ignition's address file: it skips a contract if it is killed right after deploying it. */
  writeAddresses(contracts: Record<string, { address: string }>): void {
    const addresses = Object.entries(contracts).map(([id, { address }]) => [id, address]);
    writeWhole(this.#addresses, `${JSON.stringify(Object.fromEntries(addresses), null, 2)}\n`);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
