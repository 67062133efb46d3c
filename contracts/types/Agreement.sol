// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AgreementId, ParticipantId} from "./Ids.sol";

bytes32 constant AGREEMENT_TYPEHASH = keccak256(
    "Agreement(uint32 insurer,uint32 institution,bytes32 text,bytes32 law,bytes32 disputes,uint24 from,"
    "uint24 until,uint128 services,uint16 factor,uint16 notice,uint16 cure,bytes32 clauses,uint40 deadline)"
);

bytes32 constant CLAUSE_TYPEHASH = keccak256(
    "Clause(uint8 trigger,uint32 confirmer,uint128 value,bytes32 condition)"
);

/// @dev What a clause does when its condition is met. PAY: the insurer owes the institution an amount.
/// UPDATE_SERVICE: the service items are these from the day on. PENALISE: the party in breach owes the other
/// an amount, once the time to cure is over.
enum Trigger {
    NONE,
    PAY,
    UPDATE_SERVICE,
    PENALISE
}

/// @dev In this order: from ACTIVE on, services of its days are billed, whatever became of it.
enum AgreementState {
    NONE,
    DRAFT,
    SIGNED,
    ACTIVE,
    BREACHED,
    TERMINATED
}

/// @dev Under which an insurer pays an institution's claims, as both sign it. `text`: salted digest of the
/// legal text. `law`: code of the governing law ("CN", ASCII from the left). `disputes`: code or digest of the
/// route of disputes. `from`, `until`: days, the second the first that it no longer holds. `services`: service
/// items it may bill (bit by `Rule`'s group). `factor`: of group prices, 10,000 is 1. `notice`: days of either
/// party's notice. `cure`: days in which a breach may be cured. `clauses`: root over `Clause` hashes
/// (OpenZeppelin's sorted pairs), 0: none. `deadline`: until when it may be signed.
struct Agreement {
    ParticipantId insurer;
    ParticipantId institution;
    bytes32 text;
    bytes32 law;
    bytes32 disputes;
    uint24 from;
    uint24 until;
    uint128 services;
    uint16 factor;
    uint16 notice;
    uint16 cure;
    bytes32 clauses;
    uint40 deadline;
}

/// @dev `confirmer`: who says that the condition is met. `value`: minor units, or service items.
/// `condition`: salted digest of the condition's text.
struct Clause {
    Trigger trigger;
    ParticipantId confirmer;
    uint128 value;
    bytes32 condition;
}

/// @dev Slot of an agreement, lowest bits first: state 8 | from 24 | until 24 | services 128 | factor 16 |
/// frozen until 40 (Unix time) | service changes 8 | marks 8 (1: signed by the insurer, 2: by the institution,
/// 4: the institution is in breach, 8: the insurer is, 16: it was in force).
type AgreementWord is uint256;

using {state, firstDay, endDay, services, factor, frozenUntil, covers} for AgreementWord global;

function state(AgreementWord w) pure returns (AgreementState) {
    return AgreementState(uint8(AgreementWord.unwrap(w)));
}

function firstDay(AgreementWord w) pure returns (uint24) {
    return uint24(AgreementWord.unwrap(w) >> 8);
}

/// @notice The first day on which it no longer holds.
function endDay(AgreementWord w) pure returns (uint24) {
    return uint24(AgreementWord.unwrap(w) >> 32);
}

function services(AgreementWord w) pure returns (uint128) {
    return uint128(AgreementWord.unwrap(w) >> 56);
}

function factor(AgreementWord w) pure returns (uint16) {
    return uint16(AgreementWord.unwrap(w) >> 184);
}

/// @notice Until when nothing is paid under it (Unix time); a time past: it is not frozen.
function frozenUntil(AgreementWord w) pure returns (uint40) {
    return uint40(AgreementWord.unwrap(w) >> 200);
}

/// @notice Whether services of a day may be billed under it.
function covers(AgreementWord w, uint24 day) pure returns (bool) {
    return w.state() >= AgreementState.ACTIVE && w.firstDay() <= day && day < w.endDay();
}

/// @notice The id of an agreement, which both parties sign.
function hashAgreement(Agreement calldata a) pure returns (AgreementId) {
    return AgreementId.wrap(keccak256(abi.encode(AGREEMENT_TYPEHASH, a)));
}

/// @notice The leaf of a clause.
function hashClause(Clause calldata c) pure returns (bytes32) {
    return keccak256(abi.encode(CLAUSE_TYPEHASH, c));
}
