// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Custody, CustodyState, LotWord} from "../types/Custody.sol";
import {ContainerLabel, hashContainer, hashContents} from "../types/Goods.sol";
import {ContainerId, LotId, ParticipantId} from "../types/Ids.sol";
import {Membership, ParticipantStatus} from "../types/Membership.sol";
import {IDrugLedger} from "./interfaces/IDrugLedger.sol";
import {Parcels} from "./Parcels.sol";

/// @title Containers: parcels of many lots that move in one slot; base of DrugLedger
/// @notice
///
///     (none) --pack (holder of its parcels)--> HELD
///     HELD --shipContainer (holder)--> SHIPPED --receiveContainer (receiver)--> HELD
///     SHIPPED --callBackContainer (holder)--> HELD
///     HELD --unpack (holder)--> gone, its parcels HELD
///     SHIPPED --unpack (receiver)--> gone, its parcels SHIPPED
///     free <--quarantineContainer (holder, caller, regulator)--> in quarantine
abstract contract Containers is Parcels {
    mapping(ContainerId container => Custody) private _containers;

    /// @inheritdoc IDrugLedger
    function pack(
        ContainerLabel calldata label,
        uint256[] calldata contents
    ) external override returns (ContainerId id) {
        ParticipantId sender = _member(HOLDERS, ParticipantStatus.LAPSED).participant();
        _requireLength(contents.length);
        _requireLength(label.lots.length);
        id = _identified(label, contents);
        require(Custody.unwrap(_containers[id]) == 0, SupplyContainerExists(id));
        LotId[] calldata lots = label.lots;
        for (uint256 i = 0; i < contents.length; ++i) {
            uint256 content = contents[i];
            _packOne(_lotAt(id, lots, content), uint64(content), id, sender);
        }
        Custody custody = Custody
            .wrap(0)
            .moved(sender, ParticipantId.wrap(0), CustodyState.HELD, false)
            .withLeft(uint32(contents.length), false);
        _containers[id] = custody;
        emit ContainerPacked(
            id,
            sender,
            label.sscc,
            _words(lots),
            contents,
            Custody.unwrap(custody),
            msg.sender
        );
    }

    /// @inheritdoc IDrugLedger
    function shipContainer(ContainerLabel calldata label, ParticipantId to) external override {
        Membership m = _member(HOLDERS, ParticipantStatus.SUSPENDED);
        ContainerId id = hashContainer(label);
        Custody custody = _container(id);
        _requireHeld(custody, m.participant());
        _requireOther(m.participant(), to);
        LotId[] calldata lots = label.lots;
        for (uint256 i = 0; i < lots.length; ++i) {
            LotId lot = lots[i];
            _requireWay(lot, _lot(lot), custody.isQuarantined(), m, to);
        }
        custody = custody.moved(m.participant(), to, CustodyState.SHIPPED, false);
        _containers[id] = custody;
        emit ContainerShipped(id, to, Custody.unwrap(custody), msg.sender);
    }

    /// @inheritdoc IDrugLedger
    function receiveContainer(ContainerId id) external override {
        ParticipantId sender = _member(HOLDERS, ParticipantStatus.LAPSED).participant();
        Custody custody = _container(id);
        ParticipantId from = custody.holder();
        _requireComing(custody, sender);
        custody = _arrived(custody, sender);
        _containers[id] = custody;
        emit ContainerReceived(id, from, Custody.unwrap(custody), msg.sender);
    }

    /// @inheritdoc IDrugLedger
    function callBackContainer(ContainerId id) external override {
        ParticipantId sender = _member(HOLDERS, ParticipantStatus.LAPSED).participant();
        Custody custody = _calledBack(_container(id), sender);
        _changeContainer(id, custody, sender, GoodsChange.CALLED_BACK, 0);
    }

    /// @inheritdoc IDrugLedger
    function quarantineContainer(ContainerId id, bool on, bytes32 evidence) external override {
        (Custody changed, ParticipantId by) = _quarantined(_container(id), on);
        GoodsChange change = on ? GoodsChange.QUARANTINED : GoodsChange.RELEASED;
        _changeContainer(id, changed, by, change, evidence);
    }

    /// @inheritdoc IDrugLedger
    function unpack(ContainerLabel calldata label, uint256[] calldata contents) external override {
        ParticipantId sender = _member(HOLDERS, ParticipantStatus.SUSPENDED).participant();
        ContainerId id = _identified(label, contents);
        Custody custody = _container(id);
        if (custody.isIn(CustodyState.SHIPPED)) {
            require(custody.to() == sender, SupplyNotReceiver(custody.to(), sender));
        } else {
            require(custody.holder() == sender, SupplyNotHolder(custody.holder(), sender));
        }
        _containers[id] = Custody.wrap(0);
        LotId[] calldata lots = label.lots;
        for (uint256 i = 0; i < contents.length; ++i) {
            uint256 content = contents[i];
            LotId lot = _lotAt(id, lots, content);
            uint64 range = uint64(content);
            _savePart(lot, range, _loadPart(lot, range).unpackedFrom(custody));
        }
        emit ContainerUnpacked(id, sender, Custody.unwrap(custody), msg.sender);
    }

    /// @inheritdoc IDrugLedger
    function containerOf(ContainerId id) external view override returns (Custody) {
        return _container(id);
    }

    function _container(ContainerId id) internal view returns (Custody custody) {
        custody = _containers[id];
        require(Custody.unwrap(custody) != 0, SupplyContainerUnknown(id));
    }

    /// @dev A parcel with a slot of its own is packed without a look at its lot: shipping looks.
    function _packOne(LotId lot, uint64 range, ContainerId id, ParticipantId sender) private {
        Custody custody = _loadPart(lot, range);
        bool hasOwnSlot = !custody.isIn(CustodyState.NONE);
        LotWord word;
        if (!hasOwnSlot) (word, custody) = _load(lot, range);
        _requireHeld(custody, sender);
        require(!custody.isQuarantined(), SupplyQuarantined(lot, custody.quarantine()));
        custody = custody.packedIn(id);
        if (hasOwnSlot) _savePart(lot, range, custody);
        else _save(lot, range, word, custody);
    }

    function _changeContainer(
        ContainerId id,
        Custody custody,
        ParticipantId by,
        GoodsChange change,
        bytes32 evidence
    ) private {
        _containers[id] = custody;
        emit ContainerChanged(id, by, change, Custody.unwrap(custody), evidence, msg.sender);
    }

    function _identified(
        ContainerLabel calldata label,
        uint256[] calldata contents
    ) private pure returns (ContainerId id) {
        id = hashContainer(label);
        require(hashContents(contents) == label.contents, SupplyContentsInvalid(id));
    }

    /// @dev The lot of a word of contents, whose lowest 64 bits are the parcel's range.
    function _lotAt(
        ContainerId id,
        LotId[] calldata lots,
        uint256 content
    ) private pure returns (LotId) {
        uint256 place = content >> 64;
        require(place < lots.length, SupplyContentsInvalid(id));
        return lots[place];
    }

    function _words(LotId[] calldata lots) private pure returns (bytes32[] calldata words) {
        assembly ("memory-safe") {
            words.offset := lots.offset
            words.length := lots.length
        }
    }
}
