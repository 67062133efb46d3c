import type { Command } from "commander";
import { loaded, newCommand } from "../command.ts";

const ABOUT =
  "Folds every event of the suite, in final blocks, into a SQLite file that other commands and programs read: institutions, grants, batches, receipts, refusals; drugs and their ways, orders, stocks. It follows the chain until Ctrl-C, and goes on where it was, after a kill too. Where the chain changes, it goes back.";

/** The chain's events as tables. */
export function indexCommand(): Command {
  const group = newCommand(
    "index",
    "Keeps the chain's events as tables in a SQLite file.",
    "index --once --json",
    `\n\n${ABOUT}`,
  )
    .option("--db <file>", "the index (default: index.sqlite in the folder of the chain's state)")
    .option("--once", "end when everything final is indexed")
    .option("--rebuild", "forget what is there, of whatever chain, and begin at block 0")
    .action(loaded(() => import("./follow.ts")));
  group.addCommand(
    newCommand("status", "How far it is, and what it holds.", "index status").action(
      loaded(() => import("./status.ts")),
    ),
  );
  return group;
}
