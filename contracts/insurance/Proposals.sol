// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Membership} from "../types/Membership.sol";
import {Effect} from "../types/Tariff.sol";
import {IProposals} from "./interfaces/IProposals.sol";
import {Members} from "./Members.sol";

/// @title Proposals: base of registers whose rules can be tried first
/// @notice
///
///     (none) --propose (who may publish)--> PROPOSED
///     PROPOSED, TRIED --recordEffect (proposer, regulator)--> TRIED
///     PROPOSED, TRIED --published (who may)--> PUBLISHED
///
/// INV-PROPOSAL-1: a proposal's rules are those that its id is the hash of, and its effect that of a named
/// run.
abstract contract Proposals is Members, IProposals {
    mapping(bytes32 id => Proposal) private _proposals;

    /// @inheritdoc IProposals
    function recordEffect(bytes32 id, Effect calldata effect) external override {
        Proposal storage p = _proposals[id];
        require(
            p.state == ProposalState.PROPOSED || p.state == ProposalState.TRIED,
            ProposalStateWrong(id, p.state)
        );
        Membership m = _active(ANY);
        bool isRegulator = m.kinds() & REGULATORS != 0 && m.jurisdiction() == p.jurisdiction;
        require(
            m.participant() == p.proposer || isRegulator,
            ProposalNotTesters(id, p.proposer, m.participant())
        );
        require(
            effect.claims != 0 && effect.changed <= effect.claims && effect.run != 0,
            ProposalEffectInvalid(id, effect.claims, effect.changed)
        );
        p.state = ProposalState.TRIED;
        p.since = uint40(block.timestamp);
        p.effect = effect;
        emit ProposalTried(id, effect, m.participant(), msg.sender);
    }

    /// @inheritdoc IProposals
    function proposalOf(bytes32 id) external view override returns (Proposal memory) {
        return _proposals[id];
    }

    function _proposeAs(Membership m, bytes32 id) internal {
        Proposal storage p = _proposals[id];
        require(p.state == ProposalState.NONE, ProposalExists(id));
        p.state = ProposalState.PROPOSED;
        p.proposer = m.participant();
        p.jurisdiction = m.jurisdiction();
        p.since = uint40(block.timestamp);
    }

    /// @dev What is being published was perhaps proposed.
    function _wasProposed(bytes32 id) internal returns (bool) {
        Proposal storage p = _proposals[id];
        if (p.state == ProposalState.NONE) return false;
        p.state = ProposalState.PUBLISHED;
        p.since = uint40(block.timestamp);
        return true;
    }
}
