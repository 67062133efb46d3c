// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Callers} from "../access/Callers.sol";
import {FundSlot} from "../types/Fund.sol";
import {IFundLedger} from "./interfaces/IFundLedger.sol";
import {ISettlementToken} from "./interfaces/ISettlementToken.sol";

/// @title FundSlots: base of the fund ledger, its slots and how they go to a successor
/// @notice A written slot is never 0, so that a ledger that took over knows what it has not written yet and
/// reads it from its predecessor: one step hands over any number of accounts.
abstract contract FundSlots is Callers, IFundLedger {
    uint256 private constant IDLE = 1 << 160;
    uint256 private constant PAYING = 2 << 160;

    ISettlementToken internal immutable TOKEN;

    /// @inheritdoc IFundLedger
    address public immutable override predecessor;

    /// @dev Successor 160 | whether the token is being called 8: nothing is written meanwhile, whatever it
    /// calls. Never 0, so that its changes cost little.
    uint256 private _door = IDLE;

    mapping(FundSlot kind => mapping(bytes32 key => uint256)) private _slots;

    /// @dev For whatever writes: the money is here, and the token is not being called.
    modifier whileHolding() {
        _requireHolding();
        _;
    }

    /// @dev For whatever calls the token besides.
    modifier whileAlone() {
        _requireHolding();
        _door = PAYING;
        _;
        _door = IDLE;
    }

    constructor(
        address manager,
        uint48 notice,
        ISettlementToken token,
        address predecessor_
    ) Callers(manager, notice) {
        TOKEN = token;
        predecessor = predecessor_;
    }

    /// @inheritdoc IFundLedger
    function handOver(address next) external override restricted whileHolding {
        require(
            next.code.length != 0 && IFundLedger(next).predecessor() == address(this),
            FundSuccessorInvalid(next)
        );
        _door = uint160(next) | IDLE;
        uint256 amount = TOKEN.balanceOf(address(this));
        emit LedgerHandedOver(next, amount);
        _send(next, amount);
    }

    /// @inheritdoc IFundLedger
    function successor() external view override returns (address) {
        return address(uint160(_door));
    }

    /// @inheritdoc IFundLedger
    function slotOf(FundSlot kind, bytes32 key) public view override returns (uint256 word) {
        word = _slots[kind][key];
        if (word == 0 && predecessor != address(0)) {
            word = IFundLedger(predecessor).slotOf(kind, key);
        }
    }

    function _store(FundSlot kind, bytes32 key, uint256 word) internal {
        _slots[kind][key] = word;
    }

    function _send(address to, uint256 amount) internal {
        require(TOKEN.transfer(to, amount), FundTransferFailed(amount));
    }

    function _take(uint256 amount) internal {
        require(TOKEN.transferFrom(msg.sender, address(this), amount), FundTransferFailed(amount));
    }

    function _requireHolding() private view {
        uint256 door = _door;
        if (door != IDLE) {
            address next = address(uint160(door));
            if (next == address(0)) revert FundReentered();
            revert FundHandedOverTo(next);
        }
        if (predecessor != address(0)) {
            require(
                IFundLedger(predecessor).successor() == address(this),
                FundNotHandedOver(predecessor)
            );
        }
    }
}
