// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title INotice: rules that are announced before they hold
/// @notice A register (a jurisdiction's catalogue, an insurer's plans) is filled with the rules that hold
/// already, then opened, once. From then on, rules begin after a notice only. Days are Modified Julian Days
/// (1858-11-17 is 0) in UTC.
interface INotice {
    /// @notice A register was opened: whatever is published in it from now on is announced first.
    event RegisterOpened(bytes32 indexed register, uint40 openedAt, address actor);

    /// @notice The rule would begin before the notice is over, or with day 0.
    error NoticeTooShort(bytes32 register, uint24 from, uint24 earliest);
    /// @notice The register is open already.
    error NoticeRegisterOpen(bytes32 register, uint40 openedAt);

    /// @notice Days between the publication of a rule and the first day on which it can hold.
    function noticeDays() external view returns (uint24);

    /// @notice When a register was opened (Unix time); 0: it is being filled. A jurisdiction's register is its
    /// 40 bits, an insurer's its number.
    function openedAt(bytes32 register) external view returns (uint40);
}
