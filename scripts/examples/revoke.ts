/** A patient ends a grant: any account carries her signature, so that no institution can hold it back. */
import { readFileSync } from "node:fs";
import { accountSigner, CareLedger } from "../../src/index.ts";
import { given } from "./lib/given.ts";

const input = given("ACCOUNT_KEY", "PATIENT_KEY", "RPC_URL", "DIRECTORY", "GRANT_FILE");
const { RPC_URL: rpc, DIRECTORY: directory, ACCOUNT_KEY: account } = input;
const care = await CareLedger.connect({ rpc, directory, account });

const { grant } = care.consent.fromText(readFileSync(input.GRANT_FILE, "utf8"));
console.log(`it was ${await care.consent.standing(grant)}`);
const deadline = (await care.chain.network.now()) + 600;
const patient = accountSigner(input.PATIENT_KEY);
const ending = await care.consent.signRevocation(grant, deadline, patient);
const { event } = await care.consent.revoke(grant, ending).send();
console.log(`grant ${event.grant} is ${await care.consent.standing(grant)}`);
care.close();
