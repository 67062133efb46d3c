import { setTimeout as sleep } from "node:timers/promises";
import type { RecallClass } from "../../core/enums.ts";
import { fail } from "../../core/errors.ts";
import type { LotPlaces } from "../../indexer/recall.ts";
import { type FreshIndex, freshIndex } from "../index/fresh.ts";
import { untilInterrupted } from "../interrupt.ts";
import { note } from "../progress.ts";
import type { Session } from "../session.ts";
import { digestOf } from "./evidence.ts";
import { lotNamed } from "./lot.ts";
import { lotTitle, placesLines, placesValue, progressLine } from "./places.ts";

interface Options {
  class?: Exclude<RecallClass, "NONE">;
  reason?: number;
  evidence?: string;
  as?: string;
  watch?: boolean;
}

/** How often the chain is looked at. */
const LOOK = 500;

/** Recalls a lot, unless it is to be watched only, and shows who has what of it. */
export async function run(session: Session, name: string, options: Options): Promise<void> {
  const recall = await recallIn(options);
  const index = await freshIndex(session);
  const { supply } = index.reader;
  const { lot, recall: present } = lotNamed(supply, name);
  if (recall) {
    const { care } = await session.member(options.as);
    const started = performance.now();
    const { block } = await care.supply.recall(lot, recall).send();
    note(`Recalled in ${((performance.now() - started) / 1000).toFixed(1)} s: block ${block}.`);
    await index.refresh();
  } else if (present === "NONE") {
    fail("CLI_OPTION", {
      reason: "the lot is not recalled: give --class, --reason and --evidence to recall it",
    });
  }
  const places = () => supply.places(lot)!;
  note(lotTitle(places().lot));
  if (options.watch) await watched(index, places);
  session.output.result(placesValue(places(), session), placesLines(places(), session));
}

/** Says whenever something comes back, until all did or Ctrl-C. */
async function watched(index: FreshIndex, places: () => LotPlaces): Promise<void> {
  const stopping = new AbortController();
  void untilInterrupted().then(() => stopping.abort());
  const aborted = () => stopping.signal.aborted;
  for (let said = ""; ;) {
    const now = places();
    const line = progressLine(now);
    if (line !== said) note(line);
    said = line;
    if (now.isComplete || aborted()) return;
    await sleep(LOOK, undefined, { signal: stopping.signal }).catch(() => undefined);
    if (!aborted()) await index.refresh();
  }
}

async function recallIn(options: Options) {
  const { class: severity, reason, evidence } = options;
  if (severity === undefined && reason === undefined && evidence === undefined) return undefined;
  if (severity === undefined || reason === undefined || evidence === undefined) {
    return fail("CLI_OPTION", { reason: "--class, --reason and --evidence go together" });
  }
  return { class: severity, reason, evidence: await digestOf(evidence) };
}
