// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ClaimId} from "../../types/Ids.sol";
import {IReviews} from "./IReviews.sol";

/// @title IReversals: what was decided is taken back
/// @notice Whoever does it shows the claim's file as it was billed and the record of the last decision, both
/// checked against the claim's slot. Nothing is edited: what was decided is taken back by an entry of its
/// own, and what is decided then is another one. Room in the balance and marks of lines, frequencies and
/// nights are free again for claims to come; what was paid becomes the provider's debt, taken off its next
/// payments, and what the personal account gave is on it again. A unit's sale stays spent on its claim: one
/// that is decided again is paid by the units that paid it before.
///
/// Nights of a stay that overlapped another one stay marked: whose they are, a human said once.
interface IReversals is IReviews {
    /// @notice The words shown are not the results that the record commits to.
    error ReviewResultsMismatch(ClaimId id);
}
