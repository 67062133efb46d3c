import { type Command, InvalidArgumentError, Option } from "commander";
import { parseMonth } from "../../core/months.ts";
import { loaded, newCommand } from "../command.ts";
import { AS } from "../trace/words.ts";
import { fhirDate, jurisdiction, wholeNumber } from "../values.ts";

/** What claims rest on: catalogues, plans, agreements, who is insured. */
export function insuranceCommand(): Command {
  const group = newCommand(
    "insurance",
    "What claims rest on: catalogues, plans, agreements, who is insured.",
    "insurance catalogue drugs.csv --as Agency",
    "\n\nThe chain has salted hashes of codes and persons' pseudonyms. What opens them, code lists and cards, stays with members: these commands keep it in the folder of the chain's state.",
  );
  for (const command of [
    catalogueCommand(),
    codesCommand(),
    planCommand(),
    agreementCommand(),
    enrolCommand(),
  ]) {
    group.addCommand(command);
  }
  return group;
}

const DECISION = "the decision: a file, or its SHA-256 digest (default: the file itself)";
const FROM = "first day, where the file names none (default: the first that is allowed)";

/** A month as 2026-01. */
export function month(text: string): number {
  if (/^\d{4}-(?:0[1-9]|1[0-2])$/.test(text)) return parseMonth(text);
  throw new InvalidArgumentError("Write a month as 2026-01.");
}

function day(text: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return fhirDate(text);
  throw new InvalidArgumentError("Write a day as 2026-01-31.");
}

const catalogueCommand = (): Command =>
  newCommand(
    "catalogue",
    "Publishes a catalogue's rows that are new or changed, of a CSV, JSON or YAML file.",
    "insurance catalogue drugs.csv --as Agency --out codes.json",
    "\n\nColumns: system, code, kind (DRUG, SERVICE, CONSUMABLE), category (A, B, C), serviceItem; and where they limit something: name, ceiling, selfShare (percent), quantity, times, days, youngest, oldest, sex, indications (codes between spaces), coded, daily, from, until.",
  )
    .argument("<file>", "the rows")
    .option("--as <institution>", AS)
    .addOption(
      new Option(
        "--jurisdiction <scheme:code>",
        "whose catalogue (default: the institution's)",
      ).argParser(jurisdiction),
    )
    .addOption(new Option("--from <day>", FROM).argParser(day))
    .option("--diagnoses <system>", "code system of indications", "http://hl7.org/fhir/sid/icd-10")
    .option("--decision <file|digest>", DECISION)
    .option("--open", "open the catalogue: from then on rows begin after the notice")
    .option("--out <file>", "also write the code list, for members to bill by")
    .action(loaded(() => import("./catalogue.ts")));

const codesCommand = (): Command =>
  newCommand(
    "codes",
    "Takes a catalogue's code list in, by which claims are billed and explained here.",
    "insurance codes codes.json",
  )
    .argument("<file>", "what `insurance catalogue --out` wrote")
    .action(loaded(() => import("./codes.ts")));

const planCommand = (): Command =>
  newCommand(
    "plan",
    "Publishes a benefit plan, or its next version, of a YAML or JSON file.",
    "insurance plan residents.yaml --as Agency",
    "\n\nFields: code, shares (outpatient, inpatient, pharmacy, chronic: percent, one or by grade), serviceItems; and deductibles, copay, cap, maximum, tier (from, added), waiting, chronic, flags, from, until.",
  )
    .argument("<file>", "the plan")
    .option("--as <insurer>", AS)
    .addOption(new Option("--from <day>", FROM).argParser(day))
    .option("--decision <file|digest>", DECISION)
    .option("--open", "open the register: from then on plans begin after the notice")
    .action(loaded(() => import("./plan.ts")));

const agreementCommand = (): Command =>
  newCommand(
    "agreement",
    "Drafts, signs or puts into force an agreement: what the institution's next step is.",
    'insurance agreement terms.yaml --text agreement.pdf --as "North Hospital"',
    "\n\nBoth parties give the same terms (insurer, institution, law, disputes, from, until, serviceItems, factor, notice, cure, signBy, salt) and the same text, the insurer once more at the end.",
  )
    .argument("<file>", "its terms, YAML or JSON")
    .requiredOption("--text <file|digest>", "the legal text: the chain has its salted digest")
    .option("--as <institution>", AS)
    .option(
      "--qualification <file|digest>",
      "what shows that the institution is qualified (default: the text)",
    )
    .action(loaded(() => import("./agreement.ts")));

const enrolCommand = (): Command =>
  newCommand(
    "enrol",
    "Insures a person under a plan from a day on.",
    "insurance enrol alice-2026 --plan residents --from 2026-01-01 --paid-until 2026-12",
    "The person is a pseudonym of her own for the insurer (`subjects enrol`).",
  )
    .argument("<subject>", "label of this folder, or a subject's id")
    .requiredOption("--plan <code>", "of a published plan")
    .addOption(
      new Option("--from <day>", "first day of cover").argParser(day).makeOptionMandatory(),
    )
    .option("--as <insurer>", AS)
    .addOption(
      new Option("--paid-until <month>", "last month whose contribution was paid").argParser(month),
    )
    .addOption(
      new Option("--grace <days>", "after a month, in which its contribution is in time")
        .argParser(wholeNumber(0, 255))
        .default(0),
    )
    .addOption(
      new Option("--born <month>", "of birth, for rules that ask for age").argParser(month),
    )
    .addOption(
      new Option("--sex <sex>", "for rules that ask for it").choices(["FEMALE", "MALE", "OTHER"]),
    )
    .option("--employer <subject>", "the enterprise that pays: its pseudonym or label")
    .addOption(
      new Option(
        "--jurisdiction <scheme:code>",
        "of the pool that pays (default: the insurer's)",
      ).argParser(jurisdiction),
    )
    .option("--document <file|digest>", "the application")
    .option("--card <file>", "write what she shows where a rule asks for age or sex")
    .action(loaded(() => import("./enrol.ts")));
