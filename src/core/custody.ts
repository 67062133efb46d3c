/** The words of the drug ledger's slots (contracts/types/Custody.sol), opened. */
import { type Hex, toHex, uintBytes } from "./bytes.ts";
import {
  CUSTODY_STATES,
  type CustodyState,
  QUARANTINES,
  type Quarantine,
  RECALL_CLASSES,
  type RecallClass,
  UNIT_STATES,
  type UnitState,
} from "./enums.ts";
import { bitsOf } from "./words.ts";

/** Where goods are. Institutions by number, 0: none; `since`: Unix seconds. */
export interface Custody {
  holder: number;
  /** Whom they were shipped to. */
  to: number;
  /** Units not dispensed or destroyed; of a container, its parcels. */
  left: number;
  /** How often they were received. */
  step: number;
  state: CustodyState;
  /** Whether units were taken out. */
  opened: boolean;
  quarantine: Quarantine;
  since: number;
  /** The lowest 96 bits of the id of the container that a parcel is packed in; zeros for none. */
  container: Hex;
}

export const custodyOf = (word: bigint): Custody => ({
  holder: bitsOf(word, 0, 32),
  to: bitsOf(word, 32, 32),
  left: bitsOf(word, 64, 32),
  step: bitsOf(word, 96, 16),
  state: CUSTODY_STATES[bitsOf(word, 112, 4)]!,
  opened: bitsOf(word, 116, 1) === 1,
  quarantine: QUARANTINES[bitsOf(word, 117, 3)]!,
  since: bitsOf(word, 120, 40),
  container: toHex(uintBytes(word >> 160n, 12)),
});

/** A lot's slot. */
export interface LotSlot {
  maker: number;
  /** Last second in which it may be dispensed, Unix time. */
  expiry: number;
  recall: RecallClass;
  recalledByRegulator: boolean;
  /** Whether its units are sold, each code once in the consortium. */
  claimable: boolean;
  /** Of the whole lot. */
  quarantine: Quarantine;
  /** The parcel that begins with its first unit, until that was packed or opened. */
  first: Custody | undefined;
}

export const lotOf = (word: bigint): LotSlot => ({
  maker: bitsOf(word, 160, 32),
  expiry: bitsOf(word, 192, 40),
  recall: RECALL_CLASSES[bitsOf(word, 232, 4)]!,
  recalledByRegulator: bitsOf(word, 236, 4) === 1,
  claimable: bitsOf(word, 240, 1) === 1,
  quarantine: QUARANTINES[bitsOf(word, 241, 3)]!,
  first: bitsOf(word, 112, 4) === 0 ? undefined : custodyOf(BigInt.asUintN(160, word)),
});

/** A sale's slot. `unit` and `commitment`: as far as they are in it. */
export interface SaleSlot {
  state: UnitState;
  paid: boolean;
  /** 64 bits of `unitPlaceHash`. */
  unit: Hex;
  /** The first 22 bytes of `saleTermsHash`. */
  commitment: Hex;
}

export const saleOf = (word: bigint): SaleSlot => ({
  state: UNIT_STATES[bitsOf(word, 0, 8)]!,
  paid: bitsOf(word, 8, 8) === 1,
  unit: toHex(uintBytes(BigInt.asUintN(64, word >> 16n), 8)),
  commitment: toHex(uintBytes(word >> 80n, 22)),
});

/** What the chain knows of a unit whose code, index and salt are proven. */
export interface ScannedUnit {
  lot: Hex;
  slot: LotSlot;
  /** Of its parcel; where that is packed, as its container's. */
  custody: Custody;
  state: UnitState;
  expired: boolean;
  /** Of claimable lots. */
  sale: SaleSlot | undefined;
  /** The code was sold as another unit: one of the two is a copy. */
  soldElsewhere: boolean;
}

/** What the ScanDesk answers. */
export const scannedOf = (report: {
  lot: string;
  lotWord: bigint;
  parcel: bigint;
  state: bigint;
  sale: bigint;
  expired: boolean;
  soldElsewhere: boolean;
}): ScannedUnit => ({
  lot: report.lot as Hex,
  slot: lotOf(report.lotWord),
  custody: custodyOf(report.parcel),
  state: UNIT_STATES[Number(report.state)]!,
  expired: report.expired,
  sale: report.sale === 0n ? undefined : saleOf(report.sale),
  soldElsewhere: report.soldElsewhere,
});
