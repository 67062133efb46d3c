import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Network } from "../chain/network.ts";
import { fail } from "../core/errors.ts";
import { makeFolder, writeWhole } from "../vault/disk.ts";

const hex = z.templateLiteral(["0x", z.string().regex(/^[0-9a-fA-F]*$/)]);

/** What `careledger up` tells the other commands while it runs. */
const devFile = z.object({
  url: z.url(),
  chainId: z.number(),
  genesis: hex,
  addresses: z.record(z.string(), hex),
  /** Gateways by participant id. */
  gateways: z.record(z.string(), z.url()),
  /** Of an embedded chain: Hardhat's public development keys, whom they act for, by index. */
  developmentKeys: z.record(z.string(), z.object({ address: hex, privateKey: hex })).optional(),
  /** Folder of keys, catalogues and sealed records. */
  state: z.string(),
  /** Kubo RPC, where records do not lie in the state folder. */
  ipfs: z.url().optional(),
  pid: z.number(),
});
export type DevFile = z.infer<typeof devFile>;

/**
 * The folder `.careledger`: the nearest one at or above where a command runs, else the one that it
 * makes there. It holds dev.json while `careledger up` runs, and a folder of state for each chain.
 */
export class Home {
  readonly directory: string;

  private constructor(directory: string) {
    this.directory = directory;
  }

  /** `chosen`: the `--home` option; CARELEDGER_HOME stands in for it. */
  static find(chosen: string | undefined = process.env["CARELEDGER_HOME"]): Home {
    if (chosen) return new Home(path.resolve(chosen));
    for (let folder = process.cwd(); ; folder = path.dirname(folder)) {
      const candidate = path.join(folder, ".careledger");
      if (existsSync(candidate)) return new Home(candidate);
      if (folder === path.dirname(folder)) break;
    }
    return new Home(path.resolve(".careledger"));
  }

  get #devFile(): string {
    return path.join(this.directory, "dev.json");
  }

  /** The running `careledger up`, if there is one; a file that a killed one left is removed. */
  dev(): DevFile | undefined {
    if (!existsSync(this.#devFile)) return undefined;
    const parsed = devFile.safeParse(readJson(this.#devFile));
    if (!parsed.success || !isRunning(parsed.data.pid)) {
      this.removeDev();
      return undefined;
    }
    return parsed.data;
  }

  /** One `careledger up` a folder. */
  requireNoDev(): void {
    const running = this.dev();
    if (running) fail("CLI_UP_ALREADY", { pid: running.pid, url: running.url });
  }

  /** Until it is removed, or the process ends by anything but SIGKILL. */
  writeDev(file: DevFile): void {
    this.requireNoDev();
    makeFolder(this.directory);
    writeWhole(this.#devFile, `${JSON.stringify(file, null, 2)}\n`);
    process.once("exit", () => this.removeDev());
  }

  removeDev(): void {
    rmSync(this.#devFile, { force: true });
  }

  /** Where everything of one chain is kept: keys, catalogues, grants, addresses. */
  chainFolder({ chainId, genesis }: Pick<Network, "chainId" | "genesis">): string {
    return path.join(this.directory, "chains", `${chainId}-${genesis.slice(2, 18)}`);
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Of another user.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
