// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Mandate, PaymentForm} from "../../types/Fund.sol";

/// @title FundWords: the fund ledger's slots
/// @notice Lowest bits first. A pool: balance 128 | paused until 40 | levy 16 | opened 8. A personal
/// account: balance 56 | a claim 40 | a day 40 | day 24 | spent on it 40 | mandate until 24 | key epoch 16 |
/// number 16. A position: payee 160 | debt 44 | due 44 | means 7 | written 1.
library FundWords {
    uint256 private constant OPENED = 1 << 184;
    uint256 private constant WRITTEN = 1 << 255;
    uint256 private constant MOST = (1 << 44) - 1;
    uint256 private constant AMOUNTS = ((1 << 88) - 1) << 160;
    uint256 private constant LIMITS = ((1 << 80) - 1) << 56;
    uint256 private constant SPENDING = ((1 << 64) - 1) << 136;
    uint256 private constant TERM = ((1 << 56) - 1) << 200;
    uint256 private constant NUMBER = 0xffff << 240;

    function opened(uint16 levy) internal pure returns (uint256) {
        return (uint256(levy) << 168) | OPENED;
    }

    function withPause(uint256 pool, uint40 until) internal pure returns (uint256) {
        return (pool & ~(uint256(type(uint40).max) << 128)) | (uint256(until) << 128);
    }

    function poolBalance(uint256 pool) internal pure returns (uint256) {
        return uint128(pool);
    }

    function pausedUntil(uint256 pool) internal pure returns (uint40) {
        return uint40(pool >> 128);
    }

    function levyOf(uint256 pool) internal pure returns (uint256) {
        return uint16(pool >> 168);
    }

    function balanceOf(uint256 account) internal pure returns (uint256) {
        return uint56(account);
    }

    function epochOf(uint256 account) internal pure returns (uint16) {
        return uint16(account >> 224);
    }

    function numberOf(uint256 account) internal pure returns (uint16) {
        return uint16(account >> 240);
    }

    /// @notice The account under a mandate; what was spent today stays spent.
    function withMandate(
        uint256 account,
        Mandate calldata m,
        uint32 epoch
    ) internal pure returns (uint256) {
        return
            (account & ~(LIMITS | TERM)) |
            (uint256(m.perClaim) << 56) |
            (uint256(m.perDay) << 96) |
            (uint256(m.until) << 200) |
            (uint256(uint16(epoch)) << 224) |
            (uint256(m.number) << 240);
    }

    function withNumber(uint256 account, uint16 number) internal pure returns (uint256) {
        return (account & ~NUMBER) | (uint256(number) << 240);
    }

    /// @notice What of `wanted` balance and mandate allow on a day.
    function drawable(
        uint256 account,
        uint256 wanted,
        uint24 today
    ) internal pure returns (uint256) {
        if (today >= uint24(account >> 200)) return 0;
        uint256 spent = _spentOn(account, today);
        uint256 perDay = uint40(account >> 96);
        uint256 most = perDay > spent ? perDay - spent : 0;
        if (uint40(account >> 56) < most) most = uint40(account >> 56);
        if (balanceOf(account) < most) most = balanceOf(account);
        return wanted < most ? wanted : most;
    }

    /// @notice The account without an amount that `drawable` allowed on this day.
    function spend(uint256 account, uint256 amount, uint24 today) internal pure returns (uint256) {
        // Never above the day's limit, which has 40 bits too.
        uint256 spent = _spentOn(account, today) + amount;
        return ((account - amount) & ~SPENDING) | (uint256(today) << 136) | (spent << 160);
    }

    function payeeOf(uint256 position) internal pure returns (address) {
        return address(uint160(position));
    }

    function debtOf(uint256 position) internal pure returns (uint256) {
        return (position >> 160) & MOST;
    }

    function dueOf(uint256 position) internal pure returns (uint256) {
        return (position >> 204) & MOST;
    }

    function meansOf(uint256 position) internal pure returns (PaymentForm) {
        return PaymentForm((position >> 248) & 0x7f);
    }

    function withPayee(
        uint256 position,
        address payee,
        PaymentForm means
    ) internal pure returns (uint256) {
        uint256 amounts = position & AMOUNTS;
        return amounts | uint160(payee) | (uint256(means) << 248) | WRITTEN;
    }

    /// @notice The position with another debt and due, both of which fit.
    function withAmounts(
        uint256 position,
        uint256 debt,
        uint256 due
    ) internal pure returns (uint256) {
        return (position & ~AMOUNTS) | (debt << 160) | (due << 204) | WRITTEN;
    }

    function fits(uint256 amount) internal pure returns (bool) {
        return amount <= MOST;
    }

    function _spentOn(uint256 account, uint24 today) private pure returns (uint256) {
        return uint24(account >> 136) == today ? uint40(account >> 160) : 0;
    }
}
