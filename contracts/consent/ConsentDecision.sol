// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Provision} from "../types/ConsentGrant.sol";
import {EntryHeader} from "../types/RecordEntry.sol";
import {IConsentDecision} from "./interfaces/IConsentDecision.sol";
import {Decision} from "./libraries/Decision.sol";

/// @title ConsentDecision: what a consent covers (policy)
/// @notice Holds nothing: it is replaced by deploying a desk that asks another.
///
/// INV-CONSENT-4: no permit without a provision that names purpose, action, moment, date, kind,
/// category and every sensitivity.
contract ConsentDecision is IConsentDecision {
    /// @inheritdoc IConsentDecision
    function decide(
        Provision[] calldata provisions,
        EntryHeader[] calldata headers,
        uint8 purpose,
        uint8 action,
        uint40 moment
    ) external pure override returns (Outcome outcome, uint256 index, uint48 duties) {
        for (; index < headers.length; ++index) {
            uint48 more;
            (outcome, more) = Decision.decide(provisions, headers[index], purpose, action, moment);
            if (outcome != Outcome.PERMITTED) {
                return (outcome, index, 0);
            }
            duties |= more;
        }
        return (Outcome.PERMITTED, 0, duties);
    }
}
