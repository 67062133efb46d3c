/** What to do when the claims domain refused, by the name of the error; sorted by name. */
export const claimRemedies = {
  AgentClaimChanged: "Let the agent look at the claim as it is now, and propose again.",
  AgentClaimForeign: "Let the claim's insurer carry proposals of its own agents.",
  AgentDeadlinePassed: "Let the agent sign the proposal again, with a later deadline.",
  AgentDocumentMissing: "Name the digest of your reasons.",
  AgentForeign: "Let the agent's insurer do this.",
  AgentHasMembership:
    "Give the agent a key that is no account of an institution's: it can then do nothing but propose.",
  AgentNotAdministrator: "Let an administrator of your institution appoint and dismiss agents.",
  AgentNotAppointed: "Appoint the agent for this model, until a time to come.",
  AgentProposalIncomplete: "Name an advice, the digest of the reasons, and the model's version.",
  AgentProposalState: "Nothing to do: read proposalOf; a proposal is logged and answered once.",
  AgentRuleUnmet: "Let a human confirm or reject it: the rule does not allow it.",
  AgentSignatureInvalid: "Let the agent sign this very proposal, for this chain and contract.",
  AgentTermsInvalid: "Name the model's digest, an end in the future, and known kinds of advice.",
  AppealDeadlinePassed: "Sign again with a later deadline, while the appeal is in time.",
  AppealNotProvider:
    "Let the institution appeal that billed the claim, or the insured person with her signature.",
  AppealOutdated: "Read the claim and its review again, and sign against what stands now.",
  AppealTooEarly:
    "Wait until the insurer has had its 30 days; then the appeal goes to the regulator.",
  AppealTooLate:
    "Nothing to do: the 60 days are over; the insurer may still decide again of its own accord.",
  BalanceListLength: "State 1 to 100 balances in a call.",
  BalanceNotInsurer: "Let the insurer of the segment state its balance.",
  BalanceSegmentUnknown: "Open the segment first, and show it as it was opened.",
  ClaimAgreementForeign: "Show the agreement of this insurer with your institution.",
  ClaimAgreementFrozen: "Pay it when the freeze has ended; an appeal may end it earlier.",
  ClaimAgreementNotInForce:
    "Show the agreement as it was signed and activated, that held on the day of the service.",
  ClaimBalanceExceeded:
    "Read balanceOf, and take back no more than the claims of the segment moved.",
  ClaimChronicUnproven:
    "Name a diagnosis of the plan's chronic list with its proof, or bill another setting.",
  ClaimDrugCodeMismatch: "Show the product and the salt from which the line's code was made.",
  ClaimExists: "Nothing to do: it was billed; read claimOf. Whoever disagrees appeals.",
  ClaimGroupUnproven: "Show the group's weight with its proof from the plan's list of weights.",
  ClaimHeaderMalformed: "Bill what is over, in a known setting; the SDK packs the header.",
  ClaimJurisdictionForeign:
    "Name the catalogue of your institution's jurisdiction, or of one above it.",
  ClaimLineMalformed: "Give each line a quantity, and put the lines in the order of their times.",
  ClaimListLength:
    "Bill 1 to 200 lines and claims, and show as many units and proofs as they need.",
  ClaimMarkTaken: "Read the claim and its marks again: another claim came between.",
  ClaimNotPayable: "Nothing to do: read claimOf; only what is ADJUDICATED or DUE is paid.",
  ClaimPersonMismatch:
    "Show month of birth, sex and salt as the segment commits to them; a row asks for them.",
  ClaimPlanForeign: "Show a plan of the insurer that the claim names.",
  ClaimPlanNotInForce: "Show the version of the plan that held on the day of the service.",
  ClaimProviderForeign: "Let the institution bill that provided the service.",
  ClaimRecordMismatch:
    "Show the record of the claim's last ClaimDecided event, unchanged, and what the account gave.",
  ClaimReviewOutdated: "Read reviewOf again: somebody decided or appealed between.",
  ClaimStateWrong: "Read claimOf: the claim is not in a state in which this is done.",
  ReviewFlagsFixed:
    "Waive DUP_LINE, OFF_INDICATION and OVER_FREQ only; what other flags say must change first.",
  ReviewNotInsurer: "Let an account of the insurer decide that the claim names.",
  ReviewNotRegulator: "Let a regulator of the insurer's jurisdiction, or of one above it, decide.",
  ReviewReasonMissing: "Give the number of a reason and the digest of a document.",
  ReviewResultsMismatch: "Show the results of the claim's last ClaimDecided event, unchanged.",
  ReviewSameAccount: "Let another account of the insurer decide the appeal.",
  ReviewStageWrong: "Read reviewOf: nothing is to be decided at this stage, or it is final.",
  ReviewStateWrong: "Read claimOf: the claim is not in a state in which this is decided.",
  SupplementClaimState:
    "Read claimOf: a supplement is paid once the first insurer has paid, and taken back once it reversed.",
  SupplementDeadlinePassed: "Ask the person to sign the assignment again, with a later deadline.",
  SupplementDocumentMissing: "Name the digest of the reasons.",
  SupplementExceeded: "Nothing to do: what the claim left to the person is paid; read totalOf.",
  SupplementInsurerOnly:
    "Let the supplementary insurer pay it; it reads the record by a grant for this claim.",
  SupplementNotCovered:
    "Read the segment's coverage: the day is outside of it, in arrears, or in its waiting time.",
  SupplementOutdated: "Sign with a higher number than the present assignment's.",
  SupplementPlanForeign:
    "Show a supplementary plan of the segment's insurer, which is not the claim's first insurer.",
  SupplementPlanNotInForce: "Show the version of the plan that held on the day of the service.",
  SupplementPoolCannotPay:
    "Pay again when the pool has money and is not paused, and the provider has named where it is paid.",
  SupplementResultsMismatch: "Show the results of the claim's ClaimDecided event, unchanged.",
  SupplementSegmentWrong: "Show the segment as it was opened and signed.",
  SupplementStateWrong: "Nothing to do: read supplementOf; a claim is paid once from a segment.",
  SupplementUnassigned:
    "Ask the person to assign her claims to this segment, by the keys that hold now.",
} as const;
