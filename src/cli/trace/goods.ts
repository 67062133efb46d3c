/** What people call goods on the command line: a lot, units of it, a container, a single pack. */
import { type Hex, isHex } from "../../core/bytes.ts";
import { fail } from "../../core/errors.ts";
import { productId, type UnitRange } from "../../core/goods.ts";
import { checkedKey } from "../../epcis/checkDigit.ts";
import { readCode } from "../../epcis/codes.ts";
import { itemOf } from "../../epcis/elements.ts";
import { readUnitCode } from "../../epcis/unitCode.ts";
import type { IndexedContainer, IndexedLot, SupplyReader } from "../../indexer/supplyReader.ts";
import type { Member } from "../members.ts";
import type { Session } from "../session.ts";
import { lotNamed } from "./lot.ts";

/** A lot, or units of it. */
export interface NamedLot {
  lot: IndexedLot;
  units?: UnitRange;
}
export type NamedGoods = NamedLot | { container: IndexedContainer };

export const isContainer = (goods: NamedGoods): goods is { container: IndexedContainer } =>
  "container" in goods;

/** The number of a container as printed (18 digits) or as scanned, or its id; none of anything else. */
function containerNumber(text: string): string | undefined {
  if (/^\d{18}$/.test(text)) return checkedKey("SSCC", text);
  if (!/^\(00\)|^\]?C?1?00\d{18}$|^urn:epc:id:sscc:|\/00\/\d/i.test(text)) return undefined;
  const code = readCode(text);
  return code.kind === "gs1" ? itemOf(code.elements).sscc : undefined;
}

/**
 * A container by its number or its id.
 * @param of Whose are found too that were unpacked, where none stands: who had them last, or was sent
 *   them
 * @returns undefined for what is no name of a container
 * @throws SUPPLY_CONTAINER_UNKNOWN; TRACE_CONTAINERS_SEVERAL where two packers used a number
 */
export function containerNamed(
  index: SupplyReader,
  text: string,
  of?: number,
): IndexedContainer | undefined {
  const sscc = containerNumber(text);
  const id = isHex(text, 32) ? (text.toLowerCase() as Hex) : undefined;
  const name = sscc ?? id;
  if (name === undefined) return undefined;
  const standing = index.containersNamed(name);
  const found =
    standing.length > 0 || of === undefined ? standing : index.unpackedContainers(name, of);
  if (found.length > 1) {
    fail("TRACE_CONTAINERS_SEVERAL", { ids: found.map(({ container }) => container).join(", ") });
  }
  // An id may be a lot's.
  return found[0] ?? (id ? undefined : fail("SUPPLY_CONTAINER_UNKNOWN", {}));
}

/** Whether a text is the code of a single pack. */
export function isPack(text: string): boolean {
  if (/^8\d{19}$/.test(text)) return true;
  if (!/^(?:https?:\/\/|urn:epc:|\(|\])/i.test(text)) return false;
  const code = readCode(text);
  return code.kind === "trace" || itemOf(code.elements).serial !== undefined;
}

/** The unit that a pack's code names, by the files of lots that an institution keeps. */
async function packNamed(
  session: Session,
  member: Member,
  index: SupplyReader,
  text: string,
): Promise<NamedLot> {
  const { scheme, number, code } = readUnitCode(text);
  const shelf = await (await session.custody(member)).lots();
  const [found] = shelf.find(productId(scheme, number), code);
  if (!found) return fail("SUPPLY_CODE_UNKNOWN", { position: 1 });
  const lot = index.lot(found.lot.lot) ?? fail("TRACE_LOT_UNKNOWN", {});
  return { lot, units: { first: found.unit.index, count: 1 } };
}

/**
 * Goods by what people call them; `#0:500` behind a lot are units of it.
 * @throws What `lotNamed` and `containerNamed` throw; SUPPLY_CODE_UNKNOWN for a pack of a lot whose
 *   file is not here
 */
export async function goodsNamed(
  session: Session,
  member: Member,
  index: SupplyReader,
  text: string,
  units?: UnitRange,
): Promise<NamedGoods> {
  const container = containerNamed(index, text);
  if (container) {
    if (units) fail("CLI_OPTION", { reason: "--units are of a lot: this is a container" });
    return { container };
  }
  const [, name = text, first, count] = /^(.+)#(\d{1,9}):(\d{1,9})$/.exec(text) ?? [];
  const named = count === undefined ? units : { first: Number(first), count: Number(count) };
  if (isPack(name)) {
    if (named) fail("CLI_OPTION", { reason: "units are of a lot: this is the code of one pack" });
    return await packNamed(session, member, index, name);
  }
  const lot = lotNamed(index, name);
  if (named && named.first + named.count > lot.count) {
    fail("TRACE_UNIT", { unit: named.first + named.count - 1, count: lot.count });
  }
  return { lot, ...(named ? { units: named } : {}) };
}
