/** A vaccine from its maker to a patient and back in a recall: ordered, watched, inspected, paid. */
import { randomHex, utf8 } from "../../core/bytes.ts";
import { productId } from "../../core/goods.ts";
import type { Limits } from "../../core/monitoring.ts";
import { bad, good, note, title } from "../progress.ts";
import type { Consortium } from "./consortium.ts";
import {
  movePallet,
  palletsOf,
  readingsSince,
  reportReadings,
  VACCINE_GTIN,
  type Vaccines,
  watchPallet,
} from "./vaccineGoods.ts";
import { dispense, recall, sendBack, takeIn } from "./vaccineHospital.ts";
import { orderDoses, type Purchase, receiveAndPay, showOrder, tellStock } from "./vaccineTrade.ts";

const DOSES = 900;
const PALLETS = 3;
const DAY = 24 * 60 * 60;
const YEAR = 365 * DAY;

/** Between which a vaccine is kept: degrees Celsius, percent, minutes. */
const LIMITS: Limits = {
  minTemperature: 2,
  maxTemperature: 8,
  minHumidity: 20,
  maxHumidity: 75,
  interval: 15,
  tolerated: 0,
};
const COOL = [4.6, 4.8, 5.1];
const WARM = [4.7, 8.4, 11.2];

/** What the index of the chain has of the drug maker's goods. */
export interface Supplied {
  units: number;
  excursions: number;
  /** Units. */
  quarantined: number;
  recalls: number;
  /** From sending the recall until scans of all pallets say so. */
  recallSeconds: number;
  orders: number;
  /** Of stocks, open and closed. */
  alerts: number;
}

/** One lot's whole life. `pack`: the code of one of its doses, to be scanned by whoever reads this. */
export async function tellVaccineStory(
  consortium: Consortium,
): Promise<{ supplied: Supplied; pack: string }> {
  title("A vaccine from its maker to a patient, and back in a recall");
  const product = await registered(consortium);
  const purchase = await orderDoses(consortium, product, DOSES);
  const vaccines = await make(consortium, product);
  await despatch(consortium, vaccines, purchase);
  await carry(consortium, vaccines);
  const parcels = await takeIn(consortium, vaccines);
  await receiveAndPay(purchase, vaccines, parcels);
  await tellStock(consortium, purchase);
  await showOrder(consortium, purchase);
  await dispense(consortium, vaccines, parcels[0]!);
  await tellStock(consortium, purchase);
  const recallSeconds = await recall(consortium, vaccines);
  await sendBack(consortium, vaccines, parcels);
  const pack = `(01)${VACCINE_GTIN}(21)${vaccines.codes[0]}`;
  return { supplied: suppliedOf(consortium, recallSeconds), pack };
}

/** What the index of the chain has of all goods. */
function suppliedOf({ indexer, maker }: Consortium, recallSeconds: number): Supplied {
  const { supply, trade } = indexer.reader;
  const lots = supply.lotsOf(maker.id);
  const quarantined = lots
    .flatMap(({ lot }) => supply.parcels(lot))
    .filter(({ quarantine }) => quarantine !== "NONE");
  return {
    units: sum(lots.map(({ count }) => count)),
    excursions: lots.flatMap(({ lot }) => trade.excursions(lot)).length,
    quarantined: sum(quarantined.map(({ left }) => left)),
    recalls: lots.flatMap(({ lot }) => supply.recalls(lot)).length,
    recallSeconds: Number(recallSeconds.toFixed(3)),
    orders: trade.orders(maker.id).length,
    alerts: trade.alerts({ all: true }).length,
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** The product, given to its licence holder by the authority, with its limits. */
async function registered({ administrator, maker }: Consortium): Promise<bigint> {
  const product = productId("GTIN", VACCINE_GTIN);
  const { supply, coldChain } = maker.care;
  if (!(await supply.product(product))) {
    const write = administrator.supply.registerProduct(product, maker.id, { claimable: true });
    await write.send();
  }
  if (!(await coldChain.limits(product))) await coldChain.setLimits(product, LIMITS).send();
  return product;
}

/** One drug, one code: the lot's codes lie sealed in the store, their root on the chain. */
async function make({ maker }: Consortium, product: bigint): Promise<Vaccines> {
  const now = await maker.care.chain.network.now();
  const number = `V${randomHex(4).slice(2).toUpperCase()}`;
  const codes = Array.from({ length: DOSES }, (_, i) => `${number}${String(i).padStart(4, "0")}`);
  const made = await maker.care.lots(maker.custody).commission({
    product: { scheme: "GTIN", number: VACCINE_GTIN },
    number,
    made: now - DAY,
    expiry: now + 2 * YEAR,
    materials: [randomHex(32), randomHex(32)],
    qcReport: randomHex(32),
    codes,
  });
  good(
    `${maker.name} makes ${DOSES} doses, lot ${number}: one transaction; their codes lie sealed in the store`,
  );
  return { ...made, product, codes, pallets: [] };
}

/** Three pallets, despatched for the order and handed to the carrier. */
async function despatch(
  { maker, carrier }: Consortium,
  vaccines: Vaccines,
  { id, order, store }: Purchase,
): Promise<void> {
  const { lot } = vaccines;
  const { supply, procurement } = maker.care;
  const count = DOSES / PALLETS;
  const parcels = Array.from({ length: PALLETS }, (_, i) => ({ lot, first: i * count, count }));
  await supply
    .split(
      { lot, first: 0, count: DOSES },
      parcels.map((parcel) => parcel.count),
    )
    .send();
  const advice = { mediaType: "text/plain", body: utf8(`${PALLETS} pallets, by ${carrier.name}.`) };
  const document = await maker.care.orders(store).share(id, advice);
  await procurement.despatch(order, parcels, document).send();
  vaccines.pallets = palletsOf(parcels);
  for (const pallet of vaccines.pallets) await supply.pack(pallet).send();
  await Promise.all(vaccines.pallets.map((pallet) => movePallet(pallet, maker, carrier)));
}

/** The carrier's loggers sign a reading a second; the last pallet gets warm. */
async function carry({ carrier, maker, hospitals }: Consortium, vaccines: Vaccines): Promise<void> {
  const { pallets } = vaccines;
  const loggers = await Promise.all(
    pallets.map((pallet) => watchPallet(carrier, pallet, vaccines)),
  );
  note(`three pallets in ${carrier.name}'s lorry, each with a logger that signs what it measures`);
  for (const [i, logger] of loggers.entries()) {
    const isWarm = i === PALLETS - 1;
    const readings = await readingsSince(carrier, logger, isWarm ? WARM : COOL);
    const isBroken = await reportReadings(carrier, logger, readings);
    const peak = Math.max(...readings.map(({ temperature }) => temperature));
    if (!isBroken) good(`pallet ${i + 1}: ${peak} degrees at most`);
    else bad(`pallet ${i + 1}: ${peak} degrees: in quarantine from this block on`);
  }
  const [last, ...rest] = pallets.toReversed();
  await Promise.all([
    ...rest.map((pallet) => movePallet(pallet, carrier, hospitals[0])),
    movePallet(last!, carrier, maker),
  ]);
  good("the quarantined pallet may go towards its maker only, and goes there");
}
