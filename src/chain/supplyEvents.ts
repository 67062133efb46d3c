import { custodyOf, lotOf, saleOf } from "../core/custody.ts";
import { type Hex, toHex, uintBytes } from "../core/bytes.ts";
import { DISPOSITIONS, GOODS_CHANGES } from "../core/enums.ts";
import { type UnitRange, unpackText } from "../core/goods.ts";
import { bitsOf } from "../core/words.ts";
import { event } from "./eventSource.ts";

const drugs = event("drugLedger");

/** A range as events pack it. */
export const rangeOf = (word: bigint): UnitRange => ({
  first: bitsOf(word, 0, 32),
  count: bitsOf(word, 32, 32),
});

/** Who did what, as events pack it (contracts/types/Deed.sol). */
export const deedOf = (word: bigint): { actor: Hex; institution: number; detail: bigint } => ({
  actor: toHex(uintBytes(BigInt.asUintN(160, word), 20)),
  institution: bitsOf(word, 160, 32),
  detail: word >> 192n,
});

const actorOf = (e: { deed: bigint }): Hex => deedOf(e.deed).actor;
const institutionOf = (e: { deed: bigint }): number => deedOf(e.deed).institution;

/** What all events of a parcel have. */
const parcelOf = (e: { lot: string; word: bigint; deed: bigint }) => ({
  lot: e.lot as Hex,
  range: rangeOf(deedOf(e.deed).detail),
  custody: custodyOf(e.word),
  actor: actorOf(e),
});

const containerOf = (e: { container: string; word: bigint; deed: bigint }) => ({
  container: e.container as Hex,
  custody: custodyOf(e.word),
  actor: actorOf(e),
});

/** Four bytes each. */
const indexesOf = (packed: string): number[] =>
  (packed.slice(2).match(/.{8}/g) ?? []).map((index) => Number.parseInt(index, 16));

/** SaleId and slot in turn. Copied: an array of ethers makes others of its own kind. */
const salesOf = (words: readonly bigint[]) =>
  [...words].flatMap((word, i) =>
    i % 2 === 0 ? [{ sale: toHex(uintBytes(word, 32)), ...saleOf(words[i + 1]!) }] : [],
  );

/** How the events of the drug ledger are read. */
export const supplyEvents = {
  ProductRegistered: drugs("ProductRegistered", (e) => ({
    product: e.product,
    licenceHolder: Number(e.licenceHolder),
    claimable: bitsOf(e.word, 32, 8) === 1,
  })),
  LotCommissioned: drugs("LotCommissioned", (e) => ({
    lot: e.lot as Hex,
    product: e.product,
    slot: lotOf(e.word),
    // Of a lot that was just made, its first parcel is all of it.
    count: custodyOf(e.word).left,
    number: unpackText(e.number as Hex),
    made: Number(deedOf(e.deed).detail),
    content: e.content as Hex,
    codeRoot: e.codeRoot as Hex,
    manifest: e.manifest as Hex,
    actor: actorOf(e),
  })),
  LotRecalled: drugs("LotRecalled", (e) => ({
    lot: e.lot as Hex,
    by: institutionOf(e),
    slot: lotOf(e.word),
    reason: Number(deedOf(e.deed).detail),
    evidence: e.evidence as Hex,
    actor: actorOf(e),
  })),
  LotQuarantined: drugs("LotQuarantined", (e) => ({
    lot: e.lot as Hex,
    by: institutionOf(e),
    slot: lotOf(e.word),
    evidence: e.evidence as Hex,
    actor: actorOf(e),
  })),
  ParcelShipped: drugs("ParcelShipped", (e) => {
    const parcel = parcelOf(e);
    return { ...parcel, to: parcel.custody.to };
  }),
  ParcelReceived: drugs("ParcelReceived", (e) => ({ ...parcelOf(e), from: institutionOf(e) })),
  ParcelDisputed: drugs("ParcelDisputed", (e) => ({
    ...parcelOf(e),
    from: institutionOf(e),
    missing: e.missing.map(rangeOf),
    disputed: custodyOf(e.disputed),
  })),
  ParcelSplit: drugs("ParcelSplit", (e) => ({ ...parcelOf(e), counts: e.counts.map(Number) })),
  ParcelChanged: drugs("ParcelChanged", (e) => ({
    ...parcelOf(e),
    by: institutionOf(e),
    change: GOODS_CHANGES[Number(e.change)]!,
    disposition: DISPOSITIONS[Number(e.disposition)]!,
    evidence: e.evidence as Hex,
  })),
  UnitsDispensed: drugs("UnitsDispensed", (e) => ({
    ...parcelOf(e),
    by: institutionOf(e),
    indexes: indexesOf(e.indexes),
  })),
  UnitsWithdrawn: drugs("UnitsWithdrawn", (e) => ({
    ...parcelOf(e),
    by: institutionOf(e),
    indexes: indexesOf(e.indexes),
    disposition: DISPOSITIONS[Number(e.disposition)]!,
    evidence: e.evidence as Hex,
  })),
  SalesNoted: drugs("SalesNoted", (e) => ({
    lot: e.lot as Hex,
    indexes: indexesOf(e.indexes),
    sales: salesOf(e.sales),
  })),
  SalePaid: drugs("SalePaid", (e) => ({
    sale: e.sale as Hex,
    slot: saleOf(e.word),
    actor: e.actor as Hex,
  })),
  ContainerPacked: drugs("ContainerPacked", (e) => ({
    ...containerOf(e),
    holder: Number(e.holder),
    sscc: deedOf(e.deed).detail.toString().padStart(18, "0"),
    parcels: e.contents.map((content) => ({
      lot: e.lots[bitsOf(content, 64, 16)] as Hex,
      ...rangeOf(content),
    })),
  })),
  ContainerShipped: drugs("ContainerShipped", (e) => {
    const container = containerOf(e);
    return { ...container, to: container.custody.to };
  }),
  ContainerReceived: drugs("ContainerReceived", (e) => ({
    ...containerOf(e),
    from: institutionOf(e),
  })),
  ContainerChanged: drugs("ContainerChanged", (e) => ({
    ...containerOf(e),
    by: institutionOf(e),
    change: GOODS_CHANGES[Number(e.change)]!,
    evidence: e.evidence as Hex,
  })),
  ContainerUnpacked: drugs("ContainerUnpacked", (e) => ({
    ...containerOf(e),
    holder: institutionOf(e),
  })),
  EventsAnchored: drugs("EventsAnchored", (e) => ({
    by: Number(e.by),
    hashes: [...e.hashes] as Hex[],
    actor: e.actor as Hex,
  })),
};
