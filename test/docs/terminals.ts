/** Shells in a folder that looks like a fresh clone, set up. */
import { expect } from "chai";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "./fixtures.ts";

/** What set-up puts beside the files of the repository. */
const SET_UP = ["node_modules", "artifacts", "cache"];

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

export class Terminals {
  readonly clone = mkdtempSync(path.join(tmpdir(), "careledger-readme-"));
  readonly #port: number;
  readonly #env: NodeJS.ProcessEnv;
  readonly #open: ChildProcess[] = [];

  /** @param port in place of 8545, which another chain on this machine may have */
  constructor(port: number) {
    this.#port = port;
    const { CARELEDGER_RPC: _rpc, CARELEDGER_MNEMONIC: _phrase, ...env } = process.env;
    this.#env = { ...env, NO_COLOR: "1" };
    const tracked = execFileSync("git", ["ls-tree", "--name-only", "HEAD"], { cwd: root });
    for (const name of [...String(tracked).trim().split("\n"), ...SET_UP]) {
      const target = path.join(root, name);
      if (existsSync(target)) symlinkSync(target, path.join(this.clone, name));
    }
  }

  /**
   * Types a line, waits for its end and answers all that it printed; it must succeed. A line whose
   * comment names a terminal stays there, and is waited for until it listens.
   */
  async type(line: string): Promise<string> {
    const [, name, value] = /^export (\w+)=(\S+)$/.exec(line) ?? [];
    if (name) {
      this.#env[name] = value!.replace("8545", String(this.#port));
      return "";
    }
    const stays = /# terminal/.test(line);
    const command = line.startsWith("npx anvil")
      ? line.replace("npx anvil", `npx anvil --port ${this.#port}`)
      : line;
    const child = spawn("bash", ["-c", command], {
      cwd: this.clone,
      env: this.#env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    let said = "";
    const listening = new Promise<void>((resolve) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (part: string) => {
          said += part;
          if (/listen/i.test(said)) resolve();
        });
      }
    });
    const ended = once(child, "close");
    if (stays) {
      this.#open.push(child);
      await Promise.race([listening, ended]);
      expect(child.exitCode, `${line}\n${said}`).equal(null);
    } else {
      await ended;
      expect(child.exitCode, `${line}\n${said}`).equal(0);
    }
    expect(said, line).not.match(/\n\s+at .*:\d+:\d+/);
    return said;
  }

  async close(): Promise<void> {
    for (const child of this.#open.splice(0).toReversed()) {
      const ended = once(child, "close");
      process.kill(-child.pid!, "SIGTERM");
      await ended;
    }
  }
}
