// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Invariants} from "./Invariants.sol";

/// @dev Institutions and patients, over random sequences of all actions.
contract IdentityInvariants is Invariants {
    function invariant_INV_IDENTITY_1_anAccountHasOneInstitution() external view {
        assert(!_world.broken("INV-IDENTITY-1"));
        _identity.checkAccounts();
    }

    function invariant_INV_IDENTITY_2_keyEpochsRiseAndKeysStay() external view {
        assert(!_world.broken("INV-IDENTITY-2"));
        _identity.checkKeys();
    }

    function invariant_INV_IDENTITY_3_onlyTheControllerChangesASubject() external view {
        assert(!_world.broken("INV-IDENTITY-3"));
        _identity.checkSubjects();
    }

    function invariant_INV_IDENTITY_4_subjectEpochsRise() external view {
        _identity.checkEpochs();
    }
}
