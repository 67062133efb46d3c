import type { Command } from "commander";
import { newCommand } from "./command.ts";
import { accessCommand } from "./access/command.ts";
import { claimsCommand } from "./claims/command.ts";
import { consentCommand } from "./consent/command.ts";
import { dashboardCommand } from "./dashboard/command.ts";
import { deployCommand } from "./deploy/command.ts";
import { fundsCommand } from "./funds/command.ts";
import { gatewayCommand } from "./gateway/command.ts";
import { indexCommand } from "./index/command.ts";
import { insuranceCommand } from "./insurance/command.ts";
import { networkCommand } from "./network/command.ts";
import { ordersCommand } from "./orders/command.ts";
import { participantsCommand } from "./participants/command.ts";
import { recordsCommand } from "./records/command.ts";
import { subjectsCommand } from "./subjects/command.ts";
import { startCommand, upCommand } from "./start/command.ts";
import { sensorsCommand } from "./sensors/command.ts";
import { storeCommand } from "./store/command.ts";
import { traceCommand } from "./trace/command.ts";
import { address, webUrl } from "./values.ts";

const FLOW = `From an empty chain to a record opened, the gateway in a terminal of its own (in a clone
\`careledger\` is \`npm run -s careledger --\`):
  export CARELEDGER_RPC=http://127.0.0.1:8545
  careledger deploy
  careledger participants admit "North Hospital" --kind HOSPITAL
  careledger participants admit "South Hospital" --kind HOSPITAL
  careledger subjects enrol alice-1 --voucher "North Hospital"
  careledger records publish bundle.json.gz --as "North Hospital" --subject alice-1
  careledger gateway serve --as "North Hospital"
  careledger consent grant --subject alice-1 --to "South Hospital" --purpose TREAT \\
    --categories DIABETES --until 2030
  careledger records open --as "South Hospital" --grant 0x... --out opened
  careledger access log --subject alice-1
`;

/** The whole command line; a group of commands a file. */
export function careledger(): Command {
  const program = newCommand(
    "careledger",
    "Records, consents and their evidence on a consortium's chain.",
    "up",
  )
    .option("--rpc <url>", "JSON-RPC of the chain (or CARELEDGER_RPC; else what `up` runs)", webUrl)
    .option(
      "--directory <address>",
      "the suite's Directory there, if not deployed from here",
      address,
    )
    .option("--ipfs <url>", "Kubo RPC where sealed records lie (else the state folder)", webUrl)
    .option("--home <dir>", "folder of keys and state (else .careledger here or above)")
    .option("--json", "one JSON object on stdout")
    .addHelpText("after", FLOW);
  const groups: Record<string, Command[]> = {
    "To see it:": [startCommand(), upCommand()],
    "Chain and store:": [deployCommand(), networkCommand(), storeCommand(), indexCommand()],
    "Who takes part:": [participantsCommand(), subjectsCommand(), gatewayCommand()],
    "Drugs:": [traceCommand(), sensorsCommand(), ordersCommand(), fundsCommand()],
    "Insurance:": [insuranceCommand(), claimsCommand()],
    "To look after it:": [dashboardCommand()],
    "Records and who may read them:": [recordsCommand(), consentCommand(), accessCommand()],
  };
  for (const [heading, commands] of Object.entries(groups)) {
    for (const command of commands) program.addCommand(command.helpGroup(heading));
  }
  for (const command of allOf(program)) command.exitOverride();
  return program;
}

const allOf = (command: Command): Command[] => [
  command,
  ...command.commands.flatMap((child) => allOf(child)),
];
