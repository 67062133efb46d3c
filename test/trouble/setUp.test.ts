/** The first set-up of a clone under an old Node, and without a network. */
import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { run } from "../start/fixtures/run.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** Has a process take itself for one of an older Node. */
const under = (version: string) => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(
    `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "${version}" } })`,
  )}`,
});

describe("the first set-up (CA-22)", function () {
  this.timeout(120_000);
  let folder: string;
  let clone: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "careledger-setup-"));
    clone = path.join(folder, "clone");
    mkdirSync(clone);
    for (const name of ["package.json", "package-lock.json", "scripts"]) {
      cpSync(path.join(root, name), path.join(clone, name), { recursive: true });
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  async function setUp(environment: Record<string, string>) {
    const child = spawn(process.execPath, ["scripts/setup.mjs"], {
      cwd: clone,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        npm_config_registry: "http://127.0.0.1:9",
        npm_config_cache: path.join(folder, "cache"),
        npm_config_fetch_retries: "0",
        ...environment,
      },
    });
    const [stdout, said] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "close"),
    ]);
    return { code: child.exitCode, stdout, said };
  }

  it("under a Node that is too old says which one it needs, and begins nothing", async () => {
    const { code, stdout, said } = await setUp(under("18.20.8"));
    expect([code, stdout]).deep.equal([1, ""]);
    expect(said).equal(
      "set-up: failed: Node 18.20.8 is too old.\nset-up: Install Node 20 or later.\n",
    );
    expect(existsSync(path.join(clone, "node_modules"))).equal(false);
  });

  it("careledger under such a Node says so before it loads anything", async () => {
    const old = under("22.12.0");
    const { code, stdout, stderr } = await run(["--help"], folder, undefined, old).ended;
    expect([code, stdout]).deep.equal([1, ""]);
    expect(stderr).match(/^careledger needs Node 22\.13 or later; this is 22\.12\.0\. /);
  });

  it("without a network says so; the next try does not take what is there for complete", async () => {
    for (const time of ["first", "second"]) {
      const { code, stdout, said } = await setUp({});
      expect([code, stdout], time).deep.equal([1, ""]);
      expect(said, time)
        .contain("set-up: The package registry cannot be reached.")
        .and.not.match(/set-up: ready/);
      for (const stamp of ["install", "build", "lock"]) {
        const file = path.join(clone, "node_modules/.setup", stamp);
        expect(existsSync(file), `${time}: ${stamp}`).equal(false);
      }
    }
  });
});
