import type { AccessManager } from "../typechain-types/index.js";
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
  const [granted, revoked] = await Promise.all([
    manager.queryFilter(manager.filters.RoleGranted(), fromBlock),
    manager.queryFilter(manager.filters.RoleRevoked(), fromBlock),
  ]);
  const inOrder = [
    ...granted.map((log) => ({ log, holds: true })),
    ...revoked.map((log) => ({ log, holds: false })),
  ].toSorted(({ log: a }, { log: b }) => a.blockNumber - b.blockNumber || a.index - b.index);
  const holders = new Map<bigint, Set<Hex>>();
  for (const { log, holds } of inOrder) {
    const { roleId, account } = log.args;
    const held = holders.get(roleId) ?? new Set();
    if (holds) held.add(account as Hex);
    else held.delete(account as Hex);
    holders.set(roleId, held);
  }
  return new Map([...holders].map(([id, held]) => [id, [...held]]));
}
