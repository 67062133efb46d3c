import type { CareLedger } from "../../client.ts";
import type { Hex } from "../../core/bytes.ts";
import { ContractRevert, isCareLedgerError } from "../../core/errors.ts";
import { EntryTree } from "../../core/tree.ts";
import { unseal } from "../../flows/openRecord.ts";
import { chainKey } from "../../flows/publishRecord.ts";
import type { SealedRecord } from "../../vault/catalogue.ts";
import type { Custody } from "../../vault/custody.ts";
import { cidOfEntry, readSealed } from "../../vault/sealRecords.ts";

const AT_ONCE = 500;

/** A record that is not as it should be: an error's code, or where it is missing. */
export interface Failure {
  entry: Hex;
  reason: string;
}

export interface Verified {
  verified: number;
  /** Of them, those that are sealed but not yet anchored on this chain. */
  pending: number;
  failures: Failure[];
}

/**
 * Fetches a custodian's records, opens and compares them with their fingerprints, and looks for
 * their batches on the chain.
 * @param onProgress Told how many were looked at
 */
export async function verifyRecords(
  care: CareLedger,
  custody: Custody,
  records: Iterable<SealedRecord>,
  onProgress: (done: number) => void,
): Promise<Verified> {
  const isAnchored = anchoring(care, custody);
  const failures: Failure[] = [];
  let done = 0;
  let pending = 0;
  for (const some of chunks(records, AT_ONCE)) {
    const sealed = await readAll(custody, some);
    for (const [i, record] of some.entries()) {
      const anchored = await isAnchored(record.entry);
      const reason =
        (await faultOf(custody, record, sealed[i]!)) ??
        (anchored === false ? "NOT_ANCHORED" : undefined);
      if (reason) failures.push({ entry: record.entry, reason });
      else if (anchored === undefined) pending++;
      onProgress(++done);
    }
  }
  return { verified: done - failures.length, pending, failures };
}

type Read = Uint8Array | { reason: string };

/** All in one operation; where one of them fails, each by itself. */
async function readAll({ store }: Custody, records: readonly SealedRecord[]): Promise<Read[]> {
  const cids = records.map(({ cid, header }) => cidOfEntry(cid, header));
  try {
    return await readSealed(store, cids);
  } catch (error) {
    if (!isOfRecord(error)) throw error;
  }
  const all: Read[] = [];
  for (const cid of cids) {
    const [one] = await readSealed(store, [cid]).catch((error: unknown) => [
      { reason: codeOf(error) },
    ]);
    all.push(one!);
  }
  return all;
}

async function faultOf(
  { keyRing, custodian }: Custody,
  { subject, fingerprint }: SealedRecord,
  sealed: Read,
): Promise<string | undefined> {
  if ("reason" in sealed) return sealed.reason;
  const key = await keyRing.contentKey(subject, fingerprint);
  if (!key) return "KEY_MISSING";
  try {
    unseal(key, { subject, custodian, fingerprint }, sealed);
    return undefined;
  } catch (error) {
    return codeOf(error);
  }
}

/** Whether an error says something of one record, and not of the whole store. */
const isOfRecord = (error: unknown): boolean =>
  isCareLedgerError(error) &&
  /^(VAULT_|STORE_MISSING|STORE_CORRUPT|STORE_FILE_FORM)/.test(error.code);

function codeOf(error: unknown): string {
  if (isCareLedgerError(error) && isOfRecord(error)) return error.code;
  throw error;
}

/**
 * Whether an entry that the catalogue calls anchored is in a batch of the chain; undefined for one
 * that it does not. Each batch is asked for once.
 */
function anchoring(care: CareLedger, { custodian, catalogue }: Custody) {
  const key = chainKey(care.chain);
  const pending = new Set(catalogue.pendingBatches(key).map(({ root }) => root));
  const batches = new Map<Hex, Promise<boolean>>();
  const isOnChain = async (root: Hex): Promise<boolean> => {
    const entries = catalogue.entriesOf(key, root);
    if (new EntryTree(entries).root !== root) return false;
    try {
      return (await care.records.batch(custodian, root)).count === entries.length;
    } catch (error) {
      if (error instanceof ContractRevert) return false;
      throw error;
    }
  };
  return async (entry: Hex): Promise<boolean | undefined> => {
    const root = catalogue.place(key, entry)?.root;
    if (root === undefined || pending.has(root)) return undefined;
    if (!batches.has(root)) batches.set(root, isOnChain(root));
    return await batches.get(root)!;
  };
}

function* chunks<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let chunk: T[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
