import type { Log } from "ethers";
import type { Hex } from "../core/bytes.ts";
import type { SupplyEvent } from "../core/goodsState.ts";
import type { Chain } from "./chain.ts";
import { eventOf } from "./events.ts";
import { allLogs } from "./transact.ts";

/** What the drug ledger said, oldest first, in final blocks. */
export async function supplyLog({
  network,
  addresses,
}: Pick<Chain, "network" | "addresses">): Promise<SupplyEvent[]> {
  const to = await network.finalBlock();
  const found = await allLogs(network.provider, { address: addresses.drugLedger }, { from: 0, to });
  return supplyEventsIn(found);
}

/** Those among logs of the drug ledger. */
export const supplyEventsIn = (
  logs: readonly Pick<Log, "topics" | "data" | "blockNumber" | "index" | "transactionHash">[],
): SupplyEvent[] =>
  logs.flatMap((log) => {
    const said = eventOf("drugLedger", log);
    // The list of callers is the administration's.
    if (!said || said.name === "CallerChanged") return [];
    const { blockNumber: block, index, transactionHash } = log;
    return [{ ...said, block, index, transaction: transactionHash as Hex } as SupplyEvent];
  });
