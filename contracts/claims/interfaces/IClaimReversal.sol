// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ClaimRecord} from "../../types/Claim.sol";
import {Ruling} from "../../types/Review.sol";
import {IClaimFiles} from "./IClaimFiles.sol";
import {IReversals} from "./IReversals.sol";

/// @title IClaimReversal: claims are taken back
/// @notice IReversals.sol has what that means. A claim that was taken back may be decided again by the
/// insurer (`IClaimReview.readjudicate`), or its lines be billed by another invoice; it is not taken back
/// twice.
interface IClaimReversal is IClaimFiles, IReversals {
    /// @notice Takes back a claim that is ADJUDICATED, DUE or PAID; by its provider or its insurer.
    function reverse(
        ClaimFile calldata file,
        ClaimRecord calldata record,
        uint256[] calldata results,
        uint48 fromAccount,
        Ruling calldata ruling
    ) external;
}
