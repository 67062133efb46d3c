import type { Command } from "commander";
import { loaded, newCommand } from "../command.ts";
import { id } from "../values.ts";

/** Who read what. */
export function accessCommand(): Command {
  const group = newCommand("access", "Who opened what, and who was refused.", "access log");
  group.addCommand(
    newCommand(
      "log",
      "Every opening and every refusal, as the chain has them.",
      "access log --subject alice-1",
    )
      .option(
        "--subject <label>",
        "under a patient's grants: label of this folder, or a subject's id",
      )
      .option("--grant <id>", "under one grant", id)
      .action(loaded(() => import("./log.ts"))),
  );
  return group;
}
