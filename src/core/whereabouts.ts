/** Where goods are, or were at a time, whatever was made of them since: parts and containers. */
import type { Hex } from "./bytes.ts";
import type { Custody } from "./custody.ts";
import type { Parcel } from "./goods.ts";
import { GoodsState, overlaps, type SupplyEvent } from "./goodsState.ts";
import type { Goods } from "./monitoring.ts";

/** A part of goods, and who has it. */
export interface Whereabouts {
  parcel: Parcel;
  /** The container that it is packed in. */
  container?: Hex;
  holder: number;
  /** Whom it is on its way to; 0 for nobody. */
  to: number;
  /** How often it was received. */
  step: number;
  /** Unix seconds. */
  since: number;
  state: Custody["state"];
  quarantine: Custody["quarantine"];
}

/** The parcels that goods were when they were watched. @returns none for a container never packed */
export function parcelsOf(goods: Goods, events: readonly SupplyEvent[]): readonly Parcel[] {
  if ("parcel" in goods) return [goods.parcel];
  for (const { name, event } of events) {
    if (name === "ContainerPacked" && event.container === goods.container) return event.parcels;
  }
  return [];
}

/**
 * The parts that goods are when these events have happened.
 * @param parcels See `parcelsOf`
 * @param events Of the drug ledger, from its first to the last that counts
 */
export function whereabouts(
  parcels: readonly Parcel[],
  events: Iterable<SupplyEvent>,
): Whereabouts[] {
  const state = new GoodsState(events);
  return parcels.flatMap((whole) =>
    state
      .parcelsOf(whole.lot)
      .filter((part) => overlaps(part, whole))
      .map(({ custody, container, lot, first, count }) => {
        const packed = container === undefined ? undefined : state.containers.get(container);
        const { holder, to, since, state: is, quarantine, step } = packed?.custody ?? custody;
        return {
          parcel: { lot, first, count },
          ...(packed ? { container: packed.id } : {}),
          holder,
          to,
          since,
          state: is,
          quarantine: quarantine === "NONE" ? custody.quarantine : quarantine,
          step: packed ? custody.step + step : step,
        };
      }),
  );
}
