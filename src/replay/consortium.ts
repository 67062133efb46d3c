/** Before a replay's first claim: institutions, rules, agreements, members, money. */
import type { Chain } from "../chain/chain.ts";
import type { Agreement } from "../core/agreement.ts";
import { type Hex, randomHex, ZERO32 } from "../core/bytes.ts";
import { type Segment, segmentDetailsHash } from "../core/coverage.ts";
import { dateOfDay, dayAt } from "../core/days.ts";
import { SUBJECT_KINDS, VOUCH_METHODS } from "../core/enums.ts";
import { poolId } from "../core/funds.ts";
import { monthOf } from "../core/months.ts";
import { maskOfItems, type Plan, planOf } from "../core/plans.ts";
import {
  type CatalogueRow,
  type Jurisdiction,
  jurisdictionOf,
  jurisdictionWord,
} from "../core/rules.ts";
import { accountSigner } from "../core/signers.ts";
import { type Enrolment, enrolmentHash } from "../core/structs.ts";
import { Modules } from "../modules.ts";
import type { Replay } from "../synthea/replay.ts";
import type { ReplayClaim } from "../synthea/replayClaim.ts";
import { type Actor, admitted, WHERE } from "./actors.ts";
import { agreed } from "./agreed.ts";
import { parallel } from "./parallel.ts";
import { planKey, type RowTerms, Tariff } from "./tariff.ts";

/** All that claims of a folder rest on. */
export interface Ground {
  readonly tariff: Tariff;
  readonly providers: ReadonlyMap<string, Actor>;
  readonly insurers: ReadonlyMap<string, Actor>;
  /** By `planKey`. */
  readonly plans: ReadonlyMap<string, Plan>;
  /** By `pairKey`. */
  readonly agreements: ReadonlyMap<string, Agreement>;
  /** By `segmentKey`. */
  readonly segments: ReadonlyMap<string, Segment>;
}

/** How a ground differs from that of a replay. */
export interface GroundChange {
  readonly terms?: RowTerms;
  /** Commitment to a member's age and sex. */
  readonly attributesOf?: (claim: ReplayClaim) => Hex;
  /** Where a provider is, and treats. */
  readonly whereOf?: (provider: string) => Jurisdiction;
}

export const pairKey = ({ payer, provider }: ReplayClaim): string =>
  JSON.stringify([payer, provider]);

/** A policy period of a member: one segment, with balances of its own. */
export const segmentKey = (claim: ReplayClaim): string =>
  JSON.stringify([claim.patient, planKey(claim), claim.period]);

const DAY = 86_400;
const YEARS_10 = 3_653;
const ROWS_AT_ONCE = 100;
/** Months that a segment can say are paid. */
const MOST_DAYS = 63 * 28;
const JURISDICTION = jurisdictionWord(WHERE);

/** The first of each kind, by its key. */
function firstOf(claims: readonly ReplayClaim[], key: (claim: ReplayClaim) => string) {
  const found = new Map<string, ReplayClaim>();
  for (const claim of claims) if (!found.has(key(claim))) found.set(key(claim), claim);
  return found;
}

const keyed = async <T>(
  claims: ReadonlyMap<string, ReplayClaim>,
  work: (claim: ReplayClaim) => Promise<T>,
): Promise<Map<string, T>> =>
  new Map(await parallel([...claims], async ([key, claim]) => [key, await work(claim)] as const));

/**
 * Makes the ground that claims stand on, with random keys and pseudonyms: a replay leaves no name on a
 * chain. Needs the roles ADMISSIONS and TOKEN_ISSUER.
 * @param say Hears what is being done
 */
export async function prepare(
  { claims, plans }: Replay,
  administrator: Chain,
  say: (what: string) => void,
  { terms, attributesOf = () => randomHex(32), whereOf = () => WHERE }: GroundChange = {},
): Promise<Ground> {
  const tariff = new Tariff(claims, plans, terms);
  const areas = new Map(
    claims.map(({ provider }) => [jurisdictionWord(whereOf(provider)), whereOf(provider)]),
  );
  say("institutions are admitted");
  const names = (of: (claim: ReplayClaim) => string) => [...new Set(claims.map(of))];
  const [regulators, insurers, providers] = await Promise.all([
    admitted(administrator, "REGULATOR", [...areas.keys()].map(String), (area) =>
      jurisdictionOf(Number(area)),
    ),
    admitted(
      administrator,
      "INSURANCE_AGENCY",
      names(({ payer }) => payer),
    ),
    admitted(
      administrator,
      "HOSPITAL",
      names(({ provider }) => provider),
      whereOf,
    ),
  ]);
  const insurerOf = ({ payer }: ReplayClaim) => insurers.get(payer)!;
  const pairs = firstOf(claims, pairKey);
  say("catalogue and plans are published, agreements signed, members enrolled, pools filled");
  const [agreements, published, segments] = await Promise.all([
    keyed(pairs, (claim) => agreementOf(insurerOf(claim), providers.get(claim.provider)!, tariff)),
    keyed(firstOf(claims, planKey), async (claim) => {
      const { id, care } = insurerOf(claim);
      const plan = tariff.plan(claim, id);
      const days = { from: dateOfDay(tariff.from) };
      await care.benefitPlans.publish(planOf(plan), days, randomHex(32)).send();
      return plan;
    }),
    enrolAll(claims, insurers, tariff, attributesOf),
    Promise.all(
      [...areas].map(([word, area]) => {
        const own = claims.filter(({ provider }) => jurisdictionWord(whereOf(provider)) === word);
        return publishRows(regulators.get(String(word))!, area, tariff.rows(own));
      }),
    ),
    Promise.all(
      [...insurers].map(([payer, insurer]) =>
        fund(
          new Modules(administrator),
          insurer,
          claims.filter((claim) => claim.payer === payer),
        ),
      ),
    ),
  ]);
  await keyed(pairs, async (claim) => {
    const { care, address } = providers.get(claim.provider)!;
    const pool = poolId(insurerOf(claim).id, JURISDICTION);
    await care.fundLedger.setPayee(pool, address).send();
  });
  return { tariff, providers, insurers, plans: published, agreements, segments };
}

async function publishRows(
  regulator: Actor,
  area: Jurisdiction,
  rows: readonly CatalogueRow[],
): Promise<void> {
  for (let i = 0; i < rows.length; i += ROWS_AT_ONCE) {
    const some = rows.slice(i, i + ROWS_AT_ONCE);
    await regulator.care.catalogue.publish(area, some, randomHex(32)).send();
  }
}

/** An agreement of all services and days; the insurer's account brings both signatures. */
async function agreementOf(insurer: Actor, provider: Actor, tariff: Tariff): Promise<Agreement> {
  const { agreements, chain } = insurer.care;
  const now = await chain.network.now();
  const services = maskOfItems(tariff.items);
  const terms = { from: tariff.from, until: dayAt(now) + YEARS_10, services };
  const party = ({ id, key }: Actor) => ({ id, key, agreements });
  return agreed(party(insurer), party(provider), terms, now);
}

/** A pseudonym and a segment for every policy period, paid for, from its first day on. */
async function enrolAll(
  claims: readonly ReplayClaim[],
  insurers: ReadonlyMap<string, Actor>,
  tariff: Tariff,
  attributesOf: (claim: ReplayClaim) => Hex,
): Promise<Map<string, Segment>> {
  const last = new Map<string, number>();
  for (const claim of claims) last.set(segmentKey(claim), dayAt(claim.end));
  return await keyed(firstOf(claims, segmentKey), async (claim) => {
    const { id, care } = insurers.get(claim.payer)!;
    const first = dayAt(claim.start);
    const begin = Math.min(first, claim.period);
    const details = {
      enterprise: ZERO32,
      nullifier: ZERO32,
      parties: ZERO32,
      salt: randomHex(32),
    };
    const segment: Segment = {
      insured: await pseudonym(id, care),
      insurer: id,
      plan: tariff.plan(claim, id).code,
      jurisdiction: JURISDICTION,
      from: last.get(segmentKey(claim))! - begin > MOST_DAYS ? first : begin,
      attributes: attributesOf(claim),
      details: segmentDetailsHash(details),
    };
    const paid = 2n ** 64n - 1n;
    await care.enrolment.open({ segment, details, paid, document: randomHex(32) }).send();
    return segment;
  });
}

/** A person's, for one insurer and one benefit year, whose key is thrown away. */
async function pseudonym(voucher: number, { identity, chain }: Modules): Promise<Hex> {
  const signer = accountSigner(randomHex(32));
  const enrolment: Enrolment = {
    kind: SUBJECT_KINDS.indexOf("PATIENT"),
    signer: signer.bytes,
    encryptionKey: randomHex(32),
    voucher,
    method: VOUCH_METHODS.indexOf("DOCUMENT"),
    salt: randomHex(32),
    deadline: (await chain.network.now()) + DAY,
  };
  await identity.enrol(enrolment, signer).send();
  return enrolmentHash(enrolment);
}

/** Fills an insurer's pool with as much as all its claims were billed. */
async function fund(
  { insurance }: Modules,
  { id, care, address }: Actor,
  claims: readonly ReplayClaim[],
): Promise<void> {
  const billed = claims.flatMap(({ lines }) => lines).reduce((sum, { amount }) => sum + amount, 1);
  const { chain, fundLedger } = care;
  await insurance.issue(address, BigInt(billed), randomHex(32)).send();
  await care.insurance.approve(chain.addresses.fundLedger, BigInt(billed)).send();
  await fundLedger.openPool(JURISDICTION).send();
  const month = monthOf(dayAt(await chain.network.now()));
  const pool = poolId(id, JURISDICTION);
  const document = randomHex(32);
  await fundLedger.contribute({ pool, month, shares: [], toPool: BigInt(billed), document }).send();
}
