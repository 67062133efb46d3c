// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {ISubjectRegistry} from "../identity/interfaces/ISubjectRegistry.sol";
import {
    Correction,
    Coverage,
    EntryKind,
    hashCorrection,
    hashParties,
    hashSegment,
    hashSegmentDetails,
    Segment,
    SegmentDetails
} from "../types/Coverage.sol";
import {ParticipantId, SegmentId, SubjectId} from "../types/Ids.sol";
import {Domain} from "../types/Membership.sol";
import {EnrolmentChain} from "./EnrolmentChain.sol";
import {IEnrolment} from "./interfaces/IEnrolment.sol";
import {CoverageWords} from "./libraries/CoverageWords.sol";

/// @title EnrolmentCorrections: base of the enrolment, what all parties agree to change
/// @notice
///
///     (none) --approveCorrection (institutions), approveCorrectionFor (persons, enterprises)--> partly approved
///     partly approved --the same, by the last of all parties--> applied
///     partly approved --its deadline, or any other change of the segment--> never applied
abstract contract EnrolmentCorrections is EnrolmentChain, EIP712 {
    uint256 private constant APPLIED = 1 << 255;
    uint256 private constant MOST_PARTIES = 32;

    IParticipantRegistry internal immutable PARTICIPANTS;
    ISubjectRegistry internal immutable SUBJECTS;

    /// @dev Bit by party, the highest: applied.
    mapping(bytes32 correction => uint256) private _approvals;

    constructor(
        IParticipantRegistry participants,
        ISubjectRegistry subjects
    ) EIP712("CareLedger Enrolment", "1") {
        PARTICIPANTS = participants;
        SUBJECTS = subjects;
    }

    /// @inheritdoc IEnrolment
    function approveCorrection(
        Segment calldata segment,
        SegmentDetails calldata details,
        Correction calldata correction,
        bytes32[] calldata parties,
        bytes32 previous
    ) external override {
        ParticipantId sender = PARTICIPANTS
            .requireActive(msg.sender, Domain.INSURANCE, type(uint32).max)
            .participant();
        bytes32 party = bytes32(uint256(ParticipantId.unwrap(sender)));
        _approve(
            party,
            hashCorrection(correction),
            segment,
            details,
            correction,
            parties,
            previous
        );
    }

    /// @inheritdoc IEnrolment
    function approveCorrectionFor(
        SubjectId party,
        Segment calldata segment,
        SegmentDetails calldata details,
        Correction calldata correction,
        bytes32[] calldata parties,
        bytes32 previous,
        bytes calldata signer,
        bytes calldata signature
    ) external override {
        bytes32 id = hashCorrection(correction);
        SUBJECTS.requireSigned(party, _hashTypedDataV4(id), signer, signature);
        _approve(SubjectId.unwrap(party), id, segment, details, correction, parties, previous);
    }

    /// @inheritdoc IEnrolment
    function approvalsOf(bytes32 correction) external view override returns (uint256) {
        return _approvals[correction];
    }

    function _requireParties(
        bytes32 named,
        ParticipantId insurer,
        bytes32[] calldata parties
    ) internal pure {
        if (named == 0 && parties.length == 0) return;
        bool hasInsurer = false;
        bytes32 last = 0;
        for (uint256 i = 0; i < parties.length; ++i) {
            require(parties[i] > last, EnrolmentPartiesInvalid(named));
            last = parties[i];
            if (uint256(last) == ParticipantId.unwrap(insurer)) hasInsurer = true;
        }
        require(
            hasInsurer &&
                parties.length > 1 &&
                parties.length <= MOST_PARTIES &&
                hashParties(parties) == named,
            EnrolmentPartiesInvalid(named)
        );
    }

    function _approve(
        bytes32 party,
        bytes32 id,
        Segment calldata segment,
        SegmentDetails calldata details,
        Correction calldata c,
        bytes32[] calldata parties,
        bytes32 previous
    ) private {
        require(
            block.timestamp <= c.deadline,
            EnrolmentDeadlinePassed(c.deadline, uint40(block.timestamp))
        );
        SegmentId shown = hashSegment(segment);
        bytes32 named = hashParties(parties);
        require(
            SegmentId.unwrap(shown) == SegmentId.unwrap(c.segment) &&
                hashSegmentDetails(details) == segment.details,
            EnrolmentDetailsWrong(shown)
        );
        require(
            details.parties == named && details.parties != 0,
            EnrolmentPartiesWrong(shown, named)
        );
        _requireCurrent(c);
        uint256 approvals = _approvals[id];
        uint256 bit = _bitOf(id, party, parties);
        require(approvals & (bit | APPLIED) == 0, EnrolmentApproved(id, approvals));
        approvals |= bit;
        bool isLast = approvals == (1 << parties.length) - 1;
        _approvals[id] = isLast ? approvals | APPLIED : approvals;
        emit CorrectionApproved(id, shown, party, c, parties, approvals, msg.sender);
        if (isLast) _apply(id, segment, details.nullifier, previous, c);
    }

    function _apply(
        bytes32 id,
        Segment calldata segment,
        bytes32 nullifier,
        bytes32 previous,
        Correction calldata c
    ) private {
        // It may hold longer only if nobody insured the person since.
        if (nullifier != 0 && CoverageWords.holdsLonger(c.former, c.corrected)) {
            SegmentId holder = holderOf(nullifier);
            require(
                SegmentId.unwrap(holder) == SegmentId.unwrap(c.segment),
                EnrolmentSucceeded(nullifier, holder)
            );
        }
        _change(segment, c.segment, c.corrected, EntryKind.CORRECTED, previous, 0, id);
    }

    function _requireCurrent(Correction calldata c) private view {
        Coverage present = coverageOf(c.segment);
        require(
            Coverage.unwrap(present) == Coverage.unwrap(c.former),
            EnrolmentChangedSince(c.segment, present)
        );
        require(
            CoverageWords.isCorrection(c.former, c.corrected),
            EnrolmentCorrectionInvalid(c.former, c.corrected)
        );
    }

    function _bitOf(
        bytes32 id,
        bytes32 party,
        bytes32[] calldata parties
    ) private pure returns (uint256) {
        for (uint256 i = 0; i < parties.length; ++i) {
            if (parties[i] == party) return 1 << i;
        }
        revert EnrolmentNotParty(id, party);
    }
}
