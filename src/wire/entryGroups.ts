import { contentHash, type EntryGroup } from "../core/structs.ts";
import { joinPaths } from "../core/heapTree.ts";
import { type FoundRecord, MAX_ENTRIES } from "./messages.ts";

/** Records of one batch, and what proves them together. */
export interface Group {
  group: EntryGroup;
  records: FoundRecord[];
}

/** Groups as the chain proves them: of one batch each, and no larger than a gateway answers. */
export function groupsOf(records: readonly FoundRecord[]): Group[] {
  const byRoot = new Map<string, FoundRecord[]>();
  for (const record of records) {
    const batch = `${record.custodian} ${record.root}`;
    const members = byRoot.get(batch);
    if (members) members.push(record);
    else byRoot.set(batch, [record]);
  }
  const groups = [...byRoot.values()].flatMap((members) => {
    const sorted = members.toSorted((a, b) => a.position - b.position);
    const parts = Math.ceil(sorted.length / MAX_ENTRIES);
    return Array.from({ length: parts }, (_, i) =>
      sorted.slice(i * MAX_ENTRIES, (i + 1) * MAX_ENTRIES),
    );
  });
  return groups.map((inOrder) => {
    const { custodian, root, count } = inOrder[0]!;
    return {
      records: inOrder,
      group: {
        custodian,
        root,
        positions: inOrder.map((record) => record.position),
        headers: inOrder.map((record) => record.header),
        contents: inOrder.map((record) => contentHash(record)),
        proof: joinPaths(count, inOrder),
      },
    };
  });
}
