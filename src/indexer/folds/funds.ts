import { type Hex, ZERO32 } from "../../core/bytes.ts";
import type { FundEvents } from "../../core/fundEvents.ts";
import type { PersonalAccount, PoolSlot, Position } from "../../core/funds.ts";
import type { DomainFold, Place } from "../fold.ts";
import { type Assignment, change, put } from "../table.ts";
import * as tables from "./fundTables.ts";

const { pools, personalAccounts, positions, contributions, contributionShares } = tables;
const { payments, fundEntries, handOvers, vouchers } = tables;

const pool = (id: Hex, { balance, pausedUntil, levy }: PoolSlot): Assignment =>
  change(pools, { pool: id }, { balance: String(balance), pausedUntil, levy });

const account = (insured: Hex, { balance, ...mandate }: PersonalAccount): Assignment =>
  put(personalAccounts, { insured, balance: String(balance), ...mandate });

const position = (of: { pool: Hex; provider: number; position: Position }): Assignment => {
  const { payee, debt, due, means } = of.position;
  const { pool: at, provider } = of;
  return put(positions, { pool: at, provider, payee, debt: `${debt}`, due: `${due}`, means });
};

type Side = readonly ["POOL" | "ACCOUNT" | "OUTSIDE", Hex];
const OUTSIDE: Side = ["OUTSIDE", ZERO32];

interface Movement {
  from: Side;
  to: Side;
  amount: bigint;
}

/** The movements of one event, those of nothing left out. */
function entries(
  kind: string,
  ref: Hex,
  { block, log, time, transaction }: Place,
  movements: readonly Movement[],
): Assignment[] {
  return movements
    .filter(({ amount }) => amount !== 0n)
    .map(({ from, to, amount }, line) =>
      put(fundEntries, {
        block,
        log,
        line,
        kind,
        fromSide: from[0],
        from: from[1],
        toSide: to[0],
        to: to[1],
        amount: String(amount),
        ref,
        time,
        transaction,
      }),
    );
}

interface OfClaim {
  ref: Hex;
  pool: Hex;
  provider: number;
  position: Position;
  insured?: Hex;
}

/** What became of a claim's money, and how the provider stands after it. */
function payment(
  kind: string,
  of: OfClaim,
  { block, log, time, transaction }: Place,
  amounts: { fromPool: bigint; fromAccount?: bigint; netted?: bigint },
): Assignment[] {
  const { ref, pool: at, provider, insured = null } = of;
  return [
    put(payments, {
      block,
      log,
      ref,
      kind,
      pool: at,
      provider,
      insured,
      fromPool: String(amounts.fromPool),
      fromAccount: String(amounts.fromAccount ?? 0n),
      netted: String(amounts.netted ?? 0n),
      time,
      transaction,
    }),
    position(of),
  ];
}

export const funds: DomainFold<keyof FundEvents> = {
  tables: {
    pools,
    personalAccounts,
    positions,
    contributions,
    contributionShares,
    payments,
    fundEntries,
    handOvers,
    vouchers,
  },
  folds: {
    PoolOpened: ({ pool: id, insurer, jurisdiction, parent, slot }, { time: openedAt }) => [
      put(pools, {
        pool: id,
        insurer,
        jurisdiction,
        parent,
        balance: String(slot.balance),
        pausedUntil: slot.pausedUntil,
        levy: slot.levy,
        openedAt,
      }),
    ],
    PoolPaused: ({ pool: id, slot }) => [pool(id, slot)],
    ContributionReceived: (event, at, rows) => {
      const { contribution, shares, parent, toPool, levied, slot, pool: id } = event;
      const { enterprise, payer, month, document } = event;
      const { block, log, time, transaction } = at;
      const amounts = { toPool: String(toPool), levied: String(levied) };
      const place = { block, log, time, transaction };
      const [{ parent: above } = { parent: ZERO32 }] = rows(pools, { pool: id });
      return [
        put(contributions, {
          contribution,
          pool: id,
          enterprise,
          payer,
          month,
          document,
          ...amounts,
          ...place,
        }),
        ...shares.flatMap(({ insured, ...share }, line) => [
          put(contributionShares, {
            contribution,
            line,
            insured,
            toAccount: String(share.toAccount),
            toPool: String(share.toPool),
          }),
          // An account that nothing ever came to is none.
          ...(event.accounts[line]!.balance === 0n && event.accounts[line]!.number === 0
            ? []
            : [account(insured, event.accounts[line]!)]),
        ]),
        pool(id, slot),
        ...(parent === undefined ? [] : [pool(above, parent)]),
        ...entries("CONTRIBUTION", contribution, at, [
          ...shares.map(({ insured, toAccount: amount }): Movement => ({
            from: OUTSIDE,
            to: ["ACCOUNT", insured],
            amount,
          })),
          { from: OUTSIDE, to: ["POOL", id], amount: toPool },
          { from: ["POOL", id], to: ["POOL", above], amount: levied },
        ]),
      ];
    },
    MandateChanged: ({ insured, account: slot }) => [account(insured, slot)],
    AccountCarriedOver: ({ from, to, amount, fromAccount, toAccount }, at) => [
      account(from, fromAccount),
      account(to, toAccount),
      ...entries("CARRY_OVER", ZERO32, at, [
        { from: ["ACCOUNT", from], to: ["ACCOUNT", to], amount },
      ]),
    ],
    PayeeChanged: (event) => [position(event)],
    PaymentMade: (event, at) => {
      const { ref, pool: id, insured, fromPool, fromAccount, netted, slot } = event;
      const isAccount = event.account.number !== 0 || event.account.balance !== 0n;
      return [
        ...payment("PAID", event, at, { fromPool, fromAccount, netted }),
        pool(id, slot),
        ...(isAccount ? [account(insured, event.account)] : []),
        ...entries("PAYMENT", ref, at, [
          { from: ["POOL", id], to: OUTSIDE, amount: fromPool - netted },
          { from: ["ACCOUNT", insured], to: OUTSIDE, amount: fromAccount },
        ]),
      ];
    },
    PaymentDeferred: (event, at) => payment("DEFERRED", event, at, { fromPool: event.amount }),
    PaymentCancelled: (event, at) => payment("CANCELLED", event, at, { fromPool: event.amount }),
    PaymentReversed: (event, at) => {
      const { ref, pool: id, insured, toPool, toAccount, slot } = event;
      return [
        ...payment("REVERSED", event, at, { fromPool: toPool, fromAccount: toAccount }),
        pool(id, slot),
        ...(toAccount === 0n ? [] : [account(insured, event.account)]),
        ...entries("REVERSAL", ref, at, [
          { from: ["POOL", id], to: ["ACCOUNT", insured], amount: toAccount },
        ]),
      ];
    },
    DebtRepaid: (event, at) => [
      position(event),
      pool(event.pool, event.slot),
      ...entries("REPAYMENT", ZERO32, at, [
        { from: OUTSIDE, to: ["POOL", event.pool], amount: event.amount },
      ]),
    ],
    PoolsAdjusted: ({ parent, slot, adjustments, document }, at) => [
      pool(parent, slot),
      ...adjustments.map(({ city, slot: after }) => pool(city, after)),
      ...entries(
        "ADJUSTMENT",
        document,
        at,
        adjustments.map(({ city, amount }): Movement => {
          const [above, below]: Side[] = [
            ["POOL", parent],
            ["POOL", city],
          ];
          return amount > 0n
            ? { from: above!, to: below!, amount }
            : { from: below!, to: above!, amount: -amount };
        }),
      ),
    ],
    LedgerHandedOver: ({ successor, amount }, { block, log, time }) => [
      put(handOvers, { successor, amount: String(amount), block, log, time }),
    ],
    VoucherChanged: ({ voucher, drawer, holder, terms, state }, { time: changedAt }) => [
      put(vouchers, {
        voucher,
        drawer,
        holder,
        amount: String(terms.amount),
        notAfter: terms.notAfter,
        ref: terms.ref,
        state,
        changedAt,
      }),
    ],
  },
};
