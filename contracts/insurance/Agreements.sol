// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {Agreement, AgreementState, AgreementWord, hashAgreement} from "../types/Agreement.sol";
import {Codes} from "../types/Codes.sol";
import {AgreementId, ParticipantId} from "../types/Ids.sol";
import {AccountRole, Membership} from "../types/Membership.sol";
import {Clauses} from "./Clauses.sol";
import {IAgreements} from "./interfaces/IAgreements.sol";
import {ISettlementToken} from "./interfaces/ISettlementToken.sol";

/// @title Agreements: which institutions an insurer pays, and what follows from what (evidence)
/// @notice Clauses.sol has the states of clauses, Freezes.sol those of freezes.
///
///     (none) --draft (party)--> DRAFT --sign (both administrators)--> SIGNED
///     SIGNED --activate (insurer)--> ACTIVE
///     ACTIVE --reportBreach (other party, authority)--> BREACHED --confirmCure (reporter, regulator)--> ACTIVE
///     any --terminate (party)--> TERMINATED, from a day on
///
/// INV-AGREEMENT-1: none becomes ACTIVE before an administrator of each party signed its hash.
/// INV-AGREEMENT-2: on a day one agreement of two parties holds at most.
/// INV-AGREEMENT-3: a day on which it held stays covered for the services of that day.
contract Agreements is EIP712, Clauses {
    /// @dev All states before TERMINATED.
    uint256 private constant LIVING = 30;
    uint256 private constant UNTIL = uint256(type(uint24).max) << 32;
    uint256 private constant FROZEN_UNTIL = uint256(type(uint40).max) << 200;
    uint256 private constant BY_INSURER = 1 << 248;
    uint256 private constant BY_INSTITUTION = 1 << 249;
    uint256 private constant SIGNED_BY_BOTH = BY_INSURER | BY_INSTITUTION;

    uint32 private constant INSTITUTIONS = uint32(
        (1 << Codes.PARTICIPANT_KIND_HOSPITAL) | (1 << Codes.PARTICIPANT_KIND_PHARMACY)
    );
    uint32 private constant SUPERVISORS = uint32(
        (1 << Codes.PARTICIPANT_KIND_REGULATOR) | (1 << Codes.PARTICIPANT_KIND_HEALTH_COMMISSION)
    );

    mapping(ParticipantId insurer => mapping(ParticipantId institution => AgreementId))
        private _current;

    constructor(
        IParticipantRegistry participants,
        ISettlementToken token
    ) EIP712("CareLedger Agreements", "1") Clauses(participants, token) {}

    /// @inheritdoc IAgreements
    function draft(Agreement calldata a) external override returns (AgreementId id) {
        id = hashAgreement(a);
        _requireParty(id, a, _active(ANY).participant());
        require(
            a.insurer != a.institution &&
                a.text != 0 &&
                a.law != 0 &&
                a.disputes != 0 &&
                a.from != 0 &&
                a.from < a.until &&
                a.services != 0,
            AgreementInvalid(a.insurer, a.institution, a.from, a.until)
        );
        _requireInTime(id, a);
        // Both exist.
        PARTICIPANTS.participant(a.insurer);
        PARTICIPANTS.participant(a.institution);
        require(_word(id) == 0, AgreementExists(id));
        uint256 word =
            uint256(AgreementState.DRAFT) |
                (uint256(a.from) << 8) |
                (uint256(a.until) << 32) |
                (uint256(a.services) << 56) |
                (uint256(a.factor) << 184);
        _agreements[id] = AgreementWord.wrap(word);
        emit AgreementDrafted(id, a.insurer, a.institution, a, _agreements[id], msg.sender);
    }

    /// @inheritdoc IAgreements
    function sign(
        Agreement calldata a,
        address signer,
        bytes calldata signature
    ) external override {
        Membership carrier = _active(ANY);
        (AgreementId id, uint256 word) = _in(a, _bit(AgreementState.DRAFT));
        _requireInTime(id, a);
        Membership m = PARTICIPANTS.membership(signer);
        uint256 mark = 0;
        if (m.participant() == a.insurer) mark = BY_INSURER;
        else if (m.participant() == a.institution) mark = BY_INSTITUTION;
        require(
            mark != 0 && word & mark == 0 && m.accountRole() == AccountRole.ADMINISTRATOR,
            AgreementSignerWrong(id, signer)
        );
        bytes32 digest = _hashTypedDataV4(AgreementId.unwrap(id));
        require(
            SignatureChecker.isValidSignatureNow(signer, digest, signature),
            AgreementSignatureInvalid(signer, digest)
        );
        word |= mark;
        if (word & SIGNED_BY_BOTH == SIGNED_BY_BOTH) word = _with(word, AgreementState.SIGNED);
        _change(id, word, 0, carrier.participant());
    }

    /// @inheritdoc IAgreements
    function activate(Agreement calldata a, bytes32 evidence) external override {
        ParticipantId sender = _active(INSURERS).participant();
        (AgreementId id, uint256 word) = _in(a, _bit(AgreementState.SIGNED));
        require(sender == a.insurer, AgreementNotParty(id, sender));
        _requireEvidence(id, evidence);
        Membership m = PARTICIPANTS.participant(a.institution);
        require(
            m.isActive() && m.kinds() & INSTITUTIONS != 0,
            AgreementInstitutionUnqualified(id, a.institution)
        );
        AgreementId former = _current[a.insurer][a.institution];
        uint24 until = _agreements[former].endDay();
        require(until <= a.from, AgreementOverlaps(id, former, until));
        _current[a.insurer][a.institution] = id;
        _change(id, _with(word | WAS_IN_FORCE, AgreementState.ACTIVE), evidence, sender);
    }

    /// @inheritdoc IAgreements
    function reportBreach(Agreement calldata a, bytes32 evidence) external override {
        Membership m = _active(ANY);
        (AgreementId id, uint256 word) = _in(a, _bit(AgreementState.ACTIVE));
        _requireEvidence(id, evidence);
        ParticipantId reporter = m.participant();
        ParticipantId breaker = a.institution;
        if (reporter == a.institution) breaker = a.insurer;
        else if (reporter != a.insurer) _requireAuthority(id, a, m, SUPERVISORS);
        word |= breaker == a.insurer ? INSURER_BREAKS : INSTITUTION_BREAKS;
        word = _with(word, AgreementState.BREACHED);
        _agreements[id] = AgreementWord.wrap(word);
        uint40 cureUntil = uint40(block.timestamp + uint256(a.cure) * 1 days);
        _breaches[id] = uint256(ParticipantId.unwrap(reporter)) | (uint256(cureUntil) << 32);
        emit AgreementBreached(
            id,
            breaker,
            _agreements[id],
            reporter,
            cureUntil,
            evidence,
            msg.sender
        );
    }

    /// @inheritdoc IAgreements
    function confirmCure(Agreement calldata a, bytes32 evidence) external override {
        Membership m = _active(ANY);
        (AgreementId id, uint256 word) = _in(
            a,
            _bit(AgreementState.BREACHED) | _bit(AgreementState.TERMINATED)
        );
        _requireEvidence(id, evidence);
        (ParticipantId reporter, uint40 cureUntil) = breachOf(id);
        require(
            word & BREACH != 0 && block.timestamp < cureUntil,
            AgreementCureWrong(id, cureUntil, uint40(block.timestamp))
        );
        if (m.participant() != reporter) _requireAuthority(id, a, m, REGULATORS);
        word &= ~BREACH;
        if (_stateIn(word) == AgreementState.BREACHED) word = _with(word, AgreementState.ACTIVE);
        _change(id, word, evidence, m.participant());
    }

    /// @inheritdoc IAgreements
    function terminate(Agreement calldata a, bytes32 document) external override {
        ParticipantId sender = _active(ANY).participant();
        (AgreementId id, uint256 word) = _in(a, LIVING);
        _requireParty(id, a, sender);
        _requireEvidence(id, document);
        uint256 end = a.from;
        if (_stateIn(word) >= AgreementState.ACTIVE) {
            (, uint40 cureUntil) = breachOf(id);
            uint256 otherBreaks = sender == a.insurer ? INSTITUTION_BREAKS : INSURER_BREAKS;
            bool isAtOnce = word & otherBreaks != 0 && block.timestamp >= cureUntil;
            // What is done today is still paid.
            end = uint256(_today()) + (isAtOnce ? 1 : uint256(a.notice) + 1);
            if (end < a.from) end = a.from;
        }
        if (end < uint24(word >> 32)) word = (word & ~UNTIL) | (end << 32);
        _change(id, _with(word, AgreementState.TERMINATED), document, sender);
    }

    /// @inheritdoc IAgreements
    function freeze(Agreement calldata a, uint40 until, bytes32 reason) external override {
        (AgreementId id, ) = _in(a, LIVING | _bit(AgreementState.TERMINATED));
        uint40 jurisdiction = PARTICIPANTS.participant(a.institution).jurisdiction();
        _freeze(AgreementId.unwrap(id), jurisdiction, a.institution, until, reason);
    }

    /// @inheritdoc IAgreements
    function currentOf(
        ParticipantId insurer,
        ParticipantId institution
    ) external view override returns (AgreementId) {
        return _current[insurer][institution];
    }

    /// @dev The end of a freeze stands in the agreement's slot, so that a claim reads one.
    function _frozen(bytes32 key, uint40 until) internal override {
        AgreementId id = AgreementId.wrap(key);
        uint256 word = (_word(id) & ~FROZEN_UNTIL) | (uint256(until) << 200);
        _agreements[id] = AgreementWord.wrap(word);
    }

    function _change(AgreementId id, uint256 word, bytes32 document, ParticipantId by) private {
        _agreements[id] = AgreementWord.wrap(word);
        emit AgreementChanged(id, _agreements[id], document, by, msg.sender);
    }

    /// @dev An institution of these kinds in the jurisdiction of the agreement's.
    function _requireAuthority(
        AgreementId id,
        Agreement calldata a,
        Membership m,
        uint32 kinds
    ) private view {
        require(
            m.kinds() & kinds != 0 &&
                m.jurisdiction() == PARTICIPANTS.participant(a.institution).jurisdiction(),
            AgreementNotParty(id, m.participant())
        );
    }

    function _requireInTime(AgreementId id, Agreement calldata a) private view {
        require(
            block.timestamp <= a.deadline,
            AgreementDeadlinePassed(id, a.deadline, uint40(block.timestamp))
        );
    }

    function _with(uint256 word, AgreementState state) private pure returns (uint256) {
        return (word & ~uint256(0xff)) | uint256(state);
    }
}
