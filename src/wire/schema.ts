/** The pieces that messages and files are described with. */
import { z } from "zod";
import { type Hex, isHex } from "../core/bytes.ts";

/** Bytes in hexadecimal, exactly so many. */
export const hex = (bytes: number) =>
  z.custom<Hex>((value) => isHex(value, bytes), "hexadecimal bytes");

export const hexUpTo = (bytes: number) =>
  z.custom<Hex>((value) => isHex(value) && value.length <= 2 + 2 * bytes, "hexadecimal bytes");

/** A hash or an id. */
export const id = hex(32);

export const uint = (bits: number) =>
  z
    .number()
    .int()
    .min(0)
    .max(2 ** bits - 1);

/** 256 bits, hexadecimal in JSON. */
export const word = id.transform((value) => BigInt(value));
