import type { Session } from "../session.ts";
import { setStatus } from "./status.ts";

export const run = (session: Session, institution: string): Promise<void> =>
  setStatus(session, institution, "ACTIVE");
