import type { Hex } from "../core/bytes.ts";
import type { WatchEvents } from "../core/tradeEvents.ts";
import type { Chain } from "./chain.ts";
import { inOrder, type Logged, logs } from "./transact.ts";

type WatchEvent = { [N in keyof WatchEvents]: Logged<WatchEvents[N], N> }[keyof WatchEvents];

/**
 * What sensors that watched a lot or these containers said, oldest first, in final blocks: of those
 * sensors all readings, for their events do not name goods by a topic.
 * @param from The block of the lot's making
 */
export async function coldLog(
  chain: Pick<Chain, "network" | "addresses">,
  lot: Hex,
  containers: readonly Hex[],
  from: number,
): Promise<WatchEvent[]> {
  const range = { from, to: await chain.network.finalBlock() };
  const watched = [
    ...(await logs(chain, "MonitoringChanged", [null, null, lot], range)),
    ...(containers.length === 0
      ? []
      : await logs(chain, "MonitoringChanged", [[...containers]], range)),
  ];
  if (watched.length === 0) return [];
  const sensors = [...new Set(watched.map(({ event }) => event.sensor))];
  const goods = [...new Set(watched.map(({ event }) => event.goods))];
  const found: WatchEvent[] = [
    ...watched,
    ...(await logs(chain, "ReadingsReported", [sensors], range)),
    ...(await logs(chain, "ReadingsMissing", [goods], range)),
    ...(await logs(chain, "ExcursionFound", [goods], range)),
  ];
  return inOrder(found);
}
