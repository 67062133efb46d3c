import { momentOf } from "../../core/dates.ts";
import { ZERO32, type Hex } from "../../core/bytes.ts";
import { fail } from "../../core/errors.ts";
import { cidOfEntry } from "../../vault/sealRecords.ts";
import type { Session } from "../session.ts";
import { fields } from "../table.ts";
import { describe, standings } from "./describe.ts";

export async function run(session: Session, entry: Hex, { as }: { as?: string }): Promise<void> {
  const member = await session.member(as);
  const custody = await session.custody(member);
  const record = custody.catalogue.recordOfEntry(entry) ?? fail("CLI_ENTRY", {});
  const said = describe(record);
  const standing = (await standings(member.care, custody))(entry);
  const { batch: root, position } = standing;
  const batch = root && (await member.care.records.batch(member.id, root));
  const { fingerprint } = record;
  const cid = String(cidOfEntry(record.cid, record.header));
  const previous = record.previous === ZERO32 ? undefined : record.previous;
  const label = session.subjects().get(record.subject);
  session.output.result(
    {
      custodian: member.id,
      label,
      ...said,
      fingerprint,
      cid,
      previous,
      ...standing,
      anchored: batch,
    },
    fields({
      entry,
      subject: label ?? record.subject,
      kinds: said.kinds.join(", "),
      categories: said.categories.join(", "),
      sensitivities: said.sensitivities.join(", ") || "none",
      "clinical date": said.clinicalDate,
      version: said.version,
      ...(previous ? { "version before": previous } : {}),
      fingerprint,
      cid,
      state: standing.state,
      ...(root && batch
        ? {
            batch: root,
            position: `${position} of ${batch.count}`,
            anchored: `${momentOf(batch.anchoredAt)} UTC`,
          }
        : {}),
    }),
  );
}
