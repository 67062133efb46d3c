import { CodeBook } from "../../core/codeList.ts";
import { fail } from "../../core/errors.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Session } from "../session.ts";
import { codeListIn, keepList, keptList } from "./codeLists.ts";

/** Takes a list in that is the chain's: by another salt no claim would find a row. */
export async function run(session: Session, file: string): Promise<void> {
  const list = codeListIn(file);
  const { jurisdiction, codes } = list;
  const { tariffs } = (await freshIndex(session)).reader;
  const book = new CodeBook(list);
  const published = codes.filter((one) => tariffs.rule(jurisdiction, book.hashOf(one)));
  const name = `${jurisdiction.scheme}:${jurisdiction.code}`;
  if (published.length === 0) {
    fail("CLI_FILE", { what: "The code list", reason: `no code of it is published for ${name}` });
  }
  const before = keptList(session, jurisdiction);
  keepList(session, list);
  session.output.result(
    { jurisdiction, codes: codes.length, published: published.length, replaced: !!before },
    [`${codes.length} codes of ${name} are known here, ${published.length} of them published.`],
  );
}
