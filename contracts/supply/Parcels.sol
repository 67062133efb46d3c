// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Custody, CustodyState, Disposition, LotWord, Quarantine} from "../types/Custody.sol";
import {deedOf} from "../types/Deed.sol";
import {packRange, Parcel, UnitRange} from "../types/Goods.sol";
import {LotId, ParticipantId} from "../types/Ids.sol";
import {Membership, ParticipantStatus} from "../types/Membership.sol";
import {IDrugLedger} from "./interfaces/IDrugLedger.sol";
import {Lots} from "./Lots.sol";

/// @title Parcels: ranges of units that move and split; base of DrugLedger
/// @notice
///
///     (none) --commission, split--> HELD
///     HELD --ship (holder)--> SHIPPED --receiveParcel (receiver)--> HELD
///     SHIPPED --callBack (holder)--> HELD
///     SHIPPED --receiveExcept (receiver)--> parts HELD by the receiver and parts DISPUTED
///     DISPUTED --callBack (holder), receiveParcel (receiver)--> HELD
///     HELD --split (holder)--> gone, its parts HELD
///     HELD, DISPUTED --destroy (holder)--> DESTROYED
///     each but DESTROYED: free <--quarantine (holder, caller, regulator)--> in quarantine
abstract contract Parcels is Lots {
    /// @inheritdoc IDrugLedger
    function ship(Parcel calldata parcel, ParticipantId to) external override {
        Membership m = _member(HOLDERS, ParticipantStatus.SUSPENDED);
        (LotId lot, uint64 range) = _placed(parcel);
        (LotWord word, ParcelSlot storage own, Custody custody) = _load(lot, range);
        _requireHeld(custody, m.participant());
        _requireOther(m.participant(), to);
        _requireWay(lot, word, custody.isQuarantined(), m, to);
        custody = custody.moved(m.participant(), to, CustodyState.SHIPPED, false);
        _save(lot, range, word, own, custody);
        emit ParcelShipped(lot, Custody.unwrap(custody), deedOf(m.participant(), range));
    }

    /// @inheritdoc IDrugLedger
    function receiveParcel(Parcel calldata parcel) external override {
        ParticipantId sender = _member(HOLDERS, ParticipantStatus.LAPSED).participant();
        // Goods arrive whatever became of their lot: it is read only where it may hold the parcel.
        (LotId lot, uint64 range) = _placed(parcel);
        Custody custody;
        Custody arrived;
        LotWord word;
        if (parcel.first == 0) word = _lot(lot);
        if (parcel.first == 0 && word.holdsParcel(range)) {
            custody = word.firstParcel();
            arrived = _arrived(custody, sender);
            _saveFirst(lot, word, arrived);
        } else {
            ParcelSlot storage own = _slotOf(lot, range);
            custody = own.custody;
            // The lot tells which of the two is unknown.
            if (custody.isIn(CustodyState.NONE)) _load(lot, range);
            arrived = _arrived(custody, sender);
            own.custody = arrived;
        }
        emit ParcelReceived(lot, Custody.unwrap(arrived), deedOf(custody.holder(), range));
    }

    /// @inheritdoc IDrugLedger
    function receiveExcept(Parcel calldata parcel, UnitRange[] calldata missing) external override {
        (LotId lot, uint64 range) = _placed(parcel);
        (ParticipantId sender, LotWord word, ParcelSlot storage own, Custody custody) = _loadFor(
            lot,
            range
        );
        ParticipantId from = custody.holder();
        Custody here = _arrived(custody, sender);
        require(custody.isIn(CustodyState.SHIPPED), SupplyStateWrong(custody.state()));
        _requireUnopened(lot, range, custody);
        _requireLength(missing.length);
        _forget(range, word, own);
        Custody disputed = custody.moved(from, sender, CustodyState.DISPUTED, false);
        uint64[] memory ranges = _divide(lot, range, word, missing, here, disputed);
        emit ParcelDisputed(
            lot,
            Custody.unwrap(here),
            deedOf(from, range),
            Custody.unwrap(disputed),
            ranges
        );
    }

    /// @inheritdoc IDrugLedger
    function callBack(Parcel calldata parcel) external override {
        (LotId lot, uint64 range) = _placed(parcel);
        (ParticipantId sender, LotWord word, ParcelSlot storage own, Custody custody) = _loadFor(
            lot,
            range
        );
        _requireUnpacked(custody);
        custody = _calledBack(custody, sender);
        _save(lot, range, word, own, custody);
        _tell(lot, range, custody, sender, GoodsChange.CALLED_BACK, Disposition.NONE, 0);
    }

    /// @inheritdoc IDrugLedger
    function split(Parcel calldata parcel, uint32[] calldata counts) external override {
        (LotId lot, uint64 range) = _placed(parcel);
        (ParticipantId sender, LotWord word, ParcelSlot storage own, Custody custody) = _loadFor(
            lot,
            range
        );
        _requireHeld(custody, sender);
        _requireUnopened(lot, range, custody);
        _requireLength(counts.length);
        _forget(range, word, own);
        uint32 whole = uint32(range >> 32);
        // At most 500 counts of 32 bits.
        uint256 sum = 0;
        for (uint256 i = 0; i < counts.length; ++i) {
            uint32 count = counts[i];
            unchecked {
                uint32 first = uint32(range + sum);
                sum += count;
                require(count != 0, SupplySplitDoesNotAddUp(whole, uint40(sum)));
                Custody piece = custody.withLeft(count, false);
                _savePiece(lot, range, word, packRange(first, count), piece);
            }
        }
        require(sum == whole && counts.length != 1, SupplySplitDoesNotAddUp(whole, uint40(sum)));
        emit ParcelSplit(lot, Custody.unwrap(custody), deedOf(sender, range), counts);
    }

    /// @inheritdoc IDrugLedger
    function quarantine(Parcel calldata parcel, bool on, bytes32 evidence) external override {
        (LotId lot, uint64 range) = _placed(parcel);
        (LotWord word, ParcelSlot storage own, Custody custody) = _load(lot, range);
        _requireUnpacked(custody);
        (Custody changed, ParticipantId by) = _quarantined(custody, on);
        _save(lot, range, word, own, changed);
        GoodsChange change = on ? GoodsChange.QUARANTINED : GoodsChange.RELEASED;
        _tell(lot, range, changed, by, change, Disposition.NONE, evidence);
    }

    /// @inheritdoc IDrugLedger
    function destroy(
        Parcel calldata parcel,
        Disposition disposition,
        bytes32 evidence
    ) external override {
        (LotId lot, uint64 range) = _placed(parcel);
        (ParticipantId sender, LotWord word, ParcelSlot storage own, Custody custody) = _loadFor(
            lot,
            range
        );
        if (custody.isIn(CustodyState.DISPUTED)) {
            require(custody.holder() == sender, SupplyNotHolder(custody.holder(), sender));
        } else {
            _requireHeld(custody, sender);
        }
        _requireEvidence(disposition, evidence);
        custody = custody.moved(sender, ParticipantId.wrap(0), CustodyState.DESTROYED, false);
        _save(lot, range, word, own, custody);
        _tell(lot, range, custody, sender, GoodsChange.DESTROYED, disposition, evidence);
    }

    function _calledBack(Custody custody, ParticipantId sender) internal view returns (Custody) {
        require(custody.holder() == sender, SupplyNotHolder(custody.holder(), sender));
        require(
            custody.isIn(CustodyState.SHIPPED) || custody.isIn(CustodyState.DISPUTED),
            SupplyStateWrong(custody.state())
        );
        return custody.moved(sender, ParticipantId.wrap(0), CustodyState.HELD, false);
    }

    function _quarantined(
        Custody custody,
        bool on
    ) internal view returns (Custody, ParticipantId by) {
        require(!custody.isIn(CustodyState.DESTROYED), SupplyStateWrong(CustodyState.DESTROYED));
        Quarantine next;
        (next, by) = _weighed(custody.holder(), custody.quarantine(), on);
        return (custody.withQuarantine(next), by);
    }

    /// @dev Reverts unless it was on its way to `by`.
    function _arrived(Custody custody, ParticipantId by) internal view returns (Custody) {
        _requireComing(custody, by);
        return custody.moved(by, ParticipantId.wrap(0), CustodyState.HELD, true);
    }

    /// @dev The goods lie with `sender`, by themselves.
    function _requireHeld(Custody custody, ParticipantId sender) internal pure {
        if (custody.isHeldBy(sender)) return;
        _requireUnpacked(custody);
        require(custody.holder() == sender, SupplyNotHolder(custody.holder(), sender));
        revert SupplyStateWrong(custody.state());
    }

    function _requireUnpacked(Custody custody) internal pure {
        require(custody.container() == 0, SupplyPacked(custody.container()));
    }

    function _requireComing(Custody custody, ParticipantId sender) internal pure {
        if (custody.isComingTo(sender)) return;
        _requireUnpacked(custody);
        revert SupplyNotReceiver(custody.to(), sender);
    }

    function _requireOther(ParticipantId sender, ParticipantId to) internal pure {
        require(to != sender && ParticipantId.unwrap(to) != 0, SupplyReceiverInvalid(to));
    }

    function _requireLength(uint256 length) internal pure {
        require(length != 0 && length <= MOST, SupplyListLength(uint32(length), uint32(MOST)));
    }

    function _requireEvidence(Disposition disposition, bytes32 evidence) internal pure {
        require(disposition != Disposition.NONE && evidence != 0, SupplyEvidenceMissing());
    }

    /// @dev Keeps the ranges in `missing` as `disputed`, what lies between them as `here`.
    function _divide(
        LotId lot,
        uint64 whole,
        LotWord word,
        UnitRange[] calldata missing,
        Custody here,
        Custody disputed
    ) private returns (uint64[] memory ranges) {
        ranges = new uint64[](missing.length);
        uint32 first = uint32(whole);
        uint32 count = uint32(whole >> 32);
        uint256 from = first;
        uint256 end = from + count;
        for (uint256 i = 0; i < missing.length; ++i) {
            UnitRange calldata range = missing[i];
            uint256 upTo = uint256(range.first) + range.count;
            require(
                range.first >= first && upTo <= end,
                SupplyReceiptExceeds(first, count, range.first, range.count)
            );
            require(
                range.first >= from && range.count != 0,
                SupplyRangesOverlap(range.first, range.count, uint32(from))
            );
            ranges[i] = packRange(range.first, range.count);
            _keep(lot, whole, word, from, range.first, here);
            _keep(lot, whole, word, range.first, upTo, disputed);
            from = upTo;
        }
        _keep(lot, whole, word, from, end, here);
    }

    function _keep(
        LotId lot,
        uint64 whole,
        LotWord word,
        uint256 from,
        uint256 upTo,
        Custody custody
    ) private {
        if (from == upTo) return;
        uint32 count = uint32(upTo - from);
        uint64 range = packRange(uint32(from), count);
        _savePiece(lot, whole, word, range, custody.withLeft(count, false));
    }

    function _tell(
        LotId lot,
        uint64 range,
        Custody custody,
        ParticipantId by,
        GoodsChange change,
        Disposition disposition,
        bytes32 evidence
    ) private {
        emit ParcelChanged(
            lot,
            change,
            Custody.unwrap(custody),
            deedOf(by, range),
            disposition,
            evidence
        );
    }

    /// @dev A parcel, and who does something with it: LAPSED institutions may.
    function _loadFor(
        LotId lot,
        uint64 range
    )
        private
        view
        returns (ParticipantId sender, LotWord word, ParcelSlot storage own, Custody custody)
    {
        sender = _member(HOLDERS, ParticipantStatus.LAPSED).participant();
        (word, own, custody) = _load(lot, range);
    }

    function _placed(Parcel calldata parcel) private pure returns (LotId lot, uint64 range) {
        return (parcel.lot, packRange(parcel.first, parcel.count));
    }

    function _requireUnopened(LotId lot, uint64 range, Custody custody) private pure {
        require(!custody.isOpened(), SupplyOpened(lot, uint32(range), uint32(range >> 32)));
    }
}
