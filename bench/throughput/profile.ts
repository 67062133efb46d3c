import { Session } from "node:inspector/promises";

/** What publishing spends its time on. `wait`: for the chain, for disks and for other threads. */
export const STAGES = ["read", "canonicalise", "seal", "store", "anchor", "wait", "other"] as const;
export type Stage = (typeof STAGES)[number];

/** The innermost of these files on the stack tells the stage. */
const PLACES: readonly (readonly [pattern: RegExp, stage: Stage])[] = [
  [/\/src\/fhir\/canonical\.ts$/, "canonicalise"],
  [/\/src\/fhir\//, "read"],
  [/\/src\/vault\/(?:blockStore|embeddedBlocks|catalogue|keyStore|sqlite)\.ts$/, "store"],
  [/\/src\/vault\//, "seal"],
  [/\/src\/core\/structs\.ts$/, "seal"],
  [/\/src\/core\/tree\.ts$/, "anchor"],
  [/\/src\/(?:chain|ledger)\//, "anchor"],
  [/\/node_modules\/ethers\//, "anchor"],
  [/\/node_modules\/@hpke\//, "seal"],
];

/** Runs a piece of work under V8's sampling profiler and answers the seconds of each stage. */
export async function secondsByStage(work: () => Promise<unknown>): Promise<Record<Stage, number>> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.start");
  await work();
  const { profile } = await session.post("Profiler.stop");
  session.disconnect();

  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(
    profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  );
  const stageOf = (id: number): Stage => {
    if (nodes.get(id)?.callFrame.functionName === "(idle)") return "wait";
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const { url } = nodes.get(at)!.callFrame;
      const place = PLACES.find(([pattern]) => pattern.test(url));
      if (place) return place[1];
    }
    return "other";
  };
  const seconds = Object.fromEntries(STAGES.map((stage) => [stage, 0])) as Record<Stage, number>;
  for (const [i, id] of (profile.samples ?? []).entries()) {
    seconds[stageOf(id)] += (profile.timeDeltas?.[i] ?? 0) / 1e6;
  }
  return seconds;
}
