import type { Session } from "../session.ts";
import { goodsTitle, watchedGoods, type WatchedOptions } from "./goods.ts";

/** Tells that readings are overdue; what was told already is not told again. */
export async function run(session: Session, text: string, options: WatchedOptions): Promise<void> {
  const { care, watched } = await watchedGoods(
    session,
    text,
    options,
    ({ isActive }) => isActive === 1,
  );
  const done = [];
  for (const one of watched) {
    const { goods } = one;
    const isSo = one.isSilent === 1;
    const write = care.coldChain.reportSilence(goods, one.sensor);
    const transaction = isSo ? undefined : (await write.send()).transaction;
    done.push({ goods, sensor: one.sensor, told: !isSo, transaction });
  }
  session.output.result(
    { silent: done },
    done.map(
      ({ goods, told }) =>
        `Readings of ${goodsTitle(goods)} are overdue: ${told ? "that is told" : "that was told before"}.`,
    ),
  );
}
