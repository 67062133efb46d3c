import { accountOf, type Chain, signingDomain } from "../chain/chain.ts";
import { fromHex, type Hex, randomHex } from "../core/bytes.ts";
import { type Action, actions, type Purpose, purposes } from "../core/codes.ts";
import { decide } from "../core/decision.ts";
import { fail } from "../core/errors.ts";
import { type ConsentGrant, contentHash } from "../core/structs.ts";
import { joinPaths } from "../core/tree.ts";
import { unpackHeader, unpackProvision } from "../core/words.ts";
import { canonicalOf } from "../fhir/canonical.ts";
import { type EntryGroup, ExchangeModule, type Receipt } from "../ledger/exchange.ts";
import { BlockStore } from "../vault/blockStore.ts";
import { open } from "../vault/envelope.ts";
import { verifyFingerprint } from "../vault/fingerprint.ts";
import { GatewayBlocks } from "../vault/gatewayBlocks.ts";
import { openWith, releaseInfo } from "../vault/hpke.ts";
import { cidOfEntry, readSealed } from "../vault/sealRecords.ts";
import { type CustodianAt, requestDeadline } from "../wire/gatewayClient.ts";
import { type FoundRecord, MAX_ENTRIES } from "../wire/messages.ts";

/** A record, opened and verified. */
export interface OpenedRecord {
  readonly entry: Hex;
  readonly receipt: Hex;
  readonly mediaType: string;
  /** The source text that the custodian sealed, byte for byte. */
  readonly body: Uint8Array;
}

export interface OpenOptions {
  readonly grant: ConsentGrant;
  readonly purpose: Purpose;
  readonly action?: Action;
  /** Puts a refusal that can be foreseen on the chain's log, instead of stopping before it. */
  readonly onRecord?: boolean;
  /** The grantee's X25519 private key of its present epoch. */
  readonly privateKey: Uint8Array;
  /**
   * The reader's own store: sealed records are read from there, and what it lacks from the
   * custodian's gateway. Without one, all come from the gateway.
   */
  readonly store?: BlockStore;
}

/** Groups as the chain proves them: of one batch each, and no larger than a gateway answers. */
function groupsOf(
  records: readonly FoundRecord[],
): { group: EntryGroup; records: FoundRecord[] }[] {
  const byRoot = new Map<string, FoundRecord[]>();
  for (const record of records) {
    const batch = `${record.custodian} ${record.root}`;
    const members = byRoot.get(batch);
    if (members) members.push(record);
    else byRoot.set(batch, [record]);
  }
  const groups = [...byRoot.values()].flatMap((members) => {
    const sorted = members.toSorted((a, b) => a.position - b.position);
    const parts = Math.ceil(sorted.length / MAX_ENTRIES);
    return Array.from({ length: parts }, (_, i) =>
      sorted.slice(i * MAX_ENTRIES, (i + 1) * MAX_ENTRIES),
    );
  });
  return groups.map((inOrder) => {
    const { custodian, root, count } = inOrder[0]!;
    return {
      records: inOrder,
      group: {
        custodian,
        root,
        positions: inOrder.map((record) => record.position),
        headers: inOrder.map((record) => record.header),
        contents: inOrder.map((record) => contentHash(record)),
        proof: joinPaths(count, inOrder),
      },
    };
  });
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
  const request = {
    purpose: purposes[options.purpose].bit,
    action: actions[options.action ?? "access"].bit,
    nonce: randomHex(32),
  };
  if (!options.onRecord) await foresee(chain, records, options.grant, request);
  const groups = groupsOf(records);
  const opening = new ExchangeModule(chain).open(
    options.grant,
    request,
    groups.map(({ group }) => group),
  );
  const { receipts, refused } = (await opening.send()).event;
  if (refused) fail("OPEN_REFUSED", { refusal: refused.refusal });
  const opened: OpenedRecord[] = [];
  for (const [i, receipt] of receipts.entries()) {
    opened.push(...(await fetchRecords(chain, at, groups[i]!.records, receipt, options)));
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
  { grant, privateKey, store }: OpenOptions,
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
