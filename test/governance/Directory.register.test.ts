import { expect } from "chai";
import { encodeBytes32String, keccak256 } from "ethers";
import { contractNames } from "../../src/chain/contracts.ts";
import { deployCareLedger, ethers } from "../fixtures/careLedger.ts";
import { emptyAddress } from "../fixtures/chain.ts";

const name = encodeBytes32String("SomePolicy");

/** Beside the desks. */
const RULES: ReadonlySet<string> = new Set(["claimAppeals", "claimReview", "claimReversal"]);

describe("Directory.register", () => {
  it("names every module of the suite; only names of rules may move (INV-GOVERNANCE-1)", async () => {
    const { directory, addresses } = await deployCareLedger();
    for (const module of contractNames.filter((n) => n !== "manager")) {
      const title = encodeBytes32String(module[0]!.toUpperCase() + module.slice(1));
      expect((await directory.moduleOf(title)).toLowerCase()).to.equal(
        addresses[module].toLowerCase(),
      );
      const isRule = module.endsWith("Desk") || RULES.has(module);
      expect(await directory.isPermanent(title)).to.equal(!isRule);
    }
  });

  it("gives a name, and its successor the same name", async () => {
    const { directory, addresses } = await deployCareLedger();
    for (const [module, permanent] of [
      [addresses.accessDesk, false],
      [addresses.receipts, false],
      [addresses.accessDesk, true],
    ] as const) {
      const code = await ethers.provider.getCode(module);
      await expect(directory.register(name, module, permanent))
        .to.emit(directory, "ModuleRegistered")
        .withArgs(name, module, keccak256(code), permanent);
      expect(await directory.moduleOf(name)).to.equal(module);
      expect(await directory.isPermanent(name)).to.equal(permanent);
    }
  });

  it("never moves a permanent name (INV-GOVERNANCE-1)", async () => {
    const { directory, addresses } = await deployCareLedger();
    const permanent = encodeBytes32String("RecordIndex");
    for (const again of [true, false]) {
      for (const module of [addresses.receipts, addresses.recordIndex]) {
        await expect(directory.register(permanent, module, again))
          .to.be.revertedWithCustomError(directory, "DirectoryNameTaken")
          .withArgs(permanent, addresses.recordIndex);
      }
    }
    expect(await directory.moduleOf(permanent)).to.equal(addresses.recordIndex);
  });

  it("refuses a name that already means the module", async () => {
    const { directory, addresses } = await deployCareLedger();
    const desk = encodeBytes32String("AccessDesk");
    await expect(directory.register(desk, addresses.accessDesk, false))
      .to.be.revertedWithCustomError(directory, "DirectoryNameTaken")
      .withArgs(desk, addresses.accessDesk);
  });

  it("refuses an address without code", async () => {
    const { directory } = await deployCareLedger();
    await expect(directory.register(name, emptyAddress(1), false))
      .to.be.revertedWithCustomError(directory, "DirectoryModuleEmpty")
      .withArgs(emptyAddress(1));
  });

  it("knows no name that was not given", async () => {
    const { directory } = await deployCareLedger();
    await expect(directory.moduleOf(name))
      .to.be.revertedWithCustomError(directory, "DirectoryNameUnknown")
      .withArgs(name);
    expect(await directory.isPermanent(name)).to.equal(false);
  });
});
