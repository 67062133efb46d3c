// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title ISettlementToken: money that institutions settle with
/// @notice An ERC-20 token in minor units of one currency, issued for money that members paid in and
/// redeemed for it. Members and callers (contracts of this suite) alone hold it. Amounts and accounts
/// are read by every node.
interface ISettlementToken is IERC20 {
    /// @notice Money was paid in. `receipt`: salted digest of the payment's; the operation id of the
    /// AccessManager stands for the actor.
    event TokensIssued(address indexed account, uint256 amount, bytes32 receipt);
    /// @notice Money is to be paid out to the holder. `payout`: salted digest of where to.
    event TokensRedeemed(address indexed account, uint256 amount, bytes32 payout);

    /// @notice The amount is 0.
    error SettlementAmountZero();
    /// @notice The currency is no code of three capital letters (ISO 4217).
    error SettlementCurrencyInvalid(bytes3 currency);

    /// @notice Issues tokens to a member's account; administration.
    function issue(address account, uint256 amount, bytes32 receipt) external;

    /// @notice Gives up tokens of the sender's for money outside of the chain. Always allowed: to members
    /// that are LAPSED or SUSPENDED, to accounts that are no member's any more, and during a pause.
    function redeem(uint256 amount, bytes32 payout) external;

    /// @notice The currency's code (ISO 4217).
    function currency() external view returns (bytes3);
}
