/**
 * Tells what becomes of a patient's grants, until Ctrl-C. CURSOR_FILE says how far it came: the next
 * run goes on right after it. Whoever keeps cursor and work in one transaction of a database gets
 * each event exactly once; here a kill between the two lines of the handler prints one twice.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { CareLedger, type Cursor } from "../../src/index.ts";
import { given } from "./lib/given.ts";

const { RPC_URL, DIRECTORY, SUBJECT, CURSOR_FILE } = given(
  "RPC_URL",
  "DIRECTORY",
  "SUBJECT",
  "CURSOR_FILE",
);

function keep(cursor: Cursor): void {
  writeFileSync(`${CURSOR_FILE}.new`, JSON.stringify(cursor));
  renameSync(`${CURSOR_FILE}.new`, CURSOR_FILE);
}

const kept = (): Cursor | undefined =>
  existsSync(CURSOR_FILE) ? (JSON.parse(readFileSync(CURSOR_FILE, "utf8")) as Cursor) : undefined;

const care = await CareLedger.connect({ rpc: RPC_URL, directory: DIRECTORY });
const watch = care.consent.watch(
  { subject: SUBJECT },
  ({ name, event, block }, cursor) => {
    console.log(`${name} ${event.grant} in block ${block}`);
    keep(cursor);
  },
  { after: kept(), onTrouble: ({ message }) => console.error(message) },
);
process.once("SIGINT", watch.stop);
await watch.done;
care.close();
