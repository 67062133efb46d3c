/** Writes docs/errors.md: every error, with what it says and what to do. */
import { catalogue } from "../../src/core/catalogue.ts";
import type { ContractErrorName } from "../../src/core/contractErrors.ts";
import type { ErrorCode } from "../../src/core/errors.ts";
import { remedies } from "../../src/core/remedies.ts";
import { statusOf } from "../../src/gateway/problems.ts";
import { code, table, writePage } from "../print/page.ts";
import { type ContractErrorInfo, contractErrors } from "../solidity/contractErrors.ts";

const offChain = (Object.keys(catalogue) as ErrorCode[]).map((name) => {
  const { text, remedy } = catalogue[name];
  const [status] = statusOf(name);
  return [code(name), text, remedy, status === 500 ? "" : String(status)];
});

const signature = ({ name, inputs }: ContractErrorInfo): string =>
  code(`${name}(${inputs.map((i) => `${i.enum ?? i.type} ${i.name}`.trim()).join(", ")})`);

const onChain = (await contractErrors()).map((error) => [
  signature(error),
  error.notice,
  remedies[error.name as ContractErrorName],
  error.contracts.join(", "),
]);

await writePage("docs/errors.md", "src/core/catalogue.ts, src/core/remedies.ts and the contracts", [
  "# Errors",
  "",
  "No error holds personal data, keys or plaintext.",
  "",
  "## Of the SDK, the command line and the gateway",
  "",
  "A `CareLedgerError` has the `code`, the words below with the `details` filled in, and the `remedy`.",
  "A gateway answers with the HTTP status, and 500 where none is given; its body is a FHIR",
  "OperationOutcome with the code.",
  "",
  ...table(["code", "what happened", "what to do", "HTTP"], offChain),
  "## Of the contracts",
  "",
  "The SDK throws them as classes of these names, with the Solidity arguments as fields:",
  "`if (error instanceof ConsentExpired) error.expiredAt`. Each is a `ContractRevert`, which also has",
  "`errorName` and `args`, and a `CareLedgerError` with the code `CHAIN_REVERTED`. Which role a call",
  "needs stands in [roles.md](roles.md).",
  "",
  ...table(["error", "when", "what to do", "answered by"], onChain),
]);
