// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {dayOf} from "../types/Days.sol";
import {INotice} from "./interfaces/INotice.sol";

/// @title Notice: base of registers whose rules are announced before they hold
/// @notice
///
///     being filled (rules of the past too) --open (its owner, once)--> open (rules after the notice)
///
/// INV-NOTICE-1: in an open register no rule begins earlier than the notice after its publication.
abstract contract Notice is INotice {
    /// @inheritdoc INotice
    uint24 public immutable override noticeDays;

    /// @inheritdoc INotice
    mapping(bytes32 register => uint40) public override openedAt;

    constructor(uint24 days_) {
        noticeDays = days_;
    }

    function _open(bytes32 register) internal {
        require(openedAt[register] == 0, NoticeRegisterOpen(register, openedAt[register]));
        openedAt[register] = uint40(block.timestamp);
        emit RegisterOpened(register, uint40(block.timestamp), msg.sender);
    }

    /// @dev The first day on which a rule can begin that is published now.
    function _earliest(bytes32 register) internal view returns (uint24) {
        return openedAt[register] == 0 ? 1 : _today() + noticeDays;
    }

    function _today() internal view returns (uint24) {
        return dayOf(block.timestamp);
    }

    function _requireNotice(bytes32 register, uint24 from, uint24 earliest) internal pure {
        require(from >= earliest, NoticeTooShort(register, from, earliest));
    }
}
