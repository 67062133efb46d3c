import type { Chain } from "../chain/chain.ts";
import type { Hex } from "../core/bytes.ts";
import { ContractRevert, fail } from "../core/errors.ts";
import type { Parcel } from "../core/goods.ts";
import { areApart, sightingOf } from "../core/sightings.ts";
import type { Participant } from "../core/slots.ts";
import { passLotKey } from "../flows/passLotKey.ts";
import { GoodsLog } from "../ledger/goodsLog.ts";
import { SupplyModule } from "../ledger/supply.ts";
import type { Custody } from "../vault/custody.ts";
import type { ShelvedUnit } from "../vault/lotShelf.ts";
import type { GoodsKey } from "../wire/goodsKey.ts";
import {
  type LotKeyMessage,
  lotKeyRequestHash,
  MAX_CANDIDATES,
  memberScanHash,
  type SignedScan,
  shownScan,
  type UnitAnswer,
  type UnitCandidate,
} from "../wire/resolverMessages.ts";
import type { Journal } from "./journal.ts";
import type { ScanLog } from "./scanLog.ts";
import { refusedAs, SignedRequests } from "./signedRequests.ts";

/** Seconds by which a scan's time may differ from the resolver's. */
const MAX_DRIFT = 600;

/**
 * Answers for the units of the lots whose files its institution has: what proves them, and where
 * they are. It is not believed: whoever asks checks each word of it on the chain.
 */
export class ResolverDesk {
  readonly #chain: Chain;
  readonly #custody: Custody;
  readonly #journal: Journal;
  readonly #scans: ScanLog;
  readonly #log: GoodsLog;
  readonly #supply: SupplyModule;
  readonly #requests: SignedRequests;

  constructor(
    chain: Chain,
    custody: Custody,
    { journal, scans }: { journal: Journal; scans: ScanLog },
  ) {
    this.#chain = chain;
    this.#custody = custody;
    this.#journal = journal;
    this.#scans = scans;
    this.#log = new GoodsLog(chain);
    this.#supply = new SupplyModule(chain);
    this.#requests = new SignedRequests(chain, custody.custodian, journal);
  }

  /** What proves the units that this code names. @throws RESOLVER_UNKNOWN */
  async unit(product: bigint, code: string): Promise<UnitAnswer> {
    const found = await this.#find(product, code);
    const candidates = await Promise.all(found.map((unit) => this.#candidate(unit)));
    const known = candidates.filter((candidate) => candidate !== undefined);
    if (known.length === 0) return fail("RESOLVER_UNKNOWN", {});
    const scans = found.map(({ lot, unit }) =>
      this.#scans.last(lot.lot, unit.index, { product, code }),
    );
    return { candidates: known, apart: await this.#apart(scans) };
  }

  /** Keeps a scan by who has the unit, is sent it, or is a regulator; then answers as to anybody. @throws RESOLVER_TIME */
  async scan(message: SignedScan): Promise<UnitAnswer> {
    const { scan } = message;
    const digest = this.#requests.digest(memberScanHash(shownScan(scan)));
    if (Math.abs(scan.time - Date.now() / 1000) > MAX_DRIFT) {
      fail("RESOLVER_TIME", { seconds: MAX_DRIFT });
    }
    const member = await this.#member(message, digest);
    for (const { lot, unit } of await this.#find(scan.product, scan.code)) {
      // Nobody else's word is worth anything against a pack.
      if (await this.#hasIt(member, lot.lot, unit.index, lot.body.count)) {
        this.#scans.add(lot.lot, unit.index, member.id, message);
      }
    }
    return await this.unit(scan.product, scan.code);
  }

  /**
   * The key of a lot's file, for who holds a parcel of the lot or is sent one; for its maker, and for
   * regulators.
   * @throws RESOLVER_NOT_HOLDER
   */
  async lotKey(message: LotKeyMessage): Promise<GoodsKey> {
    const { request } = message;
    const digest = this.#requests.digest(lotKeyRequestHash(request));
    this.#requests.requireOurs(message);
    const member = await this.#member(message, digest);
    await this.#requireEntitled(member, request);
    this.#requests.useNonce(message);
    const key = await passLotKey(this.#chain, this.#custody, request.lot, member.id);
    const noted = { kind: "passed", participant: member.id, named: request.lot } as const;
    this.#journal.note({ ...noted, result: "1" });
    return key;
  }

  /** The first two scans that nothing can have gone between. */
  async #apart(scans: readonly (readonly SignedScan[])[]): Promise<SignedScan[]> {
    const pairs = scans.flatMap((of) => of.slice(1).map((before, i) => [of[i]!, before]));
    if (pairs.length === 0) return [];
    const maxSpeed = await this.#supply.maxSpeed();
    const areTwo = ([last, before]: readonly SignedScan[]): boolean =>
      areApart(sightingOf(last!.scan), sightingOf(before!.scan), maxSpeed);
    return pairs.find(areTwo) ?? [];
  }

  async #find(product: bigint, code: string): Promise<ShelvedUnit[]> {
    return (await this.#custody.lots()).find(product, code).slice(0, MAX_CANDIDATES);
  }

  /** Nothing of a lot that is not on the chain (yet). */
  async #candidate({ lot, unit }: ShelvedUnit): Promise<UnitCandidate | undefined> {
    const { content: _, ...body } = lot.body;
    try {
      const place = await this.#log.place(lot.lot, unit.index, body.count);
      const proof = (await this.#custody.lots()).prove(lot.lot, [unit.index]);
      const { content, codeRoot } = lot;
      return {
        body,
        content: { ...content, materials: [...content.materials] },
        codeRoot,
        index: unit.index,
        salt: unit.salt,
        proof,
        ...place,
      };
    } catch (error) {
      if (error instanceof ContractRevert && error.errorName === "SupplyLotUnknown") {
        return undefined;
      }
      throw error;
    }
  }

  async #member(message: { signer: Hex; signature: Hex }, digest: Hex): Promise<Participant> {
    const member = await this.#requests.member(message, digest, "RESOLVER_NOT_MEMBER");
    return member.status === "SUSPENDED" ? fail("RESOLVER_NOT_MEMBER", {}) : member;
  }

  async #hasIt(member: Participant, lot: Hex, index: number, count: number): Promise<boolean> {
    if (isWatchful(member)) return true;
    try {
      const { range, container } = await this.#log.place(lot, index, count);
      return await this.#isWith(member.id, { lot, ...range, container });
    } catch (error) {
      if (error instanceof ContractRevert) return false;
      throw error;
    }
  }

  async #requireEntitled(member: Participant, asked: LotKeyMessage["request"]): Promise<void> {
    if (isWatchful(member)) return;
    const refused = refusedAs("RESOLVER_NOT_HOLDER");
    if ((await this.#supply.lot(asked.lot).catch(refused)).maker === member.id) return;
    if (!(await this.#isWith(member.id, asked).catch(refused))) fail("RESOLVER_NOT_HOLDER", {});
  }

  /** Whether an institution has a parcel or is sent it, by itself or in this container. */
  async #isWith(
    id: number,
    { lot, first, count, container }: Parcel & { container: Hex },
  ): Promise<boolean> {
    const parcel = await this.#supply.parcel({ lot, first, count });
    const isPacked = BigInt(parcel.container) !== 0n;
    if (isPacked && !container.endsWith(parcel.container.slice(2))) return false;
    const { holder, to } = isPacked ? await this.#supply.container(container) : parcel;
    return holder === id || to === id;
  }
}

/** Regulators look at goods that are not theirs. */
const isWatchful = ({ kinds, status }: Participant): boolean =>
  kinds.includes("REGULATOR") && status === "ACTIVE";
