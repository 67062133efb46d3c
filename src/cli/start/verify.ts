import { readSealed, cidOfEntry } from "../../vault/sealRecords.ts";
import { unseal } from "../../flows/openRecord.ts";
import type { Consortium } from "./consortium.ts";
import { Progress } from "../progress.ts";

const AT_ONCE = 500;

/** Every record fetched back, opened by its custodian and compared; answers how many. */
export async function verifyAll({ hospitals }: Consortium, records: number): Promise<number> {
  const progress = new Progress("records verified", records);
  let verified = 0;
  try {
    for (const { custody } of hospitals) {
      const { catalogue, keyRing, store, custodian } = custody;
      for (const some of chunks(catalogue.records(), AT_ONCE)) {
        const sealed = await readSealed(
          store,
          some.map(({ cid, header }) => cidOfEntry(cid, header)),
        );
        for (const [i, { subject, fingerprint }] of some.entries()) {
          const key = (await keyRing.contentKey(subject, fingerprint))!;
          unseal(key, { subject, custodian, fingerprint }, sealed[i]!);
          verified++;
        }
        progress.update(verified, "");
      }
    }
  } finally {
    progress.stop();
  }
  return verified;
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
