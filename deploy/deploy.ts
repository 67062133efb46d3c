import type { NetworkConnection } from "hardhat/types/network";
import type { Addresses } from "../src/chain/contracts.ts";
import type { Hex } from "../src/core/bytes.ts";
import { fail } from "../src/core/errors.ts";
import careledger from "./modules/careledger.ts";

/** What may differ from one deployment to another. */
export interface DeployOptions {
  /** Seconds of notice before a caller of an evidence contract changes. */
  callerNotice?: number;
  /**
   * Name of Ignition's journal, which lets a deployment go on after a kill. By default it follows
   * from block 0, so that no other chain under the same id is taken for this one.
   */
  deploymentId?: string;
}

/** Deploys the suite over a connection to any chain and checks that its code is there. */
export async function deployCareLedger(
  { ignition, ethers }: NetworkConnection<"l1">,
  { callerNotice, deploymentId }: DeployOptions = {},
): Promise<Addresses> {
  const notice = callerNotice === undefined ? {} : { callerNotice };
  const genesis = await ethers.provider.getBlock(0);
  const deployed = await ignition.deploy(careledger, {
    deploymentId: deploymentId ?? `chain-${genesis!.hash!.slice(2, 18)}`,
    parameters: { consent: notice, exchange: notice },
    // QBFT and embedded blocks are final at once; Ignition would wait for five.
    config: { requiredConfirmations: 1, blockPollingInterval: 50 },
  });
  const pairs = await Promise.all(
    Object.entries(deployed).map(async ([name, contract]) => {
      const address = (await contract.getAddress()) as Hex;
      // A journal of a chain that was reset gives addresses at which calls succeed and do nothing.
      if ((await ethers.provider.getCode(address)) === "0x") fail("DEPLOY_NO_CODE", { name });
      return [name, address] as const;
    }),
  );
  return Object.fromEntries(pairs) as Addresses;
}
