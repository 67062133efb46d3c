import type { Addresses } from "../../src/chain/contracts.ts";
import type { Network } from "../../src/chain/network.ts";
import type { Hex } from "../../src/core/bytes.ts";
import { isCareLedgerError } from "../../src/core/errors.ts";
import type { Check } from "./check.ts";
import { checkCode } from "./code.ts";
import { checkHolders, checkPermissions } from "./roles.ts";
import { checkCallers, checkNames } from "./wiring.ts";

interface VerifyOptions {
  /** Who should hold every role, and nobody else; without it each role only needs a holder. */
  administrator?: Hex | undefined;
  /** First block of the deployment, from which events are read. */
  fromBlock?: number;
}

/** Compares a deployment with this version, in all that a deployment sets. Sends nothing. */
export async function verifyDeployment(
  network: Network,
  addresses: Addresses,
  options: VerifyOptions = {},
): Promise<Check[]> {
  return [
    ...(await checkCode(network, addresses)),
    ...(await asked("permissions", () => checkPermissions(network, addresses))),
    ...(await asked("holders", () => checkHolders(network, addresses, options))),
    ...(await asked("names", () => checkNames(network, addresses))),
    ...(await asked("callers", () => checkCallers(network, addresses, options.fromBlock))),
  ];
}

/** A contract that is not the one it should be may answer anything, or nothing. */
async function asked(what: string, checks: () => Promise<Check[]>): Promise<Check[]> {
  try {
    return await checks();
  } catch (error) {
    if (!isCareLedgerError(error) || error.code !== "CHAIN_FAILED") throw error;
    return [{ what, ok: false, detail: "cannot be read: see the code of the contracts" }];
  }
}
