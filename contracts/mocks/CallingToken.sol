// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title CallingToken: a settlement token that calls another contract while it pays
/// @notice For tests of ClaimDesk alone.
contract CallingToken {
    address private _target;
    bytes private _call;

    /// @notice How the call was answered, and how often tokens were to move.
    bool public succeeded;
    bytes public answer;
    uint256 public payments;

    function arm(address target, bytes calldata call_) external {
        _target = target;
        _call = call_;
    }

    function transfer(address, uint256) external returns (bool) {
        ++payments;
        // solhint-disable-next-line avoid-low-level-calls
        (succeeded, answer) = _target.call(_call);
        return true;
    }

    function transferFrom(address, address, uint256) external pure returns (bool) {
        return true;
    }
}
