// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {
    Agreement,
    AgreementState,
    AgreementWord,
    Clause,
    hashAgreement,
    hashClause,
    Trigger
} from "../types/Agreement.sol";
import {dayOf} from "../types/Days.sol";
import {AgreementId, ParticipantId} from "../types/Ids.sol";
import {Domain, ParticipantStatus} from "../types/Membership.sol";
import {Freezes} from "./Freezes.sol";
import {IAgreements} from "./interfaces/IAgreements.sol";
import {ISettlementToken} from "./interfaces/ISettlementToken.sol";
import {Members} from "./Members.sol";

/// @title Clauses: what follows under an agreement when a condition is met
/// @notice
///
///     (none) --fire (its confirmer)--> DUE --settle (party)--> DONE
///     (none) --fire (its confirmer), UPDATE_SERVICE--> DONE
///
/// INV-AGREEMENT-4: a clause fires once at most, is paid once at most, and only of an agreement that came
/// into force.
/// INV-AGREEMENT-5: nobody is penalised before the time to cure a breach is over.
abstract contract Clauses is Freezes, IAgreements {
    uint256 internal constant INSTITUTION_BREAKS = 1 << 250;
    uint256 internal constant INSURER_BREAKS = 1 << 251;
    uint256 internal constant BREACH = INSTITUTION_BREAKS | INSURER_BREAKS;
    uint256 internal constant WAS_IN_FORCE = 1 << 252;

    uint256 private constant SERVICES = uint256(type(uint128).max) << 56;
    uint256 private constant CHANGES = 240;

    ISettlementToken private immutable TOKEN;

    mapping(AgreementId id => AgreementWord) internal _agreements;

    /// @dev Reporter 32 | cure until 40.
    mapping(AgreementId id => uint256) internal _breaches;

    /// @dev By the number of the change: services before 128 | the first day after it 24.
    mapping(AgreementId id => mapping(uint256 index => uint256)) private _changes;

    /// @dev State 8 | debtor 32 | value 128, by the hash of the agreement's id and the clause's.
    mapping(bytes32 key => uint256) private _clauses;

    constructor(IParticipantRegistry participants, ISettlementToken token) Members(participants) {
        TOKEN = token;
    }

    /// @inheritdoc IAgreements
    function fire(
        Agreement calldata a,
        Clause calldata clause,
        bytes32[] calldata proof,
        bytes32 evidence
    ) external override {
        ParticipantId sender = _active(ANY).participant();
        (AgreementId id, uint256 word) = _in(a, type(uint256).max);
        // Also after its end, but never of a draft that was ended.
        require(word & WAS_IN_FORCE != 0, AgreementStateWrong(id, _stateIn(word)));
        _requireEvidence(id, evidence);
        require(clause.confirmer == sender, AgreementNotConfirmer(id, clause.confirmer, sender));
        bytes32 leaf = hashClause(clause);
        require(
            MerkleProof.verifyCalldata(proof, a.clauses, leaf),
            AgreementClauseUnknown(id, leaf)
        );
        bytes32 key = keccak256(abi.encode(id, leaf));
        require(_clauses[key] == 0, AgreementClauseFired(id, key));
        ClauseState state = ClauseState.DUE;
        ParticipantId debtor = a.insurer;
        if (clause.trigger == Trigger.UPDATE_SERVICE) {
            state = ClauseState.DONE;
            debtor = ParticipantId.wrap(0);
            word = _serve(id, word, clause.value);
        } else if (clause.trigger == Trigger.PENALISE) {
            debtor = _breaker(id, a, word);
        }
        _clauses[key] = _clauseWord(state, debtor, clause.value);
        emit ClauseFired(
            id,
            key,
            clause,
            state,
            debtor,
            AgreementWord.wrap(word),
            evidence,
            msg.sender
        );
    }

    /// @inheritdoc IAgreements
    function settle(
        Agreement calldata a,
        Clause calldata clause,
        address payer,
        address payee
    ) external override {
        AgreementId id = hashAgreement(a);
        _requireParty(
            id,
            a,
            PARTICIPANTS
                .requireStanding(msg.sender, Domain.INSURANCE, ANY, ParticipantStatus.SUSPENDED)
                .participant()
        );
        bytes32 key = keccak256(abi.encode(id, hashClause(clause)));
        (ClauseState state, ParticipantId debtor, uint128 value) = clauseOf(key);
        require(state == ClauseState.DUE, AgreementNothingDue(id, key));
        _requireAccount(id, payer, debtor);
        _requireAccount(id, payee, debtor == a.insurer ? a.institution : a.insurer);
        // Before the token is called: whatever it does, the clause is paid once.
        _clauses[key] = _clauseWord(ClauseState.DONE, debtor, value);
        emit ClausePaid(id, key, payer, payee, value, msg.sender);
        require(TOKEN.transferFrom(payer, payee, value), AgreementPaymentFailed(id, key));
    }

    /// @inheritdoc IAgreements
    function agreementOn(
        AgreementId id,
        uint24 day
    ) external view override returns (AgreementWord) {
        uint256 word = _word(id);
        for (uint256 i = uint8(word >> CHANGES); i != 0; --i) {
            uint256 change = _changes[id][i - 1];
            if (day >= uint24(change >> 128)) break;
            word = (word & ~SERVICES) | (uint256(uint128(change)) << 56);
        }
        return AgreementWord.wrap(word);
    }

    /// @inheritdoc IAgreements
    function agreementOf(AgreementId id) external view override returns (AgreementWord) {
        return _agreements[id];
    }

    /// @inheritdoc IAgreements
    function breachOf(
        AgreementId id
    ) public view override returns (ParticipantId reporter, uint40 cureUntil) {
        uint256 breach = _breaches[id];
        return (ParticipantId.wrap(uint32(breach)), uint40(breach >> 32));
    }

    /// @inheritdoc IAgreements
    function clauseOf(
        bytes32 key
    ) public view override returns (ClauseState state, ParticipantId debtor, uint128 value) {
        uint256 word = _clauses[key];
        state = ClauseState(uint8(word));
        debtor = ParticipantId.wrap(uint32(word >> 8));
        value = uint128(word >> 40);
    }

    /// @dev An agreement that is in one of these states.
    function _in(
        Agreement calldata a,
        uint256 allowed
    ) internal view returns (AgreementId id, uint256 word) {
        id = hashAgreement(a);
        word = _word(id);
        AgreementState state = _stateIn(word);
        require(allowed & _bit(state) != 0, AgreementStateWrong(id, state));
    }

    function _word(AgreementId id) internal view returns (uint256) {
        return AgreementWord.unwrap(_agreements[id]);
    }

    function _today() internal view returns (uint24) {
        return dayOf(block.timestamp);
    }

    function _requireParty(
        AgreementId id,
        Agreement calldata a,
        ParticipantId sender
    ) internal pure {
        require(sender == a.insurer || sender == a.institution, AgreementNotParty(id, sender));
    }

    function _requireEvidence(AgreementId id, bytes32 evidence) internal pure {
        require(evidence != 0, AgreementEvidenceMissing(id));
    }

    function _stateIn(uint256 word) internal pure returns (AgreementState) {
        return AgreementWord.wrap(word).state();
    }

    function _bit(AgreementState state) internal pure returns (uint256) {
        return 1 << uint8(state);
    }

    /// @dev Other service items from tomorrow on: what is done today was begun under these.
    function _serve(
        AgreementId id,
        uint256 word,
        uint128 services
    ) private returns (uint256 changed) {
        uint256 index = uint8(word >> CHANGES);
        uint256 tomorrow = uint256(_today()) + 1;
        _changes[id][index] = uint256(uint128(word >> 56)) | (tomorrow << 128);
        uint8 count = SafeCast.toUint8(index + 1);
        changed = (word & ~SERVICES) | (uint256(services) << 56);
        changed = (changed & ~(uint256(0xff) << CHANGES)) | (uint256(count) << CHANGES);
        _agreements[id] = AgreementWord.wrap(changed);
    }

    /// @dev Who did not cure its breach in time.
    function _breaker(
        AgreementId id,
        Agreement calldata a,
        uint256 word
    ) private view returns (ParticipantId) {
        (, uint40 cureUntil) = breachOf(id);
        require(
            word & BREACH != 0 && block.timestamp >= cureUntil,
            AgreementCureWrong(id, cureUntil, uint40(block.timestamp))
        );
        return word & INSURER_BREAKS != 0 ? a.insurer : a.institution;
    }

    function _requireAccount(AgreementId id, address account, ParticipantId owner) private view {
        require(
            PARTICIPANTS.membership(account).participant() == owner,
            AgreementAccountWrong(id, account, owner)
        );
    }

    function _clauseWord(
        ClauseState state,
        ParticipantId debtor,
        uint128 value
    ) private pure returns (uint256) {
        return
            uint256(state) | (uint256(ParticipantId.unwrap(debtor)) << 8) | (uint256(value) << 40);
    }
}
