import type { HardhatUserConfig } from "hardhat/config";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import type { NetworkManager } from "hardhat/types/network";

type SimulatedConfig = Partial<
  Extract<NonNullable<HardhatUserConfig["networks"]>[string], { type: "edr-simulated" }>
>;

/**
 * Hardhat's chain in this process, under the name "simulated": osaka rules, gas for nothing. It is
 * configured here and not by the folder that a command runs in: there may be another project, or
 * none.
 */
export async function simulatedNetwork(config: SimulatedConfig): Promise<NetworkManager> {
  const simulated = {
    ...config,
    type: "edr-simulated",
    chainType: "l1",
    // With osaka come the P-256 precompile and the gas cap.
    hardfork: "osaka",
    allowBlocksWithSameTimestamp: true,
    initialBaseFeePerGas: 0,
    // A block more than half full makes the next ones ask for a fee, and members' accounts hold nothing.
    blockGasLimit: 10_000_000_000n,
  } as const;
  const hre = await createHardhatRuntimeEnvironment(
    { networks: { simulated } },
    {},
    import.meta.dirname,
  );
  return hre.network;
}
