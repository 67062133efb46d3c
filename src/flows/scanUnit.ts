import { accountOf, type Chain, signingDomain } from "../chain/chain.ts";
import type { ScannedUnit } from "../core/custody.ts";
import { ContractRevert, fail, isCareLedgerError } from "../core/errors.ts";
import { lotContentHash } from "../core/goods.ts";
import { type Finding, findingsOf, type ScanContext } from "../core/scan.ts";
import { areApart, packedPlace, type Sighting, sightingOf } from "../core/sightings.ts";
import { recoverAccount } from "../core/signers.ts";
import { signingDigest } from "../core/signing.ts";
import { IdentityModule } from "../ledger/identity.ts";
import { SupplyModule } from "../ledger/supply.ts";
import { type UnitStory, UnitStories } from "../ledger/unitStory.ts";
import { GatewayClient } from "../wire/gatewayClient.ts";
import {
  memberScanHash,
  shownScan,
  type SignedScan,
  UNIT_UNKNOWN,
  type UnitAnswer,
  type UnitCandidate,
} from "../wire/resolverMessages.ts";

/** Who is asked about a unit, and not believed. */
export type Resolver = Pick<GatewayClient, "url" | "unit" | "scan">;

export interface ScanOptions {
  /**
   * Resolvers, or their URLs, asked in this order until what one says is proven; or where to find
   * some.
   */
  resolvers: readonly (string | Resolver)[] | (() => Promise<readonly (string | Resolver)[]>);
  /** Scans as the connected account's institution: it must have the goods, or be sent them. */
  asMember?: boolean;
  /** Where that is, in degrees; told to the resolvers, signed. */
  at?: Pick<Sighting, "latitude" | "longitude">;
  /** The unit is about to be dispensed: it must not have been. */
  dispensing?: boolean;
  /** Milliseconds for which a resolver is waited for; 10,000 by default. */
  timeout?: number;
}

/** What came of asking a resolver. LIED: what it said is not proven. */
export type ResolverOutcome = "PROVEN" | "UNKNOWN" | "LIED" | "REFUSED" | "SILENT";

/** What a scan tells. Of prices and of how much anybody has, nothing. */
export interface ScanReport extends Finding {
  /** All that holds, the gravest first. */
  findings: Finding[];
  product: bigint;
  code: string;
  /** What was proven; nothing where nothing was. */
  unit?: UnitStory;
  /** Who was asked. */
  resolvers: { url: string; outcome: ResolverOutcome }[];
}

interface Proven {
  unit: ScannedUnit;
  candidate: UnitCandidate;
}

/**
 * Whether a pack is what it says. Resolvers tell what proves the unit of this code; nothing of it is
 * believed before the chain's ScanDesk has checked it, so that without a resolver that can prove the
 * unit, or without the chain, the answer is CANNOT_VERIFY and never GENUINE. Reading alone: no
 * account is needed but for `asMember` and `at`.
 */
export async function scanUnit(
  chain: Chain,
  product: bigint,
  code: string,
  options: ScanOptions,
): Promise<ScanReport> {
  const scan = new Scan(chain, product, code, options);
  try {
    return await scan.run();
  } catch (error) {
    if (!isCareLedgerError(error) || !isChainAway(error.code)) throw error;
    return scan.without("CANNOT_VERIFY", "NO_CHAIN");
  }
}

const isChainAway = (code: string): boolean =>
  ["CHAIN_FAILED", "CHAIN_SILENT", "CHAIN_STALLED", "CHAIN_UNREACHABLE"].includes(code);

/** Goods that moved between a resolver's answer and the chain's. */
const MOVED: ReadonlySet<string> = new Set(["SupplyParcelUnknown", "ScanContainerWrong"]);

class Scan {
  readonly #chain: Chain;
  readonly #product: bigint;
  readonly #code: string;
  readonly #options: ScanOptions;
  readonly #identity: IdentityModule;
  readonly #supply: SupplyModule;
  readonly #asked: ScanReport["resolvers"] = [];

  constructor(chain: Chain, product: bigint, code: string, options: ScanOptions) {
    this.#chain = chain;
    this.#product = product;
    this.#code = code;
    this.#options = options;
    this.#identity = new IdentityModule(chain);
    this.#supply = new SupplyModule(chain);
  }

  async run(): Promise<ScanReport> {
    const { resolvers, asMember = false, at, timeout = 10_000 } = this.#options;
    const member = asMember || at ? await this.#member() : undefined;
    if (!(await this.#supply.product(this.#product))) return this.without("UNKNOWN", "NO_PRODUCT");
    const message = at && (await this.#signed(at));
    for (const one of typeof resolvers === "function" ? await resolvers() : resolvers) {
      const found = await this.#ask(one, timeout, message);
      const url = typeof one === "string" ? one : one.url;
      this.#asked.push({ url, outcome: typeof found === "string" ? found : "PROVEN" });
      if (typeof found !== "string") return await this.#report(found.proven, found.apart, member);
    }
    if (this.#asked.length === 0) return this.without("CANNOT_VERIFY", "NO_RESOLVER");
    // One that says nothing, or lies, may be the one that has it.
    return this.#asked.every(({ outcome }) => outcome === "UNKNOWN")
      ? this.without("UNKNOWN", "NO_UNIT")
      : this.without("CANNOT_VERIFY", "NO_PROOF");
  }

  without(answer: Finding["answer"], reason: Finding["reason"]): ScanReport {
    const finding = { answer, reason };
    return { ...finding, findings: [finding], ...this.#about() };
  }

  #about(): Pick<ScanReport, "product" | "code" | "resolvers"> {
    return { product: this.#product, code: this.#code, resolvers: [...this.#asked] };
  }

  async #report(
    proven: readonly [Proven, ...Proven[]],
    sightings: readonly Sighting[],
    member: ScanContext["member"],
  ): Promise<ScanReport> {
    const { dispensing = false } = this.#options;
    const lots = new Set(proven.map(({ unit }) => unit.lot)).size;
    const [{ unit, candidate }] = proven;
    const findings = findingsOf(unit, {
      dispensing,
      isApart: await this.#areApart(sightings),
      lots,
      ...(member ? { member } : {}),
    });
    const story = await new UnitStories(this.#chain).of(unit, candidate);
    return { ...findings[0]!, findings, ...this.#about(), unit: story };
  }

  async #areApart([last, before]: readonly Sighting[]): Promise<boolean> {
    if (!last || !before) return false;
    return areApart(last, before, await this.#supply.maxSpeed());
  }

  async #member(): Promise<NonNullable<ScanContext["member"]>> {
    const { id, kinds, status } = await this.#identity.member(accountOf(this.#chain).address);
    return { id, isRegulator: status === "ACTIVE" && kinds.includes("REGULATOR") };
  }

  async #signed(at: NonNullable<ScanOptions["at"]>): Promise<SignedScan> {
    const { latitude, longitude } = at;
    if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) fail("RESOLVER_PLACE", {});
    const account = accountOf(this.#chain);
    const time = Math.floor(Date.now() / 1000);
    const scan = { product: this.#product, code: this.#code, ...packedPlace(at), time };
    const domain = signingDomain(this.#chain, "Gateway");
    const signature = await account.signStruct(domain, "MemberScan", shownScan(scan));
    return { scan, signer: account.address, signature };
  }

  /** What a resolver proves; else what came of it. Goods may move while it is asked: then again. */
  async #ask(
    resolver: string | Resolver,
    timeout: number,
    message: SignedScan | undefined,
    isAgain = false,
  ): Promise<{ proven: [Proven, ...Proven[]]; apart: Sighting[] } | ResolverOutcome> {
    let answer: UnitAnswer;
    try {
      const gateway =
        typeof resolver === "string" ? new GatewayClient(resolver, timeout) : resolver;
      answer = await (message && !isAgain
        ? gateway.scan(message)
        : gateway.unit(this.#product, this.#code));
    } catch (error) {
      return outcomeOf(error);
    }
    const proven: Proven[] = [];
    let isLie = false;
    for (const candidate of answer.candidates) {
      const unit = await this.#check(candidate);
      if (unit === "moved" && !isAgain) return await this.#ask(resolver, timeout, message, true);
      if (typeof unit === "string") isLie = true;
      else proven.push({ unit, candidate });
    }
    const [first, ...rest] = proven;
    if (!first || isLie) return "LIED";
    return { proven: [first, ...rest], apart: await this.#sightings(answer.apart) };
  }

  /** What the chain says of what a resolver said. */
  async #check(candidate: UnitCandidate): Promise<ScannedUnit | "moved" | "lie"> {
    const { body, content, codeRoot, range, index, salt, proof, container } = candidate;
    if (body.product !== this.#product) return "lie";
    const units = [{ index, code: this.#code, salt }];
    const known = { ...body, content: lotContentHash(content) };
    try {
      return await this.#supply.scan({ body: known, codeRoot, range, units, proof }, container);
    } catch (error) {
      if (!(error instanceof ContractRevert)) throw error;
      return MOVED.has(error.errorName) ? "moved" : "lie";
    }
  }

  /** Scans that institutions did sign, of this unit; a resolver can leave some out, but invent none. */
  async #sightings(scans: readonly SignedScan[]): Promise<Sighting[]> {
    const found: Sighting[] = [];
    for (const { scan, signer, signature } of scans) {
      const domain = signingDomain(this.#chain, "Gateway");
      const digest = signingDigest(domain, memberScanHash(shownScan(scan)));
      const isOfUnit = scan.product === this.#product && scan.code === this.#code;
      const account = isOfUnit && recoverAccount(digest, signature);
      if (!account || account !== signer.toLowerCase()) continue;
      try {
        await this.#identity.member(account);
        found.push(sightingOf(scan));
      } catch (error) {
        if (!(error instanceof ContractRevert)) throw error;
      }
    }
    return found;
  }
}

function outcomeOf(error: unknown): ResolverOutcome {
  if (isCareLedgerError(error, "GATEWAY_REFUSED")) {
    const { status, reason } = error.details;
    return status === 404 && reason === UNIT_UNKNOWN ? "UNKNOWN" : "REFUSED";
  }
  if (isCareLedgerError(error, UNIT_UNKNOWN)) return "UNKNOWN";
  if (isCareLedgerError(error, "GATEWAY_ANSWER")) return "LIED";
  if (isCareLedgerError(error, "GATEWAY_UNREACHABLE")) return "SILENT";
  if (isCareLedgerError(error, "GATEWAY_URL")) return "SILENT";
  throw error;
}
