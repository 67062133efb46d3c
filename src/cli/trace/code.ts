import { fail } from "../../core/errors.ts";
import { productId, type ProductScheme } from "../../core/goods.ts";
import { gtin14 } from "../../epcis/checkDigit.ts";
import { readCode } from "../../epcis/codes.ts";

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
  const code = readCode(text);
  if (code.kind === "trace") {
    return { product: productId("NATIONAL", code.trace.product), code: code.trace.code };
  }
  const [gtin, serial] = [code.elements.get("01"), code.elements.get("21")];
  if (gtin === undefined || serial === undefined) return fail("TRACE_NO_SERIAL", {});
  return { product: productId("GTIN", gtin), code: serial };
}
