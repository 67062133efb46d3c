/** The chain of `npm start` asks for no fee, however full its blocks are. */
import { expect } from "chai";
import { Wallet } from "ethers";
import { simulatedNetwork } from "../../deploy/simulated.ts";

/** Reads memory far out, which costs 14.7 million gas: PUSH3, MLOAD, STOP. */
const BURNER = "0x622a00005100";
/** The most that one transaction may have (EIP-7825). */
const MOST_GAS = "0x1000000";

describe("deploy: the embedded chain (CA-01)", () => {
  it("asks accounts without ether for nothing after a block of many large transactions", async () => {
    const network = await simulatedNetwork({ mining: { auto: false } });
    const { provider } = await network.create({ network: "simulated" });
    const ask = async (method: string, ...params: unknown[]) =>
      await provider.request({ method, params });
    const [from] = (await ask("eth_accounts")) as string[];
    for (let i = 0; i < 3; i++) {
      await ask("eth_sendTransaction", { from, data: BURNER, gas: MOST_GAS, gasPrice: "0x0" });
    }
    await ask("evm_mine");
    const full = (await ask("eth_getBlockByNumber", "latest", false)) as Record<string, string>;
    expect(Number(full["gasUsed"])).above(40_000_000);

    const poor = Wallet.createRandom();
    const raw = await poor.signTransaction({
      to: poor.address,
      chainId: Number(await ask("eth_chainId")),
      gasLimit: 21_000,
      gasPrice: 0,
      nonce: 0,
    });
    const hash = await ask("eth_sendRawTransaction", raw);
    await ask("evm_mine");
    expect(await ask("eth_getTransactionReceipt", hash)).property("status", "0x1");
    expect(await ask("eth_getBlockByNumber", "latest", false)).property("baseFeePerGas", "0x0");
    await provider.close();
  });
});
