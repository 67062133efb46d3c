import { expect } from "chai";
import { encodeBytes32String } from "ethers";
import { accountOf, openChain, signingDomain } from "../../src/chain/chain.ts";
import { addressesFrom, CONTRACT_NAMES } from "../../src/chain/contracts.ts";
import { CareLedger } from "../../src/client.ts";
import type { Hex } from "../../src/core/bytes.ts";
import { Directory__factory } from "../../typechain-types/index.js";
import { codeOf, errorOf } from "../fixtures/failures.ts";
import { startWorld, type World } from "../fixtures/world.ts";

describe("chain: where the suite lies", () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());
  const connect = (directory: string) =>
    CareLedger.connect({ rpc: world.served.url, directory: directory as Hex });

  it("is what its Directory says", async () => {
    const { addresses } = world.served;
    expect(await addressesFrom(addresses.directory, world.network.provider)).deep.equal(addresses);
    const care = await connect(addresses.directory);
    expect(care.chain.addresses).deep.equal(addresses);
    expect(await care.identity.participant(world.north.id)).property("status", "ACTIVE");
    care.close();
  });

  it("is not told by what is no Directory, or one of another version, by its name", async () => {
    const { addresses } = world.served;
    expect(await codeOf(() => connect(world.north.care.chain.account!.address))).equal(
      "CHAIN_FAILED",
    );
    expect(await codeOf(() => connect(addresses.receipts))).equal("CHAIN_FAILED");
    const factory = new Directory__factory(world.administrator.chain.account!);
    const empty = await factory.deploy(addresses.manager);
    await empty.waitForDeployment();
    const directory = await empty.getAddress();
    const register = async (name: string) =>
      (await empty.register(encodeBytes32String(name), addresses.receipts, true)).wait();
    await register("ParticipantRegistry");
    await register("RecordIndex");
    const found = new Set(["AccessManager", "Directory", "ParticipantRegistry", "RecordIndex"]);
    const missing = Object.values(CONTRACT_NAMES).filter((name) => !found.has(name));
    expect(missing).to.include("ClaimDesk");
    const error = await errorOf(() => connect(directory));
    expect([error.code, error.details]).deep.equal([
      "CHAIN_OTHER_SUITE",
      {
        directory,
        missing: missing.join(", "),
      },
    ]);
  });

  it("is read without an account, and not written", async () => {
    const chain = openChain(world.network, world.served.addresses);
    const care = new CareLedger(chain);
    expect(await care.identity.participant(world.north.id)).property("id", world.north.id);
    expect(await codeOf(() => accountOf(chain))).equal("CHAIN_NO_ACCOUNT");
    expect(await codeOf(() => care.identity.setEndpoint("http://127.0.0.1").send())).equal(
      "CHAIN_NO_ACCOUNT",
    );
  });

  it("gives every signature its chain and contract (RX-07)", () => {
    const { chain } = world.north.care;
    const domains = (["SubjectRegistry", "ConsentRegistry", "Gateway"] as const).map((name) =>
      signingDomain(chain, name),
    );
    expect(domains.map(({ verifyingContract }) => verifyingContract)).deep.equal([
      chain.addresses.subjectRegistry,
      chain.addresses.consentRegistry,
      chain.addresses.receipts,
    ]);
    for (const { name, version, chainId } of domains) {
      expect(name).match(/^CareLedger /);
      expect([version, chainId]).deep.equal(["1", 31_337n]);
    }
  });
});
