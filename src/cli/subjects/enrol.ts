import type { Vouching } from "../patients.ts";
import { preparePatient } from "../patients.ts";
import type { Session } from "../session.ts";

interface Options {
  voucher: string;
  method: NonNullable<Vouching["method"]>;
}

export async function run(session: Session, label: string, options: Options): Promise<void> {
  const { care, id: voucher, name } = await session.member(options.voucher);
  const { method } = options;
  const patient = await preparePatient(label, session.state, { care, voucher, method });
  const { subject, enrolment, signer, isEnrolled } = patient;
  if (!isEnrolled) await care.identity.enrol(enrolment, signer).send();
  session.output.result(
    { label, subject, voucher: enrolment.voucher, enrolled: !isEnrolled },
    isEnrolled
      ? [`${label} is enrolled already, as ${subject}.`]
      : [`${label} is enrolled as ${subject}; ${name} vouches for her.`],
  );
}
