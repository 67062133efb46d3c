// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Coverage, SegmentState} from "../../types/Coverage.sol";
import {monthOf} from "../../types/Days.sol";

/// @title CoverageWords: how a segment's slot changes
/// @notice `Coverage` has its layout.
library CoverageWords {
    uint256 private constant MONTHS = 64;
    uint256 private constant DAY = type(uint24).max;
    uint256 private constant STATE = uint256(type(uint8).max) << 72;

    function opened(uint24 from, uint8 grace, uint64 paid) internal pure returns (Coverage) {
        return
            Coverage.wrap(
                uint256(from) |
                    (uint256(SegmentState.OPEN) << 72) |
                    (uint256(grace) << 80) |
                    (uint256(monthOf(from)) << 88) |
                    (uint256(paid) << 104)
            );
    }

    function firstMonth(Coverage c) internal pure returns (uint16) {
        return uint16(Coverage.unwrap(c) >> 88);
    }

    /// @notice The segment with months paid on a day; `valid`: they are its own, and were not paid.
    function withPaid(
        Coverage c,
        uint16 month,
        uint8 count,
        uint24 today
    ) internal pure returns (Coverage next, bool valid) {
        uint256 word = Coverage.unwrap(c);
        uint256 first = firstMonth(c);
        if (count == 0 || month < first || month - first + count > MONTHS) return (c, false);
        uint256 months = ((1 << uint256(count)) - 1) << (month - first);
        if ((word >> 104) & months != 0) return (c, false);
        // Months whose grace is over.
        uint256 over = monthOf(today - uint8(word >> 80));
        over = over > first ? over - first : 0;
        uint256 late = months & ((1 << (over > MONTHS ? MONTHS : over)) - 1);
        return (Coverage.wrap(word | (months << 104) | (late << 168)), true);
    }

    function ended(Coverage c, uint24 until) internal pure returns (Coverage) {
        uint256 word = Coverage.unwrap(c) & ~(STATE | (DAY << 24));
        return Coverage.wrap(word | (uint256(until) << 24) | (uint256(SegmentState.ENDED) << 72));
    }

    function withDeath(Coverage c, uint24 day) internal pure returns (Coverage) {
        return Coverage.wrap(Coverage.unwrap(c) | (uint256(day) << 48));
    }

    /// @notice Whether a segment may be corrected so: to something else, of the same months, that does not
    /// begin earlier (another one may end there) and is whole in itself.
    function isCorrection(Coverage former, Coverage corrected) internal pure returns (bool) {
        uint256 word = Coverage.unwrap(corrected);
        (uint24 from, uint24 until) = (corrected.coverFrom(), corrected.coverUntil());
        uint8 state = uint8(word >> 72);
        bool isStateRight =
            state == uint8(SegmentState.OPEN)
                ? until == 0
                : state == uint8(SegmentState.ENDED)
                    ? until > from
                    : state == uint8(SegmentState.VOIDED);
        return
            isStateRight &&
            word != Coverage.unwrap(former) &&
            word >> 232 == 0 &&
            firstMonth(former) == firstMonth(corrected) &&
            from >= former.coverFrom() &&
            (corrected.diedOn() == 0 || corrected.diedOn() >= from) &&
            uint64(word >> 168) & ~uint64(word >> 104) == 0;
    }

    /// @notice Whether the corrected segment holds on days on which the former one did not.
    function holdsLonger(Coverage former, Coverage corrected) internal pure returns (bool) {
        if (corrected.segmentState() == SegmentState.VOIDED) return false;
        if (former.segmentState() == SegmentState.VOIDED) return true;
        (uint24 before, uint24 next) = (former.coverUntil(), corrected.coverUntil());
        return before != 0 && (next == 0 || next > before);
    }
}
