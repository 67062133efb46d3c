import { expect } from "chai";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Network } from "../../src/chain/network.ts";
import { codeOf, errorOf } from "../fixtures/failures.ts";
import { ServedChain } from "../fixtures/servedChain.ts";

/** Runs while a server answers everything in one way. */
async function whileAnswering<T>(body: string, work: (url: string) => Promise<T>): Promise<T> {
  const server = createServer((_, response) => response.end(body));
  await once(server.listen(0, "127.0.0.1"), "listening");
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe("chain: a network behind a URL (ID-01)", () => {
  let served: ServedChain;
  before(async () => {
    served = await ServedChain.start();
  });
  after(() => served.close());
  afterEach(() => {
    served.fate = () => "answer";
  });

  const during = async <T>(network: Network, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } finally {
      network.close();
    }
  };

  it("knows its id and block 0", async () => {
    const network = await Network.open({ url: served.url, chainId: 31_337n });
    await during(network, async () => {
      const block = (await served.request("eth_getBlockByNumber", "0x0", false)) as object;
      expect(network.chainId).equal(31_337n);
      expect(block).property("hash", network.genesis);
    });
  });

  it("says that no node answers, without what a URL may keep secret", async () => {
    const error = await errorOf(() =>
      Network.open({ url: "http://user:secret@127.0.0.1:9/secret?key=secret" }),
    );
    expect(error.code).equal("CHAIN_UNREACHABLE");
    expect(error.details).deep.equal({ url: "http://127.0.0.1:9" });
    expect(error.message).not.contain("secret");
    expect(await codeOf(() => Network.open({ url: "no URL" }))).equal("CHAIN_UNREACHABLE");
  });

  for (const body of [
    "<html>hello</html>",
    "{}",
    "null",
    '{"jsonrpc":"2.0","id":1,"result":"?"}',
    '{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"no such method"}}',
  ]) {
    it(`takes no other service for a chain: ${body}`, async () => {
      const code = await whileAnswering(body, (url) => codeOf(() => Network.open({ url })));
      expect(code).equal("CHAIN_UNREACHABLE");
    });
  }

  it("refuses another chain than the one expected", async () => {
    const error = await errorOf(() => Network.open({ url: served.url, chainId: 1n }));
    expect(error.code).equal("CHAIN_WRONG_ID");
    expect(error.details).deep.equal({ found: 31_337n, expected: 1n });
  });

  it("refuses a node without block 0", async () => {
    served.fate = (method) => (method === "eth_getBlockByNumber" ? { result: null } : "answer");
    expect(await codeOf(() => Network.open({ url: served.url }))).equal("CHAIN_FAILED");
    served.fate = (method) => (method === "eth_getBlockByNumber" ? "lose" : "answer");
    expect(await codeOf(() => Network.open({ url: served.url }))).equal("CHAIN_SILENT");
  });

  it("counts a block as final when enough others lie on it", async () => {
    const [instant, slow, slowest] = await Promise.all(
      [0, 2, 1_000_000].map((confirmations) => Network.open({ url: served.url, confirmations })),
    );
    const newest = await served.blockNumber();
    expect(newest).above(2);
    expect(await instant!.finalBlock()).equal(newest);
    expect(await slow!.finalBlock()).equal(newest - 2);
    expect(await slowest!.finalBlock()).equal(0);
    await served.mine();
    expect(await slow!.finalBlock()).equal(newest - 1);
    for (const network of [instant, slow, slowest]) network!.close();
  });

  it("takes the time of the newest block", async () => {
    const network = await Network.open({ url: served.url });
    await during(network, async () => {
      const now = await network.now();
      await served.wait(1000);
      expect((await network.now()) - now).within(1000, 1010);
    });
  });

  it("asks again, once, over a connection of which the node hangs up", async () => {
    const network = await Network.open({ url: served.url });
    await during(network, async () => {
      let asked = 0;
      const hangingUp = (times: number) => {
        asked = 0;
        served.fate = () => (++asked <= times ? "lose" : "answer");
      };
      hangingUp(1);
      expect(await network.finalBlock()).a("number");
      expect(asked).equal(2);
      hangingUp(2);
      expect(await codeOf(() => network.finalBlock())).equal("CHAIN_SILENT");
      expect(asked).equal(2);
    });
  });

  it("says so when the node is gone", async () => {
    const network = await Network.open({ url: served.url });
    await during(network, async () => {
      served.fate = () => "lose";
      for (const ask of [() => network.finalBlock(), () => network.now()]) {
        expect(await codeOf(ask)).equal("CHAIN_SILENT");
      }
    });
  });
});
