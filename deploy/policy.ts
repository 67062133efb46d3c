/** Policy contracts: their names in the Directory may one day point to a successor. */
export const POLICY: ReadonlySet<string> = new Set([
  "AccessDesk",
  "ScanDesk",
  "ClaimDesk",
  "ShadowDesk",
  "BalanceDesk",
  "ClaimAppeals",
  "ClaimReview",
  "ClaimReversal",
  "SupplementDesk",
]);
