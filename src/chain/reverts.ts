import { type ErrorDescription, type Interface, isCallException, isError } from "ethers";
import { contractErrors } from "../core/contractErrors.ts";
import { CareLedgerError, ContractRevert, type RevertOptions } from "../core/errors.ts";
import { abis } from "./contracts.ts";

type ErrorClass = new (args: Record<string, unknown>, options?: RevertOptions) => ContractRevert;

/** The class of a contract's error, and which of its arguments are enums. */
const known: Readonly<
  Record<string, { type: ErrorClass; enums: Record<string, readonly string[]> } | undefined>
> = contractErrors as never;

/** The largest width whose numbers JavaScript holds exactly, as contractErrors.ts has them. */
const MAX_NUMBER_BITS = 48;

/** The values that Solidity gives, by name; unnamed ones get their position. */
function namedArgs({ fragment, args }: ErrorDescription): Record<string, unknown> {
  const enums = known[fragment.name]?.enums ?? {};
  return Object.fromEntries(
    fragment.inputs.map(({ name, baseType }, i) => {
      const value: unknown = args[i];
      const bits = Number(/^uint(\d+)$/.exec(baseType)?.[1] ?? Infinity);
      const plain = fragment.name in known && bits <= MAX_NUMBER_BITS ? Number(value) : value;
      return [name || String(i), enums[name]?.[Number(plain)] ?? plain];
    }),
  );
}

/** What a contract said when it refused, whatever contract of the suite declares the error. */
export function decodeRevert(data: string, cause?: unknown): ContractRevert | undefined {
  for (const abi of Object.values(abis)) {
    const error = parsed(abi, data);
    if (!error) continue;
    const type = known[error.name]?.type;
    const args = namedArgs(error);
    return type ? new type(args, { cause }) : new ContractRevert(error.name, args, { cause });
  }
  return undefined;
}

/** A contract that is none of ours may answer with anything. */
function parsed(abi: Interface, data: string): ErrorDescription | null {
  try {
    return abi.parseError(data);
  } catch {
    return null;
  }
}

/** Any failure of a call or transaction as CareLedger's own error. */
export function chainError(error: unknown): CareLedgerError {
  if (error instanceof CareLedgerError) return error;
  const data = revertData(error);
  const revert = data === undefined ? undefined : decodeRevert(data, error);
  if (revert) return revert;
  // Of a contract that was connected to read only.
  if (isError(error, "UNSUPPORTED_OPERATION") && error.operation === "sendTransaction") {
    return new CareLedgerError("CHAIN_NO_ACCOUNT", {}, { cause: error });
  }
  if (isSilence(error)) return new CareLedgerError("CHAIN_SILENT", {}, { cause: error });
  return new CareLedgerError("CHAIN_FAILED", { reason: reasonOf(error) }, { cause: error });
}

type RevertData = string | { data?: string } | null | undefined;

/** What the contract answered; nodes that mine at once say so when the transaction is sent. */
function revertData(error: unknown): string | undefined {
  const data: RevertData = isCallException(error)
    ? error.data
    : (error as { error?: { data?: RevertData } }).error?.data;
  const inner = typeof data === "object" ? data?.data : data;
  return typeof inner === "string" ? inner : undefined;
}

/** Longer words of a node say no more. */
const MAX_REASON = 200;

interface Words {
  shortMessage?: string;
  error?: { message?: unknown };
}

/** Without ethers' words it is the system's error of a broken or refused connection. */
const isSilence = (error: unknown): boolean =>
  (error as Words).shortMessage === undefined || isError(error, "NETWORK_ERROR");

function reasonOf(error: unknown): string {
  const { shortMessage, error: answer } = error as Words;
  const said = answer?.message;
  return typeof said === "string" ? said.slice(0, MAX_REASON) : String(shortMessage);
}
