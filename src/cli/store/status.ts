/** `store status`. */
import { existsSync } from "node:fs";
import path from "node:path";
import type { BlockStore } from "../../vault/blockStore.ts";
import { Catalogue } from "../../vault/catalogue.ts";
import { type Condition, conditionOf } from "../../vault/dag.ts";
import { readMany } from "../../vault/readMany.ts";
import { cidOfEntry } from "../../vault/sealRecords.ts";
import { custodyFolder } from "../members.ts";
import { Ending, EXIT } from "../output.ts";
import { Progress } from "../progress.ts";
import type { Session } from "../session.ts";

/** How an institution's records are in the store. */
interface Checked extends Record<Condition, number> {
  custodian: number;
  name: string;
}

export async function run(session: Session, { check = false }: { check?: boolean }): Promise<void> {
  const store = await session.store();
  const { ipfs } = session;
  const status = await store.status();
  const place = ipfs === undefined ? { backend: "embedded" } : { backend: "ipfs", url: ipfs };
  const { blocks, bytes, pins } = status;
  const lines = [
    `${ipfs ?? "embedded store"}: ${blocks} blocks, ${(bytes / 1e6).toFixed(1)} MB, ${pins} pins`,
  ];
  if (!check) {
    session.output.result({ ...place, ...status }, lines);
    return;
  }
  const custodians = await checkAll(session, store);
  session.output.result({ ...place, ...status, custodians }, [
    ...lines,
    ...custodians.map(
      ({ name, whole, missing, corrupt }) =>
        `${name}: ${whole} records whole, ${missing} missing, ${corrupt} spoilt`,
    ),
  ]);
  if (custodians.some(({ missing, corrupt }) => missing + corrupt > 0)) {
    throw new Ending(EXIT.failed);
  }
}

/** Every record that an institution of this folder has sealed. */
async function checkAll({ state }: Session, store: BlockStore): Promise<Checked[]> {
  const all: Checked[] = [];
  for (const [name, { id }] of Object.entries(state.institutions)) {
    const file = id && path.join(custodyFolder(state, id), "catalogue.sqlite");
    if (!file || !existsSync(file)) continue;
    const catalogue = new Catalogue(file, id);
    try {
      const cids = Array.from(catalogue.records(), ({ cid, header }) => cidOfEntry(cid, header));
      const counts = { custodian: id, name, whole: 0, missing: 0, corrupt: 0 };
      const progress = new Progress(`records of ${name}`, cids.length);
      let done = 0;
      await readMany(cids, async (cid) => {
        const condition = await conditionOf(store, cid);
        counts[condition]++;
        progress.update(++done, `${counts.missing} missing`);
      }).finally(() => progress.stop());
      all.push(counts);
    } finally {
      catalogue.close();
    }
  }
  return all;
}
