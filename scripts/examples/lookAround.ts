/** node --import tsx scripts/examples/lookAround.ts RPC_URL DIRECTORY: what a chain tells anyone. */
import { CareLedger } from "../../src/client.ts";
import type { Hex } from "../../src/core/bytes.ts";

const [rpc = "http://127.0.0.1:8545", directory] = process.argv.slice(2);
const care = await CareLedger.connect({ rpc, directory: directory as Hex });
for (const { name, module } of await care.governance.modules()) console.log(name, module);
for (const { event } of await care.exchange.receipts()) {
  console.log(
    "receipt",
    event.receipt,
    `${event.entries.length} records of custodian ${event.custodian}`,
  );
}
care.close();
