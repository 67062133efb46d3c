/** A chain that was reset under the same id, with the same block 0, and its old address file. */
import { expect } from "chai";
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { parseNetworkFile } from "../../src/chain/networks.ts";
import { readAddressFile } from "../../src/cli/addresses.ts";
import { Anvil } from "../fixtures/anvil.ts";
import { Place } from "./fixtures/cli.ts";
import { STEPS } from "./fixtures/counts.ts";

/** Of equal settings follows an equal block 0. */
const start = () => Anvil.start("--timestamp", "1900000000");

describe("a chain that was reset under the same id", () => {
  let first: Place;
  let place: Place;
  let anvil: Anvil;
  before(async function () {
    this.timeout(60_000);
    const gone = await start();
    first = new Place(gone.url);
    await first.json("deploy");
    await gone.close();
    anvil = await start();
    place = new Place(anvil.url, first);
  });
  after(async () => {
    first.remove();
    await anvil.close();
  });

  it("is told from the one before it, by name, with what to do", async () => {
    const { name, contracts } = readAddressFile(place.state("addresses.json"));
    const error = await place.error("participants", "list");
    expect(error).to.deep.include({
      code: "NETWORK_STALE",
      details: { name, reason: `there is no Directory at ${contracts.Directory.address}` },
    });
    expect(error.remedy).to.include("careledger deploy --anew");
  });

  it("is not deployed to by mistake: the node may only be behind", async () => {
    const error = await place.error("deploy");
    expect(error.code).to.equal("DEPLOY_NO_CODE");
    expect(error.remedy).to.include("careledger deploy --anew");
  });

  it("is deployed to anew; what was there is kept aside", async function () {
    this.timeout(60_000);
    const { network, steps } = await place.json("deploy", "--anew");
    // One step sends nothing: it reads what another one made.
    expect(steps).to.equal(STEPS + 1);
    const listed = await place.json("participants", "list");
    expect(listed).to.deep.equal({ participants: [] });
    const aside = place.state("ignition.1");
    expect(existsSync(path.join(aside, "journal.jsonl"))).to.equal(true);
    const file = parseNetworkFile(JSON.stringify(network), "the answer");
    expect(readAddressFile(path.join(aside, "addresses.json")).genesis).to.equal(file.genesis);
  });
});

describe("an address file without a deployment of this folder", () => {
  it("is taken up by deploy, which sends nothing", async function () {
    this.timeout(60_000);
    const anvil = await Anvil.start();
    const [theirs, ours] = [new Place(anvil.url), new Place(anvil.url)];
    await theirs.json("deploy");
    expect((await ours.error("participants", "list")).code).to.equal("CLI_NOT_DEPLOYED");
    const file = theirs.state("addresses.json");
    const copy = path.join(ours.home, path.relative(theirs.home, file));
    mkdirSync(path.dirname(copy), { recursive: true });
    copyFileSync(file, copy);
    const { steps } = await ours.json("deploy");
    expect(steps).to.equal(0);
    expect(await ours.json("participants", "list")).to.deep.equal({ participants: [] });
    theirs.remove();
    ours.remove();
    await anvil.close();
  });
});
