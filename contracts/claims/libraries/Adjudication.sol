// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Setting} from "../../types/Claim.sol";
import {
    PLAN_COPAY_FIRST,
    PLAN_COPAY_MAIN,
    PLAN_GROUPED,
    PLAN_MAXIMUM_STOPS,
    PLAN_SUPPLEMENTED
} from "../../types/Tariff.sol";
import {Rows} from "./Rows.sol";

/// @title Adjudication: what a claim comes to (policy)
/// @notice A pure function, inlined in the desks that ask it; src/core/adjudication.ts is its twin. All
/// amounts are integers in minor units, shares are basis points and round half up.
///
/// A line goes through its row first: what stands in the way of the whole of it is not covered (the
/// patient pays) or refused (the institution bears it), with a reason; then units above the most, the price
/// above the ceiling and the first self-pay share fall away. What is left is in scope and shared by the
/// plan, in the lines' order: deductible, copay, the fund's share, its cap, the member's maximum. A claim
/// priced by its group keeps the patient's part; the difference to the price is the institution's.
///
/// INV-CLAIMS-1: the nine amounts of a line are its charge; fund, person and institution are the bill.
/// INV-CLAIMS-2: the fund's payments of a year are within its cap, the member's own parts within her
/// maximum.
library Adjudication {
    /// @dev Of a member's year: deductible used, paid by the fund, borne by the member.
    struct Balance {
        uint256 deductible;
        uint256 pool;
        uint256 own;
    }

    /// @dev `institution`: what it bears; below 0, what its group's price is above the charges.
    struct Totals {
        uint256 billed;
        uint256 fund;
        uint256 person;
        int256 institution;
        uint256 flags;
    }

    /// @dev What is left of the plan for the lines to come. `room`: of the fund's cap; `most`: of the
    /// member's maximum; `reached`: paid and borne this year; `isFree`: the fund pays all.
    struct Sharing {
        uint256 flags;
        uint256 share;
        uint256 tier;
        uint256 more;
        uint256 deductible;
        uint256 copay;
        uint256 room;
        uint256 most;
        uint256 reached;
        bool isFree;
    }

    /// @dev Bits of an amount.
    uint256 private constant AMOUNT = type(uint40).max;

    /// @notice Adjudicates all lines; `b` becomes the balance after them.
    /// @param facts Of each line (types/Claim.sol)
    /// @param rules Its row, 0: none
    /// @param found Flags that were found otherwise: duplicates, frequency, indication, dispensing
    /// @return results Two words a line (`LineResult`)
    function adjudicate(
        Rows.Terms memory t,
        Balance memory b,
        uint256[] memory facts,
        uint256[] memory rules,
        uint256[] memory found
    ) internal pure returns (uint256[] memory results, Totals memory totals) {
        uint256 count = facts.length;
        results = new uint256[](2 * count);
        Sharing memory s = _sharing(t, b);
        uint256 inScope;
        // Amounts have 40 bits, a claim has 255 lines at most: sums are far from overflow.
        unchecked {
            for (uint256 i = 0; i < count; ++i) {
                uint256 line = _at(facts, i);
                (uint256 scope, uint256 parts, uint256 rest) = Rows.pass(
                    t,
                    line,
                    _at(rules, i),
                    _at(found, i)
                );
                totals.billed += uint40(line);
                totals.institution += int256((rest >> 80) & AMOUNT);
                totals.flags |= rest >> 120;
                if (scope != 0) {
                    inScope += scope;
                    (parts, rest) = _share(t, b, s, scope, parts, rest);
                    totals.fund += parts & AMOUNT;
                }
                if (s.flags & PLAN_COPAY_MAIN != 0) s.copay = 0;
                assembly ("memory-safe") {
                    let at := add(results, add(0x20, shl(6, i)))
                    mstore(at, parts)
                    mstore(add(at, 0x20), rest)
                }
            }
            totals.person = totals.billed - totals.fund - uint256(totals.institution);
            if (t.price != 0) _group(t, b, totals, inScope);
        }
    }

    /// @notice The price of a group: weight by base rate by the institution's factor.
    function groupPrice(
        uint256 terms,
        uint256 weight,
        uint256 factor
    ) internal pure returns (uint256) {
        if (uint16(terms >> 224) & PLAN_GROUPED == 0) return 0;
        return
            (weight * uint48(terms >> 144) * factor + (Rows.WHOLE * Rows.WHOLE) / 2) /
            (Rows.WHOLE * Rows.WHOLE);
    }

    /// @dev What the plan has left for a claim that begins at this balance.
    function _sharing(
        Rows.Terms memory t,
        Balance memory b
    ) private pure returns (Sharing memory s) {
        unchecked {
            bool isPreventive = t.setting == uint256(Setting.PREVENTIVE);
            s.flags = uint16(t.terms >> 224);
            uint256 column = isPreventive ? 0 : t.setting;
            s.share = Rows.least(
                uint16(t.shares >> (48 * column + 16 * (t.grade - 1))),
                Rows.WHOLE
            );
            s.tier = uint48(t.shares >> 192);
            s.more = Rows.least(t.shares >> 240, Rows.WHOLE - s.share);
            s.deductible = _above(uint40(t.limits >> (40 * (t.grade - 1))), b.deductible);
            s.copay = isPreventive ? 0 : uint40(t.limits >> 120);
            uint256 cap = uint48(t.limits >> 160);
            s.room = cap == 0 ? type(uint128).max : _above(cap, b.pool);
            uint256 most = uint48(t.limits >> 208);
            bool stops = s.flags & PLAN_MAXIMUM_STOPS != 0;
            s.most = most == 0 || stops ? type(uint128).max : _above(most, b.own);
            s.isFree = stops && most != 0 && b.own > most;
            s.reached = b.pool + b.own;
        }
    }

    /// @dev Shares what is in scope, and moves the balance.
    function _share(
        Rows.Terms memory t,
        Balance memory b,
        Sharing memory s,
        uint256 scope,
        uint256 parts,
        uint256 rest
    ) private pure returns (uint256, uint256) {
        unchecked {
            uint256 copay;
            uint256 deductible;
            uint256 coinsurance;
            uint256 paid = scope;
            if (!s.isFree) {
                uint256 left = scope;
                if (s.copay + s.deductible != 0) {
                    (copay, deductible) = _ownFirst(s, scope);
                    left -= copay + deductible;
                }
                paid = _fundShare(t, s, s.reached + scope - left, left);
                coinsurance = left - paid;
            }
            if (paid > s.room) {
                rest |= (paid - s.room) << 40;
                paid = s.room;
            }
            s.room -= paid;
            if (copay + deductible + coinsurance > s.most) {
                (paid, deductible, copay, coinsurance) = _relieved(
                    s,
                    paid,
                    deductible,
                    copay,
                    coinsurance
                );
            }
            parts |= paid | (deductible << 160) | (copay << 200);
            rest |= coinsurance;
            b.deductible += deductible;
            s.deductible -= deductible;
            s.copay -= copay;
            uint256 own = deductible + copay;
            if (s.flags & PLAN_SUPPLEMENTED == 0) own += coinsurance;
            s.most = _above(s.most, own);
            b.pool += paid;
            b.own += own;
            s.reached += paid + own;
            return (parts, rest);
        }
    }

    /// @dev Copay and deductible of what is in scope.
    function _ownFirst(
        Sharing memory s,
        uint256 left
    ) private pure returns (uint256 copay, uint256 deductible) {
        unchecked {
            if (s.flags & PLAN_COPAY_FIRST != 0) {
                copay = Rows.least(s.copay, left);
                deductible = Rows.least(s.deductible, left - copay);
            } else {
                deductible = Rows.least(s.deductible, left);
                copay = Rows.least(s.copay, left - deductible);
            }
        }
    }

    /// @dev The fund's share of `amount`, which stands above `reached` of the year.
    function _fundShare(
        Rows.Terms memory t,
        Sharing memory s,
        uint256 reached,
        uint256 amount
    ) private pure returns (uint256) {
        unchecked {
            uint256 value = amount * s.share;
            if (s.tier != 0) {
                value += Rows.least(amount, _above(reached + amount, s.tier)) * s.more;
            }
            return Rows.rounded(value, t.terms);
        }
    }

    /// @dev Own parts above the member's maximum become the fund's, as far as its cap has room.
    function _relieved(
        Sharing memory s,
        uint256 paid,
        uint256 deductible,
        uint256 copay,
        uint256 coinsurance
    ) private pure returns (uint256, uint256, uint256, uint256) {
        unchecked {
            uint256 excess = Rows.least(deductible + copay + coinsurance - s.most, s.room);
            paid += excess;
            s.room -= excess;
            uint256 part = Rows.least(excess, coinsurance);
            coinsurance -= part;
            excess -= part;
            part = Rows.least(excess, copay);
            copay -= part;
            deductible -= excess - part;
            return (paid, deductible, copay, coinsurance);
        }
    }

    /// @dev The fund pays a group's price less the patient's part. Below the low outlier it pays what was
    /// charged; above the high one what exceeds it comes on top.
    function _group(
        Rows.Terms memory t,
        Balance memory b,
        Totals memory totals,
        uint256 inScope
    ) private pure {
        unchecked {
            uint256 price = t.price;
            uint256 low = uint16(t.terms >> 192);
            if (low != 0 && inScope * 100 < price * low) return;
            uint256 high = (price * uint16(t.terms >> 208) + 50) / 100;
            if (high != 0 && inScope > high) price += inScope - high;
            uint256 patients = inScope - totals.fund;
            uint256 fund = _above(price, patients);
            uint256 before = b.pool - totals.fund;
            uint256 cap = uint48(t.limits >> 160);
            if (cap != 0) fund = Rows.least(fund, _above(cap, before));
            totals.institution += int256(totals.fund) - int256(fund);
            totals.fund = fund;
            b.pool = before + fund;
        }
    }

    function _above(uint256 a, uint256 b) private pure returns (uint256) {
        unchecked {
            return a > b ? a - b : 0;
        }
    }

    /// @dev `list[i]` without the check that its loop makes already.
    function _at(uint256[] memory list, uint256 i) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := mload(add(list, add(0x20, shl(5, i))))
        }
    }
}
