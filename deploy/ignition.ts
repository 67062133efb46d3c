import { HardhatError } from "@nomicfoundation/hardhat-errors";
import {
  deploy,
  type DeploymentResult,
  DeploymentResultType,
  type SuccessfulDeploymentResult,
} from "@nomicfoundation/ignition-core";
import { type Eip1193Provider, RpcError } from "../src/chain/signingProvider.ts";
import { fail } from "../src/core/errors.ts";
import { artifacts } from "./artifacts.ts";
import type { DeployOptions } from "./deploy.ts";
import type { Journal } from "./journal.ts";
import { blockNumber, type LostTransaction } from "./lost.ts";
import careledger from "./modules/careledger.ts";
import { listener } from "./progress.ts";

/** How a run of Ignition ended. */
export type Outcome =
  | { kind: "done"; contracts: SuccessfulDeploymentResult["contracts"] }
  /** It was killed between sending a transaction and noting it. */
  | { kind: "lost"; transaction: LostTransaction; reason: string }
  /**
   * The account sent a transaction of this nonce that is not noted as under way: it was given up for
   * lost, or is noted as done, before others with lower nonces. Of the latter Ignition takes account
   * in its next run.
   */
  | { kind: "not noted"; nonce: number; reason: string }
  /** Steps that an earlier run noted as failed: they are to be done again. */
  | { kind: "failed before"; steps: string[]; reason: string }
  | { kind: "failed"; reason: string };

/** Runs the module from where the journal stands. @throws DEPLOY_CHANGED, DEPLOY_FAILED */
export async function runIgnition(
  provider: Eip1193Provider,
  options: DeployOptions,
  journal: Journal | undefined,
): Promise<Outcome> {
  const { deployer, administrator, callerNotice, ruleNotice, confirmations = 0, onStep } = options;
  const notice = {
    ...(callerNotice === undefined ? {} : { callerNotice }),
    ...(ruleNotice === undefined ? {} : { ruleNotice }),
  };
  // Ignition takes up steps that were sent before those that were not, by sorting senders as text,
  // and "0xFFF..." stands for "not sent": an address in lower case would come after it.
  const sender = `0x${deployer.slice(2).toUpperCase()}`;
  try {
    const result = await deploy({
      provider,
      artifactResolver: artifacts,
      ignitionModule: careledger,
      // `npx hardhat ignition deploy --parameters` takes the same.
      deploymentParameters: { $global: { administrator, ...notice } },
      accounts: [sender],
      defaultSender: sender,
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
    return outcomeOf(result);
  } catch (error) {
    return outcomeOfThrown(error);
  }
}

function outcomeOf(result: DeploymentResult): Outcome {
  if ("contracts" in result) return { kind: "done", contracts: result.contracts };
  if ("errors" in result) {
    const steps = Object.keys(result.errors);
    const reason = `${steps[0]}: ${Object.values(result.errors)[0]?.join("; ")}`;
    if (result.type === DeploymentResultType.RECONCILIATION_ERROR) {
      return fail("DEPLOY_CHANGED", { reason });
    }
    const isOld = result.type === DeploymentResultType.PREVIOUS_RUN_ERROR;
    return isOld ? { kind: "failed before", steps, reason } : { kind: "failed", reason };
  }
  const [failed] = result.failed;
  const reason = failed ? `${failed.futureId}: ${failed.error}` : "it stopped before its end";
  return { kind: "failed", reason };
}

function outcomeOfThrown(error: unknown): Outcome {
  if (error instanceof RpcError) return { kind: "failed", reason: error.message };
  if (!HardhatError.isHardhatError(error)) throw error;
  const { message: reason } = error;
  const { TRANSACTION_LOST, NONCE_TOO_HIGH } = HardhatError.ERRORS.IGNITION.EXECUTION;
  if (error.number === TRANSACTION_LOST.number) {
    const transaction = error.messageArguments as unknown as LostTransaction;
    return { kind: "lost", transaction, reason };
  }
  if (error.number === NONCE_TOO_HIGH.number) {
    const { expectedNonce } = error.messageArguments as unknown as { expectedNonce: number };
    return { kind: "not noted", nonce: expectedNonce, reason };
  }
  return { kind: "failed", reason };
}
