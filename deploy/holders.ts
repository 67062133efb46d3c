import type { Provider } from "ethers";
import { allLogs } from "../src/chain/transact.ts";
import type { Hex } from "../src/core/bytes.ts";
import { AccessManager__factory } from "../typechain-types/index.js";
import { ADMIN_ROLE, type RoleName, roles } from "./roles.ts";

/** Name of a role by its id; one that is not ours has none. */
export const roleName = (id: bigint): RoleName | "ADMIN" | undefined =>
  id === ADMIN_ROLE
    ? "ADMIN"
    : (Object.keys(roles) as RoleName[]).find((name) => roles[name] === id);

const abi = AccessManager__factory.createInterface();
const GRANTED = abi.getEvent("RoleGranted").topicHash;
const REVOKED = abi.getEvent("RoleRevoked").topicHash;

/**
 * Who holds each role that was ever given on an AccessManager, as its events tell from the block
 * of its deployment on. Whoever was given a role for later counts as holding it.
 */
export async function roleHolders(
  provider: Pick<Provider, "getLogs" | "getBlockNumber">,
  manager: Hex,
  fromBlock = 0,
): Promise<Map<bigint, Hex[]>> {
  const range = { from: fromBlock, to: await provider.getBlockNumber() };
  const holders = new Map<bigint, Hex[]>();
  const filter = { address: manager, topics: [[GRANTED, REVOKED]] };
  for (const log of await allLogs(provider, filter, range)) {
    const { name, args } = abi.parseLog(log)!;
    const { roleId, account } = args.toObject() as { roleId: bigint; account: Hex };
    const others = (holders.get(roleId) ?? []).filter((holder) => holder !== account);
    holders.set(roleId, name === "RoleGranted" ? [...others, account] : others);
  }
  return holders;
}
