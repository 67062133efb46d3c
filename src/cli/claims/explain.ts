import { type Audience, explain } from "../../core/explain.ts";
import type { Session } from "../session.ts";
import { storyOf } from "./named.ts";

/** Why each line was paid or not, by which row and plan, in words for a patient or a doctor. */
export async function run(
  session: Session,
  claim: string,
  { as, for: audience }: { as?: string; for: Audience },
): Promise<void> {
  const { story } = await storyOf(session, claim, as);
  const { summary, lines } = explain(story, audience);
  const { plan, rows, settlement } = story;
  const told = lines.map(({ sequence, sentences }) => {
    const row = rows.get(sequence);
    return {
      line: sequence,
      ...(row ? { rule: { code: row.code, version: row.version, catalogue: row.catalogue } } : {}),
      sentences,
    };
  });
  session.output.result(
    { claim: settlement.claim, state: settlement.state, for: audience, plan, summary, lines: told },
    [
      ...summary,
      ...told.flatMap(({ line, sentences }) => [
        "",
        ...sentences.map((sentence, at) => (at === 0 ? `${line}. ${sentence}` : `   ${sentence}`)),
      ]),
    ],
  );
}
