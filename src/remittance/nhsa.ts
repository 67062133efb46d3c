/**
 * Rows of settlements as China's insurance platform has them (answer of its function 2304), and the
 * statement of account over them (3201). Amounts are fen; the names of fields are the platform's.
 */
import {
  billedOf,
  partOf,
  requireBalanced,
  type Settlement,
  sumOf,
  unlessDenied,
} from "../core/settlement.ts";
import { dayOf } from "../core/dates.ts";
import { refuse } from "./table.ts";

/** What funds pay: the basic pool, civil servants', large sums', enterprise's, employees', relief, others. */
export const FUNDS = [
  "hifp_pay",
  "cvlserv_pay",
  "hifes_pay",
  "hifmi_pay",
  "hifob_pay",
  "maf_pay",
  "oth_pay",
] as const;
export type Fund = (typeof FUNDS)[number];

export const AMOUNTS = [
  "medfee_sumamt",
  "fulamt_ownpay_amt",
  "overlmt_selfpay",
  "preselfpay_amt",
  "inscp_scp_amt",
  "act_pay_dedc",
  ...FUNDS,
  "hosp_part_amt",
  "fund_pay_sumamt",
  "psn_part_amt",
  "acct_pay",
  "psn_cash_pay",
  "balc",
  "acct_mulaid_pay",
] as const;
export type Amount = (typeof AMOUNTS)[number];

/** Who settles what: kind of insurance, agency, way and kind of clearing. Codes of the platform. */
export interface Clearing {
  readonly insutype: string;
  readonly clr_optins: string;
  readonly clr_way: string;
  readonly clr_type: string;
}

/** One settled claim. */
export type SettlementRow = Readonly<Record<Amount, bigint>> &
  Clearing & {
    /** Id of the claim. */
    readonly setl_id: string;
    /** Day of the settlement. */
    readonly setl_date: string;
    /** The pool's share of what is in scope above the deductible, as 0.7000. */
    readonly pool_prop_selfpay: string;
  };

export interface RowOptions extends Clearing {
  /** What of the fund's part others than the basic pool pay. */
  readonly split?: Partial<Record<Exclude<Fund, "hifp_pay">, bigint>>;
  /** What relatives' accounts gave. */
  readonly mutualAid?: bigint;
  /** Left on the person's account. */
  readonly balance?: bigint;
}

/** Ten-thousandths, half up; a group's price may be above what is in scope. */
function ratioText(part: bigint, whole: bigint): string {
  if (whole <= 0n || part < 0n) return "0.0000";
  const ratio = (part * 20_000n + whole) / (2n * whole);
  const figures = (ratio < 99_999n ? ratio : 99_999n).toString().padStart(5, "0");
  return `${figures.slice(0, -4)}.${figures.slice(-4)}`;
}

/**
 * The row of a claim; of a REVERSED one with all amounts turned round. What the institution bears
 * without a row's limit (a refused line) counts as in scope, so that the fees add up.
 * @throws SETTLEMENT_UNBALANCED, REMITTANCE_REFUSED for another currency than CNY
 */
export function settlementRow(decided: Settlement, options: RowOptions): SettlementRow {
  requireBalanced(decided);
  const settlement = unlessDenied(decided);
  const { lines, fund, person, institution, fromAccount, state, currency } = settlement;
  if (currency !== "CNY") refuse("settlements", 0, "amounts in CNY");
  const { split = {}, mutualAid = 0n, balance = 0n, ...clearing } = options;
  const billed = billedOf(lines);
  const [uncovered, overLimit, preSelf, deductible] = [
    partOf(lines, "uncovered"),
    partOf(lines, "overLimit"),
    partOf(lines, "preSelf"),
    partOf(lines, "deductible"),
  ];
  const scope = billed - uncovered - overLimit - preSelf;
  const others = Object.fromEntries(FUNDS.map((one) => [one, 0n])) as Record<Fund, bigint>;
  const rest = fund - sumOf(Object.values(split));
  const amounts: Record<Amount, bigint> = {
    medfee_sumamt: billed,
    fulamt_ownpay_amt: uncovered,
    overlmt_selfpay: overLimit,
    preselfpay_amt: preSelf,
    inscp_scp_amt: scope,
    act_pay_dedc: deductible,
    ...others,
    ...split,
    hifp_pay: rest,
    hosp_part_amt: institution,
    fund_pay_sumamt: fund,
    psn_part_amt: person,
    acct_pay: fromAccount,
    psn_cash_pay: person - fromAccount - mutualAid,
    balc: balance,
    acct_mulaid_pay: mutualAid,
  };
  const sign = state === "REVERSED" ? -1n : 1n;
  const signed = Object.fromEntries(
    AMOUNTS.map((name) => [name, name === "balc" ? amounts[name] : sign * amounts[name]]),
  ) as Record<Amount, bigint>;
  return {
    setl_id: settlement.claim,
    setl_date: dayOf(settlement.paid ?? settlement.decided),
    ...clearing,
    ...signed,
    pool_prop_selfpay: ratioText(rest, scope - deductible),
  };
}

/** The identities of a row that do not hold. */
export function rowViolations(row: SettlementRow): string[] {
  const equal: [left: Amount, right: readonly Amount[]][] = [
    ["medfee_sumamt", ["fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_scp_amt"]],
    ["fund_pay_sumamt", FUNDS],
    ["medfee_sumamt", ["fund_pay_sumamt", "psn_part_amt", "hosp_part_amt"]],
    ["psn_part_amt", ["acct_pay", "psn_cash_pay", "acct_mulaid_pay"]],
  ];
  const found = equal
    .filter(([left, right]) => row[left] !== sumOf(right.map((name) => row[name])))
    .map(([left, right]) => `${left} = ${right.join(" + ")}`);
  // A reversal turns all amounts round; only the institution's part may be a gain.
  const signed = AMOUNTS.filter((name) => name !== "hosp_part_amt" && name !== "balc");
  const isBelow = signed.some((name) => row[name] < 0n);
  if (isBelow && signed.some((name) => row[name] > 0n)) found.push("amounts of one sign");
  if (row.balc < 0n) found.push("balc >= 0");
  const size = (amount: bigint) => (amount < 0n ? -amount : amount);
  if (size(row.act_pay_dedc) > size(row.inscp_scp_amt)) found.push("act_pay_dedc <= inscp_scp_amt");
  if (!/^\d\.\d{4}$/.test(row.pool_prop_selfpay)) found.push("pool_prop_selfpay 0 to 9.9999");
  return found;
}
