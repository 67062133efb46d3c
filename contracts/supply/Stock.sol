// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {Custody} from "../types/Custody.sol";
import {hashParcel, Parcel} from "../types/Goods.sol";
import {ContainerId, ParticipantId, ProductId} from "../types/Ids.sol";
import {Domain, ParticipantStatus} from "../types/Membership.sol";
import {OpenedLot} from "../types/Monitoring.sol";
import {IDrugLedger} from "./interfaces/IDrugLedger.sol";
import {IProcurement} from "./interfaces/IProcurement.sol";
import {Holding} from "./libraries/Holding.sol";

/// @title Stock: levels and alerts of what an institution has; base of Procurement
/// @notice Units are counted in the drug ledger alone; a holder shows its parcels, and this contract
/// adds up what is left in them. What is not shown is not counted.
///
///     UNKNOWN --setStockLevels, checkStock (holder)--> ENOUGH, LOW or OVER
///     ENOUGH <--checkStock--> LOW, ENOUGH <--checkStock--> OVER, LOW <--checkStock--> OVER
abstract contract Stock is IProcurement {
    /// @dev Any kind of institution.
    uint32 internal constant ANY = type(uint32).max;

    IParticipantRegistry internal immutable PARTICIPANTS;
    IDrugLedger internal immutable DRUGS;

    /// @dev Min 32 | max 32 | counted 32 | state 8 | since 40.
    mapping(ParticipantId holder => mapping(ProductId product => uint256)) private _stocks;

    constructor(IParticipantRegistry participants, IDrugLedger drugs) {
        PARTICIPANTS = participants;
        DRUGS = drugs;
    }

    /// @inheritdoc IProcurement
    function setStockLevels(ProductId product, uint32 min, uint32 max) external override {
        ParticipantId holder = _sender(ParticipantStatus.ACTIVE);
        uint256 before = _stocks[holder][product];
        bool isNew = uint32(before) != min || uint32(before >> 32) != max;
        require(min <= max && max != 0 && isNew, StockLevelsInvalid(min, max));
        uint256 word = _word(min, max, uint32(before >> 64), StockState(uint8(before >> 96)));
        _stocks[holder][product] = word;
        emit StockChanged(holder, product, word, msg.sender);
    }

    /// @inheritdoc IProcurement
    function checkStock(
        ProductId product,
        OpenedLot[] calldata lots,
        Parcel[] calldata parcels,
        bytes32[] calldata containers,
        uint16[] calldata places
    ) external override {
        ParticipantId holder = _sender(ParticipantStatus.LAPSED);
        uint256 before = _stocks[holder][product];
        (uint32 min, uint32 max) = (uint32(before), uint32(before >> 32));
        require(max != 0, StockLevelsUnset(holder, product));
        uint256 sum = 0;
        bytes32 last = 0;
        for (uint256 i = 0; i < parcels.length; ++i) {
            bytes32 key = hashParcel(parcels[i]);
            require(key > last, StockParcelsDisordered(uint32(i)));
            last = key;
            Holding.requireProduct(lots, places[i], parcels[i].lot, product);
            sum += _counted(parcels[i], ContainerId.wrap(containers[i]), holder);
        }
        uint32 counted = sum > type(uint32).max ? type(uint32).max : uint32(sum);
        StockState state =
            counted < min
                ? StockState.LOW
                : counted > max
                    ? StockState.OVER
                    : StockState.ENOUGH;
        uint256 word = _word(min, max, counted, state);
        _stocks[holder][product] = word;
        emit StockChanged(holder, product, word, msg.sender);
        if (state != StockState.ENOUGH && state != StockState(uint8(before >> 96))) {
            emit StockAlert(holder, product, state, counted, word);
        }
    }

    /// @inheritdoc IProcurement
    function stockOf(
        ParticipantId holder,
        ProductId product
    ) external view override returns (uint256) {
        return _stocks[holder][product];
    }

    /// @dev The sender's institution, with no worse a standing.
    function _sender(ParticipantStatus worst) internal view returns (ParticipantId) {
        return PARTICIPANTS.requireStanding(msg.sender, Domain.SUPPLY, ANY, worst).participant();
    }

    /// @dev Units of a parcel of the holder's that may be used; what is unfit is no stock.
    function _counted(
        Parcel calldata parcel,
        ContainerId container,
        ParticipantId holder
    ) private view returns (uint256) {
        (Custody custody, bool held, uint32 units) = Holding.find(DRUGS, parcel, container, holder);
        require(held, StockNotHeld(hashParcel(parcel), custody.holder()));
        return Holding.isFit(DRUGS, parcel.lot, custody) ? units : 0;
    }

    function _word(
        uint32 min,
        uint32 max,
        uint32 counted,
        StockState state
    ) private view returns (uint256) {
        return
            uint256(min) |
            (uint256(max) << 32) |
            (uint256(counted) << 64) |
            (uint256(state) << 96) |
            (block.timestamp << 104);
    }
}
