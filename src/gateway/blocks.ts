/**
 * The custodian's blocks by the IPFS Trustless Gateway specification: raw blocks and CARs of what
 * its own store holds, ciphertext all of it, to whoever knows a CID. Nothing is fetched from peers.
 */
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { CID } from "multiformats/cid";
import { fail } from "../core/errors.ts";
import type { BlockStore } from "../vault/blockStore.ts";
import { carOf } from "../vault/car.ts";
import { parseCid } from "../vault/cid.ts";
import { dagBlocks, type DagSelection, fileSizeOf } from "../vault/dag.ts";
import { type BlockRequest, blockRequest, MEDIA_TYPES } from "./blockRequest.ts";

export interface BlocksOptions {
  /** Requests a minute from one address. */
  readonly perMinute: number;
  /** The largest file whose blocks go out in one CAR, and the most bytes of any CAR. */
  readonly carBytes: number;
}

/** CARs on their way at once; each holds one block in memory. */
const MAX_CARS = 16;

/** The CID of no bytes, which holds them itself: to ask whether this is a trustless gateway. */
const PROBE = CID.parse("bafkqaaa");

interface Route {
  Params: { cid: string; "*"?: string };
}

export function addBlockRoutes(
  app: FastifyInstance,
  store: BlockStore,
  { perMinute, carBytes }: BlocksOptions,
): void {
  let cars = 0;
  const config = { rateLimit: { max: perMinute, timeWindow: "1 minute" } };

  app.route<Route>({
    method: ["GET", "HEAD"],
    url: "/ipfs/:cid",
    config,
    handler: async (request, reply): Promise<FastifyReply> => {
      const { cid: text } = request.params;
      const cid = text === `${PROBE}` ? PROBE : parseCid(text);
      if (request.headers["service-worker"] === "script") {
        fail("GATEWAY_MESSAGE", { path: "service-worker" });
      }
      const wanted = blockRequest(request.query, request.headers.accept);
      const bytes = cid === PROBE ? new Uint8Array() : await store.held(cid);
      if (bytes === undefined) return absent(cid, request, reply);
      const selection = select(wanted, { cid, bytes }, carBytes);
      const headers = headersOf(cid, wanted, request.originalUrl);
      if (matches(request.headers["if-none-match"], headers.etag)) {
        const { etag, vary, "cache-control": cacheControl } = headers;
        return reply.status(304).headers({ etag, vary, "cache-control": cacheControl }).send();
      }
      if (wanted.format === "raw") return reply.headers(headers).send(Buffer.from(bytes));
      if (request.method === "HEAD") return reply.headers(headers).send();
      if (cars >= MAX_CARS) {
        reply.header("retry-after", "5");
        fail("GATEWAY_BUSY", {});
      }
      const read = (child: CID) => store.held(child);
      const blocks = cid === PROBE ? [] : dagBlocks({ cid, bytes }, read, selection, carBytes);
      const car = Readable.from(carOf([cid], blocks), { objectMode: false });
      cars++;
      car.once("close", () => cars--);
      return reply.headers(headers).send(car);
    },
  });

  // Paths lead into directories: sealed records have none.
  app.get<Route>("/ipfs/:cid/*", { config }, (request) => {
    const cid = parseCid(request.params.cid);
    const { format } = blockRequest(request.query, request.headers.accept);
    if (format === "raw") fail("GATEWAY_MESSAGE", { path: "a path below the CID" });
    return fail("STORE_MISSING", { cid: `${cid}` });
  });
}

/** Whoever wanted it only where it costs nothing gets an answer of its own. */
function absent(cid: CID, { headers }: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (headers["cache-control"]?.includes("only-if-cached")) return reply.status(412).send();
  return fail("STORE_MISSING", { cid: `${cid}` });
}

/** What of the DAG goes out. @throws GATEWAY_MESSAGE for bytes that the file has not got */
function select(
  { scope, bytes: range, dups }: BlockRequest,
  root: { cid: CID; bytes: Uint8Array },
  limit: number,
): DagSelection {
  if (scope === "block") return { scope, dups };
  const size = fileSizeOf(root);
  if (size === undefined || range === undefined) {
    if (size !== undefined && size > limit) fail("STORE_TOO_LARGE", { bytes: size, limit });
    return { scope, dups };
  }
  const [first, last] = range.map((at) => (at < 0 ? size + at : at)) as [number, number];
  if (first >= size || last < 0) fail("GATEWAY_MESSAGE", { path: "entity-bytes" });
  if (first > last) return { scope: "block", dups };
  return { scope, bytes: [Math.max(first, 0), Math.min(last, size - 1)], dups };
}

function headersOf(cid: CID, { format, isNamed, scope, bytes, dups }: BlockRequest, url: string) {
  const isCar = format === "car";
  const order = `order=dfs; dups=${dups ? "y" : "n"}`;
  const range = bytes ? `.${bytes.join("_")}` : "";
  return {
    "content-type": isCar ? `${MEDIA_TYPES.car}; version=1; ${order}` : MEDIA_TYPES.raw,
    "content-disposition": `attachment; filename="${cid}.${isCar ? "car" : "bin"}"`,
    "cache-control": "public, max-age=29030400, immutable",
    // The same request has the same bytes here, a CAR too.
    etag: isCar ? `"${scope}${range}.${cid}.car.dfs.${dups ? "y" : "n"}"` : `"${cid}.raw"`,
    vary: "Accept",
    "x-content-type-options": "nosniff",
    "x-ipfs-path": `/ipfs/${cid}`,
    "x-ipfs-roots": `${cid}`,
    ...(isCar ? { "accept-ranges": "none" } : {}),
    ...(isNamed ? {} : { "content-location": locationOf(cid, format, url) }),
  };
}

/** Where a cache finds this answer and no other. */
function locationOf(cid: CID, format: BlockRequest["format"], url: string): string {
  const { searchParams } = new URL(url, "http://gateway");
  searchParams.set("format", format);
  return `/ipfs/${cid}?${searchParams.toString()}`;
}

/** Whether the asker has it already. */
const matches = (ifNoneMatch: string | undefined, etag: string): boolean =>
  (ifNoneMatch ?? "").split(",").some((tag) => {
    const opaque = tag.trim().replace(/^W\//, "");
    return opaque === "*" || opaque === etag;
  });
