/** A benefit plan as people write it. */
import { z } from "zod";
import { type BenefitPlan } from "../../core/plans.ts";
import { PLAN_FLAGS } from "../../core/tariff.ts";
import { amountIn, count, date, percent, readGiven, shortText } from "./given.ts";

const FLAGS = ["COPAY_FIRST", "COPAY_MAIN", "HALF_EVEN", "MAXIMUM_STOPS", "SUPPLEMENTED"] as const;

/** What holds for institutions of grade 1, 2 and 3: three values, or one for all. */
const byGrade = <T extends z.ZodType>(of: T) =>
  z
    .union([of, z.array(of).length(3, "one value, or three: of grade 1, 2 and 3")])
    .transform((given) => {
      const [a, b, c] = Array.isArray(given)
        ? (given as z.output<T>[])
        : ([given, given, given] as z.output<T>[]);
      return [a!, b!, c!] as const;
    });

const planIn = (currency: string) => {
  const amount = amountIn(currency);
  const shares = byGrade(percent);
  return z.strictObject({
    code: shortText,
    from: date.optional(),
    until: date.optional(),
    deductibles: byGrade(amount).optional(),
    copay: amount.optional(),
    cap: amount.optional(),
    maximum: amount.optional(),
    shares: z.strictObject({
      outpatient: shares,
      inpatient: shares,
      pharmacy: shares,
      chronic: shares.optional(),
    }),
    tier: z.strictObject({ from: amount, added: percent }).optional(),
    serviceItems: z.array(count(127)).min(1),
    waiting: count(0xffff).optional(),
    chronic: z.array(z.strictObject({ system: z.string(), code: z.string() })).optional(),
    flags: z.array(z.enum(FLAGS)).optional(),
  });
};

export interface GivenPlan {
  readonly code: string;
  readonly from?: string;
  readonly until?: string;
  /** Diagnoses that the chronic setting is for. */
  readonly chronic: readonly { system: string; code: string }[];
  readonly terms: Omit<BenefitPlan, "insurer" | "code" | "version" | "chronic">;
}

/** @throws CLI_FILE */
export function readPlan(file: string, currency: string): GivenPlan {
  const { code, from, until, chronic, shares, flags, ...terms } = readGiven(
    file,
    "The plan",
    planIn(currency),
  );
  const given = Object.fromEntries(
    Object.entries(terms).filter(([, value]) => value !== undefined),
  ) as typeof terms;
  return {
    code,
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    chronic: chronic ?? [],
    terms: {
      ...(given as Pick<BenefitPlan, "serviceItems">),
      shares: { ...shares, chronic: shares.chronic ?? shares.outpatient },
      flags: (flags ?? []).reduce((all, flag) => all | PLAN_FLAGS[flag], 0n),
    },
  };
}
