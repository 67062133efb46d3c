import { moneyText } from "../../core/money.ts";
import { type ReplayReport, replayClaims } from "../../replay/replay.ts";
import { readReplay } from "../../synthea/replay.ts";
import { Output } from "../output.ts";
import { good, note, Progress, say, title } from "../progress.ts";
import { chainToUse } from "./chainToUse.ts";
import type { ReplayCommandOptions } from "./command.ts";

/** `careledger claims replay` */
export async function run(options: ReplayCommandOptions): Promise<void> {
  const replay = await readReplay(options.data);
  say(`${replay.claims.length} claims read; plans: ${replay.plansFrom}`);
  const { administrator, close } = await chainToUse(options);
  try {
    title("Every claim is decided and paid on the chain");
    const bar = new Progress("claims", replay.claims.length);
    const { report } = await replayClaims(replay, administrator, {
      say: note,
      progress: (done) => bar.update(done, ""),
    }).finally(() => bar.stop());
    good(`${report.claims} claims in ${report.seconds} s`);
    new Output(options.json ?? false).result(shown(report), linesOf(report));
  } finally {
    await close();
  }
}

/** Amounts in units of the currency, as the folder has them. */
const units = (cents: number): number => cents / 100;

const shown = (report: ReplayReport): object => ({
  ...report,
  billed: units(report.billed),
  paid: units(report.paid),
  patientShare: units(report.patientShare),
  truth: units(report.truth),
  byPayer: report.byPayer.map(({ billed, paid, truth, ...payer }) => ({
    ...payer,
    billed: units(billed),
    paid: units(paid),
    truth: units(truth),
  })),
});

const text = (cents: number): string => moneyText(BigInt(cents));

function linesOf(report: ReplayReport): string[] {
  const { claims, lines, mismatches, equal, openings } = report;
  const causes = Object.entries(report.mismatchCauses).map(([cause, n]) => `  ${n} ${cause}`);
  return [
    `${claims} claims of ${lines} lines: ${text(report.billed)} billed, ${text(report.paid)} paid by insurers, ${text(report.patientShare)} left to patients`,
    ...report.byPayer.map(
      ({ payer, claims: own, paid, truth }) =>
        `  ${payer}: ${own} claims, ${text(paid)} paid; the folder says ${text(truth)}`,
    ),
    `${equal.withOpenings} equal the folder to the cent (${openings} balances restated; without any: ${equal.withoutOpenings}); ${mismatches} do not:`,
    ...causes,
    `${report.differFromModel} claims differ from the model off chain; ${report.flagged} flagged, ${report.pended} pended, ${report.denied} denied`,
    `${report.claimsPerSecond} claims/s, ${report.gasPerClaim} gas a claim, in ${report.transactions} transactions`,
  ];
}
