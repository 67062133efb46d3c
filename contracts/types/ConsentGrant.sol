// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {GrantId, ParticipantId, SubjectId} from "./Ids.sol";

bytes32 constant PROVISION_TYPEHASH = keccak256("Provision(uint256 rule,uint256 labels)");

bytes32 constant TERMS_TYPEHASH = keccak256(
    "Terms(uint32 grantee,Provision[] provisions,bytes32 salt)"
    "Provision(uint256 rule,uint256 labels)"
);

bytes32 constant CONSENT_GRANT_TYPEHASH = keccak256(
    "ConsentGrant(bytes32 subject,Terms terms,uint40 notAfter,uint32 maxUses,uint40 deadline)"
    "Provision(uint256 rule,uint256 labels)"
    "Terms(uint32 grantee,Provision[] provisions,bytes32 salt)"
);

/// @dev What a patient signs. The terms travel as their struct hash.
struct ConsentGrant {
    SubjectId subject;
    bytes32 terms;
    uint40 notAfter;
    uint32 maxUses;
    uint40 deadline;
}

/// @dev rule: effect 8 | purposes 88 | access from 40, until 40 | data from 40, until 40.
/// labels: kinds 24 | sensitivities 40 | categories 128 | obligations 24 | refrains 24 | actions 16.
/// Lowest bits first; periods include both ends; `access` in Unix time, `data` in clinical dates.
struct Provision {
    uint256 rule;
    uint256 labels;
}

/// @dev Who may do what. Provisions go from the base to the innermost exception.
struct Terms {
    ParticipantId grantee;
    Provision[] provisions;
    bytes32 salt;
}

/// @notice The id of a grant. Reverts without a reason where a field is wider than its type.
function hashConsentGrant(ConsentGrant calldata g) pure returns (GrantId id) {
    bytes32 typeHash = CONSENT_GRANT_TYPEHASH;
    // The five words stand in calldata as they are hashed: copied as one.
    assembly ("memory-safe") {
        let buffer := mload(0x40)
        mstore(buffer, typeHash)
        calldatacopy(add(buffer, 0x20), g, 0xa0)
        let tooWide := shr(40, or(mload(add(buffer, 0x60)), mload(add(buffer, 0xa0))))
        if or(tooWide, shr(32, mload(add(buffer, 0x80)))) {
            revert(0, 0)
        }
        id := keccak256(buffer, 0xc0)
    }
}

/// @notice The same for a grant in memory.
function hashGrantInMemory(ConsentGrant memory g) pure returns (GrantId id) {
    bytes32 typeHash = CONSENT_GRANT_TYPEHASH;
    assembly ("memory-safe") {
        let buffer := mload(0x40)
        mstore(buffer, typeHash)
        mcopy(add(buffer, 0x20), g, 0xa0)
        id := keccak256(buffer, 0xc0)
    }
}

/// @notice The struct hash of the terms of a grant.
function hashTerms(
    ParticipantId grantee,
    Provision[] calldata provisions,
    bytes32 salt
) pure returns (bytes32 hash) {
    bytes32 typeHash = TERMS_TYPEHASH;
    bytes32 provisionTypeHash = PROVISION_TYPEHASH;
    assembly ("memory-safe") {
        // One provision after the other in the first three words, their hashes behind.
        let buffer := mload(0x40)
        let hashes := add(buffer, 0x60)
        let write := hashes
        mstore(buffer, provisionTypeHash)
        let read := provisions.offset
        for {
            let end := add(read, shl(6, provisions.length))
        } lt(read, end) {
            read := add(read, 0x40)
        } {
            calldatacopy(add(buffer, 0x20), read, 0x40)
            mstore(write, keccak256(buffer, 0x60))
            write := add(write, 0x20)
        }
        let all := keccak256(hashes, sub(write, hashes))
        mstore(buffer, typeHash)
        mstore(add(buffer, 0x20), grantee)
        mstore(add(buffer, 0x40), all)
        mstore(add(buffer, 0x60), salt)
        hash := keccak256(buffer, 0x80)
    }
}
