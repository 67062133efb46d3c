import { MIMEType } from "node:util";
import { z } from "zod";
import { fail } from "../core/errors.ts";
import type { DagSelection } from "../vault/dag.ts";

/** What is asked for of a CID, by the IPFS Trustless Gateway specification. */
export interface BlockRequest {
  readonly format: "raw" | "car";
  /** The format stands in the URL: nothing else can be behind it. */
  readonly isNamed: boolean;
  readonly scope: DagSelection["scope"];
  /** First and last byte of a file as they were asked for: from its end where they are negative. */
  readonly bytes?: readonly [first: number, last: number] | undefined;
  readonly dups: boolean;
}

/** Its parameters that are known here, also by the OpenAPI document; others are ignored. */
export const blockQuery = z.object({
  format: z.string().optional().describe("raw or car; goes before the Accept header"),
  "dag-scope": z.enum(["block", "entity", "all"]).default("all").describe("CAR only"),
  "entity-bytes": z
    .string()
    .regex(/^-?\d{1,15}:(?:\*|-?\d{1,15})$/)
    .optional()
    .describe("CAR only: first and last byte of a file; * for its end, negative from its end"),
  "car-version": z.string().optional().describe("1"),
  "car-order": z.string().optional().describe("dfs (what is always given) or unk"),
  "car-dups": z.string().optional().describe("n (by default) or y"),
});

type Query = z.infer<typeof blockQuery>;
type Format = BlockRequest["format"];

export const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  raw: "application/vnd.ipld.raw",
  car: "application/vnd.ipld.car",
};

/** @throws GATEWAY_MESSAGE for what is not understood, GATEWAY_FORMAT for what is not given */
export function blockRequest(query: unknown, accept: string | undefined): BlockRequest {
  const { success, data, error } = blockQuery.safeParse(query);
  if (!success) return fail("GATEWAY_MESSAGE", { path: error.issues[0]!.path.join(".") });
  const named = data.format === undefined ? undefined : formatNamed(data.format);
  const ranges = acceptedRanges(accept);
  if (!named && ranges.every(({ essence }) => essence === "*/*")) {
    // Whoever takes anything has not said which of two different things it wants.
    fail("GATEWAY_MESSAGE", { path: "format" });
  }
  const fitting = ranges.filter((range) => named === undefined || formatOf(range) === named);
  if (named && fitting.length === 0) fitting.push(new MIMEType(MEDIA_TYPES[named]));
  for (const range of fitting) {
    const format = formatOf(range);
    const request = format && asked(format, named !== undefined, data, range.params);
    if (request) return request;
  }
  return fail("GATEWAY_FORMAT", {});
}

const FORMATS = ["raw", "car"] as const satisfies Format[];

const formatNamed = (name: string): Format =>
  FORMATS.find((format) => format === name) ?? fail("GATEWAY_FORMAT", {});

const formatOf = ({ essence }: MIMEType): Format | undefined =>
  FORMATS.find((format) => MEDIA_TYPES[format] === essence);

/** Media ranges of an Accept header, the preferred ones first; what is none is left out. */
export function acceptedRanges(accept = ""): MIMEType[] {
  const weight = (range: MIMEType): number => Number(range.params.get("q") ?? 1);
  return accept
    .split(",")
    .flatMap((text) => {
      try {
        return [new MIMEType(text.trim())];
      } catch {
        return [];
      }
    })
    .filter((range) => weight(range) > 0)
    .toSorted((a, b) => weight(b) - weight(a));
}

/** The request, where such a variant can be given. Of two words about a CAR the URL's counts. */
function asked(
  format: Format,
  isNamed: boolean,
  query: Query,
  params: MIMEType["params"],
): BlockRequest | undefined {
  const of = (name: "version" | "order" | "dups"): string | null =>
    query[`car-${name}`] ?? params.get(name);
  if (format === "raw") return { format, isNamed, scope: "block", dups: false };
  const [version, order, dups] = [of("version") ?? "1", of("order") ?? "dfs", of("dups") ?? "n"];
  if (version !== "1" || !["dfs", "unk"].includes(order) || !["y", "n"].includes(dups)) {
    return undefined;
  }
  const range = query["entity-bytes"]?.split(":");
  return {
    format,
    isNamed,
    scope: range ? "entity" : query["dag-scope"],
    bytes: range && [Number(range[0]), range[1] === "*" ? Infinity : Number(range[1])],
    dups: dups === "y",
  };
}
