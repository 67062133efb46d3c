/** The settlement database, to whoever may see something of it: claims, funds, enrolment, agreements. */
import type { FastifyInstance } from "fastify";
import type { Chain } from "../chain/chain.ts";
import { ZERO32 } from "../core/bytes.ts";
import { purposes } from "../core/codes.ts";
import { fail } from "../core/errors.ts";
import { denied } from "../core/settlementAccess.ts";
import type { IndexReader } from "../indexer/reader.ts";
import type { SettlementAsker } from "../indexer/settlementViews.ts";
import { IdentityModule } from "../ledger/identity.ts";
import {
  type SettlementAnswer,
  type SettlementMessage,
  settlementMessage,
  settlementRequestHash,
  shownSettlementRequest,
} from "../wire/settlementMessages.ts";
import type { Journal } from "./journal.ts";
import { parsed } from "./resolverRoutes.ts";
import { refusedAs, SignedRequests } from "./signedRequests.ts";

const PURPOSES = new Map<number, string>(
  Object.entries(purposes).map(([name, { bit }]) => [bit, name]),
);

/** Answers from an index, by its table of access. */
export class SettlementDesk {
  readonly #chain: Chain;
  readonly #index: IndexReader | undefined;
  readonly #journal: Journal;
  readonly #identity: IdentityModule;
  readonly #requests: SignedRequests;

  constructor(
    chain: Chain,
    custodian: number,
    { journal, index }: { journal: Journal; index: IndexReader | undefined },
  ) {
    this.#chain = chain;
    this.#index = index;
    this.#journal = journal;
    this.#identity = new IdentityModule(chain);
    this.#requests = new SignedRequests(chain, custodian, journal);
  }

  /**
   * Rows with the fields that the asker may see.
   * @throws SETTLEMENT_DENIED where that is none, and where there are none: the answers are the same
   */
  async answer(message: SettlementMessage): Promise<SettlementAnswer> {
    const { action, thing, key, after } = message.request;
    this.#requests.requireOurs(message);
    const asker = await this.#asker(message);
    this.#requests.useNonce(message);
    const { views } = this.#index ?? fail("SETTLEMENT_NO_INDEX", {});
    const end = views.end(this.#chain) ?? fail("SETTLEMENT_NO_INDEX", {});
    const participant = asker.participant?.id ?? 0;
    if (action === "acknowledge") {
      const flags = thing === "claim" ? views.flagsToAcknowledge(asker, key) : denied(thing);
      const result = flags.join();
      this.#journal.note({ kind: "acknowledged", participant, named: key, result });
      return { ...end, rows: [{ flags }] };
    }
    const isList = action === "list";
    const rows = isList ? views.list(asker, thing, after) : views.read(asker, thing, key, after);
    // No other id: it may be a pseudonym.
    const named = thing === "claim" && !isList ? key : ZERO32;
    this.#journal.note({ kind: "found", participant, named, result: `${thing} ${rows.length}` });
    return { ...end, rows };
  }

  /** Who signed: an institution as the chain has it now, or the holder of a pseudonym. */
  async #asker(message: SettlementMessage): Promise<SettlementAsker> {
    const { subject, purpose: bit } = message.request;
    const digest = this.#requests.digest(
      settlementRequestHash(shownSettlementRequest(message.request)),
    );
    const named = PURPOSES.get(bit);
    const purpose = named === undefined ? {} : { purpose: named };
    if (subject !== ZERO32) {
      await this.#identity
        .requireSigned(subject, digest, message.signer, message.signature)
        .catch(refusedAs("GATEWAY_SIGNATURE"));
      return { subject, ...purpose };
    }
    const participant = await this.#requests.memberIfAny(message, digest);
    return { ...(participant === undefined ? {} : { participant }), ...purpose };
  }
}

export function addSettlementRoutes(app: FastifyInstance, desk: SettlementDesk): void {
  app.post("/v1/settlement", async ({ body }, reply) =>
    reply
      .type("application/json")
      .header("cache-control", "no-store")
      .send(JSON.stringify(await desk.answer(parsed(settlementMessage, body)))),
  );
}
