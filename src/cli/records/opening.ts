import { type Purpose, purposes } from "../../core/codes.ts";
import { isCareLedgerError } from "../../core/errors.ts";
import type { ConsentGrant } from "../../core/structs.ts";
import type { OpenedRecord } from "../../flows/openRecord.ts";
import type { BlockStore } from "../../vault/blockStore.ts";
import type { CustodianAt } from "../../wire/gatewayClient.ts";
import type { FoundRecord } from "../../wire/messages.ts";
import { recordsOf } from "../../wire/openingTicket.ts";
import { type Member, presentKey } from "../members.ts";
import type { Ticket, Tickets } from "./tickets.ts";

/** What an institution opens, and with what. */
export interface Opening {
  member: Member;
  grant: ConsentGrant;
  purpose: Purpose;
  onRecord: boolean;
  store: BlockStore;
  tickets: Tickets;
}

/** One custodian's records, opened; `ticket` is to be ended once they are where they belong. */
export interface OpenedAt {
  custodian: number;
  found: FoundRecord[];
  opened: OpenedRecord[];
  ticket?: Ticket;
}

/** Opens what one custodian keeps; what was begun before is gone on with, at no second use. */
export async function openAt(custodian: number, opening: Opening): Promise<OpenedAt> {
  const { purpose, tickets } = opening;
  const ticket = tickets
    .begun()
    .find(({ opening: o }) => o.custodian === custodian && o.purpose === purposes[purpose].bit);
  if (ticket) {
    const opened = await ended(ticket, () => resume(ticket, opening));
    return { custodian, found: recordsOf(ticket.opening), opened, ticket };
  }
  const at = await opening.member.care.custodian(custodian);
  const found = await find(at, opening);
  return found.length === 0 ? { custodian, found, opened: [] } : await begin(at, found, opening);
}

async function find(at: CustodianAt, opening: Opening): Promise<FoundRecord[]> {
  const { member, grant, purpose, onRecord, tickets } = opening;
  try {
    return await member.care.findRecords(at, { grant, purpose });
  } catch (error) {
    // Under an ended grant it names nothing: what is put on record is what was asked for last.
    const last = onRecord ? tickets.lastOf(at.custodian) : [];
    if (last.length === 0 || !isCareLedgerError(error, "GATEWAY_REFUSED")) throw error;
    return last;
  }
}

async function begin(at: CustodianAt, found: FoundRecord[], opening: Opening): Promise<OpenedAt> {
  const { member, grant, purpose, onRecord, store, tickets } = opening;
  const kept: Ticket[] = [];
  const privateKey = await presentKey(member);
  const work = (): Promise<OpenedRecord[]> =>
    member.care.openRecords(at, found, {
      grant,
      purpose,
      onRecord,
      privateKey,
      store,
      onOpening: (text) => void kept.push(tickets.keep(text)),
    });
  const opened = await ended({ done: () => kept[0]?.done() }, work);
  return { custodian: at.custodian, found, opened, ...(kept[0] ? { ticket: kept[0] } : {}) };
}

/** A refusal ends a ticket; whatever else goes wrong, the next command goes on with it. */
async function ended<T>({ done }: Pick<Ticket, "done">, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isCareLedgerError(error, "OPEN_REFUSED")) done();
    throw error;
  }
}

/** Its receipt names the key's epoch; this tries the newest first. */
async function resume({ text }: Ticket, { member, store }: Opening): Promise<OpenedRecord[]> {
  for (const { privateKey } of member.keys.slice(1).toReversed()) {
    try {
      return await member.care.resumeOpening(text, { privateKey, store });
    } catch (error) {
      if (!isCareLedgerError(error, "VAULT_HPKE_OPEN")) throw error;
    }
  }
  return await member.care.resumeOpening(text, { privateKey: member.keys[0].privateKey, store });
}
