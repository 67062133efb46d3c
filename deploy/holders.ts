import type { AccessManager } from "../typechain-types/index.js";
import { allLogs, read } from "../src/chain/transact.ts";
import type { Hex } from "../src/core/bytes.ts";
import { ADMIN_ROLE, type RoleName, roles } from "./roles.ts";

/** Name of a role by its id; one that is not ours has none. */
export const roleName = (id: bigint): RoleName | "ADMIN" | undefined =>
  id === ADMIN_ROLE
    ? "ADMIN"
    : (Object.keys(roles) as RoleName[]).find((name) => roles[name] === id);

/**
 * Who holds each role that was ever given on this AccessManager, as its events tell from the block
 * of its deployment on. Whoever was given a role for later counts as holding it.
 */
export async function roleHolders(
  manager: AccessManager,
  fromBlock = 0,
): Promise<Map<bigint, Hex[]>> {
  const abi = manager.interface;
  const [granted, revoked] = [abi.getEvent("RoleGranted"), abi.getEvent("RoleRevoked")];
  const provider = manager.runner!.provider!;
  const found = await allLogs(
    provider,
    { address: await manager.getAddress(), topics: [[granted.topicHash, revoked.topicHash]] },
    { from: fromBlock, to: await read(provider.getBlockNumber()) },
  );
  const holders = new Map<bigint, Set<Hex>>();
  for (const { topics, data } of found) {
    const event = topics[0] === granted.topicHash ? granted : revoked;
    const [roleId, account] = abi.decodeEventLog(event, data, topics) as unknown as [bigint, Hex];
    const held = holders.get(roleId) ?? new Set();
    if (event === granted) held.add(account);
    else held.delete(account);
    holders.set(roleId, held);
  }
  return new Map([...holders].map(([id, held]) => [id, [...held]]));
}
