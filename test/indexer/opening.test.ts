import { expect } from "chai";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Hex, randomHex } from "../../src/core/bytes.ts";
import { Indexer } from "../../src/indexer/indexer.ts";
import { IndexReader } from "../../src/indexer/reader.ts";
import { codeOf, errorOf } from "../fixtures/failures.ts";
import { fails } from "../fixtures/fails.ts";
import { TcpProxy } from "../fixtures/tcpProxy.ts";
import { startWorld, type World } from "../fixtures/world.ts";
import { dump, dumpOf, madeAnew, readerOf, until } from "./fixtures/indexes.ts";

describe("indexer: its file, its node and its disk (CA-22)", () => {
  let world: World;
  let folder: string;
  let file: string;
  let count = 0;
  before(async () => {
    world = await startWorld();
    folder = mkdtempSync(path.join(tmpdir(), "careledger-index-"));
  });
  beforeEach(() => {
    file = path.join(folder, String(count++), "index.sqlite");
  });
  after(async () => {
    await world.close();
    rmSync(folder, { recursive: true });
  });

  const anchor = (entries = 2) =>
    world.north.care.records
      .anchor(Array.from({ length: entries }, (): Hex => randomHex(32)))
      .send();

  const open = (change = {}): Indexer =>
    new Indexer({ ...world.north.care.chain, ...change }, file);

  it("has one writer, and readers beside it", async () => {
    const indexer = open();
    const error = await errorOf(() => open());
    expect([error.code, error.details["work"]]).deep.equal(["CLI_BUSY", "writing to this index"]);
    await indexer.catchUp();
    const reader = IndexReader.open(file);
    expect(reader.status()).deep.equal(indexer.reader.status());
    await anchor();
    await indexer.catchUp();
    expect(reader.batches(world.north.id)).deep.equal(indexer.reader.batches(world.north.id));
    expect(statSync(file).mode & 0o077, "nobody else's").equal(0);
    reader.close();
    indexer.close();
    open().close();
  });

  it("is refused for another chain or suite, and left as it is", async () => {
    const indexer = open();
    await indexer.catchUp();
    indexer.close();
    const before = dumpOf(file);
    const { network, addresses } = world.north.care.chain;
    const elsewhere = Object.create(network, { genesis: { value: randomHex(32) } });
    const foreign = await errorOf(() => open({ network: elsewhere }));
    expect([foreign.code, foreign.details]).deep.equal([
      "INDEX_FOREIGN",
      { reason: "its block 0 is another" },
    ]);
    const other = { ...addresses, directory: addresses.receipts };
    const { code, details } = await errorOf(() => open({ addresses: other }));
    expect(code).equal("INDEX_FOREIGN");
    expect(details).deep.equal({ reason: `its Directory is ${addresses.directory.toLowerCase()}` });
    expect(dumpOf(file)).deep.equal(before);
  });

  it("is made anew where another version made it; until then it is not read", async () => {
    const indexer = open();
    await indexer.catchUp();
    indexer.close();
    const expected = dumpOf(file);
    const db = new DatabaseSync(file);
    db.exec("PRAGMA user_version = 7; DROP TABLE receipts; UPDATE cursor SET block = 1");
    db.close();
    expect(fails(() => IndexReader.open(file))).include({ code: "INDEX_VERSION" });
    const again = open();
    await again.catchUp();
    again.close();
    expect(dumpOf(file)).deep.equal(expected);
  });

  it("is no other program's file, and must be there to be read", async () => {
    expect(fails(() => IndexReader.open(file))).include({ code: "INDEX_MISSING" });
    const indexer = open();
    indexer.close();
    const db = new DatabaseSync(file);
    db.exec("PRAGMA application_id = 1");
    db.close();
    expect(await codeOf(() => open())).equal("STORE_DATABASE");
    expect(fails(() => IndexReader.open(file))).include({ code: "STORE_DATABASE" });
  });

  it("stops with an error of its own where the disk is full, and goes on after", async () => {
    const indexer = open();
    await indexer.catchUp();
    const before = dump(indexer.database);
    const [{ page_count: pages }] = indexer.database.prepare("PRAGMA page_count").all() as [
      { page_count: number },
    ];
    indexer.database.exec(`PRAGMA max_page_count = ${pages}`);
    await anchor(500);
    const following = indexer.follow({ signal: new AbortController().signal });
    const { code, details } = await errorOf(() => following);
    expect(code).equal("STORE_DATABASE");
    expect(details).deep.equal({ reason: "database or disk is full" });
    expect(dump(indexer.database), "nothing half-written").deep.equal(before);
    indexer.database.exec("PRAGMA max_page_count = 1000000");
    await indexer.catchUp();
    expect(dump(indexer.database)).deep.equal(await madeAnew(world.north.care));
    indexer.close();
  });

  it("says that it has a gap where the node left logs out", async () => {
    const indexer = open();
    await indexer.catchUp();
    const { identity } = world.administrator;
    world.served.fate = (method) => (method === "eth_getLogs" ? { result: [] } : "answer");
    const { details } = await world.administrator.identity
      .admit({
        kinds: ["PHARMACY"],
        jurisdiction: { scheme: 1, code: 1 },
        grade: 0,
        accreditedUntil: 4_000_000_000,
        hpkeKey: randomHex(32),
        endpoint: "",
        administrator: randomHex(20),
      })
      .send()
      .then(({ event }) => ({ details: event.participant }));
    await indexer.catchUp();
    world.served.fate = () => "answer";
    const sent = await identity.setStatus(details, "SUSPENDED").send();
    const error = await errorOf(() => indexer.catchUp());
    expect(error.code).equal("INDEX_GAP");
    expect(error.details).deep.equal({ event: "ParticipantChanged", block: sent.block });
    indexer.close();
    const anew = new Indexer(world.north.care.chain, file, { anew: true });
    await anew.catchUp();
    expect(dump(anew.database)).deep.equal(await madeAnew(world.north.care));
    anew.close();
  });

  it("waits while its node is away, and misses nothing", async () => {
    const proxy = await TcpProxy.before(world.served.url);
    world.closers.push(() => proxy.cut());
    const care = await readerOf(world, { url: proxy.url });
    const indexer = new Indexer(care.chain, file);
    const stopping = new AbortController();
    const troubles: string[] = [];
    const following = indexer.follow({
      signal: stopping.signal,
      onTrouble: ({ code }) => troubles.push(code),
    });
    for (let round = 0; round < 3; round++) {
      await anchor();
      const before = troubles.length;
      await proxy.cut();
      await anchor();
      await until(() => troubles.length > before);
      await proxy.mend();
      const head = await world.served.blockNumber();
      await until(() => indexer.reader.status().block === head);
    }
    expect(new Set(troubles)).deep.equal(new Set(["CHAIN_SILENT"]));
    expect(dump(indexer.database)).deep.equal(await madeAnew(world.north.care));
    proxy.silence();
    await world.served.mine();
    stopping.abort();
    await following;
    indexer.close();
  });

  it("takes what is final only, and nothing twice that a node says twice", async () => {
    const care = await readerOf(world, { confirmations: 2 });
    const indexer = new Indexer(care.chain, file);
    await anchor();
    await indexer.catchUp();
    expect(indexer.reader.status().block).equal((await world.served.blockNumber()) - 2);
    await world.served.mine(2);
    world.served.fate = (method) =>
      method === "eth_getLogs"
        ? (logs) => (logs as object[]).flatMap((log) => [log, log])
        : "answer";
    const before = dump(indexer.database);
    const { code, details } = await errorOf(() => indexer.catchUp());
    expect([code, details]).deep.equal([
      "CHAIN_FAILED",
      { reason: "the node gave an event twice" },
    ]);
    expect(dump(indexer.database)).deep.equal(before);
    world.served.fate = () => "answer";
    await indexer.catchUp();
    expect(dump(indexer.database)).deep.equal(await madeAnew(care));
    indexer.close();
  });
});
