import type { z } from "zod";
import { fail, isCareLedgerError } from "../core/errors.ts";
import {
  type AboutAnswer,
  aboutAnswer,
  type FindAnswer,
  findAnswer,
  type FindMessage,
  problemAnswer,
  type ReleaseAnswer,
  releaseAnswer,
  type ReleaseMessage,
  toJson,
} from "./messages.ts";

/** More than the largest honest answer: 1,000 entries with their paths. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/** Seconds for which a signed request holds. */
const REQUEST_LIFE = 300;

/** A deadline for a request that is sent now, Unix seconds. */
export const requestDeadline = (): number => Math.floor(Date.now() / 1000) + REQUEST_LIFE;

/** A custodian whose records are looked for: its id and its gateway. */
export interface CustodianAt {
  readonly custodian: number;
  readonly gateway: GatewayClient;
}

/** Talks to a custodian's gateway. Nothing that comes back is believed until it is checked. */
export class GatewayClient {
  readonly #base: string;
  readonly #timeout: number;

  /** @param timeout In milliseconds, for each call */
  constructor(url: string, timeout = 30_000) {
    if (!URL.canParse(url) || !/^https?:/.test(url)) fail("GATEWAY_URL", {});
    this.#base = url.replace(/\/$/, "");
    this.#timeout = timeout;
  }

  find(message: FindMessage): Promise<FindAnswer> {
    return this.#call("/v1/find", findAnswer, message);
  }

  release(message: ReleaseMessage): Promise<ReleaseAnswer> {
    return this.#call("/v1/release", releaseAnswer, message);
  }

  about(): Promise<AboutAnswer> {
    return this.#call("/v1/about", aboutAnswer);
  }

  async #call<T>(path: string, schema: z.ZodType<T>, message?: unknown): Promise<T> {
    const { status, text } = await this.#fetch(path, message);
    const json = parse(text);
    if (status !== 200) {
      const problem = problemAnswer.safeParse(json).data?.issue[0];
      return fail("GATEWAY_REFUSED", {
        status,
        reason: problem?.details.coding[0]?.code ?? "no reason given",
      });
    }
    const answer = schema.safeParse(json);
    return answer.success ? answer.data : fail("GATEWAY_ANSWER", { path });
  }

  async #fetch(path: string, message: unknown): Promise<{ status: number; text: string }> {
    try {
      const response = await fetch(this.#base + path, {
        signal: AbortSignal.timeout(this.#timeout),
        redirect: "error",
        ...(message === undefined
          ? {}
          : {
              method: "POST",
              headers: { "content-type": "application/json" },
              body: toJson(message),
            }),
      });
      return { status: response.status, text: await readBounded(response, path) };
    } catch (cause) {
      if (isCareLedgerError(cause)) throw cause;
      return fail("GATEWAY_UNREACHABLE", { url: this.#base }, { cause });
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A hostile gateway could send without end. */
async function readBounded(response: Response, path: string): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  if (!response.body) return "";
  for await (const part of response.body as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > MAX_ANSWER_BYTES) fail("GATEWAY_ANSWER", { path });
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
