// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEnrolment} from "../../contracts/insurance/interfaces/IEnrolment.sol";
import {
    Correction,
    Coverage,
    hashCorrection,
    hashParties,
    hashSegment,
    hashSegmentDetails,
    Segment,
    SegmentDetails,
    SegmentState
} from "../../contracts/types/Coverage.sol";
import {ParticipantId, SegmentId, SubjectId} from "../../contracts/types/Ids.sol";
import {Cheats, VM} from "./Cheats.sol";
import {FundWorld} from "./FundWorld.sol";

/// @dev Two pseudonyms of one person (one nullifier), whose segments open, end and are corrected.
contract EnrolmentHandler is FundWorld {
    struct Kept {
        SegmentId id;
        Segment segment;
        SegmentDetails details;
    }

    uint256 private constant PSEUDONYMS = 2;
    uint24 private constant FIRST_DAY = 61_000;

    Kept[] private _kept;
    bytes32[] private _parties;
    mapping(uint256 pseudonym => bytes32) private _last;
    mapping(uint256 pseudonym => uint256) private _entries;

    constructor() {
        _parties.push(bytes32(uint256(1)));
        _parties.push(bytes32(AGENCY));
    }

    function open(uint256 person, uint256 day, uint256 wrong) external {
        person = person % PSEUDONYMS;
        SegmentDetails memory details = SegmentDetails(
            SubjectId.wrap(0),
            "the person",
            hashParties(_parties),
            bytes32(_kept.length)
        );
        Segment memory s = Segment(
            _person(person),
            ParticipantId.wrap(uint32(AGENCY)),
            "plan",
            0,
            uint24(FIRST_DAY + 30 * _kept.length + (day % 200)),
            0,
            hashSegmentDetails(details)
        );
        bytes32 previous = wrong % 7 == 0 ? keccak256(abi.encode(wrong)) : _last[person];
        bytes memory data = abi.encodeCall(
            IEnrolment.open,
            (s, details, previous, 1, 5, _parties, "document")
        );
        bool ok = _enter(person, data, previous);
        if (ok) _kept.push(Kept(hashSegment(s), s, details));
        _count(ok ? "open" : "openRefused", true);
    }

    function end(uint256 which, uint256 day, uint256 wrong) external {
        if (_kept.length == 0) return;
        (Kept storage k, uint256 person) = _at(which);
        bytes32 previous = wrong % 7 == 0 ? keccak256(abi.encode(wrong)) : _last[person];
        uint24 until = uint24(k.segment.from + (day % 400));
        bytes memory data = abi.encodeCall(IEnrolment.end, (k.segment, previous, until, ""));
        _count("end", _enter(person, data, previous));
    }

    function contribute(uint256 which, uint256 month, uint256 count) external {
        if (_kept.length == 0) return;
        (Kept storage k, uint256 person) = _at(which);
        Coverage before = ENROLMENT.coverageOf(k.id);
        uint16 first = uint16(Coverage.unwrap(before) >> 88);
        IEnrolment.PaidMonths[] memory paid = new IEnrolment.PaidMonths[](1);
        paid[0] = IEnrolment.PaidMonths(
            k.segment,
            _last[person],
            uint16(first + (month % 70)),
            uint8(count % 5),
            "contribution"
        );
        bytes memory data = abi.encodeCall(IEnrolment.enterContributions, (paid));
        bool ok = _enter(person, data, _last[person]);
        uint256 next = Coverage.unwrap(ENROLMENT.coverageOf(k.id));
        uint64 months = uint64(next >> 104);
        _check(
            months & uint64(Coverage.unwrap(before) >> 104) ==
                uint64(Coverage.unwrap(before) >> 104),
            "INV-ENROLMENT-4"
        );
        _check(uint64(next >> 168) & ~months == 0, "INV-ENROLMENT-4");
        _count(ok ? "contribute" : "contributeRefused", true);
    }

    /// @dev One party or both approve that a segment ends on another day, goes on, or never held.
    function correct(uint256 which, uint256 how, uint256 by) external {
        if (_kept.length == 0) return;
        (Kept storage k, uint256 person) = _at(which);
        Coverage former = ENROLMENT.coverageOf(k.id);
        Correction memory c = Correction(
            k.id,
            _last[person],
            former,
            _corrected(former, k.segment.from, how),
            "reasons",
            type(uint40).max
        );
        bytes memory data = abi.encodeCall(
            IEnrolment.approveCorrection,
            (k.segment, k.details, c, _parties, _last[person])
        );
        uint256 before = ENROLMENT.approvalsOf(hashCorrection(c));
        bool ok = by % 3 != 0 && _enter(1, person, data, c.entry, before == 2);
        uint256 between = ENROLMENT.approvalsOf(hashCorrection(c));
        if (by % 3 != 1 && between < 2) {
            ok = _enter(AGENCY, person, data, c.entry, between == 1) || ok;
        }
        bool changed = Coverage.unwrap(ENROLMENT.coverageOf(k.id)) != Coverage.unwrap(former);
        bool all = ENROLMENT.approvalsOf(hashCorrection(c)) == (1 << 255) | 3;
        _check(changed == (ok && all), "INV-ENROLMENT-3");
        _count(
            changed
                ? "correct"
                : ok
                    ? "correctPartly"
                    : "correctRefused",
            true
        );
    }

    /// @dev No two segments of the nullifier hold on one day, and heads count every entry.
    function checkAll() external view {
        for (uint256 i = 0; i < _kept.length; ++i) {
            (bool holds, uint256 from, uint256 until) = _interval(i);
            for (uint256 j = 0; holds && j < i; ++j) {
                (bool other, uint256 otherFrom, uint256 otherUntil) = _interval(j);
                assert(!other || until <= otherFrom || otherUntil <= from);
            }
        }
        for (uint256 p = 0; p < PSEUDONYMS; ++p) {
            uint256 head = ENROLMENT.headOf(_person(p), ParticipantId.wrap(uint32(AGENCY)));
            assert(uint24(head >> 24) == _entries[p] && head >> 48 == uint256(_last[p]) >> 48);
        }
    }

    function _enter(uint256 person, bytes memory data, bytes32 previous) private returns (bool) {
        return _enter(AGENCY, person, data, previous, true);
    }

    /// @dev Sends what may write an entry, and keeps its id as the event tells it.
    function _enter(
        uint256 who,
        uint256 person,
        bytes memory data,
        bytes32 previous,
        bool mayWrite
    ) private returns (bool ok) {
        VM.recordLogs();
        ok = _as(who, address(ENROLMENT), data);
        Cheats.Log[] memory logs = VM.getRecordedLogs();
        for (uint256 i = 0; ok && i < logs.length; ++i) {
            bytes32 topic = logs[i].topics[0];
            bool isOpened = topic == IEnrolment.SegmentOpened.selector;
            if (!isOpened && topic != IEnrolment.EnrolmentEntered.selector) continue;
            _check(mayWrite && previous == _last[person], "INV-ENROLMENT-1");
            // Segment 7, details 4 and coverage stand before it, or kind and coverage.
            uint256 place = isOpened ? 12 : 2;
            bytes memory told = logs[i].data;
            bytes32 entry;
            assembly ("memory-safe") {
                entry := mload(add(add(told, 0x20), mul(place, 0x20)))
            }
            _last[person] = entry;
            ++_entries[person];
        }
    }

    function _at(uint256 which) private view returns (Kept storage k, uint256 person) {
        // Mostly one of the newest.
        uint256 back = which % 3 == 0 ? which % _kept.length : (which >> 8) % 3;
        k = _kept[_kept.length - 1 - (back < _kept.length ? back : 0)];
        person = SubjectId.unwrap(k.segment.insured) == SubjectId.unwrap(_person(0)) ? 0 : 1;
    }

    function _interval(uint256 i) private view returns (bool holds, uint256 from, uint256 until) {
        Coverage c = ENROLMENT.coverageOf(_kept[i].id);
        SegmentState state = c.segmentState();
        holds = state == SegmentState.OPEN || state == SegmentState.ENDED;
        from = c.coverFrom();
        until = c.coverUntil() == 0 ? type(uint256).max : c.coverUntil();
    }

    function _corrected(Coverage former, uint24 from, uint256 how) private pure returns (Coverage) {
        uint256 word =
            Coverage.unwrap(former) & ~((uint256(0xffffff) << 24) | (uint256(0xff) << 72));
        uint256 until = from + 1 + ((how >> 8) % 300);
        if (how % 4 == 0) return Coverage.wrap(word | (1 << 72));
        if (how % 4 == 1) return Coverage.wrap(word | (uint256(3) << 72));
        return Coverage.wrap(word | (until << 24) | (uint256(2) << 72));
    }
}
