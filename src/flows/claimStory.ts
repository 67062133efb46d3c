import type { Chain } from "../chain/chain.ts";
import { sentFile } from "../chain/billedFile.ts";
import { logs } from "../chain/transact.ts";
import type { Hex } from "../core/bytes.ts";
import { unpackHeader } from "../core/claims.ts";
import { type LineResult, unpackFacts } from "../core/claimWords.ts";
import type { CodeBook } from "../core/codeList.ts";
import { dayAt } from "../core/days.ts";
import { CLAIM_STATES } from "../core/enums.ts";
import { fail } from "../core/errors.ts";
import type { DecidingRow, Explained } from "../core/explain.ts";
import { type Jurisdiction, jurisdictionOf } from "../core/rules.ts";
import { PARTS, type Settlement, settlementOf, sumOf } from "../core/settlement.ts";
import { unpackRule } from "../core/tariff.ts";
import type { IndexedClaim } from "../indexer/claimReader.ts";
import type { IndexReader } from "../indexer/reader.ts";
import { type Plan, planOf } from "../core/plans.ts";

type Place = Pick<IndexedClaim, "block" | "log">;
type SentPlan = NonNullable<Awaited<ReturnType<typeof sentFile>>>["plan"];

/** A claim with its result and what decided it, for words and tables. */
export interface ClaimStory extends Explained {
  readonly claim: IndexedClaim;
  readonly rows: ReadonlyMap<number, DecidingRow>;
  readonly names: ReadonlyMap<number, string>;
}

/** What the chain's hashes stand for, where this side knows. */
export interface StoryWords {
  readonly currency: string;
  readonly bookOf: (jurisdiction: Jurisdiction) => CodeBook | undefined;
  readonly planName: (code: Hex) => string;
}

/**
 * Tells a claim from the index, and from the transaction that billed it: no file of its provider is
 * needed. Of one that another contract handed on, the lines have no codes.
 * @throws CLAIM_UNKNOWN
 */
export async function claimStory(
  chain: Chain,
  index: IndexReader,
  id: Hex,
  words: StoryWords,
): Promise<ClaimStory> {
  const claim = index.claims.claim(id) ?? fail("CLAIM_UNKNOWN", {});
  const results = index.claims.lines(id);
  // A review decides again in a transaction of its own: what was billed stands in the first one.
  const billed =
    (await sentFile(chain, id, claim.transaction)) ??
    (await sentFile(chain, id, await firstDecided(chain, claim)));
  const header = unpackHeader(BigInt(claim.header));
  const jurisdiction = jurisdictionOf(header.jurisdiction);
  const book = words.bookOf(jurisdiction);
  const rows = new Map<number, DecidingRow>();
  const names = new Map<number, string>();
  const bill = results.map((result, at) => {
    const line = billed?.lines[at];
    if (!line) return { code: `line ${at + 1}`, quantity: 1, charge: chargeOf(result) };
    const { quantity, charge, version, offset } = unpackFacts(line.facts);
    const named = book?.named(line.code as Hex);
    const code = named?.code ?? line.code.slice(0, 10);
    if (named?.name !== undefined) names.set(at + 1, named.name);
    const rule = index.tariffs.ruleVersion(jurisdiction, line.code as Hex, Number(version));
    const day = BigInt(dayAt(header.start + Number(offset)));
    const row = rule && unpackRule(rule.word);
    if (row && row.from <= day && (row.until === 0n || day < row.until)) {
      const catalogue = `catalogue ${jurisdiction.scheme}:${jurisdiction.code}`;
      rows.set(at + 1, { catalogue, code, version: Number(version), rule: row });
    }
    return { code, quantity: Number(quantity), charge };
  });
  // What a former decision paid was taken back by this one.
  const paid = index.funds
    .payments(id)
    .find(({ kind, ...at }) => kind === "PAID" && isAfter(at, claim));
  const settlement: Settlement = settlementOf({
    claim: id,
    state: CLAIM_STATES.find((one) => one === claim.state)!,
    currency: words.currency,
    fromAccount: BigInt(claim.fromAccount),
    decided: claim.decidedAt,
    ...(paid ? { paid: paid.time } : {}),
    totals: {
      fund: BigInt(claim.fund),
      person: BigInt(claim.person),
      institution: BigInt(claim.institution),
    },
    bill,
    results,
  });
  const plan = billed
    ? {
        name: words.planName(billed.plan.code as Hex),
        version: planOf(planShown(billed.plan)).version,
      }
    : { name: "of the person's insurer", version: 0 };
  return { claim, settlement, plan, rows, names };
}

const isAfter = (at: Place, before: Place): boolean =>
  at.block > before.block || (at.block === before.block && at.log > before.log);

/** The nine amounts of a line are its charge. */
const chargeOf = (result: LineResult): bigint => sumOf(PARTS.map((part) => result[part]));

/** The transaction that billed it. */
async function firstDecided(chain: Chain, { claim, transaction }: IndexedClaim): Promise<Hex> {
  const [first] = await logs(chain, "ClaimDecided", [claim]);
  return first?.transaction ?? transaction;
}

/** A plan as the ABI reads it. */
function planShown({ insurer, code, limits, shares, terms, weights, chronic }: SentPlan): Plan {
  return {
    insurer: Number(insurer),
    code: code as Hex,
    limits,
    shares,
    terms,
    weights: weights as Hex,
    chronic: chronic as Hex,
  };
}
