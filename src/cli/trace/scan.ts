import { fail, isCareLedgerError } from "../../core/errors.ts";
import { productOf } from "../../core/goods.ts";
import type { ScanAnswer, ScanReason } from "../../core/scan.ts";
import type { ScanOptions, ScanReport } from "../../flows/scanUnit.ts";
import type { UnitStory } from "../../ledger/unitStory.ts";
import { Ending, EXIT, type Output } from "../output.ts";
import { type GlobalOptions, Session } from "../session.ts";
import { dayOf, measuredText, momentOf } from "../table.ts";
import { unitNamed } from "./code.ts";

interface Options extends GlobalOptions {
  resolver?: string[];
  as?: string;
  at?: NonNullable<ScanOptions["at"]>;
  dispensing?: boolean;
}

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

/** Answers where no chain can be reached too: that nothing can be verified now is an answer. */
export async function run(output: Output, text: string, options: Options): Promise<void> {
  const { product, code } = unitNamed(text);
  if (options.at && options.as === undefined) {
    fail("CLI_OPTION", { reason: "--at says where an institution scans: name it with --as" });
  }
  let report: ScanReport;
  try {
    report = await scanned(product, code, options);
  } catch (error) {
    const isAway = isCareLedgerError(error) && AWAY.has(error.code);
    if (!isAway) throw error;
    const finding = { answer: "CANNOT_VERIFY", reason: "NO_CHAIN" } as const;
    report = { ...finding, findings: [finding], product, code, resolvers: [] };
  }
  output.result({ ...report, product: productOf(product) }, linesOf(report));
  if (report.answer === "CANNOT_VERIFY") throw new Ending(EXIT.unreachable);
  if (report.answer !== "GENUINE") throw new Ending(EXIT.refused);
}

const AWAY: ReadonlySet<string> = new Set(["CHAIN_UNREACHABLE", "CHAIN_SILENT"]);

async function scanned(product: bigint, code: string, options: Options): Promise<ScanReport> {
  const session = await Session.open(options);
  try {
    const { as, at, dispensing = false, resolver: resolvers } = options;
    const care = as === undefined ? await session.reader() : (await session.member(as)).care;
    return await care.scan(product, code, {
      asMember: as !== undefined,
      dispensing,
      ...(at ? { at } : {}),
      ...(resolvers ? { resolvers } : {}),
    });
  } finally {
    await session.close();
  }
}

function linesOf({ findings, product, code, unit, resolvers }: ScanReport): string[] {
  const { scheme, number } = productOf(product);
  const said = findings.map(({ answer, reason }) =>
    WHY[reason] === "" ? WORDS[answer] : `${WORDS[answer]} (${WHY[reason]})`,
  );
  const asked = resolvers.filter(({ outcome }) => outcome !== "PROVEN");
  return [
    ...said,
    `${scheme === "GTIN" ? `GTIN ${number}, serial` : `Product ${number}, code`} ${code}`,
    ...(unit ? lifeOf(unit) : []),
    ...asked.map(({ url, outcome }) => `Resolver ${url}: ${outcome.toLowerCase()}`),
  ];
}

const kindsText = (kinds: readonly string[]): string =>
  kinds.map((kind) => kind.toLowerCase().replaceAll("_", " ")).join(", ");

function lifeOf(unit: UnitStory): string[] {
  const { monitored, excursions } = unit.coldChain;
  const warm = excursions.map(
    (found) =>
      `Outside of its limits from ${momentOf(found.from)} on, at ${measuredText(found)}, step ${found.step}`,
  );
  const watched = monitored ? "Cold chain: kept as it should be" : "Cold chain: no sensor";
  return [
    `Lot ${unit.number}, made ${dayOf(unit.made)}, expires ${dayOf(unit.expiry)}`,
    ...unit.steps.map(
      ({ step, kinds, since }) => `${momentOf(since)}  ${step}  ${kindsText(kinds)}`,
    ),
    ...(warm.length > 0 ? warm : [watched]),
    `Raw material: ${unit.materials.length} lots; quality report ${unit.qcReport}`,
  ];
}
