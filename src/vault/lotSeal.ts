/** Sealing a lot's file, and its key for another institution. */
import { concatBytes, fromHex, type Hex, uintBytes } from "../core/bytes.ts";
import { type LotBody, lotId } from "../core/goods.ts";
import type { BlockStore } from "./blockStore.ts";
import { type CID, cidFrom } from "./cid.ts";
import { type ByteStream, openStream, sealStream } from "./envelopeStream.ts";
import { infoOf } from "./hpke.ts";
import type { RecordContext } from "./segments.ts";

/** What a lot is on the chain. */
export interface LotOnChain {
  body: LotBody;
  codeRoot: Hex;
  maker: number;
}

/** A lot's file opens for its own lot only. */
const contextOf = ({ body, codeRoot, maker }: LotOnChain): RecordContext => ({
  subject: lotId(body, codeRoot),
  custodian: maker,
  fingerprint: codeRoot,
});

export interface LotPlaintext {
  /** Of the lot's content. */
  salt: Uint8Array;
  mediaType: string;
  body: ByteStream;
}

/** Seals a lot's file under a fresh key and stores it, pinned. */
export const storeLotFile = (
  store: BlockStore,
  key: Uint8Array,
  lot: LotOnChain,
  plain: LotPlaintext,
): Promise<CID> => store.putFile(sealStream(key, contextOf(lot), plain));

/** The file's plaintext as it arrives; act on it only when it has ended (see `openStream`). */
export const openLotFile = (key: Uint8Array, lot: LotOnChain, sealed: ByteStream) =>
  openStream(key, contextOf(lot), sealed);

/** Where a lot's sealed file lies, whose digest is on the chain. */
export const lotFileCid = (manifest: Hex, file: boolean): CID => cidFrom(manifest, file);

/** Binds a file's key to the lot and to whom it is sealed. */
export const goodsKeyInfo = (lot: Hex, to: number, epoch: number): Uint8Array =>
  infoOf("goods", concatBytes(fromHex(lot, 32), uintBytes(to, 4), uintBytes(epoch, 4)));
