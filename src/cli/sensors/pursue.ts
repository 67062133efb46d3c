import type { Session } from "../session.ts";
import { goodsTitle, watchedGoods, type WatchedOptions } from "./goods.ts";

/** Puts what became of goods into quarantine that left them before their excursion was told. */
export async function run(session: Session, text: string, options: WatchedOptions): Promise<void> {
  const { care, watched } = await watchedGoods(
    session,
    text,
    options,
    ({ isBroken }) => isBroken === 1,
  );
  const done = [];
  for (const { goods, sensor: by, isAtLarge } of watched) {
    const parts = isAtLarge === 1 ? await care.excursions.pursueAll(goods, by) : [];
    done.push({ goods, sensor: by, parts: parts.map(({ part }) => part) });
  }
  session.output.result(
    { pursued: done },
    done.map(
      ({ goods, parts }) =>
        `${parts.length} parts of ${goodsTitle(goods)} were put into quarantine.`,
    ),
  );
}
