import { accountOf, type Chain } from "../chain/chain.ts";
import { fromHex, type Hex, randomHex, sha256, utf8 } from "../core/bytes.ts";
import { ContractRevert, fail } from "../core/errors.ts";
import {
  type LotBody,
  lotContentHash,
  lotId,
  PRODUCT_SCHEMES,
  type ProductScheme,
  productId,
} from "../core/goods.ts";
import { type LotFile, treeOf } from "../core/lotFile.ts";
import { checkedValue } from "../epcis/applicationIdentifiers.ts";
import { parseTraceCode } from "../epcis/codes.ts";
import { SupplyModule } from "../ledger/supply.ts";
import { digestOf, isFile } from "../vault/cid.ts";
import type { Custody } from "../vault/custody.ts";
import { lotFileCid, storeLotFile } from "../vault/lotSeal.ts";
import type { LotShelf, ShelvedLot } from "../vault/lotShelf.ts";
import { freshBytes } from "../vault/random.ts";
import { LOT_FILE_TYPE, writeLotFile } from "../wire/lotFile.ts";

/** A lot as its maker describes it. Times are Unix seconds. */
export interface LotToCommission {
  product: { scheme: ProductScheme; number: string | bigint };
  /** The lot number as printed. */
  number: string;
  made: number;
  expiry: number;
  /** Ids of the lots of raw material that went into it. */
  materials?: readonly Hex[];
  /** Digest of the report of its quality control. */
  qcReport: Hex;
  /** In packing order: serials of a GTIN, or national codes of 20 digits. */
  codes: readonly string[];
}

/** A lot that is on the chain, and where its sealed file lies. */
export interface CommissionedLot {
  lot: Hex;
  body: LotBody;
  codeRoot: Hex;
  /** CID of the sealed file; its digest is the lot's `manifest` on the chain. */
  cid: string;
  /** Of this call; an earlier one had done it where there is none. */
  transaction?: Hex;
}

/**
 * Makes a lot: seals its file, keeps it, and commissions the lot with the file's digest. Who calls
 * it again with the same lot, after a kill too, gets the same lot and never a second one.
 *
 * @throws SUPPLY_CODE_REPEATED, SUPPLY_CODE_TAKEN for a code used twice, GS1_FORM for one that is
 *   no code of the product's kind, and what `commission` throws
 */
export async function commissionLot(
  chain: Chain,
  custody: Custody,
  lot: LotToCommission,
): Promise<CommissionedLot> {
  accountOf(chain);
  requireCodesOf(lot.product.scheme, lot);
  const lots = await custody.lots();
  const source = sourceOf(lot);
  const before = lots.ofSource(source);
  const supply = new SupplyModule(chain);
  if (before && (await isOnChain(supply, before.lot))) return madeOf(before);
  const kept = before ?? (await make(supply, custody, lots, lot, source));
  try {
    const write = supply.commission(kept.body, kept.codeRoot, kept.manifest);
    const { transaction } = await write.send();
    return { ...madeOf(kept), transaction };
  } catch (error) {
    // What the chain refuses will never be, unless another call had sent it; of anything else nobody
    // knows yet.
    if (error instanceof ContractRevert) {
      if (await isOnChain(supply, kept.lot)) return madeOf(kept);
      lots.forget(kept.lot);
      await custody.store.unpin(lotFileCid(kept.manifest, kept.file));
    }
    throw error;
  }
}

async function make(
  supply: SupplyModule,
  custody: Custody,
  lots: LotShelf,
  lot: LotToCommission,
  source: Uint8Array,
): Promise<ShelvedLot> {
  const file = fileOf(lot);
  const tree = treeOf(file);
  const { body, content } = file;
  await requireNew(supply, lots, body.product, lot.codes);
  // Whatever the chain would refuse is refused before anything is stored.
  await supply.commission(body, tree.root).estimate();
  const known = { body, codeRoot: tree.root, maker: custody.custodian };
  const key = freshBytes(32);
  const salt = fromHex(content.salt, 32);
  const plain = { salt, mediaType: LOT_FILE_TYPE, body: writeLotFile(file) };
  const cid = await storeLotFile(custody.store, key, known, plain);
  const kept = {
    ...known,
    lot: lotId(body, tree.root),
    content,
    manifest: digestOf(cid),
    file: isFile(cid),
    key,
    secret: fromHex(file.secret, 32),
  };
  // Before anything is sent: a lot on the chain whose secret is lost could never be sold.
  lots.keep(kept, lot.codes, tree, source);
  // Whoever makes the same lot at the same time may have been first: then theirs is sent.
  const first = lots.ofSource(source)!;
  if (first.lot !== kept.lot) await custody.store.unpin(cid);
  return first;
}

function fileOf({ product, number, made, expiry, materials, qcReport, codes }: LotToCommission) {
  const content = { materials: materials ?? [], qcReport, salt: randomHex(32) };
  const body = {
    product: productId(product.scheme, product.number),
    number,
    made,
    expiry,
    count: codes.length,
    content: lotContentHash(content),
  };
  return { body, content, secret: randomHex(32), codes } satisfies LotFile;
}

/** Each code is of its product's kind: a resolver finds no other. */
function requireCodesOf(scheme: ProductScheme, { product, codes }: LotToCommission): void {
  const number = BigInt(product.number).toString();
  for (const code of codes) {
    if (scheme === "GTIN") checkedValue("21", code);
    else if (parseTraceCode(code).product !== number || code.length !== 20) {
      fail("GS1_FORM", { key: "drug trace code", expected: `20 digits that begin with ${number}` });
    }
  }
}

/** A code was used once only: another lot of this maker does not have it. */
async function requireNew(
  supply: SupplyModule,
  lots: LotShelf,
  product: bigint,
  codes: readonly string[],
): Promise<void> {
  for (const [index, code] of codes.entries()) {
    for (const { lot } of lots.find(product, code)) {
      if (await isOnChain(supply, lot.lot)) fail("SUPPLY_CODE_TAKEN", { index, lot: lot.lot });
    }
  }
}

/** The same lot made again has the same source, whatever its salts. */
function sourceOf({ product, codes, ...lot }: LotToCommission): Uint8Array {
  const scheme = Number(PRODUCT_SCHEMES[product.scheme]);
  const said = [scheme, `${BigInt(product.number)}`, lot.number, lot.made, lot.expiry];
  const about = JSON.stringify([...said, lot.materials ?? [], lot.qcReport]);
  return sha256(utf8(`${about}\n`), utf8(codes.join("\n")));
}

const madeOf = ({ lot, body, codeRoot, manifest, file }: ShelvedLot): CommissionedLot => ({
  lot,
  body,
  codeRoot,
  cid: `${lotFileCid(manifest, file)}`,
});

async function isOnChain(supply: SupplyModule, lot: Hex): Promise<boolean> {
  try {
    await supply.lot(lot);
    return true;
  } catch (error) {
    if (error instanceof ContractRevert && error.errorName === "SupplyLotUnknown") return false;
    throw error;
  }
}
