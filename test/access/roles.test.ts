/** Roles.sol, deploy/roles.ts, the contracts' `restricted` functions and the chain say the same. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { roleHolders } from "../../deploy/holders.ts";
import { ADMIN_ROLE, permissions, roles } from "../../deploy/roles.ts";
import { contractNames } from "../../src/chain/contracts.ts";
import { DEPLOYER } from "../../src/cli/accounts.ts";
import { deployCareLedger, ethers } from "../fixtures/careLedger.ts";
import { readSources } from "../architecture/source.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** Functions of a contract's source, and of what it inherits here, that are `restricted`. */
function restrictedFunctions(sources: ReadonlyMap<string, string>): Map<string, string[]> {
  const own = new Map<string, { functions: string[]; bases: string[] }>();
  for (const text of sources.values()) {
    const [, name, bases = ""] =
      /^(?:abstract )?contract (\w+)(?: is ([^{]*))?\{/m.exec(text) ?? [];
    if (name === undefined) continue;
    const functions = [...text.matchAll(/function (\w+)\([^)]*\)([^{;]*)\{/g)]
      .filter(([, , modifiers]) => /\brestricted\b/.test(modifiers!))
      .map(([, fn]) => fn!);
    own.set(name, { functions, bases: bases.split(",").map((base) => base.trim()) });
  }
  const withBases = (name: string): string[] => [
    ...(own.get(name)?.functions ?? []),
    ...(own.get(name)?.bases.flatMap(withBases) ?? []),
  ];
  return new Map([...own.keys()].map((name) => [name, withBases(name)]));
}

const contractName = (future: string) => future[0]!.toUpperCase() + future.slice(1);

describe("roles", () => {
  it("Roles.sol and deploy/roles.ts give the same numbers to the same names", () => {
    const source = readFileSync(path.join(root, "contracts/access/Roles.sol"), "utf8");
    const found = [...source.matchAll(/uint64 internal constant (\w+) = (\d+);/g)];
    expect(found).to.have.length.greaterThan(0);
    expect(Object.fromEntries(found.map(([, name, id]) => [name, BigInt(id!)]))).to.deep.equal(
      roles,
    );
  });

  it("no number is given twice", () => {
    const ids = Object.values(roles);
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it("every restricted function, and no other, stands in the permission table once", async () => {
    const suite = await deployCareLedger();
    const restricted = restrictedFunctions(readSources(root, ["contracts"], /\.sol$/));
    const expected: string[] = [];
    const listed: string[] = [];
    for (const name of contractNames) {
      const abi = suite[name].interface;
      for (const fn of restricted.get(contractName(name)) ?? []) expected.push(`${name}.${fn}`);
      for (const permission of permissions.filter((p) => p.contract === name)) {
        for (const selector of permission.selectors) {
          listed.push(`${name}.${abi.getFunctionName(selector)}`);
        }
      }
    }
    expect(expected).to.have.length.greaterThan(10);
    expect(listed.toSorted((a, b) => (a < b ? -1 : 1))).to.deep.equal(
      expected.toSorted((a, b) => (a < b ? -1 : 1)),
    );
  });

  it("after deployment the AccessManager holds exactly the table", async () => {
    const suite = await deployCareLedger();
    const { manager, administrator, addresses } = suite;
    for (const name of contractNames.filter((n) => n !== "manager")) {
      const abi = suite[name].interface;
      const table = permissions.filter((p) => p.contract === name);
      const selectors: string[] = [];
      abi.forEachFunction(({ selector }) => selectors.push(selector));
      for (const selector of selectors) {
        const role = table.find((p) => p.selectors.includes(selector))?.role;
        expect(
          await manager.getTargetFunctionRole(addresses[name], selector),
          `${name}.${abi.getFunctionName(selector)}`,
        ).to.equal(role === undefined ? 0n : roles[role]);
      }
      expect(await manager.isTargetClosed(addresses[name])).to.equal(false);
      expect(await manager.getTargetAdminDelay(addresses[name])).to.equal(0n);
    }
    const adminRole = await manager.ADMIN_ROLE();
    for (const id of [adminRole, ...Object.values(roles)]) {
      expect(await manager.hasRole(id, administrator)).to.deep.equal([true, 0n]);
      expect(await manager.getRoleAdmin(id)).to.equal(adminRole);
      expect(await manager.getRoleGuardian(id)).to.equal(adminRole);
    }
  });

  it("after deployment the named administrator holds every role, and nobody else any", async () => {
    const { addresses, administrator } = await deployCareLedger();
    const everyRole = [ADMIN_ROLE, ...Object.values(roles)];
    expect(await roleHolders(ethers.provider, addresses.manager)).to.deep.equal(
      new Map(everyRole.map((id) => [id, [administrator.address]])),
    );
  });

  it("the deployer held the administrator's role only, and dropped it last of all", async () => {
    const { manager, accounts } = await deployCareLedger();
    const signers = await ethers.getSigners();
    const deployer = signers[DEPLOYER]!.address;
    expect(Object.values(accounts).map(({ address }) => address)).not.to.include(deployer);
    const address = await manager.getAddress();
    const all = (await ethers.provider.getLogs({ address, fromBlock: 0 })).map((log) =>
      manager.interface.parseLog(log)!,
    );
    const touching = all.filter(({ args }) => args.toArray().includes(deployer));
    expect(touching.map(({ name, args }) => [name, args["roleId"]])).to.deep.equal([
      ["RoleGranted", ADMIN_ROLE],
      ["RoleRevoked", ADMIN_ROLE],
    ]);
    expect(all.at(-1)).to.equal(touching[1]);
    for (const id of [ADMIN_ROLE, ...Object.values(roles)]) {
      expect(await manager.hasRole(id, deployer)).to.deep.equal([false, 0n]);
    }
  });

  it("a role's label on chain is its name", async () => {
    const { manager } = await deployCareLedger();
    const labels = await manager.queryFilter(manager.filters.RoleLabel());
    expect(Object.fromEntries(labels.map(({ args }) => [args.label, args.roleId]))).to.deep.equal(
      roles,
    );
  });
});
