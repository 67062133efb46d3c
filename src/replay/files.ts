/** Claims of a Synthea folder as a claim desk takes them. */
import { type Hex, randomHex, ZERO32 } from "../core/bytes.ts";
import type { ClaimFile } from "../core/claimFile.ts";
import { claimId, type ClaimLine, lineFacts, packHeader } from "../core/claims.ts";
import type { Setting } from "../core/enums.ts";
import { jurisdictionWord } from "../core/rules.ts";
import type { ReplayLine, ServiceKind } from "../synthea/planModel.ts";
import type { ReplayClaim } from "../synthea/replayClaim.ts";
import { WHERE } from "./actors.ts";
import { type Ground, pairKey, segmentKey } from "./consortium.ts";
import { planKey } from "./tariff.ts";

/** Stays are billed as visits: their overlaps are the generator's, and no plan of it treats them otherwise. */
export const SETTING = {
  visit: "OUTPATIENT",
  preventive: "PREVENTIVE",
  pharmacy: "PHARMACY",
} as const satisfies Record<ServiceKind, Setting>;

const MOST_LINES = 200;

/** A claim's lines, of which the last is the sum of what one claim has no room for. */
export function fitting(lines: readonly ReplayLine[]): readonly ReplayLine[] {
  if (lines.length <= MOST_LINES) return lines;
  const rest = lines.slice(MOST_LINES - 1);
  const amount = rest.reduce((sum, line) => sum + line.amount, 0);
  return [...lines.slice(0, MOST_LINES - 1), { ...rest[0]!, amount }];
}

export interface ShownClaim {
  readonly id: Hex;
  readonly file: ClaimFile;
}

/** What a claim's file shows beside what its ground has. */
export interface ClaimParts extends Pick<ClaimFile, "lines" | "person" | "units" | "proofs"> {
  setting: Setting;
  invoice?: Hex;
  diagnoses?: Hex[];
  /** Where it was treated. */
  jurisdiction?: number;
}

export function claimFile(ground: Ground, claim: ReplayClaim, parts: ClaimParts): ShownClaim {
  const { providers, insurers, plans, agreements, segments } = ground;
  const { setting, invoice = randomHex(32), diagnoses = [], jurisdiction, ...shown } = parts;
  const provider = providers.get(claim.provider)!.id;
  const segment = segments.get(segmentKey(claim))!;
  const start = Math.floor(claim.start);
  const header = packHeader({
    provider,
    insurer: insurers.get(claim.payer)!.id,
    jurisdiction: jurisdiction ?? jurisdictionWord(WHERE),
    start,
    length: Math.max(0, Math.floor(claim.end) - start),
    setting,
  });
  // Stands for the records billed from: they are not published here.
  const evidence = randomHex(32);
  const file: ClaimFile = {
    ...shown,
    claim: { insured: segment.insured, invoice, header, evidence, group: ZERO32, diagnoses },
    plan: plans.get(planKey(claim))!,
    agreement: agreements.get(pairKey(claim))!,
    segment,
  };
  return { id: claimId(provider, invoice), file };
}

/** Makes files of claims, with what each shows. */
export class Files {
  readonly #ground: Ground;
  /** Codes and times that were billed, by person: the same again would be a duplicate. */
  readonly #billed = new Set<string>();

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** The file, and the id under which it will stand. */
  fileOf(claim: ReplayClaim): ShownClaim {
    const { insured } = this.#ground.segments.get(segmentKey(claim))!;
    return claimFile(this.#ground, claim, {
      setting: SETTING[claim.kind],
      lines: this.#lines(claim, insured),
    });
  }

  /**
   * Synthea does not say when in a visit a line was done, and orders a thing twice at the same second:
   * the second one stands a second later.
   */
  #lines({ lines, start }: ReplayClaim, insured: Hex): ClaimLine[] {
    let offset = 0;
    return fitting(lines).map((line) => {
      const code = this.#ground.tariff.codeOf(line);
      const mark = () => `${insured} ${code} ${Math.floor(start) + offset}`;
      while (this.#billed.has(mark())) offset++;
      this.#billed.add(mark());
      return { code, facts: lineFacts(BigInt(line.amount), { offset: BigInt(offset) }) };
    });
  }
}
