/** A catalogue's codes as a file that members pass to each other, outside of the chain. */
import { z } from "zod";
import type { CodeList } from "../core/codeList.ts";
import { id, uint } from "./schema.ts";

const FORMAT = "careledger-codes/1";

const text = z.string().min(1).max(500);
const code = z.strictObject({ system: text, code: text });

const codeList = z.strictObject({
  format: z.literal(FORMAT),
  jurisdiction: z.strictObject({ scheme: uint(8), code: uint(32) }),
  salt: id,
  codes: z.array(
    code.extend({
      name: text.optional(),
      indications: z.array(code).optional(),
      isCoded: z.boolean().optional(),
    }),
  ),
});

export const writeCodeList = (list: CodeList): string =>
  JSON.stringify({ format: FORMAT, ...list });

/** Undefined for what is no code list. */
export function readCodeList(json: string): CodeList | undefined {
  try {
    const { format: _, ...list } = codeList.parse(JSON.parse(json));
    return list as CodeList;
  } catch {
    // Not the cause: it may quote what was read.
    return undefined;
  }
}
