import type { LineResult } from "../../core/claimWords.ts";
import type { ClaimState, Flag } from "../../core/enums.ts";
import { atLimits } from "./limits.ts";
import { type DrillClaim, type Kind, KINDS } from "./model.ts";
import type { Plot } from "./plot.ts";

/** What became of a claim; amounts in cents. NONE: refused, nothing is kept of it. */
export interface DrilledClaim {
  readonly claim: DrillClaim;
  readonly state: ClaimState;
  readonly paid: number;
  readonly flags: readonly Flag[];
  readonly lines: readonly LineResult[];
}

export interface KindFigures {
  kind: Kind;
  injected: number;
  /** Flagged as what they are, and not paid for it. */
  caught: number;
  /** Untouched claims with a flag of this kind. */
  falseAlarms: number;
  /** Untouched claims right at the limit, or as near to it as there are any. */
  atLimit: number;
  /** Caught of how many, by how it was done. */
  ways: { how: string; injected: number; caught: number }[];
}

export interface DrillReport {
  seed: number;
  claims: number;
  untouched: number;
  injected: number;
  caught: number;
  /** Untouched claims with any flag but NO_DIAGNOSIS. */
  falseAlarms: number;
  kinds: KindFigures[];
  /** Untouched claims without a diagnosis, of which the rule of indications abstains. */
  abstained: number;
  seconds: number;
}

/** It informs, and denies nothing. */
const INFORMS: Flag = "NO_DIAGNOSIS";

/** Whether an injected claim has its flag, and nothing was paid of what it asks too much. */
export function isCaught({ claim, state, paid, flags, lines }: DrilledClaim): boolean {
  const { kind, line, excess } = claim.injection!;
  const expected: readonly Flag[] = KINDS[kind];
  if (!flags.some((flag) => expected.includes(flag))) return false;
  if (state === "PENDED") return true;
  if (line === undefined) return paid === 0 && (state === "DENIED" || state === "NONE");
  const { uncovered, overLimit, refused, paid: byFund } = lines[line]!;
  const withheld = Number(uncovered + overLimit + refused);
  const asked = excess ?? claim.lines[line]!.amount;
  return withheld === asked && (excess !== undefined || byFund === 0n);
}

export function drillFigures(
  seed: number,
  { book, limits, deaths, lots }: Omit<Plot, "claims">,
  drilled: readonly DrilledClaim[],
  seconds: number,
): DrillReport {
  const injected = drilled.filter(({ claim }) => claim.injection !== undefined);
  const untouched = drilled.filter(({ claim }) => claim.injection === undefined);
  const alarms = untouched.filter(({ flags }) => flags.some((flag) => flag !== INFORMS));
  const whole = new Set(untouched.map(({ claim }) => claim));
  const near: Partial<Record<Kind, number>> = {
    ...atLimits(book, limits, whole),
    "dead-patient": deaths.size,
    "overlapping-stay": untouched.filter(({ claim }) => claim.id.endsWith("next stay")).length,
    "recalled-drug": lots
      .filter(({ isRecalled }) => isRecalled)
      .flatMap(({ units }) => units)
      .filter(({ to }) => to !== undefined).length,
  };
  return {
    seed,
    claims: drilled.length,
    untouched: untouched.length,
    injected: injected.length,
    caught: injected.filter(isCaught).length,
    falseAlarms: alarms.length,
    kinds: (Object.keys(KINDS) as Kind[]).map((kind) => {
      const own = injected.filter(({ claim }) => claim.injection!.kind === kind);
      const flagged: readonly Flag[] = KINDS[kind];
      return {
        kind,
        injected: own.length,
        caught: own.filter(isCaught).length,
        falseAlarms: alarms.filter(({ flags }) => flags.some((one) => flagged.includes(one)))
          .length,
        atLimit: near[kind] ?? 0,
        ways: waysOf(own),
      };
    }),
    abstained: untouched.filter(({ flags }) => flags.includes(INFORMS)).length,
    seconds,
  };
}

function waysOf(own: readonly DrilledClaim[]): KindFigures["ways"] {
  const ways = new Map<string, { how: string; injected: number; caught: number }>();
  for (const one of own) {
    const { how } = one.claim.injection!;
    const way = ways.get(how) ?? { how, injected: 0, caught: 0 };
    way.injected++;
    if (isCaught(one)) way.caught++;
    ways.set(how, way);
  }
  return [...ways.values()];
}
