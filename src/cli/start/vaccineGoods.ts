/** The vaccines themselves: their lot, its pallets, and the loggers that ride with them. */
import { type Hex, randomHex } from "../../core/bytes.ts";
import { type Container, containerId, type Parcel } from "../../core/goods.ts";
import type { Reading } from "../../core/monitoring.ts";
import { accountSigner, type Signer } from "../../core/signers.ts";
import { withCheckDigit } from "../../epcis/checkDigit.ts";
import type { CommissionedLot } from "../../flows/commissionLot.ts";
import type { OpenedLot } from "../../ledger/coldChain.ts";
import type { Member } from "../members.ts";

const YEAR = 365 * 24 * 60 * 60;

/** Twelve digits of a GS1 company prefix and an item reference that no company has. */
export const VACCINE_GTIN = `0${withCheckDigit("690999900001")}`;

/** A pallet: a container with one parcel. */
export type Pallet = Container & { parcels: readonly [Parcel] };

/** A lot on its way: what opens it, its printed codes, and its pallets. */
export interface Vaccines extends CommissionedLot {
  product: bigint;
  codes: readonly string[];
  pallets: Pallet[];
}

/** The pallets of a lot, with serial shipping container codes of the maker's. */
export const palletsOf = (parcels: readonly Parcel[]): Pallet[] =>
  parcels.map((parcel) => {
    const serial = BigInt(randomHex(4)) % 10_000_000n;
    return {
      sscc: withCheckDigit(`0690999900${String(serial).padStart(7, "0")}`),
      parcels: [parcel],
    };
  });

/** Sends a pallet from one institution to the next. */
export async function movePallet(pallet: Container, from: Member, to: Member): Promise<void> {
  await from.care.supply.shipContainer(pallet, to.id).send();
  await to.care.supply.receiveContainer(containerId(pallet)).send();
}

/** A logger of the carrier's, and the pallet that it rides with. */
export interface Logger {
  key: Signer;
  device: Hex;
  sensor: Hex;
  pallet: Pallet;
  /** When it began, in Unix seconds. */
  since: number;
}

/** Has a new logger watch a pallet that the carrier has. */
export async function watchPallet(
  { care }: Member,
  pallet: Pallet,
  lot: OpenedLot,
): Promise<Logger> {
  const key = accountSigner(randomHex(32));
  const device = randomHex(32);
  const { network } = care.chain;
  const calibratedUntil = (await network.now()) + YEAR;
  const registered = await care.coldChain
    .registerSensor({ signer: key.bytes, device }, calibratedUntil, randomHex(32))
    .send();
  const { sensor } = registered.event;
  await care.coldChain.beginMonitoring(pallet, [lot], sensor, 0).send();
  const { last } = (await care.coldChain.monitor({ container: containerId(pallet) }, sensor))!;
  return { key, device, sensor, pallet, since: last };
}

/**
 * A reading a second since the logger began. Waits for the chain's clock to be as far; where blocks come
 * with transactions alone it stands still, and this machine's is as good.
 */
export async function readingsSince(
  { care }: Member,
  { since }: Logger,
  temperatures: readonly number[],
): Promise<Reading[]> {
  const { network } = care.chain;
  const end = since + temperatures.length;
  while ((await network.now()) < end && Date.now() / 1000 < end + 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return temperatures.map((temperature, i) => ({
    time: since + 1 + i,
    temperature,
    humidity: 45 + i,
  }));
}

/** Carries signed readings of a logger to the chain, and tells whether they made an excursion. */
export async function reportReadings(
  { care, id }: Member,
  { key, device, sensor, pallet }: Logger,
  readings: readonly Reading[],
): Promise<boolean> {
  const goods = { container: containerId(pallet) };
  const signed = await care.coldChain.sign({ owner: id, device, key }, 1, readings);
  await care.coldChain.report(signed, [goods]).send();
  return (await care.coldChain.monitor(goods, sensor))!.isBroken;
}
