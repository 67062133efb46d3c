/** Without node, key or store the first error says which is missing, and the command that starts it. */
import { expect } from "chai";
import { HDNodeWallet, Wallet } from "ethers";
import { connectContracts } from "../../src/chain/contracts.ts";
import { developmentKey } from "../../src/cli/accounts.ts";
import { randomHex, toHex } from "../../src/core/bytes.ts";
import { accountSigner } from "../../src/core/signers.ts";
import { CareLedger } from "../../src/client.ts";
import { BlockStore } from "../../src/vault/blockStore.ts";
import { Custody, type CustodyOptions } from "../../src/vault/custody.ts";
import { generateKeyPair } from "../../src/vault/hpke.ts";
import { KuboBlocks } from "../../src/vault/kuboBlocks.ts";
import { errorOf } from "../fixtures/failures.ts";
import { aRecord } from "../fixtures/people.ts";
import { anEnrolment } from "../fixtures/stories.ts";
import { openNetwork } from "../fixtures/world.ts";
import { careledger } from "./fixtures/program.ts";
import { BUNDLE, type Json, Town } from "./fixtures/town.ts";

/** Nobody listens there. */
const NOBODY = "http://127.0.0.1:9";
const ADMIT = ["participants", "admit", "Third Hospital", "--kind", "HOSPITAL"];

/** Of the SDK's error, or of the one that a command prints as JSON. */
function expectMissing(error: Json, what: "node" | "key" | "store", code: string, command: string) {
  expect(error["code"]).equal(code);
  expect(error["message"]).match(new RegExp(`^No ${what}: `));
  expect(error["message"]).contain(command);
}

describe("cli and SDK: what is missing is named, with the command that starts it (CA-22)", () => {
  let town: Town;
  before(async () => {
    town = await Town.start();
    await town.settle();
  });
  after(() => town.close());

  /** The error of a command that must fail. */
  async function refusal(exit: number, ...args: string[]): Promise<Json> {
    const { code, stdout, stderr } = await careledger(...args, "--json");
    expect(code, stdout + stderr).equal(exit);
    return (JSON.parse(stdout) as Json)["error"] as Json;
  }

  describe("node", () => {
    it("SDK: nobody listens, another service does, or the URL is none", async () => {
      const { directory } = town.served.addresses;
      await town.json(0, "records", "publish", BUNDLE, "--subject", "alice-1");
      const gateway = await town.gateway("North Hospital");
      for (const rpc of [NOBODY, gateway, "nonsense"]) {
        const error = await errorOf(() => CareLedger.connect({ rpc, directory }));
        expectMissing(error, "node", "CHAIN_UNREACHABLE", "npx careledger up");
      }
    });

    it("CLI: nobody listens; none is named and none runs", async () => {
      const gone = await refusal(4, "participants", "list", "--home", town.home, "--rpc", NOBODY);
      expectMissing(gone, "node", "CHAIN_UNREACHABLE", "npx @foundry-rs/anvil --hardfork osaka");
      const none = await refusal(4, "participants", "list", "--home", town.home);
      expectMissing(none, "node", "CLI_NO_CHAIN", "npm run -s careledger -- up");
    });
  });

  describe("key", () => {
    it("SDK: a write, and its estimate, by who reads only", async () => {
      const { url, addresses } = town.served;
      const care = CareLedger.at(await openNetwork(url), addresses);
      const write = care.identity.setEndpoint("http://127.0.0.1:1");
      for (const work of [() => write.send(), () => write.estimate()]) {
        const error = await errorOf(work);
        expectMissing(error, "key", "CHAIN_NO_ACCOUNT", "export CARELEDGER_MNEMONIC=");
      }
      expect((await write.prepare()).to).equal(addresses.participantRegistry);
      care.close();
    });

    it("CLI: the public development accounts are nobody on this chain, and no others are named", async () => {
      const { url, addresses } = town.served;
      const network = await openNetwork(url);
      const administrator = new Wallet(developmentKey(0), network.provider);
      const { manager } = connectContracts(addresses, administrator);
      await (await manager.renounceRole(100, administrator.address)).wait();
      const error = await town.refused(3, ...ADMIT);
      expectMissing(error, "key", "CLI_NO_KEY", 'export CARELEDGER_MNEMONIC="');
      expect(error["message"]).contain("The account lacks the role ADMISSIONS (100).");
      process.env["CARELEDGER_MNEMONIC"] = HDNodeWallet.createRandom().mnemonic!.phrase;
      try {
        const own = await town.refused(3, ...ADMIT);
        expect(own).include({ code: "CHAIN_REVERTED", revert: "AccessManagedUnauthorized" });
      } finally {
        delete process.env["CARELEDGER_MNEMONIC"];
      }
      network.close();
    });
  });

  describe("store", () => {
    const keys = [{ privateKey: generateKeyPair().privateKey, epoch: 1 }] as const;
    const custodian = { custodian: 1, keys, directory: ":memory:" };

    it("SDK: a custody without a store is none", async () => {
      const error = await errorOf(() => new Custody(custodian as unknown as CustodyOptions));
      expectMissing(error, "store", "STORE_NONE", "ipfs daemon");
    });

    it("SDK: publishing where no IPFS node answers, and nothing is anchored", async () => {
      const { url, addresses } = town.served;
      const care = CareLedger.at(await openNetwork(url), addresses, developmentKey(1));
      const patient = accountSigner(`0x00${randomHex(31).slice(2)}`);
      const own = generateKeyPair();
      const change = { encryptionKey: toHex(own.publicKey), salt: randomHex(32) };
      const { event } = await care.identity.enrol(anEnrolment(patient, change), patient).send();
      const store = new BlockStore(new KuboBlocks({ url: NOBODY }));
      const custody = new Custody({ ...custodian, store });
      const before = await care.records.batches(1);
      const record = aRecord({ subject: event.subject, keys: own });
      const error = await errorOf(() => care.publishRecord(custody, record));
      expectMissing(error, "store", "STORE_UNREACHABLE", "ipfs daemon");
      expect(await care.records.batches(1)).deep.equal(before);
      custody.close();
      care.close();
    });

    it("CLI: publishing and opening where no IPFS node answers", async () => {
      const grant = (
        await town.json(
          0,
          "consent",
          "grant",
          "--subject",
          "alice-1",
          "--to",
          "South Hospital",
          "--purpose",
          "TREAT",
          "--categories",
          "DIABETES",
          "--until",
          "2999",
        )
      )["grant"] as string;
      for (const args of [
        ["records", "publish", BUNDLE, "--subject", "alice-1"],
        ["records", "open", "--as", "South Hospital", "--grant", grant],
      ]) {
        const error = await town.refused(4, ...args, "--ipfs", NOBODY);
        expectMissing(error, "store", "STORE_UNREACHABLE", "ipfs daemon");
      }
    });
  });
});
