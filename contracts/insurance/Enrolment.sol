// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {ISubjectRegistry} from "../identity/interfaces/ISubjectRegistry.sol";
import {Codes} from "../types/Codes.sol";
import {
    Coverage,
    EntryKind,
    hashSegment,
    hashSegmentDetails,
    Segment,
    SegmentDetails,
    SegmentState
} from "../types/Coverage.sol";
import {ParticipantId, SegmentId, SubjectId} from "../types/Ids.sol";
import {Domain} from "../types/Membership.sol";
import {EnrolmentCorrections} from "./EnrolmentCorrections.sol";
import {IEnrolment} from "./interfaces/IEnrolment.sol";
import {CoverageWords} from "./libraries/CoverageWords.sol";

/// @title Enrolment: who is insured, since when, and which months are paid (evidence)
/// @notice A segment:
///
///     (none) --open (insurer)--> OPEN
///     OPEN --end (insurer)--> ENDED
///     OPEN, ENDED --enterContributions, enterDeath (insurer)--> the same
///     any --approveCorrection, approveCorrectionFor (the last of all its parties)--> as corrected, or VOIDED
///
/// INV-ENROLMENT-1: each entry of a person names the one before it; none is left out, moved or put in
/// between, and none holds from a day before the last one's.
/// INV-ENROLMENT-2: two segments of one nullifier never hold on the same day.
/// INV-ENROLMENT-3: what was written of a segment changes only when every party that was named when it was
/// opened approved that very change.
/// INV-ENROLMENT-4: a month that was paid stays paid, and late if it was, but for a correction.
contract Enrolment is EnrolmentCorrections {
    uint32 private constant INSURERS = uint32(
        (1 << Codes.PARTICIPANT_KIND_INSURANCE_AGENCY) |
            (1 << Codes.PARTICIPANT_KIND_COMMERCIAL_INSURER)
    );

    constructor(
        IParticipantRegistry participants,
        ISubjectRegistry subjects
    ) EnrolmentCorrections(participants, subjects) {}

    /// @inheritdoc IEnrolment
    function open(
        Segment calldata s,
        SegmentDetails calldata details,
        bytes32 previous,
        uint64 paid,
        uint8 grace,
        bytes32[] calldata parties,
        bytes32 document
    ) external override returns (SegmentId id) {
        _requireInsurer(s.insurer);
        id = hashSegment(s);
        require(Coverage.unwrap(coverageOf(id)) == 0, EnrolmentExists(id));
        require(hashSegmentDetails(details) == s.details, EnrolmentDetailsWrong(id));
        require(s.from != 0, EnrolmentDayWrong(id, 0));
        _requireParties(details.parties, s.insurer, parties);
        SUBJECTS.epochOf(s.insured);
        if (SubjectId.unwrap(details.enterprise) != 0) SUBJECTS.epochOf(details.enterprise);
        if (details.nullifier != 0) _hold(details.nullifier, id, s.from);
        Coverage coverage = CoverageWords.opened(s.from, grace, paid);
        (bytes32 entry, bytes32 former, ) = _append(
            s,
            previous,
            EntryKind.OPENED,
            id,
            coverage,
            s.from,
            document
        );
        emit SegmentOpened(
            id,
            s.insured,
            details.enterprise,
            s,
            details,
            coverage,
            entry,
            former,
            document,
            uint40(block.timestamp),
            msg.sender
        );
    }

    /// @inheritdoc IEnrolment
    function enterContributions(PaidMonths[] calldata paid) external override {
        uint24 today = _today();
        for (uint256 i = 0; i < paid.length; ++i) {
            PaidMonths calldata p = paid[i];
            (SegmentId id, Coverage coverage) = _written(p.segment);
            (Coverage next, bool valid) = CoverageWords.withPaid(coverage, p.month, p.count, today);
            require(valid, EnrolmentMonthWrong(id, p.month, CoverageWords.firstMonth(coverage)));
            _change(p.segment, id, next, EntryKind.CONTRIBUTED, p.previous, 0, p.contribution);
        }
    }

    /// @inheritdoc IEnrolment
    function end(
        Segment calldata s,
        bytes32 previous,
        uint24 until,
        bytes32 document
    ) external override {
        (SegmentId id, Coverage coverage) = _written(s);
        SegmentState state = coverage.segmentState();
        require(state == SegmentState.OPEN, EnrolmentStateWrong(id, state));
        require(until > s.from, EnrolmentDayWrong(id, until));
        coverage = CoverageWords.ended(coverage, until);
        _change(s, id, coverage, EntryKind.ENDED, previous, until, document);
    }

    /// @inheritdoc IEnrolment
    function enterDeath(
        Segment calldata s,
        bytes32 previous,
        uint24 day,
        bytes32 document
    ) external override {
        (SegmentId id, Coverage coverage) = _written(s);
        require(
            coverage.diedOn() == 0 && day >= s.from && day <= _today(),
            EnrolmentDayWrong(id, day)
        );
        coverage = CoverageWords.withDeath(coverage, day);
        _change(s, id, coverage, EntryKind.DIED, previous, 0, document);
    }

    /// @dev The segment's slot, for its insurer to write to.
    function _written(Segment calldata s) private view returns (SegmentId id, Coverage coverage) {
        _requireInsurer(s.insurer);
        id = hashSegment(s);
        coverage = coverageOf(id);
        SegmentState state = coverage.segmentState();
        require(
            state == SegmentState.OPEN || state == SegmentState.ENDED,
            EnrolmentStateWrong(id, state)
        );
    }

    function _requireInsurer(ParticipantId insurer) private view {
        ParticipantId sender = PARTICIPANTS
            .requireActive(msg.sender, Domain.INSURANCE, INSURERS)
            .participant();
        require(insurer == sender, EnrolmentNotInsurer(insurer, sender));
    }
}
