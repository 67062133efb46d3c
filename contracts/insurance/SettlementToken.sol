// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {Callers} from "../access/Callers.sol";
import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {Domain, ParticipantStatus} from "../types/Membership.sol";
import {ISettlementToken} from "./interfaces/ISettlementToken.sol";

/// @title SettlementToken: money that institutions settle with (evidence)
/// @notice
///
///     paid in --issue (TOKEN_ISSUER)--> held by a member
///     held --transfer (holder, or whom it approved)--> held by another member, or by a caller
///     held --redeem (holder, whatever became of it)--> paid out
///
/// Who pays is ACTIVE; who is paid is a member, whatever its standing (it may always redeem).
///
/// INV-INSURANCE-1: what is held is what was issued less what was redeemed.
/// INV-INSURANCE-2: tokens come to nobody but members and callers.
/// INV-INSURANCE-3: no holder is kept from redeeming what it holds.
contract SettlementToken is Callers, ERC20Permit, ISettlementToken {
    /// @dev Any kind of institution.
    uint32 private constant ANY = type(uint32).max;

    IParticipantRegistry private immutable PARTICIPANTS;

    /// @inheritdoc ISettlementToken
    bytes3 public immutable override currency;

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

    /// @notice Amounts are in minor units of the currency, two decimals.
    function decimals() public pure override returns (uint8) {
        return 2;
    }

    /// @dev Every movement comes through here; those to nobody are redemptions.
    function _update(address from, address to, uint256 value) internal override {
        if (to != address(0)) {
            if (from != address(0) && !_isCaller(from)) {
                PARTICIPANTS.requireStanding(from, Domain.INSURANCE, ANY, ParticipantStatus.ACTIVE);
            }
            // Reverts where the account is no member's.
            if (!_isCaller(to)) PARTICIPANTS.membership(to);
        }
        super._update(from, to, value);
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
