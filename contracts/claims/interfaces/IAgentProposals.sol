// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Advice, AdviceState, AgentProposal, Appointment} from "../../types/AgentProposal.sol";
import {ClaimRecord} from "../../types/Claim.sol";
import {ClaimId, ParticipantId} from "../../types/Ids.sol";

/// @title IAgentProposals: what insurers' agents propose for claims, and who confirmed or rejected it
/// @notice A log with states: it calls nothing that changes a claim or moves money, and is nobody's caller. A
/// confirmed proposal takes effect when a human of the insurer decides the claim and names it.
interface IAgentProposals {
    /// @notice An agent is trusted as its word says (`agentOf`), or no longer (until 0).
    event AgentAppointed(
        address indexed agent,
        ParticipantId indexed institution,
        uint256 word,
        bytes32 model,
        address actor
    );
    /// @notice An agent proposed; the proposal's slot is `word` (`proposalOf`).
    event AgentProposed(
        bytes32 indexed id,
        ClaimId indexed claim,
        address indexed agent,
        AgentProposal proposal,
        uint256 word,
        address actor
    );
    /// @notice A proposal was confirmed or rejected, as its word says: by the human of the account `actor`, or by
    /// the rule (RULED), which `actor` had applied. `document`: digest of the human's reasons.
    event AgentAnswered(
        bytes32 indexed id,
        ClaimId indexed claim,
        uint256 word,
        bytes32 document,
        address actor
    );

    /// @notice Agents are appointed and dismissed by an administrator of their insurer.
    error AgentNotAdministrator(address account);
    /// @notice An agent's account belongs to no institution, so that it can do nothing but propose.
    error AgentHasMembership(address agent, ParticipantId institution);
    /// @notice The agent is another institution's.
    error AgentForeign(address agent, ParticipantId institution, ParticipantId sender);
    /// @notice No model is named, no end in the future, or an unknown kind of advice.
    error AgentTermsInvalid(address agent);
    /// @notice The agent is not appointed now, or for another model.
    error AgentNotAppointed(address agent, uint40 until, bytes32 model);
    /// @notice The proposal has no advice, no reasons, or no version of its model.
    error AgentProposalIncomplete(bytes32 id);
    /// @notice The signature is not the agent's over this proposal.
    error AgentSignatureInvalid(address agent, bytes32 digest);
    /// @notice The proposal came too late.
    error AgentDeadlinePassed(bytes32 id, uint40 deadline, uint40 now_);
    /// @notice The claim is another insurer's.
    error AgentClaimForeign(ClaimId claim, ParticipantId insurer, ParticipantId institution);
    /// @notice The claim is not as the agent saw it.
    error AgentClaimChanged(ClaimId claim, uint256 standing, uint256 seen);
    /// @notice The proposal is not in the state that this asks for.
    error AgentProposalState(bytes32 id, AdviceState state);
    /// @notice The reasons of the answer are missing.
    error AgentDocumentMissing(bytes32 id);
    /// @notice The rule does not confirm this: a human must.
    error AgentRuleUnmet(bytes32 id, Advice advice, uint256 billed, uint256 flags);

    /// @notice Appoints an agent, or changes its terms; by an administrator of an ACTIVE insurer.
    function appoint(address agent, Appointment calldata terms) external;

    /// @notice Ends an agent's appointment; by an administrator of its insurer.
    function dismiss(address agent) external;

    /// @notice Logs a proposal that an agent signed (EIP-712; ERC-1271 for contracts); by an ACTIVE account of
    /// its insurer, whose claim it is.
    /// @param fromAccount What the person's account gave for it; 0 before it is paid
    function propose(
        AgentProposal calldata proposal,
        ClaimRecord calldata claim,
        uint48 fromAccount,
        bytes calldata signature
    ) external returns (bytes32 id);

    /// @notice Confirms a proposal as the human of the sender's account, with the digest of the reasons; the claim
    /// must be as the agent saw it.
    function confirm(AgentProposal calldata proposal, bytes32 document) external;

    /// @notice Rejects a proposal, in the same way; whatever the claim is now.
    function reject(AgentProposal calldata proposal, bytes32 document) external;

    /// @notice Confirms a proposal by the rule of the agent's appointment; by an ACTIVE account of its insurer.
    function confirmByRule(
        AgentProposal calldata proposal,
        ClaimRecord calldata claim,
        uint48 fromAccount
    ) external;

    /// @notice An agent: institution 32 | until 40 | limit 48 | flags 32 | advices 8; and its model.
    function agentOf(address agent) external view returns (uint256 word, bytes32 model);

    /// @notice A proposal: state 8 | institution 32 | proposed at 40 | answered at 40; 0: none.
    function proposalOf(bytes32 id) external view returns (uint256 word);
}
