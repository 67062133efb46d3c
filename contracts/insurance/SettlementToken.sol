// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {Callers} from "../access/Callers.sol";
import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {Domain, ParticipantStatus} from "../types/Membership.sol";
import {hashVoucher, Voucher, VoucherState} from "../types/Voucher.sol";
import {ISettlementToken} from "./interfaces/ISettlementToken.sol";

/// @title SettlementToken: money that institutions settle with (evidence)
/// @notice
///
///     paid in --issue (TOKEN_ISSUER)--> held by a member
///     held --transfer (holder, or whom it approved)--> held by another member
///     held --transferFrom (a caller, by an allowance)--> held by the caller
///     held --redeem (holder, whatever became of it)--> paid out
///     held --drawVoucher (holder)--> DRAWN --endorseVoucher (who holds it)--> DRAWN
///     DRAWN --settleVoucher (who holds it)--> held
///     DRAWN --redeemVoucher (who holds it, whatever became of it)--> paid out
///     DRAWN, out of time --reclaimVoucher (who drew it)--> held
///
/// Who pays is ACTIVE; who is paid is a member, whatever its standing (it may always redeem).
///
/// INV-INSURANCE-1: what is held, and drawn in vouchers, is what was issued less what was redeemed.
/// INV-INSURANCE-2: tokens come to nobody but members and callers, to these by their own doing alone.
/// INV-INSURANCE-3: no holder is kept from redeeming what it holds.
/// INV-INSURANCE-4: a voucher is money once: for its holder, or after its time for its drawer.
contract SettlementToken is Callers, ERC20Permit, ISettlementToken {
    /// @dev Any kind of institution.
    uint32 private constant ANY = type(uint32).max;

    IParticipantRegistry private immutable PARTICIPANTS;

    /// @inheritdoc ISettlementToken
    bytes3 public immutable override currency;

    /// @dev Holder 160 | state 8.
    mapping(bytes32 voucher => uint256) private _vouchers;

    constructor(
        address manager,
        uint48 notice,
        IParticipantRegistry participants,
        bytes3 currency_
    )
        Callers(manager, notice)
        ERC20("CareLedger SettlementToken", _symbolOf(currency_))
        ERC20Permit("CareLedger SettlementToken")
    {
        PARTICIPANTS = participants;
        currency = currency_;
    }

    /// @inheritdoc ISettlementToken
    function issue(address account, uint256 amount, bytes32 receipt) external override restricted {
        require(amount != 0, SettlementAmountZero());
        _mint(account, amount);
        emit TokensIssued(account, amount, receipt);
    }

    /// @inheritdoc ISettlementToken
    function redeem(uint256 amount, bytes32 payout) external override {
        require(amount != 0, SettlementAmountZero());
        _burn(msg.sender, amount);
        emit TokensRedeemed(msg.sender, amount, payout);
    }

    /// @inheritdoc ISettlementToken
    function drawVoucher(
        Voucher calldata v,
        address holder
    ) external override returns (bytes32 id) {
        id = hashVoucher(v);
        require(v.amount != 0, SettlementAmountZero());
        require(_vouchers[id] == 0, SettlementVoucherExists(id));
        require(v.drawer == msg.sender, SettlementVoucherNotHeld(id, v.drawer, msg.sender));
        _requireInTime(id, v.notAfter);
        _requirePayer(msg.sender);
        PARTICIPANTS.membership(holder);
        _setVoucher(id, v, VoucherState.DRAWN, holder);
        _burn(msg.sender, v.amount);
    }

    /// @inheritdoc ISettlementToken
    function endorseVoucher(Voucher calldata v, address holder) external override {
        bytes32 id = _requireHeld(v);
        _requireInTime(id, v.notAfter);
        _requirePayer(msg.sender);
        PARTICIPANTS.membership(holder);
        _setVoucher(id, v, VoucherState.DRAWN, holder);
    }

    /// @inheritdoc ISettlementToken
    function settleVoucher(Voucher calldata v) external override {
        bytes32 id = _requireHeld(v);
        _requireInTime(id, v.notAfter);
        _setVoucher(id, v, VoucherState.SETTLED, msg.sender);
        _mint(msg.sender, v.amount);
    }

    /// @inheritdoc ISettlementToken
    function redeemVoucher(Voucher calldata v, bytes32 payout) external override {
        bytes32 id = _requireHeld(v);
        _requireInTime(id, v.notAfter);
        _setVoucher(id, v, VoucherState.SETTLED, msg.sender);
        emit TokensRedeemed(msg.sender, v.amount, payout);
    }

    /// @inheritdoc ISettlementToken
    function reclaimVoucher(Voucher calldata v) external override {
        (bytes32 id, uint256 word) = _requireDrawn(v);
        require(v.drawer == msg.sender, SettlementVoucherNotHeld(id, v.drawer, msg.sender));
        require(
            block.timestamp > v.notAfter,
            SettlementVoucherTime(id, v.notAfter, uint40(block.timestamp))
        );
        _setVoucher(id, v, VoucherState.RECLAIMED, address(uint160(word)));
        _mint(msg.sender, v.amount);
    }

    /// @inheritdoc ISettlementToken
    function voucherOf(bytes32 voucher) external view override returns (uint256) {
        return _vouchers[voucher];
    }

    /// @notice Amounts are in minor units of the currency, two decimals.
    function decimals() public pure override returns (uint8) {
        return 2;
    }

    /// @dev Every movement comes through here; those to nobody are redemptions.
    function _update(address from, address to, uint256 value) internal override {
        if (to != address(0)) {
            if (from != address(0)) _requirePayer(from);
            if (_isCaller(to)) {
                require(
                    msg.sender == to || _isCaller(msg.sender),
                    SettlementNotTaken(to, msg.sender)
                );
            } else {
                // Reverts where the account is no member's.
                PARTICIPANTS.membership(to);
            }
        }
        super._update(from, to, value);
    }

    function _setVoucher(
        bytes32 id,
        Voucher calldata v,
        VoucherState state,
        address holder
    ) private {
        uint256 word = uint160(holder) | (uint256(state) << 160);
        _vouchers[id] = word;
        emit VoucherChanged(id, v.drawer, holder, v, word);
    }

    function _requirePayer(address account) private view {
        if (_isCaller(account)) return;
        PARTICIPANTS.requireStanding(account, Domain.INSURANCE, ANY, ParticipantStatus.ACTIVE);
    }

    function _requireHeld(Voucher calldata v) private view returns (bytes32 id) {
        uint256 word;
        (id, word) = _requireDrawn(v);
        address holder = address(uint160(word));
        require(holder == msg.sender, SettlementVoucherNotHeld(id, holder, msg.sender));
    }

    function _requireDrawn(Voucher calldata v) private view returns (bytes32 id, uint256 word) {
        id = hashVoucher(v);
        word = _vouchers[id];
        VoucherState state = VoucherState(uint8(word >> 160));
        require(state == VoucherState.DRAWN, SettlementVoucherStateWrong(id, state));
    }

    function _requireInTime(bytes32 id, uint40 notAfter) private view {
        require(
            block.timestamp <= notAfter,
            SettlementVoucherTime(id, notAfter, uint40(block.timestamp))
        );
    }

    function _symbolOf(bytes3 currency_) private pure returns (string memory) {
        for (uint256 i = 0; i < 3; ++i) {
            require(
                currency_[i] >= "A" && currency_[i] <= "Z",
                SettlementCurrencyInvalid(currency_)
            );
        }
        return string(abi.encodePacked(currency_));
    }
}
