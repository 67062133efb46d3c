/**
 * A patient reads a consent in words, signs it, and her hospital carries it to the chain: the
 * institution may open her diabetes records for treatment, for a year. The signed grant goes into
 * NEW_FILE, since who uses it must show its terms, and the chain does not keep them.
 */
import { writeFileSync } from "node:fs";
import { accountSigner, buildGrant, CareLedger, grantText } from "../../src/index.ts";
import { given } from "./lib/given.ts";

const { ACCOUNT_KEY, PATIENT_KEY, RPC_URL, DIRECTORY, SUBJECT, INSTITUTION, NEW_FILE } = given(
  "ACCOUNT_KEY",
  "PATIENT_KEY",
  "RPC_URL",
  "DIRECTORY",
  "SUBJECT",
  "INSTITUTION",
  "NEW_FILE",
);
const care = await CareLedger.connect({
  rpc: RPC_URL,
  directory: DIRECTORY,
  account: ACCOUNT_KEY,
});

const now = await care.chain.network.now();
const grant = buildGrant({
  subject: SUBJECT,
  grantee: Number(INSTITUTION),
  purposes: ["TREAT"],
  categories: ["DIABETES"],
  access: { until: now + 365 * 24 * 60 * 60 },
  uses: 3,
  deadline: now + 600,
});
for (const line of grantText(grant)) console.log(line);

const signed = { grant, ...(await care.consent.sign(grant, accountSigner(PATIENT_KEY))) };
writeFileSync(NEW_FILE, care.consent.toText(signed), { mode: 0o600, flag: "wx" });
const { event, block } = await care.consent.grant(grant, signed).send();
console.log(`grant ${event.grant} in block ${block}`);
care.close();
