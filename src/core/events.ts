import type { Hex } from "./bytes.ts";
import type { Custody, LotSlot, SaleSlot } from "./custody.ts";
import type {
  AccountRole,
  Disposition,
  Domain,
  EntryState,
  GoodsChange,
  SUBJECT_KINDS,
  VOUCH_METHODS,
} from "./enums.ts";
import type { AgentEvents } from "./agentEvents.ts";
import type { ClaimEvents } from "./claimEvents.ts";
import type { EnrolmentEvents, FundEvents } from "./fundEvents.ts";
import type { UnitRange } from "./goods.ts";
import type { ColdChainEvents, PurchaseEvents } from "./tradeEvents.ts";
import type { TariffEvents } from "./tariffEvents.ts";
import type { Batch, GrantSlot, Participant, ReceiptFields, RefusalFields } from "./slots.ts";

type Institution = Omit<Participant, "id">;

/** `custody`: of the parcel after the change. */
export interface ParcelEvent {
  lot: Hex;
  range: UnitRange;
  custody: Custody;
  actor: Hex;
}

export interface UnitsEvent extends ParcelEvent {
  by: number;
  indexes: number[];
}

export interface ContainerEvent {
  container: Hex;
  custody: Custody;
  actor: Hex;
}

/** What the events of the drug ledger say. */
export interface SupplyEvents {
  /** `product`: see `productOf`. */
  ProductRegistered: { product: bigint; licenceHolder: number; claimable: boolean };
  /** `number` as printed; `manifest`: SHA-256 digest of the tree file's CID, 32 zero bytes for none. */
  LotCommissioned: {
    lot: Hex;
    product: bigint;
    slot: LotSlot;
    count: number;
    number: string;
    made: number;
    content: Hex;
    codeRoot: Hex;
    manifest: Hex;
    actor: Hex;
  };
  LotRecalled: {
    lot: Hex;
    by: number;
    slot: LotSlot;
    reason: number;
    evidence: Hex;
    actor: Hex;
  };
  /** `by`: 0 for a calling contract. */
  LotQuarantined: { lot: Hex; by: number; slot: LotSlot; evidence: Hex; actor: Hex };
  ParcelShipped: ParcelEvent & { to: number };
  ParcelReceived: ParcelEvent & { from: number };
  /** What is not in `missing` has `custody`, what is has `disputed`; `left` is each one's own count. */
  ParcelDisputed: ParcelEvent & { from: number; missing: UnitRange[]; disputed: Custody };
  /** Each part has `custody`; `left` is its own count. */
  ParcelSplit: ParcelEvent & { counts: number[] };
  ParcelChanged: ParcelEvent & {
    by: number;
    change: GoodsChange;
    disposition: Disposition;
    evidence: Hex;
  };
  UnitsDispensed: UnitsEvent;
  /** Taken back (`disposition` NONE; they are RETURNED), or no more (DESTROYED). */
  UnitsWithdrawn: UnitsEvent & { disposition: Disposition; evidence: Hex };
  /** Of a claimable lot, what the sales are of units just told of; one a unit. */
  SalesNoted: { lot: Hex; indexes: number[]; sales: ({ sale: Hex } & SaleSlot)[] };
  SalePaid: { sale: Hex; slot: SaleSlot; actor: Hex };
  /** `sscc`: its 18 digits. */
  ContainerPacked: ContainerEvent & {
    holder: number;
    sscc: string;
    parcels: (UnitRange & { lot: Hex })[];
  };
  ContainerShipped: ContainerEvent & { to: number };
  ContainerReceived: ContainerEvent & { from: number };
  ContainerChanged: ContainerEvent & { by: number; change: GoodsChange; evidence: Hex };
  /** Its parcels have holder, receiver, state, quarantine and time of `custody`, and its steps more. */
  ContainerUnpacked: ContainerEvent & { holder: number };
  EventsAnchored: { by: number; hashes: Hex[]; actor: Hex };
}

/**
 * What the events of the suite say, by their names in Solidity: packed words opened, enums by
 * name, numbers as numbers. `actor` is the account that sent the transaction.
 */
export interface SuiteEvents
  extends
    SupplyEvents,
    ColdChainEvents,
    PurchaseEvents,
    TariffEvents,
    EnrolmentEvents,
    FundEvents,
    ClaimEvents,
    AgentEvents {
  ModuleRegistered: { name: string; module: Hex; codeHash: Hex; permanent: boolean };
  /** Of ConsentRegistry and of Receipts; `until` 281474976710655: no end. */
  CallerChanged: { caller: Hex; from: number; until: number };
  ParticipantAdmitted: {
    participant: number;
    hpkeKey: Hex;
    endpoint: string;
    administrator: Hex;
  } & Institution;
  ParticipantChanged: { participant: number } & Institution;
  ParticipantKeyRotated: { participant: number; epoch: number; key: Hex; actor: Hex };
  ParticipantEndpointChanged: { participant: number; endpoint: string; actor: Hex };
  ParticipantAccountChanged: {
    participant: number;
    account: Hex;
    role: AccountRole;
    expiresAt: number;
    actor: Hex;
  };
  DomainPaused: { domain: Domain; until: number };
  SubjectEnrolled: {
    subject: Hex;
    keyEpoch: number;
    kind: (typeof SUBJECT_KINDS)[number];
    method: (typeof VOUCH_METHODS)[number];
    encryptionKey: Hex;
    voucher: number;
    actor: Hex;
  };
  SubjectRotated: { subject: Hex; keyEpoch: number; encryptionKey: Hex; actor: Hex };
  VerifierListed: { verifier: Hex; codeHash: Hex; listed: boolean };
  /** `manifest`: SHA-256 digest of the CID of the sealed manifest; 32 zero bytes for none. */
  BatchAnchored: { root: Hex; custodian: number; manifest: Hex; ids: Hex[]; actor: Hex } & Batch;
  BatchArchived: { root: Hex; custodian: number; manifest: Hex; actor: Hex } & Batch;
  EntriesEnded: {
    root: Hex;
    custodian: number;
    positions: number[];
    state: EntryState;
    actor: Hex;
  };
  ConsentGranted: { grant: Hex; subject: Hex; actor: Hex } & GrantSlot;
  ConsentRevoked: { grant: Hex; actor: Hex } & GrantSlot;
  ConsentUsed: { grant: Hex; actor: Hex } & GrantSlot;
  ReceiptIssued: {
    receipt: Hex;
    grant: Hex;
    request: Hex;
    entries: Hex[];
    actor: Hex;
  } & ReceiptFields;
  /** `entry`: 32 zero bytes where the grant itself was refused. */
  AccessRefused: { grant: Hex; request: Hex; entry: Hex; actor: Hex } & RefusalFields;
}

export type EventName = keyof SuiteEvents;

/** Events of one institution, which is their first indexed value. */
export const INSTITUTION_EVENTS = [
  "ParticipantAdmitted",
  "ParticipantChanged",
  "ParticipantKeyRotated",
  "ParticipantEndpointChanged",
  "ParticipantAccountChanged",
] as const satisfies EventName[];
/** Events of one subject, which is their first indexed value. */
export const SUBJECT_EVENTS = ["SubjectEnrolled", "SubjectRotated"] as const satisfies EventName[];
/** Events of the identity domain that are of no single institution or subject. */
export const LIST_EVENTS = ["DomainPaused", "VerifierListed"] as const satisfies EventName[];

export type IdentityEvent = (
  typeof INSTITUTION_EVENTS | typeof SUBJECT_EVENTS | typeof LIST_EVENTS
)[number];
