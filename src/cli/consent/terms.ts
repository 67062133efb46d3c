import { type Command } from "commander";
import type { Hex } from "../../core/bytes.ts";
import { fhirInterval } from "../../core/dates.ts";
import { fail } from "../../core/errors.ts";
import type { ConsentGrant } from "../../core/structs.ts";
import type { Session } from "../session.ts";
import { buildGrant } from "../../core/terms.ts";
import { codes, fhirDate, wholeNumber } from "../values.ts";

/** What a consent says, as options. */
export interface TermsOptions {
  subject?: string;
  to?: string;
  purpose?: string[];
  categories?: string[];
  kinds?: string[];
  sensitivities?: string[];
  obligations?: string[];
  refrains?: string[];
  from?: string;
  until?: string;
  dataFrom?: string;
  dataUntil?: string;
  uses: number;
}

/** Said by commands that take terms. */
export const CODES =
  "\n\nCodes stand between commas and include all that lies below them: TREAT every kind of treatment, HEALTH every category. An unknown one, as in --categories x, lists those that there are. Dates are FHIR's: 1995, 1995-03, 1995-03-01; both ends of a period are included.";

export const withTerms = (command: Command): Command =>
  command
    .option("--subject <label>", "who consents: label of this folder")
    .option("--to <institution>", "who may open: name in this folder, or participant id")
    .option("--purpose <codes>", "what for: TREAT, HPAYMT, HRESCH ...", codes("purposes"))
    .option(
      "--categories <codes>",
      "records about what: DIABETES ..., or HEALTH",
      codes("categories"),
    )
    .option("--kinds <codes>", "only LABORATORY, IMAGING ... (default: all kinds)", codes("kinds"))
    .option(
      "--sensitivities <codes>",
      "specially protected information too: HIV, MH ... (default: none)",
      codes("sensitivities"),
    )
    .option(
      "--obligations <codes>",
      "duties that come with it (default: AUDIT)",
      codes("obligations"),
    )
    .option("--refrains <codes>", "what must not be done (default: NORDSCLCD)", codes("refrains"))
    .option("--from <date>", "opened not before (default: at once)", fhirDate)
    .option("--until <date>", "opened not after", fhirDate)
    .option("--data-from <date>", "records dated not before", fhirDate)
    .option("--data-until <date>", "records dated not after", fhirDate)
    .option(
      "--uses <n>",
      "openings, each of any number of records",
      wholeNumber(1, 2 ** 32 - 1),
      10,
    );

/** How long a signed consent may wait for whoever carries it to the chain, in seconds. */
const WEEK = 7 * 24 * 60 * 60;

/** The grant that options describe. @throws CLI_OPTION where one is missing, or never could be used */
export async function grantFrom(
  session: Session,
  subject: Hex,
  options: TermsOptions,
): Promise<ConsentGrant> {
  const { from, until, dataFrom, dataUntil, kinds, sensitivities, obligations, refrains } = options;
  const now = await session.network.now();
  const access = {
    from: from === undefined ? 0 : fhirInterval(from).start,
    until: fhirInterval(needed(until, "--until")).end,
  };
  if (access.until < now) fail("CLI_OPTION", { reason: "--until is past" });
  return buildGrant({
    subject,
    grantee: await session.institutionId(needed(options.to, "--to")),
    purposes: needed(options.purpose, "--purpose"),
    categories: needed(options.categories, "--categories"),
    kinds,
    sensitivities,
    obligations,
    refrains,
    access,
    data: {
      ...(dataFrom === undefined ? {} : { start: dataFrom }),
      ...(dataUntil === undefined ? {} : { end: dataUntil }),
    },
    uses: options.uses,
    deadline: now + WEEK,
  });
}

export const needed = <T>(value: T | undefined, option: string): T =>
  value ?? fail("CLI_OPTION", { reason: `${option} is missing` });
