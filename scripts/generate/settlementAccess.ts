/** Writes docs/settlement-access.md: who may do what with each field of the settlement database. */
import {
  SETTLEMENT_FIELDS,
  SETTLEMENT_SCOPES,
  settlementFields,
} from "../../src/core/settlementAccess.ts";
import {
  SETTLEMENT_ACTIONS,
  SETTLEMENT_ROLES,
  settlementRoles,
} from "../../src/core/settlementRoles.ts";
import { code, table, writePage } from "../print/page.ts";

const HEADS: Readonly<Record<string, string>> = { regulatorElsewhere: "regulator elsewhere" };
const actions = Object.entries(SETTLEMENT_ACTIONS).map(([letter, action]) => `${letter} ${action}`);

await writePage("docs/settlement-access.md", "src/core/settlementAccess.ts", [
  "# Who sees what of claims and funds",
  "",
  "What an index keeps of claims, payments, enrolment, funds, agreements and rules, and who may do what with",
  "each field. This one table decides in the index (`index.views`), in the SDK (`care.settlement`) and at",
  "gateways (`POST /v1/settlement`); each cell is a test in test/settlement.",
  "",
  `Letters: ${actions.join(", ")}. Read is by id, with the parts of the thing; list is all that one may`,
  "see, 500 rows at once. Write is a call of a contract, which itself refuses everybody else; a row that is",
  "new is its writer's. Acknowledge is said to a gateway, whose journal keeps who, when and which flags.",
  "",
  "- Who may see nothing of a thing gets the same answer as where there is none: `SETTLEMENT_DENIED`, and",
  "  of lists nothing. The rows of others are not even found by the query, so no count tells of them.",
  `- Personal accounts are scoped (RX-13): whoever is not the person needs one of the purposes`,
  `  ${[...SETTLEMENT_SCOPES].map(code).join(", ")} too.`,
  "- Roles are proved by what the chain says when the question comes: an account's institution, its kinds,",
  "  jurisdiction and standing; or a pseudonym's signer. One may have several roles to a row.",
  "- It binds what institutions' software tells to others. Who runs a node, or holds an index file, reads all",
  "  that is on the chain, pseudonyms and amounts included: see [trust-model.md](trust-model.md).",
  "",
  "## Roles",
  "",
  ...table(
    ["role", "who has it"],
    settlementRoles.map((role) => [HEADS[role] ?? role, SETTLEMENT_ROLES[role]]),
  ),
  "## Fields",
  "",
  ...table(
    ["field", ...settlementRoles.map((role) => HEADS[role] ?? role)],
    settlementFields.map((name) => [
      code(name),
      ...SETTLEMENT_FIELDS[name].cells.split(" ").map((cell) => (cell === "-" ? "" : cell)),
    ]),
  ),
  "## Columns",
  "",
  ...table(
    ["field", "table", "columns"],
    settlementFields.map((name) => {
      const { table: of, columns } = SETTLEMENT_FIELDS[name];
      return [code(name), code(of), columns.map(code).join(", ")];
    }),
  ),
]);
