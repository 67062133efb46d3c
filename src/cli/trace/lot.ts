import { isHex } from "../../core/bytes.ts";
import type { Hex } from "../../core/bytes.ts";
import { fail } from "../../core/errors.ts";
import { gtin14 } from "../../epcis/checkDigit.ts";
import { readCode } from "../../epcis/codes.ts";
import { itemOf } from "../../epcis/elements.ts";
import type { IndexedLot, SupplyReader } from "../../indexer/supplyReader.ts";

interface LotName {
  scheme: "GTIN" | "NATIONAL";
  number: string;
  lotNumber: string;
}

/** What a lot is called: a GS1 code with GTIN and lot, or the product's number, / and the lot's. */
export function lotName(text: string): LotName {
  const [, number, lotNumber] = /^(\d{7}|\d{8}|\d{12,14})\/([\x20-\x7e]{1,20})$/.exec(text) ?? [];
  if (number !== undefined && lotNumber !== undefined) {
    return number.length === 7
      ? { scheme: "NATIONAL", number, lotNumber }
      : { scheme: "GTIN", number: gtin14(number), lotNumber };
  }
  const code = readCode(text);
  const item = code.kind === "gs1" ? itemOf(code.elements) : {};
  if (item.gtin === undefined || item.lot === undefined) {
    return fail("TRACE_LOT_FORM", {});
  }
  return { scheme: "GTIN", number: item.gtin, lotNumber: item.lot };
}

/**
 * A lot by its id, or by product and lot number.
 * @throws TRACE_LOT_FORM, TRACE_LOT_UNKNOWN; TRACE_LOT_SEVERAL where its maker used a number twice
 */
export function lotNamed(supply: SupplyReader, text: string): IndexedLot {
  if (text.startsWith("0x")) {
    if (!isHex(text, 32)) fail("TRACE_LOT_FORM", {});
    return supply.lot(text.toLowerCase() as Hex) ?? fail("TRACE_LOT_UNKNOWN", {});
  }
  const { scheme, number, lotNumber } = lotName(text);
  const found = supply.lotsNamed(scheme, number, lotNumber);
  if (found.length > 1) fail("TRACE_LOT_SEVERAL", { ids: found.map(({ lot }) => lot).join(", ") });
  return found[0] ?? fail("TRACE_LOT_UNKNOWN", {});
}
