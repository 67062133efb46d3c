import { parseArgs } from "node:util";
import { fail } from "../../core/errors.ts";

export interface StartOptions {
  /** Folder of FHIR bundles. */
  data: string;
  /** Label table. */
  labels: string;
  /** Folder that keeps keys, catalogue and sealed records; without one they go at the end. */
  state: string | undefined;
  /** Answer one JSON object on stdout. */
  json: boolean;
  /** Stay up when the story is told. */
  stay: boolean;
  /** Have every record fetched back, opened and compared by its custodian. */
  verifyAll: boolean;
}

export const USAGE = `npm start -- [options]

Publishes FHIR bundles as sealed records on an embedded chain and store, and has one
patient's records opened by another hospital under her signed consent.

  --data DIR     folder of FHIR bundles, .json or .json.gz      (default: samples/fhir)
  --labels FILE  label table of codes                           (default: samples/labels.csv)
  --state DIR    keep keys, catalogue and sealed records there, so that a run that was
                 ended in the middle goes on with what it sealed
  --verify-all   every record is fetched back, opened and compared by its custodian
  --once         end when the story is told                     (default where stdout is no terminal)
  --stay         stay up, chain and gateways listening          (default on a terminal)
  --json         one JSON object as the last line of stdout
  --help         this text

Example: npm start -- --once --json --data path/to/bundles --verify-all
`;

const SWITCHES = {
  data: { type: "string", default: "samples/fhir" },
  labels: { type: "string", default: "samples/labels.csv" },
  state: { type: "string" },
  json: { type: "boolean", default: false },
  stay: { type: "boolean", default: false },
  once: { type: "boolean", default: false },
  "verify-all": { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** @throws START_OPTION for what is not understood. "help" when help was asked for. */
export function startOptions(args: string[], isTerminal: boolean): StartOptions | "help" {
  const values = parse(args);
  if (values.help) return "help";
  if (values.once && values.stay) {
    fail("START_OPTION", { reason: "--once and --stay exclude each other" });
  }
  return {
    data: values.data,
    labels: values.labels,
    state: values.state,
    json: values.json,
    stay: values.stay || (isTerminal && !values.once),
    verifyAll: values["verify-all"],
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: SWITCHES, strict: true }).values;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split(". ")[0]! : "not understood";
    return fail("START_OPTION", { reason }, { cause });
  }
}
