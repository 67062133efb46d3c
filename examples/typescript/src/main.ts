/** node dist/main.js RPC_URL DIRECTORY: what anyone can read of a consortium's chain. */
import { type Access, accessLogText, CareLedger, isCareLedgerError } from "careledger";
import { JsonRpcProvider } from "ethers";
import { batchSizes, uses } from "./batches.js";
import { addressOf } from "./where.js";

const [rpc = "http://127.0.0.1:8545", directory = ""] = process.argv.slice(2);

const provider = new JsonRpcProvider(rpc);
const sizes = await batchSizes(await addressOf("RecordIndex", provider, directory), provider);
console.log(`${sizes.length} batches, ${sizes.reduce((sum, size) => sum + size, 0)} records`);
const registry = await addressOf("ConsentRegistry", provider, directory);
console.log(`${await uses(registry, provider)} uses of consents`);
provider.destroy();

try {
  const care = await CareLedger.connect({ rpc, directory: directory as `0x${string}` });
  const receipts = await care.exchange.receipts();
  const log: Access[] = await care.accessLog(receipts.map(({ event }) => event.grant));
  for (const line of accessLogText(log, (id) => `institution ${id}`)) console.log(line);
  care.close();
} catch (error) {
  if (!isCareLedgerError(error)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 1;
}
