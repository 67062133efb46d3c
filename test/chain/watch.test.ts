import { expect } from "chai";
import type { Network } from "../../src/chain/network.ts";
import type { Cursor, Watch } from "../../src/chain/watch.ts";
import { CareLedger } from "../../src/client.ts";
import { type Hex, randomHex } from "../../src/core/bytes.ts";
import type { CareLedgerError } from "../../src/core/errors.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { codeOf, errorOf } from "../fixtures/failures.ts";
import { TcpProxy } from "../fixtures/tcpProxy.ts";
import { openNetwork, startWorld, type World } from "../fixtures/world.ts";

/** Waits until something holds. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe("chain: watching events (CA-06, CA-22)", () => {
  let world: World;
  let start: number;
  const closers: (() => unknown)[] = [];
  beforeEach(async () => {
    world = await startWorld();
    start = await world.served.blockNumber();
  });
  afterEach(async () => {
    for (const close of closers.splice(0).toReversed()) await close();
    await world.close();
  });

  /** A reader of the chain through a network of its own. */
  async function reader(url = world.served.url, confirmations = 0): Promise<CareLedger> {
    const network: Network = await openNetwork(url, confirmations);
    closers.push(() => network.close());
    return CareLedger.at(network, world.served.addresses);
  }

  let anchored = 0;
  async function anchor(count: number): Promise<Hex[]> {
    const roots: Hex[] = [];
    for (let i = 0; i < count; i++) {
      const { event } = await world.north.care.records.anchor([fixed(`${anchored++}`)]).send();
      roots.push(event.root);
    }
    return roots;
  }

  /** Collects the roots that a watcher hands out, and the cursor after the last one. */
  function collect(care: CareLedger, after?: Cursor, stopAfter = Infinity) {
    const roots: Hex[] = [];
    const cursors: Cursor[] = [];
    const troubles: CareLedgerError[] = [];
    const watch: Watch = care.records.watch(
      { custodian: world.north.id },
      async ({ event }, cursor) => {
        // Handlers are awaited: none begins before the one before it has ended.
        await new Promise((resolve) => setTimeout(resolve, 1));
        roots.push(event.root);
        cursors.push(cursor);
        if (roots.length >= stopAfter) watch.stop();
      },
      { ...(after ? { after } : { fromBlock: start }), onTrouble: (e) => troubles.push(e) },
    );
    closers.push(() => watch.stop());
    return { watch, roots, cursors, troubles };
  }

  it("hands out each event once and in order, also those of one block", async () => {
    const early = await anchor(3);
    const { watch, roots, cursors } = collect(await reader());
    await until(() => roots.length === 3);
    await world.served.hold();
    const { records } = world.north.care;
    const sends = [1, 2, 3].map((n) => records.anchor([fixed(`held ${n}`)]).send());
    await world.served.release(3);
    const late = (await Promise.all(sends)).map(({ event }) => event.root);
    await until(() => roots.length === 6);
    watch.stop();
    await watch.done;
    expect(roots).deep.equal([...early, ...late]);
    expect(new Set(cursors.slice(3).map(({ block }) => block)).size, "one block").equal(1);
  });

  it("waits while the node is away, loses nothing and repeats nothing", async () => {
    const proxy = await TcpProxy.before(world.served.url);
    closers.push(() => proxy.cut());
    const { watch, roots, troubles } = collect(await reader(proxy.url));
    const expected: Hex[] = [];
    for (let round = 0; round < 3; round++) {
      expected.push(...(await anchor(2)));
      await until(() => roots.length === expected.length);
      const before = troubles.length;
      await proxy.cut();
      expected.push(...(await anchor(2)));
      await until(() => troubles.length > before);
      expect(roots.length).equal(expected.length - 2);
      await proxy.mend();
    }
    await until(() => roots.length === expected.length);
    watch.stop();
    await watch.done;
    expect(roots).deep.equal(expected);
    expect(new Set(troubles.map(({ code }) => code))).deep.equal(new Set(["CHAIN_SILENT"]));
  });

  it("goes on after a restart where the kept cursor says, wherever it was stopped", async () => {
    await world.served.hold();
    const { records } = world.north.care;
    const held = [1, 2, 3].map((n) => records.anchor([fixed(`block ${n}`)]).send());
    await world.served.release(3);
    const expected = (await Promise.all(held)).map(({ event }) => event.root);
    expected.push(...(await anchor(4)));
    const all: Hex[] = [];
    let kept: Cursor | undefined;
    while (all.length < expected.length) {
      const { watch, roots, cursors } = collect(await reader(), kept, 2);
      await until(() => all.length + roots.length === expected.length || roots.length === 2);
      watch.stop();
      await watch.done;
      all.push(...roots);
      // As a file would have it.
      kept = JSON.parse(JSON.stringify(cursors.at(-1))) as Cursor;
    }
    expect(all).deep.equal(expected);
    const { watch, roots } = collect(await reader(), kept);
    const next = await anchor(1);
    await until(() => roots.length === 1);
    watch.stop();
    expect(roots).deep.equal(next);
  });

  it("hands out final blocks only", async () => {
    const { watch, roots } = collect(await reader(world.served.url, 2));
    const [root] = await anchor(1);
    await world.served.mine();
    await until(() => (watch.cursor?.block ?? 0) >= start);
    expect(roots).deep.equal([]);
    await world.served.mine();
    await until(() => roots.length === 1);
    expect(roots).deep.equal([root]);
  });

  it("counts blocks without events, so that a restart does not read them again", async () => {
    const { watch, roots } = collect(await reader());
    await world.served.mine(5);
    await until(() => watch.cursor?.block === start + 5);
    watch.stop();
    await watch.done;
    expect(roots).deep.equal([]);
    expect(watch.cursor).not.property("index");
    const again = collect(await reader(), watch.cursor);
    const next = await anchor(1);
    await until(() => again.roots.length === 1);
    expect(again.roots).deep.equal(next);
  });

  it("stops with the handler's error, and hands out that event again after the cursor", async () => {
    const roots = await anchor(3);
    const seen: Hex[] = [];
    const care = await reader();
    const mine = new RangeError("disk full");
    const watch = care.records.watch(
      {},
      ({ event }) => {
        if (event.root === roots[1]) throw mine;
        seen.push(event.root);
      },
      { fromBlock: start },
    );
    expect(await watch.done.catch((error: unknown) => error)).equal(mine);
    expect(seen).deep.equal(roots.slice(0, 1));
    const again = collect(care, watch.cursor);
    await until(() => again.roots.length === 2);
    expect(again.roots).deep.equal(roots.slice(1));
  });

  it("stops at once by a signal, while the node does not answer too", async () => {
    const proxy = await TcpProxy.before(world.served.url);
    closers.push(() => proxy.cut());
    const care = await reader(proxy.url);
    const aborting = new AbortController();
    proxy.silence();
    const watch = care.records.watch({}, () => {}, { fromBlock: 0, signal: aborting.signal });
    await new Promise((resolve) => setTimeout(resolve, 50));
    aborting.abort();
    await watch.done;
    const never = care.records.watch({}, () => {}, { signal: aborting.signal });
    await never.done;
    expect(never.cursor).equal(undefined);
  });

  it("refuses a chain whose final blocks changed, or another chain", async () => {
    await world.served.request("evm_mine");
    const snapshot = await world.served.request("evm_snapshot");
    await anchor(2);
    const { watch, roots } = collect(await reader());
    await until(() => roots.length === 2);
    await world.served.request("evm_revert", snapshot);
    await world.served.mine(4);
    const forked = await errorOf(() => watch.done);
    expect(forked.code).equal("WATCH_FORKED");
    const kept = collect(await reader(), watch.cursor);
    expect(await codeOf(() => kept.watch.done)).equal("WATCH_FORKED");
    expect([...roots, ...kept.roots]).length(2);
    const other = { ...watch.cursor!, genesis: randomHex(32), block: 0 };
    expect(await codeOf(() => collect(world.north.care, other).watch.done)).equal("WATCH_FORKED");
  });
});
