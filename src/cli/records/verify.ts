import type { Hex } from "../../core/bytes.ts";
import { fail } from "../../core/errors.ts";
import { Ending, EXIT } from "../output.ts";
import { Progress } from "../progress.ts";
import type { Session } from "../session.ts";
import { verifyRecords } from "./verifying.ts";

interface Options {
  as?: string;
  all?: boolean;
}

export async function run(
  session: Session,
  entry: Hex | undefined,
  { as, all = false }: Options,
): Promise<void> {
  if ((entry === undefined) !== all) {
    fail("CLI_OPTION", { reason: "name one entry, or all of them with --all" });
  }
  const member = await session.member(as);
  const custody = await session.custody(member);
  const { catalogue } = custody;
  const one = entry && (catalogue.recordOfEntry(entry) ?? fail("CLI_ENTRY", {}));
  const progress = new Progress("records verified", one ? 1 : catalogue.count());
  try {
    const { verified, pending, failures } = await verifyRecords(
      member.care,
      custody,
      one ? [one] : catalogue.records(),
      (done) => progress.update(done, ""),
    );
    session.output.result({ custodian: member.id, verified, pending, failures }, [
      `${verified} of ${verified + failures.length} records open and have their fingerprint${pending > 0 ? `; ${pending} are not anchored yet` : " and are anchored"}.`,
      ...failures.map((failure) => `${failure.entry}  ${failure.reason}`),
    ]);
    if (failures.length > 0) throw new Ending(EXIT.failed);
  } finally {
    progress.stop();
  }
}
