import { accessLogText, CareLedger } from "../../src/index.ts";

const [rpc, directory] = process.argv.slice(2) as [string, `0x${string}`];
const care = await CareLedger.connect({ rpc, directory });
const receipts = await care.exchange.receipts();
const grants = new Set(receipts.map(({ event }) => event.grant));
const log = await care.accessLog([...grants]);
for (const line of accessLogText(log, (id) => `institution ${id}`)) console.log(line);
care.close();
