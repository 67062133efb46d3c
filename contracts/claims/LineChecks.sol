// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Claim, DispensedUnit, Flag, hashDrugCode, Setting} from "../types/Claim.sol";
import {RecallClass, UnitState} from "../types/Custody.sol";
import {hashPayer, hashSale, hashSaleTerms} from "../types/Goods.sol";
import {LotId, ParticipantId, ProductId, SaleId, SubjectId} from "../types/Ids.sol";
import {indicationLeaf, RULE_CODED, RULE_DAILY, RULE_INDICATED} from "../types/Tariff.sol";
import {ClaimChecks} from "./ClaimChecks.sol";
import {Marking} from "./libraries/Marking.sol";

/// @title LineChecks: what is found of a claim's lines (policy)
/// @notice The second half of a desk: what was billed before, indications, frequencies, dispensed units.
abstract contract LineChecks is ClaimChecks {
    using Marking for Marking.Marks;
    using Marking for Marking.Window;

    /// @dev What was found. `sales`: of the lines' units that pay, `count` of them, with their salts.
    struct Findings {
        Marking.Marks marks;
        SaleId[] sales;
        bytes32[] salts;
        uint256 sold;
        uint256 flags;
    }

    /// @dev Rows that ask for indications, units, age or sex; those with a frequency.
    uint256 private constant RESTRICTED =
        (uint256(RULE_INDICATED | RULE_CODED) << 208) | (uint256(type(uint24).max) << 160);
    uint256 private constant TIMES = uint256(type(uint8).max) << 136;
    uint256 private constant PAID = 1 << 8;
    uint256 private constant COMMITMENT = ~uint256(type(uint80).max);

    /// @dev Notes flags of lines in `c.found`, and what the claim is to mark.
    function _find(
        Case memory c,
        ClaimFile calldata file
    ) internal view returns (Findings memory found) {
        uint256 count = file.lines.length;
        // A line marks itself and its frequency, a stay up to 32 words.
        bool isStay = c.terms.setting == uint256(Setting.INPATIENT);
        found.marks.words = new uint256[](4 * count + (isStay ? 68 : 4));
        found.sales = new SaleId[](file.units.length);
        found.salts = new bytes32[](file.units.length);
        if (file.claim.evidence == 0) found.flags |= _bit(Flag.NO_ENCOUNTER);
        if (c.terms.reason != 0) return found;
        uint256 units;
        Marking.Window memory window;
        uint256[] memory flags = c.found;
        for (uint256 i = 0; i < count; ++i) {
            uint256 rule = _at(c.rules, i);
            uint256 odd;
            if (rule & RESTRICTED != 0) {
                (odd, units) = _restricted(c, file, i, units, found);
            }
            if (!_isNew(c, file, i, window, found.marks)) {
                odd |= _bit(Flag.DUP_LINE);
            } else if (rule & TIMES != 0 && !_isInTime(c, file, i, found.marks)) {
                odd |= _bit(Flag.OVER_FREQ);
            }
            if (odd != 0) flags[i] = odd;
        }
        window.close(found.marks);
        require(units == file.units.length, ClaimListLength(file.units.length, units));
        require(
            c.usedProofs == file.proofs.length,
            ClaimListLength(file.proofs.length, c.usedProofs)
        );
        if (isStay) _stay(c, file.claim, found);
    }

    function _bit(Flag flag) internal pure returns (uint256) {
        return 1 << uint256(flag);
    }

    /// @dev Where the times of a line with a frequency stand.
    function _timesKey(
        Case memory c,
        ClaimFile calldata file,
        uint256 i
    ) internal pure returns (bytes32) {
        uint256 days_ = uint16(c.rules[i] >> 144);
        if (days_ == 0) days_ = 1;
        return
            Marking.timesKey(
                file.claim.insured,
                file.lines[i].code,
                days_,
                (c.start + uint24(c.facts[i] >> 88)) / (days_ * 1 days)
            );
    }

    /// @dev Where nights of a stay stand in a word, and where those of the next one begin.
    function _nightsFrom(
        Claim calldata claim,
        uint256 night,
        uint256 end
    ) internal pure returns (bytes32 key, uint256 bits, uint256 until) {
        uint256 number = night / 256;
        until = end < (number + 1) * 256 ? end : (number + 1) * 256;
        bits = (type(uint256).max >> (256 - (until - night))) << (night % 256);
        key = Marking.keyOf(Marking.MarkKind.NIGHTS, claim.insured, number);
    }

    /// @dev Whether one of the claim's diagnoses is among the row's indications.
    function _indication(
        Case memory c,
        ClaimFile calldata file,
        uint256 i
    ) private view returns (uint256) {
        bytes32[] calldata diagnoses = file.claim.diagnoses;
        if (diagnoses.length == 0) return _bit(Flag.NO_DIAGNOSIS);
        uint256 place = uint8(c.facts[i] >> 112);
        if (place == 0 || place > diagnoses.length) return _bit(Flag.OFF_INDICATION);
        bool fits = _isProven(
            c,
            file.proofs,
            uint8(c.facts[i] >> 120),
            CATALOGUE.indicationsOf(c.jurisdiction, file.lines[i].code, uint24(c.facts[i] >> 64)),
            indicationLeaf(diagnoses[place - 1])
        );
        return fits ? 0 : _bit(Flag.OFF_INDICATION);
    }

    /// @dev Whether the unit was dispensed by the provider for this person, and not paid yet.
    function _unit(
        Case memory c,
        ClaimFile calldata file,
        uint256 i,
        DispensedUnit calldata unit,
        Findings memory found
    ) private view returns (uint256) {
        uint64 product = uint64(c.facts[i] >> 144);
        require(
            file.lines[i].code == hashDrugCode(product, unit.codeSalt),
            ClaimDrugCodeMismatch(i)
        );
        SaleId sale = hashSale(ProductId.wrap(product), unit.code);
        uint256 word = DRUGS.saleOf(sale);
        if (word & PAID != 0 || _isAmong(found, sale)) return _bit(Flag.DUP_TRACE_CODE);
        bytes32 terms = hashSaleTerms(
            hashPayer(SubjectId.unwrap(file.claim.insured), unit.payerSalt),
            ParticipantId.wrap(uint32(c.header))
        );
        if (
            uint8(word) == uint8(UnitState.DISPENSED) && (word ^ uint256(terms)) & COMMITMENT == 0
        ) {
            found.sales[found.sold] = sale;
            found.salts[found.sold++] = unit.payerSalt;
            return 0;
        }
        return _isRecalled(unit.lot) ? _bit(Flag.RECALLED_DRUG) : _bit(Flag.NO_DISPENSE);
    }

    function _isRecalled(LotId lot) private view returns (bool) {
        return LotId.unwrap(lot) != 0 && DRUGS.lotOf(lot).recallClass() != RecallClass.NONE;
    }

    /// @dev What rows ask for that have more than prices: indications, units, age, sex.
    function _restricted(
        Case memory c,
        ClaimFile calldata file,
        uint256 i,
        uint256 units,
        Findings memory found
    ) private view returns (uint256 flags, uint256) {
        uint256 rule = _at(c.rules, i);
        uint256 kinds = uint8(rule >> 208);
        if (kinds & RULE_INDICATED != 0) flags = _indication(c, file, i);
        if (kinds & RULE_CODED != 0) {
            require(units < file.units.length, ClaimListLength(file.units.length, units + 1));
            flags |= _unit(c, file, i, file.units[units++], found);
        }
        // Who asks for age or sex must be told them.
        require(uint24(rule >> 160) == 0 || c.terms.sex != 0, ClaimPersonMismatch(c.segment));
        return (flags, units);
    }

    /// @dev Whether no line of the person's has this code and time.
    function _isNew(
        Case memory c,
        ClaimFile calldata file,
        uint256 i,
        Marking.Window memory window,
        Marking.Marks memory marks
    ) private view returns (bool) {
        uint256 time;
        uint256 number;
        unchecked {
            time = c.start + uint24(_at(c.facts, i) >> 88);
            number = time / Marking.WINDOW;
        }
        if (number != window.number) {
            window.close(marks);
            bytes32 key = Marking.keyOf(Marking.MarkKind.LINES, file.claim.insured, number);
            window.open(number, key, CLAIMS.linesOf(key), file.lines.length);
        }
        bool isDaily = (_at(c.rules, i) >> 208) & RULE_DAILY != 0;
        return window.take(marks, Marking.print(_codeAt(file.lines, i), time, isDaily));
    }

    /// @dev Whether the row's frequency has room in the window of the line's day, which it then takes.
    function _isInTime(
        Case memory c,
        ClaimFile calldata file,
        uint256 i,
        Marking.Marks memory marks
    ) private view returns (bool) {
        bytes32[] memory keys = new bytes32[](1);
        keys[0] = _timesKey(c, file, i);
        uint256 times = CLAIMS.marksOf(keys)[0] | marks.pending(keys[0]);
        // As many bits as times, from the lowest on.
        uint256 count = times == 0 ? 0 : Math.log2(times) + 1;
        if (count >= uint8(c.rules[i] >> 136)) return false;
        marks.add(keys[0], 1 << count);
        return true;
    }

    /// @dev Marks the nights of a stay; those of another pend the claim.
    function _stay(Case memory c, Claim calldata claim, Findings memory found) private view {
        uint256 end = (c.start + uint32(c.header >> 168)) / 1 days;
        uint256 night = c.day;
        // A longer stay is billed in parts.
        require(end - night <= 31 * 256, ClaimListLength(end - night, 31 * 256));
        while (night < end) {
            bytes32[] memory keys = new bytes32[](1);
            uint256 bits;
            uint256 until;
            (keys[0], bits, until) = _nightsFrom(claim, night, end);
            uint256 taken = CLAIMS.marksOf(keys)[0];
            if (taken & bits != 0) found.flags |= _bit(Flag.OVERLAPPING_STAY);
            if (bits & ~taken != 0) found.marks.add(keys[0], bits & ~taken);
            night = until;
        }
    }

    function _isAmong(Findings memory found, SaleId sale) private pure returns (bool) {
        for (uint256 i = 0; i < found.sold; ++i) {
            if (SaleId.unwrap(found.sales[i]) == SaleId.unwrap(sale)) return true;
        }
        return false;
    }
}
