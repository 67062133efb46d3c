import type { Chain } from "../chain/chain.ts";
import { coldLog } from "../chain/coldLog.ts";
import { lotsLog } from "../chain/supplyLog.ts";
import { inOrder, logs } from "../chain/transact.ts";
import type { Hex } from "../core/bytes.ts";
import { isCareLedgerError } from "../core/errors.ts";
import type { SupplyEvent } from "../core/goodsState.ts";
import { placeUri, partyUri } from "../epcis/goods.ts";
import { LotTeller } from "../epcis/lotEvents.ts";
import type { ExportNames } from "../epcis/lotTerms.ts";
import { participantUri, readingsUri, sensorUri } from "../epcis/meantGoods.ts";
import type { EventRecord } from "../epcis/model.ts";
import { SensorTeller, type WatchEvent } from "../epcis/sensorEvents.ts";
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
 * What the chain tells of a lot, as EPCIS 2.0 events, in the order in which it was told; see
 * `writeEpcis` and `writeXml`. Events of containers are among them, with what is in those of other
 * lots by class, and what sensors told of the goods.
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
  const log = await storyOf(chain, lot);
  // A lot's events are few among those of the lots beside it: the times of theirs alone are asked for.
  const finder = new LotTeller(lot, names);
  const own = log.filter((event) => finder.tell({ ...event, time: 0 }).length > 0);
  const times = new Map<number, number>();
  for (const { block } of own) {
    if (!times.has(block)) times.set(block, await network.timeOf(block));
  }
  const said = await coldLog(chain, lot, [...finder.containers.keys()], own[0]?.block ?? 0);
  const teller = new LotTeller(lot, codes ? { ...names, codes } : names);
  const sensors = new SensorTeller(teller, {
    place: names.place,
    sensor: (id) => sensorUri(ledger, id),
    readings: (digest) => readingsUri(ledger, digest),
  });
  return inOrder<SupplyEvent | (typeof said)[number]>([...log, ...said]).flatMap((event) =>
    isOfSensors(event)
      ? sensors.tell(event)
      : teller.tell({ ...event, time: times.get(event.block) ?? 0 }),
  );
}

const sensed = new Set([
  "MonitoringChanged",
  "ReadingsReported",
  "ReadingsMissing",
  "ExcursionFound",
]);
const isOfSensors = (event: { name: string }): event is WatchEvent => sensed.has(event.name);

/** The log of a lot, and the making of those that lay in containers with it. */
async function storyOf(chain: Chain, lot: Hex): Promise<SupplyEvent[]> {
  const log = await lotsLog(chain, [lot]);
  const beside = log.flatMap(({ name, event }) =>
    name === "ContainerPacked" ? event.parcels.map((parcel) => parcel.lot) : [],
  );
  const others = [...new Set(beside)].filter((one) => one !== lot);
  if (others.length === 0) return log;
  return inOrder<SupplyEvent>([...log, ...(await logs(chain, "LotCommissioned", [others]))]);
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
