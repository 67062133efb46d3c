import type { Chain } from "../chain/chain.ts";
import { sumOf } from "../core/settlement.ts";
import type { FundAccount } from "../indexer/fundReader.ts";
import type { IndexReader } from "../indexer/reader.ts";
import { FundLedgerModule } from "../ledger/fundLedger.ts";
import { InsuranceModule } from "../ledger/insurance.ts";

/** An account whose slot on the chain is not what its entries come to. */
export interface OddAccount extends FundAccount {
  onChain: bigint;
  entries: bigint;
}

/** How a fund ledger's books stand; amounts in minor units. */
export interface Books {
  isBalanced: boolean;
  /** That the ledger holds. */
  tokens: bigint;
  /** On all pools and personal accounts, by their slots on the chain. */
  accounts: bigint;
  pools: number;
  persons: number;
  /** Of the double entry, how many, and what all of them come to with what lies outside: 0. */
  entries: number;
  sum: bigint;
  odd: OddAccount[];
}

/** Reads that wait for the node at a time. */
const AT_ONCE = 50;

/**
 * Holds the books of the fund ledger against the chain: its tokens are the sum of its accounts, each
 * account's slot is what its entries come to, and all entries, with those of the outside, sum to zero.
 * @param index Of this chain and up to date, while no money moves: what it does not have is missing here
 */
export async function balanceFunds(chain: Chain, index: IndexReader): Promise<Books> {
  const funds = new FundLedgerModule(chain);
  const { entries, outside, accounts: booked } = index.funds.books();
  const slots: bigint[] = [];
  for (let i = 0; i < booked.length; i += AT_ONCE) {
    const some = booked.slice(i, i + AT_ONCE);
    slots.push(...(await Promise.all(some.map((account) => slotOf(funds, account)))));
  }
  const tokens = await new InsuranceModule(chain).balance(chain.addresses.fundLedger);
  const odd = booked.flatMap(({ side, key, balance }, i) =>
    slots[i] === balance ? [] : [{ side, key, onChain: slots[i]!, entries: balance }],
  );
  const accounts = sumOf(slots);
  const sum = outside + sumOf(booked.map(({ balance }) => balance));
  const isBalanced = odd.length === 0 && sum === 0n && tokens === accounts;
  const pools = booked.filter(({ side }) => side === "POOL").length;
  return { isBalanced, tokens, accounts, pools, persons: booked.length - pools, entries, sum, odd };
}

/** What an account has on the chain. */
const slotOf = async (funds: FundLedgerModule, { side, key }: FundAccount): Promise<bigint> =>
  side === "POOL" ? ((await funds.pool(key))?.balance ?? 0n) : (await funds.account(key)).balance;
