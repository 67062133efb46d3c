import { expect } from "chai";
import { encodeBytes32String, keccak256 } from "ethers";
import { CONTRACT_NAMES } from "../../src/chain/contracts.ts";
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
    // What may be replaced.
    const desks = ["AccessDesk", "ScanDesk", "ClaimDesk", "ShadowDesk", "BalanceDesk"];
    const reviews = ["ClaimAppeals", "ClaimReview", "ClaimReversal", "SupplementDesk"];
    const { manager: _, ...registered } = CONTRACT_NAMES;
    expect(modules.map(({ name, permanent }) => [name, permanent])).have.deep.members(
      Object.values(registered).map((name) => [name, ![...desks, ...reviews].includes(name)]),
    );
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
