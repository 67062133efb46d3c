// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Custody, LotWord, UnitState} from "../../types/Custody.sol";
import {Unit} from "../../types/Goods.sol";
import {ContainerId, LotId} from "../../types/Ids.sol";
import {IDrugLedger} from "./IDrugLedger.sol";

/// @title IScanDesk: what the chain knows of one unit
/// @notice Whoever scans a code gets its index, salt, path and parcel from a resolver and trusts none
/// of it: all is checked here.
interface IScanDesk {
    /// @notice What the chain knows of a unit. `parcel` is the container's custody where it is packed
    /// in one, but for `left` and `step`. `sale`: its code's sale slot, if its lot is claimable;
    /// `soldElsewhere`: that is of another unit with the same code.
    struct UnitReport {
        LotId lot;
        LotWord lotWord;
        Custody parcel;
        UnitState state;
        uint256 sale;
        bool expired;
        bool soldElsewhere;
    }

    /// @notice A scan is of one unit.
    error ScanNotOneUnit(uint32 units);
    /// @notice The code is not proven to be the lot's unit of this index and parcel.
    error ScanProofInvalid(LotId lot, uint32 index);
    /// @notice The parcel is in another container than the one named, or in one and none is named.
    error ScanContainerWrong(ContainerId named, uint96 container);

    /// @notice What a scan is told: the unit is of this lot, by proof, and this is how it stands. Reverts
    /// also where lot, parcel or container are unknown.
    /// @param unit One
    /// @param container That the parcel is packed in, or 0
    function scan(
        IDrugLedger.OpenedParcel calldata parcel,
        Unit[] calldata unit,
        bytes32[] calldata proof,
        ContainerId container
    ) external view returns (UnitReport memory);

    /// @notice How fast goods may travel between two institutions' scans, in kilometres an hour: what
    /// was faster is not one pack. Set anew by a successor of this contract in the Directory.
    function maxSpeed() external view returns (uint32);
}
