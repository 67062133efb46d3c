import type { Hex } from "../core/bytes.ts";
import type { Cut } from "../core/ranges.ts";
import type { Chain } from "./chain.ts";
import { inOrder, logs } from "./transact.ts";

/** How a lot was divided between two blocks, in the order of the chain. */
export async function cutsOf(
  chain: Chain,
  lot: Hex,
  range: { from?: number; to?: number } = {},
): Promise<Cut[]> {
  const found = [
    ...(await logs(chain, "ParcelSplit", [lot], range)),
    ...(await logs(chain, "ParcelDisputed", [lot], range)),
  ];
  return inOrder(found).map(({ event }) => event);
}
