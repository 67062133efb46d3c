/** What is asked of the settlement database at a member's gateway, as JSON. */
import { z } from "zod";
import { fromHex, type Hex, keccak256, toHex } from "../core/bytes.ts";
import { packText } from "../core/goods.ts";
import { settlementThings } from "../core/settlementAccess.ts";
import { hashStruct } from "../core/structs.ts";
import { hex, hexUpTo, id, uint } from "./schema.ts";

/** The most rows of an answer, and the most parts of one. */
const MAX_ROWS = 500;
const MAX_PARTS = 10_000;

/**
 * Asks for what has an id, for all that one may see, or acknowledges the flags of a claim; as the struct
 * SettlementRequest, signed by an institution's account, or by the signer of a pseudonym.
 */
export const settlementMessage = z.strictObject({
  request: z.strictObject({
    action: z.enum(["read", "list", "acknowledge"]),
    thing: z.enum(settlementThings),
    /** The id; 0x of a list. */
    key: hexUpTo(32),
    /** Rows of the answers before. */
    after: uint(40),
    /** Who asks as a person or an enterprise; 32 zero bytes for an institution. */
    subject: id,
    /** Bit of the purpose of use. */
    purpose: uint(8),
    custodian: uint(32),
    nonce: id,
    deadline: uint(40),
  }),
  signer: hexUpTo(256),
  signature: hexUpTo(4096),
});

const cell = z.union([z.string(), z.number(), z.null(), z.array(z.string())]);
const part = z.array(z.record(z.string(), cell)).max(MAX_PARTS);

/** Rows with the fields that the asker may see; amounts are decimals in minor units. */
export const settlementAnswer = z.strictObject({
  /** The index's last block, and its hash. */
  block: uint(48),
  hash: hex(32),
  rows: z.array(z.record(z.string(), z.union([cell, part]))).max(MAX_ROWS),
});

export type SettlementMessage = z.infer<typeof settlementMessage>;
export type SettlementRequest = SettlementMessage["request"];
export type SettlementAnswer = z.infer<typeof settlementAnswer>;

/** A request as wallets show and sign it. */
export const shownSettlementRequest = (r: SettlementRequest) => ({
  ...r,
  action: packText(r.action),
  thing: packText(r.thing),
});

export const settlementRequestHash = (r: ReturnType<typeof shownSettlementRequest>): Hex =>
  hashStruct("SettlementRequest", [
    r.action,
    r.thing,
    toHex(keccak256(fromHex(r.key))),
    r.after,
    r.subject,
    r.purpose,
    r.custodian,
    r.nonce,
    r.deadline,
  ]);
