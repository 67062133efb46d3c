import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Hex, randomHex } from "../../src/core/bytes.ts";
import { Indexer } from "../../src/indexer/indexer.ts";
import { startWorld, type World } from "../fixtures/world.ts";
import { dump, madeAnew, readerOf } from "./fixtures/indexes.ts";
import { Life } from "./fixtures/life.ts";

const script = path.join(import.meta.dirname, "fixtures/follower.ts");
/** More by hand: each takes a second or two. */
const KILLS = Number(process.env["CARELEDGER_KILLS"] ?? 3);

describe("indexer: killed again and again while the chain goes on (CA-07)", () => {
  let world: World;
  let folder: string;
  before(async () => {
    world = await startWorld();
    folder = mkdtempSync(path.join(tmpdir(), "careledger-index-"));
  });
  after(async () => {
    await world.close();
    rmSync(folder, { recursive: true });
  });

  /** Runs until it has made so many steps, and a moment longer; then it is killed. */
  async function killedAfter(file: string, steps: number, delay: number): Promise<void> {
    const { url, addresses } = world.served;
    const job = JSON.stringify({ url, addresses, file });
    const child = spawn(process.execPath, ["--import", "tsx", script, job], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = 0;
    await new Promise<void>((resolve) => {
      child.stdout.on("data", (dots: Buffer) => {
        said += dots.length;
        if (said > steps) resolve();
      });
      child.once("exit", () => resolve());
    });
    await new Promise((resolve) => setTimeout(resolve, delay));
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    expect(await ended, "killed, not ended").deep.equal([null, "SIGKILL"]);
  }

  it("has every event exactly once, and equals an index made anew", async function () {
    this.timeout(60_000 + 20_000 * KILLS);
    const file = path.join(folder, "index.sqlite");
    const killed = new AbortController();
    const life = new Life(world, Date.now() % 1e9);
    const going = (async () => {
      while (!killed.signal.aborted) {
        await life.go(1);
        // A step that takes a while, so that it is cut through.
        const ids = Array.from({ length: 400 }, (): Hex => randomHex(32));
        await world.north.care.records.anchor(ids).send();
      }
    })();
    for (let kill = 0; kill < KILLS; kill++) {
      await killedAfter(file, Math.floor(Math.random() * 8), Math.random() * 40);
    }
    killed.abort();
    await going;
    const care = await readerOf(world);
    const indexer = new Indexer(care.chain, file);
    await indexer.catchUp();
    const { database: db } = indexer;
    expect(db.prepare("PRAGMA integrity_check").all()).deep.equal([{ integrity_check: "ok" }]);
    expect(dump(db)).deep.equal(await madeAnew(care));
    const { rows, block } = indexer.reader.status();
    expect(block).equal(await world.served.blockNumber());
    expect(rows["participants"]).equal(await care.identity.count());
    indexer.close();
  });
});
