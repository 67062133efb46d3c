// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Callers} from "../access/Callers.sol";
import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {Codes} from "../types/Codes.sol";
import {Custody, CustodyState, LotWord, Quarantine, RecallClass} from "../types/Custody.sol";
import {deedOf} from "../types/Deed.sol";
import {hashLot, hashLotBody, LotBody, packRange, Parcel} from "../types/Goods.sol";
import {LotId, ParticipantId, ProductId} from "../types/Ids.sol";
import {Domain, Membership, ParticipantStatus} from "../types/Membership.sol";
import {IDrugLedger} from "./interfaces/IDrugLedger.sol";
import {ProductNumbers} from "./libraries/ProductNumbers.sol";

/// @title Lots: products, lots and who may do what with goods; base of DrugLedger
/// @notice
///
///     product: (none) --registerProduct (administration)--> of a licence holder
///     lot: (none) --commission (licence holder)--> made, for ever
///     lot: made --recall (maker, regulator)--> recalled, for ever
///     lot: free <--quarantineLot (maker, caller, regulator)--> in quarantine
abstract contract Lots is Callers, IDrugLedger {
    // A word in a struct has a storage pointer: what is read and written is found once.

    struct LotSlot {
        LotWord word;
    }

    struct ParcelSlot {
        Custody custody;
    }

    /// @dev Longest list of items that have a slot each: a transaction's gas is capped.
    uint256 internal constant MOST = 500;

    uint32 internal constant MAKERS = uint32(1 << Codes.PARTICIPANT_KIND_DRUG_MAKER);

    uint32 internal constant DISPENSERS = uint32(
        (1 << Codes.PARTICIPANT_KIND_HOSPITAL) | (1 << Codes.PARTICIPANT_KIND_PHARMACY)
    );

    /// @dev Who may have goods that are recalled, expired or quarantined, beside their maker.
    uint32 internal constant RETURNERS = uint32(
        (1 << Codes.PARTICIPANT_KIND_DISTRIBUTOR) |
            (1 << Codes.PARTICIPANT_KIND_CARRIER) |
            (1 << Codes.PARTICIPANT_KIND_REGULATOR)
    );

    /// @dev Who may have goods at all.
    uint32 internal constant HOLDERS =
        MAKERS | DISPENSERS | RETURNERS | uint32(1 << Codes.PARTICIPANT_KIND_HEALTH_COMMISSION);

    uint256 private constant CLAIMABLE = 1 << 32;

    IParticipantRegistry internal immutable PARTICIPANTS;

    /// @dev Licence holder 32 | claimable 8.
    mapping(ProductId product => uint256) private _products;

    mapping(LotId lot => LotSlot) private _lots;

    /// @dev By first 32 | count 32.
    mapping(LotId lot => mapping(uint64 range => ParcelSlot)) private _parcels;

    constructor(
        address manager,
        uint48 notice,
        IParticipantRegistry participants
    ) Callers(manager, notice) {
        PARTICIPANTS = participants;
    }

    /// @inheritdoc IDrugLedger
    function registerProduct(
        ProductId product,
        ParticipantId licenceHolder,
        bool claimable
    ) external override restricted {
        require(ProductNumbers.isValid(product), SupplyProductInvalid(product));
        PARTICIPANTS.participant(licenceHolder);
        uint256 word = ParticipantId.unwrap(licenceHolder);
        if (claimable) word |= CLAIMABLE;
        require(_products[product] != word, SupplyProductUnchanged(product));
        _products[product] = word;
        emit ProductRegistered(product, licenceHolder, word);
    }

    /// @inheritdoc IDrugLedger
    function commission(
        LotBody calldata body,
        bytes32 codeRoot,
        bytes32 manifest
    ) external override returns (LotId lot) {
        ParticipantId sender = _member(MAKERS, ParticipantStatus.ACTIVE).participant();
        uint256 product = _products[body.product];
        ParticipantId licenceHolder = ParticipantId.wrap(uint32(product));
        require(
            licenceHolder == sender,
            SupplyNotLicenceHolder(body.product, licenceHolder, sender)
        );
        require(
            body.made <= block.timestamp &&
                body.expiry > block.timestamp &&
                body.count != 0 &&
                body.number != 0 &&
                codeRoot != 0,
            SupplyLotInvalid(body.made, body.expiry, body.count, uint40(block.timestamp))
        );
        lot = hashLot(hashLotBody(body), codeRoot);
        LotSlot storage slot = _lots[lot];
        require(LotWord.unwrap(slot.word) == 0, SupplyLotExists(lot));
        uint256 maker = ParticipantId.unwrap(sender);
        uint256 word =
            maker |
                (uint256(body.count) << 64) |
                (uint256(CustodyState.HELD) << 112) |
                (block.timestamp << 120) |
                (maker << 160) |
                (uint256(body.expiry) << 192);
        if (product & CLAIMABLE != 0) word |= 1 << 240;
        slot.word = LotWord.wrap(word);
        emit LotCommissioned(
            lot,
            body.product,
            word,
            deedOf(sender, body.made),
            body.number,
            body.content,
            codeRoot,
            manifest
        );
    }

    /// @inheritdoc IDrugLedger
    function recall(
        LotId lot,
        RecallClass severity,
        bytes32 evidence,
        uint16 reason
    ) external override {
        (LotSlot storage slot, LotWord word) = _lotSlot(lot);
        Membership m = _unsuspended();
        bool byRegulator = _isRegulator(m);
        require(
            byRegulator || m.participant() == word.maker(),
            SupplyNotMaker(lot, word.maker(), m.participant())
        );
        RecallClass present = word.recallClass();
        require(severity.isGraverThan(present), SupplyRecallUnchanged(lot, present, severity));
        word = word.recalled(severity, byRegulator);
        slot.word = word;
        emit LotRecalled(lot, LotWord.unwrap(word), deedOf(m.participant(), reason), evidence);
    }

    /// @inheritdoc IDrugLedger
    function quarantineLot(LotId lot, bool on, bytes32 evidence) external override {
        (LotSlot storage slot, LotWord word) = _lotSlot(lot);
        (Quarantine next, ParticipantId by) = _weighed(word.maker(), word.lotQuarantine(), on);
        word = word.quarantined(next);
        slot.word = word;
        emit LotQuarantined(lot, LotWord.unwrap(word), deedOf(by, 0), evidence);
    }

    /// @inheritdoc IDrugLedger
    function productOf(
        ProductId product
    ) external view override returns (ParticipantId licenceHolder, bool claimable) {
        uint256 word = _products[product];
        return (ParticipantId.wrap(uint32(word)), word & CLAIMABLE != 0);
    }

    /// @inheritdoc IDrugLedger
    function lotOf(LotId lot) external view override returns (LotWord) {
        return _lot(lot);
    }

    /// @inheritdoc IDrugLedger
    function parcelOf(Parcel calldata parcel) external view override returns (Custody custody) {
        (, , custody) = _load(parcel.lot, packRange(parcel.first, parcel.count));
    }

    /// @dev Keeps a parcel's custody: the first of a lot in the lot's slot until it is packed or opened,
    /// any other in the slot of its own.
    function _save(
        LotId lot,
        uint64 range,
        LotWord word,
        ParcelSlot storage own,
        Custody custody
    ) internal {
        if (word.holdsParcel(range)) {
            if (custody.container() == 0 && !custody.isOpened()) {
                _saveFirst(lot, word, custody);
                return;
            }
            _saveFirst(lot, word, Custody.wrap(0));
        }
        own.custody = custody;
    }

    /// @dev Keeps the custody of the parcel that a lot's slot holds.
    function _saveFirst(LotId lot, LotWord word, Custody custody) internal {
        _lots[lot].word = word.withFirst(custody);
    }

    /// @dev Forgets a parcel, all of whose units `_savePiece` keeps as others then: one of them takes its
    /// place in the lot's slot.
    function _forget(uint64 range, LotWord word, ParcelSlot storage own) internal {
        if (!word.holdsParcel(range)) own.custody = Custody.wrap(0);
    }

    /// @dev Keeps a piece of the parcel `whole`, which was forgotten.
    function _savePiece(
        LotId lot,
        uint64 whole,
        LotWord word,
        uint64 range,
        Custody custody
    ) internal {
        if (uint32(range) == 0 && word.holdsParcel(whole)) {
            _saveFirst(lot, word, custody);
        } else {
            _parcels[lot][range].custody = custody;
        }
    }

    /// @dev The slot of a parcel's own; NONE if it has none.
    function _slotOf(LotId lot, uint64 range) internal view returns (ParcelSlot storage) {
        return _parcels[lot][range];
    }

    function _load(
        LotId lot,
        uint64 range
    ) internal view returns (LotWord word, ParcelSlot storage own, Custody custody) {
        word = _lot(lot);
        own = _parcels[lot][range];
        custody = word.holdsParcel(range) ? word.firstParcel() : own.custody;
        require(
            !custody.isIn(CustodyState.NONE),
            SupplyParcelUnknown(lot, uint32(range), uint32(range >> 32))
        );
    }

    function _lot(LotId lot) internal view returns (LotWord word) {
        (, word) = _lotSlot(lot);
    }

    /// @dev The sender's institution, of one of these kinds, with no worse a standing.
    function _member(uint32 kinds, ParticipantStatus worst) internal view returns (Membership) {
        return _asked(IParticipantRegistry.requireStanding.selector, kinds, worst);
    }

    /// @dev The quarantine of an institution's goods after the sender put them into it or released them
    /// from it. Who weighs more may take it over; who weighs as much may end it.
    function _weighed(
        ParticipantId holder,
        Quarantine present,
        bool on
    ) internal view returns (Quarantine, ParticipantId by) {
        Quarantine weight = Quarantine.CALLER;
        if (!_isCaller(msg.sender)) {
            Membership m = _unsuspended();
            by = m.participant();
            weight = _isRegulator(m) ? Quarantine.REGULATOR : Quarantine.HOLDER;
            require(weight == Quarantine.REGULATOR || by == holder, SupplyNotHolder(holder, by));
        }
        bool allowed = on ? weight > present : present != Quarantine.NONE && weight >= present;
        require(allowed, SupplyQuarantineUnchanged(present, weight));
        return (on ? weight : Quarantine.NONE, by);
    }

    /// @dev Reverts unless goods of this lot may go to `to` from a sender of this standing.
    function _requireWay(
        LotId id,
        LotWord lot,
        bool isQuarantined,
        Membership sender,
        ParticipantId to
    ) internal view {
        if (lot.isFree() && !isQuarantined && sender.isActive()) return;
        if (to == lot.maker()) return;
        uint32 kinds = PARTICIPANTS.participant(to).kinds();
        require(
            kinds & RETURNERS != 0 && kinds & DISPENSERS == 0,
            SupplyOnlyTowardsMaker(id, lot.maker(), to)
        );
    }

    function _lotSlot(LotId lot) private view returns (LotSlot storage slot, LotWord word) {
        slot = _lots[lot];
        word = slot.word;
        require(LotWord.unwrap(word) != 0, SupplyLotUnknown(lot));
    }

    /// @dev The sender's institution, whether or not the domain is paused: what protects patients is
    /// never paused.
    function _unsuspended() private view returns (Membership m) {
        m = _asked(IParticipantRegistry.membership.selector, 0, ParticipantStatus.NONE);
        require(
            !m.isWorseThan(ParticipantStatus.LAPSED),
            IParticipantRegistry.ParticipantNotActive(m.participant(), m.status())
        );
    }

    /// @dev What the registry says of the sender; `membership` leaves the further arguments unread. By
    /// hand, for everything begins with it and Solidity's coding costs 250 gas more.
    function _asked(
        bytes32 selector,
        uint32 kinds,
        ParticipantStatus worst
    ) private view returns (Membership m) {
        address registry = address(PARTICIPANTS);
        Domain domain = Domain.SUPPLY;
        assembly ("memory-safe") {
            let buffer := mload(0x40)
            mstore(buffer, selector)
            mstore(add(buffer, 0x04), caller())
            mstore(add(buffer, 0x24), domain)
            mstore(add(buffer, 0x44), kinds)
            mstore(add(buffer, 0x64), worst)
            let answered := staticcall(gas(), registry, buffer, 0x84, 0x00, 0x20)
            if iszero(and(answered, gt(returndatasize(), 0x1f))) {
                returndatacopy(buffer, 0x00, returndatasize())
                revert(buffer, returndatasize())
            }
            m := mload(0x00)
        }
    }

    function _isRegulator(Membership m) private pure returns (bool) {
        return m.kinds() & (1 << Codes.PARTICIPANT_KIND_REGULATOR) != 0 && m.isActive();
    }
}
