/** How commands show where a lot's units are. */
import { dayOf, momentOf } from "../../core/dates.ts";
import type { HolderUnits, LotPlaces } from "../../indexer/recall.ts";
import type { IndexedLot, IndexedRecall } from "../../indexer/supplyReader.ts";
import type { Session } from "../session.ts";
import { table } from "../table.ts";

type Naming = Pick<Session, "nameOf">;

/** What people call a lot. */
export const lotTitle = ({ scheme, number, lotNumber }: IndexedLot): string =>
  `${scheme === "GTIN" ? "GTIN" : "Product"} ${number}, lot ${lotNumber}`;

const lotValue = (lot: IndexedLot) => ({
  id: lot.lot,
  product: { scheme: lot.scheme, number: lot.number },
  number: lot.lotNumber,
  maker: lot.maker,
  made: lot.made,
  expiry: lot.expiry,
  quarantine: lot.quarantine,
  recall: lot.recall,
});

const recallValue = (recall: IndexedRecall) => ({
  class: recall.class,
  reason: recall.reason,
  evidence: recall.evidence,
  by: recall.by,
  time: recall.time,
  transaction: recall.transaction,
});

/** As JSON; see `LotPlaces`. */
export const placesValue = (places: LotPlaces, { nameOf }: Naming) => ({
  lot: { ...lotValue(places.lot), makerName: nameOf(places.lot.maker) },
  recalls: places.recalls.map(recallValue),
  units: places.units,
  expected: places.expected,
  completeness: places.completeness,
  complete: places.isComplete,
  holders: places.holders.map((units) => ({
    ...units,
    name: nameOf(units.holder),
    onTheWay: units.onTheWay.map((way) => ({ ...way, toName: nameOf(way.to) })),
  })),
});

const percent = (share: number): string => `${Math.floor(share * 1000) / 10} %`;

/** One line: how far it is. */
export const progressLine = ({ units, expected, completeness }: LotPlaces): string =>
  `${units.recovered} of ${expected} units recovered (${percent(completeness)}), ${units.toReturn} to return`;

function stateLines({ lot, recalls, units }: LotPlaces, { nameOf }: Naming): string[] {
  const recalled = recalls.map(
    ({ class: severity, reason, by, time }) =>
      `Recalled ${momentOf(time)} by ${nameOf(by)}: class ${severity}, reason ${reason}.`,
  );
  return [
    `${lotTitle(lot)}, made by ${nameOf(lot.maker)}, expires ${dayOf(lot.expiry)}`,
    ...recalled,
    ...(lot.quarantine === "NONE" ? [] : ["The whole lot is in quarantine."]),
    `${units.commissioned} units: ${units.withPatients} with patients, ${units.goneBefore} gone ${
      recalls.length > 0 ? "before" : "for good"
    }, ${units.lost} lost since.`,
  ];
}

const cells = (units: HolderUnits, { nameOf }: Naming): (string | number)[] => [
  nameOf(units.holder),
  units.toReturn,
  units.recovered,
  units.withPatients,
  units.quarantined,
  units.disputed,
  units.onTheWay.map(({ to, units: n }) => `${n} to ${nameOf(to)}`).join(", "),
];

/** For people. */
export const placesLines = (places: LotPlaces, naming: Naming): string[] => [
  ...stateLines(places, naming),
  ...(places.recalls.length > 0 ? [`${progressLine(places)}.`] : []),
  "",
  ...table(
    [
      "Holder",
      places.recalls.length > 0 ? "To return" : "Has",
      "Recovered",
      "With patients",
      "Quarantined",
      "Disputed",
      "On the way",
    ],
    places.holders.map((units) => cells(units, naming)),
  ),
];
