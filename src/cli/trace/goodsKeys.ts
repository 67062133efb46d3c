/** Keys of lots' files that go along with goods: one, or of a container's lots a list. */
import { existsSync } from "node:fs";
import { fail } from "../../core/errors.ts";
import type { Hex } from "../../core/bytes.ts";
import { type GoodsKey, parseGoodsKey } from "../../wire/goodsKey.ts";
import { readSmallFile, writeNew } from "../files.ts";

const WHAT = "The goods key";

/** Writes keys; those for the same receiver that an earlier call wrote are as good. */
export function keepKeys(file: string, keys: readonly GoodsKey[]): void {
  if (!existsSync(file)) {
    writeNew(file, `${JSON.stringify(keys.length === 1 ? keys[0] : keys, null, 2)}\n`, WHAT);
    return;
  }
  if (!areSame(readSmallFile(file, WHAT), keys)) fail("CLI_FILE_EXISTS", { what: WHAT });
}

function areSame(text: string, keys: readonly GoodsKey[]): boolean {
  try {
    const before = keysIn(text);
    return (
      before.length === keys.length &&
      keys.every(({ lot, from, to, epoch }, i) => {
        const one = before[i]!;
        return one.lot === lot && one.from === from && one.to === to && one.epoch === epoch;
      })
    );
  } catch {
    return false;
  }
}

function keysIn(text: string): GoodsKey[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = undefined;
  }
  if (!Array.isArray(parsed)) return [parseGoodsKey(text)];
  return parsed.map((key) => parseGoodsKey(JSON.stringify(key)));
}

/**
 * The key of a lot's file from the file that came along. Where there is one key it is that one: whose
 * it is, is looked at when it is opened.
 * @throws CLI_FILE, SUPPLY_GOODS_KEY
 */
export function readKey(file: string, lot: Hex): GoodsKey {
  const keys = keysIn(readSmallFile(file, WHAT));
  const found = keys.length === 1 ? keys[0] : keys.find((key) => key.lot === lot);
  return found ?? fail("SUPPLY_GOODS_KEY", { reason: "the file has none of this lot" });
}
