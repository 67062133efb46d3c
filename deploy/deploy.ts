import { type SuccessfulDeploymentResult, wipe } from "@nomicfoundation/ignition-core";
import type { Addresses } from "../src/chain/contracts.ts";
import type { Eip1193Provider } from "../src/chain/signingProvider.ts";
import type { Hex } from "../src/core/bytes.ts";
import { fail } from "../src/core/errors.ts";
import { artifacts } from "./artifacts.ts";
import { runIgnition } from "./ignition.ts";
import { Journal } from "./journal.ts";
import { takeUpLost, untilSettled } from "./lost.ts";
import careledger from "./modules/careledger.ts";
import type { Step } from "./progress.ts";

/** What may differ from one deployment to another. */
export interface DeployOptions {
  /** Pays and signs, one of the provider's accounts; ends without a role. */
  deployer: Hex;
  /** Gets every role, a multisig for example. */
  administrator: Hex;
  /** Seconds of notice before a caller of an evidence contract changes; two days by default. */
  callerNotice?: number;
  /** Days between the publication of a rule and the first day on which it can hold; seven by default. */
  ruleNotice?: number;
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
  const { deployer, administrator } = options;
  if (deployer.toLowerCase() === administrator.toLowerCase()) fail("DEPLOY_ADMINISTRATOR", {});
  const contracts =
    options.journal === undefined
      ? await deployAtOnce(provider, options)
      : await deployBy(new Journal(options.journal), provider, options);
  const pairs = Object.entries(careledger.results).map(
    ([name, future]) => [name, contracts[future.id]!.address as Hex] as const,
  );
  for (const [name, address] of pairs) await requireCode(provider, name, address);
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

type Contracts = SuccessfulDeploymentResult["contracts"];

async function deployAtOnce(provider: Eip1193Provider, options: DeployOptions): Promise<Contracts> {
  const outcome = await runIgnition(provider, options, undefined);
  if (outcome.kind === "done") return outcome.contracts;
  return fail("DEPLOY_FAILED", { reason: outcome.reason });
}

/** Runs Ignition until all is deployed; what a run before left unclear is cleared up between. */
async function deployBy(
  journal: Journal,
  provider: Eip1193Provider,
  options: DeployOptions,
): Promise<Contracts> {
  const { deployer, confirmations = 0 } = options;
  journal.mend();
  for (const [id, address] of await journal.contracts()) await requireCode(provider, id, address);
  for (let length = -1; ;) {
    await untilSettled(provider, deployer, confirmations);
    const outcome = await runIgnition(provider, options, journal);
    if (outcome.kind === "done") {
      journal.writeAddresses(outcome.contracts);
      return outcome.contracts;
    }
    const isRecalled = outcome.kind === "not noted" && journal.recall(outcome.nonce);
    if (outcome.kind === "lost") {
      await takeUpLost(provider, journal, outcome.transaction, confirmations);
    }
    if (outcome.kind === "failed before") {
      for (const step of outcome.steps) await wipe(journal.folder, artifacts, step);
    }
    // What nothing was done about comes back.
    const isStuck = !isRecalled && journal.length === length;
    if (outcome.kind === "failed" || isStuck) fail("DEPLOY_FAILED", { reason: outcome.reason });
    ({ length } = journal);
  }
}
