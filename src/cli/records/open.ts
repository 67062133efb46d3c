import type { Hex } from "../../core/bytes.ts";
import type { Purpose } from "../../core/codes.ts";
import { type CareLedgerError, fail, isCareLedgerError } from "../../core/errors.ts";
import type { CustodianAt } from "../../wire/gatewayClient.ts";
import type { FoundRecord } from "../../wire/messages.ts";
import { purposeOf } from "../consent/coverage.ts";
import { Grants } from "../consent/grants.ts";
import { custodians } from "../custodians.ts";
import { type Member, presentKey } from "../members.ts";
import type { Session } from "../session.ts";
import { table } from "../table.ts";
import { BodyFolder } from "./bodies.ts";
import { describe } from "./describe.ts";

interface Options {
  as?: string;
  grant: Hex;
  purpose?: Purpose;
  from?: string;
  out?: string;
  onRecord?: boolean;
}

/** One custodian's records that a grant covers. */
interface Found {
  at: CustodianAt;
  records: FoundRecord[];
}

export async function run(session: Session, options: Options): Promise<void> {
  const member = await session.member(options.as);
  const { grant } = new Grants(session.state, member.care.chain).get(options.grant);
  if (!options.onRecord) {
    const standing = await member.care.consent.standing(grant);
    if (standing !== "LIVE") fail("GATEWAY_GRANT", { standing });
  }
  const bodies = options.out === undefined ? undefined : BodyFolder.open(options.out);
  const purpose = options.purpose ?? purposeOf(grant);
  const all: Found[] = [];
  for (const id of await asked(session, member, options.from)) {
    const at = await member.care.custodian(id);
    all.push({ at, records: await member.care.findRecords(at, { grant, purpose }) });
  }
  const found = all.filter(({ records }) => records.length > 0);
  const opened: Opened[] = [];
  let conflict: CareLedgerError | undefined;
  for (const { at, records } of found) {
    const headers = new Map(records.map((record) => [record.id, record]));
    const bodiesOfOne = await member.care.openRecords(at, records, {
      grant,
      purpose,
      onRecord: options.onRecord ?? false,
      privateKey: await presentKey(member),
      store: await session.store(),
    });
    for (const { entry, receipt, mediaType, body } of bodiesOfOne) {
      let file: string | undefined;
      try {
        file = bodies?.write({ entry, receipt, mediaType, body });
      } catch (error) {
        if (!isCareLedgerError(error)) throw error;
        // What was opened is not given up for one file.
        conflict ??= error;
      }
      const { kinds, clinicalDate } = describe({ ...headers.get(entry)!, entry });
      const { custodian } = at;
      const bytes = body.length;
      opened.push({ entry, custodian, receipt, kinds, clinicalDate, mediaType, bytes, file });
    }
  }
  if (conflict) throw conflict;
  answer(session, options, opened);
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
