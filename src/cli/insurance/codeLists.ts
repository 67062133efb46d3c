/** Code lists of this folder: of catalogues that it published, or that others gave it. */
import { existsSync } from "node:fs";
import path from "node:path";
import { CodeBook, type CodeList } from "../../core/codeList.ts";
import { fail } from "../../core/errors.ts";
import type { Jurisdiction } from "../../core/rules.ts";
import { makeFolder, writeWhole } from "../../vault/disk.ts";
import { readCodeList, writeCodeList } from "../../wire/codeList.ts";
import { readSmallFile } from "../files.ts";
import type { Session } from "../session.ts";

const WHAT = "The code list";

const fileOf = ({ state }: Session, { scheme, code }: Jurisdiction): string =>
  path.join(state.directory, "codes", `${scheme}-${code}.json`);

/** @throws CLI_FILE */
export function codeListIn(file: string): CodeList {
  const list = readCodeList(readSmallFile(file, WHAT));
  return list ?? fail("CLI_FILE", { what: WHAT, reason: "it is no code list of careledger" });
}

export function keptList(session: Session, jurisdiction: Jurisdiction): CodeList | undefined {
  const file = fileOf(session, jurisdiction);
  return existsSync(file) ? codeListIn(file) : undefined;
}

export function keepList(session: Session, list: CodeList): void {
  const file = fileOf(session, list.jurisdiction);
  makeFolder(path.dirname(file));
  writeWhole(file, writeCodeList(list));
}

/** The book of a jurisdiction; an empty one where this folder has none. */
export const bookOf = (session: Session, jurisdiction: Jurisdiction): CodeBook | undefined => {
  const list = keptList(session, jurisdiction);
  return list && new CodeBook(list);
};

/** A division's own jurisdiction, its city's, its province's and the country's (GB/T 2260). */
export function jurisdictionsAbove({ scheme, code }: Jurisdiction): Jurisdiction[] {
  if (scheme !== 1) return [{ scheme, code }];
  const codes = new Set([code, code - (code % 100), code - (code % 10_000), 0]);
  return [...codes].map((one) => ({ scheme, code: one }));
}

/** The book by which an institution of a jurisdiction bills. @throws CLAIM_CODES */
export function billingBook(session: Session, jurisdiction: Jurisdiction): CodeBook {
  for (const one of jurisdictionsAbove(jurisdiction)) {
    const book = bookOf(session, one);
    if (book) return book;
  }
  const { scheme, code } = jurisdiction;
  return fail("CLAIM_CODES", { jurisdiction: `${scheme}:${code}` });
}
