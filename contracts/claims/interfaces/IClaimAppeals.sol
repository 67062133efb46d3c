// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ClaimRecord} from "../../types/Claim.sol";
import {ClaimId, ParticipantId} from "../../types/Ids.sol";
import {Appeal} from "../../types/Review.sol";
import {IReviews} from "./IReviews.sol";

/// @title IClaimAppeals: claims are denied by a human, appealed against, and upheld
/// @notice A decision may be appealed against within 60 days, by its provider or by the insured person. The
/// insurer has 30 days to decide a PENDED claim or an appeal: then the appeal goes to the regulator, as a
/// second one does. `IClaimReview.readjudicate` is how an appeal is won.
interface IClaimAppeals is IReviews {
    /// @notice The claim is another provider's.
    error AppealNotProvider(ClaimId id, ParticipantId provider, ParticipantId sender);
    /// @notice Until then it could have been appealed against.
    error AppealTooLate(ClaimId id, uint40 until, uint40 now_);
    /// @notice Until then the insurer may decide.
    error AppealTooEarly(ClaimId id, uint40 until, uint40 now_);
    /// @notice What was signed came too late.
    error AppealDeadlinePassed(uint40 deadline, uint40 now_);
    /// @notice What was signed is against another decision, or at another stage.
    error AppealOutdated(ClaimId id);

    /// @notice Denies a PENDED claim; by who decides it.
    /// @param reason CARC number
    /// @param document Salted digest of the written reasons
    function deny(
        ClaimId id,
        ClaimRecord calldata record,
        uint16 reason,
        bytes32 document
    ) external;

    /// @notice Appeals against what was decided, as the provider.
    /// @param fromAccount What the personal account gave, of a PAID claim
    function appeal(
        ClaimId id,
        ClaimRecord calldata record,
        uint48 fromAccount,
        bytes32 document
    ) external;

    /// @notice The same as the insured person, by any sender, with her signature.
    function appealFor(
        ClaimRecord calldata record,
        uint48 fromAccount,
        Appeal calldata terms,
        bytes calldata signer,
        bytes calldata signature
    ) external;

    /// @notice Decides an appeal: what was decided stands.
    function uphold(
        ClaimId id,
        ClaimRecord calldata record,
        uint48 fromAccount,
        uint16 reason,
        bytes32 document
    ) external;

    /// @notice The word of a claim's review (`IClaims.reviewOf`) before and after an account decides now; reverts
    /// unless it may.
    /// @param header The claim's
    function decidedBy(
        address account,
        ClaimId id,
        uint256 header,
        uint16 reason,
        bytes32 document
    ) external view returns (uint256 former, uint256 next);
}
