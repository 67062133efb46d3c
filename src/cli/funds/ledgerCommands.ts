/** Commands of the fund ledger: what is paid in, to whom it goes, and where each claim's money came from. */
import { type Command, Option } from "commander";
import { FORMS } from "./forms.ts";
import { loaded, newCommand } from "../command.ts";
import { month } from "../insurance/command.ts";
import { AS } from "../trace/words.ts";
import { fhirDate, jurisdiction, money, wholeNumber } from "../values.ts";

const POOL_OF = new Option(
  "--jurisdiction <scheme:code>",
  "of the pool (default: the insurer's)",
).argParser(jurisdiction);

const several = (text: string, before?: string[]): string[] => [...(before ?? []), text];

const contributeCommand = (): Command =>
  newCommand(
    "contribute",
    "Pays contributions in: to personal accounts, and the rest to the pool.",
    "funds contribute 5000 --for alice-2026=60+40 --statement january.csv --as Agency",
    "From money that the payer holds (`funds issue`). The insurer's first one opens its pool. A statement is paid in once.",
  )
    .argument("<amount>", "all of it, as in 126.50", money)
    .requiredOption(
      "--statement <file|digest>",
      "what was paid for: the chain has its salted digest",
    )
    .option("--as <institution>", AS)
    .option("--insurer <institution>", "whose pool (default: the payer's)")
    .addOption(POOL_OF)
    .addOption(new Option("--month <month>", "that it is for (default: this one)").argParser(month))
    .addOption(
      new Option("--for <subject=account+pool>", "a person's share; may be given again").argParser(
        several,
      ),
    )
    .option("--employer <subject>", "the enterprise that owed it: its pseudonym or label")
    .action(loaded(() => import("./contribute.ts")));

const payeeCommand = (): Command =>
  newCommand(
    "payee",
    "Says that an insurer's pool pays the institution's claims to its account here.",
    'funds payee Agency --as "North Hospital"',
  )
    .argument("<insurer>", "institution by its name here or its number")
    .option("--as <institution>", AS)
    .addOption(POOL_OF)
    .option("--vouchers", "in vouchers instead of tokens")
    .action(loaded(() => import("./payee.ts")));

const mandateCommand = (): Command =>
  newCommand(
    "mandate",
    "Signs as the insured person what claims may take from her account.",
    "funds mandate alice-2026 --per-claim 500 --per-day 800 --until 2026-12-31",
    "Without it claims take nothing from the account. Any institution carries it to the chain.",
  )
    .argument("<label>", "of the person, in this folder")
    .addOption(new Option("--per-claim <amount>", "at most").argParser(money).makeOptionMandatory())
    .addOption(new Option("--per-day <amount>", "at most").argParser(money).makeOptionMandatory())
    .addOption(
      new Option("--until <day>", "its last day").argParser(fhirDate).makeOptionMandatory(),
    )
    .option("--as <institution>", "who carries it (default: the first of this folder)")
    .action(loaded(() => import("./mandate.ts")));

const traceCommand = (): Command =>
  newCommand(
    "trace",
    "Where a claim's money came from, back to the contributions, and whether it adds up.",
    "funds trace --claim 0x... --json",
    "Of a personal account only what the claim took is told.",
  )
    .requiredOption("--claim <claim>", "its id, or the number of an invoice of yours")
    .option("--as <institution>", AS)
    .action(loaded(() => import("./trace.ts")));

const PERIOD = [
  new Option("--as <institution>", "whose claims, as provider or insurer (default: all)"),
  new Option("--from <day>", "decided from then on").argParser(fhirDate),
  new Option("--until <day>", "decided up to then").argParser(fhirDate),
] as const;

const statementCommand = (): Command => {
  const command = newCommand(
    "statement",
    "Writes what funds paid as a statement, from the ledger.",
    'funds statement --as "North Hospital" --out advice.csv',
    "An advice names its rows as X12 835 does its segments; settlements have the fields of the insurance platform's function 2304; a payment is a FHIR PaymentReconciliation.",
  )
    .addOption(new Option("--form <form>", "which one").choices(FORMS).default("advice"))
    .requiredOption("--out <file>", "where to; nothing is written over");
  for (const option of PERIOD) command.addOption(option);
  return command.action(loaded(() => import("./statement.ts")));
};

const reconcileCommand = (): Command => {
  const command = newCommand(
    "reconcile",
    "Holds statements against the ledger, and pins each difference to its line.",
    "funds reconcile advice.csv --json",
    "Without a file it makes the statement from the ledger first. Ends with 1 where something differs.",
  )
    .argument("[file...]", "advice or settlements (CSV), or PaymentReconciliation (JSON)")
    .addOption(
      new Option(
        "--inject <entries>",
        "falsify so many entries of a copy, and see that each is pinned",
      ).argParser(wholeNumber(1, 10_000)),
    )
    .addOption(
      new Option("--seed <number>", "chooses them")
        .argParser(wholeNumber(0, 1_000_000_000))
        .default(1),
    );
  for (const option of PERIOD) command.addOption(option);
  return command.action(loaded(() => import("./reconcile.ts")));
};

export const fundLedgerCommands = (): Command[] => [
  contributeCommand(),
  payeeCommand(),
  mandateCommand(),
  traceCommand(),
  statementCommand(),
  reconcileCommand(),
];
