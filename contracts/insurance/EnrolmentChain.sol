// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    Coverage,
    EnrolmentEntry,
    EntryKind,
    hashEnrolmentEntry,
    Segment,
    SegmentState
} from "../types/Coverage.sol";
import {dayOf} from "../types/Days.sol";
import {ParticipantId, SegmentId, SubjectId} from "../types/Ids.sol";
import {IEnrolment} from "./interfaces/IEnrolment.sol";

/// @title EnrolmentChain: base of the enrolment, slots of segments and the chains of entries
/// @notice A person's head at an insurer is her last entry's id, how many there are, and since when that one holds. Who
/// writes shows the entry before: one that is older, left out or unknown is none.
abstract contract EnrolmentChain is IEnrolment {
    uint256 private constant COUNT = 1 << 24;
    uint256 private constant ID = type(uint256).max << 48;

    /// @dev Highest 208 bits of the id | count 24 | day 24.
    mapping(SubjectId insured => mapping(ParticipantId insurer => uint256)) private _heads;

    mapping(SegmentId segment => Coverage) private _segments;

    mapping(bytes32 nullifier => SegmentId) private _holders;

    /// @inheritdoc IEnrolment
    function headOf(
        SubjectId insured,
        ParticipantId insurer
    ) external view override returns (uint256) {
        return _heads[insured][insurer];
    }

    /// @inheritdoc IEnrolment
    function coverageOf(SegmentId segment) public view override returns (Coverage) {
        return _segments[segment];
    }

    /// @inheritdoc IEnrolment
    function holderOf(bytes32 nullifier) public view override returns (SegmentId) {
        return _holders[nullifier];
    }

    function _change(
        Segment calldata s,
        SegmentId id,
        Coverage coverage,
        EntryKind kind,
        bytes32 previous,
        uint24 since,
        bytes32 data
    ) internal {
        (bytes32 entry, bytes32 former, uint24 day) = _append(
            s,
            previous,
            kind,
            id,
            coverage,
            since,
            data
        );
        emit EnrolmentEntered(
            id,
            s.insured,
            kind,
            coverage,
            entry,
            former,
            day,
            data,
            uint40(block.timestamp),
            msg.sender
        );
    }

    /// @dev A nullifier goes to another segment only where the former one has ended; or began, if it is
    /// void, since the one before that ended there at the latest.
    function _hold(bytes32 nullifier, SegmentId id, uint24 from) internal {
        SegmentId holder = _holders[nullifier];
        Coverage other = _segments[holder];
        SegmentState state = other.segmentState();
        require(
            state == SegmentState.NONE ||
                (state == SegmentState.VOIDED && other.coverFrom() <= from) ||
                (state == SegmentState.ENDED && other.coverUntil() <= from),
            EnrolmentDouble(nullifier, holder, other.coverUntil())
        );
        _holders[nullifier] = id;
    }

    /// @notice Writes a segment's slot and the entry that says why.
    /// @param since Since when it holds; 0: since today, or since the last one, whichever is later
    function _append(
        Segment calldata s,
        bytes32 previous,
        EntryKind kind,
        SegmentId segment,
        Coverage coverage,
        uint24 since,
        bytes32 data
    ) internal returns (bytes32 id, bytes32 former, uint24 day) {
        uint256 head = _heads[s.insured][s.insurer];
        former = bytes32(head & ID);
        require(
            bytes32(uint256(previous) & ID) == former,
            EnrolmentNotLast(s.insured, previous, head)
        );
        uint24 last = uint24(head);
        day = since;
        if (since == 0) {
            day = _today();
            if (day < last) day = last;
        }
        require(day >= last, EnrolmentBackDated(s.insured, day, last));
        id = hashEnrolmentEntry(
            EnrolmentEntry(s.insured, former, kind, segment, day, data, uint40(block.timestamp))
        );
        _segments[segment] = coverage;
        _heads[s.insured][s.insurer] =
            (uint256(id) & ID) |
            ((head & (COUNT * 0xffffff)) + COUNT) |
            day;
    }

    function _today() internal view returns (uint24) {
        return dayOf(block.timestamp);
    }
}
