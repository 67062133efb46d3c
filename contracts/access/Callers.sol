// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ICallers} from "./ICallers.sol";

/// @title Callers: base of evidence contracts
/// @notice Keeps the one list of policy contracts that may write.
///
///     never listed --found (keeper, once)--------------------> listed
///     never listed, dropped --propose (keeper)--> announced --notice--> listed
///     listed --propose (keeper)--> leaving --notice--> dropped
///     announced, leaving --veto--> as before
///
/// INV-ACCESS-1: after founding, no address writes earlier than `callerNotice` after its proposal.
abstract contract Callers is AccessManaged, ICallers {
    struct Window {
        uint48 from;
        uint48 until;
    }

    uint48 private constant NO_END = type(uint48).max;

    /// @inheritdoc ICallers
    uint48 public immutable override callerNotice;

    bool private _founded;

    mapping(address caller => Window) private _windows;

    modifier onlyCaller() {
        require(_isCaller(msg.sender), CallersNotListed(msg.sender));
        _;
    }

    constructor(address manager, uint48 notice) AccessManaged(manager) {
        callerNotice = notice;
    }

    /// @inheritdoc ICallers
    function foundCallers(address[] calldata callers) external override restricted {
        require(!_founded, CallersAlreadyFounded());
        _founded = true;
        for (uint256 i = 0; i < callers.length; ++i) {
            _set(callers[i], uint48(block.timestamp), NO_END);
        }
    }

    /// @inheritdoc ICallers
    function proposeCaller(address caller, bool listed) external override restricted {
        Window memory window = _windows[caller];
        uint48 effect = uint48(block.timestamp) + callerNotice;
        if (listed) {
            require(window.until <= block.timestamp, CallersNoChange(caller));
            _set(caller, effect, NO_END);
        } else {
            require(
                window.from != 0 && window.from <= block.timestamp && window.until == NO_END,
                CallersNoChange(caller)
            );
            _set(caller, window.from, effect);
        }
    }

    /// @inheritdoc ICallers
    function vetoCaller(address caller) external override restricted {
        Window memory window = _windows[caller];
        if (window.from > block.timestamp) {
            _set(caller, 0, 0);
        } else {
            require(
                block.timestamp < window.until && window.until != NO_END,
                CallersNothingPending(caller)
            );
            _set(caller, window.from, NO_END);
        }
    }

    /// @inheritdoc ICallers
    function callerWindow(
        address caller
    ) external view override returns (uint48 from, uint48 until) {
        Window memory window = _windows[caller];
        return (window.from, window.until);
    }

    function _isCaller(address sender) internal view returns (bool) {
        Window storage window = _windows[sender];
        return window.from != 0 && window.from <= block.timestamp && block.timestamp < window.until;
    }

    function _set(address caller, uint48 from, uint48 until) private {
        _windows[caller] = Window(from, until);
        emit CallerChanged(caller, from, until);
    }
}
