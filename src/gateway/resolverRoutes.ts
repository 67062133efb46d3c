/** The resolver over HTTP: by GS1 Digital Link, by national code, and for institutions. */
import type { FastifyInstance, FastifyReply } from "fastify";
import type { z } from "zod";
import { fail } from "../core/errors.ts";
import { productId } from "../core/goods.ts";
import { parseTraceCode } from "../epcis/codes.ts";
import { parseDigitalLink } from "../epcis/digitalLink.ts";
import { lotKeyMessage, resolverJson, signedScan } from "../wire/resolverMessages.ts";
import type { ResolverDesk } from "./resolver.ts";

/** @param perMinute Requests a minute from one address: enough for a hand, too few for guessing */
export function addResolverRoutes(
  app: FastifyInstance,
  desk: ResolverDesk,
  perMinute: number,
): void {
  const config = { rateLimit: { max: perMinute, timeWindow: "1 minute" } };

  // As in /01/09506000134352/21/S-1 and with lot or variant between; dates may follow as a query.
  app.get("/01/*", { config }, async (request, reply) => {
    const elements = parseDigitalLink(`https://resolver.invalid${request.url}`);
    const [gtin, serial] = [elements.get("01"), elements.get("21")];
    if (gtin === undefined || serial === undefined) {
      return fail("GS1_LINK", { expected: "/01/{gtin}/21/{serial}" });
    }
    return send(reply, await desk.unit(productId("GTIN", gtin), serial));
  });

  app.get<{ Params: { code: string } }>("/trace/:code", { config }, async (request, reply) => {
    const { code, product } = parseTraceCode(request.params.code);
    return send(reply, await desk.unit(productId("NATIONAL", product), code));
  });

  app.post("/v1/scans", { config }, async ({ body }, reply) =>
    send(reply, await desk.scan(parsed(signedScan, body))),
  );

  app.post("/v1/goods-key", { config }, async ({ body }, reply) =>
    send(reply, await desk.lotKey(parsed(lotKeyMessage, body))),
  );
}

/** Answers change with the goods: nobody between keeps them. */
const send = (reply: FastifyReply, answer: object): FastifyReply =>
  reply
    .type("application/json")
    .header("cache-control", "no-store")
    .header("x-content-type-options", "nosniff")
    .send(resolverJson(answer));

/** @throws GATEWAY_MESSAGE */
export function parsed<T>(schema: z.ZodType<T>, body: unknown): T {
  const { success, data, error } = schema.safeParse(body);
  if (success) return data;
  return fail("GATEWAY_MESSAGE", { path: error.issues[0]?.path.join(".") || "the whole" });
}
