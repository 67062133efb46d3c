/**
 * Arrays of thousands of `bytes32` in calldata and logs. ethers makes an object of each element, and
 * reading copies the data for each: both are spared here where the array stands at the end, which
 * is where the ABI puts the only part of variable length.
 */
import type { Interface, LogParams } from "ethers";
import { concatBytes, fromHex, type Hex, toHex, uintBytes } from "../core/bytes.ts";

const WORD = 64;
const EMPTY = "0".repeat(WORD);

/** Calldata that was encoded with an empty array, with these elements in it. */
export function withElements(data: string, elements: readonly Hex[]): Hex {
  if (!data.endsWith(EMPTY)) throw new TypeError("no empty array at the end of the calldata");
  const words = elements.map((element) => fromHex(element, 32));
  const tail = toHex(concatBytes(uintBytes(elements.length, 32), ...words));
  return `${data.slice(0, -WORD) as Hex}${tail.slice(2)}`;
}

/** The values of a log's event by their names, as `decodeEventLog(...).toObject()` gives them. */
export function eventValues(
  abi: Interface,
  name: string,
  { data, topics }: Pick<LogParams, "data" | "topics">,
): Record<string, unknown> {
  const { inputs } = abi.getEvent(name)!;
  const inData = inputs.filter(({ indexed }) => !indexed);
  const arrays = inData.flatMap(({ type }, i) => (type === "bytes32[]" ? [i] : []));
  const wordAt = (n: number): Hex => `0x${data.slice(2 + WORD * n, 2 + WORD * (n + 1))}`;
  const start = arrays.length === 1 ? Number(wordAt(arrays[0]!)) / 32 : 0;
  const count = start > 0 && start < data.length ? Number(wordAt(start)) : 0;
  if (data.length !== 2 + WORD * (start + 1 + count) || count === 0) {
    return abi.decodeEventLog(name, data, topics).toObject();
  }
  const emptied = data.slice(0, 2 + WORD * start) + EMPTY;
  return {
    ...abi.decodeEventLog(name, emptied, topics).toObject(),
    [inData[arrays[0]!]!.name]: Array.from({ length: count }, (_, i) => wordAt(start + 1 + i)),
  };
}
