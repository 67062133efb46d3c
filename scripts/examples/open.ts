/**
 * A reader asks a custodian's gateway what a grant covers, and opens it: the receipt is on the chain
 * before the gateway gives a key, and every record is compared with its anchored fingerprint.
 */
import { readFileSync } from "node:fs";
import { getBytes } from "ethers";
import { CareLedger } from "../../src/index.ts";
import { given } from "./lib/given.ts";

const input = given("ACCOUNT_KEY", "HPKE_KEY", "RPC_URL", "DIRECTORY", "GRANT_FILE", "INSTITUTION");
const { RPC_URL: rpc, DIRECTORY: directory, ACCOUNT_KEY: account } = input;
const care = await CareLedger.connect({ rpc, directory, account });

const { grant } = care.consent.fromText(readFileSync(input.GRANT_FILE, "utf8"));
const custodian = await care.custodian(Number(input.INSTITUTION));
const found = await care.findRecords(custodian, { grant });
console.log(`${found.length} records are covered`);

const privateKey = getBytes(input.HPKE_KEY);
const opened = await care.openRecords(custodian, found, { grant, purpose: "TREAT", privateKey });
for (const { entry, receipt, mediaType, body } of opened) {
  console.log(`${entry} under receipt ${receipt}, ${mediaType}:`);
  console.log(new TextDecoder().decode(body));
}
care.close();
