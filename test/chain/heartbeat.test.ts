import { expect } from "chai";
import { Account } from "../../src/chain/account.ts";
import { Network } from "../../src/chain/network.ts";
import { settle } from "../../src/chain/transact.ts";
import { developmentKey } from "../../src/cli/accounts.ts";
import { errorOf } from "../fixtures/failures.ts";
import { ServedChain } from "../fixtures/servedChain.ts";

describe("chain: waiting for a block (CA-22)", () => {
  let served: ServedChain;
  before(async () => {
    served = await ServedChain.start();
  });
  after(() => served.close());

  /** Sends while blocks are held back; answers what becomes of the wait. */
  async function waiting(patience: { silence: number; standstill: number }) {
    const network = await Network.open({ url: served.url, pollingInterval: 10, patience });
    const account = Account.fromKey(developmentKey(1), network);
    await served.hold();
    const settled = settle(network, account.sendTransaction({ to: account.address }));
    settled.catch(() => {});
    await served.waiting(1);
    return { network, settled };
  }
  afterEach(async () => {
    served.fate = () => "answer";
    await served.resume();
  });

  it("ends when the node is silent for too long", async () => {
    const { network, settled } = await waiting({ silence: 200, standstill: 60_000 });
    served.fate = () => "lose";
    const error = await errorOf(() => settled);
    expect(error).deep.include({ code: "CHAIN_UNREACHABLE", details: { url: served.url } });
    network.close();
  });

  it("ends when the chain makes no blocks", async () => {
    const { network, settled } = await waiting({ silence: 400, standstill: 300 });
    expect(await errorOf(() => settled)).include({ code: "CHAIN_STALLED" });
    network.close();
  });

  it("goes on when the node comes back in time", async () => {
    const { network, settled } = await waiting({ silence: 2_000, standstill: 60_000 });
    served.fate = () => "lose";
    await new Promise((resolve) => setTimeout(resolve, 700));
    served.fate = () => "answer";
    await served.mine();
    expect((await settled).status).equal(1);
    network.close();
  });
});
