/** What opens a lot: its body, what its content stands for, its codes and the secret of their salts. */
import { type Hex, fromHex } from "./bytes.ts";
import { fail } from "./errors.ts";
import {
  CodeTree,
  type LotBody,
  type LotContent,
  lotContentHash,
  type Unit,
  unitSalt,
} from "./goods.ts";

/**
 * The tree file of a lot, which travels sealed with the goods: who has it can prove each unit and
 * answer scans, whatever became of the maker.
 */
export interface LotFile {
  body: LotBody;
  /** What `body.content` is the hash of. */
  content: LotContent;
  /**
   * 32 random bytes. A unit's 128-bit salt is the first half of HMAC-SHA-256 (RFC 2104) of the
   * unit's index, 4 bytes big-endian, under this key: who lacks it finds no code by trying.
   */
  secret: Hex;
  /** As printed, in packing order. */
  codes: readonly string[];
}

/** The units of a lot, by index from 0. */
export function* unitsOf({ secret, codes }: Pick<LotFile, "secret" | "codes">): Generator<Unit> {
  const key = fromHex(secret, 32);
  for (const [index, code] of codes.entries()) yield { index, code, salt: unitSalt(key, index) };
}

/**
 * The code tree of a lot, once its file was found to agree with itself.
 * @throws SUPPLY_LOT_FILE, SUPPLY_CODE_REPEATED, SUPPLY_TEXT
 */
export function treeOf(file: LotFile): CodeTree {
  const { body, content, codes } = file;
  if (codes.length !== body.count) {
    fail("SUPPLY_LOT_FILE", { reason: `it has ${codes.length} codes for ${body.count} units` });
  }
  if (lotContentHash(content) !== body.content) {
    fail("SUPPLY_LOT_FILE", { reason: "what it says of its content is not what its hash is of" });
  }
  requireDistinct(codes);
  return new CodeTree(body, unitsOf(file));
}

/** One drug, one code. @throws SUPPLY_CODE_REPEATED */
export function requireDistinct(codes: readonly string[]): void {
  const seen = new Set(codes);
  if (seen.size === codes.length) return;
  for (const [index, code] of codes.entries()) {
    // The first time it is there, the second time not.
    if (!seen.delete(code)) fail("SUPPLY_CODE_REPEATED", { first: codes.indexOf(code), index });
  }
}
