import type { Hex } from "../../core/bytes.ts";
import { fail } from "../../core/errors.ts";
import { EntryTree } from "../../core/tree.ts";
import { chainKey } from "../../flows/publishRecord.ts";
import type { FoundRecord } from "../../wire/messages.ts";
import { writeNew } from "../files.ts";
import type { Session } from "../session.ts";

interface Options {
  as?: string;
  out: string;
  fields?: boolean;
}

export async function run(
  session: Session,
  entry: Hex,
  { as, out, fields = false }: Options,
): Promise<void> {
  const { records } = await session.reader();
  const proof = await records.proof(fields ? await withFields(session, entry, as) : entry);
  writeNew(out, `${JSON.stringify(proof)}\n`, "The file to be written");
  const { custodian, root, position, state } = proof;
  session.output.result(
    { entry, custodian, root, position, fields, block: state?.block, blockHash: state?.hash },
    [
      state
        ? `Proven down to block ${state.block}, ${state.hash}.`
        : "Proven up to its batch's root; this node gives no proofs of its state.",
      `careledger records verify --proof ${out} needs no network.`,
    ],
  );
}

/** The entry as its custodian's catalogue has it. */
async function withFields(session: Session, entry: Hex, as?: string): Promise<FoundRecord> {
  const member = await session.member(as);
  const { catalogue } = await session.custody(member);
  const key = chainKey(member.care.chain);
  const record = catalogue.recordOfEntry(entry);
  const place = catalogue.place(key, entry);
  if (!record || !place) return fail("CLI_ENTRY", {});
  const tree = new EntryTree(catalogue.entriesOf(key, place.root));
  const siblings = [...tree.path(place.position).siblings];
  const { count } = tree;
  return { ...record, ...place, id: entry, custodian: member.id, count, siblings };
}
