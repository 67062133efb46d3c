import path from "node:path";
import type { Hex } from "../../core/bytes.ts";
import type { Purpose } from "../../core/codes.ts";
import { type CareLedgerError, fail, isCareLedgerError } from "../../core/errors.ts";
import type { ConsentGrant } from "../../core/structs.ts";
import type { OpenedRecord } from "../../flows/openRecord.ts";
import type { FoundRecord } from "../../wire/messages.ts";
import { purposeOf } from "../consent/coverage.ts";
import { Grants } from "../consent/grants.ts";
import { custodians } from "../custodians.ts";
import { holdLock } from "../../vault/lock.ts";
import type { Member } from "../members.ts";
import type { Session } from "../session.ts";
import { table } from "../table.ts";
import { BodyFolder } from "./bodies.ts";
import { describe } from "./describe.ts";
import { openAt, type OpenedAt } from "./opening.ts";
import { Tickets } from "./tickets.ts";

interface Options {
  as?: string;
  grant: Hex;
  purpose?: Purpose;
  from?: string;
  out?: string;
  onRecord?: boolean;
}

export async function run(session: Session, options: Options): Promise<void> {
  const { state } = session;
  const member = await session.member(options.as);
  const { grant } = new Grants(state, member.care.chain).get(options.grant);
  const tickets = new Tickets(state, member.id, options.grant);
  session.onClose(holdLock(path.join(tickets.directory, "open.lock"), "opening under this grant"));
  await requireStanding(member, grant, tickets, options);
  const bodies = options.out === undefined ? undefined : BodyFolder.open(options.out);
  const opening = {
    member,
    grant,
    tickets,
    store: await session.store(),
    purpose: options.purpose ?? purposeOf(grant),
    onRecord: options.onRecord ?? false,
  };
  const all: OpenedAt[] = [];
  const opened: Opened[] = [];
  let conflict: CareLedgerError | undefined;
  for (const custodian of await asked(session, member, options.from)) {
    const one = await openAt(custodian, opening);
    all.push(one);
    const headers = new Map(one.found.map((record) => [record.id, record]));
    for (const record of one.opened) {
      const file = written(record, bodies, (error) => (conflict ??= error));
      opened.push({ ...described(record, headers.get(record.entry)!), custodian, file });
    }
  }
  // Not before all are there: until then the same command goes on without another use.
  for (const { ticket } of all) ticket?.done();
  if (conflict) throw conflict;
  answer(session, options, opened);
}

/** A used-up grant still gives what was begun under it; no other ended one gives anything. */
async function requireStanding(
  { care }: Member,
  grant: ConsentGrant,
  tickets: Tickets,
  { onRecord = false }: Options,
): Promise<void> {
  if (onRecord) return;
  const standing = await care.consent.standing(grant);
  const isBegun = standing === "EXHAUSTED" && tickets.begun().length > 0;
  if (standing !== "LIVE" && !isBegun) fail("GATEWAY_GRANT", { standing });
}

/** What was opened is not given up for one file that is in the way. */
function written(
  record: OpenedRecord,
  bodies: BodyFolder | undefined,
  onConflict: (error: CareLedgerError) => void,
): string | undefined {
  try {
    return bodies?.write(record);
  } catch (error) {
    if (!isCareLedgerError(error, "CLI_FILE_EXISTS")) throw error;
    onConflict(error);
    return undefined;
  }
}

function described({ entry, receipt, mediaType, body }: OpenedRecord, record: FoundRecord) {
  const { kinds, clinicalDate } = describe({ ...record, entry });
  return { entry, receipt, kinds, clinicalDate, mediaType, bytes: body.length };
}

interface Opened {
  entry: Hex;
  custodian: number;
  receipt: Hex;
  kinds: string[];
  clinicalDate: string;
  mediaType: string;
  bytes: number;
  file: string | undefined;
}

/** Whom to ask: everybody else with a gateway, unless one is named. */
async function asked(session: Session, { id, care }: Member, from?: string): Promise<number[]> {
  return from === undefined ? await custodians(care, id) : [await session.institutionId(from)];
}

function answer({ output, nameOf }: Session, { grant, out }: Options, records: Opened[]): void {
  const n = records.length;
  const value = { grant, opened: n, records };
  if (n === 0) {
    output.result(value, ["Nobody keeps a record that it covers now."]);
    return;
  }
  output.result(value, [
    ...table(
      ["entry", "custodian", "kinds", "clinical date", "bytes"],
      records.map((r) => [
        r.entry,
        nameOf(r.custodian),
        r.kinds.join(", "),
        r.clinicalDate.slice(0, 10),
        r.bytes,
      ]),
    ),
    `Opened ${n} record${n === 1 ? "" : "s"}; each has the fingerprint that was anchored.`,
    ...(out === undefined ? ["--out DIR keeps what they say."] : [`They are in ${out}.`]),
  ]);
}
