// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Custody, CustodyState, LotWord, Quarantine, RecallClass} from "../../types/Custody.sol";
import {hashLot, hashLotBody, Parcel} from "../../types/Goods.sol";
import {ContainerId, LotId, ParticipantId, ProductId} from "../../types/Ids.sol";
import {OpenedLot} from "../../types/Monitoring.sol";
import {IDrugLedger} from "../interfaces/IDrugLedger.sol";
import {IProcurement} from "../interfaces/IProcurement.sol";

/// @title Holding: what the drug ledger says of a parcel that another contract is shown
/// @notice Reads of the drug ledger that Procurement and Stock share.
library Holding {
    /// @notice The custody that counts for a parcel: its container's, where it lies in this one.
    /// @return custody As the drug ledger has it
    /// @return isHeldBy_ Whether it lies with `holder`
    /// @return units What is left of the parcel itself
    function find(
        IDrugLedger drugs,
        Parcel memory parcel,
        ContainerId container,
        ParticipantId holder
    ) internal view returns (Custody custody, bool isHeldBy_, uint32 units) {
        custody = drugs.parcelOf(parcel);
        units = custody.left();
        uint256 id = uint256(ContainerId.unwrap(container));
        if (custody.container() != uint96(id)) return (custody, false, units);
        if (id != 0) {
            Quarantine own = custody.quarantine();
            custody = drugs.containerOf(container);
            if (own != Quarantine.NONE) custody = custody.withQuarantine(own);
        }
        isHeldBy_ = custody.holder() == holder && custody.state() == CustodyState.HELD;
    }

    /// @notice Whether goods may be used: not recalled, expired or in quarantine.
    function isFit(IDrugLedger drugs, LotId lot, Custody custody) internal view returns (bool) {
        LotWord word = drugs.lotOf(lot);
        return
            word.recallClass() == RecallClass.NONE &&
            word.lotQuarantine() == Quarantine.NONE &&
            custody.quarantine() == Quarantine.NONE &&
            block.timestamp <= word.expiry();
    }

    /// @notice Reverts unless what is shown opens the lot and is of the product.
    function requireProduct(
        OpenedLot[] calldata lots,
        uint256 place,
        LotId lot,
        ProductId product
    ) internal pure {
        bool right =
            place < lots.length &&
                ProductId.unwrap(lots[place].body.product) == ProductId.unwrap(product) &&
                LotId.unwrap(hashLot(hashLotBody(lots[place].body), lots[place].codeRoot)) ==
                    LotId.unwrap(lot);
        require(right, IProcurement.ProcurementProductWrong(lot, product));
    }
}
