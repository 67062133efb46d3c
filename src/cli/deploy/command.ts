import { type Command, Option } from "commander";
import type { Hex } from "../../core/bytes.ts";
import { loaded, newCommand } from "../command.ts";
import type { GlobalOptions } from "../session.ts";
import { address, networkName, wholeNumber } from "../values.ts";

/** Options of `deploy`, as commander reads them. */
export interface DeployCommandOptions extends GlobalOptions {
  administrator?: Hex;
  chainId?: number;
  callerNotice?: number;
  ruleNotice?: number;
  confirmations?: number;
  networkName?: string;
  out?: string;
  anew?: boolean;
  dryRun?: boolean;
  verify?: boolean;
}

const ABOUT = `Index 9 of CARELEDGER_MNEMONIC deploys and ends without a role; the administrator gets them all. A run that was stopped goes on from where it was.`;

const EIGHT_BYTES_OF_TIME = 2 ** 48 - 1;

export function deployCommand(): Command {
  const summary = "Deploys the contracts to a chain, or checks those that are there.";
  return newCommand("deploy", summary, "deploy --rpc http://127.0.0.1:8545 --dry-run", ABOUT)
    .addOption(
      new Option(
        "--administrator <address>",
        "gets every role, a multisig for example (default: index 0 of CARELEDGER_MNEMONIC)",
      ).argParser(address),
    )
    .addOption(
      new Option("--chain-id <number>", "refuse any other chain").argParser(
        wholeNumber(1, Number.MAX_SAFE_INTEGER),
      ),
    )
    .addOption(
      new Option(
        "--caller-notice <seconds>",
        "notice before a caller of an evidence contract changes (default: two days)",
      ).argParser(wholeNumber(0, EIGHT_BYTES_OF_TIME)),
    )
    .addOption(
      new Option(
        "--rule-notice <days>",
        "notice before a published rule or plan holds, once its register is open (default: 7)",
      ).argParser(wholeNumber(1, 3_650)),
    )
    .addOption(
      new Option(
        "--confirmations <blocks>",
        "blocks on top of the one that counts as final (default: 0, right for QBFT)",
      ).argParser(wholeNumber(0, 10_000)),
    )
    .addOption(
      new Option(
        "--network-name <name>",
        "also write networks/<name>/addresses.json, here or in --out",
      ).argParser(networkName),
    )
    .option("--out <dir>", "also write addresses.json there")
    .option("--anew", "set an earlier deployment of this folder aside and begin another")
    .addOption(
      new Option("--dry-run", "say what would be done; nothing is sent").conflicts([
        "verify",
        "anew",
      ]),
    )
    .addOption(
      new Option(
        "--verify",
        "compare code, roles, callers and names on the chain with this version; nothing is sent",
      ).conflicts("anew"),
    )
    .action(loaded(async () => await import("./run.ts")));
}
