// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParticipantRegistry} from "../../identity/interfaces/IParticipantRegistry.sol";
import {Codes} from "../../types/Codes.sol";
import {ClaimId, ParticipantId} from "../../types/Ids.sol";
import {Domain, Membership} from "../../types/Membership.sol";
import {ReviewStage} from "../../types/Review.sol";
import {IReviews} from "../interfaces/IReviews.sol";

/// @title Reviews: who decides of a claim at which stage (policy)
/// @notice The word of a review is as `IClaims.reviewOf` says.
library Reviews {
    uint32 private constant REGULATORS = uint32(1 << Codes.PARTICIPANT_KIND_REGULATOR);
    uint32 private constant DECIDERS =
        REGULATORS |
            uint32(
                (1 << Codes.PARTICIPANT_KIND_INSURANCE_AGENCY) |
                    (1 << Codes.PARTICIPANT_KIND_COMMERCIAL_INSURER)
            );

    /// @dev A word as of now.
    function packed(
        ReviewStage stage,
        uint16 reason,
        address reviewer
    ) internal view returns (uint256) {
        return
            uint256(stage) |
            (uint256(uint40(block.timestamp)) << 8) |
            (uint256(reason) << 48) |
            (uint256(uint160(reviewer)) << 64);
    }

    /// @dev The word after an account decided; reverts unless it may.
    function decided(
        IParticipantRegistry participants,
        address account,
        ClaimId id,
        uint256 header,
        uint256 word,
        uint16 reason,
        bytes32 document
    ) internal view returns (uint256) {
        require(reason != 0 && document != 0, IReviews.ReviewReasonMissing(id));
        Membership sender = participants.requireActive(account, Domain.CLAIMS, DECIDERS);
        ParticipantId insurer = ParticipantId.wrap(uint32(header >> 32));
        ReviewStage stage = stageOf(word);
        if (stage == ReviewStage.ESCALATED) {
            uint40 of_ = participants.participant(insurer).jurisdiction();
            require(
                sender.kinds() & REGULATORS != 0 && _isWithin(of_, sender.jurisdiction()),
                IReviews.ReviewNotRegulator(id, of_, sender.jurisdiction())
            );
            return packed(ReviewStage.FINAL, reason, account);
        }
        require(
            insurer == sender.participant(),
            IReviews.ReviewNotInsurer(id, insurer, sender.participant())
        );
        require(stage != ReviewStage.FINAL, IReviews.ReviewStageWrong(id, stage));
        require(
            stage != ReviewStage.APPEALED || reviewerOf(word) != account,
            IReviews.ReviewSameAccount(id, account)
        );
        return
            packed(
                stage < ReviewStage.APPEALED ? ReviewStage.DECIDED : ReviewStage.ANSWERED,
                reason,
                account
            );
    }

    /// @dev The word after the provider took its claim back: an appeal of it is over.
    function withdrawn(
        ClaimId id,
        uint256 word,
        uint16 reason,
        bytes32 document
    ) internal view returns (uint256) {
        require(reason != 0 && document != 0, IReviews.ReviewReasonMissing(id));
        ReviewStage stage = stageOf(word);
        if (stage < ReviewStage.ANSWERED) stage = ReviewStage.DECIDED;
        else if (stage == ReviewStage.ESCALATED) stage = ReviewStage.ANSWERED;
        return packed(stage, reason, msg.sender);
    }

    function stageOf(uint256 word) internal pure returns (ReviewStage) {
        return ReviewStage(uint8(word));
    }

    /// @dev When the stage was reached.
    function timeOf(uint256 word) internal pure returns (uint40) {
        return uint40(word >> 8);
    }

    /// @dev Who decided last; nobody: rules did.
    function reviewerOf(uint256 word) internal pure returns (address) {
        return address(uint160(word >> 64));
    }

    /// @dev Whether a jurisdiction is this one or, of divisions (scheme 1: two digits a level), below it.
    function _isWithin(uint40 jurisdiction, uint40 above) private pure returns (bool) {
        if (jurisdiction == above) return true;
        if (uint8(jurisdiction) != 1 || uint8(above) != 1) return false;
        uint256 code = jurisdiction >> 8;
        uint256 asked = above >> 8;
        return asked == 0 || asked == code - (code % 10_000) || asked == code - (code % 100);
    }
}
