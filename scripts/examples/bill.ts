/**
 * A hospital bills a visit: what it would come to, then what it came to, line by line in words. The file
 * is a `ClaimFile` as JSON, its whole numbers beyond 2^53 as text: claim and lines, and the plan, agreement
 * and segment that they rest on.
 */
import { readFileSync } from "node:fs";
import { amountText, reasonWords } from "../../src/claims.ts";
import { CareLedger, type ClaimFile, type LineResult, unpackFacts } from "../../src/index.ts";
import { given } from "./lib/given.ts";

const input = given("ACCOUNT_KEY", "RPC_URL", "DIRECTORY", "CLAIM_FILE");
const { RPC_URL: rpc, DIRECTORY: directory, ACCOUNT_KEY: account } = input;
const file = JSON.parse(readFileSync(input.CLAIM_FILE, "utf8")) as ClaimFile;
const care = await CareLedger.connect({ rpc, directory, account });
const currency = await care.insurance.currency();
const money = (minor: bigint): string => `${currency} ${amountText(minor, currency)}`;

const { totals } = await care.claims.preview(file, care.chain.account!.address);
console.log(`the fund would pay ${money(totals.fund)}, the patient ${money(totals.person)}`);

// Decided and, where nothing is in the way, paid in this one transaction.
const { event, gasUsed } = await care.claims.submit(file).send();
console.log(`claim ${event.claim} is ${await care.claims.state(event.claim)}, for ${gasUsed} gas`);

function whyOf({
  overLimit,
  preSelf,
  deductible,
  copay,
  coinsurance,
  reason,
}: LineResult): string[] {
  const parts = { preSelf, deductible, copay, coinsurance, "above the ceiling": overLimit };
  const own = Object.entries(parts).filter(([, amount]) => amount > 0n);
  const words = own.map(([part, amount]) => `${part} ${money(amount)}`);
  return reason === 0n ? words : [...words, reasonWords(reason)];
}
for (const [i, result] of event.results.entries()) {
  const { charge } = unpackFacts(BigInt(String(file.lines[i]!.facts)));
  console.log(`${i + 1}. ${money(result.paid)} of ${money(charge)}; ${whyOf(result).join(", ")}`);
}
care.close();
