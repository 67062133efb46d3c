// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Invariants} from "./Invariants.sol";

/// @dev Batches and entries, over random sequences of all actions.
contract RecordsInvariants is Invariants {
    function invariant_INV_RECORDS_1_batchesNeverChange() external view {
        assert(!_world.broken("INV-RECORDS-1"));
        _records.checkBatches();
    }

    function invariant_INV_RECORDS_2_endedEntriesStayEnded() external view {
        assert(!_world.broken("INV-RECORDS-2"));
        _records.checkStates();
    }
}
