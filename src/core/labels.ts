import { type Code, type CodeList, CODES_VERSION, codeLists } from "./codes.ts";
import { fail } from "./errors.ts";

function codeOf(list: CodeList, code: string): Code {
  const codes: Record<string, Code> = codeLists[list];
  if (Object.hasOwn(codes, code)) return codes[code]!;
  const known = Object.keys(codes).join(", ");
  return fail("CODES_UNKNOWN", { code, list, version: CODES_VERSION, known });
}

/** The mask of exactly these codes. */
export function maskOf(list: CodeList, codes: Iterable<string>): bigint {
  let mask = 0n;
  for (const code of codes) mask |= 1n << BigInt(codeOf(list, code).bit);
  return mask;
}

/** The codes with their ancestors: what an entry of these categories carries. */
export function withAncestors(list: CodeList, codes: Iterable<string>): Set<string> {
  const all = new Set<string>();
  const visit = (code: string): void => {
    if (all.has(code)) return;
    all.add(code);
    for (const parent of codeOf(list, code).parents) visit(parent);
  };
  for (const code of codes) visit(code);
  return all;
}

/**
 * The codes with all they cover: what a grant that names them permits. A code marked `explicit`
 * (BTG, break the glass) is covered by no parent, only by its own name.
 */
export function withDescendants(list: CodeList, codes: Iterable<string>): Set<string> {
  const all = new Set(codes);
  for (const code of all) codeOf(list, code);
  const rows = Object.entries<Code>(codeLists[list]);
  for (let size = -1; size !== all.size;) {
    size = all.size;
    for (const [code, { parents, explicit }] of rows) {
      if (!explicit && parents.some((parent) => all.has(parent))) all.add(code);
    }
  }
  return all;
}

/** The names of the bits set in a mask, in the order of the list. */
export function codesIn(list: CodeList, mask: bigint): string[] {
  return Object.entries<Code>(codeLists[list])
    .filter(([, { bit }]) => (mask >> BigInt(bit)) & 1n)
    .map(([code]) => code);
}
