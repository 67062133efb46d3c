/** Writes docs/errors.md: every error, with what it says and what to do. */
import { abis } from "../../src/chain/contracts.ts";
import { catalogue } from "../../src/core/catalogue.ts";
import type { ErrorCode } from "../../src/core/errors.ts";
import { statusOf } from "../../src/gateway/problems.ts";
import { code, table, writePage } from "../print/page.ts";
import { analysis, domainOf, type Node, type Source } from "../solidity/analysis.ts";
import { listOf, natspecOf } from "../solidity/natspec.ts";

const offChain = (Object.keys(catalogue) as ErrorCode[]).map((name) => {
  const { text, remedy } = catalogue[name];
  const [status] = statusOf(name);
  return [code(name), text, remedy, status === 500 ? "" : String(status)];
});

interface Declared {
  source: Source;
  contract: Node;
  error: Node;
}

const { sources } = await analysis();
const declared: Declared[] = sources.flatMap((source) =>
  source.nodes.flatMap((contract) =>
    (contract.nodes ?? [])
      .filter(({ nodeType }) => nodeType === "ErrorDefinition")
      .map((error) => ({ source, contract, error })),
  ),
);
const isOwn = ({ source }: Declared): boolean => source.file.startsWith("contracts/");
const byName = (a: Declared, b: Declared): number => (a.error.name < b.error.name ? -1 : 1);

const signature = ({ error }: Declared): string =>
  code(`${error.name}(${listOf(error.parameters?.parameters)})`);

const own = declared
  .filter(isOwn)
  .toSorted(byName)
  .map((one) => [
    signature(one),
    natspecOf(one.source, one.error).text,
    `[${one.contract.name}](api/${domainOf(one.source.file)}.md#${one.contract.name.toLowerCase()})`,
  ]);
/** Those of other makers that a caller of the suite can meet. */
const met = new Set<string>();
for (const abi of Object.values(abis)) abi.forEachError(({ name }) => met.add(name));
const foreign = declared
  .filter((one) => !isOwn(one) && met.has(one.error.name))
  .toSorted(byName)
  .map((one) => [signature(one), one.contract.name]);

await writePage("docs/errors.md", "src/core/catalogue.ts and the contracts' sources", [
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
  "The SDK decodes them: a `ContractRevert` has the name as `errorName` and the values as `args`.",
  "",
  ...table(["error", "when", "contract"], own),
  "## Of OpenZeppelin's contracts",
  "",
  "`AccessManagedUnauthorized`: the sender lacks the role that [roles.md](roles.md) names.",
  "`AccessManagedRequiredDelay`: the role acts by `schedule` and, after the delay, `execute` of the",
  "AccessManager. The others have their meaning from OpenZeppelin's documentation.",
  "",
  ...table(["error", "contract"], foreign),
]);
