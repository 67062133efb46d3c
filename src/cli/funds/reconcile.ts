import { isHex } from "../../core/bytes.ts";
import { type EntryDifference, entryDifferences } from "../../remittance/entries.ts";
import type { ClaimsOf } from "../../indexer/claimReader.ts";
import type { IndexReader } from "../../indexer/reader.ts";
import { readSmallFile } from "../files.ts";
import { freshIndex } from "../index/fresh.ts";
import { EXIT, Ending } from "../output.ts";
import type { Session } from "../session.ts";
import { table } from "../table.ts";
import { statementText, storiesOf } from "./ledgerStatement.ts";
import { periodOf } from "./statement.ts";
import { entriesOf, falsified, formOf } from "./statementFiles.ts";

interface Options {
  as?: string;
  from?: string;
  until?: string;
  inject?: number;
  seed: number;
}

type Pinned = EntryDifference & { file: number };

/** Holds statements against the ledger, and pins each difference to its line; ends with 1 if there is one. */
export async function run(session: Session, files: string[], options: Options): Promise<void> {
  const { reader } = await freshIndex(session);
  const given =
    files.length > 0
      ? files.map((file) => readSmallFile(file, "The statement"))
      : [await ownStatement(session, reader, options)];
  const { inject = 0, seed } = options;
  const { texts, injected } =
    inject === 0 ? { texts: given, injected: [] } : falsified(given, inject, seed);
  let checked = 0;
  const differences: Pinned[] = [];
  for (const [at, text] of texts.entries()) {
    // What it should be about, its own words tell: those that were not falsified.
    const found = await compared(session, reader, { text, original: given[at]!, options });
    checked += found.checked;
    differences.push(...found.differences.map((one) => ({ file: at + 1, ...one })));
  }
  const pinned = injected.filter(({ file, line }) =>
    differences.some((one) => one.file === file && one.line === line),
  ).length;
  const wrong = new Set(injected.map(({ file, line }) => `${file} ${line}`));
  const others = differences.filter(({ file, line }) => !wrong.has(`${file} ${line}`)).length;
  session.output.result(
    {
      checked,
      differences,
      ...(inject === 0 ? {} : { injected: injected.length, pinned, others, entries: injected }),
    },
    [
      `${checked} entries held against the ledger, ${differences.length} differ.`,
      ...(differences.length === 0
        ? []
        : table(
            ["file", "line", "claim", "field", "stated", "ledger"],
            differences.map((one) => [
              one.file,
              one.line,
              one.claim.slice(0, 10),
              one.field,
              one.stated,
              one.found,
            ]),
          )),
      ...(inject === 0 ? [] : [`${pinned} of ${injected.length} falsified entries are pinned.`]),
    ],
  );
  const isGood =
    inject === 0 ? differences.length === 0 : pinned === injected.length && others === 0;
  if (!isGood) throw new Ending(EXIT.failed);
}

interface Comparison {
  readonly text: string;
  readonly original: string;
  readonly options: Options;
}

async function compared(
  session: Session,
  reader: IndexReader,
  { text, original, options }: Comparison,
) {
  const form = formOf(text);
  const stated = entriesOf(form, text);
  const named = new Set(entriesOf(form, original).map(({ claim }) => claim));
  const stories = await storiesOf(
    session,
    reader,
    scopeOf(reader, named, await periodOf(session, options)),
  );
  const { insurance } = await session.reader();
  const currency = await insurance.currency();
  const made = statementText(form, stories, { reader, currency, payment: "ledger" });
  // Whose code list is not here cannot tell codes.
  const codes = stories.flatMap(({ settlement }) => settlement.lines.map(({ code }) => code));
  const isTold = codes.every((code) => !code.startsWith("0x"));
  const unsaid = new Set([...(isTold ? [] : ["code"]), "part", "remark"]);
  return {
    checked: stated.length,
    differences: entryDifferences(stated, entriesOf(form, made), unsaid),
  };
}

/**
 * Claims that a statement should tell of: of its parties, from its first to its last one, or of the
 * period and institution that are named.
 */
function scopeOf(reader: IndexReader, named: ReadonlySet<string>, period: ClaimsOf): ClaimsOf {
  if (Object.keys(period).length > 0) return period;
  const rows = [...named].flatMap((claim) =>
    isHex(claim, 32) ? (reader.claims.claim(claim) ?? []) : [],
  );
  const one = <T>(values: readonly T[]): T | undefined =>
    new Set(values).size === 1 ? values[0] : undefined;
  const provider = one(rows.map((row) => row.provider));
  const insurer = one(rows.map((row) => row.insurer));
  const times = rows.map(({ decidedAt }) => decidedAt);
  return {
    ...(provider === undefined ? {} : { provider }),
    ...(insurer === undefined ? {} : { insurer }),
    from: Math.min(...times, Number.MAX_SAFE_INTEGER),
    until: Math.max(...times, 0),
  };
}

async function ownStatement(
  session: Session,
  reader: IndexReader,
  options: Options,
): Promise<string> {
  const stories = await storiesOf(session, reader, await periodOf(session, options));
  const currency = await (await session.reader()).insurance.currency();
  return statementText("advice", stories, { reader, currency, payment: "ledger" });
}
