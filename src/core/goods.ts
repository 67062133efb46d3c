/**
 * Lots, parcels, containers, units and sales, and their hashes; contracts/types/Goods.sol has the
 * same ones, and test/supply/twins.test.ts compares the two.
 */
import {
  concatBytes,
  fromHex,
  type Hex,
  hmacSha256,
  isHex,
  keccak256,
  toHex,
  uintBytes,
  utf8,
} from "./bytes.ts";
import { fail } from "./errors.ts";
import { areProven, HeapTree } from "./heapTree.ts";
import { hashArray, hashStruct } from "./structs.ts";

/** Schemes of product numbers: GTIN of up to 14 digits, national code of 7 digits. */
export const PRODUCT_SCHEMES = { GTIN: 1n, NATIONAL: 2n } as const;
export type ProductScheme = keyof typeof PRODUCT_SCHEMES;

/** A product as contracts number it: scheme 8 (highest bits) | number 56. */
export function productId(scheme: ProductScheme, number: string | bigint): bigint {
  const value = BigInt(number);
  if (value < 0n || value >> 56n !== 0n) fail("BYTES_UINT_RANGE", { bits: 56 });
  return (PRODUCT_SCHEMES[scheme] << 56n) | value;
}

/** The scheme and number of a product; GTINs with all of their 14 digits. */
export function productOf(product: bigint): { scheme: ProductScheme; number: string } {
  const national = product >> 56n === PRODUCT_SCHEMES.NATIONAL;
  const number = BigInt.asUintN(56, product).toString();
  return national
    ? { scheme: "NATIONAL", number }
    : { scheme: "GTIN", number: number.padStart(14, "0") };
}

const TEXT = /^[\x20-\x7e]{1,32}$/;

/** Printable ASCII of 1 to 32 characters as contracts hold it: left-aligned in 32 bytes. */
export function packText(text: string): Hex {
  if (!TEXT.test(text)) fail("SUPPLY_TEXT", {});
  const bytes = new Uint8Array(32);
  bytes.set(utf8(text));
  return toHex(bytes);
}

export const unpackText = (word: Hex): string =>
  Buffer.from(fromHex(word, 32)).toString("latin1").replace(/\0+$/, "");

/** What the hash `content` of a lot's body stands for. `materials`: ids of raw-material lots. */
export interface LotContent {
  materials: readonly Hex[];
  qcReport: Hex;
  salt: Hex;
}

export const lotContentHash = (c: LotContent): Hex =>
  hashStruct("LotContent", [hashArray(c.materials), c.qcReport, c.salt]);

/** A lot as its maker commissions it. Times are Unix seconds; it may be dispensed until `expiry`. */
export interface LotBody {
  product: bigint;
  /** The lot number as printed. */
  number: string;
  made: number;
  expiry: number;
  count: number;
  /** `lotContentHash`. */
  content: Hex;
}

/** A lot's body as contracts take it. */
export const shownBody = (body: LotBody) => ({ ...body, number: packText(body.number) });

/** The hash of a body that is in the form that contracts take. */
export const shownBodyHash = (b: ReturnType<typeof shownBody>): Hex =>
  hashStruct("LotBody", [b.product, b.number, b.made, b.expiry, b.count, b.content]);

export const lotBodyHash = (body: LotBody): Hex => shownBodyHash(shownBody(body));

/** The id of a lot. */
export const lotId = (body: LotBody, codeRoot: Hex): Hex =>
  hashStruct("Lot", [lotBodyHash(body), codeRoot]);

/** Units `first` to `first + count - 1`. */
export interface UnitRange {
  first: number;
  count: number;
}

/** A range of a lot's units that travels together. */
export interface Parcel extends UnitRange {
  lot: Hex;
}

/** A parcel as one word: its struct hash. */
export const parcelKey = (p: Parcel): Hex => hashStruct("Parcel", [p.lot, p.first, p.count]);

/** Parcels in one pallet or case. `sscc`: its 18 digits. */
export interface Container {
  sscc: string;
  parcels: readonly Parcel[];
}

/** The hash of a container's contents, word by word. */
export const contentsHash = (contents: readonly bigint[]): Hex =>
  toHex(keccak256(concatBytes(...contents.map((word) => uintBytes(word, 32)))));

/** A container as contracts take it: its label, by which it moves, and what is in it. */
export function packContainer({ sscc, parcels }: Container): {
  label: { sscc: bigint; lots: Hex[]; contents: Hex };
  contents: bigint[];
} {
  const lots = [...new Set(parcels.map((parcel) => parcel.lot))];
  const contents = parcels.map(
    ({ lot, first, count }) =>
      BigInt(first) | (BigInt(count) << 32n) | (BigInt(lots.indexOf(lot)) << 64n),
  );
  return { label: { sscc: BigInt(sscc), lots, contents: contentsHash(contents) }, contents };
}

export function containerId(container: Container): Hex {
  const { label } = packContainer(container);
  return hashStruct("Container", [label.sscc, hashArray(label.lots), label.contents]);
}

/** The key of a sale: a code of a product. */
export const saleId = (product: bigint, code: string): Hex =>
  hashStruct("Sale", [product, packText(code)]);

/** Who is to pay for a unit, blinded: what is shown when it is dispensed. */
export const payerHash = (p: { pseudonym: Hex; salt: Hex }): Hex =>
  hashStruct("Payer", [p.pseudonym, p.salt]);

export const saleTermsHash = (payer: Hex, dispenser: number): Hex =>
  hashStruct("SaleTerms", [payer, dispenser]);

/** What tells a unit from another with the same code: bits 16 to 79 of its sale's slot. */
export const unitPlaceHash = (lot: Hex, index: number): Hex =>
  toHex(keccak256(concatBytes(fromHex(lot, 32), uintBytes(index, 32))));

/** A unit as its code tree knows it. `salt`: 16 bytes. */
export interface Unit {
  index: number;
  code: string;
  salt: Hex;
}

/** A unit as contracts take it. */
export const shownUnit = ({ index, code, salt }: Unit) => ({ index, code: packText(code), salt });

/** Units of a parcel, with what opens their lot's id and proves them. */
export interface ShownUnits {
  body: LotBody;
  codeRoot: Hex;
  /** Of the parcel. */
  range: UnitRange;
  /** By ascending index. */
  units: readonly Unit[];
  /** `CodeTree.prove` of their indexes. */
  proof: readonly Hex[];
}

/** The first three arguments of what is done with units. */
export const shownUnits = (
  shown: ShownUnits,
): [
  parcel: Pick<ShownUnits, "codeRoot" | "range"> & { body: ReturnType<typeof shownBody> },
  units: ReturnType<typeof shownUnit>[],
  proof: Hex[],
] => {
  const { body, codeRoot, range, units, proof } = shown;
  return [{ body: shownBody(body), codeRoot, range }, units.map(shownUnit), [...proof]];
};

/** The salt of a unit, which the holder of the lot's secret works out for each. */
export const unitSalt = (secret: Uint8Array, index: number): Hex =>
  toHex(hmacSha256(secret, uintBytes(index, 4)).subarray(0, 16));

/** What is hashed next: a lot has millions of leaves. */
const leaf = Buffer.alloc(84);

/** contracts/supply/libraries/CodeTree.sol is the twin. */
export function codeLeaf(lotBody: Hex, { index, code, salt }: Unit): Uint8Array {
  if (!isHex(lotBody, 32)) fail("BYTES_NOT_HEX", { expected: 32 });
  if (!isHex(salt, 16)) fail("BYTES_NOT_HEX", { expected: 16 });
  if (!TEXT.test(code)) fail("SUPPLY_TEXT", {});
  leaf.write(lotBody.slice(2), 0, "hex");
  if (!(index >>> 0 === index)) fail("BYTES_UINT_RANGE", { bits: 32 });
  leaf.writeUInt32BE(index, 32);
  leaf.fill(0, 36, 68).write(code, 36, "latin1");
  leaf.write(salt.slice(2), 68, "hex");
  return keccak256(leaf);
}

function* leavesOf(lotBody: Hex, units: Iterable<Unit>): Generator<Uint8Array> {
  let next = 0;
  for (const unit of units) {
    if (unit.index !== next++) fail("TREE_POSITION", { position: unit.index, count: next });
    yield codeLeaf(lotBody, unit);
  }
}

/** The tree over a lot's codes, in the order in which they were packed. */
export class CodeTree extends HeapTree {
  /** @param units All of the lot's, by index from 0 */
  constructor(body: LotBody, units: Iterable<Unit>) {
    super(body.count, leavesOf(lotBodyHash(body), units));
  }
}

/** Whether the units, by ascending index, are of the lot with this body and root. */
export function areOfLot(
  body: LotBody,
  codeRoot: Hex,
  units: readonly Unit[],
  proof: readonly Hex[],
): boolean {
  const indexes = units.map(({ index }) => index);
  const hash = lotBodyHash(body);
  return areProven(codeRoot, body.count, indexes, (i) => codeLeaf(hash, units[i]!), proof);
}
