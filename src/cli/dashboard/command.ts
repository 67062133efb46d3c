import type { Command } from "commander";
import { loaded, newCommand } from "../command.ts";
import { AS } from "../trace/words.ts";

const several = (text: string, before?: string[]): string[] => [...(before ?? []), text];

/** What one looks at first. */
export const dashboardCommand = (): Command =>
  newCommand(
    "dashboard",
    "What a patient, an insurer or a regulator looks at first, from this folder's index.",
    'dashboard --as "Agency"',
    "An insurer sees its pools, claims, flags, providers and orders; a regulator the flow of funds, flags, recalls and refused openings of its place; a patient her grants, who looked, her claims and recalls of her packs' lots.",
  )
    .option("--as <institution>", AS)
    .option("--patient <subject>", "pseudonym by its label; may be given again: hers all", several)
    .option("--lot <lot>", "of which she has a pack, as 09506000134352/LOT-1", several)
    .action(loaded(() => import("./show.ts")));
