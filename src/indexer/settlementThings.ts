/**
 * Where each thing of the settlement database lies, and who is what to its rows, in SQL. ?1: the asker's
 * institution, ?2: her pseudonym, ?3: the asker's jurisdiction as one number, ?4 and ?5: as scheme and
 * code; each null where the asker has none.
 */
import type { SettlementThing } from "../core/settlementAccess.ts";
import * as agreements from "./folds/agreements.ts";
import * as claims from "./folds/claims.ts";
import * as enrolment from "./folds/enrolment.ts";
import * as funds from "./folds/fundTables.ts";
import * as settlement from "./folds/settlement.ts";
import * as supplements from "./folds/supplements.ts";
import * as tariffs from "./folds/tariffs.ts";
import type { Table } from "./table.ts";

/** What an asker may be to a row. `own`: provider, or whose money it is; `payer`: insurer. */
export type Relation = "person" | "own" | "payer" | "employer" | "area";

export interface Thing {
  readonly table: Table;
  /** The column that it is asked for by. */
  readonly key: string;
  readonly parts?: readonly { readonly table: Table; readonly on: string }[];
  /** Which rows, by what the asker is to them. */
  readonly whose: Readonly<Partial<Record<Relation, string>>>;
}

const HERE =
  "SELECT participant FROM participants WHERE jurisdictionScheme = ?4 AND jurisdictionCode = ?5";
const OWN_ACCOUNTS = "SELECT account FROM accounts WHERE participant = ?1";
const ACCOUNTS_HERE = `SELECT account FROM accounts WHERE participant IN (${HERE})`;
const OWN_POOLS = "SELECT pool FROM pools WHERE insurer = ?1";
const POOLS_HERE = "SELECT pool FROM pools WHERE jurisdiction = ?3";
const PAID_BY = "SELECT contribution FROM contributions WHERE";
const SEGMENTS = "SELECT segment FROM segments WHERE";
const INSURED_BY = "SELECT insured FROM segments WHERE";

const accountsOf = (column: string) => ({
  own: `"${column}" IN (${OWN_ACCOUNTS})`,
  area: `"${column}" IN (${ACCOUNTS_HERE})`,
});

/** Everybody's: no relation is needed. */
const open = (table: Table, key: string): Thing => ({ table, key, whose: {} });

export const THINGS: Readonly<Record<SettlementThing, Thing>> = {
  claim: {
    table: claims.claims,
    key: "claim",
    parts: [
      { table: claims.claimLines, on: "claim" },
      { table: claims.claimMarks, on: "claim" },
      { table: claims.claimDecisions, on: "claim" },
      { table: claims.claimReviews, on: "claim" },
      { table: supplements.supplementTotals, on: "claim" },
    ],
    whose: {
      person: "insured = ?2",
      own: "provider = ?1",
      payer: "insurer = ?1",
      employer: `segment IN (${SEGMENTS} enterprise = ?2)`,
      area: `provider IN (${HERE}) OR segment IN (${SEGMENTS} jurisdiction = ?3)`,
    },
  },
  year: {
    table: claims.claimBalances,
    key: "segment",
    whose: {
      person: "insured = ?2",
      payer: `segment IN (${SEGMENTS} insurer = ?1)`,
      employer: `segment IN (${SEGMENTS} enterprise = ?2)`,
      area: `segment IN (${SEGMENTS} jurisdiction = ?3)`,
    },
  },
  payment: {
    table: funds.payments,
    key: "ref",
    whose: {
      person: "insured = ?2",
      own: "provider = ?1",
      payer: `pool IN (${OWN_POOLS})`,
      employer: `insured IN (${INSURED_BY} enterprise = ?2)`,
      area: `provider IN (${HERE}) OR pool IN (${POOLS_HERE})`,
    },
  },
  entry: {
    table: funds.fundEntries,
    key: "ref",
    whose: {
      person: `("from" = ?2 AND fromSide = 'ACCOUNT') OR ("to" = ?2 AND toSide = 'ACCOUNT')`,
      payer: `("from" IN (${OWN_POOLS}) AND fromSide = 'POOL')
        OR ("to" IN (${OWN_POOLS}) AND toSide = 'POOL')`,
      area: `("from" IN (${POOLS_HERE}) AND fromSide = 'POOL')
        OR ("to" IN (${POOLS_HERE}) AND toSide = 'POOL')`,
    },
  },
  account: {
    table: funds.personalAccounts,
    key: "insured",
    whose: {
      person: "insured = ?2",
      payer: `insured IN (${INSURED_BY} insurer = ?1)`,
      employer: `insured IN (${INSURED_BY} enterprise = ?2)`,
      area: `insured IN (${INSURED_BY} jurisdiction = ?3)`,
    },
  },
  coverage: {
    table: enrolment.segments,
    key: "segment",
    parts: [
      { table: enrolment.enrolmentEntries, on: "segment" },
      { table: enrolment.corrections, on: "segment" },
    ],
    whose: {
      person: "insured = ?2",
      payer: "insurer = ?1",
      employer: "enterprise = ?2",
      area: "jurisdiction = ?3",
    },
  },
  contribution: {
    table: funds.contributions,
    key: "contribution",
    whose: {
      employer: "enterprise = ?2",
      payer: `payer = ?1 OR pool IN (${OWN_POOLS})`,
      area: `pool IN (${POOLS_HERE})`,
    },
  },
  share: {
    table: funds.contributionShares,
    key: "contribution",
    whose: {
      person: "insured = ?2",
      employer: `contribution IN (${PAID_BY} enterprise = ?2)`,
      payer: `contribution IN (${PAID_BY} payer = ?1 OR pool IN (${OWN_POOLS}))`,
      area: `contribution IN (${PAID_BY} pool IN (${POOLS_HERE}))`,
    },
  },
  pool: {
    table: funds.pools,
    key: "pool",
    whose: {
      own: "pool IN (SELECT pool FROM positions WHERE provider = ?1)",
      payer: "insurer = ?1",
      area: "jurisdiction = ?3",
    },
  },
  receivable: {
    table: funds.positions,
    key: "pool",
    whose: {
      own: "provider = ?1",
      payer: `pool IN (${OWN_POOLS})`,
      area: `provider IN (${HERE}) OR pool IN (${POOLS_HERE})`,
    },
  },
  voucher: {
    table: funds.vouchers,
    key: "voucher",
    whose: {
      own: `holder IN (${OWN_ACCOUNTS})`,
      payer: `drawer IN (${OWN_ACCOUNTS})`,
      area: `holder IN (${ACCOUNTS_HERE}) OR drawer IN (${ACCOUNTS_HERE})`,
    },
  },
  handOver: open(funds.handOvers, "successor"),
  token: { table: settlement.balances, key: "account", whose: accountsOf("account") },
  transfer: {
    table: settlement.transfers,
    key: "transaction",
    whose: {
      own: `"from" IN (${OWN_ACCOUNTS}) OR "to" IN (${OWN_ACCOUNTS})`,
      area: `"from" IN (${ACCOUNTS_HERE}) OR "to" IN (${ACCOUNTS_HERE})`,
    },
  },
  mint: { table: settlement.settlements, key: "document", whose: accountsOf("account") },
  allowance: { table: settlement.approvals, key: "owner", whose: accountsOf("owner") },
  agreement: {
    table: agreements.agreements,
    key: "agreement",
    parts: [
      { table: agreements.agreementSteps, on: "agreement" },
      { table: agreements.clauses, on: "agreement" },
    ],
    whose: {
      own: "institution = ?1",
      payer: "insurer = ?1",
      area: `institution IN (${HERE}) OR insurer IN (${HERE})`,
    },
  },
  rule: open(tariffs.rules, "code"),
  plan: open(tariffs.plans, "plan"),
  freeze: open(tariffs.freezes, "key"),
  frozenRule: open(tariffs.frozenRules, "key"),
  register: open(tariffs.registers, "register"),
  proposal: open(tariffs.proposals, "proposal"),
};
