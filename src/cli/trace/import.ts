import type { ImportReport } from "../../epcis/answerDocuments.ts";
import { lockPublishing } from "../members.ts";
import { Ending, EXIT } from "../output.ts";
import { note, say } from "../progress.ts";
import type { Session } from "../session.ts";
import { eventFiles, readEvents } from "./eventFiles.ts";
import { readParties } from "./parties.ts";

interface Options {
  as?: string;
  parties?: string;
}

/** Reasons that people are shown; --json has all. */
const SHOWN = 20;

export async function run(session: Session, paths: string[], options: Options): Promise<void> {
  const files = eventFiles(paths);
  const member = await session.member(options.as);
  const known = await readParties(session, options.parties);
  session.onClose(lockPublishing(member, session.state));
  const custody = await session.custody(member);
  const parties = new Map(known.map(({ key, id }) => [key, id]));
  let told = performance.now();
  const { report, causes } = await member.care.importEvents(custody, readEvents(files), {
    parties,
    onProgress: (events) => {
      if (performance.now() - told < 5_000) return;
      told = performance.now();
      say(`  ${events} events answered`);
    },
  });
  for (const [cause, events] of causes) note(`Evidence alone: ${events} (${cause})`);
  session.output.result(report, linesOf(report));
  if (report.refused > 0) throw new Ending(EXIT.failed);
}

/** Names and fields come from outside: no control characters on a terminal. */
const printable = (text: string): string => text.replace(/\p{C}/gu, "?");

function linesOf({ documents, events, applied, recorded, refused, reasons }: ImportReport) {
  const rest = reasons.length - SHOWN;
  return [
    `${events} events in ${documents} documents: custody moved by ${applied}, ${recorded} kept as evidence, ${refused} refused.`,
    ...reasons
      .slice(0, SHOWN)
      .map(({ file, event, rule, message }) =>
        printable(`${file}, ${event === 0 ? "document" : `event ${event}`}: ${rule}: ${message}`),
      ),
    ...(rest > 0 ? [`... and ${rest} more reasons: --json has them.`] : []),
  ];
}
