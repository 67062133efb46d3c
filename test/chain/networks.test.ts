/** Address files of networks: what is read, and whose chain they are. */
import { expect } from "chai";
import { networkFileOf } from "../../deploy/networkFile.ts";
import { CONTRACT_NAMES } from "../../src/chain/contracts.ts";
import type { Network } from "../../src/chain/network.ts";
import {
  addressesIn,
  type NetworkFile,
  parseNetworkFile,
  requireOwnChain,
} from "../../src/chain/networks.ts";
import { CareLedger } from "../../src/client.ts";
import { fails } from "../fixtures/fails.ts";
import { codeOf, errorOf } from "../fixtures/failures.ts";
import { ServedChain } from "../fixtures/servedChain.ts";
import { openNetwork } from "../fixtures/world.ts";

const blocks = Object.fromEntries(Object.values(CONTRACT_NAMES).map((name, i) => [name, 7 + i]));

describe("address files of networks", () => {
  let served: ServedChain;
  let network: Network;
  let file: NetworkFile;

  before(async () => {
    served = await ServedChain.start();
    network = await openNetwork(served.url, 3);
    const about = { name: "test net", version: "1.2.3" };
    file = await networkFileOf(network, served.addresses, blocks, about);
  });
  after(async () => {
    network.close();
    await served.close();
  });

  it("tells chain, block 0, version, finality, and of each contract address, code and block", () => {
    const { contracts, ...rest } = file;
    expect(rest).to.deep.equal({
      name: "test net",
      chainId: 31_337,
      genesis: network.genesis,
      version: "1.2.3",
      confirmations: 3,
      block: 7,
    });
    expect(Object.keys(contracts)).to.have.members(Object.values(CONTRACT_NAMES));
    expect(contracts.RecordIndex.block).to.equal(blocks["RecordIndex"]);
  });

  it("is read as it was written, and gives the SDK its addresses", () => {
    const again = parseNetworkFile(JSON.stringify(file), "a file");
    expect(again).to.deep.equal(file);
    expect(addressesIn(again)).to.deep.equal(served.addresses);
  });

  it("is this chain's where id, block 0 and the Directory's code are the same", async () => {
    await requireOwnChain(file, network);
  });

  it("connects the SDK: chain, suite and finality are the file's", async () => {
    const care = await CareLedger.connect({ rpc: served.url, network: file });
    expect(care.chain.addresses).to.deep.equal(served.addresses);
    expect(care.chain.network.confirmations).to.equal(3);
    care.close();
    const other = { rpc: served.url, network: { ...file, chainId: 5 } };
    expect(await codeOf(() => CareLedger.connect(other))).to.equal("NETWORK_FOREIGN");
  });

  const damaged: [string, (text: string) => string, string][] = [
    ["half a file", (text) => text.slice(0, -9), "it is not JSON, or not whole"],
    ["a list", () => "[]", "it: "],
    ["a contract missing", (text) => text.replace('"Receipts"', '"Receipt"'), "contracts.Receipts"],
    ["a short address", (text) => text.replace(/("address":"0x)../, "$1"), ".address: 0x and 20"],
    ["a negative count", (text) => text.replace('"confirmations":3', '"confirmations":-1'), "conf"],
    ["an unknown field", (text) => text.replace("{", '{"more":1,'), "it: "],
  ];
  for (const [what, change, reason] of damaged) {
    it(`refuses ${what}, and says where and why`, () => {
      const error = fails(() => parseNetworkFile(change(JSON.stringify(file)), "there.json"));
      expect(error).to.include({ code: "NETWORK_FILE" });
      const { details } = error as { details: Record<string, string> };
      expect(details["where"]).to.equal("there.json");
      expect(details["reason"]).to.include(reason);
    });
  }

  const other = `0x${"12".repeat(32)}` as const;
  const moved = `0x${"34".repeat(20)}` as const;
  const foreign: [string, () => NetworkFile, string, string][] = [
    [
      "of another chain id",
      () => ({ ...file, chainId: 1_337 }),
      "NETWORK_FOREIGN",
      "they are for chain 1337, this is 31337",
    ],
    [
      "of a chain that was reset under the same id",
      () => ({ ...file, genesis: other }),
      "NETWORK_STALE",
      "block 0 of chain 31337 is another",
    ],
    [
      "of a chain that was reset with the same block 0",
      () => withDirectory({ address: moved }),
      "NETWORK_STALE",
      `there is no Directory at ${moved}`,
    ],
    [
      "with other code",
      () => withDirectory({ codeHash: other }),
      "NETWORK_FOREIGN",
      "other code lies at",
    ],
  ];
  const withDirectory = (change: object): NetworkFile => ({
    ...file,
    contracts: { ...file.contracts, Directory: { ...file.contracts.Directory, ...change } },
  });
  for (const [what, changed, code, reason] of foreign) {
    it(`refuses a file ${what}, by its name`, async () => {
      const error = await errorOf(() => requireOwnChain(changed(), network));
      expect(error.code).to.equal(code);
      expect(error.details).to.include({ name: "test net" });
      expect((error.details as Record<string, string>)["reason"]).to.include(reason);
    });
  }
});
