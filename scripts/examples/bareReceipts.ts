/** Every receipt out of the log, with TypeChain and ethers alone. */
import { encodeBytes32String, JsonRpcProvider } from "ethers";
import { Directory__factory, Receipts__factory } from "../../typechain-types/index.js";
import { given } from "./lib/given.ts";

const { RPC_URL, DIRECTORY } = given("RPC_URL", "DIRECTORY");
const provider = new JsonRpcProvider(RPC_URL);
const directory = Directory__factory.connect(DIRECTORY, provider);
const address = await directory.moduleOf(encodeBytes32String("Receipts"));
const receipts = Receipts__factory.connect(address, provider);

/** Fields of a receipt's slot, as contracts/types/Receipt.sol has them: lowest bits first. */
const field = (word: bigint, shift: bigint, bits: number) =>
  Number(BigInt.asUintN(bits, word >> shift));

const last = await provider.getBlockNumber();
// Besu answers for 5,000 blocks at a time.
for (let from = 0; from <= last; from += 5_000) {
  const to = Math.min(from + 4_999, last);
  for (const { args } of await receipts.queryFilter(receipts.filters.ReceiptIssued(), from, to)) {
    const [grantee, custodian] = [field(args.word, 0n, 32), field(args.word, 32n, 32)];
    const at = new Date(field(args.word, 80n, 40) * 1000).toISOString();
    // By its name, `entries`, ethers gives the method that every array has.
    const ids = args[4];
    console.log(`${at} institution ${grantee} opened ${ids.length} records of ${custodian}`);
    console.log(`  receipt ${args.receipt} under grant ${args.grant}, sent by ${args.actor}`);
  }
}
provider.destroy();
