import path from "node:path";
import { getAddress } from "ethers";
import { roleHolders, roleName } from "../../../deploy/holders.ts";
import type { Step } from "../../../deploy/progress.ts";
import type { NetworkFile } from "../../chain/networks.ts";
import type { Hex } from "../../core/bytes.ts";
import { fail } from "../../core/errors.ts";
import { ADMINISTRATOR, DEPLOYER } from "../accounts.ts";
import { ADDRESS_FILE } from "../addresses.ts";
import { good, note, say } from "../progress.ts";
import type { Session } from "../session.ts";
import type { DeployCommandOptions } from "./command.ts";
import { dryRun } from "./dryRun.ts";
import { deploySuite, writeAddressFile } from "./suite.ts";
import { verify } from "./verify.ts";

export async function run(session: Session, options: DeployCommandOptions): Promise<void> {
  const { network } = session;
  const { chainId } = options;
  if (chainId !== undefined && BigInt(chainId) !== network.chainId) {
    fail("CHAIN_WRONG_ID", { found: network.chainId, expected: chainId });
  }
  const { administrator: named } = options;
  const administrator = named && (getAddress(named) as Hex);
  const administers = administrator ?? session.accounts.address(ADMINISTRATOR);
  if (options.verify) await verify(session, administrator);
  else if (options.dryRun) await dryRun(session, administers, options);
  else await deploy(session, { ...options, administrator: administers });
}

async function deploy(
  session: Session,
  options: DeployCommandOptions & { administrator: Hex },
): Promise<void> {
  const { network, accounts, rpc, state } = session;
  const {
    administrator,
    callerNotice,
    ruleNotice,
    confirmations,
    networkName: name,
    anew,
  } = options;
  const deployer = accounts.address(DEPLOYER);
  say(`Deploying to chain ${network.chainId} at ${new URL(rpc).origin} as ${deployer}`);
  if (accounts.isDevelopment) {
    note("with Hardhat's public development keys: anybody has them. Set CARELEDGER_MNEMONIC.");
  }
  const given = { rpc, network, accounts, folder: state.directory };
  const chosen = { administrator, callerNotice, ruleNotice, confirmations, name, anew };
  const { file, steps } = await deploySuite({ ...given, ...chosen, onStep: sayStep });
  const written = writeElsewhere(file, options);
  const roles = await rolesOf(session, file);
  const answer = steps === 0 ? "Deployed before; nothing was sent." : "Deployed.";
  session.output.result({ steps, file: written, network: file, roles }, [
    answer,
    ...Object.entries(file.contracts).map(([c, { address }]) => `  ${c.padEnd(20)} ${address}`),
    ...rolesInWords(roles),
    ...(written === undefined ? [] : [`Written: ${written}`]),
  ]);
}

function sayStep({ id, address, done, total }: Step): void {
  const name = id.split("#")[1]!;
  const place = `${done}/${total}`.padEnd(6);
  if (address) good(`${place} ${name} at ${address}`);
  else note(`${place} ${name}`);
}

/** The file that others take, in networks/<name> or where --out says. */
function writeElsewhere(file: NetworkFile, options: DeployCommandOptions): string | undefined {
  const { networkName, out } = options;
  const folder =
    out ?? (networkName === undefined ? undefined : path.join("networks", networkName));
  if (folder === undefined) return undefined;
  writeAddressFile(folder, file);
  return path.resolve(folder, ADDRESS_FILE);
}

type RolesHeld = Record<string, Hex[]>;

/** Who holds which role, as the chain tells. */
async function rolesOf(
  { network }: Session,
  { contracts, block }: NetworkFile,
): Promise<RolesHeld> {
  const held = await roleHolders(network.provider, contracts.AccessManager.address, block);
  return Object.fromEntries([...held].map(([id, who]) => [roleName(id) ?? `${id}`, who]));
}

function rolesInWords(roles: RolesHeld): string[] {
  const everybody = new Set(Object.values(roles).flat());
  if (everybody.size === 1) {
    return [`All roles (${Object.keys(roles).join(", ")}) are held by ${[...everybody].join("")}.`];
  }
  return Object.entries(roles).map(
    ([role, who]) => `  ${role.padEnd(20)} ${who.join(", ") || "nobody"}`,
  );
}
