import type { z } from "zod";
import { readBody } from "../core/bodies.ts";
import { fail, isCareLedgerError } from "../core/errors.ts";
import { productOf } from "../core/goods.ts";
import { type GoodsKey, goodsKey } from "./goodsKey.ts";
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
import { type OrderAnswer, orderAnswer, orderJson, type OrderMessage } from "./orderMessages.ts";
import {
  type LotKeyMessage,
  resolverJson,
  type SignedScan,
  type UnitAnswer,
  unitAnswer,
} from "./resolverMessages.ts";
import {
  type SettlementAnswer,
  settlementAnswer,
  type SettlementMessage,
} from "./settlementMessages.ts";

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
  /** Where it is, without a slash at its end. */
  readonly url: string;
  readonly #timeout: number;

  /** @param timeout In milliseconds, for each call */
  constructor(url: string, timeout = 30_000) {
    if (!URL.canParse(url) || !/^https?:/.test(url)) fail("GATEWAY_URL", {});
    this.url = url.replace(/\/$/, "");
    this.#timeout = timeout;
  }

  find(message: FindMessage): Promise<FindAnswer> {
    return this.#call("/v1/find", findAnswer, toJson(message));
  }

  release(message: ReleaseMessage): Promise<ReleaseAnswer> {
    return this.#call("/v1/release", releaseAnswer, toJson(message));
  }

  about(): Promise<AboutAnswer> {
    return this.#call("/v1/about", aboutAnswer);
  }

  /**
   * What proves a unit; of a GTIN's by its Digital Link, of a national product's by its code.
   * @throws GATEWAY_REFUSED, with the reason RESOLVER_UNKNOWN where it has no such unit
   */
  unit(product: bigint, code: string): Promise<UnitAnswer> {
    const { scheme, number } = productOf(product);
    const path =
      scheme === "GTIN"
        ? `/01/${number}/21/${encodeURIComponent(code)}`
        : `/trace/${encodeURIComponent(code)}`;
    return this.#call(path, unitAnswer);
  }

  /** Tells a scan by an institution; answers as `unit` does. */
  scan(message: SignedScan): Promise<UnitAnswer> {
    return this.#call("/v1/scans", unitAnswer, resolverJson(message));
  }

  /** The key of a lot's file, sealed to the asker. */
  goodsKey(message: LotKeyMessage): Promise<GoodsKey> {
    return this.#call("/v1/goods-key", goodsKey, resolverJson(message));
  }

  /** An order of which both are parties; see OrderRequest. */
  order(message: OrderMessage): Promise<OrderAnswer> {
    return this.#call("/v1/order", orderAnswer, orderJson(message));
  }

  /** Claims and funds, as far as the asker may see them; see SettlementRequest. */
  settlement(message: SettlementMessage): Promise<SettlementAnswer> {
    return this.#call("/v1/settlement", settlementAnswer, JSON.stringify(message));
  }

  async #call<T>(path: string, schema: z.ZodType<T>, body?: string): Promise<T> {
    const { status, text } = await this.#fetch(path, body);
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

  async #fetch(path: string, sent: string | undefined): Promise<{ status: number; text: string }> {
    try {
      const response = await fetch(this.url + path, {
        signal: AbortSignal.timeout(this.#timeout),
        redirect: "error",
        ...(sent === undefined
          ? {}
          : {
              method: "POST",
              headers: { "content-type": "application/json" },
              body: sent,
            }),
      });
      const body = await readBody(response, MAX_ANSWER_BYTES);
      if (!body) return fail("GATEWAY_ANSWER", { path });
      return { status: response.status, text: Buffer.from(body).toString("utf8") };
    } catch (cause) {
      if (isCareLedgerError(cause)) throw cause;
      return fail("GATEWAY_UNREACHABLE", { url: this.url }, { cause });
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
