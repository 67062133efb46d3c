/** What a reader keeps of an opening that it began, to go on after a kill. */
import { z } from "zod";
import { fail } from "../core/errors.ts";
import { consentGrant, foundEntry, type FoundRecord, toJson } from "./messages.ts";
import { id, uint } from "./schema.ts";

const FORMAT = "careledger-opening/1";

const ticket = z.strictObject({
  format: z.literal(FORMAT),
  custodian: uint(32),
  grant: consentGrant,
  purpose: uint(8),
  action: uint(8),
  nonce: id,
  records: z.array(foundEntry).min(1),
});

/** An opening: what for, under which grant, of which records of one custodian. */
export type OpeningTicket = Omit<z.infer<typeof ticket>, "format">;

/** As text. It holds the grant's terms, but no key and nothing of what records say. */
export const ticketText = (opening: OpeningTicket): string =>
  toJson({ format: FORMAT, ...opening });

/** Reads a ticket that `ticketText` wrote. */
export function parseTicket(text: string): OpeningTicket {
  try {
    const { format: _, ...opening } = ticket.parse(JSON.parse(text));
    return opening;
  } catch (cause) {
    return fail("OPEN_TICKET", {}, { cause });
  }
}

/** The records of a ticket with what their ids are made of besides. */
export const recordsOf = ({ records, custodian, grant }: OpeningTicket): FoundRecord[] =>
  records.map((record) => ({ ...record, custodian, subject: grant.subject }));
