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

/** What all events of a parcel have. */
const parcelOf = (e: { lot: string; range: bigint; word: bigint; actor: string }) => ({
  lot: e.lot as Hex,
  range: rangeOf(e.range),
  custody: custodyOf(e.word),
  actor: e.actor as Hex,
});

const containerOf = (e: { container: string; word: bigint; actor: string }) => ({
  container: e.container as Hex,
  custody: custodyOf(e.word),
  actor: e.actor as Hex,
});

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
    number: unpackText(e.number as Hex),
    made: Number(e.made),
    content: e.content as Hex,
    codeRoot: e.codeRoot as Hex,
    manifest: e.manifest as Hex,
    actor: e.actor as Hex,
  })),
  LotRecalled: drugs("LotRecalled", (e) => ({
    lot: e.lot as Hex,
    by: Number(e.by),
    slot: lotOf(e.word),
    reason: Number(e.reason),
    evidence: e.evidence as Hex,
    actor: e.actor as Hex,
  })),
  LotQuarantined: drugs("LotQuarantined", (e) => ({
    lot: e.lot as Hex,
    by: Number(e.by),
    slot: lotOf(e.word),
    evidence: e.evidence as Hex,
    actor: e.actor as Hex,
  })),
  ParcelShipped: drugs("ParcelShipped", (e) => ({ ...parcelOf(e), to: Number(e.to) })),
  ParcelReceived: drugs("ParcelReceived", (e) => ({ ...parcelOf(e), from: Number(e.from) })),
  ParcelDisputed: drugs("ParcelDisputed", (e) => ({
    ...parcelOf(e),
    from: Number(e.from),
    missing: e.missing.map(rangeOf),
    disputed: custodyOf(e.disputed),
  })),
  ParcelSplit: drugs("ParcelSplit", (e) => ({ ...parcelOf(e), counts: e.counts.map(Number) })),
  ParcelChanged: drugs("ParcelChanged", (e) => ({
    ...parcelOf(e),
    by: Number(e.by),
    change: GOODS_CHANGES[Number(e.change)]!,
    disposition: DISPOSITIONS[Number(e.disposition)]!,
    evidence: e.evidence as Hex,
  })),
  UnitsDispensed: drugs("UnitsDispensed", (e) => ({
    ...parcelOf(e),
    by: Number(e.by),
    indexes: e.indexes.map(Number),
    sales: salesOf(e.sales),
  })),
  UnitsWithdrawn: drugs("UnitsWithdrawn", (e) => ({
    ...parcelOf(e),
    by: Number(e.by),
    indexes: e.indexes.map(Number),
    sales: salesOf(e.sales),
    disposition: DISPOSITIONS[Number(e.disposition)]!,
    evidence: e.evidence as Hex,
  })),
  SalePaid: drugs("SalePaid", (e) => ({
    sale: e.sale as Hex,
    slot: saleOf(e.word),
    actor: e.actor as Hex,
  })),
  ContainerPacked: drugs("ContainerPacked", (e) => ({
    ...containerOf(e),
    holder: Number(e.holder),
    sscc: e.sscc.toString().padStart(18, "0"),
    parcels: e.contents.map((content) => ({
      lot: e.lots[bitsOf(content, 64, 16)] as Hex,
      ...rangeOf(content),
    })),
  })),
  ContainerShipped: drugs("ContainerShipped", (e) => ({ ...containerOf(e), to: Number(e.to) })),
  ContainerReceived: drugs("ContainerReceived", (e) => ({
    ...containerOf(e),
    from: Number(e.from),
  })),
  ContainerChanged: drugs("ContainerChanged", (e) => ({
    ...containerOf(e),
    by: Number(e.by),
    change: GOODS_CHANGES[Number(e.change)]!,
    evidence: e.evidence as Hex,
  })),
  ContainerUnpacked: drugs("ContainerUnpacked", (e) => ({
    ...containerOf(e),
    holder: Number(e.holder),
  })),
  EventsAnchored: drugs("EventsAnchored", (e) => ({
    by: Number(e.by),
    hashes: [...e.hashes] as Hex[],
    actor: e.actor as Hex,
  })),
};
