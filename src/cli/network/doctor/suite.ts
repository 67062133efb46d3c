import { keccak256 } from "ethers";
import { roleHolders, roleName } from "../../../../deploy/holders.ts";
import { ADMIN_ROLE, roles } from "../../../../deploy/roles.ts";
import { checkCode as compareCode } from "../../../../deploy/verify/code.ts";
import { checkPermissions } from "../../../../deploy/verify/roles.ts";
import { checkCallers, checkNames } from "../../../../deploy/verify/wiring.ts";
import { read } from "../../../chain/transact.ts";
import type { CareLedger } from "../../../client.ts";
import { Accounts, DEPLOYER } from "../../accounts.ts";
import { type Check, fault, ok, warning } from "./check.ts";

const VERIFY = "careledger deploy --verify tells more";

/** Whether the code that runs is what the Directory registered, and what this version compiles to. */
export async function checkCode({ chain, governance }: CareLedger): Promise<Check> {
  const { network, addresses } = chain;
  const hashes = new Map((await governance.modules()).map((m) => [m.module, m.codeHash]));
  const contracts = await Promise.all(
    Object.entries(addresses).map(async ([name, address]) => {
      const code = await read(network.provider.getCode(address));
      return { name, address, codeHash: code === "0x" ? null : keccak256(code) };
    }),
  );
  const empty = contracts.filter(({ codeHash }) => codeHash === null);
  const changed = contracts.filter(
    ({ address, codeHash }) => codeHash !== null && (hashes.get(address) ?? codeHash) !== codeHash,
  );
  const named = (list: typeof contracts) => list.map(({ name }) => name).join(", ");
  if (empty.length + changed.length > 0) {
    const text = [
      ...(empty.length > 0 ? [`none at ${named(empty)}`] : []),
      ...(changed.length > 0 ? [`not what was registered at ${named(changed)}`] : []),
    ];
    const remedy = "trust nothing here: the chain was reset, or its node does not tell the truth";
    return fault("code", { text: text.join("; "), data: { contracts } }, remedy);
  }
  const others = (await compareCode(network, addresses)).filter((one) => !one.ok);
  const data = { contracts, others: others.map(({ what, detail }) => `${what} ${detail}`) };
  if (others.length === 0) {
    return ok("code", `${contracts.length} contracts, each as this version compiles it`, data);
  }
  const text = `${others.length} of ${contracts.length} contracts are not this version's`;
  const remedy = `use the version of this package that was deployed (${VERIFY})`;
  return warning("code", { text, data }, remedy);
}

/** The names in the Directory, and who may write evidence. */
export async function checkModules({ chain, governance }: CareLedger, from = 0): Promise<Check> {
  const { network, addresses } = chain;
  const modules = new Map((await governance.modules()).map((module) => [module.name, module]));
  const policies = [...modules.values()].filter(({ permanent }) => !permanent);
  const text = `${[...modules.keys()].join(", ")}; may be replaced: ${policies.map(({ name }) => name).join(", ") || "none"}`;
  const wiring = [
    ...(await checkNames(network, addresses)),
    ...(await checkCallers(network, addresses, from)),
  ];
  const found = { text, data: { modules: [...modules.values()], wiring } };
  const wrong = wiring.filter((one) => !one.ok);
  if (wrong.length > 0) {
    const what = wrong.map((one) => `${one.what} (${one.detail})`).join(", ");
    return warning("modules", found, `see whether the consortium decided this: ${what}`);
  }
  const ours = new Set<string>(Object.values(addresses));
  const foreign = [...modules.values()].filter(({ module }) => !ours.has(module));
  if (foreign.length === 0) return ok("modules", text, found.data);
  const names = foreign.map(({ name }) => name).join(", ");
  return warning("modules", found, `update this package: it does not know ${names}`);
}

/** Who administers what, and whether the roles may do what this version says. */
export async function checkRoles({ chain }: CareLedger, from = 0): Promise<Check> {
  const { network, addresses } = chain;
  const held = await roleHolders(network.provider, addresses.manager, from);
  const holders = [...held].flatMap(([id, accounts]) =>
    accounts.map((holder) => ({ role: roleName(id) ?? `role ${id}`, holder })),
  );
  const all = [ADMIN_ROLE, ...Object.values(roles)];
  const byHolder = new Map<string, string[]>();
  for (const { role, holder } of holders) {
    byHolder.set(holder, [...(byHolder.get(holder) ?? []), role]);
  }
  const text = [...byHolder].map(
    ([holder, names]) => `${holder} ${names.length === all.length ? "all" : names.join(", ")}`,
  );
  const found = { text: text.join("; ") || "nobody holds any", data: { holders } };
  const wrong = (await checkPermissions(network, addresses)).filter((one) => !one.ok);
  if (wrong.length > 0) {
    const what = wrong.map((one) => `${one.what} (${one.detail})`).join(", ");
    return fault("roles", found, `have the administrator put right the ${what}`);
  }
  const vacant = all.filter((id) => (held.get(id) ?? []).length === 0);
  if (vacant.length > 0) {
    const names = vacant.map((id) => roleName(id)).join(", ");
    return warning("roles", found, `nobody holds ${names}: have it granted to somebody`);
  }
  const development = Accounts.development();
  const known = new Set(Array.from({ length: DEPLOYER + 1 }, (_, i) => development.address(i)));
  if (holders.some(({ holder }) => known.has(holder))) {
    const remedy = "hand them to keys of your own: everybody has the development keys";
    return warning("roles", found, remedy);
  }
  return ok("roles", found.text, found.data);
}
