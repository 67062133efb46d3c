import type { Chain } from "../chain/chain.ts";
import { fromHex, type Hex, toHex, ZERO32 } from "../core/bytes.ts";
import { decideEntry } from "../core/decision.ts";
import type { Standing } from "../core/enums.ts";
import { fail } from "../core/errors.ts";
import {
  type ConsentGrant,
  findRequestHash,
  grantId,
  receiptId,
  releaseRequestHash,
} from "../core/structs.ts";
import type { ReceiptFields } from "../core/slots.ts";
import { EntryTree } from "../core/tree.ts";
import { actions } from "../core/codes.ts";
import { unpackHeader, unpackProvision } from "../core/words.ts";
import { chainKey } from "../flows/publishRecord.ts";
import { ConsentModule } from "../ledger/consent.ts";
import { ExchangeModule } from "../ledger/exchange.ts";
import { IdentityModule } from "../ledger/identity.ts";
import type { Custody } from "../vault/custody.ts";
import { releaseInfo, sealTo } from "../vault/hpke.ts";
import { Lru } from "../vault/lru.ts";
import {
  type FindAnswer,
  type FindMessage,
  type FoundEntry,
  MAX_ENTRIES,
  type ReleaseAnswer,
  type ReleaseMessage,
} from "../wire/messages.ts";
import type { Journal } from "./journal.ts";
import { refusedAs, type SignedRequest, SignedRequests } from "./signedRequests.ts";

/** Leaves of the batches whose trees are kept in memory. */
const CACHED_LEAVES = 100_000;

/** What a custodian's gateway answers, whatever carries the messages. */
export class CustodianDesk {
  readonly #chain: Chain;
  readonly #custody: Custody;
  readonly #journal: Journal;
  readonly #chainKey: Hex;
  readonly #identity: IdentityModule;
  readonly #consent: ConsentModule;
  readonly #exchange: ExchangeModule;
  readonly #requests: SignedRequests;
  readonly #trees = new Lru<Hex, EntryTree>(CACHED_LEAVES, (tree) => tree.count);

  constructor(chain: Chain, custody: Custody, journal: Journal) {
    this.#chain = chain;
    this.#custody = custody;
    this.#journal = journal;
    this.#chainKey = chainKey(chain);
    this.#identity = new IdentityModule(chain);
    this.#consent = new ConsentModule(chain);
    this.#exchange = new ExchangeModule(chain);
    this.#requests = new SignedRequests(chain, custody.custodian, journal);
  }

  /**
   * The entries that a live grant covers now, for its grantee; or all of a patient's own. What is
   * not covered leaves no trace in the answer, not even a count.
   */
  async find(message: FindMessage): Promise<FindAnswer> {
    const { request, grant } = message;
    const digest = this.#requests.digest(findRequestHash(request));
    let participant = 0;
    if (grant) {
      this.#requireShown(grant, request.grant, request.subject);
      participant = await this.#grantee(message, digest, grant.terms.grantee);
      this.#requireStanding(await this.#consent.standing(grant), ["LIVE"]);
    } else {
      if (request.grant !== ZERO32) fail("GATEWAY_GRANT_MISMATCH", {});
      await this.#patient(message, digest);
    }
    this.#requests.useNonce(message);

    const covers = grant ? coverage(grant, request.purpose) : () => true;
    const start = Number(message.after ?? 0);
    const entries: FoundEntry[] = [];
    let covered = 0;
    for (const r of this.#custody.catalogue.anchoredRecords(this.#chainKey, request.subject)) {
      if (!covers(r.header) || covered++ < start) continue;
      if (entries.length === MAX_ENTRIES) break;
      entries.push(this.#found(r));
    }
    const more = covered > start + entries.length;
    this.#journal.note({
      kind: "found",
      participant,
      named: request.grant,
      result: String(entries.length),
    });
    return { entries, ...(more ? { after: String(start + entries.length) } : {}) };
  }

  /**
   * Content keys for the entries of a final receipt whose grant still stands, sealed to the
   * grantee's key of the receipt's epoch. The same receipt gets the same answer again.
   */
  async release(message: ReleaseMessage): Promise<ReleaseAnswer> {
    const { request, grant, entries, accessRequest } = message;
    const digest = this.#requests.digest(releaseRequestHash(request));
    const named = grantId(grant);
    if (receiptId({ grant: named, request: accessRequest, entries }) !== request.receipt) {
      fail("GATEWAY_GRANT_MISMATCH", {});
    }
    const receipt = await this.#receipt(request.receipt);
    if (receipt.custodian !== this.#custody.custodian) fail("GATEWAY_RECEIPT", {});
    // Asked of the receipt too: a faulty desk must not turn one grant into other records.
    if (receipt.grantee !== grant.terms.grantee) fail("GATEWAY_GRANT_MISMATCH", {});
    const participant = await this.#grantee(message, digest, receipt.grantee);
    this.#requests.useNonce(message);
    const answer =
      this.#journal.released(request.receipt) ??
      JSON.stringify(await this.#sealKeys(request.receipt, receipt, grant.subject, entries));

    // Last of all the head is read again: a grant revoked meanwhile releases nothing.
    this.#requireStanding(await this.#consent.standing(grant), ["LIVE", "EXHAUSTED"]);
    const given = this.#journal.release(request.receipt, answer, {
      kind: "released",
      participant,
      named: request.receipt,
      result: String(entries.length),
    });
    return JSON.parse(given) as ReleaseAnswer;
  }

  #found(
    record: { entry: Hex; root: Hex; position: number } & Omit<
      FoundEntry,
      "id" | "count" | "siblings"
    >,
  ): FoundEntry {
    const { entry, header, fingerprint, cid, previous, root, position } = record;
    let tree = this.#trees.get(root);
    if (!tree) {
      tree = new EntryTree(this.#custody.catalogue.entriesOf(this.#chainKey, root));
      this.#trees.set(root, tree);
    }
    const siblings = [...tree.path(position).siblings];
    return {
      id: entry,
      header,
      fingerprint,
      cid,
      previous,
      root,
      count: tree.count,
      position,
      siblings,
    };
  }

  async #sealKeys(
    receipt: Hex,
    { grantee, keyEpoch }: ReceiptFields,
    subject: Hex,
    entries: readonly Hex[],
  ): Promise<ReleaseAnswer> {
    const { catalogue, keyRing } = this.#custody;
    const publicKey = fromHex(await this.#identity.hpkeKey(grantee, keyEpoch), 32);
    const keys = [];
    for (const entry of entries) {
      const record = catalogue.recordOfEntry(entry);
      if (record?.subject !== subject) return fail("GATEWAY_ENTRY", {});
      const key = await keyRing.contentKey(subject, record.fingerprint);
      if (!key) return fail("GATEWAY_ENTRY", {});
      keys.push({
        entry,
        sealed: toHex(await sealTo(publicKey, releaseInfo(receipt, entry), key)),
      });
    }
    return { keys };
  }

  /** The institution whose account signed; it must be the one expected, and ACTIVE. */
  async #grantee(message: SignedRequest, digest: Hex, expected: number): Promise<number> {
    this.#requests.requireOurs(message);
    const member = await this.#requests.member(message, digest, "GATEWAY_NOT_GRANTEE");
    if (member.id !== expected || member.status !== "ACTIVE") fail("GATEWAY_NOT_GRANTEE", {});
    return member.id;
  }

  async #patient(message: FindMessage, digest: Hex): Promise<void> {
    this.#requests.requireOurs(message);
    await this.#identity
      .requireSigned(message.request.subject, digest, message.signer, message.signature)
      .catch(refusedAs("GATEWAY_SIGNATURE"));
  }

  #requireShown(grant: ConsentGrant, named: Hex, subject: Hex): void {
    if (grantId(grant) !== named || grant.subject !== subject) fail("GATEWAY_GRANT_MISMATCH", {});
  }

  #requireStanding(standing: Standing, allowed: readonly Standing[]): void {
    if (!allowed.includes(standing)) fail("GATEWAY_GRANT", { standing });
  }

  async #receipt(id: Hex): Promise<ReceiptFields> {
    const final = await this.#chain.network.finalBlock();
    return await this.#exchange.receipt(id, final).catch(refusedAs("GATEWAY_RECEIPT"));
  }
}

/** Whether a grant covers an entry now, for a purpose. */
function coverage({ terms }: ConsentGrant, purpose: number): (header: bigint) => boolean {
  const provisions = terms.provisions.map(unpackProvision);
  const access = { purpose, action: actions.access.bit, moment: Math.floor(Date.now() / 1000) };
  return (header) => decideEntry(provisions, unpackHeader(header), access).outcome === "PERMITTED";
}
