/** How events say what the ledger does; CBV 2.0. */
import type { Disposition } from "../core/enums.ts";

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
