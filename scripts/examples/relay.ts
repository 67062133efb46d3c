/**
 * Carries a patient's signed grant for her. What is to be sent is prepared without any key; another
 * process, HSM or multisig sends it. Here that is an ethers wallet of any member of the consortium.
 */
import { readFileSync } from "node:fs";
import { JsonRpcProvider, Wallet } from "ethers";
import { CareLedger, grantText, type Hex } from "../../src/index.ts";
import { feesOf } from "./lib/fees.ts";
import { given } from "./lib/given.ts";

const input = given("ACCOUNT_KEY", "RPC_URL", "DIRECTORY", "GRANT_FILE");
const care = await CareLedger.connect({ rpc: input.RPC_URL, directory: input.DIRECTORY });
const signed = care.consent.fromText(readFileSync(input.GRANT_FILE, "utf8"));
for (const line of grantText(signed.grant)) console.log(line);

const carrying = care.consent.grant(signed.grant, signed);
const prepared = await carrying.prepare();
console.log(`prepared: ${prepared.data.length / 2 - 1} bytes for ${prepared.to}`);

const provider = new JsonRpcProvider(input.RPC_URL);
const relay = new Wallet(input.ACCOUNT_KEY, provider);
// What the contract would refuse is told here, by name, and costs nothing.
await carrying.estimate(relay.address as Hex);
const sent = await relay.sendTransaction({ ...prepared, ...(await feesOf(relay)) });
const receipt = await sent.wait();
const { event, gasUsed } = carrying.outcome(receipt!);
console.log(`grant ${event.grant}, carried by ${event.actor} for ${gasUsed} gas`);
provider.destroy();
care.close();
