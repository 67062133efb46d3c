import {
  deploy,
  type DeploymentResult,
  DeploymentResultType,
  type ExecutionEventListener,
} from "@nomicfoundation/ignition-core";
import type { Addresses } from "../src/chain/contracts.ts";
import type { Eip1193Provider } from "../src/chain/signingProvider.ts";
import type { Hex } from "../src/core/bytes.ts";
import { fail } from "../src/core/errors.ts";
import { artifacts } from "./artifacts.ts";
import careledger from "./modules/careledger.ts";

/** What may differ from one deployment to another. */
export interface DeployOptions {
  /** Pays and signs, one of the provider's accounts; ends without a role. */
  deployer: Hex;
  /** Gets every role, a multisig for example. */
  administrator: Hex;
  /** Seconds of notice before a caller of an evidence contract changes; two days by default. */
  callerNotice?: number;
  /** Folder of Ignition's journal, by which a deployment goes on after a kill; none: in memory. */
  journal?: string;
  /** Blocks on top of the one that counts as final. */
  confirmations?: number;
  /** Told of each step. */
  listener?: ExecutionEventListener;
}

/** Ignition's parameters, which `npx hardhat ignition deploy --parameters` takes as well. */
const parametersOf = ({ administrator, callerNotice }: DeployOptions) => ({
  $global: { administrator, ...(callerNotice === undefined ? {} : { callerNotice }) },
});

/**
 * Deploys the suite over a provider of any chain, goes on where an earlier run with the same journal
 * stopped, and checks that the code is there.
 */
export async function deployCareLedger(
  provider: Eip1193Provider,
  options: DeployOptions,
): Promise<Addresses> {
  const { deployer, administrator, journal, confirmations = 0, listener } = options;
  if (deployer.toLowerCase() === administrator.toLowerCase()) fail("DEPLOY_ADMINISTRATOR", {});
  const result = await deploy({
    provider,
    artifactResolver: artifacts,
    ignitionModule: careledger,
    deploymentParameters: parametersOf(options),
    accounts: [deployer],
    defaultSender: deployer,
    // Ignition counts the block of the transaction as well.
    config: { requiredConfirmations: 1 + confirmations, blockPollingInterval: 50 },
    ...(journal === undefined ? {} : { deploymentDir: journal }),
    ...(listener === undefined ? {} : { executionEventListener: listener }),
  });
  if (result.type !== DeploymentResultType.SUCCESSFUL_DEPLOYMENT) {
    return fail("DEPLOY_FAILED", { reason: reasonOf(result) });
  }
  const pairs = Object.entries(careledger.results).map(
    ([name, future]) => [name, result.contracts[future.id]!.address as Hex] as const,
  );
  for (const [name, address] of pairs) {
    const code = await provider.request({ method: "eth_getCode", params: [address, "latest"] });
    // A journal of a chain that was reset gives addresses at which calls succeed and do nothing.
    if (code === "0x") fail("DEPLOY_NO_CODE", { name });
  }
  return Object.fromEntries(pairs) as Addresses;
}

/** The first thing that went wrong, in Ignition's words. */
function reasonOf(result: Exclude<DeploymentResult, { contracts: unknown }>): string {
  if ("errors" in result) {
    const [[step, errors] = ["?", ["?"]]] = Object.entries(result.errors);
    return `${step}: ${errors.join("; ")}`;
  }
  const [failed] = result.failed;
  if (failed) return `${failed.futureId}: ${failed.error}`;
  const [late] = result.timedOut;
  return late ? `${late.futureId} got into no block` : "it stopped before its end";
}
