import { type ErrorDescription, isCallException, isError } from "ethers";
import { CareLedgerError, ContractRevert } from "../core/errors.ts";
import { interfaces } from "./contracts.ts";

/** The names that Solidity gives the values of an error; unnamed ones get their position. */
function namedArgs({ fragment, args }: ErrorDescription): Record<string, unknown> {
  return Object.fromEntries(
    fragment.inputs.map((input, i) => [input.name || String(i), args[i] as unknown]),
  );
}

/** What a contract said when it refused, whatever contract of the suite declares the error. */
export function decodeRevert(data: string, cause?: unknown): ContractRevert | undefined {
  for (const abi of interfaces) {
    const error = abi.parseError(data);
    if (error) return new ContractRevert(error.name, namedArgs(error), { cause });
  }
  return undefined;
}

/** Any failure of a call or transaction as CareLedger's own error. */
export function chainError(error: unknown): CareLedgerError {
  if (error instanceof CareLedgerError) return error;
  if (isCallException(error) && error.data) {
    const revert = decodeRevert(error.data, error);
    if (revert) return revert;
  }
  const reason = isError(error, "NETWORK_ERROR")
    ? "the node does not answer"
    : error instanceof Error && "shortMessage" in error
      ? String(error.shortMessage)
      : "unknown reason";
  return new CareLedgerError("CHAIN_FAILED", { reason }, { cause: error });
}
