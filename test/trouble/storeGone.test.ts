/** The IPFS node, or another institution's gateway, goes away in the middle of a command. */
import { expect } from "chai";
import path from "node:path";
import { type Json, PUBLISH } from "../cli/fixtures/town.ts";
import { TcpProxy } from "../fixtures/tcpProxy.ts";
import { FakeKubo } from "../vault/fixtures/fakeKubo.ts";
import { Ground } from "./fixtures/ground.ts";
import { at, moments } from "./fixtures/moments.ts";

describe("the store goes away in the middle (CA-22, RX-14)", function () {
  this.timeout(120_000);
  const kubo = new FakeKubo();
  let ground: Ground;
  let wire: TcpProxy;
  let store: string;
  before(async () => {
    ground = await Ground.start();
    await ground.settle();
    store = await kubo.start();
    wire = await TcpProxy.before(store);
  });
  after(async () => {
    await wire.cut();
    await ground.close();
    await kubo.stop();
  });

  /** Cuts the wire to the store or gateway at a moment of a command; answers whether it ended well. */
  async function cutAt(question: number, reaches: boolean, ...args: string[]): Promise<boolean> {
    const gone = wire.cutAt({ question, reaches });
    const started = ground.start(...args);
    await Promise.race([gone, started.ended]);
    const { code, error, said } = await ground.answer(started);
    const where = at(`question ${question}: ${said}`);
    expect(ground.leftovers(), where).deep.equal([]);
    await wire.mend();
    if (code === 0) return true;
    expect(code, where).equal(4);
    expect(["STORE_UNREACHABLE", "GATEWAY_UNREACHABLE"], where).include(error["code"]);
    return false;
  }

  /** Says in the registry where North's gateway is. */
  const reachedBy = (url: string): Promise<unknown> =>
    ground.town.within(async (session) => {
      const { care } = await session.member("North Hospital");
      await care.identity.setEndpoint(url).send();
    });

  it("records publish --ipfs: says so; the same command anchors each record once", async () => {
    const publish = [...PUBLISH, "--ipfs", wire.url];
    // Whether it is there; the first bytes of the records.
    expect(await cutAt(1, false, ...publish)).equal(false);
    await cutAt(2 + Math.floor(moments(1, 0, 4)[0]!), true, ...publish);
    expect(await ground.town.json(0, ...publish)).include({ records: 158 });
    const once = { batches: 1, records: 158, different: 158 };
    expect(await ground.anchored()).deep.equal(once);
    const verified = await ground.town.json(0, "records", "verify", "--all", "--ipfs", wire.url);
    expect(verified).include({ verified: 158, pending: 0 });
  });

  it("records open --ipfs, then by a gateway: one use, all records in the end", async () => {
    // The gateway has its own way to the store.
    const gateway = await ground.town.gateway("North Hospital", store);
    const opened = path.join(ground.town.folder, "opened");
    for (const way of ["store", "gateway"]) {
      const grant = await ground.granted();
      const out = ["--grant", grant, "--out", path.join(opened, way)];
      const open = ["records", "open", "--as", "South Hospital", ...out, "--ipfs"];
      let isDone: boolean;
      if (way === "store") {
        // What its own store does not answer a reader gets from the custodian's gateway.
        isDone = await cutAt(2, true, ...open, wire.url);
      } else {
        wire.turnTo(gateway);
        await reachedBy(wire.url);
        // What was found is known; the release is lost.
        isDone = await cutAt(3, true, ...open, store);
      }
      if (!isDone) {
        expect(await ground.town.json(0, ...open, store), way).include({ opened: 5 });
      }
      expect(ground.files(`opened/${way}`), way).length(5);
      const { grants } = await ground.town.json(0, "consent", "list", "--subject", "alice-1");
      const given = (grants as Json[]).find((one) => one["grant"] === grant);
      expect(given, way).include({ uses: 1 });
    }
  });
});
