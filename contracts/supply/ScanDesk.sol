// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {UnitState} from "../types/Custody.sol";
import {hashLot, hashLotBody, hashSale, hashUnitPlace, Parcel, Unit} from "../types/Goods.sol";
import {ContainerId} from "../types/Ids.sol";
import {IDrugLedger} from "./interfaces/IDrugLedger.sol";
import {IScanDesk} from "./interfaces/IScanDesk.sol";
import {CodeTree} from "./libraries/CodeTree.sol";

/// @title ScanDesk: what the chain knows of one unit (policy)
/// @notice Holds nothing and changes nothing: it joins what the DrugLedger tells.
///
/// INV-SUPPLY-7: no unit is reported whose code, index and lot are not proven.
contract ScanDesk is IScanDesk {
    uint256 private constant UNIT = uint256(type(uint64).max) << 16;

    IDrugLedger private immutable DRUGS;
    uint32 private immutable MAX_SPEED;

    /// @dev `speed`: kilometres an hour, see `maxSpeed`.
    constructor(IDrugLedger drugs, uint32 speed) {
        DRUGS = drugs;
        MAX_SPEED = speed;
    }

    /// @inheritdoc IScanDesk
    function scan(
        IDrugLedger.OpenedParcel calldata parcel,
        Unit[] calldata unit,
        bytes32[] calldata proof,
        ContainerId container
    ) external view override returns (UnitReport memory report) {
        require(unit.length == 1, ScanNotOneUnit(uint32(unit.length)));
        bytes32 body = hashLotBody(parcel.body);
        report.lot = hashLot(body, parcel.codeRoot);
        uint32 index = unit[0].index;
        (uint32 first, uint32 count) = (parcel.range.first, parcel.range.count);
        require(
            index >= first &&
                index - first < count &&
                CodeTree.isProven(parcel.codeRoot, parcel.body.count, body, unit, proof),
            ScanProofInvalid(report.lot, index)
        );
        report.lotWord = DRUGS.lotOf(report.lot);
        report.expired = block.timestamp > report.lotWord.expiry();
        report.parcel = DRUGS.parcelOf(Parcel(report.lot, first, count));
        uint96 packed = report.parcel.container();
        require(
            uint96(uint256(ContainerId.unwrap(container))) == packed,
            ScanContainerWrong(container, packed)
        );
        if (packed != 0) report.parcel = report.parcel.unpackedFrom(DRUGS.containerOf(container));
        if (!report.lotWord.isClaimable()) {
            report.state = DRUGS.unitStateOf(report.lot, index);
            return report;
        }
        report.sale = DRUGS.saleOf(hashSale(parcel.body.product, unit[0].code));
        report.state = UnitState(uint8(report.sale));
        uint256 place = uint256(hashUnitPlace(report.lot, index)) & UNIT;
        report.soldElsewhere = report.sale != 0 && report.sale & UNIT != place;
    }

    /// @inheritdoc IScanDesk
    function maxSpeed() external view override returns (uint32) {
        return MAX_SPEED;
    }
}
