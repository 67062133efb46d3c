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
        for (; index < headers.length; ++index) {
            uint256 header = EntryHeader.unwrap(headers[index]);
            uint48 more;
            (outcome, more) = _entry(provisions, header, purpose, action, moment);
            if (outcome != Outcome.PERMITTED) {
                return (outcome, index, 0);
            }
            duties |= more;
        }
        return (Outcome.PERMITTED, 0, duties);
    }

    function _entry(
        Provision[] calldata provisions,
        uint256 header,
        uint8 purpose,
        uint8 action,
        uint40 moment
    ) private pure returns (Outcome, uint48 duties) {
        for (uint256 i = provisions.length; i != 0;) {
            unchecked {
                --i;
            }
            Provision calldata provision = provisions[i];
            uint256 rule = provision.rule;
            uint256 labels = provision.labels;
            if (
                (rule >> (8 + uint256(purpose))) & 1 != 0 &&
                (labels >> (240 + uint256(action))) & 1 != 0 &&
                moment >= uint40(rule >> 96) &&
                moment <= uint40(rule >> 136) &&
                _labelsMatch(rule, labels, header)
            ) {
                // Anything that is not PERMIT denies: an unknown effect must never open a record.
                return
                    uint8(rule) == PERMIT
                        ? (Outcome.PERMITTED, uint48(labels >> 192))
                        : (Outcome.DENIED, 0);
            }
        }
        return (Outcome.NOT_COVERED, 0);
    }

    function _labelsMatch(
        uint256 rule,
        uint256 labels,
        uint256 header
    ) private pure returns (bool) {
        uint40 date = uint40(header >> 192);
        if (date < uint40(rule >> 176) || date > uint40(rule >> 216)) return false;
        uint256 shared = labels & header;
        if (shared & KINDS == 0 || shared & CATEGORIES == 0) return false;
        return
            uint8(rule) == PERMIT
                ? header & ~labels & SENSITIVITIES == 0
                : shared & SENSITIVITIES != 0 || labels & SENSITIVITIES == 0;
    }
}
