import type { Chain } from "../chain/chain.ts";
import type { Hex } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import type { FundFlow, FundTrace } from "../indexer/fundReader.ts";
import type { IndexReader } from "../indexer/reader.ts";
import { FundLedgerModule } from "../ledger/fundLedger.ts";

/** Whatever does not add up, by its name. */
export interface FundCheck {
  readonly check: string;
  readonly left: bigint;
  readonly right: bigint;
}

/** An account that a claim's money came from. Of a person's only what the claim took is told. */
export interface FundSource {
  readonly side: "POOL" | "ACCOUNT";
  readonly pool?: Hex;
  /** What the claim took of it; of a pool above, 0: it gave to the pool below. */
  readonly took: bigint;
  /** Before the payment, by kind of entry; a pool's alone. */
  readonly came?: Readonly<Record<string, bigint>>;
  readonly went?: Readonly<Record<string, bigint>>;
  readonly balance?: bigint;
}

/** A claim's money from its payment back to where it came from outside. */
export interface TracedFunds {
  readonly fromPool: bigint;
  readonly fromAccount: bigint;
  readonly netted: bigint;
  readonly trace: FundTrace;
  readonly sources: readonly FundSource[];
  /** What came from outside, by kind: CONTRIBUTION, and REPAYMENT by providers. */
  readonly outside: Readonly<Record<string, bigint>>;
  /** Empty: everything adds up. */
  readonly failed: readonly FundCheck[];
}

/**
 * Follows a claim's money back to contributions, and holds each step against the next: the claim's
 * decision, its payment, the accounts' entries, the contributions, and what the ledger has today.
 * @throws CLAIM_UNKNOWN, FUND_NOT_PAID
 */
export async function traceFunds(chain: Chain, index: IndexReader, id: Hex): Promise<TracedFunds> {
  const claim = index.claims.claim(id) ?? fail("CLAIM_UNKNOWN", {});
  const trace = index.funds.trace(id) ?? fail("FUND_NOT_PAID", { state: claim.state });
  const paid = trace.payments.find(({ kind }) => kind === "PAID")!;
  const [fromPool, fromAccount] = [BigInt(paid.fromPool), BigInt(paid.fromAccount)];
  const netted = BigInt(paid.netted);
  const failed: FundCheck[] = [];
  const hold = (check: string, left: bigint, right: bigint) => {
    if (left !== right) failed.push({ check, left, right });
  };
  hold("claim's fund = payment from the pool", BigInt(claim.fund), fromPool);
  hold("claim's account part = payment from the account", BigInt(claim.fromAccount), fromAccount);
  const sources = trace.flows.map((flow): FundSource => {
    const isPool = flow.side === "POOL";
    const took = flow.key === paid.pool ? fromPool - netted : isPool ? 0n : fromAccount;
    if (flow.balance < took) hold(`${flow.side}'s balance covers the payment`, flow.balance, took);
    if (!isPool) return { side: flow.side, took };
    const [came, went] = [byKind(flow.came), byKind(flow.went)];
    return { side: flow.side, pool: flow.key, took, came, went, balance: flow.balance };
  });
  for (const { side, key } of trace.flows.filter((flow) => flow.side === "POOL")) {
    const slot = await new FundLedgerModule(chain).pool(key);
    hold(
      "entries of the pool = its balance",
      index.funds.flow({ side, key }).balance,
      slot?.balance ?? 0n,
    );
  }
  const told = trace.contributions.map(({ contribution, toPool }) => ({
    contribution,
    amount: BigInt(toPool) + index.funds.accountShares(contribution),
  }));
  for (const { contribution, amount } of told) {
    hold("shares of a contribution = its entries", amount, index.funds.broughtIn(contribution));
  }
  return {
    fromPool,
    fromAccount,
    netted,
    trace,
    sources,
    outside: byKind(
      trace.flows.flatMap(({ came }) => came.filter(({ fromSide }) => fromSide === "OUTSIDE")),
    ),
    failed,
  };
}

function byKind(entries: FundFlow["came"]): Record<string, bigint> {
  const sums: Record<string, bigint> = {};
  for (const { kind, amount } of entries) sums[kind] = (sums[kind] ?? 0n) + BigInt(amount);
  return sums;
}
