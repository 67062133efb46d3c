import { isEnrolled, patientIn } from "../patients.ts";
import type { Session } from "../session.ts";
import { table } from "../table.ts";

export async function run(session: Session): Promise<void> {
  const { chain, identity } = await session.reader();
  const known = Object.keys(session.state.patients).flatMap(
    (label) => patientIn(session.state, label, chain.addresses.p256Verifier) ?? [],
  );
  const subjects = await Promise.all(
    known.map(async ({ label, subject, enrolment: { voucher } }) => ({
      label,
      subject,
      voucher,
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
