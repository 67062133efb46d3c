/** What a person shows where a rule asks for age or sex: kept in this folder, and passed on as a file. */
import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Hex } from "../../core/bytes.ts";
import { fail } from "../../core/errors.ts";
import { makeFolder, writeWhole } from "../../vault/disk.ts";
import { id, uint } from "../../wire/schema.ts";
import { readSmallFile } from "../files.ts";
import type { Session } from "../session.ts";

const WHAT = "The insurance card";

const card = z.strictObject({
  segment: id,
  /** As `monthOf` counts months. */
  bornIn: uint(16),
  /** 0 female, 1 male, 2 other. */
  sex: uint(8),
  salt: id,
});
export type Card = z.infer<typeof card>;

const fileOf = ({ state }: Session, segment: Hex): string =>
  path.join(state.directory, "cards", `${segment}.json`);

export function keepCard(session: Session, kept: Card): void {
  const file = fileOf(session, kept.segment);
  makeFolder(path.dirname(file));
  writeWhole(file, JSON.stringify(kept));
}

export function cardIn(file: string): Card {
  try {
    return card.parse(JSON.parse(readSmallFile(file, WHAT)));
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
    return fail("CLI_FILE", { what: WHAT, reason: "it is no card of careledger" });
  }
}

export function cardOf(session: Session, segment: Hex): Card | undefined {
  const file = fileOf(session, segment);
  return existsSync(file) ? cardIn(file) : undefined;
}
