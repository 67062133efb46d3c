import { z } from "zod";
import { fail } from "../../core/errors.ts";
import { lotTransactions } from "../../epcis/lotTransactions.ts";
import { transactionCsv, transactionStatements } from "../../epcis/dscsa.ts";
import { partyUri } from "../../epcis/goods.ts";
import type { EventRecord } from "../../epcis/model.ts";
import { declareError, eventId, writeEpcis } from "../../epcis/write.ts";
import { writeXml } from "../../epcis/writeXml.ts";
import { exportLot } from "../../flows/exportLot.ts";
import { readSmallFile, writeNew } from "../files.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Session } from "../session.ts";
import { lotNamed } from "./lot.ts";
import { readParties } from "./parties.ts";

interface Options {
  as?: string;
  parties?: string;
  format: "json" | "xml" | "dscsa-csv";
  product?: string;
  declareError?: string;
  reason?: string;
  out?: string;
}

/** What the DSCSA wants to be told of a product, and of the seller. */
const product = z.strictObject({
  productName: z.string(),
  strength: z.string(),
  dosageForm: z.string(),
  ndc: z.string(),
  containerSize: z.string(),
  statements: z.array(z.enum(transactionStatements)).default([]),
});

export async function run(session: Session, lot: string, options: Options): Promise<void> {
  if (options.reason !== undefined && options.declareError === undefined) {
    fail("CLI_OPTION", { reason: "--reason goes with --declare-error" });
  }
  const parties = await readParties(session, options.parties);
  const member = await session.member(options.as);
  const { chain } = member.care;
  const { lot: id, lotNumber } = lotNamed((await freshIndex(session)).reader.supply, lot);
  const byId = new Map(parties.map((party) => [party.id, party.key]));
  const custody = await session.custody(member);
  const all = await exportLot(chain, id, { parties: byId, custody });
  if (options.format === "dscsa-csv") {
    const about = productIn(options.product);
    const partners = new Map(
      parties.map(({ key, name = "", address = "" }) => [key, { name, address }]),
    );
    told(session, transactionCsv(lotTransactions(all, about, lotNumber, partners)), options);
    return;
  }
  const records = options.declareError === undefined ? all : [declared(all, options)];
  const key = byId.get(member.id);
  const frame = {
    creationDate: new Date().toISOString(),
    ...(key !== undefined && /^\d{13}$/.test(key) ? { sender: partyUri(key) } : {}),
  };
  const document = writeEpcis(records, frame);
  if (options.format === "xml") told(session, writeXml(records, frame), options);
  else told(session, `${JSON.stringify(document, null, 2)}\n`, options, document);
}

/** To the file, or to stdout: with --json as an object. */
function told({ output }: Session, text: string, { out, format }: Options, value?: object): void {
  if (out === undefined) {
    output.result(value ?? { format, text }, [text.trimEnd()]);
    return;
  }
  writeNew(out, text, "The export");
  output.result({ format, bytes: Buffer.byteLength(text) }, [
    `Written: ${text.length} characters.`,
  ]);
}

/** The event that is to be taken back, with its declaration. */
function declared(records: readonly EventRecord[], options: Options): EventRecord {
  const wrong = records.find((record) => eventId(record) === options.declareError);
  if (!wrong) return fail("TRACE_EVENT_UNKNOWN", {});
  return declareError(wrong, {
    declarationTime: new Date().toISOString(),
    reason: options.reason ?? "incorrect_data",
  });
}

function productIn(file: string | undefined): z.infer<typeof product> {
  if (file === undefined) return fail("CLI_OPTION", { reason: "dscsa-csv needs --product" });
  try {
    return product.parse(JSON.parse(readSmallFile(file, "The product's file")));
  } catch (cause) {
    if (!(cause instanceof z.ZodError || cause instanceof SyntaxError)) throw cause;
    return fail(
      "CLI_FILE",
      { what: "The product's file", reason: "it is not as --help shows" },
      { cause },
    );
  }
}
