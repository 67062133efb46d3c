/** What claims rest on: catalogues of two provinces, a plan, a pool, and agreements with who bills. */
import type { Agreement } from "../../core/agreement.ts";
import { type Hex, randomHex } from "../../core/bytes.ts";
import { dateOfDay, dayAt, dayOfDate } from "../../core/days.ts";
import { poolId } from "../../core/funds.ts";
import { maskOfItems, packedPlan, type Plan } from "../../core/plans.ts";
import {
  type CatalogueRow,
  type Jurisdiction,
  jurisdictionWord,
  saltedCode,
} from "../../core/rules.ts";
import { agreed } from "../../replay/agreed.ts";
import type { Accounts } from "../accounts.ts";
import { CHANGZHOU, type Member } from "../members.ts";
import { type Consortium, HANGZHOU } from "./consortium.ts";
import { dearest, type Visit, type VisitLine } from "./visit.ts";

/** Of agreements, which later runs take up: visits of the data lie years back. */
const SINCE = "1970-01-01";
const SERVICE_ITEM = 1;
const YEARS_3 = 3 * 365;
/** Basis points: the fund's share, and what the patient pays first of the dearest service at home. */
const SHARE = 7_000;
const FIRST_SELF_PAY = 1_000;
const DEDUCTIBLE = 5_000n;
const CAP = 10_000_000n;

/** A place of treatment and its catalogue. */
export interface Place {
  name: string;
  jurisdiction: Jurisdiction;
  /** By the codes of the data. */
  rows: ReadonlyMap<string, CatalogueRow>;
}

/** What a claim shows beside itself. */
export interface Ground {
  home: Place;
  away: Place;
  plan: Plan;
  pool: Hex;
  /** By institution. */
  agreements: ReadonlyMap<number, Agreement>;
}

/** A line's row in a catalogue. */
export const rowOf = ({ rows }: Place, { code }: VisitLine): CatalogueRow => rows.get(code.code!)!;

/** Publishes rules and plan, and has the pool opened and agreements signed unless an earlier run did. */
export async function prepareGround(
  { insurer, hospitals, lakeside, lakesideAgency }: Consortium,
  visit: Visit,
  accounts: Accounts,
): Promise<Ground> {
  // Codes stand on the chain salted: this run's salt makes them codes of its own.
  const salt = randomHex(32);
  const from = `${dateOfDay(dayAt(visit.start)).slice(0, 4)}-01-01`;
  const dear = dearest(visit);
  const place = (
    name: string,
    jurisdiction: Jurisdiction,
    limit: Partial<CatalogueRow["rule"]>,
  ): Place => ({
    name,
    jurisdiction,
    rows: new Map(
      visit.lines.map((line) => {
        const { system = "", code = "" } = line.code;
        const plain = { from, serviceItem: SERVICE_ITEM, category: "A", kind: "SERVICE" } as const;
        const rule = line === dear ? { ...plain, ...limit } : plain;
        return [code, { code: saltedCode(salt, system, code), version: 1, rule }];
      }),
    ),
  });
  // Four fifths of its price, so that the other province pays less for the same.
  const ceiling = (dear.charge * 4n) / (5n * dear.quantity) + 1n;
  const home = place("Changzhou", CHANGZHOU, { category: "B", selfShare: FIRST_SELF_PAY });
  const away = place("Hangzhou", HANGZHOU, { ceiling });
  const pool = poolId(insurer.id, jurisdictionWord(CHANGZHOU));
  const providers = [...hospitals, lakeside];
  const [plan, agreements] = await Promise.all([
    publishPlan(insurer, from),
    Promise.all(
      providers.map(async (provider) => {
        const agreement = await agreementOf(insurer, provider, accounts);
        return [provider.id, agreement] as const;
      }),
    ),
    publishRows(insurer, home),
    publishRows(lakesideAgency, away),
    openPool(insurer, pool, providers),
  ]);
  return { home, away, plan, pool, agreements: new Map(agreements) };
}

async function publishRows({ care }: Member, { jurisdiction, rows }: Place): Promise<void> {
  await care.catalogue.publish(jurisdiction, [...rows.values()], randomHex(32)).send();
}

async function publishPlan({ care, id }: Member, from: string): Promise<Plan> {
  const same = [SHARE, SHARE, SHARE] as const;
  const plan = {
    insurer: id,
    code: randomHex(32),
    version: 1,
    deductibles: [DEDUCTIBLE, DEDUCTIBLE, DEDUCTIBLE],
    cap: CAP,
    shares: { outpatient: same, inpatient: same, pharmacy: same, chronic: same },
    serviceItems: [SERVICE_ITEM],
  } as const;
  await care.benefitPlans.publish(plan, { from }, randomHex(32)).send();
  return packedPlan(plan);
}

/** Opens the insurer's pool for its city, and has it pay to the providers' accounts. */
async function openPool({ care }: Member, pool: Hex, providers: readonly Member[]): Promise<void> {
  const { fundLedger } = care;
  if (!(await fundLedger.pool(pool))) {
    await fundLedger.openPool(jurisdictionWord(CHANGZHOU)).send();
  }
  await Promise.all(
    providers.map(async ({ id, care: { fundLedger: funds, chain } }) => {
      const { address } = chain.account!;
      const { payee } = await funds.position(pool, id);
      if (BigInt(payee) !== BigInt(address)) await funds.setPayee(pool, address).send();
    }),
  );
}

/** The agreement in force of insurer and provider, or a new one that both sign. */
async function agreementOf(
  insurer: Member,
  provider: Member,
  accounts: Accounts,
): Promise<Agreement> {
  const { agreements, chain } = insurer.care;
  const current = await agreements.current(insurer.id, provider.id);
  if (current !== undefined) {
    const drafted = await agreements.drafted();
    return drafted.find(({ event }) => event.agreement === current)!.event.terms;
  }
  const now = await chain.network.now();
  const services = maskOfItems([SERVICE_ITEM]);
  const terms = { from: dayOfDate(SINCE), until: dayAt(now) + YEARS_3, services };
  const party = ({ id, care, account }: Member) => ({
    id,
    key: accounts.key(account),
    agreements: care.agreements,
  });
  return agreed(party(insurer), party(provider), terms, now);
}
