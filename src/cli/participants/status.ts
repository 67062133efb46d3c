import type { ParticipantStatus } from "../../core/enums.ts";
import type { Session } from "../session.ts";

/** Sets an institution's standing, as the administrator. */
export async function setStatus(
  session: Session,
  institution: string,
  status: ParticipantStatus,
): Promise<void> {
  const id = await session.institutionId(institution);
  const { identity } = await session.administrator();
  const { transaction } = await identity.setStatus(id, status).send();
  const name = session.nameOf(id);
  session.output.result({ id, name, status, transaction }, [`${name} is ${status} now.`]);
}
