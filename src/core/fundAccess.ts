/** Who may do what with funds, agreements and rules: a part of settlementAccess.ts. */
import { EVERYBODY, type Field, field, LISTED, PLACE } from "./settlementRoles.ts";

export const FUND_FIELDS = {
  // Columns:                    person prov inst insr comm empl reg regE audit res anon
  "contribution.total": field(
    "contributions",
    `contribution pool enterprise payer month toPool levied document time ${PLACE}`,
    "                             -    W    W    RLW  RLW  RL  RLW  W   RLW  W   -",
  ),
  "share.person": field(
    "contributionShares",
    "contribution line insured toAccount toPool",
    "                             RL   -    -    RL   RL   RL  RL   -   -    -   -",
  ),
  "pool.terms": field(
    "pools",
    "pool insurer jurisdiction parent levy openedAt pausedUntil",
    "                             -    RL   -    RLW  RLW  -   RL   -   RL   -   -",
  ),
  "pool.balance": field(
    "pools",
    "balance",
    "                             -    -    -    RL   RL   -   RL   -   RL   -   -",
  ),
  "receivable.payee": field(
    "positions",
    "payee means",
    "                             -    RLW  -    RL   RL   -   RL   -   -    -   -",
  ),
  "receivable.amounts": field(
    "positions",
    "pool provider debt due",
    "                             -    RL   -    RL   RL   -   RL   -   RL   -   -",
  ),
  "voucher.terms": field(
    "vouchers",
    "voucher drawer holder amount notAfter ref state changedAt",
    "                             -    RL   -    RL   RL   -   RL   -   RL   -   -",
  ),
  "handOver.amount": field("handOvers", "successor amount block log time", EVERYBODY),
  "token.balance": field(
    "balances",
    "account balance",
    "                             -    RL   -    -    -    -   RL   -   RL   -   -",
  ),
  "transfer.moved": field(
    "transfers",
    `from to value time ${PLACE}`,
    "                             -    RL   -    -    -    -   RL   -   RL   -   -",
  ),
  "mint.written": field(
    "settlements",
    "kind account amount document time block log",
    "                             -    RL   -    -    -    -   RL   -   RL   -   -",
  ),
  "allowance.given": field(
    "approvals",
    "owner spender value time",
    "                             -    RL   -    -    -    -   RL   -   -    -   -",
  ),
  "agreement.designation": field(
    "agreements",
    "agreement insurer institution from until state services",
    "                             RL   RLW  RL   RLW  RLW  RL  RL   RL  RL   RL  RL",
  ),
  "agreement.terms": field(
    "agreements",
    "text law disputes factor notice cure clauses deadline",
    "                             -    RL   -    RL   RL   -   RL   -   RL   -   -",
  ),
  "agreement.breach": field(
    "agreements",
    "breaker reporter cureUntil",
    "                             -    RLW  -    RLW  RLW  -   RLW  -   RLW  -   -",
  ),
  "agreement.steps": field(
    "agreementSteps",
    `agreement state document by time actor ${PLACE}`,
    "                             -    R    -    R    R    -   R    -   R    -   -",
  ),
  "agreement.clauses": field(
    "clauses",
    "key agreement trigger confirmer value condition state debtor evidence firedAt paidAt payer payee",
    "                             -    R    -    R    R    -   R    -   R    -   -",
  ),
  "rule.row": field(
    "rules",
    "scheme area code version from until published word indications proposal document publisher",
    "                             RL   RL   RL   RLW  RL   RL  RLW  RL  RLW  RL  RL",
  ),
  "plan.version": field(
    "plans",
    "plan insurer code version from until published limits shares terms weights chronic document",
    "                             RL   RL   RL   RLW  RLW  RL  RL   RL  RL   RL  RL",
  ),
  "freeze.decision": field(
    "freezes",
    "contract key until state scheme area party account document changedAt",
    "                             RL   RL   RL   RL   RL   RL  RLW  RL  RL   RL  RL",
  ),
  "frozenRule.row": field("frozenRules", "key scheme area code version", EVERYBODY),
  "register.opened": field("registers", "contract register openedAt actor", LISTED),
  "proposal.effect": field(
    "proposals",
    "proposal contract state since document claims changed paidBefore paidAfter run tester",
    EVERYBODY,
  ),
} as const satisfies Record<string, Field>;
