// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ClaimId} from "./Ids.sol";

bytes32 constant AGENT_PROPOSAL_TYPEHASH = keccak256(
    "AgentProposal(address agent,bytes32 claim,uint256 standing,uint8 advice,uint32 flags,bytes32 model,"
    "bytes32 version,bytes32 reasons,uint40 deadline)"
);

/// @dev What an agent proposes for a claim. FLAG: to look at it, for the flags named.
enum Advice {
    NONE,
    RELEASE,
    DENY,
    FLAG
}

/// @dev What became of a proposal. CONFIRMED and REJECTED by a human; RULED: confirmed by its insurer's rule.
enum AdviceState {
    NONE,
    PROPOSED,
    CONFIRMED,
    RULED,
    REJECTED
}

/// @dev What an agent's key signs. `standing`: the claim's slot that it looked at (`IClaims.claimOf`).
/// `flags`: bits of `Flag` that it sees. `model`: digest of the program and weights, as appointed. `version`:
/// of its settings and prompts, a digest or a short name. `reasons`: salted digest of the document that gives
/// them. `deadline`: last second in which it may be carried.
struct AgentProposal {
    address agent;
    ClaimId claim;
    uint256 standing;
    Advice advice;
    uint32 flags;
    bytes32 model;
    bytes32 version;
    bytes32 reasons;
    uint40 deadline;
}

/// @dev How an insurer trusts an agent. `model`: what it runs. `until`: first second without it. The rule that
/// confirms in a human's place: claims billed at most `limit` (minor units, 0: none), which have no flags but
/// `flags`, and advice whose bit is in `advices`.
struct Appointment {
    bytes32 model;
    uint40 until;
    uint48 limit;
    uint32 flags;
    uint8 advices;
}

/// @notice The id of a proposal: its EIP-712 struct hash.
function hashAgentProposal(AgentProposal calldata p) pure returns (bytes32) {
    return
        keccak256(
            abi.encode(
                AGENT_PROPOSAL_TYPEHASH,
                p.agent,
                p.claim,
                p.standing,
                p.advice,
                p.flags,
                p.model,
                p.version,
                p.reasons,
                p.deadline
            )
        );
}
