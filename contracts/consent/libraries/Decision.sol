// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Provision} from "../../types/ConsentGrant.sol";
import {EntryHeader} from "../../types/RecordEntry.sol";

/// @title Decision: what a consent covers (policy)
/// @notice A pure function, inlined in the desk that asks it; src/core/decision.ts is its twin.
/// The innermost provision that matches an entry decides; if none matches, the answer is no.
///
/// A provision matches when its purpose and action bits are set, both periods hold, kinds overlap
/// and condition categories overlap. Sensitivities work the other way round: to permit, every one
/// of the entry must be named; to deny, any one is enough, or the provision names none. One mask
/// with "any overlap" would let {laboratory, diabetes} open every laboratory result, and let
/// diabetes-and-HIV pass by its diabetes bit.
///
/// INV-CONSENT-4: no permit without a provision that names purpose, action, moment, date, kind,
/// category and every sensitivity.
library Decision {
    enum Outcome {
        PERMITTED,
        NOT_COVERED,
        DENIED
    }

    uint8 private constant PERMIT = 2;

    uint256 private constant KINDS = (1 << 24) - 1;
    uint256 private constant SENSITIVITIES = ((1 << 40) - 1) << 24;
    uint256 private constant CATEGORIES = ((1 << 128) - 1) << 64;
    uint256 private constant PURPOSE_BITS = 88;
    uint256 private constant ACTION_BITS = 16;

    /// @notice All entries together: the first that is not permitted decides.
    /// @return outcome PERMITTED if every entry is
    /// @return index Of the first entry that is not permitted
    /// @return duties Obligations 24 | refrains 24 of all provisions that permit
    function decide(
        Provision[] calldata provisions,
        EntryHeader[] calldata headers,
        uint8 purpose,
        uint8 action,
        uint40 moment
    ) internal pure returns (Outcome outcome, uint256 index, uint48 duties) {
        if (purpose >= PURPOSE_BITS || action >= ACTION_BITS) {
            return (Outcome.NOT_COVERED, 0, 0);
        }
        (uint256 begin, uint256 end) = _asked(provisions, purpose, action, moment);
        for (uint256 count = headers.length; index < count; ++index) {
            uint48 more;
            (outcome, more) = _entry(begin, end, _header(headers, index));
            if (outcome != Outcome.PERMITTED) {
                return (outcome, index, 0);
            }
            duties |= more;
        }
        return (Outcome.PERMITTED, 0, duties);
    }

    /// @dev The provisions that name purpose, action and moment, in their order: the same for all
    /// entries, so they are sorted out once. They lie in memory from `begin` to `end`, two words each.
    function _asked(
        Provision[] calldata provisions,
        uint8 purpose,
        uint8 action,
        uint40 moment
    ) private pure returns (uint256 begin, uint256 end) {
        uint256 purposeBit = 8 + uint256(purpose);
        uint256 actionBit = 240 + uint256(action);
        assembly ("memory-safe") {
            begin := mload(0x40)
            end := begin
            let read := provisions.offset
            for {
                let left := provisions.length
            } left {
                left := sub(left, 1)
            } {
                let rule := calldataload(read)
                let labels := calldataload(add(read, 0x20))
                // Written in any case; the next one is written over what does not apply.
                mstore(end, rule)
                mstore(add(end, 0x20), labels)
                let named := and(shr(purposeBit, rule), shr(actionBit, labels))
                let tooEarly := lt(moment, and(shr(96, rule), 0xffffffffff))
                let tooLate := gt(moment, and(shr(136, rule), 0xffffffffff))
                end := add(end, shl(6, and(named, iszero(or(tooEarly, tooLate)))))
                read := add(read, 0x40)
            }
            mstore(0x40, end)
        }
    }

    /// @dev Each condition by itself: `||` would cost more than the comparison.
    function _entry(
        uint256 begin,
        uint256 end,
        uint256 header
    ) private pure returns (Outcome, uint48 duties) {
        uint256 date = uint40(header >> 192);
        while (end != begin) {
            uint256 rule;
            uint256 labels;
            assembly ("memory-safe") {
                end := sub(end, 0x40)
                rule := mload(end)
                labels := mload(add(end, 0x20))
            }
            if (date < uint40(rule >> 176)) continue;
            if (date > rule >> 216) continue;
            uint256 shared = labels & header;
            if (shared & KINDS == 0) continue;
            if (shared & CATEGORIES == 0) continue;
            if (uint8(rule) == PERMIT) {
                if (header & ~labels & SENSITIVITIES != 0) continue;
                return (Outcome.PERMITTED, uint48(labels >> 192));
            }
            // Anything that is not PERMIT denies: an unknown effect must never open a record.
            if (shared & SENSITIVITIES != 0 || labels & SENSITIVITIES == 0) {
                return (Outcome.DENIED, 0);
            }
        }
        return (Outcome.NOT_COVERED, 0);
    }

    /// @dev `headers[index]` without the check that the loop makes already.
    function _header(
        EntryHeader[] calldata headers,
        uint256 index
    ) private pure returns (uint256 header) {
        assembly ("memory-safe") {
            header := calldataload(add(headers.offset, shl(5, index)))
        }
    }
}
