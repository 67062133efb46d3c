// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Flag} from "../../types/Claim.sol";
import {PLAN_HALF_EVEN, RULE_CODED, RULE_FROZEN} from "../../types/Tariff.sol";

/// @title Rows: what of a line its catalogue row lets through (policy)
/// @notice Pure functions of Adjudication, in which stands what they hold. What stands in the way of a whole
/// line is found in this order, and the first that is found is the reason.
library Rows {
    /// @dev What holds for every line. `limits`, `shares`, `terms`: the plan's. `services`: groups of the
    /// agreement, bit by group. `price`: of the claim's group, 0: none. `start`: seconds since day 0 (a
    /// Modified Julian Day). `grade`: 1 to 3. `bornIn`: month of birth (year * 12 + month), 0: not shown.
    /// `month`: of the service. `sex`: its bit + 1, 0: not shown. `reason`: CARC that stands in the way of
    /// the whole claim, 0: none.
    struct Terms {
        uint256 limits;
        uint256 shares;
        uint256 terms;
        uint256 services;
        uint256 price;
        uint256 start;
        uint256 setting;
        uint256 grade;
        uint256 bornIn;
        uint256 month;
        uint256 sex;
        uint256 reason;
    }

    /// @dev CARC numbers.
    uint256 internal constant AGE = 6;
    uint256 internal constant SEX = 7;
    uint256 internal constant DIAGNOSIS = 11;
    uint256 internal constant DIED = 13;
    uint256 internal constant DUPLICATE = 18;
    uint256 internal constant BEFORE_COVERAGE = 26;
    uint256 internal constant AFTER_COVERAGE = 27;
    uint256 internal constant NON_COVERED = 96;
    uint256 internal constant NOT_FURNISHED = 112;
    uint256 internal constant FREQUENCY = 151;
    uint256 internal constant QUANTITY = 153;
    uint256 internal constant PROVIDER_TYPE = 170;
    uint256 internal constant WAITING = 179;
    uint256 internal constant OFF_LABEL = 188;
    uint256 internal constant LAPSED = 200;
    uint256 internal constant NOT_IN_PLAN = 204;
    uint256 internal constant FROZEN = 272;

    uint256 internal constant WHOLE = 10_000;
    uint256 private constant DRUG = 1;
    uint256 private constant CLASS_B = 2;
    uint256 private constant CLASS_C = 3;
    uint256 private constant REPEATED =
        (1 << uint256(Flag.DUP_LINE)) | (1 << uint256(Flag.DUP_TRACE_CODE));
    uint256 private constant UNDISPENSED =
        (1 << uint256(Flag.NO_DISPENSE)) |
            (1 << uint256(Flag.RECALLED_DRUG)) |
            (1 << uint256(Flag.EXPIRED_DRUG)) |
            (1 << uint256(Flag.COLD_CHAIN_BREACH));

    /// @dev What of a line is in scope; what falls away before stands in its words (`LineResult`).
    function pass(
        Terms memory t,
        uint256 facts,
        uint256 rule,
        uint256 found
    ) internal pure returns (uint256 left, uint256 parts, uint256 rest) {
        unchecked {
            left = uint40(facts);
            (uint256 reason, uint256 flags) = _isPlain(t, facts, rule, found)
                ? (0, found)
                : _obstacle(t, facts, rule, found);
            if (reason != 0) {
                parts = reason << 240;
                rest = flags << 120;
                if (_isRefused(reason)) rest |= left << 80;
                else parts |= left << 40;
                return (0, parts, rest);
            }
            uint256 quantity = uint24(facts >> 40);
            // A trace code is one unit's.
            uint256 most = uint8(rule >> 208) & RULE_CODED != 0 ? 1 : uint24(rule >> 112);
            if (most != 0 && quantity > most) {
                uint256 within = (left * most + quantity / 2) / quantity;
                parts = ((left - within) << 40) | (QUANTITY << 240);
                flags |= 1 << uint256(Flag.OVER_QTY);
                left = within;
                quantity = most;
            }
            uint256 ceiling = uint48(rule >> 48) * quantity;
            if (ceiling != 0 && left > ceiling) {
                parts |= (left - ceiling) << 80;
                flags |= 1 << uint256(Flag.OVER_PRICE);
                left = ceiling;
            }
            if (uint8(rule >> 192) == CLASS_B) {
                uint256 self = rounded(left * least(uint16(rule >> 96), WHOLE), t.terms);
                parts |= self << 120;
                left -= self;
            }
            rest = flags << 120;
        }
    }

    /// @dev Ten-thousandths as wholes: half up, or half to even where the plan says so.
    function rounded(uint256 value, uint256 terms) internal pure returns (uint256 whole) {
        unchecked {
            whole = (value + WHOLE / 2) / WHOLE;
            if ((terms >> 224) & PLAN_HALF_EVEN != 0 && value % WHOLE == WHOLE / 2) {
                whole -= whole & 1;
            }
        }
    }

    function least(uint256 a, uint256 b) internal pure returns (uint256 c) {
        assembly ("memory-safe") {
            c := xor(b, mul(xor(a, b), lt(a, b)))
        }
    }

    /// @dev Whether nothing at all stands in the way: what most lines are, told at once.
    function _isPlain(
        Terms memory t,
        uint256 facts,
        uint256 rule,
        uint256 found
    ) private pure returns (bool) {
        unchecked {
            uint256 day = (t.start + uint24(facts >> 88)) / 1 days;
            uint256 until = uint24(rule >> 24);
            // Open is the highest day.
            if (until == 0) until = 1 << 24;
            uint256 odd = found | t.reason | uint24(rule >> 160);
            odd |= uint8(rule >> 208) & RULE_FROZEN;
            if (odd != 0 || rule == 0 || uint8(rule >> 192) >= CLASS_C) return false;
            if (day < uint24(rule) || day >= until) return false;
            return (uint128(t.services & t.terms) >> uint8(rule >> 184)) & 1 != 0;
        }
    }

    /// @dev What stands in the way of a whole line, the first that is found; 0: nothing.
    function _obstacle(
        Terms memory t,
        uint256 facts,
        uint256 rule,
        uint256 found
    ) private pure returns (uint256 reason, uint256 flags) {
        flags = found;
        reason = t.reason;
        if (reason != 0) {
            if (reason == DIED) flags |= 1 << uint256(Flag.DECEASED);
            return (reason, flags);
        }
        uint256 day;
        unchecked {
            day = (t.start + uint24(facts >> 88)) / 1 days;
        }
        uint256 until = uint24(rule >> 24);
        if (rule == 0 || day < uint24(rule) || (until != 0 && day >= until)) {
            return (NOT_IN_PLAN, flags | (1 << uint256(Flag.NOT_IN_CATALOGUE)));
        }
        if ((uint128(t.services) >> uint8(rule >> 184)) & 1 == 0) {
            return (PROVIDER_TYPE, flags | (1 << uint256(Flag.UNLICENSED)));
        }
        if (found & REPEATED != 0) return (DUPLICATE, flags);
        if (found & UNDISPENSED != 0) return (NOT_FURNISHED, flags);
        return _limited(t, rule, flags);
    }

    /// @dev What of the row or the plan leaves the line out.
    function _limited(
        Terms memory t,
        uint256 rule,
        uint256 flags
    ) private pure returns (uint256 reason, uint256) {
        if (uint8(rule >> 192) >= CLASS_C) return (NON_COVERED, flags);
        if (uint8(rule >> 208) & RULE_FROZEN != 0) return (FROZEN, flags);
        if ((uint128(t.terms) >> uint8(rule >> 184)) & 1 == 0) return (NOT_IN_PLAN, flags);
        if ((flags >> uint256(Flag.OVER_FREQ)) & 1 != 0) return (FREQUENCY, flags);
        reason = _otherPeople(t, rule);
        if (reason != 0) return (reason, flags | (1 << uint256(Flag.AGE_SEX)));
        if ((flags >> uint256(Flag.OFF_INDICATION)) & 1 == 0) return (0, flags);
        return (uint8(rule >> 200) == DRUG ? OFF_LABEL : DIAGNOSIS, flags);
    }

    /// @dev Whether the row is for people of another age or sex: the reason.
    function _otherPeople(Terms memory t, uint256 rule) private pure returns (uint256) {
        if (uint16(rule >> 160) != 0) {
            uint256 age = t.month < t.bornIn ? 0 : (t.month - t.bornIn) / 12;
            uint256 oldest = uint8(rule >> 168);
            if (t.bornIn == 0 || age < uint8(rule >> 160) || (oldest != 0 && age > oldest)) {
                return AGE;
            }
        }
        uint256 sexes = uint8(rule >> 176);
        return sexes != 0 && (t.sex == 0 || (sexes >> (t.sex - 1)) & 1 == 0) ? SEX : 0;
    }

    /// @dev Reasons for which the patient is not to pay.
    function _isRefused(uint256 reason) private pure returns (bool) {
        return
            reason == DUPLICATE ||
            reason == NOT_FURNISHED ||
            reason == PROVIDER_TYPE ||
            reason == DIED;
    }
}
