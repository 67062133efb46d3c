import type { Session } from "../session.ts";
import { sensorNamed } from "./names.ts";

export async function run(session: Session, name: string, options: { as?: string }): Promise<void> {
  const member = await session.member(options.as);
  const { coldChain } = member.care;
  const sensor = sensorNamed(session, member, name);
  const isSo = (await coldChain.sensor(sensor))?.isRetired ?? false;
  const transaction = isSo ? undefined : (await coldChain.retireSensor(sensor).send()).transaction;
  session.output.result({ sensor, retired: !isSo, transaction }, [
    `${name} is out of use for good: what its key signs counts no more.`,
  ]);
}
