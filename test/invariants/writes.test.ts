/**
 * The random sequences come to every function of these contracts that changes something: a new one
 * without an action in a handler fails here.
 */
import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import type { Interface } from "ethers";
import {
  Agreements__factory,
  BalanceDesk__factory,
  BenefitPlans__factory,
  Catalogue__factory,
  ClaimAppeals__factory,
  ClaimDesk__factory,
  ClaimReversal__factory,
  ClaimReview__factory,
  Claims__factory,
  ColdChain__factory,
  DrugLedger__factory,
  Enrolment__factory,
  FundLedger__factory,
  Procurement__factory,
  SettlementToken__factory,
  SupplementDesk__factory,
  Supplements__factory,
} from "../../typechain-types/index.js";

const source = readFileSync(new URL("SupplyWrites.sol", import.meta.url), "utf8");

/** What acts at random in the domains of insurance and claims. */
const folder = new URL(".", import.meta.url);
const handlers = readdirSync(folder)
  .filter((name) => /(?:Handler|World)\.sol$/.test(name))
  .map((name) => readFileSync(new URL(name, folder), "utf8"))
  .join("\n");

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

  for (const [abi, ...names] of [
    [FundLedger__factory.createInterface(), "FUNDS", "ICallers", "IAccessManaged"],
    [Enrolment__factory.createInterface(), "ENROLMENT", "IEnrolment"],
    [Catalogue__factory.createInterface(), "CATALOGUE", "ICatalogue", "IFreezes", "IProposals"],
    [BenefitPlans__factory.createInterface(), "PLANS", "IBenefitPlans", "IProposals"],
    [Agreements__factory.createInterface(), "AGREED", "IAgreements", "IFreezes"],
    [Claims__factory.createInterface(), "IClaims", "ICallers", "IAccessManaged"],
    [ClaimDesk__factory.createInterface(), "IClaimDesk"],
    [BalanceDesk__factory.createInterface(), "IBalanceDesk"],
    [ClaimAppeals__factory.createInterface(), "IClaimAppeals"],
    [ClaimReversal__factory.createInterface(), "IClaimReversal"],
    [ClaimReview__factory.createInterface(), "IClaimReview"],
    [SupplementDesk__factory.createInterface(), "ISupplementDesk"],
    [Supplements__factory.createInterface(), "ISupplements", "ICallers", "IAccessManaged"],
  ] as const) {
    it(`act by every function of ${names[0]}`, () => {
      // Encoded by its contract or interface: `IClaims.decide`, `FUNDS.pay(`, `ICallers(...).x`.
      const by = `\\b(?:${names.join("|")})(?:\\([^)]*\\)\\))?\\.`;
      const missing = writesOf(abi).filter((fn) => !new RegExp(`${by}${fn}\\b`).test(handlers));
      expect(missing).to.deep.equal([]);
    });
  }

  it("name each function once", () => {
    const places = [...source.matchAll(/all\[(\d+)\] = /g)].map((match) => Number(match[1]));
    const sizes = [...source.matchAll(/new bytes4\[\]\((\d+)\)/g)].map((match) => Number(match[1]));
    expect(places).to.deep.equal(sizes.flatMap((size) => [...Array(size).keys()]));
  });
});
