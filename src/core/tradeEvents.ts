import type { Hex } from "./bytes.ts";
import type { StockState } from "./enums.ts";
import type { Parcel } from "./goods.ts";
import type { MonitorSlot, ProductLimits, SensorSlot } from "./monitoring.ts";
import type { OrderSlot, StockSlot } from "./purchase.ts";

/** What the events of the cold chain say. `goods`: see `goodsKey`. */
export interface ColdChainEvents {
  SensorRegistered: {
    sensor: Hex;
    signer: Hex;
    device: Hex;
    certificate: Hex;
    actor: Hex;
  } & SensorSlot;
  SensorChanged: { sensor: Hex; certificate: Hex; actor: Hex } & SensorSlot;
  LimitsSet: { product: bigint; limits: ProductLimits; actor: Hex };
  /** `parcel`: where the goods are one. */
  MonitoringChanged: {
    goods: Hex;
    sensor: Hex;
    parcel?: Parcel;
    monitor: MonitorSlot;
    actor: Hex;
  };
  /** `readings`: see `unpackReadings`; `goods`: what the sensor watches, and how after them. */
  ReadingsReported: {
    sensor: Hex;
    sequence: number;
    start: number;
    readings: Hex;
    digest: Hex;
    goods: { goods: Hex; monitor: MonitorSlot }[];
    actor: Hex;
  };
  /** `holder`: 0 where the goods are in other parcels now. */
  ReadingsMissing: {
    goods: Hex;
    sensor: Hex;
    holder: number;
    from: number;
    upTo: number;
    step: number;
    missed: number;
  };
  /**
   * `holder` and `step`: when it was told, and when it happened too if `isCertain`. `refusal`: 0, or
   * the selector of the error with which the quarantine was refused.
   */
  ExcursionFound: {
    goods: Hex;
    sensor: Hex;
    holder: number;
    step: number;
    isCertain: boolean;
    from: number;
    found: number;
    temperature: number;
    humidity?: number;
    refusal: Hex;
    evidence: Hex;
    actor: Hex;
  };
  ExcursionPursued: { goods: Hex; sensor: Hex; part: Hex; actor: Hex };
}

/** What is said of goods while sensors watch them. */
export type WatchEvents = Pick<
  ColdChainEvents,
  "MonitoringChanged" | "ReadingsReported" | "ReadingsMissing" | "ExcursionFound"
>;

/** What the events of procurement, stocks and settlement say. Amounts in minor units. */
export interface PurchaseEvents {
  /** `insurer`: 0 for none; `document`: digest of the sealed terms, or zeros. */
  OrderPlaced: {
    order: Hex;
    buyer: number;
    supplier: number;
    slot: OrderSlot;
    inspector: number;
    insurer: number;
    deadline: number;
    terms: Hex;
    document: Hex;
    actor: Hex;
  };
  OrderChanged: { order: Hex; slot: OrderSlot; document: Hex; actor: Hex };
  /** `parcels`: see `parcelKey`. */
  OrderDespatched: { order: Hex; slot: OrderSlot; parcels: Hex[]; document: Hex; actor: Hex };
  OrderReceived: { order: Hex; slot: OrderSlot; product: bigint; quantity: number; actor: Hex };
  OrderPaid: { order: Hex; slot: OrderSlot; amount: bigint; actor: Hex };
  StockChanged: { holder: number; product: bigint; slot: StockSlot; actor: Hex };
  StockAlert: { holder: number; product: bigint; state: StockState; counted: number };
  TokensIssued: { account: Hex; amount: bigint; receipt: Hex };
  TokensRedeemed: { account: Hex; amount: bigint; payout: Hex };
  /** Of the settlement token; from or to the zero address where it was issued or redeemed. */
  Transfer: { from: Hex; to: Hex; value: bigint };
  Approval: { owner: Hex; spender: Hex; value: bigint };
}
