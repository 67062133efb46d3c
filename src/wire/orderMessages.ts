/** What a party of an order asks another party's gateway, as JSON. */
import { z } from "zod";
import type { Hex } from "../core/bytes.ts";
import { ORDER_STATES, STOCK_STATES } from "../core/enums.ts";
import { hashStruct } from "../core/structs.ts";
import { product } from "./lotFile.ts";
import { hex, hexUpTo, id, uint } from "./schema.ts";

/** Despatches of one order have no limit on chain: whoever answers cuts off here. */
export const MAX_DOCUMENTS = 1_000;

/** Asks for an order, as the struct OrderRequest, which the account of a party signs. */
export const orderMessage = z.strictObject({
  request: z.strictObject({
    order: id,
    custodian: uint(32),
    nonce: id,
    deadline: uint(40),
  }),
  signer: hex(20),
  signature: hexUpTo(4096),
});

/**
 * An order as the chain has it, the stocks of its two sides, and where its documents lie: each is
 * a sealed block, whose CID has `digest`.
 */
export const orderAnswer = z.strictObject({
  order: z.strictObject({
    buyer: uint(32),
    supplier: uint(32),
    inspector: uint(32),
    insurer: uint(32),
    deadline: uint(40),
    terms: id,
  }),
  state: z.strictObject({
    state: z.enum(ORDER_STATES),
    isInvoiced: z.boolean(),
    received: uint(32),
    since: uint(40),
  }),
  documents: z
    .array(
      z.strictObject({
        kind: z.enum(["terms", "despatch", "invoice", "report"]),
        digest: id,
        account: hex(20),
        block: uint(48),
      }),
    )
    .max(MAX_DOCUMENTS),
  stocks: z
    .array(
      z.strictObject({
        holder: uint(32),
        product,
        min: uint(32),
        max: uint(32),
        counted: uint(32),
        state: z.enum(STOCK_STATES),
        since: uint(40),
      }),
    )
    .max(2),
});

export type OrderMessage = z.infer<typeof orderMessage>;
export type OrderRequest = OrderMessage["request"];
export type OrderAnswer = z.infer<typeof orderAnswer>;

export const orderRequestHash = (r: OrderRequest): Hex =>
  hashStruct("OrderRequest", [r.order, r.custodian, r.nonce, r.deadline]);

/** JSON with products as decimal numbers. */
export const orderJson = (message: unknown): string =>
  JSON.stringify(message, (_, value: unknown) =>
    typeof value === "bigint" ? value.toString() : value,
  );
