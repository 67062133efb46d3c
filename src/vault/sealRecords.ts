import { concatBytes, type Hex, ZERO32 } from "../core/bytes.ts";
import { entryId } from "../core/structs.ts";
import { ENTRY_FLAGS, type EntryHeader, packHeader, unpackHeader } from "../core/words.ts";
import type { BlockStore } from "./blockStore.ts";
import type { SealedRecord } from "./catalogue.ts";
import { type CID, cidFrom, cidOf, digestOf, isFile, MAX_BLOCK_BYTES } from "./cid.ts";
import type { Custody } from "./custody.ts";
import { seal } from "./envelope.ts";
import type { Fingerprint } from "./fingerprint.ts";
import type { Block } from "./unixfs.ts";

/** A record with its fingerprint, not yet sealed. */
export interface Draft extends Fingerprint {
  readonly subject: Hex;
  /** Labels, date and version; the flags follow from how the bytes are stored. */
  readonly header: Omit<EntryHeader, "flags">;
  /** What is sealed: the record's own source bytes. */
  readonly body: Uint8Array;
  readonly mediaType: string;
  /** Entry id of the version that this one takes the place of. */
  readonly previous?: Hex;
}

/** What is left to do with sealed records: to store the blocks, then to note the records. */
export interface Sealed {
  /** In the order of the drafts. */
  readonly records: SealedRecord[];
  readonly blocks: readonly Block[];
  /** Sealed bytes, those of files that are stored already among them. */
  readonly bytes: number;
}

/** Seals records under keys that are kept before. The record sets must be there. */
export async function sealRecords(
  { custodian, keyRing, store }: Omit<Custody, "catalogue">,
  drafts: readonly Draft[],
): Promise<Sealed> {
  const keys = await keyRing.newContentKeys(drafts);
  const sealed = drafts.map((draft, i) => seal(keys[i]!, { ...draft, custodian }, draft));
  const { cids, blocks } = await storeFiles(store, sealed);
  const records = drafts.map((draft, i) => recordOf(custodian, draft, cids[i]!));
  return { records, blocks, bytes: sealed.reduce((sum, { length }) => sum + length, 0) };
}

function recordOf(custodian: number, draft: Draft, cid: CID): SealedRecord {
  const { subject, fingerprint, previous = ZERO32 } = draft;
  const flags = isFile(cid) ? ENTRY_FLAGS.DAG_PB : 0n;
  const header = packHeader({ ...draft.header, flags });
  const content = { fingerprint, cid: digestOf(cid), previous };
  const entry = entryId({ subject, custodian, header, content });
  return { subject, entry, header, ...content };
}

/** Stores as files what does not fit a block; the others are for the caller to store, together. */
export async function storeFiles(
  store: BlockStore,
  all: readonly Uint8Array[],
): Promise<{ cids: CID[]; blocks: Block[] }> {
  const cids: CID[] = [];
  const blocks: Block[] = [];
  for (const bytes of all) {
    if (bytes.length > MAX_BLOCK_BYTES) {
      cids.push(await store.putFile(once(bytes)));
    } else {
      const cid = cidOf(bytes);
      cids.push(cid);
      blocks.push({ cid, bytes });
    }
  }
  return { cids, blocks };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** The CID of an entry's sealed bytes: its digest, and the codec that its flags name. */
export const cidOfEntry = (cid: Hex, header: bigint): CID =>
  cidFrom(cid, (unpackHeader(header).flags & ENTRY_FLAGS.DAG_PB) !== 0n);

/** The largest record that is read into memory; larger ones are for `openStream`. */
const MAX_IN_MEMORY = 1024 * 1024 * 1024;

/** Reads the sealed bytes of records, checked against their CIDs; the blocks in one operation. */
export async function readSealed(store: BlockStore, cids: readonly CID[]): Promise<Uint8Array[]> {
  const blocks = (await store.getMany(cids.filter((cid) => !isFile(cid)))).values();
  const all: Uint8Array[] = [];
  for (const cid of cids) {
    all.push(isFile(cid) ? await whole(store.getFile(cid, MAX_IN_MEMORY)) : blocks.next().value!);
  }
  return all;
}

async function whole(parts: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  return concatBytes(...all);
}
