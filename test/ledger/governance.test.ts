import { expect } from "chai";
import { encodeBytes32String, keccak256 } from "ethers";
import { revertOf } from "../fixtures/failures.ts";
import { startWorld, type World } from "../fixtures/world.ts";

describe("ledger: the names of the suite's modules", () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  it("are told with address, code and whether they are for ever", async () => {
    const { governance } = world.north.care;
    const { addresses } = world.served;
    const modules = await governance.modules();
    expect(modules.map(({ name, permanent }) => [name, permanent])).have.deep.members([
      ["Directory", true],
      ["ParticipantRegistry", true],
      ["SubjectRegistry", true],
      ["RecordIndex", true],
      ["ConsentRegistry", true],
      ["Receipts", true],
      ["AccessDesk", false],
      ["DrugLedger", true],
      ["ScanDesk", false],
      ["SettlementToken", true],
      ["ColdChain", true],
      ["Procurement", true],
    ]);
    for (const { name, module, codeHash } of modules) {
      expect(await governance.moduleOf(name)).equal(module);
      expect(keccak256(await world.network.provider.getCode(module))).equal(codeHash);
    }
    expect(modules.find(({ name }) => name === "Receipts")!.module).equal(addresses.receipts);
    const unknown = encodeBytes32String("Nothing");
    const { name, args } = await revertOf(() => governance.moduleOf("Nothing"));
    expect([name, Object.values(args)]).deep.equal(["DirectoryNameUnknown", [unknown]]);
  });
});
