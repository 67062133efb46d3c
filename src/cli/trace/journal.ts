import path from "node:path";
import { makeFolder } from "../../vault/disk.ts";
import { DispenseJournal } from "../../vault/dispenseJournal.ts";
import { custodyFolder, type Member } from "../members.ts";
import type { Session } from "../session.ts";

/** Whom an institution of this folder dispensed what to. */
export function openJournal(session: Session, { id }: Pick<Member, "id">): DispenseJournal {
  const folder = custodyFolder(session.state, id);
  makeFolder(folder);
  const journal = new DispenseJournal(path.join(folder, "dispensed.sqlite"));
  session.onClose(() => journal.close());
  return journal;
}
