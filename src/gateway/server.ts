import { dirname, join } from "node:path";
import rateLimit from "@fastify/rate-limit";
import fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import type { z } from "zod";
import type { Chain } from "../chain/chain.ts";
import { type Hex, isHex, ZERO32 } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import type { IndexReader } from "../indexer/reader.ts";
import type { Custody } from "../vault/custody.ts";
import { type AboutAnswer, findMessage, releaseMessage, toJson } from "../wire/messages.ts";
import { orderMessage } from "../wire/orderMessages.ts";
import { lotKeyMessage } from "../wire/resolverMessages.ts";
import { settlementMessage } from "../wire/settlementMessages.ts";
import { addBlockRoutes } from "./blocks.ts";
import { CustodianDesk } from "./custodian.ts";
import { Journal } from "./journal.ts";
import { openApi } from "./openApi.ts";
import { addOrderRoutes, OrderDesk } from "./orders.ts";
import { problemOf } from "./problems.ts";
import { ResolverDesk } from "./resolver.ts";
import { addResolverRoutes, parsed } from "./resolverRoutes.ts";
import { ScanLog } from "./scanLog.ts";
import { addSettlementRoutes, SettlementDesk } from "./settlement.ts";
import { VerdictDesk } from "./verdict.ts";

export interface GatewayOptions {
  /** Database file of its journal, or ":memory:". */
  readonly journal: string;
  readonly host?: string;
  /** 0 (the default): any free port. */
  readonly port?: number;
  /** Requests a minute from one address. */
  readonly requestsPerMinute?: number;
  /** Requests for blocks a minute from one address, counted apart: 6,000 by default. */
  readonly blocksPerMinute?: number;
  /** The most bytes of one CAR; 4 GiB by default. */
  readonly carBytes?: number;
  /** Questions about units a minute from one address, counted apart: 60 by default. */
  readonly scansPerMinute?: number;
  /**
   * Addresses or networks (CIDR) of reverse proxies before it: from these alone the header
   * `X-Forwarded-For` says who asks. None by default: anybody could write any address there.
   */
  readonly trustProxy?: readonly string[];
  /** From which it answers about claims and funds; its opener closes it after the gateway. */
  readonly index?: IndexReader;
}

const MAX_MESSAGE_BYTES = 1024 * 1024;
/** Room for CIDs of every hash, to refuse them by name. */
const MAX_CID_LENGTH = 200;
/** Milliseconds for which a connection may stand still, as where a CAR is read too slowly. */
const STALL = 60_000;
/** Milliseconds for what is under way when the gateway closes. */
const PATIENCE = 3_000;

/** A custodian's gateway over HTTP. It logs to its journal only. */
export class Gateway {
  readonly url: string;
  readonly journal: Journal;
  readonly #scans: ScanLog;
  readonly #app: FastifyInstance;

  private constructor(url: string, journal: Journal, scans: ScanLog, app: FastifyInstance) {
    this.url = url;
    this.journal = journal;
    this.#scans = scans;
    this.#app = app;
  }

  static async start(chain: Chain, custody: Custody, options: GatewayOptions): Promise<Gateway> {
    const { host = "127.0.0.1", port = 0, requestsPerMinute = 600, trustProxy = [] } = options;
    const journal = new Journal(options.journal);
    const scans = new ScanLog(beside(options.journal, "scans.sqlite"));
    const app = fastify({
      logger: false,
      bodyLimit: MAX_MESSAGE_BYTES,
      connectionTimeout: STALL,
      trustProxy: trustProxy.length > 0 && [...trustProxy],
      routerOptions: { maxParamLength: MAX_CID_LENGTH },
      // Fastify's own answers would repeat the path.
      frameworkErrors: (error, _, reply) => void sendProblem(reply, error),
    });
    try {
      await app.register(rateLimit, { max: requestsPerMinute, timeWindow: "1 minute" });
      answerProblems(app, journal);
      addBlockRoutes(app, custody.store, {
        perMinute: options.blocksPerMinute ?? 6_000,
        carBytes: options.carBytes ?? 2 ** 32,
      });
      addRoutes(app, new CustodianDesk(chain, custody, journal), {
        custodian: custody.custodian,
        chainId: String(chain.network.chainId),
        receipts: chain.addresses.receipts,
      });
      addOrderRoutes(app, new OrderDesk(chain, custody, journal));
      const { index } = options;
      addSettlementRoutes(app, new SettlementDesk(chain, custody.custodian, { journal, index }));
      const resolver = new ResolverDesk(chain, custody, { journal, scans });
      const verdicts = new VerdictDesk(chain, custody, resolver);
      addResolverRoutes(app, { resolver, verdicts }, options.scansPerMinute ?? 60);
      return new Gateway(await app.listen({ host, port }), journal, scans, app);
    } catch (error) {
      await app.close();
      scans.close();
      journal.close();
      if ((error as NodeJS.ErrnoException).code === "EADDRINUSE") fail("GATEWAY_PORT", { port });
      throw error;
    }
  }

  /** Answers what is under way, then stops; it does not wait long for who is silent. */
  async close(): Promise<void> {
    const patience = setTimeout(() => this.#app.server.closeAllConnections(), PATIENCE);
    await this.#app.close();
    clearTimeout(patience);
    this.#scans.close();
    this.journal.close();
  }
}

const beside = (file: string, name: string): string =>
  file === ":memory:" ? file : join(dirname(file), name);

function addRoutes(app: FastifyInstance, desk: CustodianDesk, about: AboutAnswer): void {
  const route = <T>(path: string, schema: z.ZodType<T>, answer: (message: T) => Promise<unknown>) =>
    app.post(path, async (request, reply) => {
      const json = toJson(await answer(parsed(schema, request.body)));
      return await reply.type("application/json").send(json);
    });
  route("/v1/find", findMessage, (message) => desk.find(message));
  route("/v1/release", releaseMessage, (message) => desk.release(message));
  app.get("/v1/about", () => about);
  app.get("/openapi.json", () => openApi());
}

/** Refusals are noted under the grant or receipt that the request named. */
function answerProblems(app: FastifyInstance, journal: Journal): void {
  app.setErrorHandler(async (error, request, reply) => {
    if (request.method === "POST") {
      const { code } = problemOf(error);
      journal.note({ kind: "refused", participant: 0, named: namedBy(request.body), result: code });
    }
    return sendProblem(reply, error);
  });
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, async (_, reply) =>
    sendProblem(reply, { statusCode: 404 }),
  );
}

function sendProblem(reply: FastifyReply, error: unknown): FastifyReply {
  const { status, body } = problemOf(error);
  return reply.status(status).type("application/fhir+json").send(body);
}

function namedBy(body: unknown): Hex {
  const goods = lotKeyMessage.safeParse(body).data;
  if (goods) return goods.request.lot;
  const order = orderMessage.safeParse(body).data;
  if (order) return order.request.order;
  const asked = settlementMessage.safeParse(body).data?.request;
  // No other thing's id: it may be a pseudonym.
  if (asked) return asked.thing === "claim" && isHex(asked.key, 32) ? asked.key : ZERO32;
  const records = findMessage.safeParse(body).data ?? releaseMessage.safeParse(body).data;
  if (!records) return ZERO32;
  return "receipt" in records.request ? records.request.receipt : records.request.grant;
}
