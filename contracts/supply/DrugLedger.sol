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
    /// @dev A parcel of the sender's, and the state that units of it come into.
    struct Opened {
        LotId lot;
        uint64 range;
        LotWord word;
        Custody custody;
        ParticipantId sender;
        uint256 state;
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
        ParticipantId sender = _member(DISPENSERS, ParticipantStatus.ACTIVE).participant();
        (LotId lot, uint64 range, LotWord word, Custody custody) = _open(
            sender,
            parcel,
            units,
            proof
        );
        Opened memory o = Opened(lot, range, word, custody, sender, DISPENSED);
        _requireFree(o);
        uint256 expected = o.word.isClaimable() ? units.length : 0;
        require(
            payers.length == expected,
            SupplyPayersMismatch(uint32(payers.length), uint32(expected))
        );
        (uint32[] memory indexes, uint256[] memory sales) = _bring(
            o,
            parcel.body.product,
            units,
            payers
        );
        emit UnitsDispensed(
            o.lot,
            o.sender,
            o.range,
            Custody.unwrap(o.custody),
            indexes,
            sales,
            msg.sender
        );
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
        (LotId lot, uint64 range, LotWord word, Custody custody) = _open(
            sender,
            parcel,
            units,
            proof
        );
        uint256 state = isReturn ? RETURNED : uint256(UnitState.DESTROYED);
        Opened memory o = Opened(lot, range, word, custody, sender, state);
        (uint32[] memory indexes, uint256[] memory sales) = _bring(
            o,
            parcel.body.product,
            units,
            proof
        );
        emit UnitsWithdrawn(
            o.lot,
            o.sender,
            disposition,
            o.range,
            Custody.unwrap(o.custody),
            indexes,
            sales,
            evidence,
            msg.sender
        );
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
        uint256 word = _units[lot][index / STATES_PER_WORD];
        return UnitState((word >> (4 * (index % STATES_PER_WORD))) & 15);
    }

    /// @dev Brings units of a parcel into a state, and notes how many are left in it. `payers` are read
    /// where units are sold alone, of which there are as many.
    function _bring(
        Opened memory o,
        ProductId product,
        Unit[] calldata units,
        bytes32[] calldata payers
    ) private returns (uint32[] memory indexes, uint256[] memory sales) {
        indexes = _indexesOf(units, o.range);
        if (o.word.isClaimable()) sales = _sell(o, product, units, payers);
        else _mark(o.lot, indexes, o.state);
        uint32 left = o.custody.left();
        uint32 number = uint32(units.length);
        left = o.state == RETURNED ? left + number : left - number;
        o.custody = o.custody.withLeft(left, true);
        _save(o.lot, o.range, o.word, o.custody);
    }

    function _sell(
        Opened memory o,
        ProductId product,
        Unit[] calldata units,
        bytes32[] calldata payers
    ) private returns (uint256[] memory sales) {
        sales = new uint256[](2 * units.length);
        uint256 before = _before(o.state);
        for (uint256 i = 0; i < units.length; ++i) {
            uint32 index = units[i].index;
            SaleId sale = hashSale(product, units[i].code);
            uint256 word = _sales[sale];
            uint256 unit = uint256(hashUnitPlace(o.lot, index)) & UNIT;
            require(word == 0 || word & UNIT == unit, SupplyCodeSoldElsewhere(sale, index));
            _requireAmong(before, index, word & 15);
            word =
                o.state == DISPENSED
                    ? unit | (uint256(hashSaleTerms(payers[i], o.sender)) & COMMITMENT)
                    : unit | (word & ~uint256(type(uint8).max));
            word |= o.state;
            _sales[sale] = word;
            sales[2 * i] = uint256(SaleId.unwrap(sale));
            sales[2 * i + 1] = word;
        }
    }

    /// @dev Writes each word of states once: indexes ascend.
    function _mark(LotId lot, uint32[] memory indexes, uint256 state) private {
        mapping(uint256 => uint256) storage words = _units[lot];
        uint256 before = _before(state);
        uint256 place = indexes[0] / STATES_PER_WORD;
        uint256 word = words[place];
        for (uint256 i = 0; i < indexes.length; ++i) {
            uint32 index = indexes[i];
            if (index / STATES_PER_WORD != place) {
                words[place] = word;
                place = index / STATES_PER_WORD;
                word = words[place];
            }
            uint256 shift = 4 * (index % STATES_PER_WORD);
            uint256 present = (word >> shift) & 15;
            _requireAmong(before, index, present);
            word ^= (present ^ state) << shift;
        }
        words[place] = word;
    }

    /// @dev A parcel that lies with `sender`, the units proven to be of its lot.
    function _open(
        ParticipantId sender,
        OpenedParcel calldata parcel,
        Unit[] calldata units,
        bytes32[] calldata proof
    ) private view returns (LotId lot, uint64 range, LotWord word, Custody custody) {
        _requireLength(units.length);
        bytes32 body = hashLotBody(parcel.body);
        lot = hashLot(body, parcel.codeRoot);
        require(
            CodeTree.isProven(parcel.codeRoot, parcel.body.count, body, units, proof),
            SupplyProofInvalid(lot)
        );
        range = packRange(parcel.range.first, parcel.range.count);
        (word, custody) = _load(lot, range);
        _requireHeld(custody, sender);
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

    /// @dev The indexes of proven units, which ascend, all of the parcel.
    function _indexesOf(
        Unit[] calldata units,
        uint64 range
    ) private pure returns (uint32[] memory indexes) {
        uint256 first = uint32(range);
        uint256 end = first + (range >> 32);
        indexes = new uint32[](units.length);
        for (uint256 i = 0; i < units.length; ++i) {
            uint32 index = units[i].index;
            require(
                index >= first && index < end,
                SupplyUnitElsewhere(index, uint32(range), uint32(range >> 32))
            );
            indexes[i] = index;
        }
    }

    /// @dev The states from which a unit comes into this one, a bit for each.
    function _before(uint256 state) private pure returns (uint256) {
        if (state == DISPENSED) return 1 << AVAILABLE;
        if (state == RETURNED) return 1 << DISPENSED;
        return (1 << AVAILABLE) | (1 << RETURNED);
    }

    function _requireAmong(uint256 states, uint32 index, uint256 present) private pure {
        if ((states >> present) & 1 == 0) revert SupplyUnitTaken(index, UnitState(present));
    }
}
