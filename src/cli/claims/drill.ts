import { drillClaims } from "../../replay/drill/drill.ts";
import { readDrill } from "../../replay/drill/input.ts";
import type { DrillReport } from "../../replay/drill/report.ts";
import { Output } from "../output.ts";
import { good, note, Progress, say, title } from "../progress.ts";
import { chainToUse } from "./chainToUse.ts";
import type { DrillCommandOptions } from "./command.ts";

/** `careledger claims drill` */
export async function run(options: DrillCommandOptions): Promise<void> {
  const input = await readDrill(options.data);
  say(`${input.replay.claims.length} claims read`);
  const { administrator, close } = await chainToUse(options);
  try {
    title("Frauds are injected into a copy of the claims, and the chain decides");
    let bar: Progress | undefined;
    const { report } = await drillClaims(input, administrator, options.seed, {
      say: note,
      progress: (done, all) => (bar ??= new Progress("claims", all)).update(done, ""),
    }).finally(() => bar?.stop());
    good(`${report.caught} of ${report.injected} caught in ${report.seconds} s`);
    new Output(options.json ?? false).result(report, linesOf(report));
  } finally {
    await close();
  }
}

function linesOf(report: DrillReport): string[] {
  const { kinds, untouched, falseAlarms, abstained } = report;
  const width = Math.max(...kinds.map(({ kind }) => kind.length));
  return [
    ...kinds.map(({ kind, injected, caught, falseAlarms: alarms, atLimit }) => {
      const near = atLimit > 0 ? `, ${atLimit} untouched right at the limit` : "";
      return `${kind.padEnd(width)}  ${caught} of ${injected} caught, ${alarms} false alarms${near}`;
    }),
    `${report.caught} of ${report.injected} caught; ${falseAlarms} false alarms on ${untouched} untouched claims`,
    `${abstained} untouched claims name no diagnosis: the rule of indications did not decide them`,
  ];
}
