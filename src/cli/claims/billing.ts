/** Claims of a file as an institution of this folder bills them. */
import { fromHex, type Hex, hmacSha256, isHex, sha256, toHex, utf8 } from "../../core/bytes.ts";
import { fail } from "../../core/errors.ts";
import { packText } from "../../core/goods.ts";
import type { ClaimFacts } from "../../fhir/claims/claim.ts";
import type { Party } from "../../fhir/claims/parts.ts";
import {
  type BillingProvider,
  prepareClaim,
  type PreparedClaim,
} from "../../flows/prepareClaim.ts";
import type { IndexReader } from "../../indexer/reader.ts";
import { readUnitCode } from "../../epcis/unitCode.ts";
import { freshIndex } from "../index/fresh.ts";
import { cardIn, cardOf } from "../insurance/cards.ts";
import { billingBook } from "../insurance/codeLists.ts";
import { hasCustody, type Member } from "../members.ts";
import type { Session } from "../session.ts";
import { openJournal } from "../trace/journal.ts";
import { readClaims } from "./claimFiles.ts";

export interface BillingOptions {
  as?: string;
  patient?: string;
  record?: Hex[];
  card?: string;
}

/** The claims of a file, ready to be previewed or sent. */
export interface Billing {
  readonly member: Member;
  readonly reader: IndexReader;
  readonly currency: string;
  readonly claims: readonly PreparedClaim[];
}

/** @throws what `readClaims` and `prepareClaim` throw; CLAIM_INVOICE, CLAIM_PATIENT, CLAIM_RECORD */
export async function billingOf(
  session: Session,
  file: string,
  options: BillingOptions,
): Promise<Billing> {
  const member = await session.member(options.as);
  const currency = await member.care.insurance.currency();
  const facts = readClaims(file, currency);
  const { reader } = await freshIndex(session);
  const provider = await providerOf(session, member, reader, options);
  const claims: PreparedClaim[] = [];
  for (const one of facts) {
    const insurer = insurerOf(session, one.insurer);
    claims.push(
      await prepareClaim(member.care.chain, reader, provider, {
        facts: one,
        insured: await patientOf(session, one.patient, options.patient),
        invoice: invoiceOf(member, one),
        currency,
        ...(insurer === undefined ? {} : { insurer }),
      }),
    );
  }
  return { member, reader, currency, claims };
}

/** Salted by the institution's own secret: the same invoice is the same claim, and nobody guesses it. */
export const invoiceDigest = (member: Pick<Member, "keys">, number: string): Hex =>
  ownDigest(member, "careledger invoice", utf8(number));

const ownDigest = ({ keys }: Pick<Member, "keys">, what: string, of: Uint8Array): Hex =>
  toHex(sha256(hmacSha256(keys[0].privateKey, utf8(what), of)));

const invoiceOf = (member: Member, { invoice }: ClaimFacts): Hex =>
  invoice === undefined ? fail("CLAIM_INVOICE", {}) : invoiceDigest(member, invoice.value);

async function providerOf(
  session: Session,
  member: Member,
  reader: IndexReader,
  { record: records = [], card: cardFile }: BillingOptions,
): Promise<BillingProvider> {
  const { jurisdiction } = await member.care.identity.participant(member.id);
  const entry = (id: Hex): Hex =>
    reader.places(id).some(({ state }) => state === "LIVE") ? id : fail("CLAIM_RECORD", {});
  const given = cardFile === undefined ? undefined : cardIn(cardFile);
  return {
    id: member.id,
    book: billingBook(session, jurisdiction),
    records: records.map(entry),
    blinding: (invoice) => ownDigest(member, "careledger evidence", fromHex(invoice, 32)),
    // Other references lead into the institution's own systems.
    recordOf: (reference) => {
      const [id] = /0x[\da-f]{64}$/i.exec(reference) ?? [];
      return id === undefined ? undefined : entry(id.toLowerCase() as Hex);
    },
    personOf: (segment) => {
      const card = given?.segment === segment ? given : cardOf(session, segment);
      return card && { bornIn: card.bornIn, sex: card.sex, salt: card.salt };
    },
    ...(hasCustody(session.state, member.id) ? await salesOf(session, member) : {}),
  };
}

/** What the institution's journal says of packs that it dispensed. */
async function salesOf(session: Session, member: Member): Promise<Pick<BillingProvider, "saleOf">> {
  const lots = await (await session.custody(member)).lots();
  const journal = openJournal(session, member);
  return {
    saleOf: (product, text) => {
      const { code } = readUnitCode(text);
      for (const { lot, unit } of lots.find(product, code)) {
        const sold = journal.of(lot.lot).find((one) => one.unit === unit.index);
        const shown = { code: packText(code), lot: lot.lot };
        if (sold?.payer) return { ...shown, payerSalt: sold.payer.salt };
      }
      return undefined;
    },
  };
}

/** Her insurance pseudonym: as given, else as the document names her. */
async function patientOf(session: Session, party: Party, given: string | undefined): Promise<Hex> {
  const name = given ?? party.identifier?.value ?? party.reference?.replace(/^.*[/:]/, "") ?? "";
  if (isHex(name, 32)) return fromOwn(name);
  const known = Object.hasOwn(session.state.patients, name);
  return known ? await session.subject(name) : fail("CLAIM_PATIENT", {});
}

const fromOwn = (name: Hex): Hex => toHex(fromHex(name.toLowerCase(), 32));

/** The insurer that a document names, where it is one of the consortium's. */
function insurerOf(session: Session, party: Party | undefined): number | undefined {
  const name = party?.identifier?.value ?? party?.display;
  if (name === undefined) return undefined;
  const own = session.state.institutions;
  if (Object.hasOwn(own, name)) return own[name]!.id;
  const isNumber =
    party?.identifier?.system === "urn:careledger:participant" && /^\d{1,9}$/.test(name);
  return isNumber ? Number(name) : undefined;
}
