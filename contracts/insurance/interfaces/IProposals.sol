// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ParticipantId} from "../../types/Ids.sol";
import {Effect} from "../../types/Tariff.sol";

/// @title IProposals: rules that are tried on past claims before they are published
/// @notice Whoever tries them calls the ClaimDesk's preview (`eth_call`) with the proposed rules; what came of
/// it is stored here with the proposal. The rules take no effect until they are published, and need no
/// proposal for that.
interface IProposals {
    /// @notice PROPOSED; TRIED: an effect is stored; PUBLISHED, by whoever may.
    enum ProposalState {
        NONE,
        PROPOSED,
        TRIED,
        PUBLISHED
    }

    /// @notice `jurisdiction`: the proposer's; `since`: when it came to its state (Unix time).
    struct Proposal {
        ProposalState state;
        ParticipantId proposer;
        uint40 jurisdiction;
        uint40 since;
        Effect effect;
    }

    /// @notice Proposed rules were tried.
    event ProposalTried(
        bytes32 indexed proposal,
        Effect effect,
        ParticipantId tester,
        address actor
    );

    /// @notice The same was proposed before.
    error ProposalExists(bytes32 proposal);
    /// @notice The proposal is in a state in which this is not done, or does not exist.
    error ProposalStateWrong(bytes32 proposal, ProposalState state);
    /// @notice This is for the proposer, or a regulator of its jurisdiction.
    error ProposalNotTesters(bytes32 proposal, ParticipantId proposer, ParticipantId sender);
    /// @notice No claim was tried, more changed than were tried, or the run's digest is missing.
    error ProposalEffectInvalid(bytes32 proposal, uint32 claims, uint32 changed);

    /// @notice Stores what came of a shadow run, as the proposer or a regulator of its jurisdiction. A later
    /// run takes the place of the one before; all are in events.
    function recordEffect(bytes32 proposal, Effect calldata effect) external;

    /// @notice A proposal as it stands.
    function proposalOf(bytes32 proposal) external view returns (Proposal memory);
}
