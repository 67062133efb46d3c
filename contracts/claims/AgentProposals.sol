// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {
    Advice,
    AdviceState,
    AgentProposal,
    Appointment,
    hashAgentProposal
} from "../types/AgentProposal.sol";
import {ClaimRecord} from "../types/Claim.sol";
import {Codes} from "../types/Codes.sol";
import {ParticipantId} from "../types/Ids.sol";
import {AccountRole, Domain, Membership} from "../types/Membership.sol";
import {IAgentProposals} from "./interfaces/IAgentProposals.sol";
import {IClaims} from "./interfaces/IClaims.sol";

/// @title AgentProposals: what insurers' agents propose for claims (evidence)
/// @notice
///
///     (none) --propose (the insurer, with its agent's signature)--> PROPOSED
///     PROPOSED --confirm (an account of the insurer)--> CONFIRMED
///     PROPOSED --confirmByRule (the same, where the rule says so)--> RULED
///     PROPOSED --reject (the same)--> REJECTED
///
/// INV-AGENT-1: it calls nothing that writes: no proposal changes an amount, whatever its state.
/// INV-AGENT-2: no proposal without the signature of an agent that its insurer had appointed for that model.
/// INV-AGENT-3: an answer is given once; by the rule only within its limit, flags and kinds of advice.
contract AgentProposals is EIP712, IAgentProposals {
    uint32 private constant INSURERS = uint32(
        (1 << Codes.PARTICIPANT_KIND_INSURANCE_AGENCY) |
            (1 << Codes.PARTICIPANT_KIND_COMMERCIAL_INSURER)
    );
    /// @dev Bits of `Advice` but NONE.
    uint256 private constant ADVICES = 14;
    uint256 private constant STATE = type(uint8).max;

    IParticipantRegistry private immutable PARTICIPANTS;
    IClaims private immutable CLAIMS;

    mapping(address agent => uint256) private _agents;

    mapping(address agent => bytes32) private _models;

    mapping(bytes32 id => uint256) private _proposals;

    constructor(
        IParticipantRegistry participants,
        IClaims claims
    ) EIP712("CareLedger AgentProposals", "1") {
        PARTICIPANTS = participants;
        CLAIMS = claims;
    }

    /// @inheritdoc IAgentProposals
    function appoint(address agent, Appointment calldata t) external override {
        ParticipantId institution = _administrator(agent);
        // Says that it knows no such account by reverting: then there is nothing to do.
        try PARTICIPANTS.membership(agent) returns (Membership m) {
            revert AgentHasMembership(agent, m.participant());
        } catch {} // solhint-disable-line no-empty-blocks
        require(
            agent != address(0) &&
                t.model != 0 &&
                t.until > block.timestamp &&
                t.advices & ~ADVICES == 0,
            AgentTermsInvalid(agent)
        );
        _store(
            agent,
            uint256(ParticipantId.unwrap(institution)) |
                (uint256(t.until) << 32) |
                (uint256(t.limit) << 72) |
                (uint256(t.flags) << 120) |
                (uint256(t.advices) << 152),
            t.model
        );
    }

    /// @inheritdoc IAgentProposals
    function dismiss(address agent) external override {
        _administrator(agent);
        uint256 word = _agents[agent];
        require(word != 0, AgentNotAppointed(agent, 0, 0));
        // Whose it was stays: nobody else appoints its key.
        _store(agent, uint32(word), 0);
    }

    /// @inheritdoc IAgentProposals
    function propose(
        AgentProposal calldata p,
        ClaimRecord calldata claim,
        uint48 fromAccount,
        bytes calldata signature
    ) external override returns (bytes32 id) {
        id = hashAgentProposal(p);
        ParticipantId institution = _human();
        uint256 agent = _agents[p.agent];
        require(
            ParticipantId.unwrap(institution) == uint32(agent),
            AgentForeign(p.agent, ParticipantId.wrap(uint32(agent)), institution)
        );
        uint40 until = uint40(agent >> 32);
        require(
            block.timestamp < until && _models[p.agent] == p.model,
            AgentNotAppointed(p.agent, until, _models[p.agent])
        );
        require(
            block.timestamp <= p.deadline,
            AgentDeadlinePassed(id, p.deadline, uint40(block.timestamp))
        );
        require(
            p.advice != Advice.NONE && p.reasons != 0 && p.version != 0,
            AgentProposalIncomplete(id)
        );
        _requireState(id, AdviceState.NONE);
        _requireClaim(p, claim, fromAccount, institution);
        bytes32 digest = _hashTypedDataV4(id);
        require(
            SignatureChecker.isValidSignatureNow(p.agent, digest, signature),
            AgentSignatureInvalid(p.agent, digest)
        );
        uint256 word =
            uint256(AdviceState.PROPOSED) |
                (uint256(ParticipantId.unwrap(institution)) << 8) |
                (block.timestamp << 40);
        _proposals[id] = word;
        emit AgentProposed(id, p.claim, p.agent, p, word, msg.sender);
    }

    /// @inheritdoc IAgentProposals
    function confirm(AgentProposal calldata p, bytes32 document) external override {
        _requireStanding(p);
        _answer(p, AdviceState.CONFIRMED, document);
    }

    /// @inheritdoc IAgentProposals
    function reject(AgentProposal calldata p, bytes32 document) external override {
        _answer(p, AdviceState.REJECTED, document);
    }

    /// @inheritdoc IAgentProposals
    function confirmByRule(
        AgentProposal calldata p,
        ClaimRecord calldata claim,
        uint48 fromAccount
    ) external override {
        (bytes32 id, uint256 word, ParticipantId institution) = _open(p);
        _requireClaim(p, claim, fromAccount, institution);
        uint256 agent = _agents[p.agent];
        uint256 billed = uint48(claim.totals >> 144);
        uint256 flags = uint32(claim.totals >> 192) | p.flags;
        require(
            block.timestamp < uint40(agent >> 32) &&
                billed <= uint48(agent >> 72) &&
                flags & ~uint256(uint32(agent >> 120)) == 0 &&
                (uint8(agent >> 152) >> uint8(p.advice)) & 1 != 0,
            AgentRuleUnmet(id, p.advice, billed, flags)
        );
        _close(id, p, word, AdviceState.RULED, 0);
    }

    /// @inheritdoc IAgentProposals
    function agentOf(address agent) external view override returns (uint256 word, bytes32 model) {
        return (_agents[agent], _models[agent]);
    }

    /// @inheritdoc IAgentProposals
    function proposalOf(bytes32 id) external view override returns (uint256 word) {
        return _proposals[id];
    }

    function _store(address agent, uint256 word, bytes32 model) private {
        _agents[agent] = word;
        _models[agent] = model;
        emit AgentAppointed(agent, ParticipantId.wrap(uint32(word)), word, model, msg.sender);
    }

    function _answer(AgentProposal calldata p, AdviceState state, bytes32 document) private {
        (bytes32 id, uint256 word, ) = _open(p);
        require(document != 0, AgentDocumentMissing(id));
        _close(id, p, word, state, document);
    }

    function _close(
        bytes32 id,
        AgentProposal calldata p,
        uint256 word,
        AdviceState state,
        bytes32 document
    ) private {
        word = (word & ~STATE) | uint256(state) | (block.timestamp << 80);
        _proposals[id] = word;
        emit AgentAnswered(id, p.claim, word, document, msg.sender);
    }

    /// @dev A proposal of the sender's institution that nobody answered.
    function _open(
        AgentProposal calldata p
    ) private view returns (bytes32 id, uint256 word, ParticipantId institution) {
        id = hashAgentProposal(p);
        institution = _human();
        word = _requireState(id, AdviceState.PROPOSED);
        ParticipantId owner = ParticipantId.wrap(uint32(word >> 8));
        require(owner == institution, AgentForeign(p.agent, owner, institution));
    }

    function _requireState(bytes32 id, AdviceState expected) private view returns (uint256 word) {
        word = _proposals[id];
        AdviceState state = AdviceState(uint8(word));
        require(state == expected, AgentProposalState(id, state));
    }

    /// @dev The claim is of this institution, and as the agent saw it.
    function _requireClaim(
        AgentProposal calldata p,
        ClaimRecord calldata claim,
        uint48 fromAccount,
        ParticipantId institution
    ) private view {
        CLAIMS.requireRecord(p.claim, claim, fromAccount);
        ParticipantId insurer = ParticipantId.wrap(uint32(claim.header >> 32));
        require(insurer == institution, AgentClaimForeign(p.claim, insurer, institution));
        _requireStanding(p);
    }

    function _requireStanding(AgentProposal calldata p) private view {
        uint256 standing = CLAIMS.claimOf(p.claim);
        require(standing == p.standing, AgentClaimChanged(p.claim, standing, p.standing));
    }

    /// @dev An administrator of an insurer, which is the agent's if it has one.
    function _administrator(address agent) private view returns (ParticipantId institution) {
        Membership m = PARTICIPANTS.requireActive(msg.sender, Domain.CLAIMS, INSURERS);
        require(m.accountRole() == AccountRole.ADMINISTRATOR, AgentNotAdministrator(msg.sender));
        institution = m.participant();
        uint32 owner = uint32(_agents[agent]);
        require(
            owner == 0 || owner == ParticipantId.unwrap(institution),
            AgentForeign(agent, ParticipantId.wrap(owner), institution)
        );
    }

    /// @dev The institution of the sender's account, which is a human's and no agent's.
    function _human() private view returns (ParticipantId institution) {
        institution = PARTICIPANTS.requireActive(msg.sender, Domain.CLAIMS, INSURERS).participant();
        require(_agents[msg.sender] == 0, AgentHasMembership(msg.sender, institution));
    }
}
