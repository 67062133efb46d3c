// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Mark} from "../../types/Claim.sol";
import {SubjectId} from "../../types/Ids.sol";

/// @title Marking: what was billed before, as bits of words (policy)
/// @notice Lines of one person that begin in the same 28 days share words of nine fingerprints; what a
/// frequency limits has a word by its window, with a bit for each time; stays one by 256 nights.
library Marking {
    enum MarkKind {
        LINES,
        TIMES,
        NIGHTS
    }

    /// @dev Marks that a claim is about to set, two words each, in memory for as many as it can.
    struct Marks {
        uint256[] words;
        uint256 count;
    }

    /// @dev The words of lines of one time. `place`: where the next fingerprint stands in the last word.
    struct Window {
        uint256 number;
        bytes32 key;
        uint256[] words;
        uint256 count;
        uint256 place;
        uint256 bits;
    }

    uint256 internal constant WINDOW = 28 days;
    uint256 private constant PLACES = 9;
    /// @dev The lowest bit of each of the nine places.
    uint256 private constant LOWEST =
        (1 << 0) |
            (1 << 28) |
            (1 << 56) |
            (1 << 84) |
            (1 << 112) |
            (1 << 140) |
            (1 << 168) |
            (1 << 196) |
            (1 << 224);
    uint256 private constant HIGHEST = LOWEST << 27;

    /// @notice Where a person's lines of a window, or nights of a block of 256 days, stand.
    function keyOf(
        MarkKind kind,
        SubjectId insured,
        uint256 number
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(kind, insured, number));
    }

    /// @notice Where a person's times of a code in a window of days stand.
    function timesKey(
        SubjectId insured,
        bytes32 code,
        uint256 window,
        uint256 number
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(MarkKind.TIMES, insured, code, window, number));
    }

    /// @notice What tells a line from others: its code and when it began; its day, if it is done daily.
    function print(bytes32 code, uint256 time, bool isDaily) internal pure returns (uint256 found) {
        assembly ("memory-safe") {
            mstore(0x00, code)
            mstore(0x20, sub(time, mul(isDaily, mod(time, 86400))))
            found := and(keccak256(0x00, 0x40), 0xfffffff)
            found := add(found, iszero(found))
        }
    }

    /// @notice Adds a mark.
    function add(Marks memory m, bytes32 key, uint256 bits) internal pure {
        m.words[2 * m.count] = uint256(key);
        m.words[2 * m.count + 1] = bits;
        ++m.count;
    }

    /// @notice What the claim is about to set in a word.
    function pending(Marks memory m, bytes32 key) internal pure returns (uint256 bits) {
        for (uint256 i = 0; i < m.count; ++i) {
            if (m.words[2 * i] == uint256(key)) bits |= m.words[2 * i + 1];
        }
    }

    /// @notice The marks as they are sent.
    function all(Marks memory m) internal pure returns (Mark[] memory list) {
        list = new Mark[](m.count);
        for (uint256 i = 0; i < m.count; ++i) {
            list[i] = Mark(bytes32(m.words[2 * i]), m.words[2 * i + 1]);
        }
    }

    /// @notice Opens a window with its words.
    /// @param more How many lines may come
    function open(
        Window memory w,
        uint256 number,
        bytes32 key,
        uint256[] memory words,
        uint256 more
    ) internal pure {
        w.number = number;
        w.key = key;
        w.count = words.length;
        w.words = new uint256[](words.length + more / PLACES + 1);
        for (uint256 i = 0; i < words.length; ++i) w.words[i] = words[i];
        w.bits = 0;
        w.place = 0;
        uint256 last = words[words.length - 1];
        while (last >> (28 * w.place) != 0) ++w.place;
    }

    /// @notice Takes a line's fingerprint, unless it is there.
    /// @return isNew Whether it was not
    function take(Window memory w, Marks memory m, uint256 found) internal pure returns (bool) {
        unchecked {
            // A place that is equal becomes 0, and lends the bit above it.
            uint256 repeated = found * LOWEST;
            for (uint256 i = 0; i < w.count; ++i) {
                uint256 other = w.words[i] ^ repeated;
                if ((other - LOWEST) & ~other & HIGHEST != 0) return false;
            }
            uint256 bits = found << (28 * w.place);
            w.words[w.count - 1] |= bits;
            w.bits |= bits;
            if (++w.place == PLACES) {
                close(w, m);
                ++w.count;
                w.place = 0;
            }
            return true;
        }
    }

    /// @notice Sets the marks of the word that is being filled.
    function close(Window memory w, Marks memory m) internal pure {
        if (w.bits == 0) return;
        add(m, bytes32(uint256(w.key) + w.count - 1), w.bits);
        w.bits = 0;
    }
}
