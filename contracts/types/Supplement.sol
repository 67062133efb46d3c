// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ClaimId, SegmentId, SubjectId} from "./Ids.sol";

bytes32 constant ASSIGNMENT_TYPEHASH = keccak256(
    "Assignment(bytes32 insured,bytes32 segment,uint24 until,uint16 number,uint40 deadline)"
);

/// @dev What becomes of a claim at a supplementary insurer. REFUSED: by the insurer, with its reasons;
/// REVERSED: the claim was taken back or decided again, and the provider owes what it got.
enum SupplementState {
    NONE,
    PAID,
    REFUSED,
    REVERSED
}

/// @dev What a person signs, so that a supplementary insurer pays what is left to her of claims (benefits
/// are assigned to the provider). `insured`: her pseudonym at the insurer that decides the claims.
/// `segment`: her cover at the supplementary one, whose pseudonym may be another and then signs too: both
/// are one person's for whoever reads the chain. `until`: services before this day, 0 ends it. `number`: higher
/// than the former one's. `deadline`: last second in which it may be brought.
struct Assignment {
    SubjectId insured;
    SegmentId segment;
    uint24 until;
    uint16 number;
    uint40 deadline;
}

/// @dev What a supplementary insurer pays, and by how much its segment's balance moves (minor units).
/// `most`: of all supplements to the claim together. `decision`: the highest 64 bits of the claim's slot, by
/// which it is found when the claim is decided again.
struct Supplement {
    uint48 paid;
    uint48 deductible;
    uint48 own;
    uint48 most;
    uint64 decision;
}

function hashAssignment(Assignment calldata a) pure returns (bytes32) {
    return
        keccak256(
            abi.encode(ASSIGNMENT_TYPEHASH, a.insured, a.segment, a.until, a.number, a.deadline)
        );
}

/// @notice Under which assignments of a pseudonym to a segment are kept.
function hashAssigned(SubjectId insured, SegmentId segment) pure returns (bytes32) {
    return keccak256(abi.encode(insured, segment));
}

/// @notice Under which what a segment paid of a claim is kept, and its payment's reference.
function hashSupplement(ClaimId claim, SegmentId segment) pure returns (bytes32) {
    return keccak256(abi.encode(claim, segment));
}
