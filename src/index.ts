/** The package's public API: the only barrel. */
export type { Addresses } from "./chain/contracts.ts";
export type { Freezes } from "./chain/freezes.ts";
export type { Proposal, Proposals } from "./chain/proposals.ts";
export type { Hex } from "./core/bytes.ts";
export * from "./core/agreement.ts";
export {
  type Claim,
  type ClaimHeader,
  claimId,
  type ClaimLine,
  evidenceRoot,
  lineFacts,
  packHeader as packClaimHeader,
} from "./core/claims.ts";
export { type LineResult, unpackFacts } from "./core/claimWords.ts";
export { attributesHash, type Segment, segmentDetailsHash, segmentId } from "./core/coverage.ts";
export { addressesIn, type NetworkFile, parseNetworkFile } from "./chain/networks.ts";
export { Network, type NetworkOptions } from "./chain/network.ts";
export { MissingRole } from "./chain/roles.ts";
export type { Logged } from "./chain/transact.ts";
export type { Cursor, LoggedAs, Watch, WatchHandler, WatchOptions } from "./chain/watch.ts";
export { type PreparedTransaction, type Sent, Write } from "./chain/write.ts";
export type { ConnectOptions } from "./chain/connectOptions.ts";
export { CareLedger } from "./client.ts";
export {
  type AgentProposal,
  type AgentSlot,
  type Appointment,
  proposalId,
  type ProposalStanding,
} from "./core/agentProposals.ts";
export { type ClaimGrantOptions, claimGrant, isForClaim } from "./core/claimGrant.ts";
export * from "./core/codes.ts";
export * from "./core/contractErrors.ts";
export { clinicalDateOf, clinicalDateText, dataPeriodOf, FOREVER } from "./core/dates.ts";
export { dateOfDay, dayAt, dayOfDate } from "./core/days.ts";
export { monthOf } from "./core/months.ts";
export {
  type Access as AccessContext,
  decide,
  decideEntry,
  type Decision,
} from "./core/decision.ts";
export * from "./core/enums.ts";
export {
  CareLedgerError,
  ContractRevert,
  type ErrorCode,
  isCareLedgerError,
} from "./core/errors.ts";
export type { Custody as CustodyOfGoods, LotSlot, SaleSlot, ScannedUnit } from "./core/custody.ts";
export type { EventName, SuiteEvents } from "./core/events.ts";
export * from "./core/funds.ts";
export * from "./core/goods.ts";
export * from "./core/groupWeights.ts";
export * from "./core/monitoring.ts";
export {
  type Finding as ScanFinding,
  findingsOf,
  SCAN_ANSWERS,
  type ScanAnswer,
  type ScanContext,
} from "./core/scan.ts";
export { areApart, type Sighting } from "./core/sightings.ts";
export { codesIn, maskOf, withAncestors, withDescendants } from "./core/labels.ts";
export { grantText } from "./core/phrases.ts";
export * from "./core/plans.ts";
export {
  type Order,
  orderId,
  type OrderSlot,
  type OrderTerms,
  orderTermsHash,
  type Price,
  priceHash,
  type StockSlot,
} from "./core/purchase.ts";
export { type Finding, takeReadings } from "./core/readingRules.ts";
export * from "./core/rules.ts";
export { accountSigner, p256Signer, type Signer } from "./core/signers.ts";
export { type SigningDomain, signingDigest } from "./core/signing.ts";
export type { Batch, GrantSlot, Participant, Profile, ReceiptFields } from "./core/slots.ts";
export * from "./core/structs.ts";
export { structTypes } from "./core/structTypes.ts";
export {
  type Assignment,
  type AssignmentSlot,
  supplementRef,
  type SupplementSlot,
} from "./core/supplements.ts";
export { PLAN_FLAGS } from "./core/tariff.ts";
export type { Effect, Freeze } from "./core/tariffEvents.ts";
export { buildGrant, type GrantOptions, type HeaderOptions, recordHeader } from "./core/terms.ts";
export { joinPaths, type Path } from "./core/heapTree.ts";
export { EntryTree, isProven } from "./core/tree.ts";
export type { Whereabouts } from "./core/whereabouts.ts";
export * from "./core/words.ts";
export type {
  EventDocument,
  ImportAnswer,
  ImportReport,
  RefusedEvent,
} from "./epcis/answerDocuments.ts";
export { checkDigit, checkedKey, gtin14, withCheckDigit } from "./epcis/checkDigit.ts";
export { parseTraceCode, readCode, type ScannedCode, type TraceCode } from "./epcis/codes.ts";
export { makeDigitalLink, parseDigitalLink } from "./epcis/digitalLink.ts";
export {
  type DscsaTransaction,
  type Statement,
  statementMask,
  type TradingPartner,
  transactionColumns,
  transactionCsv,
  type TransactionRow,
  transactionRow,
  transactionStatements,
} from "./epcis/dscsa.ts";
export {
  formatElementString,
  type Gs1Elements,
  itemOf,
  parseElementString,
  type ScannedItem,
} from "./epcis/elements.ts";
export { makeEpcUrn, parseEpcUrn } from "./epcis/epcUrn.ts";
export { eventHash, preHash } from "./epcis/hash.ts";
export type {
  AggregationEvent,
  AssociationEvent,
  ContextEntry,
  EpcisEvent,
  EventAnswer,
  EventRecord,
  ExtendedEvent,
  ObjectEvent,
  SensorElement,
  TransactionEvent,
  TransformationEvent,
  Violation,
} from "./epcis/model.ts";
export { qrPng, qrSvg, qrTerminal } from "./epcis/qr.ts";
export { type EpcisReading, readEpcis } from "./epcis/read.ts";
export { writeXml } from "./epcis/writeXml.ts";
export type { ReadLimits } from "./epcis/refuse.ts";
export { cbvTerms } from "./epcis/schema.ts";
export {
  declareError,
  type DocumentFrame,
  type EpcisDocument,
  eventId,
  writeEpcis,
} from "./epcis/write.ts";
export { readUnitCode, type UnitCode } from "./epcis/unitCode.ts";
export { readBundle, type PatientBundle, type RecordFacts } from "./fhir/bundle.ts";
export { canonicalBytes, FHIR_JSON } from "./fhir/canonical.ts";
export { readFolder } from "./fhir/folder.ts";
export { LabelTable } from "./fhir/labelTable.ts";
export { type Access, accessLogText } from "./flows/accessLog.ts";
export type { CommissionedLot, LotToCommission } from "./flows/commissionLot.ts";
export { countStock, type StockCount } from "./flows/countStock.ts";
export { dispenseUnits, type DispensedUnits, type Dispensing } from "./flows/dispenseUnits.ts";
export { withdrawUnits, type Withdrawal, type WithdrawnUnits } from "./flows/withdrawUnits.ts";
export { exportLot, type ExportOptions } from "./flows/exportLot.ts";
export type { ImportOptions } from "./flows/importEvents.ts";
export type { FindOptions } from "./flows/findRecords.ts";
export {
  type OpenedRecord,
  type OpenOptions,
  type ReaderKeys,
  unseal,
} from "./flows/openRecord.ts";
export type { ReceivedLot } from "./flows/receiveLot.ts";
export {
  Orders,
  type OrderToPlace,
  type OrderView,
  type PlacedOrder,
  type ShownDocument,
  type ShownStock,
} from "./flows/orders.ts";
export type {
  InsurerDashboard,
  OwnPseudonym,
  PatientDashboard,
  RegulatorDashboard,
} from "./flows/dashboards.ts";
export type { FlagCount, FlowEdge, FlowEnd, Shares } from "./indexer/dashboardSums.ts";
export { Settlement, type SettlementAs } from "./flows/settlement.ts";
export type { SettlementAsker, SettlementRow } from "./indexer/settlementViews.ts";
export type { SettlementThing } from "./core/settlementAccess.ts";
export type { SettlementAnswer } from "./wire/settlementMessages.ts";
export type { ResolverOutcome, ScanOptions, ScanReport } from "./flows/scanUnit.ts";
export type { PublishOptions, PublishReport, RecordToPublish } from "./flows/publishRecord.ts";
export { type FollowOptions, Indexer, type IndexStep } from "./indexer/indexer.ts";
export {
  type AccessOf,
  type IndexedAccess,
  type IndexedEntry,
  type IndexedGrant,
  indexedUpTo,
  IndexReader,
  type IndexStatus,
} from "./indexer/reader.ts";
export type { PartySigner } from "./ledger/agreements.ts";
export type { PlanDays } from "./ledger/benefitPlans.ts";
export type { ClaimDecision } from "./ledger/claims.ts";
export type { ClaimFile, DispensedUnit } from "./core/claimFile.ts";
export type { RowName } from "./ledger/catalogue.ts";
export type { ColdChainReader, IndexedSensor, Watched } from "./indexer/coldChainReader.ts";
export type { SettlementReader } from "./indexer/settlementReader.ts";
export type { OpenedLot, SignedReadings } from "./ledger/coldChain.ts";
export type { HolderUnits, LotPlaces, Stock } from "./indexer/recall.ts";
export type { PlacedParcel } from "./indexer/placed.ts";
export type {
  IndexedContainer,
  IndexedLot,
  IndexedRecall,
  IndexedStep,
  SupplyReader,
} from "./indexer/supplyReader.ts";
export type { IndexedExcursion, TradeReader } from "./indexer/tradeReader.ts";
export type { GivenGrant, GrantSignature, SignedGrant } from "./ledger/consent.ts";
export type { Opening as SegmentOpening, PaidMonths } from "./ledger/enrolment.ts";
export type { Contribution, PersonSignature } from "./ledger/fundLedger.ts";
export type { LocatedExcursion } from "./ledger/excursions.ts";
export type { Opening, Receipt, RefusedOpening } from "./ledger/exchange.ts";
export type { NamedModule } from "./ledger/governance.ts";
export type { Admission, SignerOrSignature } from "./ledger/identity.ts";
export type { Arrival, OrderDocument } from "./ledger/procurement.ts";
export { GoodsLog, type LotMade, type UnitPlace } from "./ledger/goodsLog.ts";
export type { UnitColdChain, UnitExcursion, UnitStep, UnitStory } from "./ledger/unitStory.ts";
export type { AnchoredBatch } from "./ledger/records.ts";
export type { Recall } from "./ledger/supply.ts";
export { BlockStore } from "./vault/blockStore.ts";
export { Custody, type CustodyOptions } from "./vault/custody.ts";
export { DispenseJournal, type JournalledUnit } from "./vault/dispenseJournal.ts";
export { EmbeddedBlocks } from "./vault/embeddedBlocks.ts";
export { GatewayBlocks, type GatewayBlocksOptions } from "./vault/gatewayBlocks.ts";
export { generateKeyPair, type HpkeKeyPair } from "./vault/hpke.ts";
export type { PrivateKeyOfEpoch, PublicKeyOfEpoch } from "./vault/keyring.ts";
export type { LotShelf, ShelvedLot, ShelvedUnit } from "./vault/lotShelf.ts";
export { type SharedDocument, type Unsealer, unsealerOf } from "./vault/sharedDocument.ts";
export { KuboBlocks } from "./vault/kuboBlocks.ts";
export { type CustodianAt, GatewayClient } from "./wire/gatewayClient.ts";
export type { UnitAnswer, UnitCandidate } from "./wire/resolverMessages.ts";
export { type GoodsKey, parseGoodsKey } from "./wire/goodsKey.ts";
export type { FoundRecord } from "./wire/messages.ts";
export { parseProof, PROOF_FORMAT, type ProofFile } from "./wire/proofFile.ts";
export { type VerifiedProof, verifyProof } from "./wire/verifyProof.ts";
