import { expect } from "chai";
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import { randomHex, utf8 } from "../../src/core/bytes.ts";
import { BlockStore } from "../../src/vault/blockStore.ts";
import { cidOf } from "../../src/vault/cid.ts";
import { EmbeddedBlocks } from "../../src/vault/embeddedBlocks.ts";
import { seal } from "../../src/vault/envelope.ts";
import { BATCH } from "./fixtures/writer.ts";
import { CANARY, codeOf, expectNowhere, inFolder, someContext } from "./fixtures/vault.ts";

const MIB = 1_048_576;
const random = (size: number) => new Uint8Array(randomBytes(size));

describe("vault: embedded blocks (RX-03, RX-06)", function () {
  this.timeout(120_000);

  it("keeps what it holds when it is closed and opened again", async () =>
    inFolder(async (folder) => {
      const path = join(folder, "blocks.db");
      const first = new BlockStore(EmbeddedBlocks.open(path));
      const cids = await first.putMany([random(10), random(2000)]);
      await first.close();
      const second = new BlockStore(EmbeddedBlocks.open(path));
      expect(await second.getMany(cids)).length(2);
      await second.close();
      expect(statSync(path).mode & 0o077, "for its owner only").equal(0);
    }));

  it("RX-06: holds no plaintext of what was sealed", async () =>
    inFolder(async (folder) => {
      const store = new BlockStore(EmbeddedBlocks.open(join(folder, "blocks.db")));
      const body = utf8(CANARY.repeat(50));
      const content = { salt: random(32), mediaType: "application/fhir+json", body };
      await store.putMany([seal(random(32), someContext(), content)]);
      expectNowhere(folder, CANARY, content.mediaType);
      await store.close();
      expectNowhere(folder, CANARY, content.mediaType);
    }));

  it("finds a block that was spoilt on disk, and repairs it when it comes again", async () =>
    inFolder(async (folder) => {
      const path = join(folder, "blocks.db");
      const store = new BlockStore(EmbeddedBlocks.open(path));
      const block = random(500);
      const cids = await store.putMany([block]);
      const raw = new DatabaseSync(path);
      raw.exec("UPDATE blocks SET bytes = zeroblob(500)");
      raw.close();
      expect(await codeOf(() => store.getMany(cids))).equal("STORE_CORRUPT");
      await store.putMany([block]);
      expect(await store.getMany(cids)).deep.equal([block]);
      await store.close();
    }));

  it("spares young blocks from gc, so that it takes no file that is being written", async () => {
    const blocks = EmbeddedBlocks.open(":memory:", { grace: 60 });
    const store = new BlockStore(blocks);
    async function* slowly() {
      yield random(17 * MIB);
      expect((await store.status()).blocks).equal(16);
      expect(await store.gc()).equal(0);
      yield random(5);
    }
    const file = await store.putFile(slowly());
    expect((await store.getFile(file).next()).done).equal(false);
    await store.close();
  });

  it("pins a file only where every block of it is there", async () => {
    const blocks = EmbeddedBlocks.open(":memory:", { grace: 0 });
    const store = new BlockStore(blocks);
    const bytes = random(2 * MIB);
    const file = await store.putFile(
      (async function* () {
        yield bytes;
      })(),
    );
    blocks.drop(cidOf(bytes.subarray(MIB)));
    expect(await codeOf(() => store.pin(file))).equal("STORE_MISSING");
    await store.close();
  });

  it("gives the space of removed blocks back", async () =>
    inFolder(async (folder) => {
      const path = join(folder, "blocks.db");
      const store = new BlockStore(EmbeddedBlocks.open(path, { grace: 0 }));
      const cids = await store.putMany(Array.from({ length: 20 }, () => random(MIB)));
      for (const cid of cids) await store.unpin(cid);
      expect(await store.gc()).equal(20);
      await store.close();
      expect(statSync(path).size).lessThan(MIB);
    }));

  it("stores and reads a file of 256 MiB with flat memory", async () =>
    inFolder(async (folder) => {
      const store = new BlockStore(EmbeddedBlocks.open(join(folder, "blocks.db")));
      const before = process.memoryUsage().rss;
      async function* big() {
        for (let i = 0; i < 256; i++) yield random(MIB);
      }
      const cid = await store.putFile(big());
      let [length, most] = [0, process.memoryUsage().rss - before];
      for await (const piece of store.getFile(cid)) {
        length += piece.length;
        most = Math.max(most, process.memoryUsage().rss - before);
      }
      expect(length).equal(256 * MIB);
      expect(most).lessThan(200 * MIB);
      await store.close();
    }));

  it("is whole after its writer was killed: no half batch of blocks or of keys", async () => {
    for (let round = 0; round < 5; round++) await inFolder((folder) => killOne(folder, round));
  });
});

async function killOne(folder: string, round: number): Promise<void> {
  const script = join(import.meta.dirname, "fixtures", "writer.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script, folder]);
  let said = "";
  child.stdout.on("data", (text) => (said += String(text)));
  await once(child.stdout, "data");
  await setTimeout(40 + 23 * round);
  child.kill("SIGKILL");
  await once(child, "close");
  const told = said.split("\n").length - 1;
  const count = (file: string, table: string): number => {
    const db = new DatabaseSync(join(folder, file));
    expect(db.prepare("PRAGMA integrity_check").get()).deep.include({ integrity_check: "ok" });
    const row = db.prepare(`SELECT count(*) AS n FROM ${table}`).get();
    db.close();
    return row!["n"] as number;
  };
  const blocks = count("blocks.db", "blocks");
  expect(blocks % BATCH, "blocks of a half batch").equal(0);
  expect(count("blocks.db", "blocks WHERE pinned = 1")).equal(blocks);
  expect(blocks / BATCH).within(told, told + 2);
  const keys = count("keys.db", "content_keys");
  expect(keys % BATCH, "keys of a half batch").equal(0);
  expect(keys / BATCH).within(told, told + 1);
  const store = new BlockStore(EmbeddedBlocks.open(join(folder, "blocks.db")));
  expect(await store.has(cidOf(utf8(randomHex(8))))).equal(false);
  await store.close();
}
