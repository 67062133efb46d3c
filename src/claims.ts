/**
 * Documents, tables and words of claims: `careledger/claims`. FHIR R4 in and out, advices of payment
 * like X12 835, settlements and statements in the fields of China's insurance platform, and `explain`.
 */
export {
  type Adjustment,
  adjustmentViolations,
  claimAdjustments,
  lineAdjustments,
} from "./core/adjustments.ts";
export type { LineResult } from "./core/claimWords.ts";
export {
  type Audience,
  type DecidingRow,
  explain,
  type Explained,
  type Explanation,
} from "./core/explain.ts";
export { FLAG_WORDS, flagsIn, type FlagWords } from "./core/flagWords.ts";
export { amountText, minorDigits, minorUnits } from "./core/money.ts";
export {
  ADJUSTMENT_GROUPS,
  type AdjustmentGroup,
  REASON_WORDS,
  type ReasonCode,
  reasonWords,
  REMARK_WORDS,
  type RemarkCode,
} from "./core/reasons.ts";
export {
  FLAG_WARNINGS,
  type FlagWarning,
  type Severity,
  warningsFor,
  type WarningRole,
} from "./core/warnings.ts";
export {
  type Imbalance,
  imbalances,
  type Outcome,
  type SettledLine,
  type Settlement,
  settlementOf,
} from "./core/settlement.ts";
export { type ClaimedLine, type ClaimFacts, readClaim } from "./fhir/claims/claim.ts";
export {
  type Billed,
  billedLines,
  type BilledFacts,
  unitemised,
  writeClaim,
} from "./fhir/claims/claimOut.ts";
export {
  type Cost,
  type CoverageFacts,
  readCoverage,
  writeCoverage,
} from "./fhir/claims/coverage.ts";
export {
  type Benefit,
  benefitsOf,
  type EligibilityAnswer,
  type EligibilityQuestion,
  readEligibilityRequest,
  readEligibilityResponse,
  writeEligibilityRequest,
  writeEligibilityResponse,
} from "./fhir/claims/eligibility.ts";
export type { Code, Identifier, Party } from "./fhir/claims/parts.ts";
export {
  type PaymentDetail,
  type PaymentFacts,
  readPayment,
  unexplained,
  writePayment,
} from "./fhir/claims/payments.ts";
export type { ReadOptions } from "./fhir/claims/read.ts";
export { readSettlement, type SettlementFacts } from "./fhir/claims/settlement.ts";
export {
  type SettlementDocument,
  writeClaimResponse,
  writeExplanation,
} from "./fhir/claims/settlementOut.ts";
export { type Violation, violationsOf } from "./fhir/claims/violations.ts";
export {
  type Advice,
  type AdviceClaim,
  type AdviceLine,
  adviceOf,
  adviceViolations,
  claimAdvice,
  openReviews,
  reversalOf,
  type Withheld,
} from "./remittance/advice.ts";
export { readAdvice, writeAdvice } from "./remittance/adviceCsv.ts";
export {
  type Clearing,
  rowViolations,
  type SettlementRow,
  settlementRow,
} from "./remittance/nhsa.ts";
export {
  readSettlements,
  readStatements,
  writeSettlements,
  writeStatements,
} from "./remittance/nhsaCsv.ts";
export {
  differences,
  type Period,
  rowDifferences,
  type Statement,
  statementsOf,
} from "./remittance/statement.ts";
