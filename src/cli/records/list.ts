import type { Session } from "../session.ts";
import { table } from "../table.ts";
import { describe, standings } from "./describe.ts";

interface Options {
  as?: string;
  subject?: string;
  limit: number;
}

export async function run(session: Session, { as, subject, limit }: Options): Promise<void> {
  const member = await session.member(as);
  const custody = await session.custody(member);
  const { catalogue } = custody;
  const whose = subject === undefined ? undefined : await session.subject(subject);
  const standing = await standings(member.care, custody);
  const records = catalogue
    .newest(limit, whose)
    .map((record) => ({ ...describe(record), ...standing(record.entry) }));
  const total = catalogue.count(whose);
  const labels = session.subjects();
  session.output.result({ custodian: member.id, total, records }, [
    ...table(
      ["entry", "subject", "kinds", "clinical date", "batch", "state"],
      records.map((r) => [
        r.entry,
        labels.get(r.subject) ?? `${r.subject.slice(0, 10)}...`,
        r.kinds.join(", "),
        r.clinicalDate.slice(0, 10),
        r.batch === undefined ? "-" : `${r.batch.slice(0, 10)}...`,
        r.state,
      ]),
    ),
    ...(total > records.length ? [`${records.length} of ${total}; --limit shows more`] : []),
  ]);
}
