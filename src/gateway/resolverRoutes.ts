/** The resolver over HTTP: by GS1 Digital Link, by national code, in words, and for institutions. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import { fail } from "../core/errors.ts";
import { productId } from "../core/goods.ts";
import { parseTraceCode } from "../epcis/codes.ts";
import { parseDigitalLink } from "../epcis/digitalLink.ts";
import { readUnitCode } from "../epcis/unitCode.ts";
import { lotKeyMessage, resolverJson, signedScan } from "../wire/resolverMessages.ts";
import { verdictQuery } from "../wire/scanVerdict.ts";
import { acceptedRanges } from "./blockRequest.ts";
import { PAGE_HEADERS } from "./markup.ts";
import { problemOf } from "./problems.ts";
import type { ResolverDesk } from "./resolver.ts";
import type { VerdictDesk } from "./verdict.ts";
import { problemPage, verdictPage } from "./verdictPage.ts";

/** @param perMinute Requests a minute from one address: enough for a hand, too few for guessing */
export function addResolverRoutes(
  app: FastifyInstance,
  { resolver, verdicts }: { resolver: ResolverDesk; verdicts: VerdictDesk },
  perMinute: number,
): void {
  const config = { rateLimit: { max: perMinute, timeWindow: "1 minute" } };
  const shown = { config, errorHandler: showProblem };

  /** A page to browsers, which cannot check proof; proof to programs, which should. */
  const unit = async (
    request: FastifyRequest,
    reply: FastifyReply,
    product: bigint,
    code: string,
  ) =>
    wantsPage(request)
      ? sendPage(reply, verdictPage(await verdicts.of(product, code)))
      : send(reply, await resolver.unit(product, code));

  // As in /01/09506000134352/21/S-1 and with lot or variant between; dates may follow as a query.
  app.get("/01/*", shown, async (request, reply) => {
    const elements = parseDigitalLink(`https://resolver.invalid${request.url}`);
    const [gtin, serial] = [elements.get("01"), elements.get("21")];
    if (gtin === undefined || serial === undefined) {
      return fail("GS1_LINK", { expected: "/01/{gtin}/21/{serial}" });
    }
    return await unit(request, reply, productId("GTIN", gtin), serial);
  });

  app.get<{ Params: { code: string } }>("/trace/:code", shown, async (request, reply) => {
    const { code, product } = parseTraceCode(request.params.code);
    return await unit(request, reply, productId("NATIONAL", product), code);
  });

  app.get("/v1/scan", shown, async (request, reply) => {
    const { scheme, number, code } = readUnitCode(parsed(verdictQuery, request.query).code);
    const verdict = await verdicts.of(productId(scheme, number), code);
    return wantsPage(request) ? sendPage(reply, verdictPage(verdict)) : send(reply, verdict);
  });

  app.post("/v1/scans", { config }, async ({ body }, reply) =>
    send(reply, await resolver.scan(parsed(signedScan, body))),
  );

  app.post("/v1/goods-key", { config }, async ({ body }, reply) =>
    send(reply, await resolver.lotKey(parsed(lotKeyMessage, body))),
  );
}

/** Whether it would rather have HTML than JSON, or anything. */
const wantsPage = ({ headers }: FastifyRequest): boolean =>
  acceptedRanges(headers.accept)
    .map(({ essence }) => essence)
    .find((type) => ["text/html", "application/json", "*/*"].includes(type)) === "text/html";

/** Who asked for a page reads of a refusal in one too. */
function showProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  // Not for browsers: as of any other route.
  if (!wantsPage(request)) throw error;
  const problem = problemOf(error);
  return sendPage(reply.status(problem.status), problemPage(problem));
}

const sendPage = (reply: FastifyReply, text: string): FastifyReply =>
  reply.headers(PAGE_HEADERS).send(text);

/** Answers change with the goods: nobody between keeps them. */
const send = (reply: FastifyReply, answer: object): FastifyReply =>
  reply
    .type("application/json")
    .header("cache-control", "no-store")
    .header("x-content-type-options", "nosniff")
    .header("vary", "accept")
    .send(resolverJson(answer));

/** @throws GATEWAY_MESSAGE */
export function parsed<T>(schema: z.ZodType<T>, body: unknown): T {
  const { success, data, error } = schema.safeParse(body);
  if (success) return data;
  return fail("GATEWAY_MESSAGE", { path: error.issues[0]?.path.join(".") || "the whole" });
}
