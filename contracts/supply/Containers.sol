// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Custody, CustodyState, LotWord} from "../types/Custody.sol";
import {deedOf} from "../types/Deed.sol";
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
    mapping(ContainerId container => ParcelSlot) private _containers;

    /// @inheritdoc IDrugLedger
    function pack(
        LotId[] calldata lots,
        uint256[] calldata contents,
        uint64 sscc
    ) external override returns (ContainerId id) {
        ParticipantId sender = _member(HOLDERS, ParticipantStatus.LAPSED).participant();
        _requireLength(contents.length);
        id = hashContainer(sscc, lots, hashContents(contents));
        ParcelSlot storage slot = _containers[id];
        require(Custody.unwrap(slot.custody) == 0, SupplyContainerExists(id));
        for (uint256 i = 0; i < contents.length; ++i) {
            uint256 content = _at(contents, i);
            _packOne(_lotAt(id, lots, content), uint64(content), id, sender);
        }
        Custody custody = Custody
            .wrap(0)
            .moved(sender, ParticipantId.wrap(0), CustodyState.HELD, false)
            .withLeft(uint32(contents.length), false);
        slot.custody = custody;
        emit ContainerPacked(
            id,
            sender,
            Custody.unwrap(custody),
            deedOf(sender, sscc),
            _words(lots),
            contents
        );
    }

    /// @inheritdoc IDrugLedger
    function shipContainer(ContainerLabel calldata label, ParticipantId to) external override {
        Membership m = _member(HOLDERS, ParticipantStatus.SUSPENDED);
        ContainerId id = hashContainer(label.sscc, label.lots, label.contents);
        (ParcelSlot storage slot, Custody custody) = _container(id);
        _requireHeld(custody, m.participant());
        _requireOther(m.participant(), to);
        LotId[] calldata lots = label.lots;
        for (uint256 i = 0; i < lots.length; ++i) {
            LotId lot = lots[i];
            _requireWay(lot, _lot(lot), custody.isQuarantined(), m, to);
        }
        custody = custody.moved(m.participant(), to, CustodyState.SHIPPED, false);
        slot.custody = custody;
        emit ContainerShipped(id, Custody.unwrap(custody), deedOf(m.participant(), 0));
    }

    /// @inheritdoc IDrugLedger
    function receiveContainer(ContainerId id) external override {
        ParticipantId sender = _member(HOLDERS, ParticipantStatus.LAPSED).participant();
        (ParcelSlot storage slot, Custody custody) = _container(id);
        ParticipantId from = custody.holder();
        custody = _arrived(custody, sender);
        slot.custody = custody;
        emit ContainerReceived(id, Custody.unwrap(custody), deedOf(from, 0));
    }

    /// @inheritdoc IDrugLedger
    function callBackContainer(ContainerId id) external override {
        ParticipantId sender = _member(HOLDERS, ParticipantStatus.LAPSED).participant();
        (ParcelSlot storage slot, Custody custody) = _container(id);
        custody = _calledBack(custody, sender);
        slot.custody = custody;
        _tellOf(id, custody, sender, GoodsChange.CALLED_BACK, 0);
    }

    /// @inheritdoc IDrugLedger
    function quarantineContainer(ContainerId id, bool on, bytes32 evidence) external override {
        (ParcelSlot storage slot, Custody custody) = _container(id);
        (Custody changed, ParticipantId by) = _quarantined(custody, on);
        slot.custody = changed;
        GoodsChange change = on ? GoodsChange.QUARANTINED : GoodsChange.RELEASED;
        _tellOf(id, changed, by, change, evidence);
    }

    /// @inheritdoc IDrugLedger
    function unpack(ContainerLabel calldata label, uint256[] calldata contents) external override {
        ParticipantId sender = _member(HOLDERS, ParticipantStatus.SUSPENDED).participant();
        ContainerId id = _identified(label, contents);
        (ParcelSlot storage slot, Custody custody) = _container(id);
        if (custody.isIn(CustodyState.SHIPPED)) {
            require(custody.to() == sender, SupplyNotReceiver(custody.to(), sender));
        } else {
            require(custody.holder() == sender, SupplyNotHolder(custody.holder(), sender));
        }
        slot.custody = Custody.wrap(0);
        LotId[] calldata lots = label.lots;
        for (uint256 i = 0; i < contents.length; ++i) {
            uint256 content = _at(contents, i);
            LotId lot = _lotAt(id, lots, content);
            ParcelSlot storage own = _slotOf(lot, uint64(content));
            own.custody = own.custody.unpackedFrom(custody);
        }
        emit ContainerUnpacked(id, Custody.unwrap(custody), deedOf(sender, 0));
    }

    /// @inheritdoc IDrugLedger
    function containerOf(ContainerId id) external view override returns (Custody custody) {
        (, custody) = _container(id);
    }

    /// @dev A parcel with a slot of its own is packed without a look at its lot: shipping looks.
    function _packOne(LotId lot, uint64 range, ContainerId id, ParticipantId sender) private {
        ParcelSlot storage own = _slotOf(lot, range);
        Custody custody = own.custody;
        if (custody.isIn(CustodyState.NONE)) {
            LotWord word;
            (word, , custody) = _load(lot, range);
            _requirePackable(lot, custody, sender);
            _save(lot, range, word, own, custody.packedIn(id));
        } else {
            _requirePackable(lot, custody, sender);
            own.custody = custody.packedIn(id);
        }
    }

    function _tellOf(
        ContainerId id,
        Custody custody,
        ParticipantId by,
        GoodsChange change,
        bytes32 evidence
    ) private {
        emit ContainerChanged(id, change, Custody.unwrap(custody), deedOf(by, 0), evidence);
    }

    function _container(
        ContainerId id
    ) private view returns (ParcelSlot storage slot, Custody custody) {
        slot = _containers[id];
        custody = slot.custody;
        require(Custody.unwrap(custody) != 0, SupplyContainerUnknown(id));
    }

    function _identified(
        ContainerLabel calldata label,
        uint256[] calldata contents
    ) private pure returns (ContainerId id) {
        id = hashContainer(label.sscc, label.lots, label.contents);
        require(hashContents(contents) == label.contents, SupplyContentsInvalid(id));
    }

    /// @dev The lot of a word of contents, whose lowest 64 bits are the parcel's range.
    function _lotAt(
        ContainerId id,
        LotId[] calldata lots,
        uint256 content
    ) private pure returns (LotId lot) {
        uint256 place = content >> 64;
        require(place < lots.length, SupplyContentsInvalid(id));
        // Solidity would ask for its place once more.
        assembly ("memory-safe") {
            lot := calldataload(add(lots.offset, shl(5, place)))
        }
    }

    /// @dev The word of contents at a place that is there: Solidity would ask for it once more.
    function _at(
        uint256[] calldata contents,
        uint256 place
    ) private pure returns (uint256 content) {
        assembly ("memory-safe") {
            content := calldataload(add(contents.offset, shl(5, place)))
        }
    }

    function _words(LotId[] calldata lots) private pure returns (bytes32[] calldata words) {
        assembly ("memory-safe") {
            words.offset := lots.offset
            words.length := lots.length
        }
    }

    function _requirePackable(LotId lot, Custody custody, ParticipantId sender) private pure {
        if (custody.isFreeWith(sender)) return;
        _requireHeld(custody, sender);
        revert SupplyQuarantined(lot, custody.quarantine());
    }
}
