import { productId, type ProductScheme } from "../../core/goods.ts";
import { gtin14 } from "../../epcis/checkDigit.ts";
import { readUnitCode } from "../../epcis/unitCode.ts";

/** A product by its number. */
export function productNamed(text: string): { scheme: ProductScheme; number: string } {
  if (/^\d{7}$/.test(text)) return { scheme: "NATIONAL", number: text };
  return { scheme: "GTIN", number: gtin14(text) };
}

/**
 * The unit that a pack's code names.
 * @throws TRACE_NO_SERIAL for a code that is of a product or a lot only; what `readCode` throws
 */
export function unitNamed(text: string): { product: bigint; code: string } {
  const { scheme, number, code } = readUnitCode(text);
  return { product: productId(scheme, number), code };
}
