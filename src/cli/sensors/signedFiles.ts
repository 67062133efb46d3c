/** Files of readings that sensors signed: one batch, an array of them, or a batch a line. */
import { z } from "zod";
import { fail } from "../../core/errors.ts";
import type { SignedReadings } from "../../ledger/coldChain.ts";
import { hexUpTo, id, uint } from "../../wire/schema.ts";
import { readSmallFile } from "../files.ts";

const signed = z.strictObject({
  /** What the sensor's id is made of, beside its owner. */
  sensor: z.strictObject({ signer: hexUpTo(1024), device: id }),
  batch: z.strictObject({
    sensor: id,
    sequence: uint(24),
    start: uint(40),
    /** Seven bytes a reading. */
    readings: hexUpTo(100_000),
  }),
  signature: hexUpTo(4096),
});

const WHAT = "A file of signed readings";

/** The batches of files, each sensor's in the order of their sequence. @throws CLI_FILE */
export function signedIn(files: readonly string[]): SignedReadings[] {
  const found = files.flatMap((file) => {
    const text = readSmallFile(file, WHAT);
    const whole = jsonOf(text);
    const values: unknown =
      whole ?? text.split(/\r?\n/).flatMap((line) => (line.trim() === "" ? [] : [jsonOf(line)]));
    const batches = z.array(signed).safeParse(Array.isArray(values) ? values : [values]);
    return batches.data ?? fail("CLI_FILE", { what: WHAT, reason: "it is not of that form" });
  });
  return found.toSorted(
    ({ batch: a }, { batch: b }) => a.sensor.localeCompare(b.sensor) || a.sequence - b.sequence,
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
