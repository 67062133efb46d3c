import type { Chain } from "../chain/chain.ts";
import type { Hex } from "../core/bytes.ts";
import { accessText } from "../core/phrases.ts";
import { ExchangeModule } from "../ledger/exchange.ts";

/** One access under a grant, or one attempt. Until the indexer comes it is read from the events. */
export interface Access {
  grant: Hex;
  /** Unix seconds of its block. */
  time: number;
  grantee: number;
  purpose: number;
  /** Ids of the records opened; of a refusal the refused one, where the refusal names it. */
  entries: Hex[];
  custodian?: number;
  refusal?: string;
  transaction: Hex;
}

/**
 * Who opened what under these grants, and who was refused, in the order of the chain.
 * @param grants All that there are, where none are named
 */
export async function accessLog(chain: Chain, grants?: readonly Hex[]): Promise<Access[]> {
  const exchange = new ExchangeModule(chain);
  const all: (Access & { block: number; index: number })[] = [];
  for (const named of grants ?? [undefined]) {
    for (const { event, transaction, block, index } of await exchange.receipts(named)) {
      const { grant, grantee, purpose, entries, custodian, time } = event;
      all.push({ grant, time, grantee, purpose, entries, custodian, transaction, block, index });
    }
    for (const { event, transaction, block, index } of await exchange.refusals(named)) {
      const { grant, grantee, purpose, refusal } = event;
      const time = await chain.network.timeOf(block);
      const entries = BigInt(event.entry) === 0n ? [] : [event.entry];
      all.push({ grant, time, grantee, purpose, entries, refusal, transaction, block, index });
    }
  }
  all.sort((a, b) => a.block - b.block || a.index - b.index);
  return all.map(({ block: _, index: __, ...access }) => access);
}

/** The log in words. `nameOf`: what the reader calls an institution. */
export const accessLogText = (log: readonly Access[], nameOf: (id: number) => string): string[] =>
  log.map(({ time, grantee, purpose, entries, custodian, refusal }) =>
    accessText({
      time,
      who: nameOf(grantee),
      purpose,
      entries: entries.length,
      ...(custodian === undefined ? {} : { custodian: nameOf(custodian) }),
      ...(refusal === undefined ? {} : { refusal }),
    }),
  );
