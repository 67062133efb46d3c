/** The key of a lot's file, sealed to one institution and signed by the one that gives it. */
import { z } from "zod";
import { fromHex, type Hex, keccak256, toHex } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import { hashStruct } from "../core/structs.ts";
import { hex, hexUpTo, id, uint } from "./schema.ts";

const FORMAT = "careledger-goods-key/1";

/** What is signed. `sealed`: the file's key, HPKE-sealed to the receiver's key of `epoch`. */
const signed = {
  lot: id,
  /** Whether the file is of several blocks (dag-pb); its digest is on the chain. */
  file: z.boolean(),
  from: uint(32),
  to: uint(32),
  epoch: uint(32),
  sealed: hexUpTo(256),
};

export const goodsKey = z.strictObject({
  format: z.literal(FORMAT),
  ...signed,
  signer: hex(20),
  signature: hexUpTo(4096),
});

/** A goods key: it goes with a shipment as a file, or comes from a gateway. */
export type GoodsKey = z.infer<typeof goodsKey>;
export type GoodsKeyTerms = Omit<GoodsKey, "format" | "signer" | "signature">;

export const goodsKeyHash = ({ lot, file, from, to, epoch, sealed }: GoodsKeyTerms): Hex =>
  hashStruct("GoodsKey", [lot, file, from, to, epoch, toHex(keccak256(fromHex(sealed)))]);

export const goodsKeyFrom = (terms: GoodsKeyTerms, signer: Hex, signature: Hex): GoodsKey => ({
  format: FORMAT,
  ...terms,
  signer: signer.toLowerCase() as Hex,
  signature,
});

/** @throws SUPPLY_GOODS_KEY */
export function parseGoodsKey(text: string): GoodsKey {
  try {
    return goodsKey.parse(JSON.parse(text));
  } catch (cause) {
    return fail("SUPPLY_GOODS_KEY", { reason: "it is no goods key" }, { cause });
  }
}
