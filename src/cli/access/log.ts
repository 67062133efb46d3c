import type { Hex } from "../../core/bytes.ts";
import { codesIn } from "../../core/labels.ts";
import { fail } from "../../core/errors.ts";
import { accessLogText } from "../../flows/accessLog.ts";
import type { CareLedger } from "../../client.ts";
import { ownIndex } from "../index/file.ts";
import type { Session } from "../session.ts";

interface Options {
  subject?: string;
  grant?: Hex;
}

export async function run(session: Session, options: Options): Promise<void> {
  const care = await session.reader();
  const { nameOf } = session;
  const index = ownIndex(session.state);
  if (index) session.onClose(() => index.close());
  const log = await care.accessLog(await grantsOf(session, care, options), index);
  const accesses = log.map((access) => ({
    ...access,
    granteeName: nameOf(access.grantee),
    ...(access.custodian === undefined ? {} : { custodianName: nameOf(access.custodian) }),
    purpose: codesIn("purposes", 1n << BigInt(access.purpose))[0] ?? access.purpose,
  }));
  const lines = accessLogText(log, nameOf);
  session.output.result({ accesses }, lines.length > 0 ? lines : ["Nobody has asked."]);
}

/** Undefined for all. */
async function grantsOf(
  session: Session,
  { consent }: CareLedger,
  { subject, grant }: Options,
): Promise<Hex[] | undefined> {
  if (subject !== undefined && grant) {
    fail("CLI_OPTION", { reason: "--subject and --grant exclude each other" });
  }
  if (grant) return [grant];
  if (subject === undefined) return undefined;
  const granted = await consent.granted(await session.subject(subject));
  return granted.map((given) => given.grant);
}
