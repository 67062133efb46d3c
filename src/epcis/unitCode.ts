import { fail } from "../core/errors.ts";
import type { ProductScheme } from "../core/goods.ts";
import { readCode } from "./codes.ts";
import { itemOf } from "./elements.ts";

/** One unit as the code on its pack names it. */
export interface UnitCode {
  scheme: ProductScheme;
  /** Of the product: a GTIN of 14 digits, or seven digits. */
  number: string;
  /** The unit's trace code: a serial, or the 20 digits. */
  code: string;
  /** The lot's number, where the pack's code has it. */
  lotNumber?: string;
}

/**
 * The unit that a scanned or typed code names.
 * @throws TRACE_NO_SERIAL for a code of a product, a lot or a pallet; GS1_CODE and the errors of its form
 */
export function readUnitCode(text: string): UnitCode {
  const read = readCode(text);
  if (read.kind === "trace") {
    const { product, code } = read.trace;
    return { scheme: "NATIONAL", number: product, code };
  }
  const { gtin, serial, lot } = itemOf(read.elements);
  if (gtin === undefined || serial === undefined) return fail("TRACE_NO_SERIAL", {});
  const lotNumber = lot === undefined ? {} : { lotNumber: lot };
  return { scheme: "GTIN", number: gtin, code: serial, ...lotNumber };
}
