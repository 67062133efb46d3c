import type { Addresses } from "../../src/chain/contracts.ts";
import type { Network } from "../../src/chain/network.ts";
import type { Hex } from "../../src/core/bytes.ts";
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
    ...(await checkPermissions(network, addresses)),
    ...(await checkHolders(network, addresses, options)),
    ...(await checkNames(network, addresses)),
    ...(await checkCallers(network, addresses, options.fromBlock)),
  ];
}
