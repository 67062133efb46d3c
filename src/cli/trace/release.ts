import type { Session } from "../session.ts";
import { setQuarantine } from "./quarantine.ts";

type Options = Parameters<typeof setQuarantine>[2];

export const run = (session: Session, text: string, options: Options): Promise<void> =>
  setQuarantine(session, text, options, false);
