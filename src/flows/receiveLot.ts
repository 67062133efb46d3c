import { type Chain, signingDomain } from "../chain/chain.ts";
import { fromHex, type Hex } from "../core/bytes.ts";
import { ContractRevert, fail, isCareLedgerError } from "../core/errors.ts";
import { lotBodyHash } from "../core/goods.ts";
import { treeOf } from "../core/lotFile.ts";
import { recoverAccount } from "../core/signers.ts";
import { signingDigest } from "../core/signing.ts";
import { GoodsLog, type LotMade } from "../ledger/goodsLog.ts";
import { IdentityModule } from "../ledger/identity.ts";
import type { BlockStore } from "../vault/blockStore.ts";
import type { CID } from "../vault/cid.ts";
import type { Custody } from "../vault/custody.ts";
import { conditionOf } from "../vault/dag.ts";
import { GatewayBlocks } from "../vault/gatewayBlocks.ts";
import { goodsKeyInfo, lotFileCid, openLotFile } from "../vault/lotSeal.ts";
import { type GoodsKey, goodsKeyHash } from "../wire/goodsKey.ts";
import { lotFileLimit, readLotFile } from "../wire/lotFile.ts";

/** A lot whose file was received and verified. */
export interface ReceivedLot extends LotMade {
  /** Whether this call brought it. */
  isNew: boolean;
  /** Units whose codes are also in another lot kept here: one drug has one code. */
  repeated: { index: number; lot: Hex }[];
}

/**
 * Takes in the file of a lot: opens the goods key, fetches the sealed file by its CID from the own
 * store or any of the gateways, verifies it against the chain, and keeps both; scans of the lot are
 * answered from then on, whether or not its maker still is.
 *
 * @param from URLs of gateways that may have the file: no one is believed
 * @throws SUPPLY_GOODS_KEY, SUPPLY_LOT_UNKNOWN; SUPPLY_LOT_FILE and SUPPLY_CODE_REPEATED for a file
 *   that is not the lot's; VAULT_UNSEALABLE, VAULT_TRUNCATED for bytes that its maker did not seal;
 *   STORE_MISSING where nobody has it
 */
export async function receiveLot(
  chain: Chain,
  custody: Custody,
  goodsKey: GoodsKey,
  from: readonly string[] = [],
): Promise<ReceivedLot> {
  const lots = await custody.lots();
  const made = await new GoodsLog(chain).made(goodsKey.lot);
  if (lots.lot(made.lot)) return { ...made, isNew: false, repeated: [] };
  const key = await openGoodsKey(chain, custody, goodsKey);
  const cid = lotFileCid(made.manifest, goodsKey.file);
  const drop = await fetchFile(custody.store, cid, lotFileLimit(made.body.count), from);
  try {
    const opened = await openLotFile(key, made, custody.store.getFile(cid));
    const file = await readLotFile(opened.body);
    if (lotBodyHash(file.body) !== lotBodyHash(made.body)) {
      fail("SUPPLY_LOT_FILE", { reason: "it is of another lot than the chain's" });
    }
    const tree = treeOf(file);
    if (tree.root !== made.codeRoot) {
      fail("SUPPLY_LOT_FILE", { reason: "its codes do not have the root that is on the chain" });
    }
    const repeated = file.codes.flatMap((code, index) =>
      lots.find(made.body.product, code).map(({ lot }) => ({ index, lot: lot.lot })),
    );
    const { content } = file;
    const secret = fromHex(file.secret, 32);
    const { manifest } = made;
    await custody.store.pin(cid);
    lots.keep({ ...made, content, manifest, file: goodsKey.file, key, secret }, file.codes, tree);
    return { ...made, isNew: true, repeated };
  } catch (error) {
    await drop();
    throw error;
  }
}

/** The file's key, once it was found to be signed by an institution and sealed to this one. */
async function openGoodsKey(chain: Chain, custody: Custody, given: GoodsKey): Promise<Uint8Array> {
  const refuse = (reason: string): never => fail("SUPPLY_GOODS_KEY", { reason });
  const { lot, from, to, epoch, sealed, signer, signature } = given;
  if (to !== custody.custodian) refuse("it is sealed to another institution");
  const digest = signingDigest(signingDomain(chain, "Gateway"), goodsKeyHash(given));
  const account = recoverAccount(digest, signature);
  if (!account || account !== signer.toLowerCase()) {
    return refuse("its signature is not its signer's");
  }
  try {
    const member = await new IdentityModule(chain).member(account);
    if (member.id !== from) refuse("its signer is not of the institution that it names");
  } catch (error) {
    if (error instanceof ContractRevert) refuse("its signer is of no institution");
    throw error;
  }
  try {
    return await (
      await custody.lots()
    ).unseal(epoch, goodsKeyInfo(lot, to, epoch), fromHex(sealed));
  } catch (error) {
    if (isCareLedgerError(error, "VAULT_HPKE_OPEN")) refuse("it does not open with the own key");
    throw error;
  }
}

/** Brings the file into the own store; the answer takes out again what this call brought. */
async function fetchFile(
  store: BlockStore,
  cid: CID,
  limit: number,
  urls: readonly string[],
): Promise<() => Promise<void>> {
  if ((await conditionOf(store, cid)) === "whole") return async () => {};
  const [first, ...rest] = urls;
  const theirs = first === undefined ? undefined : new GatewayBlocks({ urls: [first, ...rest] });
  const source = theirs ? store.or(theirs) : store;
  const written = await store.putFile(source.getFile(cid, limit));
  // The same bytes have the same CID: any other was not made by `putFile`.
  const drop = () => store.unpin(written);
  if (!written.equals(cid)) {
    await drop();
    fail("SUPPLY_LOT_FILE", { reason: "its blocks are not cut as they have to be" });
  }
  return drop;
}
