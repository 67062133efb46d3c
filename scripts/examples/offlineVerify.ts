/** Verifies a file that `care.records.proof(id)` or `careledger records proof` gave; no network. */
import { readFileSync } from "node:fs";
import { verifyProof } from "../../src/index.ts";
import { given } from "./lib/given.ts";

const { PROOF_FILE } = given("PROOF_FILE");
const { id, custodian, root, position, state } = await verifyProof(
  JSON.parse(readFileSync(PROOF_FILE, "utf8")),
);
console.log(
  `entry ${id} stands at position ${position} of institution ${custodian}'s batch ${root}`,
);
console.log(
  state
    ? `${state.entry} in block ${state.block}, if that block's hash is ${state.hash}`
    : "it holds if the chain has that root: the file holds no proof of the chain's state",
);
