/** Signing for a node that holds no keys. */
import { expect } from "chai";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Transaction } from "ethers";
import {
  type Eip1193Provider,
  httpProvider,
  RpcError,
  signingProvider,
} from "../../src/chain/signingProvider.ts";
import { Accounts } from "../../src/cli/accounts.ts";
import { codeOf } from "../fixtures/failures.ts";

const accounts = Accounts.development();
const to = accounts.address(5);

/** A node that notes what it is asked. */
function node(): { chain: Eip1193Provider; asked: { method: string; params?: unknown }[] } {
  const asked: { method: string; params?: unknown }[] = [];
  const chain: Eip1193Provider = {
    async request(call) {
      asked.push(call);
      return call.method === "eth_chainId" ? "0x539" : "an answer";
    },
  };
  return { chain, asked };
}

const unsigned = { from: accounts.address(9), to, data: "0x1234", nonce: "0x7", gas: "0x5208" };

describe("signing for a node that holds no keys", () => {
  it("owns its accounts and no other; what is no transaction goes on", async () => {
    const { chain, asked } = node();
    const provider = signingProvider(chain, [accounts.key(9), accounts.key(3)]);
    expect(await provider.request({ method: "eth_accounts" })).to.deep.equal([
      accounts.address(9),
      accounts.address(3),
    ]);
    const call = { method: "eth_getCode", params: [to, "latest"] };
    expect(await provider.request(call)).to.equal("an answer");
    expect(asked).to.deep.equal([call]);
    const others = { ...unsigned, from: accounts.address(4) };
    const send = { method: "eth_sendTransaction", params: [others] };
    expect(await codeOf(() => provider.request(send))).to.equal("CHAIN_NO_ACCOUNT");
  });

  const forms = [
    ["no fee, where gas is free", { maxFeePerGas: "0x0", maxPriorityFeePerGas: "0x0" }, 0, 0n],
    ["a gas price", { gasPrice: "0x9" }, 0, 9n],
    ["EIP-1559 fees", { maxFeePerGas: "0x9", maxPriorityFeePerGas: "0x2" }, 2, 9n],
  ] as const;
  for (const [what, fees, type, price] of forms) {
    it(`signs a transaction with ${what}, for this chain only`, async () => {
      const { chain, asked } = node();
      const provider = signingProvider(chain, [accounts.key(9)]);
      const params = [
        { ...unsigned, from: unsigned.from.toUpperCase().replace("X", "x"), ...fees },
      ];
      await provider.request({ method: "eth_sendTransaction", params });
      const sent = asked.at(-1)!;
      expect(sent.method).to.equal("eth_sendRawTransaction");
      const signed = Transaction.from((sent.params as [string])[0]);
      expect(signed).to.include({ to, data: "0x1234", nonce: 7, gasLimit: 21_000n, type });
      expect(signed).to.include({ from: accounts.address(9), chainId: 1_337n, value: 0n });
      expect(type === 2 ? signed.maxFeePerGas : signed.gasPrice).to.equal(price);
    });
  }

  it("gives back what the node says, and says so when there is none", async () => {
    const error = { code: 3, message: "execution reverted", data: "0xabcd" };
    const server = createServer((_, response) => {
      response.end(JSON.stringify({ jsonrpc: "2.0", id: 1, error }));
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret`;
    const call = { method: "eth_call", params: [] };
    const said = await httpProvider(url)
      .request(call)
      .catch((thrown: unknown) => thrown);
    expect(said).to.be.instanceOf(RpcError);
    expect(said).to.include(error);
    server.close();
    await once(server, "close");
    expect(await codeOf(() => httpProvider(url).request(call))).to.equal("CHAIN_UNREACHABLE");
  });
});
