/** `careledger/networks`: from address files to addresses by chain id. */
import { execFile } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect } from "chai";
import { networkFileOf } from "../../deploy/networkFile.ts";
import { CONTRACT_NAMES } from "../../src/chain/contracts.ts";
import type { Network } from "../../src/chain/network.ts";
import { type NetworkFile, parseNetworkFile } from "../../src/chain/networks.ts";
import { addresses, addressesOf, networks } from "../../src/networks.ts";
import { RecordIndex__factory } from "../../typechain-types/index.js";
import { ServedChain } from "../fixtures/servedChain.ts";
import { openNetwork } from "../fixtures/world.ts";

const root = path.resolve(import.meta.dirname, "../..");
const blocks = Object.fromEntries(Object.values(CONTRACT_NAMES).map((name, i) => [name, 1 + i]));

describe("networks that the package knows (CA-22)", () => {
  let served: ServedChain;
  let network: Network;
  let file: NetworkFile;
  let temporary: string;

  before(async () => {
    temporary = await mkdtemp(path.join(tmpdir(), "careledger-networks-"));
    served = await ServedChain.start();
    network = await openNetwork(served.url);
    const about = { name: "example", version: "1.2.3" };
    file = await networkFileOf(network, served.addresses, blocks, about);
  });
  after(async () => {
    network.close();
    await served.close();
    await rm(temporary, { recursive: true });
  });

  it("are those of networks/*/addresses.json", async () => {
    const files = globSync("networks/*/addresses.json", { cwd: root });
    const known = await Promise.all(
      files.map(async (name) =>
        parseNetworkFile(await readFile(path.join(root, name), "utf8"), name),
      ),
    );
    expect(Object.values(networks)).to.have.deep.members(known);
    for (const one of known) expect(addresses[one.chainId]).deep.equal(addressesOf(one));
  });

  it("give the bindings their addresses, by the names of the contracts", async () => {
    const { RecordIndex, ...others } = addressesOf(file);
    const index = RecordIndex__factory.connect(RecordIndex, network.provider);
    expect(await index.queryFilter(index.filters.BatchAnchored())).deep.equal([]);
    expect(RecordIndex).equal(served.addresses.recordIndex);
    expect(others.Directory).equal(served.addresses.directory);
    expect(Object.keys(others)).to.have.lengthOf(Object.keys(served.addresses).length - 1);
  });

  it("are generated from the files, and a damaged one is refused", async function () {
    this.timeout(60_000);
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
    const generator = path.join(root, "scripts/generate/networks.ts");
    const generate = () =>
      promisify(execFile)(process.execPath, ["--import", tsx, generator], { cwd: temporary });
    const folder = path.join(temporary, "networks", "example");
    const target = path.join(temporary, "src", "chain", "shippedNetworks.ts");
    await mkdir(folder, { recursive: true });
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(path.join(folder, "addresses.json"), JSON.stringify(file));
    await generate();
    const written = (await import(pathToFileURL(target).href)) as {
      shippedNetworks: NetworkFile[];
    };
    expect(written.shippedNetworks).deep.equal([file]);

    await rm(target);
    await writeFile(path.join(folder, "addresses.json"), JSON.stringify({ ...file, chainId: 0 }));
    const { stderr } = await generate().catch((error: unknown) => error as { stderr: string });
    expect(stderr).match(/networks\/example\/addresses\.json.*chainId/);
    expect(existsSync(target)).equal(false);
  });
});
