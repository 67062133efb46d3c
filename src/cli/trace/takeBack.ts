import type { Session } from "../session.ts";
import { withdrawnLines, withdrawPacks } from "./packs.ts";

interface Options {
  evidence: string;
  as?: string;
}

export async function run(session: Session, texts: string[], options: Options): Promise<void> {
  const member = await session.member(options.as);
  const { evidence } = options;
  const { done } = await withdrawPacks(session, member, texts, { how: "NONE", evidence });
  session.output.result({ takenBack: done }, withdrawnLines(done, `taken back by ${member.name}`));
}
