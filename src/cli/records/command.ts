import { type Command, Option } from "commander";
import type { Hex } from "../../core/bytes.ts";
import { fail } from "../../core/errors.ts";
import { loaded, newCommand, withOutput } from "../command.ts";
import { shipped } from "../package.ts";
import { code, id, wholeNumber } from "../values.ts";

const CUSTODIAN = "--as <institution>";
const WHOSE = "whose records (default: the first institution of this folder)";

/** Sealed records: out by their custodian, back under a consent. */
export function recordsCommand(): Command {
  const group = newCommand(
    "records",
    "Sealed records: publish, look at one's own, open others' under a consent.",
    'records list --as "North Hospital"',
  );
  group.addCommand(publishCommand());
  group.addCommand(
    newCommand(
      "list",
      "A custodian's catalogue, the newest clinical dates first.",
      'records list --as "North Hospital" --subject alice-1',
    )
      .option(CUSTODIAN, WHOSE)
      .option("--subject <label>", "one patient's only: label of this folder, or a subject's id")
      .option("--limit <n>", "at most so many", wholeNumber(1, 1_000_000), 50)
      .action(loaded(() => import("./list.ts"))),
  );
  group.addCommand(
    newCommand("show", "What is known of one record, but for its content.", "records show 0x...")
      .argument("<entry>", "id of its entry", id)
      .option(CUSTODIAN, WHOSE)
      .action(loaded(() => import("./show.ts"))),
  );
  group.addCommand(verifyCommand());
  group.addCommand(
    newCommand(
      "proof",
      "Writes what proves one entry to anybody, without a network.",
      "records proof 0x... --out proof.json",
    )
      .argument("<entry>", "id of its entry", id)
      .requiredOption("--out <file>", "file to write; it must not be there yet")
      .option("--fields", "put pseudonym, labels and fingerprint into it; needs the custodian")
      .option(CUSTODIAN, WHOSE)
      .action(loaded(() => import("./proof.ts"))),
  );
  group.addCommand(openCommand());
  return group;
}

const openCommand = (): Command =>
  newCommand(
    "open",
    "Opens others' records under a grant.",
    'records open --as "South Hospital" --grant 0x... --out opened',
    "Finds what the grant covers; then the receipt is on the chain before a key is asked for. Each custodian's records are one use of the grant. What was ended in the middle goes on when the command is given again, at no second use.",
  )
    .option("--as <institution>", "who opens (default: the first institution of this folder)")
    .requiredOption("--grant <id>", "under which grant", id)
    .option("--purpose <code>", "what for (default: what the grant names first)", code("purposes"))
    .option("--from <custodian>", "whose records (default: those of all with a gateway)")
    .option("--out <dir>", "write each record to a file there, named by its entry")
    .option("--on-record", "put a refusal that can be foreseen on the chain's log")
    .action(loaded(() => import("./open.ts")));

interface VerifyOptions {
  all?: boolean;
  proof?: string;
  block?: Hex;
}

function verifyCommand(): Command {
  const onChain = loaded(() => import("./verify.ts"));
  const offline = withOutput(async (output, entry: Hex | undefined, options: VerifyOptions) => {
    if (entry !== undefined || options.all) {
      fail("CLI_OPTION", { reason: "--proof names its own entry" });
    }
    const { verifyFile } = await import("./verifyFile.ts");
    await verifyFile(output, options.proof!, options.block);
  });
  return newCommand(
    "verify",
    "Fetches records back and compares them with what the chain has.",
    'records verify --all --as "North Hospital"',
    "They are opened with the custodian's keys. Ends with 1 if one is not as it should be. --proof verifies a file of `records proof` instead, without any network.",
  )
    .argument("[entry]", "id of one record's entry", id)
    .option("--all", "every record of the custodian")
    .option("--proof <file>", "a proof file")
    .option("--block <hash>", "with --proof: of a block that you trust", id)
    .option(CUSTODIAN, WHOSE)
    .action(async (...given: unknown[]) => {
      const { proof, block } = given[1] as VerifyOptions;
      if (block && proof === undefined) fail("CLI_OPTION", { reason: "--block goes with --proof" });
      await (proof === undefined ? onChain : offline)(...given);
    });
}

const publishCommand = (): Command =>
  newCommand(
    "publish",
    "Seals FHIR R4 bundles, each resource a record, stores and anchors them.",
    'records publish bundle.json.gz --as "North Hospital" --subject alice-1',
    "What was ended in the middle goes on when the command is given again.",
  )
    .argument("<paths...>", "bundles (.json, .json.gz; one patient each), or a folder of them")
    .option(CUSTODIAN, WHOSE)
    .option("--subject <label>", "of one bundle, whose it is (default: the FHIR id of its patient)")
    .option("--enrol", "enrol patients whom this folder does not know; the custodian vouches")
    .addOption(
      new Option("--labels <file>", "label table of codes").default(
        shipped("samples", "labels.csv"),
        "samples/labels.csv",
      ),
    )
    .action(loaded(() => import("./publish.ts")));
