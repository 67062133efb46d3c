import { type Addresses, connectContracts } from "../../src/chain/contracts.ts";
import type { Network } from "../../src/chain/network.ts";
import { read } from "../../src/chain/transact.ts";
import type { Hex } from "../../src/core/bytes.ts";
import { roleHolders, roleName } from "../holders.ts";
import { ADMIN_ROLE, permissions, type RestrictedContract, roles } from "../roles.ts";
import type { Check } from "./check.ts";

const RESTRICTED = [...new Set(permissions.map(({ contract }) => contract))];
const nameOf = (id: bigint): string => roleName(id) ?? `role ${id}`;

/** Whether the AccessManager lets each role call what the table in deploy/roles.ts says, no more. */
export async function checkPermissions(network: Network, addresses: Addresses): Promise<Check[]> {
  const contracts = connectContracts(addresses, network.provider);
  return await Promise.all(
    RESTRICTED.map(async (contract) => {
      const wrong = await read(wrongIn(contract, contracts, addresses));
      return {
        what: `permissions of ${contract}`,
        ok: wrong.length === 0,
        detail: wrong.join("; ") || "as in deploy/roles.ts",
      };
    }),
  );
}

async function wrongIn(
  name: RestrictedContract,
  contracts: ReturnType<typeof connectContracts>,
  addresses: Addresses,
): Promise<string[]> {
  const { manager } = contracts;
  const target = addresses[name];
  const selectors: [selector: string, name: string][] = [];
  contracts[name].interface.forEachFunction(({ selector, name: fn }) => {
    selectors.push([selector, fn]);
  });
  const [authority, closed, delay, ...found] = await Promise.all([
    contracts[name].authority(),
    manager.isTargetClosed(target),
    manager.getTargetAdminDelay(target),
    ...selectors.map(([selector]) => manager.getTargetFunctionRole(target, selector)),
  ]);
  const wrong = selectors.flatMap(([selector, fn], i) => {
    const entry = permissions.find((p) => p.contract === name && p.selectors.includes(selector));
    const expected = entry ? roles[entry.role] : ADMIN_ROLE;
    return found[i] === expected ? [] : [`${fn}: ${nameOf(found[i]!)}, not ${nameOf(expected)}`];
  });
  if (authority !== addresses.manager) wrong.push(`it obeys ${authority}, not the AccessManager`);
  if (closed) wrong.push("it is closed");
  if (delay !== 0n) wrong.push(`its administration is delayed by ${delay} s`);
  return wrong;
}

/**
 * Who holds the roles. With `administrator` it must be this one and nobody else; without, each role
 * only needs a holder.
 */
export async function checkHolders(
  network: Network,
  addresses: Pick<Addresses, "manager">,
  { administrator, fromBlock = 0 }: { administrator?: Hex | undefined; fromBlock?: number },
): Promise<Check[]> {
  const held = await roleHolders(network.provider, addresses.manager, fromBlock);
  const ids = new Set([ADMIN_ROLE, ...Object.values(roles), ...held.keys()]);
  return [...ids].map((id) => {
    const holders = held.get(id) ?? [];
    const ok = administrator
      ? holders.length === 1 && holders[0]!.toLowerCase() === administrator.toLowerCase()
      : holders.length > 0;
    return { what: `holders of ${nameOf(id)}`, ok, detail: holders.join(", ") || "nobody" };
  });
}
