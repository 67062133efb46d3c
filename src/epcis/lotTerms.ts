/** How events say what the ledger does; CBV 2.0. */
import type { Disposition } from "../core/enums.ts";
import type { SupplyEvent } from "../core/goodsState.ts";
import type { EventRecord } from "./model.ts";

/** How the exporter calls institutions and units. */
export interface ExportNames {
  place: (institution: number) => string;
  party: (institution: number) => string;
  /** The lot's codes by index, where its file is at hand; else units are told by class. */
  codes?: readonly string[];
}

/** An event of the ledger with the time of its block, Unix seconds. */
export type TimedEvent = SupplyEvent & { time: number };

const dispositions: Readonly<Record<Exclude<Disposition, "NONE">, [step: string, is: string]>> = {
  DESTROYED: ["destroying", "destroyed"],
  DAMAGED: ["destroying", "damaged"],
  LOST: ["destroying", "unknown"],
  STOLEN: ["destroying", "stolen"],
  SAMPLED: ["sampling", "destroyed"],
};
export const held = {
  QUARANTINED: { action: "OBSERVE", bizStep: "holding", disposition: "non_sellable_other" },
  RELEASED: { action: "OBSERVE", bizStep: "storing", disposition: "sellable_accessible" },
  CALLED_BACK: { action: "OBSERVE", bizStep: "void_shipping", disposition: "in_progress" },
} as const;
export const SHIPPED = {
  action: "OBSERVE",
  bizStep: "shipping",
  disposition: "in_transit",
} as const;
export const RECEIVED = {
  action: "OBSERVE",
  bizStep: "receiving",
  disposition: "in_progress",
} as const;

/** What a sensor told; of goods that left their limits it says so. */
export const SENSED = { action: "OBSERVE", bizStep: "sensor_reporting" } as const;

export const isoTime = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** The end of a day as a date, another second as a date and time. */
export const expiryText = (expiry: number): string =>
  (expiry + 1) % 86_400 === 0 ? isoTime(expiry).slice(0, 10) : isoTime(expiry);

export const DISPENSED = {
  action: "OBSERVE",
  bizStep: "dispensing",
  disposition: "dispensed",
} as const;
export const RETURNED = {
  action: "OBSERVE",
  bizStep: "accepting",
  disposition: "returned",
} as const;
export const COMMISSIONED = {
  action: "ADD",
  bizStep: "commissioning",
  disposition: "active",
} as const;

export function destroyed(disposition: Disposition) {
  const [bizStep, is] = dispositions[disposition as Exclude<Disposition, "NONE">];
  return { action: "DELETE", bizStep, disposition: is } as const;
}

/** Of an opened parcel nothing may be left. */
export const isOfGoods = (event: EventRecord["event"]): boolean =>
  !("epcList" in event && event.epcList?.length === 0) &&
  !("quantityList" in event && event.quantityList?.[0]?.quantity === 0);
