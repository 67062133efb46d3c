import { HardhatError } from "@nomicfoundation/hardhat-errors";
import {
  deploy,
  type DeploymentResult,
  DeploymentResultType,
  type SuccessfulDeploymentResult,
  wipe,
} from "@nomicfoundation/ignition-core";
import type { Addresses } from "../src/chain/contracts.ts";
import { type Eip1193Provider, RpcError } from "../src/chain/signingProvider.ts";
import type { Hex } from "../src/core/bytes.ts";
import { fail } from "../src/core/errors.ts";
import { artifacts } from "./artifacts.ts";
import { Journal } from "./journal.ts";
import { blockNumber, takeUpLost, untilSettled } from "./lost.ts";
import careledger from "./modules/careledger.ts";
import { listener, type Step } from "./progress.ts";

/** What may differ from one deployment to another. */
export interface DeployOptions {
  /** Pays and signs, one of the provider's accounts; ends without a role. */
  deployer: Hex;
  /** Gets every role, a multisig for example. */
  administrator: Hex;
  /** Seconds of notice before a caller of an evidence contract changes; two days by default. */
  callerNotice?: number;
  /** Folder of the journal by which a deployment goes on after a kill; without one it cannot. */
  journal?: string;
  /** Blocks on top of the one that counts as final. */
  confirmations?: number;
  /** Told of each step that is done. */
  onStep?: (step: Step) => void;
}

/**
 * Deploys the suite over a provider of any chain, goes on where an earlier run with the same journal
 * stopped, and checks that the code is there. One run at a time a journal, and an account.
 */
export async function deployCareLedger(
  provider: Eip1193Provider,
  options: DeployOptions,
): Promise<Addresses> {
  const { deployer, administrator, confirmations = 0 } = options;
  const journal = options.journal === undefined ? undefined : new Journal(options.journal);
  if (deployer.toLowerCase() === administrator.toLowerCase()) fail("DEPLOY_ADMINISTRATOR", {});
  if (journal) {
    journal.mend();
    for (const [id, address] of await journal.contracts()) await requireCode(provider, id, address);
    await untilSettled(provider, deployer, confirmations);
  }
  const contracts = await deployAll(provider, options, journal);
  const pairs = Object.entries(careledger.results).map(
    ([name, future]) => [name, contracts[future.id]!.address as Hex] as const,
  );
  for (const [name, address] of pairs) await requireCode(provider, name, address);
  journal?.writeAddresses(contracts);
  return Object.fromEntries(pairs) as Addresses;
}

/** A journal of a chain that was reset gives addresses at which calls succeed and do nothing. */
async function requireCode(
  provider: Eip1193Provider,
  name: string,
  address: string,
): Promise<void> {
  const code = await provider.request({ method: "eth_getCode", params: [address, "latest"] });
  if (code === "0x") fail("DEPLOY_NO_CODE", { name });
}

async function deployAll(
  provider: Eip1193Provider,
  options: DeployOptions,
  journal: Journal | undefined,
): Promise<SuccessfulDeploymentResult["contracts"]> {
  const { confirmations = 0 } = options;
  const mended = new Set<string>();
  for (;;) {
    const result = await runIgnition(provider, options, journal);
    if ("contracts" in result) return result.contracts;
    const steps = "lost" in result ? [result.lost.futureId] : failedBefore(result);
    // What cannot be mended here comes back.
    const isNew = steps.length > 0 && steps.every((step) => !mended.has(step));
    if (!journal || !isNew) return fail("DEPLOY_FAILED", { reason: reasonOf(result) });
    if ("lost" in result) await takeUpLost(provider, journal, result.lost, confirmations);
    else for (const step of steps) await wipe(journal.folder, artifacts, step);
    for (const step of steps) mended.add(step);
  }
}

/** Steps that an earlier run noted as failed: they are to be done again. */
const failedBefore = (result: Outcome): string[] =>
  "type" in result && result.type === DeploymentResultType.PREVIOUS_RUN_ERROR
    ? Object.keys(result.errors)
    : [];

interface Lost {
  lost: { futureId: string; sender: string; nonce: number };
}
type Outcome = Exclude<DeploymentResult, SuccessfulDeploymentResult> | Lost;

async function runIgnition(
  provider: Eip1193Provider,
  options: DeployOptions,
  journal: Journal | undefined,
): Promise<DeploymentResult | Lost> {
  const { deployer, administrator, callerNotice, confirmations = 0, onStep } = options;
  const notice = callerNotice === undefined ? {} : { callerNotice };
  try {
    const result = await deploy({
      provider,
      artifactResolver: artifacts,
      ignitionModule: careledger,
      // `npx hardhat ignition deploy --parameters` takes the same.
      deploymentParameters: { $global: { administrator, ...notice } },
      accounts: [deployer],
      defaultSender: deployer,
      config: {
        // Ignition counts the block of the transaction as well.
        requiredConfirmations: 1 + confirmations,
        blockPollingInterval: 50,
        // A chain that stands still goes on one day: no step may count as failed before.
        timeBeforeBumpingFees: Number.MAX_SAFE_INTEGER,
      },
      ...(journal === undefined ? {} : { deploymentDir: journal.folder }),
      executionEventListener: listener({
        onStep,
        onBatch: async () => {
          if (journal) journal.begunAt = await blockNumber(provider);
        },
      }),
    });
    if (result.type === DeploymentResultType.RECONCILIATION_ERROR) {
      fail("DEPLOY_CHANGED", { reason: reasonOf(result) });
    }
    return result;
  } catch (error) {
    const { TRANSACTION_LOST } = HardhatError.ERRORS.IGNITION.EXECUTION;
    if (HardhatError.isHardhatError(error, TRANSACTION_LOST)) {
      return { lost: error.messageArguments as unknown as Lost["lost"] };
    }
    const isTheirs = HardhatError.isHardhatError(error) || error instanceof RpcError;
    if (isTheirs) return fail("DEPLOY_FAILED", { reason: error.message }, { cause: error });
    throw error;
  }
}

/** The first thing that went wrong, in Ignition's words. */
function reasonOf(result: Outcome): string {
  if ("lost" in result) return `${result.lost.futureId}: its transaction is not found`;
  if ("errors" in result) {
    const [[step, errors] = ["?", ["?"]]] = Object.entries(result.errors);
    return `${step}: ${errors.join("; ")}`;
  }
  const [failed] = result.failed;
  return failed ? `${failed.futureId}: ${failed.error}` : "it stopped before its end";
}
