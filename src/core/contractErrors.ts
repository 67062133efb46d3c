// Written by `npm run generate`. Do not edit: change the contracts.
/**
 * Every custom error of the contracts as a class, its Solidity arguments as fields: numbers of up
 * to 48 bits as numbers, larger ones as bigints, enums by name, bytes and addresses as hexadecimal.
 * An argument with the name of a field that every error has is followed by an underscore.
 */
import type { Hex } from "./bytes.ts";
import {
  type AccountRole,
  ACCOUNT_ROLES,
  type Advice,
  ADVICES,
  type AdviceState,
  ADVICE_STATES,
  type AgreementState,
  AGREEMENT_STATES,
  type ClaimState,
  CLAIM_STATES,
  type Cover,
  COVERS,
  type CustodyState,
  CUSTODY_STATES,
  type Domain,
  DOMAINS,
  type EntryState,
  ENTRY_STATES,
  type FreezeState,
  FREEZE_STATES,
  type GrantState,
  GRANT_STATES,
  type OrderState,
  ORDER_STATES,
  type ParticipantStatus,
  PARTICIPANT_STATUSES,
  type ProposalState,
  PROPOSAL_STATES,
  type Quarantine,
  QUARANTINES,
  type RecallClass,
  RECALL_CLASSES,
  type ReviewStage,
  REVIEW_STAGES,
  type SegmentState,
  SEGMENT_STATES,
  type SubjectKind,
  SUBJECT_KINDS,
  type SupplementState,
  SUPPLEMENT_STATES,
  type UnitState,
  UNIT_STATES,
  type VouchMethod,
  VOUCH_METHODS,
  type VoucherState,
  VOUCHER_STATES,
} from "./enums.ts";
import { ContractRevert, type RevertOptions } from "./errors.ts";
import { remedies } from "./remedies.ts";

/** A group's entries are 68 bytes each. */
export class AccessGroupMalformed extends ContractRevert {
  declare readonly length: bigint;

  constructor(args: { length: bigint }, options?: RevertOptions) {
    super("AccessGroupMalformed", args, {
      notice: "A group's entries are 68 bytes each.",
      remedy: remedies.AccessGroupMalformed,
      ...options,
    });
  }
}

/** The new authority has no code. */
export class AccessManagedInvalidAuthority extends ContractRevert {
  declare readonly authority: Hex;

  constructor(args: { authority: Hex }, options?: RevertOptions) {
    super("AccessManagedInvalidAuthority", args, {
      notice: "The new authority has no code.",
      remedy: remedies.AccessManagedInvalidAuthority,
      ...options,
    });
  }
}

/** The account may do this only after a delay. */
export class AccessManagedRequiredDelay extends ContractRevert {
  declare readonly caller: Hex;
  declare readonly delay: number;

  constructor(args: { caller: Hex; delay: number }, options?: RevertOptions) {
    super("AccessManagedRequiredDelay", args, {
      notice: "The account may do this only after a delay.",
      remedy: remedies.AccessManagedRequiredDelay,
      ...options,
    });
  }
}

/** The account lacks the role that this function asks for. */
export class AccessManagedUnauthorized extends ContractRevert {
  declare readonly caller: Hex;

  constructor(args: { caller: Hex }, options?: RevertOptions) {
    super("AccessManagedUnauthorized", args, {
      notice: "The account lacks the role that this function asks for.",
      remedy: remedies.AccessManagedUnauthorized,
      ...options,
    });
  }
}

/** The operation is scheduled already. */
export class AccessManagerAlreadyScheduled extends ContractRevert {
  declare readonly operationId: Hex;

  constructor(args: { operationId: Hex }, options?: RevertOptions) {
    super("AccessManagerAlreadyScheduled", args, {
      notice: "The operation is scheduled already.",
      remedy: remedies.AccessManagerAlreadyScheduled,
      ...options,
    });
  }
}

/** A role is renounced by naming the renouncing account itself. */
export class AccessManagerBadConfirmation extends ContractRevert {
  constructor(args: {}, options?: RevertOptions) {
    super("AccessManagerBadConfirmation", args, {
      notice: "A role is renounced by naming the renouncing account itself.",
      remedy: remedies.AccessManagerBadConfirmation,
      ...options,
    });
  }
}

/** The scheduled operation waited too long. */
export class AccessManagerExpired extends ContractRevert {
  declare readonly operationId: Hex;

  constructor(args: { operationId: Hex }, options?: RevertOptions) {
    super("AccessManagerExpired", args, {
      notice: "The scheduled operation waited too long.",
      remedy: remedies.AccessManagerExpired,
      ...options,
    });
  }
}

/** The first administrator cannot be the zero address. */
export class AccessManagerInvalidInitialAdmin extends ContractRevert {
  declare readonly initialAdmin: Hex;

  constructor(args: { initialAdmin: Hex }, options?: RevertOptions) {
    super("AccessManagerInvalidInitialAdmin", args, {
      notice: "The first administrator cannot be the zero address.",
      remedy: remedies.AccessManagerInvalidInitialAdmin,
      ...options,
    });
  }
}

/** The role of this function cannot be changed. */
export class AccessManagerLockedFunction extends ContractRevert {
  declare readonly selector: Hex;

  constructor(args: { selector: Hex }, options?: RevertOptions) {
    super("AccessManagerLockedFunction", args, {
      notice: "The role of this function cannot be changed.",
      remedy: remedies.AccessManagerLockedFunction,
      ...options,
    });
  }
}

/** This role cannot be changed. */
export class AccessManagerLockedRole extends ContractRevert {
  declare readonly roleId: bigint;

  constructor(args: { roleId: bigint }, options?: RevertOptions) {
    super("AccessManagerLockedRole", args, {
      notice: "This role cannot be changed.",
      remedy: remedies.AccessManagerLockedRole,
      ...options,
    });
  }
}

/** The delay of the scheduled operation is not over. */
export class AccessManagerNotReady extends ContractRevert {
  declare readonly operationId: Hex;

  constructor(args: { operationId: Hex }, options?: RevertOptions) {
    super("AccessManagerNotReady", args, {
      notice: "The delay of the scheduled operation is not over.",
      remedy: remedies.AccessManagerNotReady,
      ...options,
    });
  }
}

/** No such operation is scheduled. */
export class AccessManagerNotScheduled extends ContractRevert {
  declare readonly operationId: Hex;

  constructor(args: { operationId: Hex }, options?: RevertOptions) {
    super("AccessManagerNotScheduled", args, {
      notice: "No such operation is scheduled.",
      remedy: remedies.AccessManagerNotScheduled,
      ...options,
    });
  }
}

/** The account lacks this role of the AccessManager. */
export class AccessManagerUnauthorizedAccount extends ContractRevert {
  declare readonly msgsender: Hex;
  declare readonly roleId: bigint;

  constructor(args: { msgsender: Hex; roleId: bigint }, options?: RevertOptions) {
    super("AccessManagerUnauthorizedAccount", args, {
      notice: "The account lacks this role of the AccessManager.",
      remedy: remedies.AccessManagerUnauthorizedAccount,
      ...options,
    });
  }
}

/** The account may not make this call through the AccessManager. */
export class AccessManagerUnauthorizedCall extends ContractRevert {
  declare readonly caller: Hex;
  declare readonly target: Hex;
  declare readonly selector: Hex;

  constructor(args: { caller: Hex; target: Hex; selector: Hex }, options?: RevertOptions) {
    super("AccessManagerUnauthorizedCall", args, {
      notice: "The account may not make this call through the AccessManager.",
      remedy: remedies.AccessManagerUnauthorizedCall,
      ...options,
    });
  }
}

/** The account may not cancel this operation. */
export class AccessManagerUnauthorizedCancel extends ContractRevert {
  declare readonly msgsender: Hex;
  declare readonly caller: Hex;
  declare readonly target: Hex;
  declare readonly selector: Hex;

  constructor(
    args: { msgsender: Hex; caller: Hex; target: Hex; selector: Hex },
    options?: RevertOptions,
  ) {
    super("AccessManagerUnauthorizedCancel", args, {
      notice: "The account may not cancel this operation.",
      remedy: remedies.AccessManagerUnauthorizedCancel,
      ...options,
    });
  }
}

/** Only the target itself consumes a scheduled operation. */
export class AccessManagerUnauthorizedConsume extends ContractRevert {
  declare readonly target: Hex;

  constructor(args: { target: Hex }, options?: RevertOptions) {
    super("AccessManagerUnauthorizedConsume", args, {
      notice: "Only the target itself consumes a scheduled operation.",
      remedy: remedies.AccessManagerUnauthorizedConsume,
      ...options,
    });
  }
}

/** An opening names at least one entry. */
export class AccessNothingAsked extends ContractRevert {
  constructor(args: {}, options?: RevertOptions) {
    super("AccessNothingAsked", args, {
      notice: "An opening names at least one entry.",
      remedy: remedies.AccessNothingAsked,
      ...options,
    });
  }
}

/** Unassigned purpose or action bit. */
export class AccessPurposeUnknown extends ContractRevert {
  declare readonly purpose: number;
  declare readonly action: number;

  constructor(args: { purpose: number; action: number }, options?: RevertOptions) {
    super("AccessPurposeUnknown", args, {
      notice: "Unassigned purpose or action bit.",
      remedy: remedies.AccessPurposeUnknown,
      ...options,
    });
  }
}

/** There is no code at the address. */
export class AddressEmptyCode extends ContractRevert {
  declare readonly target: Hex;

  constructor(args: { target: Hex }, options?: RevertOptions) {
    super("AddressEmptyCode", args, {
      notice: "There is no code at the address.",
      remedy: remedies.AddressEmptyCode,
      ...options,
    });
  }
}

/** The claim is not as the agent saw it. */
export class AgentClaimChanged extends ContractRevert {
  declare readonly claim: Hex;
  declare readonly standing: bigint;
  declare readonly seen: bigint;

  constructor(args: { claim: Hex; standing: bigint; seen: bigint }, options?: RevertOptions) {
    super("AgentClaimChanged", args, {
      notice: "The claim is not as the agent saw it.",
      remedy: remedies.AgentClaimChanged,
      ...options,
    });
  }
}

/** The claim is another insurer's. */
export class AgentClaimForeign extends ContractRevert {
  declare readonly claim: Hex;
  declare readonly insurer: number;
  declare readonly institution: number;

  constructor(args: { claim: Hex; insurer: number; institution: number }, options?: RevertOptions) {
    super("AgentClaimForeign", args, {
      notice: "The claim is another insurer's.",
      remedy: remedies.AgentClaimForeign,
      ...options,
    });
  }
}

/** The proposal came too late. */
export class AgentDeadlinePassed extends ContractRevert {
  declare readonly id: Hex;
  declare readonly deadline: number;
  declare readonly now_: number;

  constructor(args: { id: Hex; deadline: number; now_: number }, options?: RevertOptions) {
    super("AgentDeadlinePassed", args, {
      notice: "The proposal came too late.",
      remedy: remedies.AgentDeadlinePassed,
      ...options,
    });
  }
}

/** The reasons of the answer are missing. */
export class AgentDocumentMissing extends ContractRevert {
  declare readonly id: Hex;

  constructor(args: { id: Hex }, options?: RevertOptions) {
    super("AgentDocumentMissing", args, {
      notice: "The reasons of the answer are missing.",
      remedy: remedies.AgentDocumentMissing,
      ...options,
    });
  }
}

/** The agent is another institution's. */
export class AgentForeign extends ContractRevert {
  declare readonly agent: Hex;
  declare readonly institution: number;
  declare readonly sender: number;

  constructor(args: { agent: Hex; institution: number; sender: number }, options?: RevertOptions) {
    super("AgentForeign", args, {
      notice: "The agent is another institution's.",
      remedy: remedies.AgentForeign,
      ...options,
    });
  }
}

/** An agent's account belongs to no institution, so that it can do nothing but propose. */
export class AgentHasMembership extends ContractRevert {
  declare readonly agent: Hex;
  declare readonly institution: number;

  constructor(args: { agent: Hex; institution: number }, options?: RevertOptions) {
    super("AgentHasMembership", args, {
      notice:
        "An agent's account belongs to no institution, so that it can do nothing but propose.",
      remedy: remedies.AgentHasMembership,
      ...options,
    });
  }
}

/** Agents are appointed and dismissed by an administrator of their insurer. */
export class AgentNotAdministrator extends ContractRevert {
  declare readonly account: Hex;

  constructor(args: { account: Hex }, options?: RevertOptions) {
    super("AgentNotAdministrator", args, {
      notice: "Agents are appointed and dismissed by an administrator of their insurer.",
      remedy: remedies.AgentNotAdministrator,
      ...options,
    });
  }
}

/** The agent is not appointed now, or for another model. */
export class AgentNotAppointed extends ContractRevert {
  declare readonly agent: Hex;
  declare readonly until: number;
  declare readonly model: Hex;

  constructor(args: { agent: Hex; until: number; model: Hex }, options?: RevertOptions) {
    super("AgentNotAppointed", args, {
      notice: "The agent is not appointed now, or for another model.",
      remedy: remedies.AgentNotAppointed,
      ...options,
    });
  }
}

/** The proposal has no advice, no reasons, or no version of its model. */
export class AgentProposalIncomplete extends ContractRevert {
  declare readonly id: Hex;

  constructor(args: { id: Hex }, options?: RevertOptions) {
    super("AgentProposalIncomplete", args, {
      notice: "The proposal has no advice, no reasons, or no version of its model.",
      remedy: remedies.AgentProposalIncomplete,
      ...options,
    });
  }
}

/** The proposal is not in the state that this asks for. */
export class AgentProposalState extends ContractRevert {
  declare readonly id: Hex;
  declare readonly state: AdviceState;

  constructor(args: { id: Hex; state: AdviceState }, options?: RevertOptions) {
    super("AgentProposalState", args, {
      notice: "The proposal is not in the state that this asks for.",
      remedy: remedies.AgentProposalState,
      ...options,
    });
  }
}

/** The rule does not confirm this: a human must. */
export class AgentRuleUnmet extends ContractRevert {
  declare readonly id: Hex;
  declare readonly advice: Advice;
  declare readonly billed: bigint;
  declare readonly flags: bigint;

  constructor(
    args: { id: Hex; advice: Advice; billed: bigint; flags: bigint },
    options?: RevertOptions,
  ) {
    super("AgentRuleUnmet", args, {
      notice: "The rule does not confirm this: a human must.",
      remedy: remedies.AgentRuleUnmet,
      ...options,
    });
  }
}

/** The signature is not the agent's over this proposal. */
export class AgentSignatureInvalid extends ContractRevert {
  declare readonly agent: Hex;
  declare readonly digest: Hex;

  constructor(args: { agent: Hex; digest: Hex }, options?: RevertOptions) {
    super("AgentSignatureInvalid", args, {
      notice: "The signature is not the agent's over this proposal.",
      remedy: remedies.AgentSignatureInvalid,
      ...options,
    });
  }
}

/** No model is named, no end in the future, or an unknown kind of advice. */
export class AgentTermsInvalid extends ContractRevert {
  declare readonly agent: Hex;

  constructor(args: { agent: Hex }, options?: RevertOptions) {
    super("AgentTermsInvalid", args, {
      notice: "No model is named, no end in the future, or an unknown kind of advice.",
      remedy: remedies.AgentTermsInvalid,
      ...options,
    });
  }
}

/** The account is not one of the institution that it should be of. */
export class AgreementAccountWrong extends ContractRevert {
  declare readonly agreement: Hex;
  declare readonly account: Hex;
  declare readonly owner: number;

  constructor(args: { agreement: Hex; account: Hex; owner: number }, options?: RevertOptions) {
    super("AgreementAccountWrong", args, {
      notice: "The account is not one of the institution that it should be of.",
      remedy: remedies.AgreementAccountWrong,
      ...options,
    });
  }
}

/** The clause has fired already. */
export class AgreementClauseFired extends ContractRevert {
  declare readonly agreement: Hex;
  declare readonly key: Hex;

  constructor(args: { agreement: Hex; key: Hex }, options?: RevertOptions) {
    super("AgreementClauseFired", args, {
      notice: "The clause has fired already.",
      remedy: remedies.AgreementClauseFired,
      ...options,
    });
  }
}

/** The clause is not one of the agreement's. */
export class AgreementClauseUnknown extends ContractRevert {
  declare readonly agreement: Hex;
  declare readonly leaf: Hex;

  constructor(args: { agreement: Hex; leaf: Hex }, options?: RevertOptions) {
    super("AgreementClauseUnknown", args, {
      notice: "The clause is not one of the agreement's.",
      remedy: remedies.AgreementClauseUnknown,
      ...options,
    });
  }
}

/** The breach may still be cured, or no longer. */
export class AgreementCureWrong extends ContractRevert {
  declare readonly agreement: Hex;
  declare readonly cureUntil: number;
  declare readonly now_: number;

  constructor(args: { agreement: Hex; cureUntil: number; now_: number }, options?: RevertOptions) {
    super("AgreementCureWrong", args, {
      notice: "The breach may still be cured, or no longer.",
      remedy: remedies.AgreementCureWrong,
      ...options,
    });
  }
}

/** The deadline for signatures has passed. */
export class AgreementDeadlinePassed extends ContractRevert {
  declare readonly agreement: Hex;
  declare readonly deadline: number;
  declare readonly now_: number;

  constructor(args: { agreement: Hex; deadline: number; now_: number }, options?: RevertOptions) {
    super("AgreementDeadlinePassed", args, {
      notice: "The deadline for signatures has passed.",
      remedy: remedies.AgreementDeadlinePassed,
      ...options,
    });
  }
}

/** The digest of the evidence is missing. */
export class AgreementEvidenceMissing extends ContractRevert {
  declare readonly agreement: Hex;

  constructor(args: { agreement: Hex }, options?: RevertOptions) {
    super("AgreementEvidenceMissing", args, {
      notice: "The digest of the evidence is missing.",
      remedy: remedies.AgreementEvidenceMissing,
      ...options,
    });
  }
}

/** The same agreement was drafted before. */
export class AgreementExists extends ContractRevert {
  declare readonly agreement: Hex;

  constructor(args: { agreement: Hex }, options?: RevertOptions) {
    super("AgreementExists", args, {
      notice: "The same agreement was drafted before.",
      remedy: remedies.AgreementExists,
      ...options,
    });
  }
}

/** The institution is not active, or of no kind that an insurer agrees with. */
export class AgreementInstitutionUnqualified extends ContractRevert {
  declare readonly agreement: Hex;
  declare readonly institution: number;

  constructor(args: { agreement: Hex; institution: number }, options?: RevertOptions) {
    super("AgreementInstitutionUnqualified", args, {
      notice: "The institution is not active, or of no kind that an insurer agrees with.",
      remedy: remedies.AgreementInstitutionUnqualified,
      ...options,
    });
  }
}

/** An agreement is between two institutions, with a text, a law, a route of disputes, days in order, services and a deadline in the future. */
export class AgreementInvalid extends ContractRevert {
  declare readonly insurer: number;
  declare readonly institution: number;
  declare readonly from: number;
  declare readonly until: number;

  constructor(
    args: { insurer: number; institution: number; from: number; until: number },
    options?: RevertOptions,
  ) {
    super("AgreementInvalid", args, {
      notice:
        "An agreement is between two institutions, with a text, a law, a route of disputes, days in order, services and a deadline in the future.",
      remedy: remedies.AgreementInvalid,
      ...options,
    });
  }
}

/** Another says whether the clause's condition is met. */
export class AgreementNotConfirmer extends ContractRevert {
  declare readonly agreement: Hex;
  declare readonly confirmer: number;
  declare readonly sender: number;

  constructor(
    args: { agreement: Hex; confirmer: number; sender: number },
    options?: RevertOptions,
  ) {
    super("AgreementNotConfirmer", args, {
      notice: "Another says whether the clause's condition is met.",
      remedy: remedies.AgreementNotConfirmer,
      ...options,
    });
  }
}

/** This is for another party, or for none of them. */
export class AgreementNotParty extends ContractRevert {
  declare readonly agreement: Hex;
  declare readonly sender: number;

  constructor(args: { agreement: Hex; sender: number }, options?: RevertOptions) {
    super("AgreementNotParty", args, {
      notice: "This is for another party, or for none of them.",
      remedy: remedies.AgreementNotParty,
      ...options,
    });
  }
}

/** Nothing is due of the clause. */
export class AgreementNothingDue extends ContractRevert {
  declare readonly agreement: Hex;
  declare readonly key: Hex;

  constructor(args: { agreement: Hex; key: Hex }, options?: RevertOptions) {
    super("AgreementNothingDue", args, {
      notice: "Nothing is due of the clause.",
      remedy: remedies.AgreementNothingDue,
      ...options,
    });
  }
}

/** Another agreement of the two parties holds on days of this one. */
export class AgreementOverlaps extends ContractRevert {
  declare readonly agreement: Hex;
  declare readonly former: Hex;
  declare readonly until: number;

  constructor(args: { agreement: Hex; former: Hex; until: number }, options?: RevertOptions) {
    super("AgreementOverlaps", args, {
      notice: "Another agreement of the two parties holds on days of this one.",
      remedy: remedies.AgreementOverlaps,
      ...options,
    });
  }
}

/** The token did not move. */
export class AgreementPaymentFailed extends ContractRevert {
  declare readonly agreement: Hex;
  declare readonly key: Hex;

  constructor(args: { agreement: Hex; key: Hex }, options?: RevertOptions) {
    super("AgreementPaymentFailed", args, {
      notice: "The token did not move.",
      remedy: remedies.AgreementPaymentFailed,
      ...options,
    });
  }
}

/** The signature is not the signer's over this digest. */
export class AgreementSignatureInvalid extends ContractRevert {
  declare readonly signer: Hex;
  declare readonly digest: Hex;

  constructor(args: { signer: Hex; digest: Hex }, options?: RevertOptions) {
    super("AgreementSignatureInvalid", args, {
      notice: "The signature is not the signer's over this digest.",
      remedy: remedies.AgreementSignatureInvalid,
      ...options,
    });
  }
}

/** The signer is no administrator of either party, or its party signed already. */
export class AgreementSignerWrong extends ContractRevert {
  declare readonly agreement: Hex;
  declare readonly signer: Hex;

  constructor(args: { agreement: Hex; signer: Hex }, options?: RevertOptions) {
    super("AgreementSignerWrong", args, {
      notice: "The signer is no administrator of either party, or its party signed already.",
      remedy: remedies.AgreementSignerWrong,
      ...options,
    });
  }
}

/** The agreement is in a state in which this is not done, or does not exist. */
export class AgreementStateWrong extends ContractRevert {
  declare readonly agreement: Hex;
  declare readonly state: AgreementState;

  constructor(args: { agreement: Hex; state: AgreementState }, options?: RevertOptions) {
    super("AgreementStateWrong", args, {
      notice: "The agreement is in a state in which this is not done, or does not exist.",
      remedy: remedies.AgreementStateWrong,
      ...options,
    });
  }
}

/** What was signed came too late. */
export class AppealDeadlinePassed extends ContractRevert {
  declare readonly deadline: number;
  declare readonly now_: number;

  constructor(args: { deadline: number; now_: number }, options?: RevertOptions) {
    super("AppealDeadlinePassed", args, {
      notice: "What was signed came too late.",
      remedy: remedies.AppealDeadlinePassed,
      ...options,
    });
  }
}

/** The claim is another provider's. */
export class AppealNotProvider extends ContractRevert {
  declare readonly id: Hex;
  declare readonly provider: number;
  declare readonly sender: number;

  constructor(args: { id: Hex; provider: number; sender: number }, options?: RevertOptions) {
    super("AppealNotProvider", args, {
      notice: "The claim is another provider's.",
      remedy: remedies.AppealNotProvider,
      ...options,
    });
  }
}

/** What was signed is against another decision, or at another stage. */
export class AppealOutdated extends ContractRevert {
  declare readonly id: Hex;

  constructor(args: { id: Hex }, options?: RevertOptions) {
    super("AppealOutdated", args, {
      notice: "What was signed is against another decision, or at another stage.",
      remedy: remedies.AppealOutdated,
      ...options,
    });
  }
}

/** Until then the insurer may decide. */
export class AppealTooEarly extends ContractRevert {
  declare readonly id: Hex;
  declare readonly until: number;
  declare readonly now_: number;

  constructor(args: { id: Hex; until: number; now_: number }, options?: RevertOptions) {
    super("AppealTooEarly", args, {
      notice: "Until then the insurer may decide.",
      remedy: remedies.AppealTooEarly,
      ...options,
    });
  }
}

/** Until then it could have been appealed against. */
export class AppealTooLate extends ContractRevert {
  declare readonly id: Hex;
  declare readonly until: number;
  declare readonly now_: number;

  constructor(args: { id: Hex; until: number; now_: number }, options?: RevertOptions) {
    super("AppealTooLate", args, {
      notice: "Until then it could have been appealed against.",
      remedy: remedies.AppealTooLate,
      ...options,
    });
  }
}

/** None is named, or more than one transaction takes. */
export class BalanceListLength extends ContractRevert {
  declare readonly length: bigint;
  declare readonly most: bigint;

  constructor(args: { length: bigint; most: bigint }, options?: RevertOptions) {
    super("BalanceListLength", args, {
      notice: "None is named, or more than one transaction takes.",
      remedy: remedies.BalanceListLength,
      ...options,
    });
  }
}

/** Only the insurer of a segment states its balance. */
export class BalanceNotInsurer extends ContractRevert {
  declare readonly insurer: number;
  declare readonly sender: number;

  constructor(args: { insurer: number; sender: number }, options?: RevertOptions) {
    super("BalanceNotInsurer", args, {
      notice: "Only the insurer of a segment states its balance.",
      remedy: remedies.BalanceNotInsurer,
      ...options,
    });
  }
}

/** There is no such segment. */
export class BalanceSegmentUnknown extends ContractRevert {
  declare readonly segment: Hex;

  constructor(args: { segment: Hex }, options?: RevertOptions) {
    super("BalanceSegmentUnknown", args, {
      notice: "There is no such segment.",
      remedy: remedies.BalanceSegmentUnknown,
      ...options,
    });
  }
}

/** The first callers were named already. */
export class CallersAlreadyFounded extends ContractRevert {
  constructor(args: {}, options?: RevertOptions) {
    super("CallersAlreadyFounded", args, {
      notice: "The first callers were named already.",
      remedy: remedies.CallersAlreadyFounded,
      ...options,
    });
  }
}

/** The proposal would change nothing, or another is pending. */
export class CallersNoChange extends ContractRevert {
  declare readonly caller: Hex;

  constructor(args: { caller: Hex }, options?: RevertOptions) {
    super("CallersNoChange", args, {
      notice: "The proposal would change nothing, or another is pending.",
      remedy: remedies.CallersNoChange,
      ...options,
    });
  }
}

/** The sender is not a caller at this moment. */
export class CallersNotListed extends ContractRevert {
  declare readonly sender: Hex;

  constructor(args: { sender: Hex }, options?: RevertOptions) {
    super("CallersNotListed", args, {
      notice: "The sender is not a caller at this moment.",
      remedy: remedies.CallersNotListed,
      ...options,
    });
  }
}

/** No change of this caller is pending. */
export class CallersNothingPending extends ContractRevert {
  declare readonly caller: Hex;

  constructor(args: { caller: Hex }, options?: RevertOptions) {
    super("CallersNothingPending", args, {
      notice: "No change of this caller is pending.",
      remedy: remedies.CallersNothingPending,
      ...options,
    });
  }
}

/** The row begins before its former version, or ends before it begins. */
export class CatalogueDaysInvalid extends ContractRevert {
  declare readonly code_: Hex;
  declare readonly version: number;
  declare readonly from: number;
  declare readonly until: number;

  constructor(
    args: { code: Hex; version: number; from: number; until: number },
    options?: RevertOptions,
  ) {
    super("CatalogueDaysInvalid", args, {
      notice: "The row begins before its former version, or ends before it begins.",
      remedy: remedies.CatalogueDaysInvalid,
      ...options,
    });
  }
}

/** Nothing is published, or without a document. */
export class CatalogueEmpty extends ContractRevert {
  declare readonly rows: bigint;
  declare readonly document: Hex;

  constructor(args: { rows: bigint; document: Hex }, options?: RevertOptions) {
    super("CatalogueEmpty", args, {
      notice: "Nothing is published, or without a document.",
      remedy: remedies.CatalogueEmpty,
      ...options,
    });
  }
}

/** The sender's institution is of another jurisdiction. */
export class CatalogueJurisdictionOther extends ContractRevert {
  declare readonly jurisdiction: number;
  declare readonly sender: number;

  constructor(args: { jurisdiction: number; sender: number }, options?: RevertOptions) {
    super("CatalogueJurisdictionOther", args, {
      notice: "The sender's institution is of another jurisdiction.",
      remedy: remedies.CatalogueJurisdictionOther,
      ...options,
    });
  }
}

/** No such row, or `version` is not the last one of its code. */
export class CatalogueRowUnknown extends ContractRevert {
  declare readonly jurisdiction: number;
  declare readonly code_: Hex;
  declare readonly version: number;

  constructor(args: { jurisdiction: number; code: Hex; version: number }, options?: RevertOptions) {
    super("CatalogueRowUnknown", args, {
      notice: "No such row, or `version` is not the last one of its code.",
      remedy: remedies.CatalogueRowUnknown,
      ...options,
    });
  }
}

/** A field is out of its range: no class 1 to 3, no kind 1 to 3, a group above 127, a share above 10,000, a frequency without window, unassigned flags or sexes, a time of publication; or indications without their flag. */
export class CatalogueRuleInvalid extends ContractRevert {
  declare readonly code_: Hex;
  declare readonly version: number;
  declare readonly rule: bigint;

  constructor(args: { code: Hex; version: number; rule: bigint }, options?: RevertOptions) {
    super("CatalogueRuleInvalid", args, {
      notice:
        "A field is out of its range: no class 1 to 3, no kind 1 to 3, a group above 127, a share above 10,000, a frequency without window, unassigned flags or sexes, a time of publication; or indications without their flag.",
      remedy: remedies.CatalogueRuleInvalid,
      ...options,
    });
  }
}

/** The version exists, or the one before it does not. */
export class CatalogueVersionWrong extends ContractRevert {
  declare readonly jurisdiction: number;
  declare readonly code_: Hex;
  declare readonly version: number;

  constructor(args: { jurisdiction: number; code: Hex; version: number }, options?: RevertOptions) {
    super("CatalogueVersionWrong", args, {
      notice: "The version exists, or the one before it does not.",
      remedy: remedies.CatalogueVersionWrong,
      ...options,
    });
  }
}

/** The agreement is between others. */
export class ClaimAgreementForeign extends ContractRevert {
  declare readonly insurer: number;
  declare readonly institution: number;

  constructor(args: { insurer: number; institution: number }, options?: RevertOptions) {
    super("ClaimAgreementForeign", args, {
      notice: "The agreement is between others.",
      remedy: remedies.ClaimAgreementForeign,
      ...options,
    });
  }
}

/** Nothing is paid under the agreement until it is no longer frozen. */
export class ClaimAgreementFrozen extends ContractRevert {
  declare readonly agreement: Hex;
  declare readonly until: number;
  declare readonly now_: number;

  constructor(args: { agreement: Hex; until: number; now_: number }, options?: RevertOptions) {
    super("ClaimAgreementFrozen", args, {
      notice: "Nothing is paid under the agreement until it is no longer frozen.",
      remedy: remedies.ClaimAgreementFrozen,
      ...options,
    });
  }
}

/** The agreement did not hold on the day of the service. */
export class ClaimAgreementNotInForce extends ContractRevert {
  declare readonly agreement: Hex;
  declare readonly day: number;

  constructor(args: { agreement: Hex; day: number }, options?: RevertOptions) {
    super("ClaimAgreementNotInForce", args, {
      notice: "The agreement did not hold on the day of the service.",
      remedy: remedies.ClaimAgreementNotInForce,
      ...options,
    });
  }
}

/** The balance of a segment has no room for this. */
export class ClaimBalanceExceeded extends ContractRevert {
  declare readonly segment: Hex;
  declare readonly balance: bigint;
  declare readonly change: bigint;

  constructor(args: { segment: Hex; balance: bigint; change: bigint }, options?: RevertOptions) {
    super("ClaimBalanceExceeded", args, {
      notice: "The balance of a segment has no room for this.",
      remedy: remedies.ClaimBalanceExceeded,
      ...options,
    });
  }
}

/** No diagnosis is proven to be of the plan's chronic setting. */
export class ClaimChronicUnproven extends ContractRevert {
  declare readonly plan: Hex;

  constructor(args: { plan: Hex }, options?: RevertOptions) {
    super("ClaimChronicUnproven", args, {
      notice: "No diagnosis is proven to be of the plan's chronic setting.",
      remedy: remedies.ClaimChronicUnproven,
      ...options,
    });
  }
}

/** The line's code is not that of the product, with the salt shown. */
export class ClaimDrugCodeMismatch extends ContractRevert {
  declare readonly line: bigint;

  constructor(args: { line: bigint }, options?: RevertOptions) {
    super("ClaimDrugCodeMismatch", args, {
      notice: "The line's code is not that of the product, with the salt shown.",
      remedy: remedies.ClaimDrugCodeMismatch,
      ...options,
    });
  }
}

/** The provider billed this invoice before. */
export class ClaimExists extends ContractRevert {
  declare readonly id: Hex;
  declare readonly state: ClaimState;

  constructor(args: { id: Hex; state: ClaimState }, options?: RevertOptions) {
    super("ClaimExists", args, {
      notice: "The provider billed this invoice before.",
      remedy: remedies.ClaimExists,
      ...options,
    });
  }
}

/** The group's weight is not proven to be of the plan. */
export class ClaimGroupUnproven extends ContractRevert {
  declare readonly group: Hex;
  declare readonly weight: number;

  constructor(args: { group: Hex; weight: number }, options?: RevertOptions) {
    super("ClaimGroupUnproven", args, {
      notice: "The group's weight is not proven to be of the plan.",
      remedy: remedies.ClaimGroupUnproven,
      ...options,
    });
  }
}

/** The setting is unknown, a bit unassigned, or the claim ends in the future. */
export class ClaimHeaderMalformed extends ContractRevert {
  declare readonly header: bigint;
  declare readonly now_: number;

  constructor(args: { header: bigint; now_: number }, options?: RevertOptions) {
    super("ClaimHeaderMalformed", args, {
      notice: "The setting is unknown, a bit unassigned, or the claim ends in the future.",
      remedy: remedies.ClaimHeaderMalformed,
      ...options,
    });
  }
}

/** The catalogue is that of the provider's jurisdiction, or of one above it. */
export class ClaimJurisdictionForeign extends ContractRevert {
  declare readonly jurisdiction: number;
  declare readonly providers: number;

  constructor(args: { jurisdiction: number; providers: number }, options?: RevertOptions) {
    super("ClaimJurisdictionForeign", args, {
      notice: "The catalogue is that of the provider's jurisdiction, or of one above it.",
      remedy: remedies.ClaimJurisdictionForeign,
      ...options,
    });
  }
}

/** A line has a quantity, no unassigned bits, and lines are in the order of time. */
export class ClaimLineMalformed extends ContractRevert {
  declare readonly line: bigint;
  declare readonly facts: bigint;

  constructor(args: { line: bigint; facts: bigint }, options?: RevertOptions) {
    super("ClaimLineMalformed", args, {
      notice: "A line has a quantity, no unassigned bits, and lines are in the order of time.",
      remedy: remedies.ClaimLineMalformed,
      ...options,
    });
  }
}

/** A list is empty, too long, or not as long as the others say. */
export class ClaimListLength extends ContractRevert {
  declare readonly length: bigint;
  declare readonly expected: bigint;

  constructor(args: { length: bigint; expected: bigint }, options?: RevertOptions) {
    super("ClaimListLength", args, {
      notice: "A list is empty, too long, or not as long as the others say.",
      remedy: remedies.ClaimListLength,
      ...options,
    });
  }
}

/** What is marked was billed before (or, when it is freed, was not). */
export class ClaimMarkTaken extends ContractRevert {
  declare readonly key: Hex;
  declare readonly present: bigint;
  declare readonly bits: bigint;

  constructor(args: { key: Hex; present: bigint; bits: bigint }, options?: RevertOptions) {
    super("ClaimMarkTaken", args, {
      notice: "What is marked was billed before (or, when it is freed, was not).",
      remedy: remedies.ClaimMarkTaken,
      ...options,
    });
  }
}

/** The claim is not to be paid, or was paid. */
export class ClaimNotPayable extends ContractRevert {
  declare readonly id: Hex;
  declare readonly state: ClaimState;

  constructor(args: { id: Hex; state: ClaimState }, options?: RevertOptions) {
    super("ClaimNotPayable", args, {
      notice: "The claim is not to be paid, or was paid.",
      remedy: remedies.ClaimNotPayable,
      ...options,
    });
  }
}

/** The person shown is not the segment's, or is not shown though a row asks for her. */
export class ClaimPersonMismatch extends ContractRevert {
  declare readonly segment: Hex;

  constructor(args: { segment: Hex }, options?: RevertOptions) {
    super("ClaimPersonMismatch", args, {
      notice: "The person shown is not the segment's, or is not shown though a row asks for her.",
      remedy: remedies.ClaimPersonMismatch,
      ...options,
    });
  }
}

/** The plan is another insurer's. */
export class ClaimPlanForeign extends ContractRevert {
  declare readonly planInsurer: number;
  declare readonly insurer: number;

  constructor(args: { planInsurer: number; insurer: number }, options?: RevertOptions) {
    super("ClaimPlanForeign", args, {
      notice: "The plan is another insurer's.",
      remedy: remedies.ClaimPlanForeign,
      ...options,
    });
  }
}

/** The plan did not hold on the day of the service. */
export class ClaimPlanNotInForce extends ContractRevert {
  declare readonly plan: Hex;
  declare readonly from: number;
  declare readonly until: number;
  declare readonly day: number;

  constructor(
    args: { plan: Hex; from: number; until: number; day: number },
    options?: RevertOptions,
  ) {
    super("ClaimPlanNotInForce", args, {
      notice: "The plan did not hold on the day of the service.",
      remedy: remedies.ClaimPlanNotInForce,
      ...options,
    });
  }
}

/** A claim is billed by its provider. */
export class ClaimProviderForeign extends ContractRevert {
  declare readonly provider: number;
  declare readonly sender: number;

  constructor(args: { provider: number; sender: number }, options?: RevertOptions) {
    super("ClaimProviderForeign", args, {
      notice: "A claim is billed by its provider.",
      remedy: remedies.ClaimProviderForeign,
      ...options,
    });
  }
}

/** What is shown is not what was decided. */
export class ClaimRecordMismatch extends ContractRevert {
  declare readonly id: Hex;

  constructor(args: { id: Hex }, options?: RevertOptions) {
    super("ClaimRecordMismatch", args, {
      notice: "What is shown is not what was decided.",
      remedy: remedies.ClaimRecordMismatch,
      ...options,
    });
  }
}

/** Somebody else looked at the claim between. */
export class ClaimReviewOutdated extends ContractRevert {
  declare readonly id: Hex;
  declare readonly present: bigint;
  declare readonly former: bigint;

  constructor(args: { id: Hex; present: bigint; former: bigint }, options?: RevertOptions) {
    super("ClaimReviewOutdated", args, {
      notice: "Somebody else looked at the claim between.",
      remedy: remedies.ClaimReviewOutdated,
      ...options,
    });
  }
}

/** The claim is not in the state that this asks for. */
export class ClaimStateWrong extends ContractRevert {
  declare readonly id: Hex;
  declare readonly state: ClaimState;

  constructor(args: { id: Hex; state: ClaimState }, options?: RevertOptions) {
    super("ClaimStateWrong", args, {
      notice: "The claim is not in the state that this asks for.",
      remedy: remedies.ClaimStateWrong,
      ...options,
    });
  }
}

/** The calibration ended before, or ends no later than the one before. */
export class ColdChainCalibrationEnded extends ContractRevert {
  declare readonly sensor: Hex;
  declare readonly until: number;
  declare readonly time: number;

  constructor(args: { sensor: Hex; until: number; time: number }, options?: RevertOptions) {
    super("ColdChainCalibrationEnded", args, {
      notice: "The calibration ended before, or ends no later than the one before.",
      remedy: remedies.ColdChainCalibrationEnded,
      ...options,
    });
  }
}

/** The quarantine failed for want of gas. */
export class ColdChainGasShort extends ContractRevert {
  constructor(args: {}, options?: RevertOptions) {
    super("ColdChainGasShort", args, {
      notice: "The quarantine failed for want of gas.",
      remedy: remedies.ColdChainGasShort,
      ...options,
    });
  }
}

/** What is shown does not open the ids of the goods. */
export class ColdChainGoodsMismatch extends ContractRevert {
  declare readonly goods: Hex;

  constructor(args: { goods: Hex }, options?: RevertOptions) {
    super("ColdChainGoodsMismatch", args, {
      notice: "What is shown does not open the ids of the goods.",
      remedy: remedies.ColdChainGoodsMismatch,
      ...options,
    });
  }
}

/** The lower limit lies above the upper one, or no interval is named, or the limits are so already. */
export class ColdChainLimitsInvalid extends ContractRevert {
  declare readonly product: bigint;

  constructor(args: { product: bigint }, options?: RevertOptions) {
    super("ColdChainLimitsInvalid", args, {
      notice:
        "The lower limit lies above the upper one, or no interval is named, or the limits are so already.",
      remedy: remedies.ColdChainLimitsInvalid,
      ...options,
    });
  }
}

/** No product of the goods has limits, or theirs leave nothing between them. */
export class ColdChainLimitsUnset extends ContractRevert {
  constructor(args: {}, options?: RevertOptions) {
    super("ColdChainLimitsUnset", args, {
      notice: "No product of the goods has limits, or theirs leave nothing between them.",
      remedy: remedies.ColdChainLimitsUnset,
      ...options,
    });
  }
}

/** The sensor watches the goods already. */
export class ColdChainMonitored extends ContractRevert {
  declare readonly goods: Hex;
  declare readonly sensor: Hex;

  constructor(args: { goods: Hex; sensor: Hex }, options?: RevertOptions) {
    super("ColdChainMonitored", args, {
      notice: "The sensor watches the goods already.",
      remedy: remedies.ColdChainMonitored,
      ...options,
    });
  }
}

/** The goods are another's, or packed (holder 0): watch their container. */
export class ColdChainNotHolder extends ContractRevert {
  declare readonly holder: number;
  declare readonly sender: number;

  constructor(args: { holder: number; sender: number }, options?: RevertOptions) {
    super("ColdChainNotHolder", args, {
      notice: "The goods are another's, or packed (holder 0): watch their container.",
      remedy: remedies.ColdChainNotHolder,
      ...options,
    });
  }
}

/** The product is another's, or nobody's (0). */
export class ColdChainNotLicenceHolder extends ContractRevert {
  declare readonly product: bigint;
  declare readonly licenceHolder: number;
  declare readonly sender: number;

  constructor(
    args: { product: bigint; licenceHolder: number; sender: number },
    options?: RevertOptions,
  ) {
    super("ColdChainNotLicenceHolder", args, {
      notice: "The product is another's, or nobody's (0).",
      remedy: remedies.ColdChainNotLicenceHolder,
      ...options,
    });
  }
}

/** The sensor does not watch the goods, or watches a parcel that is shown as a container. */
export class ColdChainNotMonitored extends ContractRevert {
  declare readonly goods: Hex;
  declare readonly sensor: Hex;

  constructor(args: { goods: Hex; sensor: Hex }, options?: RevertOptions) {
    super("ColdChainNotMonitored", args, {
      notice:
        "The sensor does not watch the goods, or watches a parcel that is shown as a container.",
      remedy: remedies.ColdChainNotMonitored,
      ...options,
    });
  }
}

/** Readings are not overdue, or that was told already. */
export class ColdChainNotOverdue extends ContractRevert {
  declare readonly due: number;
  declare readonly now_: number;

  constructor(args: { due: number; now_: number }, options?: RevertOptions) {
    super("ColdChainNotOverdue", args, {
      notice: "Readings are not overdue, or that was told already.",
      remedy: remedies.ColdChainNotOverdue,
      ...options,
    });
  }
}

/** The sensor is another's. */
export class ColdChainNotOwner extends ContractRevert {
  declare readonly sensor: Hex;
  declare readonly owner: number;
  declare readonly sender: number;

  constructor(args: { sensor: Hex; owner: number; sender: number }, options?: RevertOptions) {
    super("ColdChainNotOwner", args, {
      notice: "The sensor is another's.",
      remedy: remedies.ColdChainNotOwner,
      ...options,
    });
  }
}

/** No excursion of the goods is without quarantine, or that of the part is done. */
export class ColdChainNothingToPursue extends ContractRevert {
  declare readonly goods: Hex;

  constructor(args: { goods: Hex }, options?: RevertOptions) {
    super("ColdChainNothingToPursue", args, {
      notice: "No excursion of the goods is without quarantine, or that of the part is done.",
      remedy: remedies.ColdChainNothingToPursue,
      ...options,
    });
  }
}

/** The reading is from the future. */
export class ColdChainReadingFromFuture extends ContractRevert {
  declare readonly time: number;
  declare readonly now_: number;

  constructor(args: { time: number; now_: number }, options?: RevertOptions) {
    super("ColdChainReadingFromFuture", args, {
      notice: "The reading is from the future.",
      remedy: remedies.ColdChainReadingFromFuture,
      ...options,
    });
  }
}

/** The batch's readings lie before those that were told, or, if late, not before. */
export class ColdChainReadingMisplaced extends ContractRevert {
  declare readonly time: number;
  declare readonly last: number;

  constructor(args: { time: number; last: number }, options?: RevertOptions) {
    super("ColdChainReadingMisplaced", args, {
      notice: "The batch's readings lie before those that were told, or, if late, not before.",
      remedy: remedies.ColdChainReadingMisplaced,
      ...options,
    });
  }
}

/** The readings are none, no multiple of seven bytes, or not in their order. */
export class ColdChainReadingsMalformed extends ContractRevert {
  declare readonly index: number;

  constructor(args: { index: number }, options?: RevertOptions) {
    super("ColdChainReadingsMalformed", args, {
      notice: "The readings are none, no multiple of seven bytes, or not in their order.",
      remedy: remedies.ColdChainReadingsMalformed,
      ...options,
    });
  }
}

/** The batch was told before, or is so old that it is not waited for any more. */
export class ColdChainReplayed extends ContractRevert {
  declare readonly sensor: Hex;
  declare readonly sequence: number;
  declare readonly last: number;

  constructor(args: { sensor: Hex; sequence: number; last: number }, options?: RevertOptions) {
    super("ColdChainReplayed", args, {
      notice: "The batch was told before, or is so old that it is not waited for any more.",
      remedy: remedies.ColdChainReplayed,
      ...options,
    });
  }
}

/** The sensor is registered already. */
export class ColdChainSensorExists extends ContractRevert {
  declare readonly sensor: Hex;

  constructor(args: { sensor: Hex }, options?: RevertOptions) {
    super("ColdChainSensorExists", args, {
      notice: "The sensor is registered already.",
      remedy: remedies.ColdChainSensorExists,
      ...options,
    });
  }
}

/** The sensor was retired. */
export class ColdChainSensorRetired extends ContractRevert {
  declare readonly sensor: Hex;

  constructor(args: { sensor: Hex }, options?: RevertOptions) {
    super("ColdChainSensorRetired", args, {
      notice: "The sensor was retired.",
      remedy: remedies.ColdChainSensorRetired,
      ...options,
    });
  }
}

/** No such sensor. */
export class ColdChainSensorUnknown extends ContractRevert {
  declare readonly sensor: Hex;

  constructor(args: { sensor: Hex }, options?: RevertOptions) {
    super("ColdChainSensorUnknown", args, {
      notice: "No such sensor.",
      remedy: remedies.ColdChainSensorUnknown,
      ...options,
    });
  }
}

/** The sensor did not sign this. */
export class ColdChainSignatureInvalid extends ContractRevert {
  declare readonly sensor: Hex;
  declare readonly digest: Hex;

  constructor(args: { sensor: Hex; digest: Hex }, options?: RevertOptions) {
    super("ColdChainSignatureInvalid", args, {
      notice: "The sensor did not sign this.",
      remedy: remedies.ColdChainSignatureInvalid,
      ...options,
    });
  }
}

/** The key is malformed, or of a verifier that is not listed. */
export class ColdChainSignerInvalid extends ContractRevert {
  declare readonly signer: Hex;

  constructor(args: { signer: Hex }, options?: RevertOptions) {
    super("ColdChainSignerInvalid", args, {
      notice: "The key is malformed, or of a verifier that is not listed.",
      remedy: remedies.ColdChainSignerInvalid,
      ...options,
    });
  }
}

/** The grant was revoked before. */
export class ConsentAlreadyRevoked extends ContractRevert {
  declare readonly grant: Hex;

  constructor(args: { grant: Hex }, options?: RevertOptions) {
    super("ConsentAlreadyRevoked", args, {
      notice: "The grant was revoked before.",
      remedy: remedies.ConsentAlreadyRevoked,
      ...options,
    });
  }
}

/** The signature came too late. */
export class ConsentDeadlinePassed extends ContractRevert {
  declare readonly grant: Hex;
  declare readonly deadline: number;
  declare readonly now_: number;

  constructor(args: { grant: Hex; deadline: number; now_: number }, options?: RevertOptions) {
    super("ConsentDeadlinePassed", args, {
      notice: "The signature came too late.",
      remedy: remedies.ConsentDeadlinePassed,
      ...options,
    });
  }
}

/** The grant is known; one that was revoked is known for ever. */
export class ConsentExists extends ContractRevert {
  declare readonly grant: Hex;
  declare readonly state: GrantState;

  constructor(args: { grant: Hex; state: GrantState }, options?: RevertOptions) {
    super("ConsentExists", args, {
      notice: "The grant is known; one that was revoked is known for ever.",
      remedy: remedies.ConsentExists,
      ...options,
    });
  }
}

/** The grant could never be used. */
export class ConsentExpired extends ContractRevert {
  declare readonly grant: Hex;
  declare readonly expiredAt: number;
  declare readonly now_: number;

  constructor(args: { grant: Hex; expiredAt: number; now_: number }, options?: RevertOptions) {
    super("ConsentExpired", args, {
      notice: "The grant could never be used.",
      remedy: remedies.ConsentExpired,
      ...options,
    });
  }
}

/** Without a signature only the controller's own account can revoke. */
export class ConsentSenderNotController extends ContractRevert {
  declare readonly grant: Hex;
  declare readonly sender: Hex;

  constructor(args: { grant: Hex; sender: Hex }, options?: RevertOptions) {
    super("ConsentSenderNotController", args, {
      notice: "Without a signature only the controller's own account can revoke.",
      remedy: remedies.ConsentSenderNotController,
      ...options,
    });
  }
}

/** A grant is for one use at least. */
export class ConsentWithoutUses extends ContractRevert {
  declare readonly grant: Hex;

  constructor(args: { grant: Hex }, options?: RevertOptions) {
    super("ConsentWithoutUses", args, {
      notice: "A grant is for one use at least.",
      remedy: remedies.ConsentWithoutUses,
      ...options,
    });
  }
}

/** There is no code at the address. */
export class DirectoryModuleEmpty extends ContractRevert {
  declare readonly module: Hex;

  constructor(args: { module: Hex }, options?: RevertOptions) {
    super("DirectoryModuleEmpty", args, {
      notice: "There is no code at the address.",
      remedy: remedies.DirectoryModuleEmpty,
      ...options,
    });
  }
}

/** The name belongs to an evidence contract, or already points to this module. */
export class DirectoryNameTaken extends ContractRevert {
  declare readonly name_: Hex;
  declare readonly module: Hex;

  constructor(args: { name: Hex; module: Hex }, options?: RevertOptions) {
    super("DirectoryNameTaken", args, {
      notice: "The name belongs to an evidence contract, or already points to this module.",
      remedy: remedies.DirectoryNameTaken,
      ...options,
    });
  }
}

/** No module has this name. */
export class DirectoryNameUnknown extends ContractRevert {
  declare readonly name_: Hex;

  constructor(args: { name: Hex }, options?: RevertOptions) {
    super("DirectoryNameUnknown", args, {
      notice: "No module has this name.",
      remedy: remedies.DirectoryNameUnknown,
      ...options,
    });
  }
}

/** The signature is no account's. */
export class ECDSAInvalidSignature extends ContractRevert {
  constructor(args: {}, options?: RevertOptions) {
    super("ECDSAInvalidSignature", args, {
      notice: "The signature is no account's.",
      remedy: remedies.ECDSAInvalidSignature,
      ...options,
    });
  }
}

/** The signature is too long or too short. */
export class ECDSAInvalidSignatureLength extends ContractRevert {
  declare readonly length: bigint;

  constructor(args: { length: bigint }, options?: RevertOptions) {
    super("ECDSAInvalidSignatureLength", args, {
      notice: "The signature is too long or too short.",
      remedy: remedies.ECDSAInvalidSignatureLength,
      ...options,
    });
  }
}

/** The signature has a high s, so it has two forms. */
export class ECDSAInvalidSignatureS extends ContractRevert {
  declare readonly s: Hex;

  constructor(args: { s: Hex }, options?: RevertOptions) {
    super("ECDSAInvalidSignatureS", args, {
      notice: "The signature has a high s, so it has two forms.",
      remedy: remedies.ECDSAInvalidSignatureS,
      ...options,
    });
  }
}

/** The holder allowed less to be taken. */
export class ERC20InsufficientAllowance extends ContractRevert {
  declare readonly spender: Hex;
  declare readonly allowance: bigint;
  declare readonly needed: bigint;

  constructor(args: { spender: Hex; allowance: bigint; needed: bigint }, options?: RevertOptions) {
    super("ERC20InsufficientAllowance", args, {
      notice: "The holder allowed less to be taken.",
      remedy: remedies.ERC20InsufficientAllowance,
      ...options,
    });
  }
}

/** The account holds less. */
export class ERC20InsufficientBalance extends ContractRevert {
  declare readonly sender: Hex;
  declare readonly balance: bigint;
  declare readonly needed: bigint;

  constructor(args: { sender: Hex; balance: bigint; needed: bigint }, options?: RevertOptions) {
    super("ERC20InsufficientBalance", args, {
      notice: "The account holds less.",
      remedy: remedies.ERC20InsufficientBalance,
      ...options,
    });
  }
}

/** The zero address allows nothing. */
export class ERC20InvalidApprover extends ContractRevert {
  declare readonly approver: Hex;

  constructor(args: { approver: Hex }, options?: RevertOptions) {
    super("ERC20InvalidApprover", args, {
      notice: "The zero address allows nothing.",
      remedy: remedies.ERC20InvalidApprover,
      ...options,
    });
  }
}

/** The zero address receives nothing. */
export class ERC20InvalidReceiver extends ContractRevert {
  declare readonly receiver: Hex;

  constructor(args: { receiver: Hex }, options?: RevertOptions) {
    super("ERC20InvalidReceiver", args, {
      notice: "The zero address receives nothing.",
      remedy: remedies.ERC20InvalidReceiver,
      ...options,
    });
  }
}

/** The zero address sends nothing. */
export class ERC20InvalidSender extends ContractRevert {
  declare readonly sender: Hex;

  constructor(args: { sender: Hex }, options?: RevertOptions) {
    super("ERC20InvalidSender", args, {
      notice: "The zero address sends nothing.",
      remedy: remedies.ERC20InvalidSender,
      ...options,
    });
  }
}

/** The zero address spends nothing. */
export class ERC20InvalidSpender extends ContractRevert {
  declare readonly spender: Hex;

  constructor(args: { spender: Hex }, options?: RevertOptions) {
    super("ERC20InvalidSpender", args, {
      notice: "The zero address spends nothing.",
      remedy: remedies.ERC20InvalidSpender,
      ...options,
    });
  }
}

/** The permit's deadline has passed. */
export class ERC2612ExpiredSignature extends ContractRevert {
  declare readonly deadline: bigint;

  constructor(args: { deadline: bigint }, options?: RevertOptions) {
    super("ERC2612ExpiredSignature", args, {
      notice: "The permit's deadline has passed.",
      remedy: remedies.ERC2612ExpiredSignature,
      ...options,
    });
  }
}

/** Another than the holder signed the permit. */
export class ERC2612InvalidSigner extends ContractRevert {
  declare readonly signer: Hex;
  declare readonly owner: Hex;

  constructor(args: { signer: Hex; owner: Hex }, options?: RevertOptions) {
    super("ERC2612InvalidSigner", args, {
      notice: "Another than the holder signed the permit.",
      remedy: remedies.ERC2612InvalidSigner,
      ...options,
    });
  }
}

/** The party approved already, or the correction was applied. */
export class EnrolmentApproved extends ContractRevert {
  declare readonly correction: Hex;
  declare readonly approvals: bigint;

  constructor(args: { correction: Hex; approvals: bigint }, options?: RevertOptions) {
    super("EnrolmentApproved", args, {
      notice: "The party approved already, or the correction was applied.",
      remedy: remedies.EnrolmentApproved,
      ...options,
    });
  }
}

/** The entry would hold from a day before the person's last one. */
export class EnrolmentBackDated extends ContractRevert {
  declare readonly insured: Hex;
  declare readonly day: number;
  declare readonly last: number;

  constructor(args: { insured: Hex; day: number; last: number }, options?: RevertOptions) {
    super("EnrolmentBackDated", args, {
      notice: "The entry would hold from a day before the person's last one.",
      remedy: remedies.EnrolmentBackDated,
      ...options,
    });
  }
}

/** The segment is not as the correction supposes. */
export class EnrolmentChangedSince extends ContractRevert {
  declare readonly segment: Hex;
  declare readonly coverage: bigint;

  constructor(args: { segment: Hex; coverage: bigint }, options?: RevertOptions) {
    super("EnrolmentChangedSince", args, {
      notice: "The segment is not as the correction supposes.",
      remedy: remedies.EnrolmentChangedSince,
      ...options,
    });
  }
}

/** The correction changes nothing, another first month, or an unassigned bit. */
export class EnrolmentCorrectionInvalid extends ContractRevert {
  declare readonly former: bigint;
  declare readonly corrected: bigint;

  constructor(args: { former: bigint; corrected: bigint }, options?: RevertOptions) {
    super("EnrolmentCorrectionInvalid", args, {
      notice: "The correction changes nothing, another first month, or an unassigned bit.",
      remedy: remedies.EnrolmentCorrectionInvalid,
      ...options,
    });
  }
}

/** A day that is not in the segment, or in the future where it may not be. */
export class EnrolmentDayWrong extends ContractRevert {
  declare readonly segment: Hex;
  declare readonly day: number;

  constructor(args: { segment: Hex; day: number }, options?: RevertOptions) {
    super("EnrolmentDayWrong", args, {
      notice: "A day that is not in the segment, or in the future where it may not be.",
      remedy: remedies.EnrolmentDayWrong,
      ...options,
    });
  }
}

/** The approval came too late. */
export class EnrolmentDeadlinePassed extends ContractRevert {
  declare readonly deadline: number;
  declare readonly now_: number;

  constructor(args: { deadline: number; now_: number }, options?: RevertOptions) {
    super("EnrolmentDeadlinePassed", args, {
      notice: "The approval came too late.",
      remedy: remedies.EnrolmentDeadlinePassed,
      ...options,
    });
  }
}

/** The details shown are not the segment's. */
export class EnrolmentDetailsWrong extends ContractRevert {
  declare readonly segment: Hex;

  constructor(args: { segment: Hex }, options?: RevertOptions) {
    super("EnrolmentDetailsWrong", args, {
      notice: "The details shown are not the segment's.",
      remedy: remedies.EnrolmentDetailsWrong,
      ...options,
    });
  }
}

/** The person is insured in another segment at this time. */
export class EnrolmentDouble extends ContractRevert {
  declare readonly nullifier: Hex;
  declare readonly other: Hex;
  declare readonly until: number;

  constructor(args: { nullifier: Hex; other: Hex; until: number }, options?: RevertOptions) {
    super("EnrolmentDouble", args, {
      notice: "The person is insured in another segment at this time.",
      remedy: remedies.EnrolmentDouble,
      ...options,
    });
  }
}

/** The segment exists. */
export class EnrolmentExists extends ContractRevert {
  declare readonly segment: Hex;

  constructor(args: { segment: Hex }, options?: RevertOptions) {
    super("EnrolmentExists", args, {
      notice: "The segment exists.",
      remedy: remedies.EnrolmentExists,
      ...options,
    });
  }
}

/** No month, one outside of the segment's 64, or one that is paid already. */
export class EnrolmentMonthWrong extends ContractRevert {
  declare readonly segment: Hex;
  declare readonly month: number;
  declare readonly first: number;

  constructor(args: { segment: Hex; month: number; first: number }, options?: RevertOptions) {
    super("EnrolmentMonthWrong", args, {
      notice: "No month, one outside of the segment's 64, or one that is paid already.",
      remedy: remedies.EnrolmentMonthWrong,
      ...options,
    });
  }
}

/** Only the insurer of a segment writes to it. */
export class EnrolmentNotInsurer extends ContractRevert {
  declare readonly insurer: number;
  declare readonly sender: number;

  constructor(args: { insurer: number; sender: number }, options?: RevertOptions) {
    super("EnrolmentNotInsurer", args, {
      notice: "Only the insurer of a segment writes to it.",
      remedy: remedies.EnrolmentNotInsurer,
      ...options,
    });
  }
}

/** The previous entry shown is not the person's last one: it forks, leaves out or reorders. */
export class EnrolmentNotLast extends ContractRevert {
  declare readonly insured: Hex;
  declare readonly previous: Hex;
  declare readonly head: bigint;

  constructor(args: { insured: Hex; previous: Hex; head: bigint }, options?: RevertOptions) {
    super("EnrolmentNotLast", args, {
      notice:
        "The previous entry shown is not the person's last one: it forks, leaves out or reorders.",
      remedy: remedies.EnrolmentNotLast,
      ...options,
    });
  }
}

/** The sender or signer is none of the correction's parties. */
export class EnrolmentNotParty extends ContractRevert {
  declare readonly correction: Hex;
  declare readonly party: Hex;

  constructor(args: { correction: Hex; party: Hex }, options?: RevertOptions) {
    super("EnrolmentNotParty", args, {
      notice: "The sender or signer is none of the correction's parties.",
      remedy: remedies.EnrolmentNotParty,
      ...options,
    });
  }
}

/** A list of parties is ascending, has the insurer and another one, and at most 32. */
export class EnrolmentPartiesInvalid extends ContractRevert {
  declare readonly parties: Hex;

  constructor(args: { parties: Hex }, options?: RevertOptions) {
    super("EnrolmentPartiesInvalid", args, {
      notice: "A list of parties is ascending, has the insurer and another one, and at most 32.",
      remedy: remedies.EnrolmentPartiesInvalid,
      ...options,
    });
  }
}

/** The correction names other parties than the segment, or none were named. */
export class EnrolmentPartiesWrong extends ContractRevert {
  declare readonly segment: Hex;
  declare readonly parties: Hex;

  constructor(args: { segment: Hex; parties: Hex }, options?: RevertOptions) {
    super("EnrolmentPartiesWrong", args, {
      notice: "The correction names other parties than the segment, or none were named.",
      remedy: remedies.EnrolmentPartiesWrong,
      ...options,
    });
  }
}

/** The segment is not in the state that this asks for. */
export class EnrolmentStateWrong extends ContractRevert {
  declare readonly segment: Hex;
  declare readonly state: SegmentState;

  constructor(args: { segment: Hex; state: SegmentState }, options?: RevertOptions) {
    super("EnrolmentStateWrong", args, {
      notice: "The segment is not in the state that this asks for.",
      remedy: remedies.EnrolmentStateWrong,
      ...options,
    });
  }
}

/** The nullifier belongs to another segment by now. */
export class EnrolmentSucceeded extends ContractRevert {
  declare readonly nullifier: Hex;
  declare readonly holder: Hex;

  constructor(args: { nullifier: Hex; holder: Hex }, options?: RevertOptions) {
    super("EnrolmentSucceeded", args, {
      notice: "The nullifier belongs to another segment by now.",
      remedy: remedies.EnrolmentSucceeded,
      ...options,
    });
  }
}

/** The call inside failed without a reason. */
export class FailedCall extends ContractRevert {
  constructor(args: {}, options?: RevertOptions) {
    super("FailedCall", args, {
      notice: "The call inside failed without a reason.",
      remedy: remedies.FailedCall,
      ...options,
    });
  }
}

/** The digest of the reason, the appeal or the decision is missing. */
export class FreezeDocumentMissing extends ContractRevert {
  declare readonly key: Hex;

  constructor(args: { key: Hex }, options?: RevertOptions) {
    super("FreezeDocumentMissing", args, {
      notice: "The digest of the reason, the appeal or the decision is missing.",
      remedy: remedies.FreezeDocumentMissing,
      ...options,
    });
  }
}

/** This is for another jurisdiction's regulator. */
export class FreezeJurisdictionOther extends ContractRevert {
  declare readonly key: Hex;
  declare readonly jurisdiction: number;
  declare readonly sender: number;

  constructor(args: { key: Hex; jurisdiction: number; sender: number }, options?: RevertOptions) {
    super("FreezeJurisdictionOther", args, {
      notice: "This is for another jurisdiction's regulator.",
      remedy: remedies.FreezeJurisdictionOther,
      ...options,
    });
  }
}

/** It is frozen already. */
export class FreezeLasts extends ContractRevert {
  declare readonly key: Hex;
  declare readonly until: number;

  constructor(args: { key: Hex; until: number }, options?: RevertOptions) {
    super("FreezeLasts", args, {
      notice: "It is frozen already.",
      remedy: remedies.FreezeLasts,
      ...options,
    });
  }
}

/** Another may appeal. */
export class FreezeNotParty extends ContractRevert {
  declare readonly key: Hex;
  declare readonly party: number;
  declare readonly sender: number;

  constructor(args: { key: Hex; party: number; sender: number }, options?: RevertOptions) {
    super("FreezeNotParty", args, {
      notice: "Another may appeal.",
      remedy: remedies.FreezeNotParty,
      ...options,
    });
  }
}

/** Who froze does not decide the appeal. */
export class FreezeSameAccount extends ContractRevert {
  declare readonly key: Hex;
  declare readonly account: Hex;

  constructor(args: { key: Hex; account: Hex }, options?: RevertOptions) {
    super("FreezeSameAccount", args, {
      notice: "Who froze does not decide the appeal.",
      remedy: remedies.FreezeSameAccount,
      ...options,
    });
  }
}

/** It is not frozen, or in a state in which this is not done. */
export class FreezeStateWrong extends ContractRevert {
  declare readonly key: Hex;
  declare readonly state: FreezeState;
  declare readonly until: number;

  constructor(args: { key: Hex; state: FreezeState; until: number }, options?: RevertOptions) {
    super("FreezeStateWrong", args, {
      notice: "It is not frozen, or in a state in which this is not done.",
      remedy: remedies.FreezeStateWrong,
      ...options,
    });
  }
}

/** The end has passed, or is more than 366 days away. */
export class FreezeUntilInvalid extends ContractRevert {
  declare readonly key: Hex;
  declare readonly until: number;
  declare readonly now_: number;

  constructor(args: { key: Hex; until: number; now_: number }, options?: RevertOptions) {
    super("FreezeUntilInvalid", args, {
      notice: "The end has passed, or is more than 366 days away.",
      remedy: remedies.FreezeUntilInvalid,
      ...options,
    });
  }
}

/** The personal account has less. */
export class FundAccountInsufficient extends ContractRevert {
  declare readonly insured: Hex;
  declare readonly balance: bigint;
  declare readonly amount: bigint;

  constructor(args: { insured: Hex; balance: bigint; amount: bigint }, options?: RevertOptions) {
    super("FundAccountInsufficient", args, {
      notice: "The personal account has less.",
      remedy: remedies.FundAccountInsufficient,
      ...options,
    });
  }
}

/** The amount is 0, or above what one slot holds. */
export class FundAmountInvalid extends ContractRevert {
  declare readonly amount: bigint;

  constructor(args: { amount: bigint }, options?: RevertOptions) {
    super("FundAmountInvalid", args, {
      notice: "The amount is 0, or above what one slot holds.",
      remedy: remedies.FundAmountInvalid,
      ...options,
    });
  }
}

/** The contribution came already. */
export class FundContributionKnown extends ContractRevert {
  declare readonly id: Hex;

  constructor(args: { id: Hex }, options?: RevertOptions) {
    super("FundContributionKnown", args, {
      notice: "The contribution came already.",
      remedy: remedies.FundContributionKnown,
      ...options,
    });
  }
}

/** The mandate came too late. */
export class FundDeadlinePassed extends ContractRevert {
  declare readonly deadline: number;
  declare readonly now_: number;

  constructor(args: { deadline: number; now_: number }, options?: RevertOptions) {
    super("FundDeadlinePassed", args, {
      notice: "The mandate came too late.",
      remedy: remedies.FundDeadlinePassed,
      ...options,
    });
  }
}

/** This ledger's money is the successor's. */
export class FundHandedOverTo extends ContractRevert {
  declare readonly successor: Hex;

  constructor(args: { successor: Hex }, options?: RevertOptions) {
    super("FundHandedOverTo", args, {
      notice: "This ledger's money is the successor's.",
      remedy: remedies.FundHandedOverTo,
      ...options,
    });
  }
}

/** The mandate is older than the present one. */
export class FundMandateOutdated extends ContractRevert {
  declare readonly insured: Hex;
  declare readonly number: number;
  declare readonly present: number;

  constructor(args: { insured: Hex; number: number; present: number }, options?: RevertOptions) {
    super("FundMandateOutdated", args, {
      notice: "The mandate is older than the present one.",
      remedy: remedies.FundMandateOutdated,
      ...options,
    });
  }
}

/** The predecessor did not hand over yet. */
export class FundNotHandedOver extends ContractRevert {
  declare readonly predecessor: Hex;

  constructor(args: { predecessor: Hex }, options?: RevertOptions) {
    super("FundNotHandedOver", args, {
      notice: "The predecessor did not hand over yet.",
      remedy: remedies.FundNotHandedOver,
      ...options,
    });
  }
}

/** The account is not the provider's, or the sender no administrator of it. */
export class FundPayeeInvalid extends ContractRevert {
  declare readonly provider: number;
  declare readonly account: Hex;

  constructor(args: { provider: number; account: Hex }, options?: RevertOptions) {
    super("FundPayeeInvalid", args, {
      notice: "The account is not the provider's, or the sender no administrator of it.",
      remedy: remedies.FundPayeeInvalid,
      ...options,
    });
  }
}

/** The pool exists. */
export class FundPoolExists extends ContractRevert {
  declare readonly pool: Hex;

  constructor(args: { pool: Hex }, options?: RevertOptions) {
    super("FundPoolExists", args, {
      notice: "The pool exists.",
      remedy: remedies.FundPoolExists,
      ...options,
    });
  }
}

/** The pool has less. */
export class FundPoolInsufficient extends ContractRevert {
  declare readonly pool: Hex;
  declare readonly balance: bigint;
  declare readonly amount: bigint;

  constructor(args: { pool: Hex; balance: bigint; amount: bigint }, options?: RevertOptions) {
    super("FundPoolInsufficient", args, {
      notice: "The pool has less.",
      remedy: remedies.FundPoolInsufficient,
      ...options,
    });
  }
}

/** A levy above 10,000 basis points, or one without a parent; or a parent that has one itself. */
export class FundPoolInvalid extends ContractRevert {
  declare readonly parent: Hex;
  declare readonly levy: number;

  constructor(args: { parent: Hex; levy: number }, options?: RevertOptions) {
    super("FundPoolInvalid", args, {
      notice:
        "A levy above 10,000 basis points, or one without a parent; or a parent that has one itself.",
      remedy: remedies.FundPoolInvalid,
      ...options,
    });
  }
}

/** The pool is not below this one. */
export class FundPoolNotBelow extends ContractRevert {
  declare readonly pool: Hex;
  declare readonly parent: Hex;

  constructor(args: { pool: Hex; parent: Hex }, options?: RevertOptions) {
    super("FundPoolNotBelow", args, {
      notice: "The pool is not below this one.",
      remedy: remedies.FundPoolNotBelow,
      ...options,
    });
  }
}

/** The pool is paused until this time already. */
export class FundPoolPauseUnchanged extends ContractRevert {
  declare readonly pool: Hex;
  declare readonly until: number;

  constructor(args: { pool: Hex; until: number }, options?: RevertOptions) {
    super("FundPoolPauseUnchanged", args, {
      notice: "The pool is paused until this time already.",
      remedy: remedies.FundPoolPauseUnchanged,
      ...options,
    });
  }
}

/** No such pool. */
export class FundPoolUnknown extends ContractRevert {
  declare readonly pool: Hex;

  constructor(args: { pool: Hex }, options?: RevertOptions) {
    super("FundPoolUnknown", args, {
      notice: "No such pool.",
      remedy: remedies.FundPoolUnknown,
      ...options,
    });
  }
}

/** The pool owes the provider less, or the provider the pool. */
export class FundPositionExceeded extends ContractRevert {
  declare readonly pool: Hex;
  declare readonly provider: number;
  declare readonly amount: bigint;

  constructor(args: { pool: Hex; provider: number; amount: bigint }, options?: RevertOptions) {
    super("FundPositionExceeded", args, {
      notice: "The pool owes the provider less, or the provider the pool.",
      remedy: remedies.FundPositionExceeded,
      ...options,
    });
  }
}

/** The token calls back while it is called. */
export class FundReentered extends ContractRevert {
  constructor(args: {}, options?: RevertOptions) {
    super("FundReentered", args, {
      notice: "The token calls back while it is called.",
      remedy: remedies.FundReentered,
      ...options,
    });
  }
}

/** The successor does not know this ledger as its predecessor. */
export class FundSuccessorInvalid extends ContractRevert {
  declare readonly successor: Hex;

  constructor(args: { successor: Hex }, options?: RevertOptions) {
    super("FundSuccessorInvalid", args, {
      notice: "The successor does not know this ledger as its predecessor.",
      remedy: remedies.FundSuccessorInvalid,
      ...options,
    });
  }
}

/** The token said no. */
export class FundTransferFailed extends ContractRevert {
  declare readonly amount: bigint;

  constructor(args: { amount: bigint }, options?: RevertOptions) {
    super("FundTransferFailed", args, {
      notice: "The token said no.",
      remedy: remedies.FundTransferFailed,
      ...options,
    });
  }
}

/** The contract holds too little. */
export class InsufficientBalance extends ContractRevert {
  declare readonly balance: bigint;
  declare readonly needed: bigint;

  constructor(args: { balance: bigint; needed: bigint }, options?: RevertOptions) {
    super("InsufficientBalance", args, {
      notice: "The contract holds too little.",
      remedy: remedies.InsufficientBalance,
      ...options,
    });
  }
}

/** The nonce is not the account's present one. */
export class InvalidAccountNonce extends ContractRevert {
  declare readonly account: Hex;
  declare readonly currentNonce: bigint;

  constructor(args: { account: Hex; currentNonce: bigint }, options?: RevertOptions) {
    super("InvalidAccountNonce", args, {
      notice: "The nonce is not the account's present one.",
      remedy: remedies.InvalidAccountNonce,
      ...options,
    });
  }
}

/** A packed short string is damaged. */
export class InvalidShortString extends ContractRevert {
  constructor(args: {}, options?: RevertOptions) {
    super("InvalidShortString", args, {
      notice: "A packed short string is damaged.",
      remedy: remedies.InvalidShortString,
      ...options,
    });
  }
}

/** The register is open already. */
export class NoticeRegisterOpen extends ContractRevert {
  declare readonly register: Hex;
  declare readonly openedAt: number;

  constructor(args: { register: Hex; openedAt: number }, options?: RevertOptions) {
    super("NoticeRegisterOpen", args, {
      notice: "The register is open already.",
      remedy: remedies.NoticeRegisterOpen,
      ...options,
    });
  }
}

/** The rule would begin before the notice is over, or with day 0. */
export class NoticeTooShort extends ContractRevert {
  declare readonly register: Hex;
  declare readonly from: number;
  declare readonly earliest: number;

  constructor(args: { register: Hex; from: number; earliest: number }, options?: RevertOptions) {
    super("NoticeTooShort", args, {
      notice: "The rule would begin before the notice is over, or with day 0.",
      remedy: remedies.NoticeTooShort,
      ...options,
    });
  }
}

/** The account's time is over. */
export class ParticipantAccountExpired extends ContractRevert {
  declare readonly account: Hex;
  declare readonly expiredAt: number;
  declare readonly now_: number;

  constructor(args: { account: Hex; expiredAt: number; now_: number }, options?: RevertOptions) {
    super("ParticipantAccountExpired", args, {
      notice: "The account's time is over.",
      remedy: remedies.ParticipantAccountExpired,
      ...options,
    });
  }
}

/** The account may not manage its institution. */
export class ParticipantAccountNotAdministrator extends ContractRevert {
  declare readonly account: Hex;
  declare readonly role: AccountRole;

  constructor(args: { account: Hex; role: AccountRole }, options?: RevertOptions) {
    super("ParticipantAccountNotAdministrator", args, {
      notice: "The account may not manage its institution.",
      remedy: remedies.ParticipantAccountNotAdministrator,
      ...options,
    });
  }
}

/** The account belongs to an institution already, or would become what it is. */
export class ParticipantAccountTaken extends ContractRevert {
  declare readonly account: Hex;
  declare readonly participant: number;

  constructor(args: { account: Hex; participant: number }, options?: RevertOptions) {
    super("ParticipantAccountTaken", args, {
      notice: "The account belongs to an institution already, or would become what it is.",
      remedy: remedies.ParticipantAccountTaken,
      ...options,
    });
  }
}

/** The account belongs to no institution. */
export class ParticipantAccountUnknown extends ContractRevert {
  declare readonly account: Hex;

  constructor(args: { account: Hex }, options?: RevertOptions) {
    super("ParticipantAccountUnknown", args, {
      notice: "The account belongs to no institution.",
      remedy: remedies.ParticipantAccountUnknown,
      ...options,
    });
  }
}

/** The domain is paused. */
export class ParticipantDomainPaused extends ContractRevert {
  declare readonly domain: Domain;
  declare readonly until: number;
  declare readonly now_: number;

  constructor(args: { domain: Domain; until: number; now_: number }, options?: RevertOptions) {
    super("ParticipantDomainPaused", args, {
      notice: "The domain is paused.",
      remedy: remedies.ParticipantDomainPaused,
      ...options,
    });
  }
}

/** The gateway is there already. */
export class ParticipantEndpointUnchanged extends ContractRevert {
  declare readonly participant: number;

  constructor(args: { participant: number }, options?: RevertOptions) {
    super("ParticipantEndpointUnchanged", args, {
      notice: "The gateway is there already.",
      remedy: remedies.ParticipantEndpointUnchanged,
      ...options,
    });
  }
}

/** A key of 32 zero bytes is no key; the present key is no new one. */
export class ParticipantKeyUnchanged extends ContractRevert {
  declare readonly participant: number;
  declare readonly key: Hex;

  constructor(args: { participant: number; key: Hex }, options?: RevertOptions) {
    super("ParticipantKeyUnchanged", args, {
      notice: "A key of 32 zero bytes is no key; the present key is no new one.",
      remedy: remedies.ParticipantKeyUnchanged,
      ...options,
    });
  }
}

/** Institutions of these kinds may not do this. */
export class ParticipantKindNotAllowed extends ContractRevert {
  declare readonly participant: number;
  declare readonly kinds: number;
  declare readonly allowed: number;

  constructor(
    args: { participant: number; kinds: number; allowed: number },
    options?: RevertOptions,
  ) {
    super("ParticipantKindNotAllowed", args, {
      notice: "Institutions of these kinds may not do this.",
      remedy: remedies.ParticipantKindNotAllowed,
      ...options,
    });
  }
}

/** The institution's standing does not allow this. */
export class ParticipantNotActive extends ContractRevert {
  declare readonly participant: number;
  declare readonly status: ParticipantStatus;

  constructor(args: { participant: number; status: ParticipantStatus }, options?: RevertOptions) {
    super("ParticipantNotActive", args, {
      notice: "The institution's standing does not allow this.",
      remedy: remedies.ParticipantNotActive,
      ...options,
    });
  }
}

/** The pause of the domain ends at this time already. */
export class ParticipantPauseUnchanged extends ContractRevert {
  declare readonly domain: Domain;
  declare readonly until: number;

  constructor(args: { domain: Domain; until: number }, options?: RevertOptions) {
    super("ParticipantPauseUnchanged", args, {
      notice: "The pause of the domain ends at this time already.",
      remedy: remedies.ParticipantPauseUnchanged,
      ...options,
    });
  }
}

/** The profile has no kind or an unassigned one, or its accreditation is over. */
export class ParticipantProfileInvalid extends ContractRevert {
  declare readonly kinds: number;
  declare readonly accreditedUntil: number;
  declare readonly now_: number;

  constructor(
    args: { kinds: number; accreditedUntil: number; now_: number },
    options?: RevertOptions,
  ) {
    super("ParticipantProfileInvalid", args, {
      notice: "The profile has no kind or an unassigned one, or its accreditation is over.",
      remedy: remedies.ParticipantProfileInvalid,
      ...options,
    });
  }
}

/** The profile is the present one. */
export class ParticipantProfileUnchanged extends ContractRevert {
  declare readonly participant: number;

  constructor(args: { participant: number }, options?: RevertOptions) {
    super("ParticipantProfileUnchanged", args, {
      notice: "The profile is the present one.",
      remedy: remedies.ParticipantProfileUnchanged,
      ...options,
    });
  }
}

/** The status is not one to be set, or is the present one. */
export class ParticipantStatusUnchanged extends ContractRevert {
  declare readonly participant: number;
  declare readonly status: ParticipantStatus;

  constructor(args: { participant: number; status: ParticipantStatus }, options?: RevertOptions) {
    super("ParticipantStatusUnchanged", args, {
      notice: "The status is not one to be set, or is the present one.",
      remedy: remedies.ParticipantStatusUnchanged,
      ...options,
    });
  }
}

/** No institution has this number. */
export class ParticipantUnknown extends ContractRevert {
  declare readonly participant: number;

  constructor(args: { participant: number }, options?: RevertOptions) {
    super("ParticipantUnknown", args, {
      notice: "No institution has this number.",
      remedy: remedies.ParticipantUnknown,
      ...options,
    });
  }
}

/** The plan begins before its former version, or ends before it begins. */
export class PlanDaysInvalid extends ContractRevert {
  declare readonly planId: Hex;
  declare readonly from: number;
  declare readonly until: number;

  constructor(args: { planId: Hex; from: number; until: number }, options?: RevertOptions) {
    super("PlanDaysInvalid", args, {
      notice: "The plan begins before its former version, or ends before it begins.",
      remedy: remedies.PlanDaysInvalid,
      ...options,
    });
  }
}

/** The plan exists. */
export class PlanExists extends ContractRevert {
  declare readonly planId: Hex;

  constructor(args: { planId: Hex }, options?: RevertOptions) {
    super("PlanExists", args, {
      notice: "The plan exists.",
      remedy: remedies.PlanExists,
      ...options,
    });
  }
}

/** A plan is published and proposed by its insurer. */
export class PlanNotInsurers extends ContractRevert {
  declare readonly insurer: number;
  declare readonly sender: number;

  constructor(args: { insurer: number; sender: number }, options?: RevertOptions) {
    super("PlanNotInsurers", args, {
      notice: "A plan is published and proposed by its insurer.",
      remedy: remedies.PlanNotInsurers,
      ...options,
    });
  }
}

/** A field is out of its range: a share above 10,000, unassigned bits, groups' prices without weights or base rate, a second tier without an amount; or the code or document is missing. */
export class PlanTermsInvalid extends ContractRevert {
  declare readonly planId: Hex;

  constructor(args: { planId: Hex }, options?: RevertOptions) {
    super("PlanTermsInvalid", args, {
      notice:
        "A field is out of its range: a share above 10,000, unassigned bits, groups' prices without weights or base rate, a second tier without an amount; or the code or document is missing.",
      remedy: remedies.PlanTermsInvalid,
      ...options,
    });
  }
}

/** The version is not the one after the last. */
export class PlanVersionWrong extends ContractRevert {
  declare readonly planId: Hex;
  declare readonly version: number;
  declare readonly last: number;

  constructor(args: { planId: Hex; version: number; last: number }, options?: RevertOptions) {
    super("PlanVersionWrong", args, {
      notice: "The version is not the one after the last.",
      remedy: remedies.PlanVersionWrong,
      ...options,
    });
  }
}

/** Payer and payee are not accounts of buyer and supplier. */
export class ProcurementAccountWrong extends ContractRevert {
  declare readonly order: Hex;
  declare readonly account: Hex;

  constructor(args: { order: Hex; account: Hex }, options?: RevertOptions) {
    super("ProcurementAccountWrong", args, {
      notice: "Payer and payee are not accounts of buyer and supplier.",
      remedy: remedies.ProcurementAccountWrong,
      ...options,
    });
  }
}

/** The deadline has passed. */
export class ProcurementDeadlinePassed extends ContractRevert {
  declare readonly order: Hex;
  declare readonly deadline: number;
  declare readonly now_: number;

  constructor(args: { order: Hex; deadline: number; now_: number }, options?: RevertOptions) {
    super("ProcurementDeadlinePassed", args, {
      notice: "The deadline has passed.",
      remedy: remedies.ProcurementDeadlinePassed,
      ...options,
    });
  }
}

/** A document's digest is missing, or was given before. */
export class ProcurementDocumentInvalid extends ContractRevert {
  declare readonly order: Hex;
  declare readonly document: Hex;

  constructor(args: { order: Hex; document: Hex }, options?: RevertOptions) {
    super("ProcurementDocumentInvalid", args, {
      notice: "A document's digest is missing, or was given before.",
      remedy: remedies.ProcurementDocumentInvalid,
      ...options,
    });
  }
}

/** The goods are recalled, expired or in quarantine. */
export class ProcurementGoodsUnfit extends ContractRevert {
  declare readonly lot: Hex;

  constructor(args: { lot: Hex }, options?: RevertOptions) {
    super("ProcurementGoodsUnfit", args, {
      notice: "The goods are recalled, expired or in quarantine.",
      remedy: remedies.ProcurementGoodsUnfit,
      ...options,
    });
  }
}

/** The parcel was not despatched for this order, or counted already; or it is shown as a part of another one, and was despatched or counted itself. */
export class ProcurementNotDespatched extends ContractRevert {
  declare readonly order: Hex;
  declare readonly parcel: Hex;

  constructor(args: { order: Hex; parcel: Hex }, options?: RevertOptions) {
    super("ProcurementNotDespatched", args, {
      notice:
        "The parcel was not despatched for this order, or counted already; or it is shown as a part of another one, and was despatched or counted itself.",
      remedy: remedies.ProcurementNotDespatched,
      ...options,
    });
  }
}

/** The order is not invoiced. */
export class ProcurementNotInvoiced extends ContractRevert {
  declare readonly order: Hex;

  constructor(args: { order: Hex }, options?: RevertOptions) {
    super("ProcurementNotInvoiced", args, {
      notice: "The order is not invoiced.",
      remedy: remedies.ProcurementNotInvoiced,
      ...options,
    });
  }
}

/** This is for another party of the order. */
export class ProcurementNotParty extends ContractRevert {
  declare readonly order: Hex;
  declare readonly party: number;
  declare readonly sender: number;

  constructor(args: { order: Hex; party: number; sender: number }, options?: RevertOptions) {
    super("ProcurementNotParty", args, {
      notice: "This is for another party of the order.",
      remedy: remedies.ProcurementNotParty,
      ...options,
    });
  }
}

/** The parcel is not in the buyer's hands, or not in the container named. */
export class ProcurementNotReceived extends ContractRevert {
  declare readonly order: Hex;
  declare readonly parcel: Hex;
  declare readonly holder: number;
  declare readonly state: CustodyState;

  constructor(
    args: { order: Hex; parcel: Hex; holder: number; state: CustodyState },
    options?: RevertOptions,
  ) {
    super("ProcurementNotReceived", args, {
      notice: "The parcel is not in the buyer's hands, or not in the container named.",
      remedy: remedies.ProcurementNotReceived,
      ...options,
    });
  }
}

/** The parcel is not in the supplier's hands, by itself and whole, or was counted for an order before. Parcels by `hashParcel`. */
export class ProcurementNotSuppliers extends ContractRevert {
  declare readonly order: Hex;
  declare readonly parcel: Hex;
  declare readonly holder: number;
  declare readonly state: CustodyState;

  constructor(
    args: { order: Hex; parcel: Hex; holder: number; state: CustodyState },
    options?: RevertOptions,
  ) {
    super("ProcurementNotSuppliers", args, {
      notice:
        "The parcel is not in the supplier's hands, by itself and whole, or was counted for an order before. Parcels by `hashParcel`.",
      remedy: remedies.ProcurementNotSuppliers,
      ...options,
    });
  }
}

/** The same order was placed before. */
export class ProcurementOrderExists extends ContractRevert {
  declare readonly order: Hex;

  constructor(args: { order: Hex }, options?: RevertOptions) {
    super("ProcurementOrderExists", args, {
      notice: "The same order was placed before.",
      remedy: remedies.ProcurementOrderExists,
      ...options,
    });
  }
}

/** An order is from one institution to another, and has a future deadline and terms. */
export class ProcurementOrderInvalid extends ContractRevert {
  declare readonly buyer: number;
  declare readonly supplier: number;
  declare readonly deadline: number;

  constructor(
    args: { buyer: number; supplier: number; deadline: number },
    options?: RevertOptions,
  ) {
    super("ProcurementOrderInvalid", args, {
      notice: "An order is from one institution to another, and has a future deadline and terms.",
      remedy: remedies.ProcurementOrderInvalid,
      ...options,
    });
  }
}

/** The token did not move. */
export class ProcurementPaymentFailed extends ContractRevert {
  declare readonly order: Hex;

  constructor(args: { order: Hex }, options?: RevertOptions) {
    super("ProcurementPaymentFailed", args, {
      notice: "The token did not move.",
      remedy: remedies.ProcurementPaymentFailed,
      ...options,
    });
  }
}

/** The lot is not of the product, or what is shown does not open it. */
export class ProcurementProductWrong extends ContractRevert {
  declare readonly lot: Hex;
  declare readonly product: bigint;

  constructor(args: { lot: Hex; product: bigint }, options?: RevertOptions) {
    super("ProcurementProductWrong", args, {
      notice: "The lot is not of the product, or what is shown does not open it.",
      remedy: remedies.ProcurementProductWrong,
      ...options,
    });
  }
}

/** More came than was ordered. */
export class ProcurementQuantityExceeded extends ContractRevert {
  declare readonly order: Hex;
  declare readonly ordered: number;
  declare readonly received: bigint;

  constructor(args: { order: Hex; ordered: number; received: bigint }, options?: RevertOptions) {
    super("ProcurementQuantityExceeded", args, {
      notice: "More came than was ordered.",
      remedy: remedies.ProcurementQuantityExceeded,
      ...options,
    });
  }
}

/** A range is empty, before the one before it, or not of the parcel; or there is none. */
export class ProcurementRangeInvalid extends ContractRevert {
  declare readonly order: Hex;
  declare readonly first: number;
  declare readonly count: number;

  constructor(args: { order: Hex; first: number; count: number }, options?: RevertOptions) {
    super("ProcurementRangeInvalid", args, {
      notice: "A range is empty, before the one before it, or not of the parcel; or there is none.",
      remedy: remedies.ProcurementRangeInvalid,
      ...options,
    });
  }
}

/** The order is in a state in which this is not done, or does not exist. */
export class ProcurementStateWrong extends ContractRevert {
  declare readonly order: Hex;
  declare readonly state: OrderState;

  constructor(args: { order: Hex; state: OrderState }, options?: RevertOptions) {
    super("ProcurementStateWrong", args, {
      notice: "The order is in a state in which this is not done, or does not exist.",
      remedy: remedies.ProcurementStateWrong,
      ...options,
    });
  }
}

/** The terms or the price are not those of the order. */
export class ProcurementTermsWrong extends ContractRevert {
  declare readonly order: Hex;

  constructor(args: { order: Hex }, options?: RevertOptions) {
    super("ProcurementTermsWrong", args, {
      notice: "The terms or the price are not those of the order.",
      remedy: remedies.ProcurementTermsWrong,
      ...options,
    });
  }
}

/** No claim was tried, more changed than were tried, or the run's digest is missing. */
export class ProposalEffectInvalid extends ContractRevert {
  declare readonly proposal: Hex;
  declare readonly claims: number;
  declare readonly changed: number;

  constructor(args: { proposal: Hex; claims: number; changed: number }, options?: RevertOptions) {
    super("ProposalEffectInvalid", args, {
      notice: "No claim was tried, more changed than were tried, or the run's digest is missing.",
      remedy: remedies.ProposalEffectInvalid,
      ...options,
    });
  }
}

/** The same was proposed before. */
export class ProposalExists extends ContractRevert {
  declare readonly proposal: Hex;

  constructor(args: { proposal: Hex }, options?: RevertOptions) {
    super("ProposalExists", args, {
      notice: "The same was proposed before.",
      remedy: remedies.ProposalExists,
      ...options,
    });
  }
}

/** This is for the proposer, or a regulator of its jurisdiction. */
export class ProposalNotTesters extends ContractRevert {
  declare readonly proposal: Hex;
  declare readonly proposer: number;
  declare readonly sender: number;

  constructor(args: { proposal: Hex; proposer: number; sender: number }, options?: RevertOptions) {
    super("ProposalNotTesters", args, {
      notice: "This is for the proposer, or a regulator of its jurisdiction.",
      remedy: remedies.ProposalNotTesters,
      ...options,
    });
  }
}

/** The proposal is in a state in which this is not done, or does not exist. */
export class ProposalStateWrong extends ContractRevert {
  declare readonly proposal: Hex;
  declare readonly state: ProposalState;

  constructor(args: { proposal: Hex; state: ProposalState }, options?: RevertOptions) {
    super("ProposalStateWrong", args, {
      notice: "The proposal is in a state in which this is not done, or does not exist.",
      remedy: remedies.ProposalStateWrong,
      ...options,
    });
  }
}

/** The same request for the same entries was answered before. */
export class ReceiptExists extends ContractRevert {
  declare readonly receipt: Hex;

  constructor(args: { receipt: Hex }, options?: RevertOptions) {
    super("ReceiptExists", args, {
      notice: "The same request for the same entries was answered before.",
      remedy: remedies.ReceiptExists,
      ...options,
    });
  }
}

/** No such receipt. */
export class ReceiptUnknown extends ContractRevert {
  declare readonly receipt: Hex;

  constructor(args: { receipt: Hex }, options?: RevertOptions) {
    super("ReceiptUnknown", args, {
      notice: "No such receipt.",
      remedy: remedies.ReceiptUnknown,
      ...options,
    });
  }
}

/** A receipt is written in a state. */
export class ReceiptWithoutState extends ContractRevert {
  declare readonly receipt: Hex;

  constructor(args: { receipt: Hex }, options?: RevertOptions) {
    super("ReceiptWithoutState", args, {
      notice: "A receipt is written in a state.",
      remedy: remedies.ReceiptWithoutState,
      ...options,
    });
  }
}

/** A batch has at least one entry. */
export class RecordBatchEmpty extends ContractRevert {
  constructor(args: {}, options?: RevertOptions) {
    super("RecordBatchEmpty", args, {
      notice: "A batch has at least one entry.",
      remedy: remedies.RecordBatchEmpty,
      ...options,
    });
  }
}

/** This custodian anchored this root before. */
export class RecordBatchExists extends ContractRevert {
  declare readonly custodian: number;
  declare readonly root: Hex;

  constructor(args: { custodian: number; root: Hex }, options?: RevertOptions) {
    super("RecordBatchExists", args, {
      notice: "This custodian anchored this root before.",
      remedy: remedies.RecordBatchExists,
      ...options,
    });
  }
}

/** This custodian never anchored this root. */
export class RecordBatchUnknown extends ContractRevert {
  declare readonly custodian: number;
  declare readonly root: Hex;

  constructor(args: { custodian: number; root: Hex }, options?: RevertOptions) {
    super("RecordBatchUnknown", args, {
      notice: "This custodian never anchored this root.",
      remedy: remedies.RecordBatchUnknown,
      ...options,
    });
  }
}

/** The batch has no such position. */
export class RecordPositionOutOfRange extends ContractRevert {
  declare readonly position: number;
  declare readonly count: number;

  constructor(args: { position: number; count: number }, options?: RevertOptions) {
    super("RecordPositionOutOfRange", args, {
      notice: "The batch has no such position.",
      remedy: remedies.RecordPositionOutOfRange,
      ...options,
    });
  }
}

/** The entries are not proven to stand at these positions under the root. */
export class RecordProofInvalid extends ContractRevert {
  declare readonly custodian: number;
  declare readonly root: Hex;

  constructor(args: { custodian: number; root: Hex }, options?: RevertOptions) {
    super("RecordProofInvalid", args, {
      notice: "The entries are not proven to stand at these positions under the root.",
      remedy: remedies.RecordProofInvalid,
      ...options,
    });
  }
}

/** An entry goes from LIVE to ended, or from ended to ERASED, never back. */
export class RecordStateRegressed extends ContractRevert {
  declare readonly position: number;
  declare readonly from: EntryState;
  declare readonly to: EntryState;

  constructor(
    args: { position: number; from: EntryState; to: EntryState },
    options?: RevertOptions,
  ) {
    super("RecordStateRegressed", args, {
      notice: "An entry goes from LIVE to ended, or from ended to ERASED, never back.",
      remedy: remedies.RecordStateRegressed,
      ...options,
    });
  }
}

/** These flags stay in the way: of those that were found, a human waives DUP_LINE, OFF_INDICATION and OVER_FREQ. */
export class ReviewFlagsFixed extends ContractRevert {
  declare readonly waived: number;

  constructor(args: { waived: number }, options?: RevertOptions) {
    super("ReviewFlagsFixed", args, {
      notice:
        "These flags stay in the way: of those that were found, a human waives DUP_LINE, OFF_INDICATION and OVER_FREQ.",
      remedy: remedies.ReviewFlagsFixed,
      ...options,
    });
  }
}

/** Somebody else decides of this claim. */
export class ReviewNotInsurer extends ContractRevert {
  declare readonly id: Hex;
  declare readonly insurer: number;
  declare readonly sender: number;

  constructor(args: { id: Hex; insurer: number; sender: number }, options?: RevertOptions) {
    super("ReviewNotInsurer", args, {
      notice: "Somebody else decides of this claim.",
      remedy: remedies.ReviewNotInsurer,
      ...options,
    });
  }
}

/** It is with a regulator, of the insurer's jurisdiction or of one above it. */
export class ReviewNotRegulator extends ContractRevert {
  declare readonly id: Hex;
  declare readonly jurisdiction: number;
  declare readonly own: number;

  constructor(args: { id: Hex; jurisdiction: number; own: number }, options?: RevertOptions) {
    super("ReviewNotRegulator", args, {
      notice: "It is with a regulator, of the insurer's jurisdiction or of one above it.",
      remedy: remedies.ReviewNotRegulator,
      ...options,
    });
  }
}

/** Who decides says why: a reason's number and a document. */
export class ReviewReasonMissing extends ContractRevert {
  declare readonly id: Hex;

  constructor(args: { id: Hex }, options?: RevertOptions) {
    super("ReviewReasonMissing", args, {
      notice: "Who decides says why: a reason's number and a document.",
      remedy: remedies.ReviewReasonMissing,
      ...options,
    });
  }
}

/** The words shown are not the results that the record commits to. */
export class ReviewResultsMismatch extends ContractRevert {
  declare readonly id: Hex;

  constructor(args: { id: Hex }, options?: RevertOptions) {
    super("ReviewResultsMismatch", args, {
      notice: "The words shown are not the results that the record commits to.",
      remedy: remedies.ReviewResultsMismatch,
      ...options,
    });
  }
}

/** Who decided does not decide the appeal against it. */
export class ReviewSameAccount extends ContractRevert {
  declare readonly id: Hex;
  declare readonly account: Hex;

  constructor(args: { id: Hex; account: Hex }, options?: RevertOptions) {
    super("ReviewSameAccount", args, {
      notice: "Who decided does not decide the appeal against it.",
      remedy: remedies.ReviewSameAccount,
      ...options,
    });
  }
}

/** The review is not at a stage at which this is done. */
export class ReviewStageWrong extends ContractRevert {
  declare readonly id: Hex;
  declare readonly stage: ReviewStage;

  constructor(args: { id: Hex; stage: ReviewStage }, options?: RevertOptions) {
    super("ReviewStageWrong", args, {
      notice: "The review is not at a stage at which this is done.",
      remedy: remedies.ReviewStageWrong,
      ...options,
    });
  }
}

/** The claim is not in a state in which this is decided. */
export class ReviewStateWrong extends ContractRevert {
  declare readonly id: Hex;
  declare readonly state: ClaimState;

  constructor(args: { id: Hex; state: ClaimState }, options?: RevertOptions) {
    super("ReviewStateWrong", args, {
      notice: "The claim is not in a state in which this is decided.",
      remedy: remedies.ReviewStateWrong,
      ...options,
    });
  }
}

/** The number does not fit. */
export class SafeCastOverflowedUintDowncast extends ContractRevert {
  declare readonly bits: number;
  declare readonly value: bigint;

  constructor(args: { bits: number; value: bigint }, options?: RevertOptions) {
    super("SafeCastOverflowedUintDowncast", args, {
      notice: "The number does not fit.",
      remedy: remedies.SafeCastOverflowedUintDowncast,
      ...options,
    });
  }
}

/** The parcel is in another container than the one named, or in one and none is named. */
export class ScanContainerWrong extends ContractRevert {
  declare readonly named: Hex;
  declare readonly container: bigint;

  constructor(args: { named: Hex; container: bigint }, options?: RevertOptions) {
    super("ScanContainerWrong", args, {
      notice: "The parcel is in another container than the one named, or in one and none is named.",
      remedy: remedies.ScanContainerWrong,
      ...options,
    });
  }
}

/** A scan is of one unit. */
export class ScanNotOneUnit extends ContractRevert {
  declare readonly units: number;

  constructor(args: { units: number }, options?: RevertOptions) {
    super("ScanNotOneUnit", args, {
      notice: "A scan is of one unit.",
      remedy: remedies.ScanNotOneUnit,
      ...options,
    });
  }
}

/** The code is not proven to be the lot's unit of this index and parcel. */
export class ScanProofInvalid extends ContractRevert {
  declare readonly lot: Hex;
  declare readonly index: number;

  constructor(args: { lot: Hex; index: number }, options?: RevertOptions) {
    super("ScanProofInvalid", args, {
      notice: "The code is not proven to be the lot's unit of this index and parcel.",
      remedy: remedies.ScanProofInvalid,
      ...options,
    });
  }
}

/** The amount is 0. */
export class SettlementAmountZero extends ContractRevert {
  constructor(args: {}, options?: RevertOptions) {
    super("SettlementAmountZero", args, {
      notice: "The amount is 0.",
      remedy: remedies.SettlementAmountZero,
      ...options,
    });
  }
}

/** The currency is no code of three capital letters (ISO 4217). */
export class SettlementCurrencyInvalid extends ContractRevert {
  declare readonly currency: Hex;

  constructor(args: { currency: Hex }, options?: RevertOptions) {
    super("SettlementCurrencyInvalid", args, {
      notice: "The currency is no code of three capital letters (ISO 4217).",
      remedy: remedies.SettlementCurrencyInvalid,
      ...options,
    });
  }
}

/** Contracts of the suite take tokens by their own functions, which know what for. */
export class SettlementNotTaken extends ContractRevert {
  declare readonly caller: Hex;
  declare readonly sender: Hex;

  constructor(args: { caller: Hex; sender: Hex }, options?: RevertOptions) {
    super("SettlementNotTaken", args, {
      notice: "Contracts of the suite take tokens by their own functions, which know what for.",
      remedy: remedies.SettlementNotTaken,
      ...options,
    });
  }
}

/** The voucher exists. */
export class SettlementVoucherExists extends ContractRevert {
  declare readonly voucher: Hex;

  constructor(args: { voucher: Hex }, options?: RevertOptions) {
    super("SettlementVoucherExists", args, {
      notice: "The voucher exists.",
      remedy: remedies.SettlementVoucherExists,
      ...options,
    });
  }
}

/** The sender does not hold the voucher, or did not draw it. */
export class SettlementVoucherNotHeld extends ContractRevert {
  declare readonly voucher: Hex;
  declare readonly holder: Hex;
  declare readonly sender: Hex;

  constructor(args: { voucher: Hex; holder: Hex; sender: Hex }, options?: RevertOptions) {
    super("SettlementVoucherNotHeld", args, {
      notice: "The sender does not hold the voucher, or did not draw it.",
      remedy: remedies.SettlementVoucherNotHeld,
      ...options,
    });
  }
}

/** The voucher is not in the state that this asks for. */
export class SettlementVoucherStateWrong extends ContractRevert {
  declare readonly voucher: Hex;
  declare readonly state: VoucherState;

  constructor(args: { voucher: Hex; state: VoucherState }, options?: RevertOptions) {
    super("SettlementVoucherStateWrong", args, {
      notice: "The voucher is not in the state that this asks for.",
      remedy: remedies.SettlementVoucherStateWrong,
      ...options,
    });
  }
}

/** The voucher's time is over; or, to be reclaimed, it is not. */
export class SettlementVoucherTime extends ContractRevert {
  declare readonly voucher: Hex;
  declare readonly notAfter: number;
  declare readonly now_: number;

  constructor(args: { voucher: Hex; notAfter: number; now_: number }, options?: RevertOptions) {
    super("SettlementVoucherTime", args, {
      notice: "The voucher's time is over; or, to be reclaimed, it is not.",
      remedy: remedies.SettlementVoucherTime,
      ...options,
    });
  }
}

/** The levels are so already, or the lower lies above the upper one. */
export class StockLevelsInvalid extends ContractRevert {
  declare readonly min: number;
  declare readonly max: number;

  constructor(args: { min: number; max: number }, options?: RevertOptions) {
    super("StockLevelsInvalid", args, {
      notice: "The levels are so already, or the lower lies above the upper one.",
      remedy: remedies.StockLevelsInvalid,
      ...options,
    });
  }
}

/** No levels are set. */
export class StockLevelsUnset extends ContractRevert {
  declare readonly holder: number;
  declare readonly product: bigint;

  constructor(args: { holder: number; product: bigint }, options?: RevertOptions) {
    super("StockLevelsUnset", args, {
      notice: "No levels are set.",
      remedy: remedies.StockLevelsUnset,
      ...options,
    });
  }
}

/** The parcel is another's. */
export class StockNotHeld extends ContractRevert {
  declare readonly parcel: Hex;
  declare readonly holder: number;

  constructor(args: { parcel: Hex; holder: number }, options?: RevertOptions) {
    super("StockNotHeld", args, {
      notice: "The parcel is another's.",
      remedy: remedies.StockNotHeld,
      ...options,
    });
  }
}

/** The parcels are not in ascending order of their keys, so one may be there twice. */
export class StockParcelsDisordered extends ContractRevert {
  declare readonly index: number;

  constructor(args: { index: number }, options?: RevertOptions) {
    super("StockParcelsDisordered", args, {
      notice: "The parcels are not in ascending order of their keys, so one may be there twice.",
      remedy: remedies.StockParcelsDisordered,
      ...options,
    });
  }
}

/** The text does not fit into one word. */
export class StringTooLong extends ContractRevert {
  declare readonly str: string;

  constructor(args: { str: string }, options?: RevertOptions) {
    super("StringTooLong", args, {
      notice: "The text does not fit into one word.",
      remedy: remedies.StringTooLong,
      ...options,
    });
  }
}

/** The signature came too late. */
export class SubjectDeadlinePassed extends ContractRevert {
  declare readonly deadline: number;
  declare readonly now_: number;

  constructor(args: { deadline: number; now_: number }, options?: RevertOptions) {
    super("SubjectDeadlinePassed", args, {
      notice: "The signature came too late.",
      remedy: remedies.SubjectDeadlinePassed,
      ...options,
    });
  }
}

/** The enrolment names no kind, no method, no encryption key. */
export class SubjectEnrolmentIncomplete extends ContractRevert {
  declare readonly kind: SubjectKind;
  declare readonly method: VouchMethod;
  declare readonly encryptionKey: Hex;

  constructor(
    args: { kind: SubjectKind; method: VouchMethod; encryptionKey: Hex },
    options?: RevertOptions,
  ) {
    super("SubjectEnrolmentIncomplete", args, {
      notice: "The enrolment names no kind, no method, no encryption key.",
      remedy: remedies.SubjectEnrolmentIncomplete,
      ...options,
    });
  }
}

/** The pseudonym exists. */
export class SubjectExists extends ContractRevert {
  declare readonly subject: Hex;

  constructor(args: { subject: Hex }, options?: RevertOptions) {
    super("SubjectExists", args, {
      notice: "The pseudonym exists.",
      remedy: remedies.SubjectExists,
      ...options,
    });
  }
}

/** The rotation names the present signer and key and ends nothing. */
export class SubjectRotationEmpty extends ContractRevert {
  declare readonly subject: Hex;

  constructor(args: { subject: Hex }, options?: RevertOptions) {
    super("SubjectRotationEmpty", args, {
      notice: "The rotation names the present signer and key and ends nothing.",
      remedy: remedies.SubjectRotationEmpty,
      ...options,
    });
  }
}

/** The rotation was used. */
export class SubjectRotationSpent extends ContractRevert {
  declare readonly digest: Hex;

  constructor(args: { digest: Hex }, options?: RevertOptions) {
    super("SubjectRotationSpent", args, {
      notice: "The rotation was used.",
      remedy: remedies.SubjectRotationSpent,
      ...options,
    });
  }
}

/** The signature is not the signer's over this digest, or is malleable. */
export class SubjectSignatureInvalid extends ContractRevert {
  declare readonly signer: Hex;
  declare readonly digest: Hex;

  constructor(args: { signer: Hex; digest: Hex }, options?: RevertOptions) {
    super("SubjectSignatureInvalid", args, {
      notice: "The signature is not the signer's over this digest, or is malleable.",
      remedy: remedies.SubjectSignatureInvalid,
      ...options,
    });
  }
}

/** A signer has 20 bytes, or more than 20 behind a verifier's address. */
export class SubjectSignerMalformed extends ContractRevert {
  declare readonly signer: Hex;

  constructor(args: { signer: Hex }, options?: RevertOptions) {
    super("SubjectSignerMalformed", args, {
      notice: "A signer has 20 bytes, or more than 20 behind a verifier's address.",
      remedy: remedies.SubjectSignerMalformed,
      ...options,
    });
  }
}

/** This signer does not control the subject. */
export class SubjectSignerMismatch extends ContractRevert {
  declare readonly subject: Hex;
  declare readonly signer: Hex;

  constructor(args: { subject: Hex; signer: Hex }, options?: RevertOptions) {
    super("SubjectSignerMismatch", args, {
      notice: "This signer does not control the subject.",
      remedy: remedies.SubjectSignerMismatch,
      ...options,
    });
  }
}

/** No such pseudonym. */
export class SubjectUnknown extends ContractRevert {
  declare readonly subject: Hex;

  constructor(args: { subject: Hex }, options?: RevertOptions) {
    super("SubjectUnknown", args, {
      notice: "No such pseudonym.",
      remedy: remedies.SubjectUnknown,
      ...options,
    });
  }
}

/** Signers through this verifier are not accepted. */
export class SubjectVerifierNotListed extends ContractRevert {
  declare readonly verifier: Hex;

  constructor(args: { verifier: Hex }, options?: RevertOptions) {
    super("SubjectVerifierNotListed", args, {
      notice: "Signers through this verifier are not accepted.",
      remedy: remedies.SubjectVerifierNotListed,
      ...options,
    });
  }
}

/** The verifier is listed, or is not, already; or it has no code; or it is the registry itself, which always takes P-256 keys. */
export class SubjectVerifierUnchanged extends ContractRevert {
  declare readonly verifier: Hex;
  declare readonly listed: boolean;

  constructor(args: { verifier: Hex; listed: boolean }, options?: RevertOptions) {
    super("SubjectVerifierUnchanged", args, {
      notice:
        "The verifier is listed, or is not, already; or it has no code; or it is the registry itself, which always takes P-256 keys.",
      remedy: remedies.SubjectVerifierUnchanged,
      ...options,
    });
  }
}

/** An enrolment is submitted by the institution that it names. */
export class SubjectVoucherMismatch extends ContractRevert {
  declare readonly voucher: number;
  declare readonly sender: number;

  constructor(args: { voucher: number; sender: number }, options?: RevertOptions) {
    super("SubjectVoucherMismatch", args, {
      notice: "An enrolment is submitted by the institution that it names.",
      remedy: remedies.SubjectVoucherMismatch,
      ...options,
    });
  }
}

/** The claim's first insurer has not paid it (or, to take back, what it paid still stands). */
export class SupplementClaimState extends ContractRevert {
  declare readonly claim: Hex;
  declare readonly state: ClaimState;

  constructor(args: { claim: Hex; state: ClaimState }, options?: RevertOptions) {
    super("SupplementClaimState", args, {
      notice:
        "The claim's first insurer has not paid it (or, to take back, what it paid still stands).",
      remedy: remedies.SupplementClaimState,
      ...options,
    });
  }
}

/** The assignment came too late. */
export class SupplementDeadlinePassed extends ContractRevert {
  declare readonly deadline: number;
  declare readonly now_: number;

  constructor(args: { deadline: number; now_: number }, options?: RevertOptions) {
    super("SupplementDeadlinePassed", args, {
      notice: "The assignment came too late.",
      remedy: remedies.SupplementDeadlinePassed,
      ...options,
    });
  }
}

/** The reasons of a refusal are missing. */
export class SupplementDocumentMissing extends ContractRevert {
  declare readonly claim: Hex;

  constructor(args: { claim: Hex }, options?: RevertOptions) {
    super("SupplementDocumentMissing", args, {
      notice: "The reasons of a refusal are missing.",
      remedy: remedies.SupplementDocumentMissing,
      ...options,
    });
  }
}

/** The supplements would be more than the claim left to the person. */
export class SupplementExceeded extends ContractRevert {
  declare readonly claim: Hex;
  declare readonly total: bigint;
  declare readonly most: bigint;

  constructor(args: { claim: Hex; total: bigint; most: bigint }, options?: RevertOptions) {
    super("SupplementExceeded", args, {
      notice: "The supplements would be more than the claim left to the person.",
      remedy: remedies.SupplementExceeded,
      ...options,
    });
  }
}

/** It is for the segment's insurer to say: more than the plan pays by rules alone, or a refusal. */
export class SupplementInsurerOnly extends ContractRevert {
  declare readonly insurer: number;
  declare readonly sender: number;
  declare readonly amount: bigint;

  constructor(args: { insurer: number; sender: number; amount: bigint }, options?: RevertOptions) {
    super("SupplementInsurerOnly", args, {
      notice:
        "It is for the segment's insurer to say: more than the plan pays by rules alone, or a refusal.",
      remedy: remedies.SupplementInsurerOnly,
      ...options,
    });
  }
}

/** The segment does not cover the day of the service, or still waits. */
export class SupplementNotCovered extends ContractRevert {
  declare readonly segment: Hex;
  declare readonly cover: Cover;
  declare readonly day: number;

  constructor(args: { segment: Hex; cover: Cover; day: number }, options?: RevertOptions) {
    super("SupplementNotCovered", args, {
      notice: "The segment does not cover the day of the service, or still waits.",
      remedy: remedies.SupplementNotCovered,
      ...options,
    });
  }
}

/** The assignment is older than the present one. */
export class SupplementOutdated extends ContractRevert {
  declare readonly key: Hex;
  declare readonly number: number;
  declare readonly present: number;

  constructor(args: { key: Hex; number: number; present: number }, options?: RevertOptions) {
    super("SupplementOutdated", args, {
      notice: "The assignment is older than the present one.",
      remedy: remedies.SupplementOutdated,
      ...options,
    });
  }
}

/** The plan does not supplement, or is not the segment's, or the claim's first insurer's too. */
export class SupplementPlanForeign extends ContractRevert {
  declare readonly planInsurer: number;
  declare readonly segmentInsurer: number;

  constructor(args: { planInsurer: number; segmentInsurer: number }, options?: RevertOptions) {
    super("SupplementPlanForeign", args, {
      notice:
        "The plan does not supplement, or is not the segment's, or the claim's first insurer's too.",
      remedy: remedies.SupplementPlanForeign,
      ...options,
    });
  }
}

/** The plan did not hold on the day of the service. */
export class SupplementPlanNotInForce extends ContractRevert {
  declare readonly plan: Hex;
  declare readonly from: number;
  declare readonly until: number;
  declare readonly day: number;

  constructor(
    args: { plan: Hex; from: number; until: number; day: number },
    options?: RevertOptions,
  ) {
    super("SupplementPlanNotInForce", args, {
      notice: "The plan did not hold on the day of the service.",
      remedy: remedies.SupplementPlanNotInForce,
      ...options,
    });
  }
}

/** The pool is poor or paused, or the provider named no payee: nothing was paid or noted. */
export class SupplementPoolCannotPay extends ContractRevert {
  declare readonly pool: Hex;
  declare readonly amount: bigint;

  constructor(args: { pool: Hex; amount: bigint }, options?: RevertOptions) {
    super("SupplementPoolCannotPay", args, {
      notice:
        "The pool is poor or paused, or the provider named no payee: nothing was paid or noted.",
      remedy: remedies.SupplementPoolCannotPay,
      ...options,
    });
  }
}

/** The lines' results shown are not the claim's. */
export class SupplementResultsMismatch extends ContractRevert {
  declare readonly claim: Hex;

  constructor(args: { claim: Hex }, options?: RevertOptions) {
    super("SupplementResultsMismatch", args, {
      notice: "The lines' results shown are not the claim's.",
      remedy: remedies.SupplementResultsMismatch,
      ...options,
    });
  }
}

/** The segment shown is not the one that was signed. */
export class SupplementSegmentWrong extends ContractRevert {
  declare readonly segment: Hex;

  constructor(args: { segment: Hex }, options?: RevertOptions) {
    super("SupplementSegmentWrong", args, {
      notice: "The segment shown is not the one that was signed.",
      remedy: remedies.SupplementSegmentWrong,
      ...options,
    });
  }
}

/** The claim is not in the state at this insurer that this asks for. */
export class SupplementStateWrong extends ContractRevert {
  declare readonly claim: Hex;
  declare readonly segment: Hex;
  declare readonly state: SupplementState;

  constructor(args: { claim: Hex; segment: Hex; state: SupplementState }, options?: RevertOptions) {
    super("SupplementStateWrong", args, {
      notice: "The claim is not in the state at this insurer that this asks for.",
      remedy: remedies.SupplementStateWrong,
      ...options,
    });
  }
}

/** The person has not assigned the services of this day to the segment. */
export class SupplementUnassigned extends ContractRevert {
  declare readonly segment: Hex;
  declare readonly day: number;

  constructor(args: { segment: Hex; day: number }, options?: RevertOptions) {
    super("SupplementUnassigned", args, {
      notice: "The person has not assigned the services of this day to the segment.",
      remedy: remedies.SupplementUnassigned,
      ...options,
    });
  }
}

/** Another unit with this code was sold or destroyed: one of the two is no genuine one. */
export class SupplyCodeSoldElsewhere extends ContractRevert {
  declare readonly sale: Hex;
  declare readonly index: number;

  constructor(args: { sale: Hex; index: number }, options?: RevertOptions) {
    super("SupplyCodeSoldElsewhere", args, {
      notice:
        "Another unit with this code was sold or destroyed: one of the two is no genuine one.",
      remedy: remedies.SupplyCodeSoldElsewhere,
      ...options,
    });
  }
}

/** The same parcels are packed under this number already. */
export class SupplyContainerExists extends ContractRevert {
  declare readonly container: Hex;

  constructor(args: { container: Hex }, options?: RevertOptions) {
    super("SupplyContainerExists", args, {
      notice: "The same parcels are packed under this number already.",
      remedy: remedies.SupplyContainerExists,
      ...options,
    });
  }
}

/** No such container: it was unpacked, or never packed. */
export class SupplyContainerUnknown extends ContractRevert {
  declare readonly container: Hex;

  constructor(args: { container: Hex }, options?: RevertOptions) {
    super("SupplyContainerUnknown", args, {
      notice: "No such container: it was unpacked, or never packed.",
      remedy: remedies.SupplyContainerUnknown,
      ...options,
    });
  }
}

/** The container's label or contents do not fit its id, or a word names no lot of it. */
export class SupplyContentsInvalid extends ContractRevert {
  declare readonly container: Hex;

  constructor(args: { container: Hex }, options?: RevertOptions) {
    super("SupplyContentsInvalid", args, {
      notice: "The container's label or contents do not fit its id, or a word names no lot of it.",
      remedy: remedies.SupplyContentsInvalid,
      ...options,
    });
  }
}

/** Destruction needs a disposition and the digest of its evidence. */
export class SupplyEvidenceMissing extends ContractRevert {
  constructor(args: {}, options?: RevertOptions) {
    super("SupplyEvidenceMissing", args, {
      notice: "Destruction needs a disposition and the digest of its evidence.",
      remedy: remedies.SupplyEvidenceMissing,
      ...options,
    });
  }
}

/** The lot is expired. */
export class SupplyExpired extends ContractRevert {
  declare readonly lot: Hex;
  declare readonly expiry: number;
  declare readonly now_: number;

  constructor(args: { lot: Hex; expiry: number; now_: number }, options?: RevertOptions) {
    super("SupplyExpired", args, {
      notice: "The lot is expired.",
      remedy: remedies.SupplyExpired,
      ...options,
    });
  }
}

/** A list is empty or too long. */
export class SupplyListLength extends ContractRevert {
  declare readonly length: number;
  declare readonly most: number;

  constructor(args: { length: number; most: number }, options?: RevertOptions) {
    super("SupplyListLength", args, {
      notice: "A list is empty or too long.",
      remedy: remedies.SupplyListLength,
      ...options,
    });
  }
}

/** The lot was commissioned before. */
export class SupplyLotExists extends ContractRevert {
  declare readonly lot: Hex;

  constructor(args: { lot: Hex }, options?: RevertOptions) {
    super("SupplyLotExists", args, {
      notice: "The lot was commissioned before.",
      remedy: remedies.SupplyLotExists,
      ...options,
    });
  }
}

/** A lot has a number, units and a code root, is not made in the future, and expires later. */
export class SupplyLotInvalid extends ContractRevert {
  declare readonly made: number;
  declare readonly expiry: number;
  declare readonly count: number;
  declare readonly now_: number;

  constructor(
    args: { made: number; expiry: number; count: number; now_: number },
    options?: RevertOptions,
  ) {
    super("SupplyLotInvalid", args, {
      notice:
        "A lot has a number, units and a code root, is not made in the future, and expires later.",
      remedy: remedies.SupplyLotInvalid,
      ...options,
    });
  }
}

/** No such lot. */
export class SupplyLotUnknown extends ContractRevert {
  declare readonly lot: Hex;

  constructor(args: { lot: Hex }, options?: RevertOptions) {
    super("SupplyLotUnknown", args, {
      notice: "No such lot.",
      remedy: remedies.SupplyLotUnknown,
      ...options,
    });
  }
}

/** The goods are another's. */
export class SupplyNotHolder extends ContractRevert {
  declare readonly holder: number;
  declare readonly sender: number;

  constructor(args: { holder: number; sender: number }, options?: RevertOptions) {
    super("SupplyNotHolder", args, {
      notice: "The goods are another's.",
      remedy: remedies.SupplyNotHolder,
      ...options,
    });
  }
}

/** The product is another's, or nobody's (0). */
export class SupplyNotLicenceHolder extends ContractRevert {
  declare readonly product: bigint;
  declare readonly licenceHolder: number;
  declare readonly sender: number;

  constructor(
    args: { product: bigint; licenceHolder: number; sender: number },
    options?: RevertOptions,
  ) {
    super("SupplyNotLicenceHolder", args, {
      notice: "The product is another's, or nobody's (0).",
      remedy: remedies.SupplyNotLicenceHolder,
      ...options,
    });
  }
}

/** The lot is not the sender's, and the sender is no regulator. */
export class SupplyNotMaker extends ContractRevert {
  declare readonly lot: Hex;
  declare readonly maker: number;
  declare readonly sender: number;

  constructor(args: { lot: Hex; maker: number; sender: number }, options?: RevertOptions) {
    super("SupplyNotMaker", args, {
      notice: "The lot is not the sender's, and the sender is no regulator.",
      remedy: remedies.SupplyNotMaker,
      ...options,
    });
  }
}

/** The goods were shipped to another. */
export class SupplyNotReceiver extends ContractRevert {
  declare readonly to: number;
  declare readonly sender: number;

  constructor(args: { to: number; sender: number }, options?: RevertOptions) {
    super("SupplyNotReceiver", args, {
      notice: "The goods were shipped to another.",
      remedy: remedies.SupplyNotReceiver,
      ...options,
    });
  }
}

/** Goods that are recalled, expired or quarantined, or whose holder is not ACTIVE, go to their maker, a distributor, a carrier or a regulator, and nowhere else. */
export class SupplyOnlyTowardsMaker extends ContractRevert {
  declare readonly lot: Hex;
  declare readonly maker: number;
  declare readonly to: number;

  constructor(args: { lot: Hex; maker: number; to: number }, options?: RevertOptions) {
    super("SupplyOnlyTowardsMaker", args, {
      notice:
        "Goods that are recalled, expired or quarantined, or whose holder is not ACTIVE, go to their maker, a distributor, a carrier or a regulator, and nowhere else.",
      remedy: remedies.SupplyOnlyTowardsMaker,
      ...options,
    });
  }
}

/** Units were taken from the parcel: it is no longer split or received in part. */
export class SupplyOpened extends ContractRevert {
  declare readonly lot: Hex;
  declare readonly first: number;
  declare readonly count: number;

  constructor(args: { lot: Hex; first: number; count: number }, options?: RevertOptions) {
    super("SupplyOpened", args, {
      notice: "Units were taken from the parcel: it is no longer split or received in part.",
      remedy: remedies.SupplyOpened,
      ...options,
    });
  }
}

/** The parcel is in a container: unpack it first. */
export class SupplyPacked extends ContractRevert {
  declare readonly container: bigint;

  constructor(args: { container: bigint }, options?: RevertOptions) {
    super("SupplyPacked", args, {
      notice: "The parcel is in a container: unpack it first.",
      remedy: remedies.SupplyPacked,
      ...options,
    });
  }
}

/** No parcel has this range now: it was split, or never was. */
export class SupplyParcelUnknown extends ContractRevert {
  declare readonly lot: Hex;
  declare readonly first: number;
  declare readonly count: number;

  constructor(args: { lot: Hex; first: number; count: number }, options?: RevertOptions) {
    super("SupplyParcelUnknown", args, {
      notice: "No parcel has this range now: it was split, or never was.",
      remedy: remedies.SupplyParcelUnknown,
      ...options,
    });
  }
}

/** Each unit of a claimable lot is dispensed with its payer's commitment, no other is. */
export class SupplyPayersMismatch extends ContractRevert {
  declare readonly payers: number;
  declare readonly expected: number;

  constructor(args: { payers: number; expected: number }, options?: RevertOptions) {
    super("SupplyPayersMismatch", args, {
      notice: "Each unit of a claimable lot is dispensed with its payer's commitment, no other is.",
      remedy: remedies.SupplyPayersMismatch,
      ...options,
    });
  }
}

/** The number is no GTIN with its check digit and no national code. */
export class SupplyProductInvalid extends ContractRevert {
  declare readonly product: bigint;

  constructor(args: { product: bigint }, options?: RevertOptions) {
    super("SupplyProductInvalid", args, {
      notice: "The number is no GTIN with its check digit and no national code.",
      remedy: remedies.SupplyProductInvalid,
      ...options,
    });
  }
}

/** The product is registered so already. */
export class SupplyProductUnchanged extends ContractRevert {
  declare readonly product: bigint;

  constructor(args: { product: bigint }, options?: RevertOptions) {
    super("SupplyProductUnchanged", args, {
      notice: "The product is registered so already.",
      remedy: remedies.SupplyProductUnchanged,
      ...options,
    });
  }
}

/** The units are not proven to be of the lot. */
export class SupplyProofInvalid extends ContractRevert {
  declare readonly lot: Hex;

  constructor(args: { lot: Hex }, options?: RevertOptions) {
    super("SupplyProofInvalid", args, {
      notice: "The units are not proven to be of the lot.",
      remedy: remedies.SupplyProofInvalid,
      ...options,
    });
  }
}

/** The goods are in no quarantine to be released from, or in one by who weighs more; or are in one by who weighs as much already. */
export class SupplyQuarantineUnchanged extends ContractRevert {
  declare readonly present: Quarantine;
  declare readonly weight: Quarantine;

  constructor(args: { present: Quarantine; weight: Quarantine }, options?: RevertOptions) {
    super("SupplyQuarantineUnchanged", args, {
      notice:
        "The goods are in no quarantine to be released from, or in one by who weighs more; or are in one by who weighs as much already.",
      remedy: remedies.SupplyQuarantineUnchanged,
      ...options,
    });
  }
}

/** The goods or their whole lot are in quarantine. */
export class SupplyQuarantined extends ContractRevert {
  declare readonly lot: Hex;
  declare readonly by: Quarantine;

  constructor(args: { lot: Hex; by: Quarantine }, options?: RevertOptions) {
    super("SupplyQuarantined", args, {
      notice: "The goods or their whole lot are in quarantine.",
      remedy: remedies.SupplyQuarantined,
      ...options,
    });
  }
}

/** A range begins within or before the one before it, or is empty. */
export class SupplyRangesOverlap extends ContractRevert {
  declare readonly first: number;
  declare readonly count: number;
  declare readonly from: number;

  constructor(args: { first: number; count: number; from: number }, options?: RevertOptions) {
    super("SupplyRangesOverlap", args, {
      notice: "A range begins within or before the one before it, or is empty.",
      remedy: remedies.SupplyRangesOverlap,
      ...options,
    });
  }
}

/** The lot is recalled as gravely already, or the class is none. */
export class SupplyRecallUnchanged extends ContractRevert {
  declare readonly lot: Hex;
  declare readonly present: RecallClass;
  declare readonly asked: RecallClass;

  constructor(
    args: { lot: Hex; present: RecallClass; asked: RecallClass },
    options?: RevertOptions,
  ) {
    super("SupplyRecallUnchanged", args, {
      notice: "The lot is recalled as gravely already, or the class is none.",
      remedy: remedies.SupplyRecallUnchanged,
      ...options,
    });
  }
}

/** The lot is recalled. */
export class SupplyRecalled extends ContractRevert {
  declare readonly lot: Hex;
  declare readonly severity: RecallClass;

  constructor(args: { lot: Hex; severity: RecallClass }, options?: RevertOptions) {
    super("SupplyRecalled", args, {
      notice: "The lot is recalled.",
      remedy: remedies.SupplyRecalled,
      ...options,
    });
  }
}

/** The receipt names units that were not shipped. */
export class SupplyReceiptExceeds extends ContractRevert {
  declare readonly first: number;
  declare readonly count: number;
  declare readonly namedFirst: number;
  declare readonly namedCount: number;

  constructor(
    args: { first: number; count: number; namedFirst: number; namedCount: number },
    options?: RevertOptions,
  ) {
    super("SupplyReceiptExceeds", args, {
      notice: "The receipt names units that were not shipped.",
      remedy: remedies.SupplyReceiptExceeds,
      ...options,
    });
  }
}

/** One does not ship to oneself or to nobody. */
export class SupplyReceiverInvalid extends ContractRevert {
  declare readonly to: number;

  constructor(args: { to: number }, options?: RevertOptions) {
    super("SupplyReceiverInvalid", args, {
      notice: "One does not ship to oneself or to nobody.",
      remedy: remedies.SupplyReceiverInvalid,
      ...options,
    });
  }
}

/** The sale was never made or its unit was brought back, or it was paid before. */
export class SupplySaleNotPayable extends ContractRevert {
  declare readonly sale: Hex;
  declare readonly state: UnitState;
  declare readonly paid: boolean;

  constructor(args: { sale: Hex; state: UnitState; paid: boolean }, options?: RevertOptions) {
    super("SupplySaleNotPayable", args, {
      notice: "The sale was never made or its unit was brought back, or it was paid before.",
      remedy: remedies.SupplySaleNotPayable,
      ...options,
    });
  }
}

/** The sale was made for another payer or by another dispenser. */
export class SupplySaleTermsWrong extends ContractRevert {
  declare readonly sale: Hex;

  constructor(args: { sale: Hex }, options?: RevertOptions) {
    super("SupplySaleTermsWrong", args, {
      notice: "The sale was made for another payer or by another dispenser.",
      remedy: remedies.SupplySaleTermsWrong,
      ...options,
    });
  }
}

/** The parts are not the whole, or one of them is none or all of it. */
export class SupplySplitDoesNotAddUp extends ContractRevert {
  declare readonly count: number;
  declare readonly sum: number;

  constructor(args: { count: number; sum: number }, options?: RevertOptions) {
    super("SupplySplitDoesNotAddUp", args, {
      notice: "The parts are not the whole, or one of them is none or all of it.",
      remedy: remedies.SupplySplitDoesNotAddUp,
      ...options,
    });
  }
}

/** The goods are in a state in which this is not done. */
export class SupplyStateWrong extends ContractRevert {
  declare readonly state: CustodyState;

  constructor(args: { state: CustodyState }, options?: RevertOptions) {
    super("SupplyStateWrong", args, {
      notice: "The goods are in a state in which this is not done.",
      remedy: remedies.SupplyStateWrong,
      ...options,
    });
  }
}

/** The unit is not of the parcel. */
export class SupplyUnitElsewhere extends ContractRevert {
  declare readonly index: number;
  declare readonly first: number;
  declare readonly count: number;

  constructor(args: { index: number; first: number; count: number }, options?: RevertOptions) {
    super("SupplyUnitElsewhere", args, {
      notice: "The unit is not of the parcel.",
      remedy: remedies.SupplyUnitElsewhere,
      ...options,
    });
  }
}

/** The unit was dispensed, brought back or destroyed before, or was not dispensed. */
export class SupplyUnitTaken extends ContractRevert {
  declare readonly index: number;
  declare readonly state: UnitState;

  constructor(args: { index: number; state: UnitState }, options?: RevertOptions) {
    super("SupplyUnitTaken", args, {
      notice: "The unit was dispensed, brought back or destroyed before, or was not dispensed.",
      remedy: remedies.SupplyUnitTaken,
      ...options,
    });
  }
}

/** The classes by name, with the arguments that are enums. */
export const contractErrors = {
  AccessGroupMalformed: { type: AccessGroupMalformed, enums: {} },
  AccessManagedInvalidAuthority: { type: AccessManagedInvalidAuthority, enums: {} },
  AccessManagedRequiredDelay: { type: AccessManagedRequiredDelay, enums: {} },
  AccessManagedUnauthorized: { type: AccessManagedUnauthorized, enums: {} },
  AccessManagerAlreadyScheduled: { type: AccessManagerAlreadyScheduled, enums: {} },
  AccessManagerBadConfirmation: { type: AccessManagerBadConfirmation, enums: {} },
  AccessManagerExpired: { type: AccessManagerExpired, enums: {} },
  AccessManagerInvalidInitialAdmin: { type: AccessManagerInvalidInitialAdmin, enums: {} },
  AccessManagerLockedFunction: { type: AccessManagerLockedFunction, enums: {} },
  AccessManagerLockedRole: { type: AccessManagerLockedRole, enums: {} },
  AccessManagerNotReady: { type: AccessManagerNotReady, enums: {} },
  AccessManagerNotScheduled: { type: AccessManagerNotScheduled, enums: {} },
  AccessManagerUnauthorizedAccount: { type: AccessManagerUnauthorizedAccount, enums: {} },
  AccessManagerUnauthorizedCall: { type: AccessManagerUnauthorizedCall, enums: {} },
  AccessManagerUnauthorizedCancel: { type: AccessManagerUnauthorizedCancel, enums: {} },
  AccessManagerUnauthorizedConsume: { type: AccessManagerUnauthorizedConsume, enums: {} },
  AccessNothingAsked: { type: AccessNothingAsked, enums: {} },
  AccessPurposeUnknown: { type: AccessPurposeUnknown, enums: {} },
  AddressEmptyCode: { type: AddressEmptyCode, enums: {} },
  AgentClaimChanged: { type: AgentClaimChanged, enums: {} },
  AgentClaimForeign: { type: AgentClaimForeign, enums: {} },
  AgentDeadlinePassed: { type: AgentDeadlinePassed, enums: {} },
  AgentDocumentMissing: { type: AgentDocumentMissing, enums: {} },
  AgentForeign: { type: AgentForeign, enums: {} },
  AgentHasMembership: { type: AgentHasMembership, enums: {} },
  AgentNotAdministrator: { type: AgentNotAdministrator, enums: {} },
  AgentNotAppointed: { type: AgentNotAppointed, enums: {} },
  AgentProposalIncomplete: { type: AgentProposalIncomplete, enums: {} },
  AgentProposalState: { type: AgentProposalState, enums: { state: ADVICE_STATES } },
  AgentRuleUnmet: { type: AgentRuleUnmet, enums: { advice: ADVICES } },
  AgentSignatureInvalid: { type: AgentSignatureInvalid, enums: {} },
  AgentTermsInvalid: { type: AgentTermsInvalid, enums: {} },
  AgreementAccountWrong: { type: AgreementAccountWrong, enums: {} },
  AgreementClauseFired: { type: AgreementClauseFired, enums: {} },
  AgreementClauseUnknown: { type: AgreementClauseUnknown, enums: {} },
  AgreementCureWrong: { type: AgreementCureWrong, enums: {} },
  AgreementDeadlinePassed: { type: AgreementDeadlinePassed, enums: {} },
  AgreementEvidenceMissing: { type: AgreementEvidenceMissing, enums: {} },
  AgreementExists: { type: AgreementExists, enums: {} },
  AgreementInstitutionUnqualified: { type: AgreementInstitutionUnqualified, enums: {} },
  AgreementInvalid: { type: AgreementInvalid, enums: {} },
  AgreementNotConfirmer: { type: AgreementNotConfirmer, enums: {} },
  AgreementNotParty: { type: AgreementNotParty, enums: {} },
  AgreementNothingDue: { type: AgreementNothingDue, enums: {} },
  AgreementOverlaps: { type: AgreementOverlaps, enums: {} },
  AgreementPaymentFailed: { type: AgreementPaymentFailed, enums: {} },
  AgreementSignatureInvalid: { type: AgreementSignatureInvalid, enums: {} },
  AgreementSignerWrong: { type: AgreementSignerWrong, enums: {} },
  AgreementStateWrong: { type: AgreementStateWrong, enums: { state: AGREEMENT_STATES } },
  AppealDeadlinePassed: { type: AppealDeadlinePassed, enums: {} },
  AppealNotProvider: { type: AppealNotProvider, enums: {} },
  AppealOutdated: { type: AppealOutdated, enums: {} },
  AppealTooEarly: { type: AppealTooEarly, enums: {} },
  AppealTooLate: { type: AppealTooLate, enums: {} },
  BalanceListLength: { type: BalanceListLength, enums: {} },
  BalanceNotInsurer: { type: BalanceNotInsurer, enums: {} },
  BalanceSegmentUnknown: { type: BalanceSegmentUnknown, enums: {} },
  CallersAlreadyFounded: { type: CallersAlreadyFounded, enums: {} },
  CallersNoChange: { type: CallersNoChange, enums: {} },
  CallersNotListed: { type: CallersNotListed, enums: {} },
  CallersNothingPending: { type: CallersNothingPending, enums: {} },
  CatalogueDaysInvalid: { type: CatalogueDaysInvalid, enums: {} },
  CatalogueEmpty: { type: CatalogueEmpty, enums: {} },
  CatalogueJurisdictionOther: { type: CatalogueJurisdictionOther, enums: {} },
  CatalogueRowUnknown: { type: CatalogueRowUnknown, enums: {} },
  CatalogueRuleInvalid: { type: CatalogueRuleInvalid, enums: {} },
  CatalogueVersionWrong: { type: CatalogueVersionWrong, enums: {} },
  ClaimAgreementForeign: { type: ClaimAgreementForeign, enums: {} },
  ClaimAgreementFrozen: { type: ClaimAgreementFrozen, enums: {} },
  ClaimAgreementNotInForce: { type: ClaimAgreementNotInForce, enums: {} },
  ClaimBalanceExceeded: { type: ClaimBalanceExceeded, enums: {} },
  ClaimChronicUnproven: { type: ClaimChronicUnproven, enums: {} },
  ClaimDrugCodeMismatch: { type: ClaimDrugCodeMismatch, enums: {} },
  ClaimExists: { type: ClaimExists, enums: { state: CLAIM_STATES } },
  ClaimGroupUnproven: { type: ClaimGroupUnproven, enums: {} },
  ClaimHeaderMalformed: { type: ClaimHeaderMalformed, enums: {} },
  ClaimJurisdictionForeign: { type: ClaimJurisdictionForeign, enums: {} },
  ClaimLineMalformed: { type: ClaimLineMalformed, enums: {} },
  ClaimListLength: { type: ClaimListLength, enums: {} },
  ClaimMarkTaken: { type: ClaimMarkTaken, enums: {} },
  ClaimNotPayable: { type: ClaimNotPayable, enums: { state: CLAIM_STATES } },
  ClaimPersonMismatch: { type: ClaimPersonMismatch, enums: {} },
  ClaimPlanForeign: { type: ClaimPlanForeign, enums: {} },
  ClaimPlanNotInForce: { type: ClaimPlanNotInForce, enums: {} },
  ClaimProviderForeign: { type: ClaimProviderForeign, enums: {} },
  ClaimRecordMismatch: { type: ClaimRecordMismatch, enums: {} },
  ClaimReviewOutdated: { type: ClaimReviewOutdated, enums: {} },
  ClaimStateWrong: { type: ClaimStateWrong, enums: { state: CLAIM_STATES } },
  ColdChainCalibrationEnded: { type: ColdChainCalibrationEnded, enums: {} },
  ColdChainGasShort: { type: ColdChainGasShort, enums: {} },
  ColdChainGoodsMismatch: { type: ColdChainGoodsMismatch, enums: {} },
  ColdChainLimitsInvalid: { type: ColdChainLimitsInvalid, enums: {} },
  ColdChainLimitsUnset: { type: ColdChainLimitsUnset, enums: {} },
  ColdChainMonitored: { type: ColdChainMonitored, enums: {} },
  ColdChainNotHolder: { type: ColdChainNotHolder, enums: {} },
  ColdChainNotLicenceHolder: { type: ColdChainNotLicenceHolder, enums: {} },
  ColdChainNotMonitored: { type: ColdChainNotMonitored, enums: {} },
  ColdChainNotOverdue: { type: ColdChainNotOverdue, enums: {} },
  ColdChainNotOwner: { type: ColdChainNotOwner, enums: {} },
  ColdChainNothingToPursue: { type: ColdChainNothingToPursue, enums: {} },
  ColdChainReadingFromFuture: { type: ColdChainReadingFromFuture, enums: {} },
  ColdChainReadingMisplaced: { type: ColdChainReadingMisplaced, enums: {} },
  ColdChainReadingsMalformed: { type: ColdChainReadingsMalformed, enums: {} },
  ColdChainReplayed: { type: ColdChainReplayed, enums: {} },
  ColdChainSensorExists: { type: ColdChainSensorExists, enums: {} },
  ColdChainSensorRetired: { type: ColdChainSensorRetired, enums: {} },
  ColdChainSensorUnknown: { type: ColdChainSensorUnknown, enums: {} },
  ColdChainSignatureInvalid: { type: ColdChainSignatureInvalid, enums: {} },
  ColdChainSignerInvalid: { type: ColdChainSignerInvalid, enums: {} },
  ConsentAlreadyRevoked: { type: ConsentAlreadyRevoked, enums: {} },
  ConsentDeadlinePassed: { type: ConsentDeadlinePassed, enums: {} },
  ConsentExists: { type: ConsentExists, enums: { state: GRANT_STATES } },
  ConsentExpired: { type: ConsentExpired, enums: {} },
  ConsentSenderNotController: { type: ConsentSenderNotController, enums: {} },
  ConsentWithoutUses: { type: ConsentWithoutUses, enums: {} },
  DirectoryModuleEmpty: { type: DirectoryModuleEmpty, enums: {} },
  DirectoryNameTaken: { type: DirectoryNameTaken, enums: {} },
  DirectoryNameUnknown: { type: DirectoryNameUnknown, enums: {} },
  ECDSAInvalidSignature: { type: ECDSAInvalidSignature, enums: {} },
  ECDSAInvalidSignatureLength: { type: ECDSAInvalidSignatureLength, enums: {} },
  ECDSAInvalidSignatureS: { type: ECDSAInvalidSignatureS, enums: {} },
  ERC20InsufficientAllowance: { type: ERC20InsufficientAllowance, enums: {} },
  ERC20InsufficientBalance: { type: ERC20InsufficientBalance, enums: {} },
  ERC20InvalidApprover: { type: ERC20InvalidApprover, enums: {} },
  ERC20InvalidReceiver: { type: ERC20InvalidReceiver, enums: {} },
  ERC20InvalidSender: { type: ERC20InvalidSender, enums: {} },
  ERC20InvalidSpender: { type: ERC20InvalidSpender, enums: {} },
  ERC2612ExpiredSignature: { type: ERC2612ExpiredSignature, enums: {} },
  ERC2612InvalidSigner: { type: ERC2612InvalidSigner, enums: {} },
  EnrolmentApproved: { type: EnrolmentApproved, enums: {} },
  EnrolmentBackDated: { type: EnrolmentBackDated, enums: {} },
  EnrolmentChangedSince: { type: EnrolmentChangedSince, enums: {} },
  EnrolmentCorrectionInvalid: { type: EnrolmentCorrectionInvalid, enums: {} },
  EnrolmentDayWrong: { type: EnrolmentDayWrong, enums: {} },
  EnrolmentDeadlinePassed: { type: EnrolmentDeadlinePassed, enums: {} },
  EnrolmentDetailsWrong: { type: EnrolmentDetailsWrong, enums: {} },
  EnrolmentDouble: { type: EnrolmentDouble, enums: {} },
  EnrolmentExists: { type: EnrolmentExists, enums: {} },
  EnrolmentMonthWrong: { type: EnrolmentMonthWrong, enums: {} },
  EnrolmentNotInsurer: { type: EnrolmentNotInsurer, enums: {} },
  EnrolmentNotLast: { type: EnrolmentNotLast, enums: {} },
  EnrolmentNotParty: { type: EnrolmentNotParty, enums: {} },
  EnrolmentPartiesInvalid: { type: EnrolmentPartiesInvalid, enums: {} },
  EnrolmentPartiesWrong: { type: EnrolmentPartiesWrong, enums: {} },
  EnrolmentStateWrong: { type: EnrolmentStateWrong, enums: { state: SEGMENT_STATES } },
  EnrolmentSucceeded: { type: EnrolmentSucceeded, enums: {} },
  FailedCall: { type: FailedCall, enums: {} },
  FreezeDocumentMissing: { type: FreezeDocumentMissing, enums: {} },
  FreezeJurisdictionOther: { type: FreezeJurisdictionOther, enums: {} },
  FreezeLasts: { type: FreezeLasts, enums: {} },
  FreezeNotParty: { type: FreezeNotParty, enums: {} },
  FreezeSameAccount: { type: FreezeSameAccount, enums: {} },
  FreezeStateWrong: { type: FreezeStateWrong, enums: { state: FREEZE_STATES } },
  FreezeUntilInvalid: { type: FreezeUntilInvalid, enums: {} },
  FundAccountInsufficient: { type: FundAccountInsufficient, enums: {} },
  FundAmountInvalid: { type: FundAmountInvalid, enums: {} },
  FundContributionKnown: { type: FundContributionKnown, enums: {} },
  FundDeadlinePassed: { type: FundDeadlinePassed, enums: {} },
  FundHandedOverTo: { type: FundHandedOverTo, enums: {} },
  FundMandateOutdated: { type: FundMandateOutdated, enums: {} },
  FundNotHandedOver: { type: FundNotHandedOver, enums: {} },
  FundPayeeInvalid: { type: FundPayeeInvalid, enums: {} },
  FundPoolExists: { type: FundPoolExists, enums: {} },
  FundPoolInsufficient: { type: FundPoolInsufficient, enums: {} },
  FundPoolInvalid: { type: FundPoolInvalid, enums: {} },
  FundPoolNotBelow: { type: FundPoolNotBelow, enums: {} },
  FundPoolPauseUnchanged: { type: FundPoolPauseUnchanged, enums: {} },
  FundPoolUnknown: { type: FundPoolUnknown, enums: {} },
  FundPositionExceeded: { type: FundPositionExceeded, enums: {} },
  FundReentered: { type: FundReentered, enums: {} },
  FundSuccessorInvalid: { type: FundSuccessorInvalid, enums: {} },
  FundTransferFailed: { type: FundTransferFailed, enums: {} },
  InsufficientBalance: { type: InsufficientBalance, enums: {} },
  InvalidAccountNonce: { type: InvalidAccountNonce, enums: {} },
  InvalidShortString: { type: InvalidShortString, enums: {} },
  NoticeRegisterOpen: { type: NoticeRegisterOpen, enums: {} },
  NoticeTooShort: { type: NoticeTooShort, enums: {} },
  ParticipantAccountExpired: { type: ParticipantAccountExpired, enums: {} },
  ParticipantAccountNotAdministrator: {
    type: ParticipantAccountNotAdministrator,
    enums: { role: ACCOUNT_ROLES },
  },
  ParticipantAccountTaken: { type: ParticipantAccountTaken, enums: {} },
  ParticipantAccountUnknown: { type: ParticipantAccountUnknown, enums: {} },
  ParticipantDomainPaused: { type: ParticipantDomainPaused, enums: { domain: DOMAINS } },
  ParticipantEndpointUnchanged: { type: ParticipantEndpointUnchanged, enums: {} },
  ParticipantKeyUnchanged: { type: ParticipantKeyUnchanged, enums: {} },
  ParticipantKindNotAllowed: { type: ParticipantKindNotAllowed, enums: {} },
  ParticipantNotActive: { type: ParticipantNotActive, enums: { status: PARTICIPANT_STATUSES } },
  ParticipantPauseUnchanged: { type: ParticipantPauseUnchanged, enums: { domain: DOMAINS } },
  ParticipantProfileInvalid: { type: ParticipantProfileInvalid, enums: {} },
  ParticipantProfileUnchanged: { type: ParticipantProfileUnchanged, enums: {} },
  ParticipantStatusUnchanged: {
    type: ParticipantStatusUnchanged,
    enums: { status: PARTICIPANT_STATUSES },
  },
  ParticipantUnknown: { type: ParticipantUnknown, enums: {} },
  PlanDaysInvalid: { type: PlanDaysInvalid, enums: {} },
  PlanExists: { type: PlanExists, enums: {} },
  PlanNotInsurers: { type: PlanNotInsurers, enums: {} },
  PlanTermsInvalid: { type: PlanTermsInvalid, enums: {} },
  PlanVersionWrong: { type: PlanVersionWrong, enums: {} },
  ProcurementAccountWrong: { type: ProcurementAccountWrong, enums: {} },
  ProcurementDeadlinePassed: { type: ProcurementDeadlinePassed, enums: {} },
  ProcurementDocumentInvalid: { type: ProcurementDocumentInvalid, enums: {} },
  ProcurementGoodsUnfit: { type: ProcurementGoodsUnfit, enums: {} },
  ProcurementNotDespatched: { type: ProcurementNotDespatched, enums: {} },
  ProcurementNotInvoiced: { type: ProcurementNotInvoiced, enums: {} },
  ProcurementNotParty: { type: ProcurementNotParty, enums: {} },
  ProcurementNotReceived: { type: ProcurementNotReceived, enums: { state: CUSTODY_STATES } },
  ProcurementNotSuppliers: { type: ProcurementNotSuppliers, enums: { state: CUSTODY_STATES } },
  ProcurementOrderExists: { type: ProcurementOrderExists, enums: {} },
  ProcurementOrderInvalid: { type: ProcurementOrderInvalid, enums: {} },
  ProcurementPaymentFailed: { type: ProcurementPaymentFailed, enums: {} },
  ProcurementProductWrong: { type: ProcurementProductWrong, enums: {} },
  ProcurementQuantityExceeded: { type: ProcurementQuantityExceeded, enums: {} },
  ProcurementRangeInvalid: { type: ProcurementRangeInvalid, enums: {} },
  ProcurementStateWrong: { type: ProcurementStateWrong, enums: { state: ORDER_STATES } },
  ProcurementTermsWrong: { type: ProcurementTermsWrong, enums: {} },
  ProposalEffectInvalid: { type: ProposalEffectInvalid, enums: {} },
  ProposalExists: { type: ProposalExists, enums: {} },
  ProposalNotTesters: { type: ProposalNotTesters, enums: {} },
  ProposalStateWrong: { type: ProposalStateWrong, enums: { state: PROPOSAL_STATES } },
  ReceiptExists: { type: ReceiptExists, enums: {} },
  ReceiptUnknown: { type: ReceiptUnknown, enums: {} },
  ReceiptWithoutState: { type: ReceiptWithoutState, enums: {} },
  RecordBatchEmpty: { type: RecordBatchEmpty, enums: {} },
  RecordBatchExists: { type: RecordBatchExists, enums: {} },
  RecordBatchUnknown: { type: RecordBatchUnknown, enums: {} },
  RecordPositionOutOfRange: { type: RecordPositionOutOfRange, enums: {} },
  RecordProofInvalid: { type: RecordProofInvalid, enums: {} },
  RecordStateRegressed: {
    type: RecordStateRegressed,
    enums: { from: ENTRY_STATES, to: ENTRY_STATES },
  },
  ReviewFlagsFixed: { type: ReviewFlagsFixed, enums: {} },
  ReviewNotInsurer: { type: ReviewNotInsurer, enums: {} },
  ReviewNotRegulator: { type: ReviewNotRegulator, enums: {} },
  ReviewReasonMissing: { type: ReviewReasonMissing, enums: {} },
  ReviewResultsMismatch: { type: ReviewResultsMismatch, enums: {} },
  ReviewSameAccount: { type: ReviewSameAccount, enums: {} },
  ReviewStageWrong: { type: ReviewStageWrong, enums: { stage: REVIEW_STAGES } },
  ReviewStateWrong: { type: ReviewStateWrong, enums: { state: CLAIM_STATES } },
  SafeCastOverflowedUintDowncast: { type: SafeCastOverflowedUintDowncast, enums: {} },
  ScanContainerWrong: { type: ScanContainerWrong, enums: {} },
  ScanNotOneUnit: { type: ScanNotOneUnit, enums: {} },
  ScanProofInvalid: { type: ScanProofInvalid, enums: {} },
  SettlementAmountZero: { type: SettlementAmountZero, enums: {} },
  SettlementCurrencyInvalid: { type: SettlementCurrencyInvalid, enums: {} },
  SettlementNotTaken: { type: SettlementNotTaken, enums: {} },
  SettlementVoucherExists: { type: SettlementVoucherExists, enums: {} },
  SettlementVoucherNotHeld: { type: SettlementVoucherNotHeld, enums: {} },
  SettlementVoucherStateWrong: {
    type: SettlementVoucherStateWrong,
    enums: { state: VOUCHER_STATES },
  },
  SettlementVoucherTime: { type: SettlementVoucherTime, enums: {} },
  StockLevelsInvalid: { type: StockLevelsInvalid, enums: {} },
  StockLevelsUnset: { type: StockLevelsUnset, enums: {} },
  StockNotHeld: { type: StockNotHeld, enums: {} },
  StockParcelsDisordered: { type: StockParcelsDisordered, enums: {} },
  StringTooLong: { type: StringTooLong, enums: {} },
  SubjectDeadlinePassed: { type: SubjectDeadlinePassed, enums: {} },
  SubjectEnrolmentIncomplete: {
    type: SubjectEnrolmentIncomplete,
    enums: { kind: SUBJECT_KINDS, method: VOUCH_METHODS },
  },
  SubjectExists: { type: SubjectExists, enums: {} },
  SubjectRotationEmpty: { type: SubjectRotationEmpty, enums: {} },
  SubjectRotationSpent: { type: SubjectRotationSpent, enums: {} },
  SubjectSignatureInvalid: { type: SubjectSignatureInvalid, enums: {} },
  SubjectSignerMalformed: { type: SubjectSignerMalformed, enums: {} },
  SubjectSignerMismatch: { type: SubjectSignerMismatch, enums: {} },
  SubjectUnknown: { type: SubjectUnknown, enums: {} },
  SubjectVerifierNotListed: { type: SubjectVerifierNotListed, enums: {} },
  SubjectVerifierUnchanged: { type: SubjectVerifierUnchanged, enums: {} },
  SubjectVoucherMismatch: { type: SubjectVoucherMismatch, enums: {} },
  SupplementClaimState: { type: SupplementClaimState, enums: { state: CLAIM_STATES } },
  SupplementDeadlinePassed: { type: SupplementDeadlinePassed, enums: {} },
  SupplementDocumentMissing: { type: SupplementDocumentMissing, enums: {} },
  SupplementExceeded: { type: SupplementExceeded, enums: {} },
  SupplementInsurerOnly: { type: SupplementInsurerOnly, enums: {} },
  SupplementNotCovered: { type: SupplementNotCovered, enums: { cover: COVERS } },
  SupplementOutdated: { type: SupplementOutdated, enums: {} },
  SupplementPlanForeign: { type: SupplementPlanForeign, enums: {} },
  SupplementPlanNotInForce: { type: SupplementPlanNotInForce, enums: {} },
  SupplementPoolCannotPay: { type: SupplementPoolCannotPay, enums: {} },
  SupplementResultsMismatch: { type: SupplementResultsMismatch, enums: {} },
  SupplementSegmentWrong: { type: SupplementSegmentWrong, enums: {} },
  SupplementStateWrong: { type: SupplementStateWrong, enums: { state: SUPPLEMENT_STATES } },
  SupplementUnassigned: { type: SupplementUnassigned, enums: {} },
  SupplyCodeSoldElsewhere: { type: SupplyCodeSoldElsewhere, enums: {} },
  SupplyContainerExists: { type: SupplyContainerExists, enums: {} },
  SupplyContainerUnknown: { type: SupplyContainerUnknown, enums: {} },
  SupplyContentsInvalid: { type: SupplyContentsInvalid, enums: {} },
  SupplyEvidenceMissing: { type: SupplyEvidenceMissing, enums: {} },
  SupplyExpired: { type: SupplyExpired, enums: {} },
  SupplyListLength: { type: SupplyListLength, enums: {} },
  SupplyLotExists: { type: SupplyLotExists, enums: {} },
  SupplyLotInvalid: { type: SupplyLotInvalid, enums: {} },
  SupplyLotUnknown: { type: SupplyLotUnknown, enums: {} },
  SupplyNotHolder: { type: SupplyNotHolder, enums: {} },
  SupplyNotLicenceHolder: { type: SupplyNotLicenceHolder, enums: {} },
  SupplyNotMaker: { type: SupplyNotMaker, enums: {} },
  SupplyNotReceiver: { type: SupplyNotReceiver, enums: {} },
  SupplyOnlyTowardsMaker: { type: SupplyOnlyTowardsMaker, enums: {} },
  SupplyOpened: { type: SupplyOpened, enums: {} },
  SupplyPacked: { type: SupplyPacked, enums: {} },
  SupplyParcelUnknown: { type: SupplyParcelUnknown, enums: {} },
  SupplyPayersMismatch: { type: SupplyPayersMismatch, enums: {} },
  SupplyProductInvalid: { type: SupplyProductInvalid, enums: {} },
  SupplyProductUnchanged: { type: SupplyProductUnchanged, enums: {} },
  SupplyProofInvalid: { type: SupplyProofInvalid, enums: {} },
  SupplyQuarantineUnchanged: {
    type: SupplyQuarantineUnchanged,
    enums: { present: QUARANTINES, weight: QUARANTINES },
  },
  SupplyQuarantined: { type: SupplyQuarantined, enums: { by: QUARANTINES } },
  SupplyRangesOverlap: { type: SupplyRangesOverlap, enums: {} },
  SupplyRecallUnchanged: {
    type: SupplyRecallUnchanged,
    enums: { present: RECALL_CLASSES, asked: RECALL_CLASSES },
  },
  SupplyRecalled: { type: SupplyRecalled, enums: { severity: RECALL_CLASSES } },
  SupplyReceiptExceeds: { type: SupplyReceiptExceeds, enums: {} },
  SupplyReceiverInvalid: { type: SupplyReceiverInvalid, enums: {} },
  SupplySaleNotPayable: { type: SupplySaleNotPayable, enums: { state: UNIT_STATES } },
  SupplySaleTermsWrong: { type: SupplySaleTermsWrong, enums: {} },
  SupplySplitDoesNotAddUp: { type: SupplySplitDoesNotAddUp, enums: {} },
  SupplyStateWrong: { type: SupplyStateWrong, enums: { state: CUSTODY_STATES } },
  SupplyUnitElsewhere: { type: SupplyUnitElsewhere, enums: {} },
  SupplyUnitTaken: { type: SupplyUnitTaken, enums: { state: UNIT_STATES } },
} as const;

export type ContractErrorName = keyof typeof contractErrors;
