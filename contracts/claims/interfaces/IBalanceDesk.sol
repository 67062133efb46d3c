// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Segment} from "../../types/Coverage.sol";
import {ParticipantId, SegmentId} from "../../types/Ids.sol";

/// @title IBalanceDesk: insurers state what was used of a benefit year
/// @notice For what was billed elsewhere: before the insurer joined, or by whom this ledger does not reach. What
/// the fund paid here and how many claims there were stays as it is.
interface IBalanceDesk {
    /// @notice A segment, and what its balance is set to (minor units). `document`: digest of the statement.
    struct Restatement {
        Segment segment;
        uint64 deductible;
        uint64 own;
        bytes32 document;
    }

    /// @notice Only the insurer of a segment states its balance.
    error BalanceNotInsurer(ParticipantId insurer, ParticipantId sender);
    /// @notice There is no such segment.
    error BalanceSegmentUnknown(SegmentId segment);
    /// @notice None is named, or more than one transaction takes.
    error BalanceListLength(uint256 length, uint256 most);

    /// @notice Sets what was used of the deductible and what the members bore, for claims that come after it; by
    /// the segments' insurer. Claims that were decided stay as they are.
    function restateMany(Restatement[] calldata restatements) external;
}
