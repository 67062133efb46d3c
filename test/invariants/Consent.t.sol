// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Invariants} from "./Invariants.sol";

/// @dev Grants, over random sequences of all actions. INV-CONSENT-4: Decision.t.sol.
contract ConsentInvariants is Invariants {
    function invariant_INV_CONSENT_1_noGrantWithoutItsSignature() external view {
        assert(!_world.broken("INV-CONSENT-1"));
        _consents.checkStates();
    }

    function invariant_INV_CONSENT_2_revokedForEver() external view {
        assert(!_world.broken("INV-CONSENT-2"));
        _consents.checkRevoked();
    }

    function invariant_INV_CONSENT_3_usesAreCountedAndBounded() external view {
        assert(!_world.broken("INV-CONSENT-3"));
        _consents.checkUses();
    }
}
