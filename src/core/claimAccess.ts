/** Who may do what with claims, payments, accounts and cover: a part of settlementAccess.ts. */
import { type Field, field, PLACE } from "./settlementRoles.ts";

export const CLAIM_FIELDS = {
  // Columns:                    person prov inst insr comm empl reg regE audit res anon
  "claim.header": field(
    "claims",
    `claim provider insurer setting start length decidedAt ${PLACE}`,
    "                             RL   RLW  -    RL   RL   -   RL   -   RL   -   -",
  ),
  "claim.state": field(
    "claims",
    "state review",
    "                             RL   RL   -    RL   RL   -   RL   -   RL   -   -",
  ),
  "claim.amounts": field(
    "claims",
    "billed fund person institution",
    "                             RL   RL   -    RL   RL   -   RL   -   RL   -   -",
  ),
  "claim.account": field(
    "claims",
    "fromAccount",
    "                             RL   RL   -    RL   -    -   RL   -   -    -   -",
  ),
  "claim.insured": field(
    "claims",
    "insured segment",
    "                             RL   RL   -    RL   RL   -   RL   -   -    -   -",
  ),
  "claim.flags": field(
    "claims",
    "flags",
    "                             R    RLA  -    RLA  RLA  -   RLA  -   RL   -   -",
  ),
  "claim.bill": field(
    "claims",
    "bill header totals results agreement pool document",
    "                             R    RL   -    RL   RL   -   R    -   -    -   -",
  ),
  "claim.lines": field(
    "claimLines",
    "claim line paid uncovered overLimit preSelf deductible copay coinsurance overCap refused",
    "                             R    R    -    R    R    -   R    -   -    -   -",
  ),
  "claim.reasons": field(
    "claimLines",
    "reason flags",
    "                             R    R    -    R    R    -   R    -   -    -   -",
  ),
  "claim.marks": field(
    "claimMarks",
    "mark block log claim bits isFreed",
    "                             -    -    -    R    -    -   R    -   -    -   -",
  ),
  "claim.decisions": field(
    "claimDecisions",
    `claim state word fund person institution flags decidedAt actor ${PLACE}`,
    "                             R    R    -    R    R    -   R    -   R    -   -",
  ),
  "claim.reviews": field(
    "claimReviews",
    `claim stage since reason reviewer document actor ${PLACE}`,
    "                             R    R    -    R    R    -   R    -   -    -   -",
  ),
  "claim.supplement": field(
    "supplementTotals",
    "claim total",
    "                             R    R    -    R    R    -   R    -   R    -   -",
  ),
  "year.used": field(
    "claimBalances",
    "segment insured deductible pool own claims",
    "                             RL   -    -    RL   RL   -   -    -   -    -   -",
  ),
  "payment.amounts": field(
    "payments",
    `ref kind pool provider fromPool netted time ${PLACE}`,
    "                             RL   RLW  W    RLW  RLW  -   RLW  W   RLW  W   -",
  ),
  "payment.account": field(
    "payments",
    "insured fromAccount",
    "                             RL   RL   -    RL   -    -   RL   -   -    -   -",
  ),
  "entry.amount": field(
    "fundEntries",
    `kind line fromSide toSide amount ref time ${PLACE}`,
    "                             RL   -    -    RL   RL   -   RL   -   RL   -   -",
  ),
  "entry.sides": field(
    "fundEntries",
    "from to",
    "                             RL   -    -    RL   RL   -   RL   -   -    -   -",
  ),
  "account.balance": field(
    "personalAccounts",
    "insured balance",
    "                             RL   -    -    R    -    -   -    -   -    -   -",
    true,
  ),
  "account.mandate": field(
    "personalAccounts",
    "perClaim perDay day spent until epoch number",
    "                             RLW  -    -    R    -    -   -    -   -    -   -",
    true,
  ),
  "coverage.cover": field(
    "segments",
    "segment insured insurer plan jurisdiction from until state grace firstMonth paid late openedAt",
    "                             RL   -    -    RLW  RLW  RL  RL   -   -    -   -",
  ),
  "coverage.death": field(
    "segments",
    "diedOn",
    "                             RL   -    -    RL   RL   -   RL   -   -    -   -",
  ),
  "coverage.employer": field(
    "segments",
    "enterprise",
    "                             RL   -    -    RL   -    RL  RL   -   -    -   -",
  ),
  "coverage.sealed": field(
    "segments",
    "nullifier attributes details",
    "                             R    -    -    R    R    -   R    -   -    -   -",
  ),
  "coverage.entries": field(
    "enrolmentEntries",
    `entry insured segment kind previous day data enteredAt ${PLACE}`,
    "                             R    -    -    R    R    -   R    -   -    -   -",
  ),
  "coverage.corrections": field(
    "corrections",
    "correction segment entry former corrected document deadline parties approvals isApplied",
    "                             R    -    -    R    R    -   R    -   -    -   -",
  ),
} as const satisfies Record<string, Field>;
