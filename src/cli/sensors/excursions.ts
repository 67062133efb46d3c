import { momentOf } from "../../core/dates.ts";
import { measuredText } from "../../core/scanWords.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Session } from "../session.ts";
import { table } from "../table.ts";
import { lotNamed } from "../trace/lot.ts";
import { lotTitle } from "../trace/places.ts";

/** Goods that were outside of their limits: when, with whom, and whether they were kept apart at once. */
export async function run(session: Session, text: string | undefined): Promise<void> {
  const { supply, trade, coldChain } = (await freshIndex(session)).reader;
  const lots = text === undefined ? coldChain.lotsWithExcursions() : [lotNamed(supply, text).lot];
  const { nameOf } = session;
  const found = lots.flatMap((lot) =>
    trade.excursions(lot).map((excursion) => ({
      ...excursion,
      lotTitle: lotTitle(supply.lot(lot)!),
      holderName: nameOf(excursion.holderThen),
    })),
  );
  session.output.result(
    { excursions: found },
    table(
      ["Since (UTC)", "Lot", "Units", "Measured", "With", "Quarantine"],
      found.map((one) => [
        momentOf(one.from),
        one.lotTitle,
        `${one.first}:${one.count}`,
        measuredText(one),
        one.holderName,
        one.isQuarantined ? "at once" : "refused: pursue",
      ]),
    ),
  );
}
