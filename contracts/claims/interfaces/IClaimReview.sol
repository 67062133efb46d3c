// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ClaimRecord} from "../../types/Claim.sol";
import {Ruling} from "../../types/Review.sol";
import {IClaimFiles} from "./IClaimFiles.sol";
import {IReversals} from "./IReversals.sol";

/// @title IClaimReview: claims are decided again
/// @notice IReversals.sol has what taking back means.
interface IClaimReview is IClaimFiles, IReversals {
    /// @notice These flags stay in the way: of those that were found, a human waives DUP_LINE, OFF_INDICATION
    /// and OVER_FREQ.
    error ReviewFlagsFixed(uint32 waived);

    /// @notice Decides a claim by the rules as they are now: releases one that is PENDED, or takes the former
    /// decision back and decides again; by an account of the insurer or, after a second appeal, of a
    /// regulator. What stands is paid in the same transaction, when pool and payee allow.
    /// @param results Words of the former decision's lines, of a claim that stood
    /// @param fromAccount What the personal account gave, of a PAID claim
    function readjudicate(
        ClaimFile calldata file,
        ClaimRecord calldata record,
        uint256[] calldata results,
        uint48 fromAccount,
        Ruling calldata ruling
    ) external returns (Decision memory);
}
