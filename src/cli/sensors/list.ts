import { dayOf, momentOf } from "../../core/dates.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Session } from "../session.ts";
import { table } from "../table.ts";
import { goodsTitle } from "./goods.ts";
import { sensorTitles } from "./names.ts";

/** An institution's sensors, what each watches, and whether its readings are overdue. */
export async function run(session: Session, options: { as?: string }): Promise<void> {
  const member = await session.member(options.as);
  const { coldChain } = (await freshIndex(session)).reader;
  const now = await session.network.now();
  const title = sensorTitles(session, member);
  const sensors = coldChain.sensorsOf(member.id).map((one) => ({
    sensor: one.sensor,
    name: title(one.sensor),
    calibratedUntil: one.calibratedUntil,
    isRetired: one.isRetired === 1,
    watches: coldChain.watchedBy(one.sensor).map(({ goods, last, interval, ...monitor }) => ({
      goods,
      last,
      isOverdue: now > last + interval * 60,
      isBroken: monitor.isBroken === 1,
      missed: monitor.missed,
      late: monitor.late,
    })),
  }));
  const stateOf = ({ isRetired, calibratedUntil }: (typeof sensors)[number]): string =>
    isRetired ? "RETIRED" : calibratedUntil < now ? "NOT CALIBRATED" : "";
  session.output.result(
    { sensors },
    table(
      ["Sensor", "Calibrated until", "State", "Watches", "Last reading (UTC)", ""],
      sensors.flatMap((one) => {
        const about = [one.name, dayOf(one.calibratedUntil), stateOf(one)];
        const watched = one.watches.map(({ goods, last, isOverdue, isBroken }) => [
          ...about,
          goodsTitle(goods),
          momentOf(last),
          [isBroken ? "EXCURSION" : "", isOverdue ? "OVERDUE" : ""].filter(Boolean).join(", "),
        ]);
        return watched.length > 0 ? watched : [[...about, "", "", ""]];
      }),
    ),
  );
}
