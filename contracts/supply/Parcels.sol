// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Custody, CustodyState, Disposition, LotWord, Quarantine} from "../types/Custody.sol";
import {Parcel, UnitRange} from "../types/Goods.sol";
import {ParticipantId} from "../types/Ids.sol";
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
        (LotWord lot, Custody custody) = _load(parcel);
        _requireHeld(custody, m.participant());
        _requireOther(m.participant(), to);
        _requireWay(parcel.lot, lot, custody.quarantine(), m, to);
        custody = custody.moved(m.participant(), to, CustodyState.SHIPPED, false);
        _save(parcel, lot, custody);
        emit ParcelShipped(
            parcel.lot,
            to,
            _range(parcel.first, parcel.count),
            Custody.unwrap(custody),
            msg.sender
        );
    }

    /// @inheritdoc IDrugLedger
    function receiveParcel(Parcel calldata parcel) external override {
        ParticipantId sender = _member(HOLDERS, ParticipantStatus.LAPSED).participant();
        // Goods arrive whatever became of their lot: it is read only where it holds the parcel.
        Custody custody = _loadPart(parcel);
        LotWord lot;
        bool isPart = custody.state() != CustodyState.NONE;
        if (!isPart) (lot, custody) = _load(parcel);
        ParticipantId from = custody.holder();
        _requireComing(custody, sender);
        custody = _arrived(custody, sender);
        if (isPart) _savePart(parcel, custody);
        else _save(parcel, lot, custody);
        emit ParcelReceived(
            parcel.lot,
            from,
            _range(parcel.first, parcel.count),
            Custody.unwrap(custody),
            msg.sender
        );
    }

    /// @inheritdoc IDrugLedger
    function receiveExcept(Parcel calldata parcel, UnitRange[] calldata missing) external override {
        (ParticipantId sender, LotWord lot, Custody custody) = _loadFor(parcel);
        ParticipantId from = custody.holder();
        _requireComing(custody, sender);
        require(custody.state() == CustodyState.SHIPPED, SupplyStateWrong(custody.state()));
        _requireUnopened(parcel, custody);
        _requireLength(missing.length);
        _forget(parcel, lot);
        Custody here = _arrived(custody, sender);
        Custody disputed = custody.moved(from, sender, CustodyState.DISPUTED, false);
        uint64[] memory ranges = _divide(parcel, missing, here, disputed);
        emit ParcelDisputed(
            parcel.lot,
            from,
            _range(parcel.first, parcel.count),
            ranges,
            Custody.unwrap(here),
            Custody.unwrap(disputed),
            msg.sender
        );
    }

    /// @inheritdoc IDrugLedger
    function callBack(Parcel calldata parcel) external override {
        (ParticipantId sender, LotWord lot, Custody custody) = _loadFor(parcel);
        _requireUnpacked(custody);
        custody = _calledBack(custody, sender);
        _change(parcel, lot, custody, sender, GoodsChange.CALLED_BACK, Disposition.NONE, 0);
    }

    /// @inheritdoc IDrugLedger
    function split(Parcel calldata parcel, uint32[] calldata counts) external override {
        (ParticipantId sender, LotWord lot, Custody custody) = _loadFor(parcel);
        _requireHeld(custody, sender);
        _requireUnopened(parcel, custody);
        _requireLength(counts.length);
        _forget(parcel, lot);
        uint256 sum = 0;
        for (uint256 i = 0; i < counts.length; ++i) {
            uint32 count = counts[i];
            require(
                count != 0 && sum + count <= parcel.count && count != parcel.count,
                SupplySplitDoesNotAddUp(parcel.count, uint40(sum + count))
            );
            _savePart(
                Parcel(parcel.lot, parcel.first + uint32(sum), count),
                custody.withLeft(count, false)
            );
            sum += count;
        }
        require(sum == parcel.count, SupplySplitDoesNotAddUp(parcel.count, uint40(sum)));
        emit ParcelSplit(
            parcel.lot,
            _range(parcel.first, parcel.count),
            counts,
            Custody.unwrap(custody),
            msg.sender
        );
    }

    /// @inheritdoc IDrugLedger
    function quarantine(Parcel calldata parcel, bool on, bytes32 evidence) external override {
        (LotWord lot, Custody custody) = _load(parcel);
        _requireUnpacked(custody);
        (Custody changed, ParticipantId by) = _quarantined(custody, on);
        GoodsChange change = on ? GoodsChange.QUARANTINED : GoodsChange.RELEASED;
        _change(parcel, lot, changed, by, change, Disposition.NONE, evidence);
    }

    /// @inheritdoc IDrugLedger
    function destroy(
        Parcel calldata parcel,
        Disposition disposition,
        bytes32 evidence
    ) external override {
        (ParticipantId sender, LotWord lot, Custody custody) = _loadFor(parcel);
        if (custody.state() == CustodyState.DISPUTED) {
            require(custody.holder() == sender, SupplyNotHolder(custody.holder(), sender));
        } else {
            _requireHeld(custody, sender);
        }
        _requireEvidence(disposition, evidence);
        custody = custody.moved(sender, ParticipantId.wrap(0), CustodyState.DESTROYED, false);
        _change(parcel, lot, custody, sender, GoodsChange.DESTROYED, disposition, evidence);
    }

    function _calledBack(Custody custody, ParticipantId sender) internal view returns (Custody) {
        require(custody.holder() == sender, SupplyNotHolder(custody.holder(), sender));
        CustodyState state = custody.state();
        require(
            state == CustodyState.SHIPPED || state == CustodyState.DISPUTED,
            SupplyStateWrong(state)
        );
        return custody.moved(sender, ParticipantId.wrap(0), CustodyState.HELD, false);
    }

    function _quarantined(
        Custody custody,
        bool on
    ) internal view returns (Custody, ParticipantId by) {
        require(
            custody.state() != CustodyState.DESTROYED,
            SupplyStateWrong(CustodyState.DESTROYED)
        );
        Quarantine next;
        (next, by) = _weighed(custody.holder(), custody.quarantine(), on);
        return (custody.withQuarantine(next), by);
    }

    function _arrived(Custody custody, ParticipantId by) internal view returns (Custody) {
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
        _requireUnpacked(custody);
        require(custody.to() == sender, SupplyNotReceiver(custody.to(), sender));
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

    function _range(uint32 first, uint32 count) internal pure returns (uint64) {
        return first | (uint64(count) << 32);
    }

    /// @dev Keeps the ranges in `missing` as `disputed`, what lies between them as `here`.
    function _divide(
        Parcel memory p,
        UnitRange[] calldata missing,
        Custody here,
        Custody disputed
    ) private returns (uint64[] memory ranges) {
        ranges = new uint64[](missing.length);
        uint256 from = p.first;
        uint256 end = from + p.count;
        for (uint256 i = 0; i < missing.length; ++i) {
            UnitRange calldata range = missing[i];
            uint256 upTo = uint256(range.first) + range.count;
            require(
                range.first >= p.first && upTo <= end,
                SupplyReceiptExceeds(p.first, p.count, range.first, range.count)
            );
            require(
                range.first >= from && range.count != 0,
                SupplyRangesOverlap(range.first, range.count, uint32(from))
            );
            ranges[i] = _range(range.first, range.count);
            _keep(p, from, range.first, here);
            _keep(p, range.first, upTo, disputed);
            from = upTo;
        }
        _keep(p, from, end, here);
    }

    function _keep(Parcel memory p, uint256 from, uint256 upTo, Custody custody) private {
        if (from == upTo) return;
        uint32 count = uint32(upTo - from);
        _savePart(Parcel(p.lot, uint32(from), count), custody.withLeft(count, false));
    }

    function _change(
        Parcel calldata parcel,
        LotWord lot,
        Custody custody,
        ParticipantId by,
        GoodsChange change,
        Disposition disposition,
        bytes32 evidence
    ) private {
        _save(parcel, lot, custody);
        emit ParcelChanged(
            parcel.lot,
            by,
            change,
            _range(parcel.first, parcel.count),
            Custody.unwrap(custody),
            disposition,
            evidence,
            msg.sender
        );
    }

    /// @dev A parcel, and who does something with it: LAPSED institutions may.
    function _loadFor(
        Parcel calldata parcel
    ) private view returns (ParticipantId sender, LotWord lot, Custody custody) {
        sender = _member(HOLDERS, ParticipantStatus.LAPSED).participant();
        (lot, custody) = _load(parcel);
    }

    function _requireUnopened(Parcel memory p, Custody custody) private pure {
        require(!custody.isOpened(), SupplyOpened(p.lot, p.first, p.count));
    }
}
