import type { Hex } from "../core/bytes.ts";
import { STOCK_STATES } from "../core/enums.ts";
import { monitorOf, productLimitsOf, sensorOf } from "../core/monitoring.ts";
import { orderOf, stockOf } from "../core/purchase.ts";
import { event } from "./eventSource.ts";
import { rangeOf } from "./supplyEvents.ts";

const cold = event("coldChain");
const trade = event("procurement");
const money = event("settlementToken");

/** What all events of an order have. */
const orderEvent = (e: { order: string; word: bigint; actor: string }) => ({
  order: e.order as Hex,
  slot: orderOf(e.word),
  actor: e.actor as Hex,
});

const sensorEvent = (e: { sensor: string; word: bigint; certificate: string; actor: string }) => ({
  sensor: e.sensor as Hex,
  certificate: e.certificate as Hex,
  actor: e.actor as Hex,
  ...sensorOf(e.word),
});

/** How the events of the cold chain, of procurement and of settlement are read. */
export const tradeEvents = {
  SensorRegistered: cold("SensorRegistered", (e) => ({
    ...sensorEvent(e),
    signer: e.signer as Hex,
    device: e.device as Hex,
  })),
  SensorChanged: cold("SensorChanged", sensorEvent),
  LimitsSet: cold("LimitsSet", (e) => ({
    product: e.product,
    limits: productLimitsOf(e.word),
    actor: e.actor as Hex,
  })),
  MonitoringChanged: cold("MonitoringChanged", (e) => ({
    goods: e.goods as Hex,
    sensor: e.sensor as Hex,
    ...(BigInt(e.lot) === 0n ? {} : { parcel: { lot: e.lot as Hex, ...rangeOf(e.range) } }),
    monitor: monitorOf(e.word),
    actor: e.actor as Hex,
  })),
  ReadingsReported: cold("ReadingsReported", (e) => ({
    sensor: e.sensor as Hex,
    sequence: Number(e.sequence),
    start: Number(e.start),
    readings: e.readings as Hex,
    digest: e.digest as Hex,
    goods: e.goods.map((goods, i) => ({ goods: goods as Hex, monitor: monitorOf(e.words[i]!) })),
    actor: e.actor as Hex,
  })),
  ReadingsMissing: cold("ReadingsMissing", (e) => ({
    goods: e.goods as Hex,
    sensor: e.sensor as Hex,
    holder: Number(e.holder),
    from: Number(e.from),
    upTo: Number(e.upTo),
    step: Number(e.step),
    missed: Number(e.missed),
  })),
  ExcursionFound: cold("ExcursionFound", (e) => ({
    goods: e.goods as Hex,
    sensor: e.sensor as Hex,
    holder: Number(e.holder),
    step: Number(e.step),
    isCertain: e.isCertain,
    from: Number(e.from),
    found: Number(e.found),
    temperature: Number(e.temperature) / 100,
    ...(e.humidity === 0xffffn ? {} : { humidity: Number(e.humidity) / 10 }),
    refusal: e.refusal as Hex,
    evidence: e.evidence as Hex,
    actor: e.actor as Hex,
  })),
  ExcursionPursued: cold("ExcursionPursued", (e) => ({
    goods: e.goods as Hex,
    sensor: e.sensor as Hex,
    part: e.part as Hex,
    actor: e.actor as Hex,
  })),
  OrderPlaced: trade("OrderPlaced", (e) => ({
    ...orderEvent(e),
    buyer: Number(e.buyer),
    supplier: Number(e.supplier),
    inspector: Number(e.inspector),
    insurer: Number(e.insurer),
    deadline: Number(e.deadline),
    terms: e.terms as Hex,
    document: e.document as Hex,
  })),
  OrderChanged: trade("OrderChanged", (e) => ({
    ...orderEvent(e),
    document: e.document as Hex,
  })),
  OrderDespatched: trade("OrderDespatched", (e) => ({
    ...orderEvent(e),
    parcels: [...e.parcels] as Hex[],
    document: e.document as Hex,
  })),
  OrderReceived: trade("OrderReceived", (e) => ({
    ...orderEvent(e),
    product: e.product,
    quantity: Number(e.quantity),
  })),
  OrderPaid: trade("OrderPaid", (e) => ({ ...orderEvent(e), amount: e.amount })),
  StockChanged: trade("StockChanged", (e) => ({
    holder: Number(e.holder),
    product: e.product,
    slot: stockOf(e.word),
    actor: e.actor as Hex,
  })),
  StockAlert: trade("StockAlert", (e) => ({
    holder: Number(e.holder),
    product: e.product,
    state: STOCK_STATES[Number(e.state)]!,
    counted: Number(e.counted),
  })),
  TokensIssued: money("TokensIssued", (e) => ({
    account: e.account as Hex,
    amount: e.amount,
    receipt: e.receipt as Hex,
  })),
  TokensRedeemed: money("TokensRedeemed", (e) => ({
    account: e.account as Hex,
    amount: e.amount,
    payout: e.payout as Hex,
  })),
  Transfer: money("Transfer", (e) => ({ from: e.from as Hex, to: e.to as Hex, value: e.value })),
  Approval: money("Approval", (e) => ({
    owner: e.owner as Hex,
    spender: e.spender as Hex,
    value: e.value,
  })),
};
