import type { Session } from "../session.ts";
import { goodsTitle, watchedGoods, type WatchedOptions } from "./goods.ts";

/** What is watched no more already is left as it is. */
export async function run(session: Session, text: string, options: WatchedOptions): Promise<void> {
  const { care, watched } = await watchedGoods(session, text, options, () => true);
  const done = [];
  for (const { goods, sensor: by, isActive } of watched) {
    const write = care.coldChain.endMonitoring(goods, by);
    const transaction = isActive === 1 ? (await write.send()).transaction : undefined;
    done.push({ goods, sensor: by, ended: isActive === 1, transaction });
  }
  session.output.result(
    { ended: done },
    done.map(
      ({ goods, ended }) =>
        `${goodsTitle(goods)} ${ended ? "is watched no more" : "was watched no more before"}.`,
    ),
  );
}
