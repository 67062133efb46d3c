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

/// @notice The id of a grant.
function hashConsentGrant(ConsentGrant memory g) pure returns (GrantId) {
    return
        GrantId.wrap(
            keccak256(
                abi.encode(
                    CONSENT_GRANT_TYPEHASH,
                    g.subject,
                    g.terms,
                    g.notAfter,
                    g.maxUses,
                    g.deadline
                )
            )
        );
}

/// @notice The struct hash of the terms of a grant.
function hashTerms(Terms calldata terms) pure returns (bytes32) {
    uint256 count = terms.provisions.length;
    bytes32[] memory hashes = new bytes32[](count);
    for (uint256 i = 0; i < count; ++i) {
        Provision calldata p = terms.provisions[i];
        hashes[i] = keccak256(abi.encode(PROVISION_TYPEHASH, p.rule, p.labels));
    }
    return
        keccak256(
            abi.encode(
                TERMS_TYPEHASH,
                terms.grantee,
                keccak256(abi.encodePacked(hashes)),
                terms.salt
            )
        );
}
