import { createHmac, createSecretKey, type KeyObject } from "node:crypto";
import {
  equalBytes,
  fromHex,
  type Hex,
  hmacSha256,
  toHex,
  uintBytes,
  utf8,
} from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import {
  codeLeaf,
  type CodeTree,
  type LotBody,
  lotBodyHash,
  type LotContent,
  lotContentHash,
  type ShownUnits,
  type Unit,
  type UnitRange,
  unitSalt,
} from "../core/goods.ts";
import { proofNodes } from "../core/heapTree.ts";
import { infoOf, openWith, publicKeyOf, sealTo } from "./hpke.ts";
import type { PrivateKeyOfEpoch } from "./keyring.ts";
import { unwrapKey, wrapKey } from "./keyWrap.ts";
import { type LotRow, LotTables } from "./lotTables.ts";
import { freshBytes } from "./random.ts";

/** A lot whose file an institution has. */
export interface ShelvedLot {
  lot: Hex;
  body: LotBody;
  content: LotContent;
  codeRoot: Hex;
  maker: number;
  /** Digest of the CID of its sealed file, and whether that is of several blocks. */
  manifest: Hex;
  file: boolean;
  /** Of the sealed file, 32 bytes. */
  key: Uint8Array;
  /** Of its units' salts, 32 bytes. */
  secret: Uint8Array;
}

/** A unit that a code names: in one lot, unless a maker used the code twice. */
export interface ShelvedUnit {
  lot: ShelvedLot;
  unit: Unit;
}

export interface LotShelfOptions {
  custodian: number;
  /** Its X25519 private keys, the newest epoch's among them. */
  keys: readonly PrivateKeyOfEpoch[];
}

/**
 * The lots whose files an institution has, ready to prove any unit at once, however large they are.
 * On disk lie the trees, whose nodes tell nothing without salts; keys and secrets only wrapped, and
 * of codes only a keyed hash. The key of all this is HPKE-sealed to the institution: without its
 * private key the file finds no code and proves none.
 */
export class LotShelf {
  readonly #tables: LotTables;
  readonly #options: LotShelfOptions;
  readonly #wrapping: KeyObject;
  readonly #naming: KeyObject;

  private constructor(tables: LotTables, options: LotShelfOptions, key: Uint8Array) {
    this.#tables = tables;
    this.#options = options;
    this.#wrapping = createSecretKey(hmacSha256(key, utf8("lot keys")));
    this.#naming = createSecretKey(hmacSha256(key, utf8("codes")));
  }

  /** @param path of the database file, or ":memory:". */
  static async open(path: string, options: LotShelfOptions): Promise<LotShelf> {
    const tables = new LotTables(path);
    try {
      return new LotShelf(tables, options, await shelfKey(tables, options));
    } catch (error) {
      tables.close();
      throw error;
    }
  }

  close(): void {
    this.#tables.close();
  }

  /** Opens what was HPKE-sealed to the institution's key of an epoch. */
  async unseal(epoch: number, info: Uint8Array, sealed: Uint8Array): Promise<Uint8Array> {
    return await openWith(privateKey(this.#options, epoch), info, sealed);
  }

  /**
   * Keeps a lot whose tree was made of its file, whole or not at all; a lot that is there stays.
   * @param source What tells whoever makes the lot once more that it was made before, 32 bytes
   */
  keep(lot: ShelvedLot, codes: readonly string[], tree: CodeTree, source?: Uint8Array): void {
    const { body, content, maker } = lot;
    const row = {
      lot: fromHex(lot.lot, 32),
      body: JSON.stringify({ ...body, product: `${body.product}`, content }),
      codeRoot: fromHex(lot.codeRoot, 32),
      maker,
      manifest: fromHex(lot.manifest, 32),
      file: lot.file ? 1 : 0,
      key: wrapKey(this.#wrapping, lot.key),
      secret: wrapKey(this.#wrapping, lot.secret),
    };
    const named = codes.map((code, place) => ({ name: this.#nameOf(body.product, code), place }));
    // In the order of the table: else a million rows are a million places to write to.
    named.sort((a, b) => a.name - b.name || a.place - b.place);
    this.#tables.add(row, source, named, tree.nodes);
  }

  /** Forgets a lot that never came to be. */
  forget(lot: Hex): void {
    this.#tables.remove(lot);
  }

  lot(lot: Hex): ShelvedLot | undefined {
    const [row] = this.#tables.rows({ column: "lot", value: fromHex(lot, 32) });
    return row && this.#lotOf(row);
  }

  /** The lot that was kept with this source. */
  ofSource(source: Uint8Array): ShelvedLot | undefined {
    const [row] = this.#tables.rows({ column: "source", value: source });
    return row && this.#lotOf(row);
  }

  /** All lots, in the order in which they came. */
  lots(): ShelvedLot[] {
    return this.#tables.rows().map((row) => this.#lotOf(row));
  }

  /** Lots in which a code of a product is: more than one where somebody used it twice. */
  find(product: bigint, code: string): ShelvedUnit[] {
    const places = this.#tables.placesOf(this.#nameOf(product, code));
    return places.flatMap(({ lot: number, place: index }) => {
      const [row] = this.#tables.rows({ column: "number", value: number });
      const lot = row && this.#lotOf(row);
      if (lot?.body.product !== product) return [];
      const unit = { index, code, salt: unitSalt(lot.secret, index) };
      // Names are short: two codes may share one.
      const leaf = codeLeaf(lotBodyHash(lot.body), unit);
      return equalBytes(this.#tables.node(number, index), leaf) ? [{ lot, unit }] : [];
    });
  }

  /** The nodes that prove units of a lot, by ascending index. */
  prove(lot: Hex, indexes: readonly number[]): Hex[] {
    const [row] = this.#tables.rows({ column: "lot", value: fromHex(lot, 32) });
    if (!row) return fail("SUPPLY_LOT_MISSING", {});
    const { count } = this.#lotOf(row).body;
    return proofNodes(count, indexes).map((node) => toHex(this.#tables.node(row.number, node)));
  }

  /**
   * Units by their codes, as `dispense`, `withdraw` and `scan` take them.
   * @param range Of the parcel that they are in; the whole lot without
   * @throws SUPPLY_CODE_UNKNOWN for a code that is in none of the lots kept here, or not in `lot`;
   *   SUPPLY_CODES_APART
   */
  show(
    product: bigint,
    codes: readonly string[],
    { range, lot: asked }: { range?: UnitRange; lot?: Hex } = {},
  ): ShownUnits {
    const found = codes.map((code, position) => {
      const all = this.find(product, code);
      const one = all.find(({ lot }) => asked === undefined || lot.lot === asked);
      return one ?? fail("SUPPLY_CODE_UNKNOWN", { position: position + 1 });
    });
    const { lot } = found[0] ?? fail("SUPPLY_CODE_UNKNOWN", { position: 1 });
    if (found.some((one) => one.lot.lot !== lot.lot)) fail("SUPPLY_CODES_APART", {});
    const units = found.map(({ unit }) => unit).toSorted((a, b) => a.index - b.index);
    const indexes = units.map(({ index }) => index);
    const { body, codeRoot } = lot;
    const whole = { first: 0, count: body.count };
    return { body, codeRoot, range: range ?? whole, units, proof: this.prove(lot.lot, indexes) };
  }

  /** 48 bits: what two codes share is told apart by their leaves. */
  #nameOf(product: bigint, code: string): number {
    const name = createHmac("sha256", this.#naming).update(`${product}/${code}`).digest();
    return name.readUIntBE(0, 6);
  }

  #lotOf(row: LotRow): ShelvedLot {
    const { content, product, ...body } = JSON.parse(row.body) as Pick<
      LotBody,
      "number" | "made" | "expiry" | "count"
    > & { product: string; content: LotContent };
    return {
      lot: toHex(row.lot),
      body: { ...body, product: BigInt(product), content: lotContentHash(content) },
      content,
      codeRoot: toHex(row.codeRoot),
      maker: row.maker,
      manifest: toHex(row.manifest),
      file: row.file === 1,
      key: unwrapKey(this.#wrapping, row.key),
      secret: unwrapKey(this.#wrapping, row.secret),
    };
  }
}

const privateKey = ({ keys }: LotShelfOptions, epoch: number): Uint8Array =>
  keys.find((key) => key.epoch === epoch)?.privateKey ?? fail("KEYRING_EPOCH_UNKNOWN", { epoch });

/** The key of the shelf: a new one of a new shelf; sealed anew to a newer key of the institution. */
async function shelfKey(tables: LotTables, options: LotShelfOptions): Promise<Uint8Array> {
  const { custodian, keys } = options;
  const newest = keys.reduce((a, b) => (b.epoch > a.epoch ? b : a));
  const infoFor = (epoch: number) => infoOf("lots", uintBytes(custodian, 4), uintBytes(epoch, 4));
  const sealed = (key: Uint8Array) =>
    sealTo(publicKeyOf(newest.privateKey), infoFor(newest.epoch), key);
  if (!tables.sealedKey()) tables.addSealedKey(newest.epoch, await sealed(freshBytes(32)));
  const kept = tables.sealedKey()!;
  const key = await openWith(privateKey(options, kept.epoch), infoFor(kept.epoch), kept.sealed);
  if (kept.epoch < newest.epoch) tables.replaceSealedKey(newest.epoch, await sealed(key));
  return key;
}
