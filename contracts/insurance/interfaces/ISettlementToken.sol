// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Voucher, VoucherState} from "../../types/Voucher.sol";

/// @title ISettlementToken: money that institutions settle with
/// @notice An ERC-20 token in minor units of one currency, issued for money that members paid in and
/// redeemed for it. Members and callers (contracts of this suite) alone hold it. Amounts and accounts
/// are read by every node. A voucher is such money, set aside for its holder until it is settled: who
/// draws one has paid, and who holds one needs to trust nobody for it.
interface ISettlementToken is IERC20 {
    /// @notice Money was paid in. `receipt`: salted digest of the payment's; the operation id of the
    /// AccessManager stands for the actor.
    event TokensIssued(address indexed account, uint256 amount, bytes32 receipt);
    /// @notice Money is to be paid out to the holder. `payout`: salted digest of where to.
    event TokensRedeemed(address indexed account, uint256 amount, bytes32 payout);
    /// @notice A voucher was drawn, endorsed to another holder, settled or reclaimed. `word`: see `voucherOf`.
    event VoucherChanged(
        bytes32 indexed voucher,
        address indexed drawer,
        address indexed holder,
        Voucher terms,
        uint256 word
    );

    /// @notice The amount is 0.
    error SettlementAmountZero();
    /// @notice The currency is no code of three capital letters (ISO 4217).
    error SettlementCurrencyInvalid(bytes3 currency);
    /// @notice Contracts of the suite take tokens by their own functions, which know what for.
    error SettlementNotTaken(address caller, address sender);
    /// @notice The voucher exists.
    error SettlementVoucherExists(bytes32 voucher);
    /// @notice The voucher is not in the state that this asks for.
    error SettlementVoucherStateWrong(bytes32 voucher, VoucherState state);
    /// @notice The sender does not hold the voucher, or did not draw it.
    error SettlementVoucherNotHeld(bytes32 voucher, address holder, address sender);
    /// @notice The voucher's time is over; or, to be reclaimed, it is not.
    error SettlementVoucherTime(bytes32 voucher, uint40 notAfter, uint40 now_);

    /// @notice Issues tokens to a member's account; administration.
    function issue(address account, uint256 amount, bytes32 receipt) external;

    /// @notice Gives up tokens of the sender's for money outside of the chain. Always allowed: to members
    /// that are LAPSED or SUSPENDED, to accounts that are no member's any more, and during a pause.
    function redeem(uint256 amount, bytes32 payout) external;

    /// @notice Sets tokens of the sender's aside for a member; what was drawn is not taken back before its end.
    function drawVoucher(Voucher calldata voucher, address holder) external returns (bytes32 id);

    /// @notice Passes a voucher of the sender's on to another member.
    function endorseVoucher(Voucher calldata voucher, address holder) external;

    /// @notice Turns a voucher of the sender's into tokens.
    function settleVoucher(Voucher calldata voucher) external;

    /// @notice Gives up a voucher of the sender's for money outside of the chain; always allowed, as `redeem`.
    function redeemVoucher(Voucher calldata voucher, bytes32 payout) external;

    /// @notice Takes back what the sender drew, once its time is over.
    function reclaimVoucher(Voucher calldata voucher) external;

    /// @notice Holder 160 | `VoucherState` 8; 0 if there is none.
    function voucherOf(bytes32 voucher) external view returns (uint256);

    /// @notice The currency's code (ISO 4217).
    function currency() external view returns (bytes3);
}
