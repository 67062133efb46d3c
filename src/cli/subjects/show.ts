import type { Session } from "../session.ts";
import { fields } from "../table.ts";

export async function run(session: Session, labelOrId: string): Promise<void> {
  const { identity } = await session.reader();
  const subject = await session.subject(labelOrId);
  const { epoch: keyEpoch, encryptionKey } = await identity.subject(subject);
  const label = session.subjects().get(subject);
  const patient = label === undefined ? undefined : await session.patient(label);
  const voucher = patient?.enrolment.voucher;
  session.output.result(
    { label, subject, keyEpoch, encryptionKey, voucher },
    fields({
      label: label ?? "(not of this folder)",
      subject,
      "key epoch": keyEpoch,
      "encryption key": encryptionKey,
      ...(voucher === undefined ? {} : { voucher: session.nameOf(voucher) }),
    }),
  );
}
