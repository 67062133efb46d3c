// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ParticipantId} from "./Ids.sol";

/// @dev What the registry says of an account in one word, lowest bits first:
/// kinds 32 | status 8 | jurisdiction scheme 8 | jurisdiction code 32 | grade 8 |
/// accredited until 40 | credit 16 | HPKE key epoch 32 | participant 32 | account role 8.
/// The first 176 bits are the institution's own slot.
type Membership is uint256;

/// @dev What an institution may do. ACTIVE: everything; LAPSED: what protects patients and goods;
/// SUSPENDED: return goods, answer reviews, be paid.
enum ParticipantStatus {
    NONE,
    ACTIVE,
    LAPSED,
    SUSPENDED
}

/// @dev OPERATOR writes for its institution; ADMINISTRATOR also manages its accounts and keys.
enum AccountRole {
    NONE,
    OPERATOR,
    ADMINISTRATOR
}

/// @dev Parts of the suite that can be paused apart from each other.
enum Domain {
    IDENTITY,
    RECORDS,
    CONSENT,
    EXCHANGE,
    SUPPLY,
    INSURANCE,
    CLAIMS,
    RESEARCH
}

using {
    kinds,
    isActive,
    isWorseThan,
    status,
    jurisdiction,
    grade,
    accreditedUntil,
    keyEpoch,
    participant,
    accountRole
} for Membership global;

function kinds(Membership m) pure returns (uint32) {
    return uint32(Membership.unwrap(m));
}

function isActive(Membership m) pure returns (bool) {
    return uint8(Membership.unwrap(m) >> 32) == uint8(ParticipantStatus.ACTIVE);
}

// The registry writes members of the enum alone: what reads them does without Solidity's check.

/// @notice Whether its standing is worse than this one.
function isWorseThan(Membership m, ParticipantStatus worst) pure returns (bool worse) {
    assembly ("memory-safe") {
        worse := gt(and(shr(32, m), 0xff), worst)
    }
}

function status(Membership m) pure returns (ParticipantStatus found) {
    assembly ("memory-safe") {
        found := and(shr(32, m), 0xff)
    }
}

/// @notice Scheme 8 | code 32, lowest bits first.
function jurisdiction(Membership m) pure returns (uint40) {
    return uint40(Membership.unwrap(m) >> 40);
}

/// @notice As plans tell institutions apart: what is not graded 1 to 3 is as the nearest that is.
function grade(Membership m) pure returns (uint256 found) {
    found = uint8(Membership.unwrap(m) >> 80);
    if (found == 0) return 1;
    return found > 3 ? 3 : found;
}

function accreditedUntil(Membership m) pure returns (uint40) {
    return uint40(Membership.unwrap(m) >> 88);
}

function keyEpoch(Membership m) pure returns (uint32) {
    return uint32(Membership.unwrap(m) >> 144);
}

function participant(Membership m) pure returns (ParticipantId) {
    return ParticipantId.wrap(uint32(Membership.unwrap(m) >> 176));
}

function accountRole(Membership m) pure returns (AccountRole) {
    return AccountRole(uint8(Membership.unwrap(m) >> 208));
}
