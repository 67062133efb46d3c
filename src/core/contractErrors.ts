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
  type Domain,
  DOMAINS,
  type EntryState,
  ENTRY_STATES,
  type GrantState,
  GRANT_STATES,
  type ParticipantStatus,
  PARTICIPANT_STATUSES,
  type SubjectKind,
  SUBJECT_KINDS,
  type VouchMethod,
  VOUCH_METHODS,
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
  CallersAlreadyFounded: { type: CallersAlreadyFounded, enums: {} },
  CallersNoChange: { type: CallersNoChange, enums: {} },
  CallersNotListed: { type: CallersNotListed, enums: {} },
  CallersNothingPending: { type: CallersNothingPending, enums: {} },
  ConsentAlreadyRevoked: { type: ConsentAlreadyRevoked, enums: {} },
  ConsentDeadlinePassed: { type: ConsentDeadlinePassed, enums: {} },
  ConsentExists: { type: ConsentExists, enums: { state: GRANT_STATES } },
  ConsentExpired: { type: ConsentExpired, enums: {} },
  ConsentSenderNotController: { type: ConsentSenderNotController, enums: {} },
  ConsentWithoutUses: { type: ConsentWithoutUses, enums: {} },
  DirectoryModuleEmpty: { type: DirectoryModuleEmpty, enums: {} },
  DirectoryNameTaken: { type: DirectoryNameTaken, enums: {} },
  DirectoryNameUnknown: { type: DirectoryNameUnknown, enums: {} },
  FailedCall: { type: FailedCall, enums: {} },
  InsufficientBalance: { type: InsufficientBalance, enums: {} },
  InvalidShortString: { type: InvalidShortString, enums: {} },
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
  SafeCastOverflowedUintDowncast: { type: SafeCastOverflowedUintDowncast, enums: {} },
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
} as const;

export type ContractErrorName = keyof typeof contractErrors;
