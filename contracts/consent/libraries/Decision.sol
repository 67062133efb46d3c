// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Provision} from "../../types/ConsentGrant.sol";
import {EntryHeader} from "../../types/RecordEntry.sol";
import {IConsentDecision} from "../interfaces/IConsentDecision.sol";

/// @title Decision: one entry against the provisions of a consent
/// @notice A provision matches when its purpose and action bits are set, both periods hold, kinds
/// overlap and condition categories overlap. Sensitivities work the other way round: to permit,
/// every one of the entry must be named; to deny, any one is enough, or the provision names none.
/// One mask with "any overlap" would let {laboratory, diabetes} open every laboratory result, and
/// let diabetes-and-HIV pass by its diabetes bit.
library Decision {
    uint8 private constant PERMIT = 2;

    uint256 private constant KINDS = (1 << 24) - 1;
    uint256 private constant SENSITIVITIES = ((1 << 40) - 1) << 24;
    uint256 private constant CATEGORIES = ((1 << 128) - 1) << 64;
    uint256 private constant PURPOSE_BITS = 88;
    uint256 private constant ACTION_BITS = 16;

    function decide(
        Provision[] calldata provisions,
        EntryHeader header,
        uint8 purpose,
        uint8 action,
        uint40 moment
    ) internal pure returns (IConsentDecision.Outcome, uint48 duties) {
        if (purpose >= PURPOSE_BITS || action >= ACTION_BITS) {
            return (IConsentDecision.Outcome.NOT_COVERED, 0);
        }
        for (uint256 i = provisions.length; i != 0; ) {
            unchecked {
                --i;
            }
            uint256 rule = provisions[i].rule;
            uint256 labels = provisions[i].labels;
            // Anything that is not PERMIT denies: an unknown effect must never open a record.
            bool permits = uint8(rule) == PERMIT;
            if (
                (rule >> (8 + uint256(purpose))) & 1 != 0 &&
                (labels >> (240 + uint256(action))) & 1 != 0 &&
                moment >= uint40(rule >> 96) &&
                moment <= uint40(rule >> 136) &&
                _labelsMatch(rule, labels, EntryHeader.unwrap(header), permits)
            ) {
                return
                    permits
                        ? (IConsentDecision.Outcome.PERMITTED, uint48(labels >> 192))
                        : (IConsentDecision.Outcome.DENIED, 0);
            }
        }
        return (IConsentDecision.Outcome.NOT_COVERED, 0);
    }

    function _labelsMatch(
        uint256 rule,
        uint256 labels,
        uint256 header,
        bool permits
    ) private pure returns (bool) {
        uint40 date = uint40(header >> 192);
        if (date < uint40(rule >> 176) || date > uint40(rule >> 216)) return false;
        uint256 shared = labels & header;
        if (shared & KINDS == 0 || shared & CATEGORIES == 0) return false;
        return
            permits
                ? header & ~labels & SENSITIVITIES == 0
                : shared & SENSITIVITIES != 0 || labels & SENSITIVITIES == 0;
    }
}
