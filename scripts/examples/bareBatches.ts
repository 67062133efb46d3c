/** An institution's batches with the ids of their entries, with TypeChain and ethers alone. */
import { encodeBytes32String, JsonRpcProvider } from "ethers";
import { Directory__factory, RecordIndex__factory } from "../../typechain-types/index.js";
import { given } from "./lib/given.ts";

const { RPC_URL, DIRECTORY, INSTITUTION } = given("RPC_URL", "DIRECTORY", "INSTITUTION");
const provider = new JsonRpcProvider(RPC_URL);
const directory = Directory__factory.connect(DIRECTORY, provider);
const address = await directory.moduleOf(encodeBytes32String("RecordIndex"));
const index = RecordIndex__factory.connect(address, provider);

const anchored = index.filters.BatchAnchored(undefined, INSTITUTION);
const last = await provider.getBlockNumber();
// Besu answers for 5,000 blocks at a time.
for (let from = 0; from <= last; from += 5_000) {
  const to = Math.min(from + 4_999, last);
  for (const { args, blockNumber } of await index.queryFilter(anchored, from, to)) {
    console.log(`batch ${args.root} in block ${blockNumber}, ${args.ids.length} entries`);
    for (const [position, id] of args.ids.entries()) console.log(`  ${position} ${id}`);
  }
}
provider.destroy();
