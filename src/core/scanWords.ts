/** What a scan tells, in plain words, for whoever has the pack in hand: in a terminal or a page. */
import { momentOf } from "./dates.ts";
import type { Finding, ScanAnswer, ScanReason } from "./scan.ts";

/** What an answer means to whoever has the pack in hand. */
const WORDS: Readonly<Record<ScanAnswer, string>> = {
  CANNOT_VERIFY:
    "CANNOT BE VERIFIED NOW: take it for neither genuine nor fake, and scan again later.",
  UNKNOWN: "UNKNOWN: no maker or holder that was asked knows this code. Do not use it.",
  CLONED: "CLONED: another pack has this code too. Do not use it.",
  DESTROYED: "DESTROYED: the pack with this code is no more. Do not use it.",
  IMPOSSIBLE_LOCATION: "IMPOSSIBLE LOCATION: the pack with this code is elsewhere. Do not use it.",
  RECALLED: "RECALLED: take it back to where it came from. Do not use it.",
  QUARANTINED: "QUARANTINED: it must not be used for now.",
  EXPIRED: "EXPIRED: do not use it.",
  DISPENSED: "DISPENSED: it was given to a patient. If that is not you, do not use it.",
  GENUINE: "GENUINE",
};

const WHY: Readonly<Record<ScanReason, string>> = {
  NO_RESOLVER: "no resolver is known for it",
  NO_PROOF: "no resolver proved it",
  NO_CHAIN: "the chain does not answer",
  NO_PRODUCT: "the product is not registered",
  NO_UNIT: "no resolver knows the code",
  SOLD_ELSEWHERE: "the code was sold as another unit",
  SECOND_DISPENSE: "it was dispensed before",
  IN_TWO_LOTS: "the code is in two lots",
  OUTSIDE_CUSTODY: "it is neither here nor on its way here",
  TOO_FAR: "it was scanned in two places too far apart for the time between",
  UNIT_DESTROYED: "by itself",
  GOODS_DESTROYED: "with its parcel",
  CLASS_I: "class I: death or lasting harm is likely",
  CLASS_II: "class II",
  CLASS_III: "class III",
  HOLDER: "by who has it",
  CALLER: "by the sensors of its cold chain",
  REGULATOR: "by a regulator",
  "": "",
};

/** What to do, beside what the answer itself says, for who knows nothing of how this works. */
const ADVICE: Readonly<Record<ScanAnswer, string>> = {
  CANNOT_VERIFY: "Until then, ask a pharmacist before you use it.",
  UNKNOWN: "Compare the code with the pack. Keep the pack, and show it to a pharmacist.",
  CLONED: "Keep the pack, and show it to a pharmacist: one of the two is a forgery.",
  DESTROYED: "Keep the pack, and show it to a pharmacist: it may be a forgery.",
  IMPOSSIBLE_LOCATION: "Keep the pack, and show it to a pharmacist: it may be a forgery.",
  RECALLED:
    "Ask a doctor or a pharmacist what to take in its place, and what to do if you have used it.",
  QUARANTINED: "Keep it apart, stored as it should be, and ask where it came from.",
  EXPIRED: "Give it back to a pharmacy.",
  DISPENSED: "If it was given to you, compare lot and dates with what is printed on the pack.",
  GENUINE:
    "Compare product, lot and dates with what is printed on the pack. If they differ, or the pack was opened, do not use it.",
};

export const adviceOf = (answer: ScanAnswer): string => ADVICE[answer];

/** The answer, and why. */
export const findingText = ({ answer, reason }: Finding): string =>
  WHY[reason] === "" ? WORDS[answer] : `${WORDS[answer]} (${WHY[reason]})`;

export const kindsText = (kinds: readonly string[]): string =>
  kinds.map((kind) => kind.toLowerCase().replaceAll("_", " ")).join(", ");

interface Measured {
  temperature: number;
  humidity?: number | null | undefined;
}

/** What a sensor measured; the humidity only where it did. */
export const measuredText = ({ temperature, humidity }: Measured): string =>
  `${temperature} °C${typeof humidity === "number" ? `, ${humidity} % humidity` : ""}`;

/** What is known of how the goods with a unit in them were kept; times in Unix seconds. */
interface ToldColdChain {
  monitored: boolean;
  missed: number;
  late: number;
  silent: number;
  until?: number | undefined;
  excursions: readonly (Measured & { from: number; step: number })[];
}

const counted = (count: number, one: string, many: string): string[] =>
  count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];

/** How goods were kept, in a line: what nobody knows is said too. */
export function coldChainWords(told: ToldColdChain): string {
  if (!told.monitored) return "not watched by a sensor";
  const { excursions, missed, late, silent, until } = told;
  return [
    "watched",
    ...(excursions.length === 0
      ? ["no excursion"]
      : counted(excursions.length, "excursion", "excursions")),
    ...counted(missed, "reading missing", "readings missing"),
    ...counted(late, "batch late", "batches late"),
    ...counted(silent, "sensor silent now", "sensors silent now"),
    ...(until === undefined ? [] : [`not watched any more: last reading ${momentOf(until)}`]),
  ].join(", ");
}

/** The same, and a line for each time that it left its limits. */
export const coldChainText = (told: ToldColdChain): string[] => [
  `Cold chain: ${coldChainWords(told)}`,
  ...told.excursions.map(
    (found) =>
      `Outside of its limits from ${momentOf(found.from)} on, at ${measuredText(found)}, step ${found.step}`,
  ),
];
