import { dayOf, fhirInterval } from "../../core/dates.ts";
import type { Session } from "../session.ts";
import { digestOf } from "../trace/evidence.ts";
import { sensorNamed } from "./names.ts";

interface Options {
  until: string;
  certificate: string;
  as?: string;
}

export async function run(session: Session, name: string, options: Options): Promise<void> {
  const member = await session.member(options.as);
  const { coldChain } = member.care;
  const sensor = sensorNamed(session, member, name);
  const certificate = await digestOf(options.certificate, "the certificate");
  const until = fhirInterval(options.until).end;
  const isSo = (await coldChain.sensor(sensor))?.calibratedUntil === until;
  const transaction = isSo
    ? undefined
    : (await coldChain.recalibrate(sensor, until, certificate).send()).transaction;
  session.output.result({ sensor, calibratedUntil: until, recalibrated: !isSo, transaction }, [
    `${name} is calibrated until ${dayOf(until)}.`,
  ]);
}
