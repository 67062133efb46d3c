import { fhirInterval } from "../../core/dates.ts";
import type { ClaimsOf } from "../../indexer/claimReader.ts";
import { writeNew } from "../files.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Session } from "../session.ts";
import type { Form } from "./forms.ts";
import { statementText, storiesOf } from "./ledgerStatement.ts";

interface Period {
  as?: string;
  from?: string;
  until?: string;
}

/** Claims of an institution, as provider or insurer, decided in days that are named. */
export async function periodOf(session: Session, { as, from, until }: Period): Promise<ClaimsOf> {
  const side = as === undefined ? {} : await sideOf(session, as);
  return {
    ...side,
    ...(from === undefined ? {} : { from: fhirInterval(from).start }),
    ...(until === undefined ? {} : { until: fhirInterval(until).end }),
  };
}

async function sideOf(session: Session, as: string): Promise<ClaimsOf> {
  const id = await session.institutionId(as);
  const { identity } = await session.reader();
  const { kinds } = await identity.participant(id);
  const isProvider = kinds.some((kind) => kind === "HOSPITAL" || kind === "PHARMACY");
  return isProvider ? { provider: id } : { insurer: id };
}

/** Writes what funds paid as a statement, from the ledger. */
export async function run(
  session: Session,
  { form, out, ...period }: Period & { form: Form; out: string },
): Promise<void> {
  const { reader } = await freshIndex(session);
  const { insurance } = await session.reader();
  const stories = await storiesOf(session, reader, await periodOf(session, period));
  const currency = await insurance.currency();
  const payment = `ledger-${reader.status().block ?? 0}`;
  writeNew(out, statementText(form, stories, { reader, currency, payment }), "the statement");
  session.output.result({ form, claims: stories.length, currency, out }, [
    `${stories.length} claims are told in the statement.`,
  ]);
}
