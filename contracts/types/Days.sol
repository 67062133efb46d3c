// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev 1970-01-01 as a Modified Julian Day (1858-11-17 is 0): days of services, plans and segments are
/// such, so that what was before 1970 has one too.
uint256 constant DAY_OF_1970 = 40_587;

/// @dev Days from 0000-03-01 (Gregorian) to day 0 of the Modified Julian Days (1858-11-17): years that begin in March end with the leap day.
uint256 constant DAYS_BEFORE = 678_881;

/// @notice The day of a time (seconds since 1970).
function dayOf(uint256 time) pure returns (uint24) {
    return uint24(time / 1 days + DAY_OF_1970);
}

/// @notice The month of a day: year * 12 + month, of which January is 0.
function monthOf(uint24 day) pure returns (uint16) {
    // 400 years have 146,097 days, 4 have 1,461, and months from March on follow (153 m + 2) / 5.
    uint256 days_ = day + DAYS_BEFORE;
    uint256 era = days_ / 146_097;
    uint256 ofEra = days_ % 146_097;
    uint256 year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
    uint256 ofYear = ofEra - (365 * year + year / 4 - year / 100);
    uint256 sinceMarch = (5 * ofYear + 2) / 153;
    return uint16((era * 400 + year) * 12 + sinceMarch + 2);
}

/// @notice The first day of a month, as `monthOf` numbers them.
function firstDayOf(uint16 month) pure returns (uint24) {
    uint256 fromMarch = uint256(month) - 2;
    uint256 year = fromMarch / 12;
    uint256 days_ =
        365 * year + year / 4 - year / 100 + year / 400 + (153 * (fromMarch % 12) + 2) / 5;
    return uint24(days_ - DAYS_BEFORE);
}
