import { CareLedgerError, ContractRevert } from "../core/errors.ts";

/** How contracts refuse an account that is nobody's there, and what they call it. */
const STRANGER: Readonly<Record<string, string>> = {
  AccessManagedUnauthorized: "caller",
  ParticipantAccountUnknown: "account",
};

/**
 * Where no keys were named, the public development ones acted: what a chain lacks that does not know
 * them is a key. Of an account that only was named, the chain's own word stands.
 * @param acting Addresses of the accounts that the command wrote with
 */
export function namedKey(error: unknown, acting: ReadonlySet<string>): unknown {
  const isNamed = Boolean(process.env["CARELEDGER_MNEMONIC"]?.trim());
  if (isNamed || !(error instanceof ContractRevert)) return error;
  const name = STRANGER[error.errorName];
  if (name === undefined || !acting.has(String(error.args[name]).toLowerCase())) return error;
  return new CareLedgerError("CLI_NO_KEY", {}, { notice: error.message, cause: error });
}
