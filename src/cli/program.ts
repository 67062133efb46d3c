import { type Command, Option } from "commander";
import { newCommand } from "./command.ts";
import { accessCommand } from "./access/command.ts";
import { consentCommand } from "./consent/command.ts";
import { deployCommand } from "./deploy/command.ts";
import { gatewayCommand } from "./gateway/command.ts";
import { networkCommand } from "./network/command.ts";
import { participantsCommand } from "./participants/command.ts";
import { recordsCommand } from "./records/command.ts";
import { subjectsCommand } from "./subjects/command.ts";
import { startCommand, upCommand } from "./start/command.ts";
import { storeCommand } from "./store/command.ts";
import { webUrl } from "./values.ts";

/** The whole command line; a group of commands a file. */
export function careledger(): Command {
  const program = newCommand(
    "careledger",
    "Records, consents and their evidence on a consortium's chain.",
    "up",
  )
    .option("--rpc <url>", "JSON-RPC of the chain (default: CARELEDGER_RPC, else what `up` runs)")
    .addOption(new Option("--directory <address>", "the suite's Directory on that chain"))
    .option("--ipfs <url>", "Kubo RPC where sealed records lie (default: the state folder)", webUrl)
    .option("--home <dir>", "folder of keys and state (default: .careledger here or above)")
    .option("--json", "one JSON object on stdout")
    .exitOverride();
  program.addCommand(upCommand());
  program.addCommand(startCommand());
  program.addCommand(deployCommand());
  program.addCommand(networkCommand());
  program.addCommand(participantsCommand());
  program.addCommand(subjectsCommand());
  program.addCommand(recordsCommand());
  program.addCommand(consentCommand());
  program.addCommand(accessCommand());
  program.addCommand(gatewayCommand());
  program.addCommand(storeCommand());
  for (const command of allOf(program)) command.exitOverride();
  return program;
}

const allOf = (command: Command): Command[] => [
  command,
  ...command.commands.flatMap((child) => allOf(child)),
];
