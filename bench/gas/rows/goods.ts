/** What operations with drugs have in common. */
import type { Must } from "../floor.ts";
import { member } from "./parts.ts";

/** What a target leaves out: the slot that tells whether a domain is paused. */
export const PAUSE = 2_100;
export const LOT = 32;
export const RANGE = 8;
/** Selector. */
export const CALL = 4;
/** Word of a slot and a deed (account, institution, units), which every event tells. */
export const TOLD = 32 + 32;
/** Product, number of one letter or more, times, count and content of a lot. */
export const BODY = 8 + 1 + 5 + 5 + 4 + 32;

export const ofMember = (must: Omit<Must, "contracts">): Must => ({
  ...must,
  contracts: 1,
  coldReads: member.coldReads + (must.coldReads ?? 0),
});
