import rateLimit from "@fastify/rate-limit";
import fastify, { type FastifyInstance } from "fastify";
import type { z } from "zod";
import type { Chain } from "../chain/chain.ts";
import { type Hex, ZERO32 } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import type { Custody } from "../vault/custody.ts";
import { type AboutAnswer, findMessage, releaseMessage, toJson } from "../wire/messages.ts";
import { CustodianDesk } from "./custodian.ts";
import { Journal } from "./journal.ts";
import { openApi } from "./openApi.ts";
import { problemOf } from "./problems.ts";

export interface GatewayOptions {
  /** Database file of its journal, or ":memory:". */
  readonly journal: string;
  readonly host?: string;
  /** 0 (the default): any free port. */
  readonly port?: number;
  /** Requests a minute from one address. */
  readonly requestsPerMinute?: number;
}

const MAX_MESSAGE_BYTES = 1024 * 1024;

/** A custodian's gateway over HTTP. It logs to its journal only. */
export class Gateway {
  readonly url: string;
  readonly journal: Journal;
  readonly #app: FastifyInstance;

  private constructor(url: string, journal: Journal, app: FastifyInstance) {
    this.url = url;
    this.journal = journal;
    this.#app = app;
  }

  static async start(chain: Chain, custody: Custody, options: GatewayOptions): Promise<Gateway> {
    const { host = "127.0.0.1", port = 0, requestsPerMinute = 600 } = options;
    const journal = new Journal(options.journal);
    const app = fastify({ logger: false, bodyLimit: MAX_MESSAGE_BYTES });
    try {
      await app.register(rateLimit, { max: requestsPerMinute, timeWindow: "1 minute" });
      answerProblems(app, journal);
      addRoutes(app, new CustodianDesk(chain, custody, journal), {
        custodian: custody.custodian,
        chainId: String(chain.network.chainId),
        receipts: chain.addresses.receipts,
      });
      return new Gateway(await app.listen({ host, port }), journal, app);
    } catch (error) {
      await app.close();
      journal.close();
      if ((error as NodeJS.ErrnoException).code === "EADDRINUSE") fail("GATEWAY_PORT", { port });
      throw error;
    }
  }

  /** Answers what is under way, then stops. */
  async close(): Promise<void> {
    await this.#app.close();
    this.journal.close();
  }
}

function addRoutes(app: FastifyInstance, desk: CustodianDesk, about: AboutAnswer): void {
  const route = <T>(path: string, schema: z.ZodType<T>, answer: (message: T) => Promise<unknown>) =>
    app.post(path, async (request, reply) => {
      const parsed = schema.safeParse(request.body);
      if (!parsed.success) {
        const at = parsed.error.issues[0]?.path.join(".") ?? "";
        return fail("GATEWAY_MESSAGE", { path: at || "the whole" });
      }
      const json = toJson(await answer(parsed.data));
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
    const { status, code, body } = problemOf(error);
    if (request.method === "POST") {
      journal.note({ kind: "refused", participant: 0, named: namedBy(request.body), result: code });
    }
    return await reply.status(status).type("application/fhir+json").send(body);
  });
  // Fastify's own answer would repeat the path.
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, async (_, reply) => {
    const { status, body } = problemOf({ statusCode: 404 });
    return await reply.status(status).type("application/fhir+json").send(body);
  });
}

function namedBy(body: unknown): Hex {
  const parsed = findMessage.safeParse(body).data ?? releaseMessage.safeParse(body).data;
  if (!parsed) return ZERO32;
  return "receipt" in parsed.request ? parsed.request.receipt : parsed.request.grant;
}
