import { existsSync, renameSync } from "node:fs";
import path from "node:path";
import { deployCareLedger } from "../../../deploy/deploy.ts";
import { Journal } from "../../../deploy/journal.ts";
import { blocksIn, networkFileOf } from "../../../deploy/networkFile.ts";
import type { Step } from "../../../deploy/progress.ts";
import type { Network } from "../../chain/network.ts";
import { type NetworkFile, requireOwnChain } from "../../chain/networks.ts";
import { httpProvider, signingProvider } from "../../chain/signingProvider.ts";
import { read } from "../../chain/transact.ts";
import type { Hex } from "../../core/bytes.ts";
import { fail, isCareLedgerError } from "../../core/errors.ts";
import { makeFolder, writeWhole } from "../../vault/disk.ts";
import { type Accounts, ADMINISTRATOR, DEPLOYER } from "../accounts.ts";
import { ADDRESS_FILE, addressFileFor } from "../addresses.ts";
import { holdLock } from "../../vault/lock.ts";
import { packageVersion } from "../package.ts";

export interface SuiteOptions {
  /** URL of the chain, and the chain itself. */
  rpc: string;
  network: Network;
  /** Index 9 deploys. */
  accounts: Accounts;
  /** State folder of the chain: the journal and the address file go there. */
  folder: string;
  /** Gets every role; index 0 of the accounts by default. */
  administrator?: Hex | undefined;
  /** Seconds of notice before a caller of an evidence contract changes. */
  callerNotice?: number | undefined;
  /** Days between the publication of a rule and its first day. */
  ruleNotice?: number | undefined;
  /** Blocks on top of the one that counts as final on this chain. */
  confirmations?: number | undefined;
  /** Name of the network in the address file. */
  name?: string | undefined;
  /** Sets an earlier deployment of this folder aside and begins another. */
  anew?: boolean | undefined;
  onStep?: (step: Step) => void;
}

export interface DeployedSuite {
  file: NetworkFile;
  /** Steps that this run did: none where all was deployed before. */
  steps: number;
}

export const journalOf = (folder: string): Journal => new Journal(path.join(folder, "ignition"));

/**
 * Takes up the deployment that the state folder knows, goes on with one that was stopped, or begins
 * one, and writes the address file.
 * @throws CLI_BUSY where another process does the same in this folder.
 */
export async function deploySuite(options: SuiteOptions): Promise<DeployedSuite> {
  const { network, folder, anew } = options;
  const release = holdLock(path.join(folder, "deploy.lock"), "deploying");
  try {
    if (anew) setAside(folder);
    const journal = journalOf(folder);
    const known = knownFile(options, journal);
    if (known && !journal.exists) {
      // Deployed from elsewhere.
      await requireOwnChain(known, network);
      return { file: known, steps: 0 };
    }
    return await deployWith(journal, known, options);
  } finally {
    release();
  }
}

/** A damaged file is no obstacle where it can be written anew. */
function knownFile({ folder, network }: SuiteOptions, journal: Journal): NetworkFile | undefined {
  try {
    return addressFileFor(folder, network);
  } catch (error) {
    if (journal.exists && isCareLedgerError(error, "NETWORK_FILE")) return undefined;
    throw error;
  }
}

async function deployWith(
  journal: Journal,
  known: NetworkFile | undefined,
  options: SuiteOptions,
): Promise<DeployedSuite> {
  const { rpc, network, accounts, folder, callerNotice, ruleNotice, onStep } = options;
  network.confirmations = options.confirmations ?? known?.confirmations ?? network.confirmations;
  const deployer = accounts.address(DEPLOYER);
  await requireFunds(network, deployer);
  let steps = 0;
  const provider = signingProvider(httpProvider(rpc), [accounts.key(DEPLOYER)]);
  const addresses = await deployCareLedger(provider, {
    deployer,
    administrator: options.administrator ?? accounts.address(ADMINISTRATOR),
    ...(callerNotice === undefined ? {} : { callerNotice }),
    ...(ruleNotice === undefined ? {} : { ruleNotice }),
    journal: journal.folder,
    confirmations: network.confirmations,
    onStep: (step) => {
      steps++;
      onStep?.(step);
    },
  });
  const file = await networkFileOf(network, addresses, await blocksIn(journal.folder, network), {
    name: options.name ?? known?.name ?? `chain-${network.chainId}`,
    version: steps === 0 && known ? known.version : packageVersion(),
  });
  writeAddressFile(folder, file);
  return { file, steps };
}

/** Writes a network's address file into a folder, whole or not at all. */
export function writeAddressFile(folder: string, file: NetworkFile): void {
  makeFolder(folder);
  writeWhole(path.join(folder, ADDRESS_FILE), `${JSON.stringify(file, null, 2)}\n`, 0o644);
}

/** Where gas has a price, a deployer without ether gets nowhere. */
async function requireFunds({ provider }: Network, deployer: Hex): Promise<void> {
  const [block, balance] = await read(
    Promise.all([provider.getBlock("latest"), provider.getBalance(deployer)]),
  );
  if ((block?.baseFeePerGas ?? 0n) > 0n && balance === 0n) fail("DEPLOY_FUNDS", { deployer });
}

/** An earlier deployment stays readable, under the next free number. */
function setAside(folder: string): void {
  const { folder: journal } = journalOf(folder);
  let number = 1;
  while (existsSync(`${journal}.${number}`)) number++;
  const aside = `${journal}.${number}`;
  const file = path.join(folder, ADDRESS_FILE);
  if (existsSync(journal)) renameSync(journal, aside);
  if (!existsSync(file)) return;
  makeFolder(aside);
  renameSync(file, path.join(aside, ADDRESS_FILE));
}
