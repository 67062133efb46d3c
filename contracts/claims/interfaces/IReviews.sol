// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ClaimState} from "../../types/Claim.sol";
import {ClaimId, ParticipantId} from "../../types/Ids.sol";
import {ReviewStage} from "../../types/Review.sol";

/// @title IReviews: what people decide of claims, and who may
/// @notice What the contracts of reviews have in common. Each act stands in a `ClaimReviewed` event with the
/// account that acted: an account of an insurer or regulator is one person's, and the institution knows
/// whose. An appeal is decided by another account than the decision, a second one by a regulator of the
/// insurer's jurisdiction, or of one above it.
interface IReviews {
    /// @notice The claim is not in a state in which this is decided.
    error ReviewStateWrong(ClaimId id, ClaimState state);
    /// @notice The review is not at a stage at which this is done.
    error ReviewStageWrong(ClaimId id, ReviewStage stage);
    /// @notice Somebody else decides of this claim.
    error ReviewNotInsurer(ClaimId id, ParticipantId insurer, ParticipantId sender);
    /// @notice It is with a regulator, of the insurer's jurisdiction or of one above it.
    error ReviewNotRegulator(ClaimId id, uint40 jurisdiction, uint40 own);
    /// @notice Who decided does not decide the appeal against it.
    error ReviewSameAccount(ClaimId id, address account);
    /// @notice Who decides says why: a reason's number and a document.
    error ReviewReasonMissing(ClaimId id);
}
