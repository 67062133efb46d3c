import type { Hex } from "../../core/bytes.ts";
import { fail } from "../../core/errors.ts";
import { type Goods, goodsKey, readingsHash, unpackReadings } from "../../core/monitoring.ts";
import type { SignedReadings } from "../../ledger/coldChain.ts";
import type { Watched } from "../../indexer/coldChainReader.ts";
import { type FreshIndex, freshIndex } from "../index/fresh.ts";
import type { Member } from "../members.ts";
import type { Session } from "../session.ts";
import { goodsTitle } from "./goods.ts";
import { sensorTitles } from "./names.ts";
import { signedIn } from "./signedFiles.ts";

/** What one batch said. */
interface Reported {
  sensor: Hex;
  sequence: number;
  readings: number;
  /** All goods that the sensor watches, and how they were kept. */
  goods: { goods: Goods; isBroken: boolean; excursion: boolean; isAtLarge: boolean }[];
  /** None of a batch that was told before. */
  transaction?: Hex;
}

/** Whoever gives the files again tells nothing twice. */
export async function run(
  session: Session,
  files: string[],
  options: { as?: string },
): Promise<void> {
  const batches = signedIn(files);
  const member = await session.member(options.as);
  const fresh = await freshIndex(session);
  const reports: Reported[] = [];
  for (const signed of batches) {
    reports.push(await reported(member, fresh, signed));
  }
  const excursions = reports.flatMap(({ goods }) => goods.filter(({ excursion }) => excursion));
  const title = sensorTitles(session, member);
  session.output.result(
    { batches: reports, excursions: excursions.length },
    reports.flatMap((one) => [
      `${title(one.sensor)}, batch ${one.sequence}: ${one.readings} readings ${
        one.transaction ? "told" : "were told before"
      }.`,
      ...one.goods
        .filter(({ excursion }) => excursion)
        .map(
          ({ goods, isAtLarge }) =>
            `EXCURSION: ${goodsTitle(goods)} was outside of its limits, and is ${
              isAtLarge ? "in other parcels now: careledger sensors pursue" : "in quarantine"
            }.`,
        ),
    ]),
  );
}

async function reported(
  { care }: Member,
  fresh: FreshIndex,
  signed: SignedReadings,
): Promise<Reported> {
  const { sensor, sequence } = signed.batch;
  const readings = unpackReadings(signed.batch).length;
  const { coldChain: index } = fresh.reader;
  if (index.isTold(sensor, sequence, readingsHash(signed.batch))) {
    return { sensor, sequence, readings, goods: [] };
  }
  const watched: Watched[] = index.watchedBy(sensor);
  if (watched.length === 0) fail("SENSOR_IDLE", {});
  const goods = watched.map((one) => one.goods);
  const { event, transaction } = await care.coldChain.report(signed, goods).send();
  await fresh.refresh();
  const after = new Map(event.goods.map(({ goods: key, monitor }) => [key, monitor]));
  return {
    sensor,
    sequence,
    readings,
    goods: watched.map((before) => {
      const { isBroken, isAtLarge } = after.get(goodsKey(before.goods))!;
      const excursion = isBroken && before.isBroken === 0;
      return { goods: before.goods, isBroken, excursion, isAtLarge };
    }),
    transaction,
  };
}
