// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title ICallers: the list of policy contracts that may write to an evidence contract
/// @notice The first callers are named once, while the suite is being deployed. From then on a
/// caller comes or goes only after a notice that a veto can stop.
interface ICallers {
    /// @notice `caller` may write from `from` to `until` (Unix time, `until` excluded; the largest
    /// value: no end). The operation id of the AccessManager stands for the actor.
    event CallerChanged(address indexed caller, uint48 from, uint48 until);

    /// @notice The sender is not a caller at this moment.
    error CallersNotListed(address sender);
    /// @notice The first callers were named already.
    error CallersAlreadyFounded();
    /// @notice The proposal would change nothing, or another is pending.
    error CallersNoChange(address caller);
    /// @notice No change of this caller is pending.
    error CallersNothingPending(address caller);

    /// @notice Names the first callers, once, at once.
    function foundCallers(address[] calldata callers) external;

    /// @notice Proposes that `caller` be listed (`listed`) or dropped, after the notice.
    function proposeCaller(address caller, bool listed) external;

    /// @notice Stops the pending change of `caller`.
    function vetoCaller(address caller) external;

    /// @notice Seconds between the proposal of a change and its effect.
    function callerNotice() external view returns (uint48);

    /// @notice When `caller` may write; (0, 0) if it was never listed.
    function callerWindow(address caller) external view returns (uint48 from, uint48 until);
}
