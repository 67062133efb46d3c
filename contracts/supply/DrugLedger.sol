// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {
    Custody,
    Disposition,
    LotWord,
    Quarantine,
    RecallClass,
    UnitState
} from "../types/Custody.sol";
import {deedOf} from "../types/Deed.sol";
import {
    hashLot,
    hashLotBody,
    hashPayer,
    hashSale,
    hashSaleTerms,
    hashUnitPlace,
    packRange,
    Unit
} from "../types/Goods.sol";
import {LotId, ParticipantId, ProductId, SaleId} from "../types/Ids.sol";
import {ParticipantStatus} from "../types/Membership.sol";
import {Containers} from "./Containers.sol";
import {IDrugLedger} from "./interfaces/IDrugLedger.sol";
import {CodeTree} from "./libraries/CodeTree.sol";
import {Lots} from "./Lots.sol";

/// @title DrugLedger: from the maker to the patient's hand, and back (evidence)
/// @notice Lots.sol has the states of products and lots, Parcels.sol and Containers.sol those of what
/// travels. A unit:
///
///     AVAILABLE --dispense (holder: hospital, pharmacy)--> DISPENSED --withdraw (holder)--> RETURNED
///     AVAILABLE, RETURNED --withdraw (holder)--> DESTROYED
///     sale: unpaid --markPaid (callers)--> paid, for ever
///
/// INV-SUPPLY-1: of every lot, the units left in parcels, dispensed and destroyed are those
/// commissioned.
/// INV-SUPPLY-2: a unit is dispensed once at most; a code of a claimable product once in all lots.
/// INV-SUPPLY-3: no unit is dispensed after its lot's recall or expiry, in quarantine, or by another
/// than its holder.
/// INV-SUPPLY-4: parcels of a lot never overlap, and only their holder, a receiver that they were
/// shipped to, a regulator or a caller changes them.
/// INV-SUPPLY-5: recalled, expired and quarantined goods never reach an institution that dispenses.
/// INV-SUPPLY-6: a recall never ends, and a sale is paid once, to its dispenser.
contract DrugLedger is Containers {
    /// @dev A parcel of the sender's.
    struct Opened {
        LotId lot;
        uint64 range;
        LotWord word;
        Custody custody;
    }

    /// @dev States of 64 units; in a struct, so that the slot is found once.
    struct States {
        uint256 word;
    }

    /// @dev Unit states have four bits, 64 of them to a word.
    uint256 private constant STATES_PER_WORD = 64;
    uint256 private constant AVAILABLE = uint256(UnitState.AVAILABLE);
    uint256 private constant DISPENSED = uint256(UnitState.DISPENSED);
    uint256 private constant RETURNED = uint256(UnitState.RETURNED);
    uint256 private constant PAID = 1 << 8;
    uint256 private constant UNIT = uint256(type(uint64).max) << 16;
    uint256 private constant COMMITMENT = ~uint256(type(uint80).max);

    /// @dev Of lots that are not claimable.
    mapping(LotId lot => mapping(uint256 place => States)) private _units;

    /// @dev Of claimable lots: state 8 | paid 8 | 64 bits of the hash of lot and index | the highest 176
    /// bits of the hash of `SaleTerms`.
    mapping(SaleId sale => uint256) private _sales;

    constructor(
        address manager,
        uint48 notice,
        IParticipantRegistry participants
    ) Lots(manager, notice, participants) {}

    /// @inheritdoc IDrugLedger
    function dispense(
        OpenedParcel calldata parcel,
        Unit[] calldata units,
        bytes32[] calldata proof,
        bytes32[] calldata payers
    ) external override {
        ParticipantId sender = _member(DISPENSERS, ParticipantStatus.ACTIVE).participant();
        (Opened memory o, ParcelSlot storage own) = _open(sender, parcel, units, proof);
        _requireFree(o);
        uint256 expected = o.word.isClaimable() ? units.length : 0;
        require(
            payers.length == expected,
            SupplyPayersMismatch(uint32(payers.length), uint32(expected))
        );
        (bytes memory indexes, uint256[] memory sales) = _bring(
            o,
            own,
            DISPENSED,
            parcel.body.product,
            units,
            payers
        );
        emit UnitsDispensed(o.lot, Custody.unwrap(o.custody), deedOf(sender, o.range), indexes);
        if (sales.length != 0) emit SalesNoted(o.lot, indexes, sales);
    }

    /// @inheritdoc IDrugLedger
    function withdraw(
        OpenedParcel calldata parcel,
        Unit[] calldata units,
        bytes32[] calldata proof,
        Disposition disposition,
        bytes32 evidence
    ) external override {
        require(evidence != 0, SupplyEvidenceMissing());
        // Hospitals and pharmacies take back what they dispensed; who holds goods destroys them.
        bool isReturn = disposition == Disposition.NONE;
        ParticipantId sender = _member(isReturn ? DISPENSERS : HOLDERS, ParticipantStatus.LAPSED)
            .participant();
        (Opened memory o, ParcelSlot storage own) = _open(sender, parcel, units, proof);
        (bytes memory indexes, uint256[] memory sales) = _bring(
            o,
            own,
            isReturn ? RETURNED : uint256(UnitState.DESTROYED),
            parcel.body.product,
            units,
            proof
        );
        emit UnitsWithdrawn(
            o.lot,
            disposition,
            Custody.unwrap(o.custody),
            deedOf(sender, o.range),
            indexes,
            evidence
        );
        if (sales.length != 0) emit SalesNoted(o.lot, indexes, sales);
    }

    /// @inheritdoc IDrugLedger
    function markPaid(
        SaleId sale,
        bytes32 pseudonym,
        bytes32 salt,
        ParticipantId dispenser,
        address actor
    ) external override onlyCaller {
        uint256 word = _sales[sale];
        UnitState state = UnitState(uint8(word));
        require(
            state == UnitState.DISPENSED && word & PAID == 0,
            SupplySaleNotPayable(sale, state, word & PAID != 0)
        );
        require(
            (word ^ uint256(hashSaleTerms(hashPayer(pseudonym, salt), dispenser))) & COMMITMENT ==
                0,
            SupplySaleTermsWrong(sale)
        );
        word |= PAID;
        _sales[sale] = word;
        emit SalePaid(sale, word, actor);
    }

    /// @inheritdoc IDrugLedger
    function anchorEvents(bytes32[] calldata hashes) external override {
        ParticipantId by = _member(HOLDERS, ParticipantStatus.ACTIVE).participant();
        _requireLength(hashes.length);
        emit EventsAnchored(by, hashes, msg.sender);
    }

    /// @inheritdoc IDrugLedger
    function saleOf(SaleId sale) external view override returns (uint256) {
        return _sales[sale];
    }

    /// @inheritdoc IDrugLedger
    function unitStateOf(LotId lot, uint32 index) external view override returns (UnitState) {
        uint256 word = _units[lot][index / STATES_PER_WORD].word;
        return UnitState((word >> (4 * (index % STATES_PER_WORD))) & 15);
    }

    /// @dev Brings units of a parcel into a state, and notes how many are left in it. `payers` are read
    /// where units are sold alone, of which there are as many.
    function _bring(
        Opened memory o,
        ParcelSlot storage own,
        uint256 state,
        ProductId product,
        Unit[] calldata units,
        bytes32[] calldata payers
    ) private returns (bytes memory indexes, uint256[] memory sales) {
        indexes = _indexesOf(units, o.range);
        if (o.word.isClaimable()) sales = _sell(o, state, product, units, payers);
        else _mark(o.lot, indexes, state);
        uint32 left = o.custody.left();
        uint32 number = uint32(units.length);
        left = state == RETURNED ? left + number : left - number;
        o.custody = o.custody.withLeft(left, true);
        _save(o.lot, o.range, o.word, own, o.custody);
    }

    function _sell(
        Opened memory o,
        uint256 state,
        ProductId product,
        Unit[] calldata units,
        bytes32[] calldata payers
    ) private returns (uint256[] memory sales) {
        sales = new uint256[](2 * units.length);
        uint256 before = _before(state);
        for (uint256 i = 0; i < units.length; ++i) {
            uint32 index = units[i].index;
            SaleId sale = hashSale(product, units[i].code);
            uint256 word = _sales[sale];
            uint256 unit = uint256(hashUnitPlace(o.lot, index)) & UNIT;
            require(word == 0 || word & UNIT == unit, SupplyCodeSoldElsewhere(sale, index));
            _requireAmong(before, index, word & 15);
            word =
                state == DISPENSED
                    ? unit | (uint256(hashSaleTerms(payers[i], o.custody.holder())) & COMMITMENT)
                    : unit | (word & ~uint256(type(uint8).max));
            word |= state;
            _sales[sale] = word;
            sales[2 * i] = uint256(SaleId.unwrap(sale));
            sales[2 * i + 1] = word;
        }
    }

    /// @dev Writes each word of states once: indexes ascend.
    function _mark(LotId lot, bytes memory indexes, uint256 state) private {
        mapping(uint256 => States) storage words = _units[lot];
        uint256 before = _before(state);
        uint256 place = _indexAt(indexes, 0) / STATES_PER_WORD;
        States storage states = words[place];
        uint256 word = states.word;
        for (uint256 i = 0; i < indexes.length; i += 4) {
            uint256 index = _indexAt(indexes, i);
            if (index / STATES_PER_WORD != place) {
                states.word = word;
                place = index / STATES_PER_WORD;
                states = words[place];
                word = states.word;
            }
            uint256 shift = 4 * (index % STATES_PER_WORD);
            uint256 present = (word >> shift) & 15;
            _requireAmong(before, index, present);
            word ^= (present ^ state) << shift;
        }
        states.word = word;
    }

    /// @dev A parcel that lies with `sender`, the units proven to be of its lot.
    function _open(
        ParticipantId sender,
        OpenedParcel calldata parcel,
        Unit[] calldata units,
        bytes32[] calldata proof
    ) private view returns (Opened memory, ParcelSlot storage) {
        _requireLength(units.length);
        bytes32 body = hashLotBody(parcel.body);
        LotId lot = hashLot(body, parcel.codeRoot);
        require(
            CodeTree.isProven(parcel.codeRoot, parcel.body.count, body, units, proof),
            SupplyProofInvalid(lot)
        );
        uint64 range = packRange(parcel.range.first, parcel.range.count);
        (LotWord word, ParcelSlot storage own, Custody custody) = _load(lot, range);
        _requireHeld(custody, sender);
        return (Opened(lot, range, word, custody), own);
    }

    /// @dev Reverts unless units may be dispensed now.
    function _requireFree(Opened memory o) private view {
        LotWord lot = o.word;
        if (lot.isFree() && !o.custody.isQuarantined()) return;
        require(lot.recallClass() == RecallClass.NONE, SupplyRecalled(o.lot, lot.recallClass()));
        require(
            block.timestamp <= lot.expiry(),
            SupplyExpired(o.lot, lot.expiry(), uint40(block.timestamp))
        );
        Quarantine by =
            lot.lotQuarantine() == Quarantine.NONE ? o.custody.quarantine() : lot.lotQuarantine();
        revert SupplyQuarantined(o.lot, by);
    }

    /// @dev The indexes of proven units, all of the parcel; four bytes each. Being proven, they ascend
    /// and are below the lot's count.
    function _indexesOf(
        Unit[] calldata units,
        uint64 range
    ) private pure returns (bytes memory indexes) {
        _requireOf(range, units[0].index);
        _requireOf(range, units[units.length - 1].index);
        // Each word is written over by the next, but for its index; behind the last, zeros.
        assembly ("memory-safe") {
            indexes := mload(0x40)
            let size := shl(2, units.length)
            mstore(indexes, size)
            let write := add(indexes, 0x20)
            let end := add(write, size)
            for {
                let source := units.offset
            } lt(write, end) {
                source := add(source, 0x60)
            } {
                mstore(write, shl(224, calldataload(source)))
                write := add(write, 4)
            }
            mstore(0x40, and(add(end, 0x1f), not(0x1f)))
        }
    }

    function _requireOf(uint64 range, uint32 index) private pure {
        uint32 first = uint32(range);
        uint32 count = uint32(range >> 32);
        require(index >= first && index - first < count, SupplyUnitElsewhere(index, first, count));
    }

    /// @dev The index that begins with this byte.
    function _indexAt(bytes memory indexes, uint256 byte_) private pure returns (uint256 index) {
        assembly ("memory-safe") {
            index := shr(224, mload(add(add(indexes, 0x20), byte_)))
        }
    }

    /// @dev The states from which a unit comes into this one, a bit for each.
    function _before(uint256 state) private pure returns (uint256) {
        if (state == DISPENSED) return 1 << AVAILABLE;
        if (state == RETURNED) return 1 << DISPENSED;
        return (1 << AVAILABLE) | (1 << RETURNED);
    }

    function _requireAmong(uint256 states, uint256 index, uint256 present) private pure {
        if ((states >> present) & 1 == 0) {
            revert SupplyUnitTaken(uint32(index), UnitState(present));
        }
    }
}
