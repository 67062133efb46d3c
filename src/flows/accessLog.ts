import type { Chain } from "../chain/chain.ts";
import type { Hex } from "../core/bytes.ts";
import { accessText } from "../core/phrases.ts";
import { type IndexedAccess, indexedUpTo, type IndexReader } from "../indexer/reader.ts";
import { ExchangeModule } from "../ledger/exchange.ts";

/** One access under a grant, or one attempt. */
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
 * @param index Saves asking the node for what is in it, if it is this chain's; what came after it is
 *   read from the chain, so that an old index hides nothing
 */
export async function accessLog(
  chain: Chain,
  grants?: readonly Hex[],
  index?: IndexReader,
): Promise<Access[]> {
  const upTo = (index && (await indexedUpTo(index, chain))) ?? -1;
  const indexed = upTo < 0 ? [] : index!.accessLog(grants && { grants });
  const all: IndexedAccess[] = indexed.filter(({ block }) => block <= upTo);
  const exchange = new ExchangeModule(chain);
  const from = upTo + 1;
  for (const named of grants ?? [undefined]) {
    for (const { event, transaction, block, index: log } of await exchange.receipts(named, from)) {
      const { grant, grantee, purpose, entries, custodian, time } = event;
      all.push({ grant, time, grantee, purpose, entries, custodian, transaction, block, log });
    }
    for (const { event, transaction, block, index: log } of await exchange.refusals(named, from)) {
      const { grant, grantee, purpose, refusal } = event;
      const time = await chain.network.timeOf(block);
      const entries = BigInt(event.entry) === 0n ? [] : [event.entry];
      all.push({ grant, time, grantee, purpose, entries, refusal, transaction, block, log });
    }
  }
  all.sort((a, b) => a.block - b.block || a.log - b.log);
  return all.map(({ block: _, log: __, ...access }) => access);
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
