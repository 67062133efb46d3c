import { momentOf } from "../../core/dates.ts";
import { measuredText } from "../../core/scanWords.ts";
import { fail } from "../../core/errors.ts";
import type { Reading } from "../../core/monitoring.ts";
import type { IndexedExcursion } from "../../indexer/tradeReader.ts";
import type { IndexedStep } from "../../indexer/supplyReader.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Session } from "../session.ts";
import { table } from "../table.ts";
import { lotNamed } from "./lot.ts";
import { lotTitle } from "./places.ts";

/** What happened to one unit, by its index. */
export async function run(session: Session, name: string, unit: number): Promise<void> {
  const { supply, trade } = (await freshIndex(session)).reader;
  const lot = lotNamed(supply, name);
  if (unit >= lot.count) fail("TRACE_UNIT", { unit, count: lot.count });
  const steps = supply.history(lot.lot, unit);
  const excursions = trade
    .excursions(lot.lot)
    .filter(({ first, count }) => first <= unit && unit < first + count);
  const readings = trade.readings(lot.lot, unit);
  const { nameOf } = session;
  const state = supply.unitState(lot.lot, unit);
  session.output.result(
    {
      lot: lot.lot,
      unit,
      state,
      steps: steps.map((step) => stepValue(step, nameOf)),
      readings,
      excursions: excursions.map((found) => ({ ...found, holderName: nameOf(found.holderThen) })),
    },
    [
      `${lotTitle(lot)}, unit ${unit}: ${state}`,
      "",
      ...table(
        ["When (UTC)", "What", "Who has it", "To", "Of", "In"],
        steps.map((step) => cells(step, nameOf)),
      ),
      ...readingsLine(readings),
      ...excursions.map((found) => excursionLine(found, nameOf)),
    ],
  );
}

/** Between which values its goods were. */
function readingsLine(readings: readonly Reading[]): string[] {
  const [first] = readings;
  if (!first) return [];
  const temperatures = readings.map(({ temperature }) => temperature);
  const humidities = readings.flatMap(({ humidity }) => (humidity === undefined ? [] : [humidity]));
  const range = (values: readonly number[]): string =>
    `${Math.min(...values)} to ${Math.max(...values)}`;
  const humid = humidities.length === 0 ? "" : `, ${range(humidities)} % humidity`;
  const count = `${readings.length} reading${readings.length === 1 ? "" : "s"}`;
  return [`${count} from ${momentOf(first.time)} on: ${range(temperatures)} °C${humid}`];
}

type NameOf = Session["nameOf"];

/** What is told of a step; its contract's words are in the transaction. */
const stepValue = (step: IndexedStep, nameOf: NameOf) => {
  const { what, time, holder, to, from, by, units, disposition, evidence } = step;
  return {
    what,
    time,
    ...(holder === null ? {} : { holder, holderName: nameOf(holder) }),
    ...(to === null || to === 0 ? {} : { to, toName: nameOf(to) }),
    ...(from === null ? {} : { from }),
    ...(by === null ? {} : { by }),
    ...(units === null ? {} : { units }),
    ...(step.container === null ? {} : { container: step.container, sscc: step.sscc }),
    ...(disposition === null ? {} : { disposition }),
    ...(evidence === null ? {} : { evidence }),
    block: step.block,
    transaction: step.transaction,
  };
};

const cells = (step: IndexedStep, nameOf: NameOf): (string | number)[] => [
  momentOf(step.time),
  step.what,
  step.holder === null ? (step.by ? `(by ${nameOf(step.by)})` : "") : nameOf(step.holder),
  step.to === null || step.to === 0 ? "" : nameOf(step.to),
  step.units === null ? "" : step.units,
  step.sscc ?? "",
];

const excursionLine = (found: IndexedExcursion, nameOf: NameOf): string =>
  `${momentOf(found.from)}: outside of its limits, ${measuredText(found)}, with ${nameOf(found.holderThen)}`;
