import { dayOf, momentOf } from "../../core/dates.ts";
import { fail, isCareLedgerError } from "../../core/errors.ts";
import { productOf } from "../../core/goods.ts";
import { coldChainText, findingText, kindsText } from "../../core/scanWords.ts";
import type { ScanOptions, ScanReport } from "../../flows/scanUnit.ts";
import type { UnitStory } from "../../ledger/unitStory.ts";
import { Ending, EXIT, type Output } from "../output.ts";
import { type GlobalOptions, Session } from "../session.ts";
import { unitNamed } from "./code.ts";

interface Options extends GlobalOptions {
  resolver?: string[];
  as?: string;
  at?: NonNullable<ScanOptions["at"]>;
  dispensing?: boolean;
}

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
  const asked = resolvers.filter(({ outcome }) => outcome !== "PROVEN");
  return [
    ...findings.map(findingText),
    `${scheme === "GTIN" ? `GTIN ${number}, serial` : `Product ${number}, code`} ${code}`,
    ...(unit ? lifeOf(unit) : []),
    ...asked.map(({ url, outcome }) => `Resolver ${url}: ${outcome.toLowerCase()}`),
  ];
}

function lifeOf(unit: UnitStory): string[] {
  return [
    `Lot ${unit.number}, made ${dayOf(unit.made)}, expires ${dayOf(unit.expiry)}`,
    ...unit.steps.map(
      ({ step, kinds, since }) => `${momentOf(since)}  ${step}  ${kindsText(kinds)}`,
    ),
    ...coldChainText(unit.coldChain),
    `Raw material: ${unit.materials.length} lots; quality report ${unit.qcReport}`,
  ];
}
