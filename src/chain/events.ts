import { decodeBytes32String, type LogParams } from "ethers";
import type { Hex } from "../core/bytes.ts";
import {
  ACCOUNT_ROLES,
  DOMAINS,
  ENTRY_STATES,
  SUBJECT_KINDS,
  VOUCH_METHODS,
} from "../core/enums.ts";
import type { EventName, SuiteEvents } from "../core/events.ts";
import {
  batchOf,
  grantOf,
  institutionOf,
  receiptFields,
  refusalFields,
  subjectOf,
} from "../core/slots.ts";
import { type Addresses, abis, type ContractName } from "./contracts.ts";
import { event, type EventSource } from "./eventSource.ts";
import { agentEvents } from "./agentEvents.ts";
import { claimEvents } from "./claimEvents.ts";
import { fundEvents } from "./fundEvents.ts";
import { eventValues } from "./longArrays.ts";
import { supplyEvents } from "./supplyEvents.ts";
import { tariffEvents } from "./tariffEvents.ts";
import { tradeEvents } from "./tradeEvents.ts";

const participants = event("participantRegistry");
const subjects = event("subjectRegistry");
const records = event("recordIndex");
const consents = event("consentRegistry");

const sources: { [N in EventName]: EventSource<SuiteEvents[N]> } = {
  ModuleRegistered: event("directory")("ModuleRegistered", ({ name, module, codeHash, ...e }) => ({
    name: decodeBytes32String(name),
    module: module as Hex,
    codeHash: codeHash as Hex,
    permanent: e.permanent,
  })),
  CallerChanged: event(
    "consentRegistry",
    "receipts",
    "drugLedger",
    "settlementToken",
    "fundLedger",
    "claims",
    "supplements",
  )("CallerChanged", (e) => ({
    caller: e.caller as Hex,
    from: Number(e.from),
    until: Number(e.until),
  })),
  ParticipantAdmitted: participants("ParticipantAdmitted", (e) => ({
    participant: Number(e.participant),
    hpkeKey: e.hpkeKey as Hex,
    endpoint: e.endpoint,
    administrator: e.administrator as Hex,
    ...institutionOf(e.word),
  })),
  ParticipantChanged: participants("ParticipantChanged", (e) => ({
    participant: Number(e.participant),
    ...institutionOf(e.word),
  })),
  ParticipantKeyRotated: participants("ParticipantKeyRotated", (e) => ({
    participant: Number(e.participant),
    epoch: Number(e.epoch),
    key: e.key as Hex,
    actor: e.actor as Hex,
  })),
  ParticipantEndpointChanged: participants("ParticipantEndpointChanged", (e) => ({
    participant: Number(e.participant),
    endpoint: e.endpoint,
    actor: e.actor as Hex,
  })),
  ParticipantAccountChanged: participants("ParticipantAccountChanged", (e) => ({
    participant: Number(e.participant),
    account: e.account as Hex,
    role: ACCOUNT_ROLES[Number(e.role)]!,
    expiresAt: Number(e.expiresAt),
    actor: e.actor as Hex,
  })),
  DomainPaused: participants("DomainPaused", (e) => ({
    domain: DOMAINS[Number(e.domain)]!,
    until: Number(e.until),
  })),
  SubjectEnrolled: subjects("SubjectEnrolled", (e) => ({
    subject: e.subject as Hex,
    ...subjectOf(e.word),
    kind: SUBJECT_KINDS[Number(e.kind)]!,
    method: VOUCH_METHODS[Number(e.method)]!,
    encryptionKey: e.encryptionKey as Hex,
    voucher: Number(e.voucher),
    actor: e.actor as Hex,
  })),
  SubjectRotated: subjects("SubjectRotated", (e) => ({
    subject: e.subject as Hex,
    ...subjectOf(e.word),
    encryptionKey: e.encryptionKey as Hex,
    actor: e.actor as Hex,
  })),
  VerifierListed: subjects("VerifierListed", (e) => ({
    verifier: e.verifier as Hex,
    codeHash: e.codeHash as Hex,
    listed: e.listed,
  })),
  BatchAnchored: records("BatchAnchored", (e) => ({
    root: e.root as Hex,
    custodian: Number(e.custodian),
    manifest: e.manifest as Hex,
    ids: [...e.ids] as Hex[],
    ...batchOf(e.word),
    actor: e.actor as Hex,
  })),
  BatchArchived: records("BatchArchived", (e) => ({
    root: e.root as Hex,
    custodian: Number(e.custodian),
    manifest: e.manifest as Hex,
    ...batchOf(e.word),
    actor: e.actor as Hex,
  })),
  EntriesEnded: records("EntriesEnded", (e) => ({
    root: e.root as Hex,
    custodian: Number(e.custodian),
    positions: e.positions.map(Number),
    state: ENTRY_STATES[Number(e.state)]!,
    actor: e.actor as Hex,
  })),
  ConsentGranted: consents("ConsentGranted", (e) => ({
    grant: e.grant as Hex,
    subject: e.subject as Hex,
    ...grantOf(e.word),
    actor: e.actor as Hex,
  })),
  ConsentRevoked: consents("ConsentRevoked", (e) => ({
    grant: e.grant as Hex,
    ...grantOf(e.word),
    actor: e.actor as Hex,
  })),
  ConsentUsed: consents("ConsentUsed", (e) => ({
    grant: e.grant as Hex,
    ...grantOf(e.word),
    actor: e.actor as Hex,
  })),
  ReceiptIssued: event("receipts")("ReceiptIssued", (e) => ({
    receipt: e.receipt as Hex,
    grant: e.grant as Hex,
    request: e.request as Hex,
    entries: [...e.entries] as Hex[],
    ...receiptFields(e.word),
    actor: e.actor as Hex,
  })),
  AccessRefused: event("accessDesk")("AccessRefused", (e) => ({
    grant: e.grant as Hex,
    request: e.request as Hex,
    entry: e.entry as Hex,
    ...refusalFields(e.word),
    actor: e.actor as Hex,
  })),
  ...supplyEvents,
  ...tradeEvents,
  ...tariffEvents,
  ...fundEvents,
  ...claimEvents,
  ...agentEvents,
};

/** The hash by which logs of an event are found. */
export const topicOf = (name: EventName): Hex =>
  abis[sources[name].contracts[0]!].getEvent(name)!.topicHash as Hex;

/** The contracts that emit an event. */
export const emittersOf = (name: EventName, addresses: Addresses): Hex[] =>
  sources[name].contracts.map((contract) => addresses[contract]);

/** An event of the suite, whichever. */
export type SuiteEvent = {
  [N in EventName]: { readonly name: N; readonly event: SuiteEvents[N] };
}[EventName];

const nameOfTopic = new Map((Object.keys(sources) as EventName[]).map((n) => [topicOf(n), n]));

/** What a log of this contract says, if it is an event of the suite. */
export function eventOf(
  contract: ContractName,
  log: Pick<LogParams, "topics" | "data">,
): SuiteEvent | undefined {
  const name = nameOfTopic.get(log.topics[0] as Hex);
  if (!name || !sources[name].contracts.includes(contract)) return undefined;
  const said = sources[name].decode(eventValues(abis[contract], name, log) as never);
  return { name, event: said } as SuiteEvent;
}

/** What a log says, if it is this event of the suite at these addresses. */
export function eventIn<N extends EventName>(
  name: N,
  log: Pick<LogParams, "address" | "topics" | "data">,
  addresses: Addresses,
): SuiteEvents[N] | undefined {
  const { contracts, decode } = sources[name];
  const from = log.address.toLowerCase();
  const emitter = contracts.find((contract) => addresses[contract].toLowerCase() === from);
  if (!emitter || log.topics[0] !== topicOf(name)) return undefined;
  return decode(eventValues(abis[emitter], name, log) as never);
}
