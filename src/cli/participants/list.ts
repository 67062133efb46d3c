import { dayOf } from "../../core/dates.ts";
import type { Session } from "../session.ts";
import { table } from "../table.ts";

export async function run(session: Session): Promise<void> {
  const { identity } = await session.reader();
  const ids = Array.from({ length: await identity.count() }, (_, i) => i + 1);
  const participants = await Promise.all(
    ids.map(async (id) => ({
      ...(await identity.participant(id)),
      endpoint: await identity.endpoint(id),
      ...session.known(id),
    })),
  );
  session.output.result(
    { participants },
    table(
      ["id", "name", "kinds", "status", "grade", "accredited until", "key epoch", "gateway"],
      participants.map((p) => [
        p.id,
        p.name ?? "-",
        p.kinds.join(", "),
        p.status,
        p.grade,
        dayOf(p.accreditedUntil),
        p.keyEpoch,
        p.endpoint || "-",
      ]),
    ),
  );
}
