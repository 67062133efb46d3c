// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ParticipantId} from "../../types/Ids.sol";

/// @title IFreezes: what a regulator stops for a time
/// @notice A freeze has a reason, an end and an appeal, which another account decides. It takes nothing back;
/// while it lasts, claims are not paid.
interface IFreezes {
    /// @notice FROZEN; APPEALED, and still frozen; UPHELD by the one who decided; LIFTED before its end.
    enum FreezeState {
        NONE,
        FROZEN,
        APPEALED,
        UPHELD,
        LIFTED
    }

    /// @notice `until`: its end (Unix time, the first moment that is free). `jurisdiction`: of the regulator.
    /// `party`: who may appeal, 0: any institution. `account`: who froze.
    struct Freeze {
        uint40 until;
        FreezeState state;
        uint40 jurisdiction;
        ParticipantId party;
        address account;
    }

    /// @notice A freeze began or changed. `document`: digest of the reason, the appeal or the decision.
    event FreezeChanged(bytes32 indexed key, Freeze freeze, bytes32 document, address actor);

    /// @notice The end has passed, or is more than 366 days away.
    error FreezeUntilInvalid(bytes32 key, uint40 until, uint40 now_);
    /// @notice It is frozen already.
    error FreezeLasts(bytes32 key, uint40 until);
    /// @notice It is not frozen, or in a state in which this is not done.
    error FreezeStateWrong(bytes32 key, FreezeState state, uint40 until);
    /// @notice This is for another jurisdiction's regulator.
    error FreezeJurisdictionOther(bytes32 key, uint40 jurisdiction, uint40 sender);
    /// @notice Another may appeal.
    error FreezeNotParty(bytes32 key, ParticipantId party, ParticipantId sender);
    /// @notice Who froze does not decide the appeal.
    error FreezeSameAccount(bytes32 key, address account);
    /// @notice The digest of the reason, the appeal or the decision is missing.
    error FreezeDocumentMissing(bytes32 key);

    /// @notice Appeals against a freeze, as the party that it hits, whatever its standing; again after it was
    /// upheld.
    function appealFreeze(bytes32 key, bytes32 document) external;

    /// @notice Decides an appeal: a regulator's account of the same jurisdiction, another than froze.
    function decideAppeal(bytes32 key, bool isLifted, bytes32 document) external;

    /// @notice Ends a freeze before its end, as a regulator of the jurisdiction.
    function liftFreeze(bytes32 key, bytes32 document) external;

    /// @notice A freeze as it stands; it lasts while `until` is in the future.
    function freezeOf(bytes32 key) external view returns (Freeze memory);
}
