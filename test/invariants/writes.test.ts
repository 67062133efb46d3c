/**
 * The random sequences of SupplyReach.t.sol come to every function of these contracts that changes
 * something: a new one without an action there fails here.
 */
import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { Interface } from "ethers";
import {
  ColdChain__factory,
  DrugLedger__factory,
  Procurement__factory,
  SettlementToken__factory,
} from "../../typechain-types/index.js";

const source = readFileSync(new URL("SupplyWrites.sol", import.meta.url), "utf8");

/** The functions that a list of SupplyWrites.sol names. */
function listed(name: string): string[] {
  const body = new RegExp(`function ${name}Writes\\(\\)[^{]*{([^}]*)}`).exec(source)?.[1] ?? "";
  return [...body.matchAll(/\.(\w+)\.selector/g)].map((match) => match[1]!);
}

function writesOf(abi: Interface): string[] {
  const names: string[] = [];
  abi.forEachFunction((fragment) => {
    if (!fragment.constant) names.push(fragment.name);
  });
  return names;
}

describe("Invariant tests (SC-04)", () => {
  for (const [name, abi] of [
    ["drugLedger", DrugLedger__factory.createInterface()],
    ["coldChain", ColdChain__factory.createInterface()],
    ["procurement", Procurement__factory.createInterface()],
    ["token", SettlementToken__factory.createInterface()],
  ] as const) {
    it(`try every function of ${name}`, () => {
      expect(listed(name)).to.have.members(writesOf(abi));
    });
  }

  it("name each function once", () => {
    const places = [...source.matchAll(/all\[(\d+)\] = /g)].map((match) => Number(match[1]));
    const sizes = [...source.matchAll(/new bytes4\[\]\((\d+)\)/g)].map((match) => Number(match[1]));
    expect(places).to.deep.equal(sizes.flatMap((size) => [...Array(size).keys()]));
  });
});
