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
import {
    hashLot,
    hashLotBody,
    hashPayer,
    hashSale,
    hashSaleTerms,
    hashUnitPlace,
    Parcel,
    Unit
} from "../types/Goods.sol";
import {LotId, ParticipantId, SaleId} from "../types/Ids.sol";
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
    /// @dev What one call does with units.
    struct Taking {
        LotId lot;
        LotWord lotWord;
        Custody custody;
        ParticipantId sender;
        UnitState state;
        Disposition disposition;
        bytes32 evidence;
        uint32[] indexes;
        uint256[] sales;
    }

    /// @dev Unit states have four bits, 64 of them to a word.
    uint256 private constant STATES_PER_WORD = 64;
    uint256 private constant PAID = 1 << 8;
    uint256 private constant UNIT = uint256(type(uint64).max) << 16;
    uint256 private constant COMMITMENT = ~uint256(type(uint80).max);

    /// @dev Of lots that are not claimable.
    mapping(LotId lot => mapping(uint256 index => uint256)) private _units;

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
        Taking memory t;
        t.state = UnitState.DISPENSED;
        _take(t, parcel, units, proof, payers);
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
        Taking memory t;
        t.state = disposition == Disposition.NONE ? UnitState.RETURNED : UnitState.DESTROYED;
        t.disposition = disposition;
        t.evidence = evidence;
        _take(t, parcel, units, proof, proof);
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
        return _stateIn(_units[lot][index / STATES_PER_WORD], index);
    }

    /// @dev Brings units of a parcel into a state. `payers` are read for sales alone, of which there are
    /// as many as units.
    function _take(
        Taking memory t,
        OpenedParcel calldata parcel,
        Unit[] calldata units,
        bytes32[] calldata proof,
        bytes32[] calldata payers
    ) private {
        _requireLength(units.length);
        t.sender = _taker(t.state);
        Parcel memory p;
        (t.lot, p) = _proven(parcel, units, proof);
        (t.lotWord, t.custody) = _load(p);
        _requireHeld(t.custody, t.sender);
        bool claimable = t.lotWord.isClaimable();
        if (t.state == UnitState.DISPENSED) {
            _requireFree(t);
            uint256 expected = claimable ? units.length : 0;
            require(
                payers.length == expected,
                SupplyPayersMismatch(uint32(payers.length), uint32(expected))
            );
        }
        t.indexes = new uint32[](units.length);
        if (claimable) t.sales = new uint256[](2 * units.length);
        for (uint256 i = 0; i < units.length; ++i) {
            uint32 index = units[i].index;
            require(
                index >= p.first && index - p.first < p.count,
                SupplyUnitElsewhere(index, p.first, p.count)
            );
            t.indexes[i] = index;
            if (claimable) _sell(t, i, hashSale(parcel.body.product, units[i].code), payers);
        }
        if (!claimable) _mark(t);
        uint32 left = t.custody.left();
        uint32 number = uint32(units.length);
        left = t.state == UnitState.RETURNED ? left + number : left - number;
        t.custody = t.custody.withLeft(left, true);
        _save(p, t.lotWord, t.custody);
        _tell(t, _range(p.first, p.count));
    }

    function _sell(Taking memory t, uint256 i, SaleId sale, bytes32[] calldata payers) private {
        uint256 word = _sales[sale];
        uint256 unit = _unitBits(t.lot, t.indexes[i]);
        require(word == 0 || word & UNIT == unit, SupplyCodeSoldElsewhere(sale, t.indexes[i]));
        _requireNext(t.indexes[i], UnitState(uint8(word)), t.state);
        word =
            t.state == UnitState.DISPENSED
                ? unit | (uint256(hashSaleTerms(payers[i], t.sender)) & COMMITMENT)
                : unit | (word & ~uint256(type(uint8).max));
        word |= uint256(t.state);
        _sales[sale] = word;
        t.sales[2 * i] = uint256(SaleId.unwrap(sale));
        t.sales[2 * i + 1] = word;
    }

    /// @dev Writes each word of states once: indexes ascend.
    function _mark(Taking memory t) private {
        mapping(uint256 => uint256) storage words = _units[t.lot];
        uint256 place = t.indexes[0] / STATES_PER_WORD;
        uint256 word = words[place];
        for (uint256 i = 0; i < t.indexes.length; ++i) {
            uint32 index = t.indexes[i];
            if (index / STATES_PER_WORD != place) {
                words[place] = word;
                place = index / STATES_PER_WORD;
                word = words[place];
            }
            _requireNext(index, _stateIn(word, index), t.state);
            uint256 shift = 4 * (index % STATES_PER_WORD);
            word = (word & ~(uint256(15) << shift)) | (uint256(t.state) << shift);
        }
        words[place] = word;
    }

    function _tell(Taking memory t, uint64 range) private {
        uint256 word = Custody.unwrap(t.custody);
        if (t.state == UnitState.DISPENSED) {
            emit UnitsDispensed(t.lot, t.sender, range, word, t.indexes, t.sales, msg.sender);
        } else {
            emit UnitsWithdrawn(
                t.lot,
                t.sender,
                t.disposition,
                range,
                word,
                t.indexes,
                t.sales,
                t.evidence,
                msg.sender
            );
        }
    }

    /// @dev The sender's institution, if it may bring units into the state: hospitals and pharmacies
    /// dispense and take back, who holds goods destroys.
    function _taker(UnitState state) private view returns (ParticipantId) {
        return
            _member(
                state == UnitState.DESTROYED ? HOLDERS : DISPENSERS,
                state == UnitState.DISPENSED ? ParticipantStatus.ACTIVE : ParticipantStatus.LAPSED
            ).participant();
    }

    /// @dev Reverts unless units may be dispensed now.
    function _requireFree(Taking memory t) private view {
        LotWord lot = t.lotWord;
        if (lot.isFree() && t.custody.quarantine() == Quarantine.NONE) return;
        require(lot.recallClass() == RecallClass.NONE, SupplyRecalled(t.lot, lot.recallClass()));
        require(
            block.timestamp <= lot.expiry(),
            SupplyExpired(t.lot, lot.expiry(), uint40(block.timestamp))
        );
        Quarantine by =
            lot.lotQuarantine() == Quarantine.NONE ? t.custody.quarantine() : lot.lotQuarantine();
        revert SupplyQuarantined(t.lot, by);
    }

    function _proven(
        OpenedParcel calldata parcel,
        Unit[] calldata units,
        bytes32[] calldata proof
    ) private pure returns (LotId lot, Parcel memory p) {
        bytes32 body = hashLotBody(parcel.body);
        lot = hashLot(body, parcel.codeRoot);
        require(
            CodeTree.isProven(parcel.codeRoot, parcel.body.count, body, units, proof),
            SupplyProofInvalid(lot)
        );
        p = Parcel(lot, parcel.range.first, parcel.range.count);
    }

    function _requireNext(uint32 index, UnitState from, UnitState to) private pure {
        bool next =
            to == UnitState.DISPENSED
                ? from == UnitState.AVAILABLE
                : to == UnitState.RETURNED
                    ? from == UnitState.DISPENSED
                    : from == UnitState.AVAILABLE || from == UnitState.RETURNED;
        require(next, SupplyUnitTaken(index, from));
    }

    function _unitBits(LotId lot, uint32 index) private pure returns (uint256) {
        return uint256(hashUnitPlace(lot, index)) & UNIT;
    }

    function _stateIn(uint256 word, uint32 index) private pure returns (UnitState) {
        return UnitState((word >> (4 * (index % STATES_PER_WORD))) & 15);
    }
}
