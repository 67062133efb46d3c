/** What a chain tells anyone: the modules of the suite, and every receipt. */
import { CareLedger } from "../../src/index.ts";
import { given } from "./lib/given.ts";

const { RPC_URL, DIRECTORY } = given("RPC_URL", "DIRECTORY");
const care = await CareLedger.connect({ rpc: RPC_URL, directory: DIRECTORY });
for (const { name, module } of await care.governance.modules()) console.log(name, module);
for (const { event } of await care.exchange.receipts()) {
  console.log(
    "receipt",
    event.receipt,
    `${event.entries.length} records of custodian ${event.custodian}`,
  );
}
care.close();
