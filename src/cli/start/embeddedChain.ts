import { deployCareLedger } from "../../../deploy/deploy.ts";
import { simulatedNetwork } from "../../../deploy/simulated.ts";
import type { Addresses } from "../../chain/contracts.ts";
import { httpProvider, signingProvider } from "../../chain/signingProvider.ts";
import { Accounts, ADMINISTRATOR, DEPLOYER } from "../accounts.ts";

/** A chain with the suite deployed on it. */
export interface ChainInUse {
  url: string;
  addresses: Addresses;
  close(): Promise<void>;
}

/** A chain of its own over HTTP, as any other chain is reached, with the suite deployed on it. */
export async function startEmbeddedChain(): Promise<ChainInUse> {
  // With blocks as a real chain makes them.
  const mining = { auto: false, interval: 200 };
  const network = await simulatedNetwork({ chainId: 31_337, mining });
  const server = await network.createServer("simulated", "127.0.0.1", 0);
  const { address, port } = await server.listen();
  const url = `http://${address}:${port}`;
  try {
    const accounts = Accounts.development();
    const provider = signingProvider(httpProvider(url), [accounts.key(DEPLOYER)]);
    const addresses = await deployCareLedger(provider, {
      deployer: accounts.address(DEPLOYER),
      administrator: accounts.address(ADMINISTRATOR),
    });
    return { url, addresses, close: () => server.close() };
  } catch (error) {
    await server.close();
    throw error;
  }
}
