/**
 * A lot's file as bytes, before it is sealed: a first line of JSON, then a code a line in packing
 * order. A million codes of 20 digits are 21 MB, read and written piece by piece.
 */
import { z } from "zod";
import { type Hex, utf8 } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import { lotContentHash } from "../core/goods.ts";
import type { LotFile } from "../core/lotFile.ts";
import { id, uint } from "./schema.ts";

const FORMAT = "careledger-lot/1";
/** Its media type inside the envelope. */
export const LOT_FILE_TYPE = "application/vnd.careledger.lot";
/** Raw-material lots of one lot. */
export const MAX_MATERIALS = 10_000;
const MAX_HEAD_BYTES = 1024 * 1024;
/** A code and the end of its line. */
const MAX_LINE_BYTES = 33;
const LINES_A_PIECE = 10_000;

/** A product in JSON: scheme and number as one decimal number (see `productId`). */
export const product = z
  .string()
  .regex(/^\d{1,20}$/)
  .transform(BigInt)
  .refine((value) => value >> 64n === 0n);

const head = z.strictObject({
  format: z.literal(FORMAT),
  product,
  number: z.string().regex(/^[\x20-\x7e]{1,32}$/),
  made: uint(40),
  expiry: uint(40),
  count: uint(32).min(1),
  materials: z.array(id).max(MAX_MATERIALS),
  qcReport: id,
  salt: id,
  secret: id,
});

/** The most bytes of the sealed file of a lot of so many units. */
export const lotFileLimit = (count: number): number =>
  // Segments of 1 MiB have a tag of 16 bytes; 64 KiB are more than header and media type.
  Math.ceil((MAX_HEAD_BYTES + count * MAX_LINE_BYTES) * 1.0001) + 65_536;

/** Writes a lot's file, which is expected to agree with itself (see `treeOf`). */
export async function* writeLotFile({ body, content, secret, codes }: LotFile) {
  const { product: of, number, made, expiry, count } = body;
  const said = { format: FORMAT, product: `${of}`, number, made, expiry, count };
  const { materials, qcReport, salt } = content;
  if (materials.length > MAX_MATERIALS) {
    fail("SUPPLY_LOT_FILE", { reason: `it names more than ${MAX_MATERIALS} raw-material lots` });
  }
  yield utf8(`${JSON.stringify({ ...said, materials, qcReport, salt, secret })}\n`);
  for (let at = 0; at < codes.length; at += LINES_A_PIECE) {
    yield utf8(`${codes.slice(at, at + LINES_A_PIECE).join("\n")}\n`);
  }
}

/**
 * Reads what `writeLotFile` wrote. Whether it agrees with itself and the chain is not asked here.
 * @throws SUPPLY_LOT_FILE
 */
export async function readLotFile(pieces: AsyncIterable<Uint8Array>): Promise<LotFile> {
  const lines = linesOf(pieces);
  const first = (await lines.next()).value ?? "";
  const { format: _, materials, qcReport, salt, secret, ...said } = parseHead(first);
  const codes: string[] = [];
  for await (const line of lines) {
    if (codes.length === said.count) refuse("it has more codes than units");
    codes.push(line);
  }
  const content = { materials, qcReport, salt };
  return { body: { ...said, content: lotContentHash(content) }, content, secret, codes };
}

function parseHead(line: string): z.infer<typeof head> & { secret: Hex } {
  try {
    return head.parse(JSON.parse(line));
  } catch (cause) {
    return fail("SUPPLY_LOT_FILE", { reason: "its first line is not a lot's" }, { cause });
  }
}

const refuse = (reason: string): never => fail("SUPPLY_LOT_FILE", { reason });

async function* linesOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string, undefined> {
  let rest = "";
  let limit = MAX_HEAD_BYTES;
  for await (const piece of pieces) {
    // One character a byte: the codes are ASCII, and JSON of another kind does not parse.
    rest += Buffer.from(piece).toString("latin1");
    const lines = rest.split("\n");
    rest = lines.pop()!;
    for (const line of lines) {
      if (line.length > limit) refuse("it has a line that is too long");
      limit = MAX_LINE_BYTES;
      yield line;
    }
    if (rest.length > limit) refuse("it has a line that is too long");
  }
  return rest === "" ? undefined : refuse("its last line has no end");
}
