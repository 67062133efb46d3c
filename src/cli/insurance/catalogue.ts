import { randomHex } from "../../core/bytes.ts";
import { CodeBook, type CodeList, type ListedCode } from "../../core/codeList.ts";
import { dateOfDay, dayAt } from "../../core/days.ts";
import { type CatalogueRow, type Jurisdiction, ruleWord } from "../../core/rules.ts";
import { unpackRule } from "../../core/tariff.ts";
import type { IndexedRule, TariffReader } from "../../indexer/tariffReader.ts";
import { writeCodeList } from "../../wire/codeList.ts";
import { writeNew } from "../files.ts";
import { freshIndex } from "../index/fresh.ts";
import { Progress } from "../progress.ts";
import type { Session } from "../session.ts";
import { digestOf } from "../trace/evidence.ts";
import { type GivenRow, readCatalogue } from "./catalogueFile.ts";
import { keepList, keptList } from "./codeLists.ts";

interface Options {
  as?: string;
  jurisdiction?: Jurisdiction;
  from?: string;
  diagnoses: string;
  decision?: string;
  open?: boolean;
  out?: string;
}

const ROWS_AT_ONCE = 100;

/** Publishes what is new or otherwise than on the chain; given again after a cut-off it goes on. */
export async function run(session: Session, file: string, options: Options): Promise<void> {
  const member = await session.member(options.as);
  const { care } = member;
  const currency = await care.insurance.currency();
  const given = readCatalogue(file, currency, options.diagnoses);
  const document = await digestOf(options.decision ?? file, "the decision");
  const own = (await care.identity.participant(member.id)).jurisdiction;
  const jurisdiction = options.jurisdiction ?? own;
  const list = listWith(keptList(session, jurisdiction), jurisdiction, given);
  // Kept before anything is sent: without its salt nobody can bill by what is published.
  keepList(session, list);
  const book = new CodeBook(list);
  const from = options.from ?? (await firstDay(session, jurisdiction));
  const { reader } = await freshIndex(session);
  const rows = given.flatMap((row) => changed(row, book, reader.tariffs, from));
  const bar = new Progress("rows", rows.length);
  try {
    for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
      const some = rows.slice(at, at + ROWS_AT_ONCE);
      await care.catalogue.publish(jurisdiction, some, document).send();
      bar.update(at + some.length, "");
    }
  } finally {
    bar.stop();
  }
  const opened = options.open === true && (await openOnce(session, member.care, jurisdiction));
  if (options.out !== undefined) writeNew(options.out, writeCodeList(list), "the code list");
  const name = `${jurisdiction.scheme}:${jurisdiction.code}`;
  session.output.result(
    { jurisdiction, rows: given.length, published: rows.length, document, opened },
    [
      `${rows.length} of ${given.length} rows published for ${name}; the others were as they are.`,
      ...(opened ? [`The catalogue is open: from now on rows begin after the notice.`] : []),
      ...(options.out === undefined
        ? ["Members bill by the code list: --out writes it for them."]
        : ["Give the code list to members alone: whoever has it finds codes by trying."]),
    ],
  );
}

/** The list that was kept, with what the file says; what the file lacks stays. */
function listWith(
  kept: CodeList | undefined,
  jurisdiction: Jurisdiction,
  given: readonly GivenRow[],
): CodeList {
  const codes = new Map<string, ListedCode>();
  for (const one of [...(kept?.codes ?? []), ...given.map(({ code }) => code)]) {
    codes.set(`${one.system}|${one.code}`, one);
  }
  return { jurisdiction, salt: kept?.salt ?? randomHex(32), codes: [...codes.values()] };
}

/** The first day on which a row that is published now can hold. */
async function firstDay(session: Session, jurisdiction: Jurisdiction): Promise<string> {
  const { catalogue } = await session.reader();
  const today = dayAt(await session.network.now());
  const isOpen = (await catalogue.openedAt(jurisdiction)) !== 0;
  return dateOfDay(isOpen ? today + (await catalogue.noticeDays()) : today);
}

/** A row that is new, or says something else than the last version of its code. */
function changed(
  { code, rule }: GivenRow,
  book: CodeBook,
  tariffs: TariffReader,
  from: string,
): CatalogueRow[] {
  const hash = book.hashOf(code);
  const last = tariffs.rule(book.list.jurisdiction, hash);
  const root = book.indications(hash)?.root;
  const full = { from, ...rule, ...(root === undefined ? {} : { indications: root }) };
  if (last && isSame(last, { code: hash, version: last.version, rule: full }, rule)) return [];
  return [{ code: hash, version: (last?.version ?? 0) + 1, rule: full }];
}

/** Whether it says the same; days count where the file names them. */
function isSame(last: IndexedRule, row: CatalogueRow, given: GivenRow["rule"]): boolean {
  const [before, now] = [unpackRule(last.word), unpackRule(ruleWord(row.rule))];
  const days = {
    ...(given.from === undefined ? { from: before.from } : {}),
    ...(given.until === undefined ? { until: before.until } : {}),
  };
  const same = { ...now, ...days, published: before.published };
  const names = Object.keys(before) as (keyof typeof before)[];
  return (
    names.every((name) => before[name] === same[name]) && last.indications === row.rule.indications
  );
}

async function openOnce(
  { network: _ }: Session,
  { catalogue }: Awaited<ReturnType<Session["reader"]>>,
  jurisdiction: Jurisdiction,
): Promise<boolean> {
  if ((await catalogue.openedAt(jurisdiction)) !== 0) return false;
  await catalogue.open(jurisdiction).send();
  return true;
}
