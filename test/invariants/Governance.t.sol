// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Invariants} from "./Invariants.sol";

/// @dev Callers and names, over random sequences of all actions.
contract GovernanceInvariants is Invariants {
    function invariant_INV_ACCESS_1_nobodyWritesBeforeTheNotice() external view {
        assert(!_world.broken("INV-ACCESS-1"));
        _governance.checkWindows();
    }

    function invariant_INV_GOVERNANCE_1_permanentNamesStay() external view {
        _governance.checkNames();
    }
}
