import { z } from "zod";
import { goodsKey } from "../wire/goodsKey.ts";
import { lotKeyMessage, signedScan, unitAnswer } from "../wire/resolverMessages.ts";
import { scanVerdict, verdictQuery } from "../wire/scanVerdict.ts";
import { orderAnswer, orderMessage } from "../wire/orderMessages.ts";
import { settlementAnswer, settlementMessage } from "../wire/settlementMessages.ts";
import { blockQuery, MEDIA_TYPES } from "./blockRequest.ts";
import {
  aboutAnswer,
  findAnswer,
  findMessage,
  problemAnswer,
  releaseAnswer,
  releaseMessage,
} from "../wire/messages.ts";

/** Ids and words are 0x and hexadecimal digits; zod cannot say so of its custom types. */
const schema = (type: z.ZodType, io: "input" | "output"): unknown =>
  z.toJSONSchema(type, {
    io,
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === "custom") {
        Object.assign(jsonSchema, { type: "string", pattern: "^0x([0-9a-fA-F]{2})*$" });
      }
    },
  });

const json = (type: z.ZodType, io: "input" | "output") => ({
  content: { "application/json": { schema: schema(type, io) } },
});

const problem = {
  description: "Refused: the code in details says why",
  content: { "application/fhir+json": { schema: schema(problemAnswer, "output") } },
};

const post = (summary: string, message: z.ZodType, answer: z.ZodType) => ({
  post: {
    summary,
    requestBody: { required: true, ...json(message, "input") },
    responses: {
      200: { description: "Answered", ...json(answer, "input") },
      default: problem,
    },
  },
});

const binary = { schema: { type: "string", format: "binary" } };

/** The IPFS Trustless Gateway specification, as far as it goes here. */
const blocks = {
  parameters: [
    {
      name: "cid",
      in: "path",
      required: true,
      description: "raw or dag-pb, SHA-256",
      schema: { type: "string" },
    },
    ...Object.entries(blockQuery.shape).map(([name, type]) => ({
      name,
      in: "query",
      required: false,
      ...(type.description ? { description: type.description } : {}),
      schema: schema(type, "input"),
    })),
  ],
  responses: {
    200: {
      description: "A block of sealed bytes, or a CAR of blocks: check them against their CIDs",
      content: { [MEDIA_TYPES.raw]: binary, [MEDIA_TYPES.car]: binary },
    },
    304: { description: "If-None-Match names what would come" },
    412: { description: "Not here, and asked for with Cache-Control: only-if-cached" },
    default: problem,
  },
};

const htmlPage = { "text/html": { schema: { type: "string" } } };

/** What the gateway makes of a pack's code: its reader believes it. */
const verdict = {
  get: {
    summary:
      "Whether a pack is what it says, in the gateway's own words; see /01 and /trace for proof",
    parameters: [
      {
        name: "code",
        in: "query",
        required: true,
        description: verdictQuery.shape.code.description,
        schema: schema(verdictQuery.shape.code, "input"),
      },
    ],
    responses: {
      200: {
        description: "Also where the answer is UNKNOWN or CANNOT_VERIFY",
        content: { ...json(scanVerdict, "output").content, ...htmlPage },
      },
      429: { ...problem, description: "Too many questions from this address" },
      503: { ...problem, description: "Too many scans at once" },
      default: problem,
    },
  },
};

/** The resolver's answers: nothing of them is believed before the chain was asked. */
const unit = (summary: string, ...parameters: [name: string, description: string][]) => ({
  get: {
    summary,
    parameters: parameters.map(([name, description]) => ({
      name,
      in: "path",
      required: true,
      description,
      schema: { type: "string" },
    })),
    responses: {
      200: {
        description: "What proves the unit, and where it is; to browsers, a verdict in words",
        content: { ...json(unitAnswer, "input").content, ...htmlPage },
      },
      404: { ...problem, description: "This resolver has no unit of that code" },
      429: { ...problem, description: "Too many questions from this address" },
      default: problem,
    },
  },
});

/** The gateway's interface as an OpenAPI 3.1 document, made from the schemas that check it. */
export const openApi = () => ({
  openapi: "3.1.0",
  info: { title: "CareLedger gateway of a custodian", version: "1" },
  paths: {
    "/v1/find": post("The entries that a grant covers", findMessage, findAnswer),
    "/v1/release": post("The content keys for a receipt", releaseMessage, releaseAnswer),
    "/v1/about": {
      get: {
        summary: "Whose gateway this is, on which chain",
        responses: { 200: { description: "Answered", ...json(aboutAnswer, "output") } },
      },
    },
    "/01/{gtin}/21/{serial}": unit(
      "A unit by its GS1 Digital Link; (22) and (10) may stand between",
      ["gtin", "8, 12, 13 or 14 digits"],
      ["serial", "percent-encoded, at most 20 characters"],
    ),
    "/trace/{code}": unit("A unit by its national drug trace code", ["code", "20 digits"]),
    "/v1/scan": verdict,
    "/v1/scans": post(
      "A unit, scanned by an institution, which says where",
      signedScan,
      unitAnswer,
    ),
    "/v1/order": post("An order that asker and answerer are parties of", orderMessage, orderAnswer),
    "/v1/settlement": post(
      "Claims, funds, enrolment and agreements, as far as the asker may see them",
      settlementMessage,
      settlementAnswer,
    ),
    "/v1/goods-key": post("The key of a lot's file, for who gets goods", lotKeyMessage, goodsKey),
    "/ipfs/{cid}": {
      get: { summary: "Blocks that this custodian holds", ...blocks },
      head: { summary: "Whether this custodian holds a block", ...blocks },
    },
  },
});
