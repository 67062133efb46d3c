import { expect } from "chai";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Home } from "../../src/cli/home.ts";
import { openCustody, privateKeys } from "../../src/cli/members.ts";
import { State } from "../../src/cli/state.ts";
import { BlockStore } from "../../src/vault/blockStore.ts";
import { cidOf, digestOf, isFile } from "../../src/vault/cid.ts";
import { EmbeddedBlocks } from "../../src/vault/embeddedBlocks.ts";
import { storeFiles } from "../../src/vault/sealRecords.ts";
import { randomHex, ZERO32 } from "../../src/core/bytes.ts";
import { ENTRY_FLAGS, packHeader } from "../../src/core/words.ts";
import { ServedChain } from "../fixtures/servedChain.ts";
import { aHeader } from "../fixtures/stories.ts";
import { openNetwork } from "../fixtures/world.ts";
import { careledger as command } from "./fixtures/program.ts";
import { FakeKubo } from "../vault/fixtures/fakeKubo.ts";

const random = (size: number) => new Uint8Array(randomBytes(size));

describe("cli: store (RX-03, CA-22)", () => {
  let folder: string;
  let chain: ServedChain;
  let state: State;
  let blocks: EmbeddedBlocks;
  let store: BlockStore;
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "careledger-store-"));
    chain = await ServedChain.start();
    const network = await openNetwork(chain.url);
    const directory = Home.find(folder).chainFolder(network);
    network.close();
    mkdirSync(directory, { recursive: true });
    state = await State.open(directory);
    state.update((change) => (change.institution("North Hospital").id = 1));
    blocks = EmbeddedBlocks.open(path.join(directory, "blocks.sqlite"), { grace: 0 });
    store = new BlockStore(blocks);
  });
  after(async () => {
    await store.close();
    await chain.close();
    rmSync(folder, { recursive: true });
  });

  const careledger = async (...args: string[]) => {
    const common = ["--home", folder, "--rpc", chain.url];
    const { code, stdout, stderr } = await command(...args, ...common);
    return { code, stderr, said: stdout, json: () => JSON.parse(stdout) as unknown };
  };

  /** Sealed records in catalogue and store, as a publisher leaves them. */
  async function seal(...bodies: Uint8Array[]) {
    const { keys, id } = state.institutions["North Hospital"]!;
    const custody = openCustody({ id: id!, keys: privateKeys({ keys }) }, state, store);
    const { cids, blocks: small } = await storeFiles(store, bodies);
    await store.putBlocks(small);
    const records = cids.map((cid) => ({
      subject: randomHex(32),
      fingerprint: randomHex(32),
      entry: randomHex(32),
      header: packHeader(aHeader({ flags: isFile(cid) ? ENTRY_FLAGS.DAG_PB : 0n })),
      cid: digestOf(cid),
      previous: randomHex(32),
    }));
    const batch = { root: randomHex(32), manifest: ZERO32, entries: records.map((r) => r.entry) };
    custody.catalogue.prepareBatch(randomHex(32), batch, records);
    custody.close();
    return cids;
  }

  it("status says what is there, and with --check what is not", async () => {
    const large = random(2_100_000);
    const [small, file] = await seal(random(300), large);
    const plain = await careledger("store", "status");
    expect([plain.code, plain.said]).deep.equal([0, "embedded store: 5 blocks, 2.1 MB, 2 pins\n"]);
    const whole = await careledger("store", "status", "--check");
    expect(whole.code).equal(0);
    expect(whole.said).contain("North Hospital: 2 records whole, 0 missing, 0 spoilt");

    // A leaf of the file goes, and the small record with it.
    blocks.drop(cidOf(large.subarray(1_048_576, 2 * 1_048_576)));
    blocks.drop(small!);
    const [spoilt] = await seal(random(200));
    await blocks.write([{ cid: spoilt!, bytes: random(200) }], []);
    const lacking = await careledger("store", "status", "--check", "--json");
    expect(lacking.code).equal(1);
    expect(lacking.json()).deep.include({
      backend: "embedded",
      custodians: [{ custodian: 1, name: "North Hospital", whole: 0, missing: 2, corrupt: 1 }],
    });
    expect(await store.has(file!)).equal(true);
  });

  it("pin, pin --remove and gc decide what stays", async () => {
    const [cid] = await store.putMany([random(50)]);
    const removed = await careledger("store", "pin", `${cid}`, "--remove", "--json");
    expect(removed.json()).deep.equal({ cid: `${cid}`, pinned: false });
    const pinned = await careledger("store", "pin", `${cid}`);
    expect([pinned.code, pinned.said]).deep.equal([0, `${cid} is pinned\n`]);
    await store.unpin(cid!);
    // The command spares what is younger than an hour; this one is older.
    const spared = await careledger("store", "gc", "--json");
    expect(spared.json()).deep.equal({ removed: 0 });
    expect(await store.has(cid!)).equal(true);
    expect(await store.gc()).equal(1);
  });

  it("says what is wrong with a CID, and that a block is not here", async () => {
    const wrong = await careledger("store", "pin", "hello", "--json");
    expect(wrong.code).equal(2);
    expect(wrong.json()).nested.include({ "error.code": "STORE_CID" });
    const absent = await careledger("store", "pin", `${cidOf(random(9))}`);
    expect(absent.code).equal(1);
    expect(absent.stderr).contain("STORE_MISSING");
  });

  it("works on an IPFS node, named by --ipfs", async () => {
    const node = new FakeKubo();
    const url = await node.start();
    try {
      const status = await careledger("store", "status", "--json", "--ipfs", url);
      expect(status.json()).deep.equal({ backend: "ipfs", url, blocks: 0, bytes: 0, pins: 0 });
    } finally {
      await node.stop();
    }
  });

  for (const words of [
    ["store", "status"],
    ["store", "gc"],
    ["start", "--once"],
  ]) {
    it(`${words.join(" ")}: an --ipfs that is no URL, or where nobody answers`, async () => {
      const wrong = await careledger(...words, "--ipfs", "localhost:5001");
      expect(wrong.code).equal(2);
      expect(wrong.stderr).contain("--ipfs").and.contain("Give an http or https URL.");
      const gone = await careledger(...words, "--json", "--ipfs", "http://127.0.0.1:9");
      expect(gone.code).equal(4);
      expect(gone.json()).nested.include({ "error.code": "STORE_UNREACHABLE" });
      expect(gone.stderr).contain("127.0.0.1:9").and.contain("ipfs daemon");
    });
  }
});
