import { isEnrolled } from "../patients.ts";
import type { Session } from "../session.ts";
import { table } from "../table.ts";

export async function run(session: Session): Promise<void> {
  const { identity } = await session.reader();
  const subjects = await Promise.all(
    [...session.subjects()].map(async ([subject, label]) => ({
      label,
      subject,
      voucher: session.state.patients[label]!.enrolment!.voucher,
      enrolled: await isEnrolled(subject, identity),
    })),
  );
  session.output.result(
    { subjects },
    table(
      ["label", "subject", "voucher", "enrolled"],
      subjects.map((s) => [
        s.label,
        s.subject,
        session.nameOf(s.voucher),
        s.enrolled ? "yes" : "no",
      ]),
    ),
  );
}
