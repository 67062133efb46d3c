import { readDiagnoses } from "../../synthea/diagnoses.ts";
import { decideReplay, readReplayInput } from "../../synthea/replay.ts";
import type { DrillInput } from "./book.ts";

/** Reads what a drill draws from. @throws what readReplayInput throws */
export async function readDrill(dir: string): Promise<DrillInput> {
  const input = await readReplayInput(dir);
  return {
    replay: decideReplay(input),
    lives: input.lives,
    diagnoses: await readDiagnoses(dir),
  };
}
