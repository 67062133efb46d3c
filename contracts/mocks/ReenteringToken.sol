// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title ReenteringToken: a settlement token that calls back while it pays
/// @notice For tests of Procurement and of the fund ledger: what it was called back with comes as it is.
contract ReenteringToken {
    bytes private _call;

    /// @notice How the callback was answered, and how often tokens were to move.
    bool public succeeded;
    bytes public answer;
    uint256 public payments;

    function arm(bytes calldata call_) external {
        _call = call_;
    }

    function transferFrom(address, address, uint256) external returns (bool) {
        return _callBack();
    }

    function transfer(address, uint256) external returns (bool) {
        return _callBack();
    }

    function _callBack() private returns (bool) {
        ++payments;
        // solhint-disable-next-line avoid-low-level-calls
        (succeeded, answer) = msg.sender.call(_call);
        return true;
    }
}
