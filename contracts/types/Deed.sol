// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ParticipantId} from "./Ids.sol";

/// @dev What someone did, as events of the drug ledger tell it in one word, lowest bits first:
/// account 160 | institution 32 | detail 64. Each event says which institution (0: none) and what
/// detail; a range of units is first 32 | count 32.
type Deed is uint256;

/// @notice What the sender does.
function deedOf(ParticipantId institution, uint64 detail) view returns (Deed) {
    return
        Deed.wrap(
            uint256(uint160(msg.sender)) |
                (uint256(ParticipantId.unwrap(institution)) << 160) |
                (uint256(detail) << 192)
        );
}
