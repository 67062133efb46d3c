import type { Log } from "ethers";
import type { Hex } from "../core/bytes.ts";
import type { SupplyEvents } from "../core/events.ts";
import type { SupplyEvent } from "../core/goodsState.ts";
import type { Chain } from "./chain.ts";
import { eventOf, topicOf } from "./events.ts";
import { allLogs, inOrder, logs, type Topics } from "./transact.ts";

type Reads = Pick<Chain, "network" | "addresses">;
type Names = readonly (keyof SupplyEvents)[];

/** Events whose first indexed value is the lot; the container. */
const OF_LOTS: Names = [
  "LotCommissioned",
  "LotRecalled",
  "LotQuarantined",
  "ParcelShipped",
  "ParcelReceived",
  "ParcelDisputed",
  "ParcelSplit",
  "ParcelChanged",
  "UnitsDispensed",
  "UnitsWithdrawn",
];
const OF_CONTAINERS: Names = [
  "ContainerPacked",
  "ContainerShipped",
  "ContainerReceived",
  "ContainerChanged",
  "ContainerUnpacked",
];

/** What the drug ledger said, oldest first, in final blocks. */
export async function supplyLog({ network, addresses }: Reads): Promise<SupplyEvent[]> {
  const to = await network.finalBlock();
  const found = await allLogs(network.provider, { address: addresses.drugLedger }, { from: 0, to });
  return supplyEventsIn(found);
}

/**
 * What the drug ledger said of these lots and of containers that ever held goods of theirs, oldest
 * first, in final blocks. Nothing before the making of the first is read, and of other goods only
 * which containers were packed since: their events do not name what is in them by a topic.
 */
export async function lotsLog(chain: Reads, lots: readonly Hex[]): Promise<SupplyEvent[]> {
  const wanted = new Set(lots);
  if (wanted.size === 0) return [];
  const to = await chain.network.finalBlock();
  const [first] = await logs(chain, "LotCommissioned", [[...wanted]], { to });
  if (!first) return [];
  const range = { from: first.block, to };
  const own = await named(chain, OF_LOTS, [[...wanted]], range);
  const packed = await logs(chain, "ContainerPacked", [], range);
  const holding = packed.filter(({ event }) => event.parcels.some(({ lot }) => wanted.has(lot)));
  const ids = [...new Set(holding.map(({ event }) => event.container))];
  const moved = ids.length === 0 ? [] : await named(chain, OF_CONTAINERS, [ids], range);
  return inOrder([...own, ...moved]);
}

async function named(
  { network, addresses }: Reads,
  names: Names,
  topics: Topics,
  range: { from: number; to: number },
): Promise<SupplyEvent[]> {
  const filter = { address: addresses.drugLedger, topics: [names.map(topicOf), ...topics] };
  return supplyEventsIn(await allLogs(network.provider, filter, range));
}

/** Those among logs of the drug ledger. */
export const supplyEventsIn = (
  found: readonly Pick<Log, "topics" | "data" | "blockNumber" | "index" | "transactionHash">[],
): SupplyEvent[] =>
  found.flatMap((log) => {
    const said = eventOf("drugLedger", log);
    // The list of callers is the administration's.
    if (!said || said.name === "CallerChanged") return [];
    const { blockNumber: block, index, transactionHash } = log;
    return [{ ...said, block, index, transaction: transactionHash as Hex } as SupplyEvent];
  });
