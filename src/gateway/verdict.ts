import type { Chain } from "../chain/chain.ts";
import { fail } from "../core/errors.ts";
import { productOf } from "../core/goods.ts";
import { adviceOf, findingText } from "../core/scanWords.ts";
import { resolversOf } from "../flows/findResolvers.ts";
import { type Resolver, type ScanReport, scanUnit } from "../flows/scanUnit.ts";
import { IdentityModule } from "../ledger/identity.ts";
import type { Custody } from "../vault/custody.ts";
import type { ScanVerdict } from "../wire/scanVerdict.ts";
import type { ResolverDesk } from "./resolver.ts";

/** Other gateways that are asked about a unit whose lot is not known here: they are, for strangers. */
const OTHERS = 4;
/** Milliseconds for which each of these is waited for. */
const PATIENCE = 3_000;
/** Scans at once: each reads a lot's log. */
const AT_ONCE = 16;

/**
 * Scans for who has no node to ask: the gateway does so on its own chain, and its reader has to
 * believe it. It asks its own desk without HTTP; a gateway that it asks answers proof, and asks none.
 */
export class VerdictDesk {
  readonly #chain: Chain;
  readonly #custody: Custody;
  readonly #self: Resolver;
  #running = 0;

  constructor(chain: Chain, custody: Custody, desk: ResolverDesk) {
    this.#chain = chain;
    this.#custody = custody;
    this.#self = {
      url: "",
      unit: (product, code) => desk.unit(product, code),
      scan: (message) => desk.scan(message),
    };
  }

  /** @throws GATEWAY_BUSY */
  async of(product: bigint, code: string): Promise<ScanVerdict> {
    if (this.#running >= AT_ONCE) fail("GATEWAY_BUSY", {});
    this.#running++;
    try {
      const resolvers = () => this.#resolvers(product, code);
      const options = { resolvers, timeout: PATIENCE };
      return this.#shown(await scanUnit(this.#chain, product, code, options));
    } finally {
      this.#running--;
    }
  }

  async #resolvers(product: bigint, code: string): Promise<(string | Resolver)[]> {
    if ((await this.#custody.lots()).find(product, code).length > 0) return [this.#self];
    const own = await new IdentityModule(this.#chain).endpoint(this.#custody.custodian);
    const others = await resolversOf(this.#chain, product, OTHERS + 1);
    return [this.#self, ...others.filter((url) => url !== own).slice(0, OTHERS)];
  }

  #shown({ answer, findings, product, code, unit }: ScanReport): ScanVerdict {
    const { custodian } = this.#custody;
    const chainId = String(this.#chain.network.chainId);
    return {
      answer,
      findings: findings.map((finding) => ({ ...finding, text: findingText(finding) })),
      advice: adviceOf(answer),
      product: productOf(product),
      code,
      ...(unit ? { unit: shownUnit(unit) } : {}),
      by: { custodian, chainId, at: Math.floor(Date.now() / 1000) },
    };
  }
}

function shownUnit(unit: NonNullable<ScanReport["unit"]>): NonNullable<ScanVerdict["unit"]> {
  const { number, made, expiry, steps, coldChain } = unit;
  const excursions = coldChain.excursions.map(({ step, from, temperature, humidity }) => ({
    step,
    from,
    temperature,
    ...(humidity === undefined ? {} : { humidity }),
  }));
  return { lot: number, made, expiry, steps, coldChain: { ...coldChain, excursions } };
}
