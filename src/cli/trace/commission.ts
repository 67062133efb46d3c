import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Hex } from "../../core/bytes.ts";
import { fhirInterval } from "../../core/dates.ts";
import { fail, isCareLedgerError } from "../../core/errors.ts";
import { note } from "../progress.ts";
import type { Session } from "../session.ts";
import { productNamed, unitNamed } from "./code.ts";
import { digestOf } from "./evidence.ts";

interface Options {
  product: string;
  lot: string;
  made: string;
  expires: string;
  qcReport: string;
  material?: string[];
  as?: string;
}

export async function run(session: Session, file: string, options: Options): Promise<void> {
  const member = await session.member(options.as);
  const custody = await session.custody(member);
  const codes = await codesIn(file);
  const materials: Hex[] = [];
  for (const given of options.material ?? []) materials.push(await digestOf(given, "a material"));
  note(`${codes.length} codes: sealing them, and making their tree.`);
  const made = await member.care.lots(custody).commission({
    product: productNamed(options.product),
    number: options.lot,
    made: fhirInterval(options.made).start,
    expiry: fhirInterval(options.expires).end,
    materials,
    qcReport: await digestOf(options.qcReport, "the report of the quality control"),
    codes,
  });
  const { lot, cid, codeRoot, transaction } = made;
  const isNew = transaction !== undefined;
  session.output.result(
    { lot, units: codes.length, codeRoot, cid, commissioned: isNew, transaction },
    [
      `Lot ${options.lot} of ${codes.length} units ${isNew ? "is commissioned" : "was there already"}: ${lot}`,
      `Its sealed file: ${cid}`,
    ],
  );
}

/** The codes of a file, in its order. */
async function codesIn(file: string): Promise<string[]> {
  const codes: string[] = [];
  try {
    const lines = createInterface({ input: createReadStream(file, "utf8"), crlfDelay: Infinity });
    for await (const line of lines) {
      // Serials hold no commas without quotes around them; a header is no code.
      const cell = /^\s*(?:"((?:[^"]|"")*)"|([^,;\t]*))/.exec(line) ?? [];
      const text = (cell[1]?.replaceAll('""', '"') ?? cell[2] ?? "").trim();
      const isHeader = codes.length === 0 && /^(?:code|serial|trace ?code)s?$/i.test(text);
      if (text !== "" && !isHeader) codes.push(codeIn(text));
    }
  } catch (cause) {
    if (isCareLedgerError(cause)) throw cause;
    const reason = (cause as NodeJS.ErrnoException).code ?? "?";
    return fail("CLI_FILE", { what: "the file of codes", reason }, { cause });
  }
  return codes.length > 0
    ? codes
    : fail("CLI_FILE", { what: "the file of codes", reason: "empty" });
}

/** Of links, element strings and URNs the serial; anything else is the code itself. */
const codeIn = (text: string): string =>
  /^(?:https?:\/\/|urn:|\(01\)|\])/i.test(text) ? unitNamed(text).code : text;
