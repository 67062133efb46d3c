/**
 * Writes docs/roles.md: who may call what, from deploy/roles.ts and from the table that
 * test/access/actors.test.ts holds the contracts to.
 */
import { permissions, roles } from "../../deploy/roles.ts";
import {
  abis,
  CONTRACT_NAMES,
  type ContractName,
  contractNames,
} from "../../src/chain/contracts.ts";
import { type Actor, actors, kinds } from "../../test/fixtures/actorRules.ts";
import { answers } from "../../test/fixtures/actors.ts";
import { code, table, writePage } from "../print/page.ts";

const nameOf = (contract: ContractName, selector: string): string =>
  code(`${CONTRACT_NAMES[contract]}.${abis[contract].getFunction(selector)!.name}`);

const roleRows = Object.entries(roles).map(([role, id]) => [
  code(role),
  String(id),
  permissions
    .filter((permission) => permission.role === role)
    .flatMap(({ contract, selectors }) => selectors.map((s) => nameOf(contract, s)))
    .join(", "),
]);

const ACTIVE = "ACTIVE institutions";

/** Actors by name; where all kinds of institutions are among them, by one word. */
function listed(some: readonly Actor[]): string {
  if (some.length === actors.length) return "everybody";
  const all = kinds.every((kind) => some.includes(kind));
  const rest = all ? some.filter((actor) => !(kinds as readonly Actor[]).includes(actor)) : some;
  return [...(all ? [ACTIVE] : []), ...rest].join(", ");
}

const functionRows = contractNames.flatMap((contract) =>
  Object.entries(answers[contract]).map(([name, rule]) => {
    const byAnswer = new Map<string, Actor[]>();
    for (const actor of actors) {
      const answer = rule(actor);
      byAnswer.set(answer, [...(byAnswer.get(answer) ?? []), actor]);
    }
    const refused = [...byAnswer]
      .filter(([answer]) => answer !== "ok")
      .toSorted(([, a], [, b]) => a.length - b.length)
      .map(([answer, told], i, all) =>
        i < all.length - 1
          ? `${code(answer)}: ${listed(told)}`
          : `${i > 0 ? "else " : ""}${code(answer)}`,
      );
    return [
      code(`${CONTRACT_NAMES[contract]}.${name}`),
      listed(byAnswer.get("ok") ?? []) || "nobody",
      refused.join("; "),
    ];
  }),
);

await writePage("docs/roles.md", "deploy/roles.ts and test/fixtures/actors.ts", [
  "# Who may call what",
  "",
  "## Administration",
  "",
  "Roles of the AccessManager and what their holders may call. Its administrator (role 0) gives and",
  "takes roles and may call what no role is named for.",
  "",
  ...table(["role", "id", "may call"], roleRows),
  "## Every function that changes state",
  "",
  "How each kind of actor is answered right after deployment, when the arguments are right in all but",
  "the sender. [actors.test.ts](../test/access/actors.test.ts) calls every one of these functions as",
  `every one of these actors. \`${ACTIVE}\` are the administrator accounts of institutions of each kind:`,
  `${kinds.map(code).join(", ")}. The others:`,
  "",
  ...table(
    ["actor", "is"],
    [
      ["OPERATOR", "an account of an ACTIVE hospital that may not manage its accounts"],
      ["LAPSED, SUSPENDED", "hospitals of that status"],
      ["EXPIRED_ACCOUNT, CLOSED_ACCOUNT", "accounts that a hospital no longer has"],
      ["OUTSIDER", "an account of nobody"],
      ["ADMINISTRATOR", "the account that has every role of the AccessManager"],
      ["ACCESS_DESK", "the contract AccessDesk, a caller of the evidence contracts"],
    ],
  ),
  "Where a patient's signature is asked for, it is there: `everybody` means that any account may carry",
  "it. What stands last is told to all others. `no reason` is a call that fails without an error of its own.",
  "",
  ...table(["function", "may", "everyone else is told"], functionRows),
]);
