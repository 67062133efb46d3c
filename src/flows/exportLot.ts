import type { Chain } from "../chain/chain.ts";
import { supplyLog } from "../chain/supplyLog.ts";
import type { Hex } from "../core/bytes.ts";
import { isCareLedgerError } from "../core/errors.ts";
import { placeUri, partyUri } from "../epcis/goods.ts";
import { type ExportNames, LotTeller } from "../epcis/lotEvents.ts";
import { participantUri } from "../epcis/meantGoods.ts";
import type { EventRecord } from "../epcis/model.ts";
import type { Custody } from "../vault/custody.ts";
import { lotFileCid, openLotFile } from "../vault/lotSeal.ts";
import { readLotFile } from "../wire/lotFile.ts";

export interface ExportOptions {
  /** GLNs or URIs of institutions, by their numbers. */
  parties: ReadonlyMap<number, string>;
  /** Who exports: with the lot's file at hand, units are told by their serial numbers. */
  custody?: Custody;
}

/** Units of a lot that are told one by one: a document of more is longer than readers take. */
export const MOST_SERIALS = 20_000;

/**
 * What the chain tells of a lot, as EPCIS 2.0 events, oldest first; see `writeEpcis` and `writeXml`.
 * Events of containers are among them, with what is in those of other lots by class.
 */
export async function exportLot(
  chain: Chain,
  lot: Hex,
  { parties, custody }: ExportOptions,
): Promise<EventRecord[]> {
  const { network } = chain;
  const ledger = network.genesis.slice(2, 18);
  const named = (write: (gln: string) => string) => (id: number) => {
    const key = parties.get(id) ?? participantUri(ledger, id);
    return /^\d{13}$/.test(key) ? write(key) : key;
  };
  const codes = custody && (await codesOf(custody, lot));
  const names: ExportNames = { place: named(placeUri), party: named(partyUri) };
  const log = await supplyLog(chain);
  // A lot's events are few among all: the times of theirs alone are asked for.
  const finder = new LotTeller(lot, names);
  const own = log.filter((event) => finder.tell({ ...event, time: 0 }).length > 0);
  const times = new Map<number, number>();
  for (const { block } of own) {
    if (!times.has(block)) times.set(block, await network.timeOf(block));
  }
  const teller = new LotTeller(lot, codes ? { ...names, codes } : names);
  return log.flatMap((event) => teller.tell({ ...event, time: times.get(event.block) ?? 0 }));
}

/** The codes of a lot whose file is kept here, unless they are too many. */
async function codesOf(custody: Custody, lot: Hex): Promise<readonly string[] | undefined> {
  const known = (await custody.lots()).lot(lot);
  if (!known || known.body.count > MOST_SERIALS) return undefined;
  const { store } = custody;
  try {
    const sealed = store.getFile(lotFileCid(known.manifest, known.file));
    const { body } = await openLotFile(known.key, known, sealed);
    return (await readLotFile(body)).codes;
  } catch (error) {
    // The units' proofs are kept apart from the file, which the store may have lost.
    if (isCareLedgerError(error, "STORE_MISSING")) return undefined;
    throw error;
  }
}
