import path from "node:path";
import type { HardhatUserConfig } from "hardhat/config";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import { deployCareLedger } from "../../../deploy/deploy.ts";
import type { Addresses } from "../../chain/contracts.ts";
import { httpProvider, signingProvider } from "../../chain/signingProvider.ts";
import { Accounts, ADMINISTRATOR, DEPLOYER } from "../accounts.ts";

/** A chain with the suite deployed on it. */
export interface ChainInUse {
  url: string;
  addresses: Addresses;
  close(): Promise<void>;
}

/** With blocks as a real chain makes them, and gas for nothing. */
const embedded = {
  type: "edr-simulated",
  chainType: "l1",
  // With osaka come the P-256 precompile and the gas cap.
  hardfork: "osaka",
  chainId: 31_337,
  mining: { auto: false, interval: 200 },
  allowBlocksWithSameTimestamp: true,
  initialBaseFeePerGas: 0,
} as const satisfies NonNullable<HardhatUserConfig["networks"]>[string];

/** A chain of its own over HTTP, as any other chain is reached, with the suite deployed on it. */
export async function startEmbeddedChain(): Promise<ChainInUse> {
  // Not the configuration of the folder that the command runs in: there may be another, or none.
  const { network } = await createHardhatRuntimeEnvironment(
    { networks: { embedded } },
    {},
    path.resolve(import.meta.dirname),
  );
  const server = await network.createServer("embedded", "127.0.0.1", 0);
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
