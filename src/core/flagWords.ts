import { FLAGS, type Flag } from "./enums.ts";

/** What a flag means to whoever billed, and what can be done. */
export interface FlagWords {
  readonly means: string;
  readonly remedy: string;
}

const SEND_RECORD = "appeal with the record that shows it";
const BILL_ONCE = "if it was done twice, appeal with both records";

export const FLAG_WORDS: Readonly<Record<Flag, FlagWords>> = {
  DUP_INVOICE: { means: "the invoice was billed before", remedy: "bill under a number of its own" },
  DUP_LINE: {
    means: "the same service at the same time was billed before, here or elsewhere",
    remedy: BILL_ONCE,
  },
  DUP_TRACE_CODE: {
    means: "the unit of the drug with this code was paid before",
    remedy: "bill the code of the unit that was given",
  },
  OFF_INDICATION: {
    means: "no diagnosis of the claim is on the row's list of indications",
    remedy: "name the diagnosis that it was given for and bill again, or appeal",
  },
  NOT_IN_CATALOGUE: {
    means: "no row of the catalogue holds for the code on this day",
    remedy: "look the code up in the catalogue of the place of treatment",
  },
  OVER_PRICE: { means: "the price is above the row's ceiling", remedy: "bill at most the ceiling" },
  OVER_QTY: { means: "the quantity is above the row's most", remedy: SEND_RECORD },
  OVER_FREQ: { means: "it was done more often than the row allows", remedy: SEND_RECORD },
  AGE_SEX: {
    means: "the row is for patients of another age or sex, or the enrolment does not show them",
    remedy: "check the patient and the code",
  },
  NO_ENCOUNTER: {
    means: "the claim names no record that shows the service",
    remedy: "publish the record and bill again with its id",
  },
  NO_DISPENSE: {
    means: "no sale of a unit stands behind the line",
    remedy: "dispense by scanning the code, then bill with it",
  },
  RECALLED_DRUG: {
    means: "the unit was recalled when it was given",
    remedy: "return the stock and tell the patient",
  },
  EXPIRED_DRUG: {
    means: "the unit was out of date when it was given",
    remedy: "destroy the stock and tell the patient",
  },
  COLD_CHAIN_BREACH: {
    means: "the unit had been outside of its temperature",
    remedy: "quarantine the stock and tell the patient",
  },
  OVERLAPPING_STAY: {
    means: "another hospital billed a stay on the same day",
    remedy: "show admission and discharge to the reviewer",
  },
  IMPOSSIBLE_TRAVEL: {
    means: "the patient was treated too far away too shortly before",
    remedy: "show the reviewer who was treated",
  },
  DECEASED: { means: "the patient had died before this day", remedy: "check whom you treated" },
  UNLICENSED: {
    means: "the agreement with the insurer does not have this kind of service",
    remedy: "have the service added to the agreement before it is billed",
  },
  SPLIT_STAY: {
    means: "one stay looks like two",
    remedy: "show the reviewer why the patient came back",
  },
  UPCODING: {
    means: "the group looks dearer than the diagnoses",
    remedy: "show the reviewer the record of the stay",
  },
  TEST_REPEATED: {
    means: "the same test was done shortly before",
    remedy: "say why the earlier result did not do",
  },
  NO_DIAGNOSIS: {
    means: "the claim has no diagnosis, so the rule of indications did not decide",
    remedy: "name diagnoses on later claims",
  },
};

/** The flags of a word. */
export const flagsIn = (word: bigint): Flag[] =>
  FLAGS.filter((_, bit) => (word >> BigInt(bit)) & 1n);
