import { accountOf, type Chain, signingDomain } from "../chain/chain.ts";
import { untilQuiet } from "../chain/finality.ts";
import { read } from "../chain/transact.ts";
import { fromHex, type Hex, randomHex } from "../core/bytes.ts";
import { type Action, actions, type Purpose, purposes } from "../core/codes.ts";
import { decide } from "../core/decision.ts";
import { fail } from "../core/errors.ts";
import { type ConsentGrant, grantId, receiptId, requestHash } from "../core/structs.ts";
import { unpackHeader, unpackProvision } from "../core/words.ts";
import { canonicalOf } from "../fhir/canonical.ts";
import { ExchangeModule, type Opening, type Receipt } from "../ledger/exchange.ts";
import { BlockStore } from "../vault/blockStore.ts";
import { open } from "../vault/envelope.ts";
import { verifyFingerprint } from "../vault/fingerprint.ts";
import { GatewayBlocks } from "../vault/gatewayBlocks.ts";
import { openWith, releaseInfo } from "../vault/hpke.ts";
import { cidOfEntry, readSealed } from "../vault/sealRecords.ts";
import { type CustodianAt, requestDeadline } from "../wire/gatewayClient.ts";
import { type Group, groupsOf } from "../wire/entryGroups.ts";
import type { FoundRecord } from "../wire/messages.ts";
import { parseTicket, recordsOf, ticketText } from "../wire/openingTicket.ts";

/** A record, opened and verified. */
export interface OpenedRecord {
  readonly entry: Hex;
  readonly receipt: Hex;
  readonly mediaType: string;
  /** The source text that the custodian sealed, byte for byte. */
  readonly body: Uint8Array;
}

/** What opens records once a receipt is there. */
export interface ReaderKeys {
  /** The grantee's X25519 private key of the epoch in which it opened, as a rule the present one. */
  readonly privateKey: Uint8Array;
  /**
   * The reader's own store: sealed records are read from there, and what it lacks from the
   * custodian's gateway. Without one, all come from the gateway.
   */
  readonly store?: BlockStore;
}

export interface OpenOptions extends ReaderKeys {
  readonly grant: ConsentGrant;
  readonly purpose: Purpose;
  readonly action?: Action;
  /** Puts a refusal that can be foreseen on the chain's log, instead of stopping before it. */
  readonly onRecord?: boolean;
  /**
   * Told before anything is sent: who keeps the ticket until the records are there can go on after
   * a kill with `resumeOpening`, at the price of no second use of the grant.
   */
  readonly onOpening?: (ticket: string) => void | Promise<void>;
}

/**
 * Opens records of one custodian under a grant: the receipt is on the chain before the key is
 * asked for, and every record that comes back is compared with its fingerprint.
 * @throws OPEN_NOT_COVERED where the refusal can be foreseen, OPEN_REFUSED where the chain refused
 */
export async function openRecords(
  chain: Chain,
  at: CustodianAt,
  records: readonly FoundRecord[],
  options: OpenOptions,
): Promise<OpenedRecord[]> {
  if (records.length === 0) fail("OPEN_NOTHING", {});
  for (const { custodian: asked } of records) {
    const { custodian } = at;
    if (asked !== custodian) fail("GATEWAY_CUSTODIAN", { asked, custodian });
  }
  const { grant } = options;
  const request = {
    purpose: purposes[options.purpose].bit,
    action: actions[options.action ?? "access"].bit,
    nonce: randomHex(32),
  };
  if (!options.onRecord) await foresee(chain, records, grant, request);
  const groups = groupsOf(records);
  const entries = records.map(({ subject: _, custodian: __, ...entry }) => entry);
  const { custodian } = at;
  await options.onOpening?.(ticketText({ custodian, grant, ...request, records: entries }));
  const { receipts, refused } = await carry(chain, grant, request, groups);
  if (refused) fail("OPEN_REFUSED", { refusal: refused.refusal });
  return await fetchAll(chain, at, groups, receipts, grant, options);
}

/**
 * Goes on with an opening that was begun and perhaps not ended: sends it if the chain does not have
 * it, and fetches its records. The grant is used once, however often this is called.
 * @param text The ticket that `onOpening` was told
 */
export async function resumeOpening(
  chain: Chain,
  at: CustodianAt,
  text: string,
  keys: ReaderKeys,
): Promise<OpenedRecord[]> {
  const ticket = parseTicket(text);
  const { custodian: asked, grant, purpose, action, nonce } = ticket;
  if (asked !== at.custodian) fail("GATEWAY_CUSTODIAN", { asked, custodian: at.custodian });
  const exchange = new ExchangeModule(chain);
  const groups = groupsOf(recordsOf(ticket));
  const named = grantId(grant);
  const request = requestHash({
    grant: named,
    grantee: grant.terms.grantee,
    purpose,
    action,
    nonce,
  });
  const ids = groups.map(({ records }) =>
    receiptId({ grant: named, request, entries: records.map(({ id }) => id) }),
  );
  // What was sent before the kill may still be on its way.
  await read(untilQuiet(chain.network, accountOf(chain).address));
  let receipts = await exchange.find(ids);
  if (receipts.length === 0) {
    const refusals = await exchange.refusals(named);
    const before = refusals.find(({ event }) => event.request === request)?.event;
    const { receipts: sent, refused } = before
      ? { receipts: [], refused: before }
      : await carry(chain, grant, { purpose, action, nonce }, groups);
    if (refused) fail("OPEN_REFUSED", { refusal: refused.refusal });
    receipts = sent;
  }
  return await fetchAll(chain, at, groups, receipts, grant, keys);
}

/**
 * Fetches the records of a receipt once more, without a use of the grant: a gateway answers a
 * receipt again as long as the grant stands.
 * @param records Those that the receipt names, as findRecords answered them; others are left out
 */
export async function releaseRecords(
  chain: Chain,
  at: CustodianAt,
  id: Hex,
  records: readonly FoundRecord[],
  { grant, ...keys }: ReaderKeys & { readonly grant: ConsentGrant },
): Promise<OpenedRecord[]> {
  const [receipt] = await new ExchangeModule(chain).find([id]);
  if (!receipt) return fail("GATEWAY_RECEIPT", {});
  const named = receipt.entries.flatMap((entry) => records.filter((r) => r.id === entry));
  const count = receipt.entries.length - named.length;
  if (count !== 0) fail("OPEN_RECEIPT", { count });
  return await fetchRecords(chain, at, named, receipt, grant, keys);
}

const carry = async (
  chain: Chain,
  grant: ConsentGrant,
  request: { purpose: number; action: number; nonce: Hex },
  groups: readonly Group[],
): Promise<Opening> => {
  const exchange = new ExchangeModule(chain);
  const opening = exchange.open(
    grant,
    request,
    groups.map(({ group }) => group),
  );
  return (await opening.send()).event;
};

/** One receipt a group, in the same order. */
async function fetchAll(
  chain: Chain,
  at: CustodianAt,
  groups: readonly Group[],
  receipts: readonly Receipt[],
  grant: ConsentGrant,
  keys: ReaderKeys,
): Promise<OpenedRecord[]> {
  const opened: OpenedRecord[] = [];
  for (const [i, receipt] of receipts.entries()) {
    opened.push(...(await fetchRecords(chain, at, groups[i]!.records, receipt, grant, keys)));
  }
  return opened;
}

/** Decides here first, so that a hopeless opening costs no one a transaction. */
async function foresee(
  chain: Chain,
  records: readonly FoundRecord[],
  { terms }: ConsentGrant,
  { purpose, action }: { purpose: number; action: number },
): Promise<void> {
  const access = { purpose, action, moment: await chain.network.now() };
  const provisions = terms.provisions.map(unpackProvision);
  const outcomes = records.map(
    ({ header }) => decide(provisions, [unpackHeader(header)], access).outcome,
  );
  const refused = outcomes.filter((outcome) => outcome !== "PERMITTED");
  if (refused[0]) fail("OPEN_NOT_COVERED", { count: refused.length, outcome: refused[0] });
}

/** Asks for the keys that a receipt entitles to, and opens what they open. */
async function fetchRecords(
  chain: Chain,
  { custodian, gateway }: CustodianAt,
  records: readonly FoundRecord[],
  receipt: Receipt,
  grant: ConsentGrant,
  { privateKey, store }: ReaderKeys,
): Promise<OpenedRecord[]> {
  const account = accountOf(chain);
  const request = {
    receipt: receipt.receipt,
    custodian,
    nonce: randomHex(32),
    deadline: requestDeadline(),
  };
  const domain = signingDomain(chain, "Gateway");
  const { keys } = await gateway.release({
    request,
    grant,
    accessRequest: receipt.request,
    entries: receipt.entries,
    signer: account.address,
    signature: await account.signStruct(domain, "ReleaseRequest", request),
  });
  const sealedKeys = new Map(keys.map(({ entry, sealed }) => [entry, sealed]));
  const theirs = new GatewayBlocks({ urls: [gateway.url] });
  const bodies = await readSealed(
    store?.or(theirs) ?? new BlockStore(theirs),
    records.map(({ cid, header }) => cidOfEntry(cid, header)),
  );
  return await Promise.all(
    records.map(async (record, i) => {
      const sealedKey = sealedKeys.get(record.id) ?? fail("GATEWAY_ENTRY", {});
      const info = releaseInfo(receipt.receipt, record.id);
      const key = await openWith(privateKey, info, fromHex(sealedKey));
      return { entry: record.id, receipt: receipt.receipt, ...unseal(key, record, bodies[i]!) };
    }),
  );
}

/** Opens a sealed record and compares it with the fingerprint that was anchored. */
export function unseal(
  key: Uint8Array,
  context: { subject: Hex; custodian: number; fingerprint: Hex },
  sealed: Uint8Array,
): { mediaType: string; body: Uint8Array } {
  const { salt, mediaType, body } = open(key, context, sealed);
  verifyFingerprint(salt, canonicalOf(mediaType, body), context.fingerprint);
  return { mediaType, body };
}
