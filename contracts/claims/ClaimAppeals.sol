// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {ISubjectRegistry} from "../identity/interfaces/ISubjectRegistry.sol";
import {ClaimRecord, ClaimState, Mark} from "../types/Claim.sol";
import {ClaimId, ParticipantId} from "../types/Ids.sol";
import {Domain, ParticipantStatus} from "../types/Membership.sol";
import {Appeal, hashAppeal, ReviewStage} from "../types/Review.sol";
import {IClaimAppeals} from "./interfaces/IClaimAppeals.sol";
import {IClaims} from "./interfaces/IClaims.sol";
import {Reviews} from "./libraries/Reviews.sol";

/// @title ClaimAppeals: claims are denied by a human, appealed against, and upheld (policy)
/// @notice Holds nothing; a caller of Claims. ClaimReview.sol has what else may be decided.
///
///     review:  NONE, DECIDED --appeal (provider, insured; within 60 days)--> APPEALED
///              NONE, of a PENDED claim --appeal (after 30 days)--> ESCALATED
///              APPEALED --appeal (after 30 days)--> ESCALATED
///              ANSWERED --appeal (within 60 days)--> ESCALATED
///              NONE, of a PENDED claim --deny (insurer)--> DECIDED
///              APPEALED --uphold (another account of the insurer)--> ANSWERED
///              ESCALATED --uphold; deny, of a PENDED claim (regulator)--> FINAL
contract ClaimAppeals is EIP712, IClaimAppeals {
    uint32 private constant ANY = type(uint32).max;
    uint40 private constant APPEAL_TIME = 60 days;
    uint40 private constant ANSWER_TIME = 30 days;

    IParticipantRegistry private immutable PARTICIPANTS;
    ISubjectRegistry private immutable SUBJECTS;
    IClaims private immutable CLAIMS;

    constructor(
        IParticipantRegistry participants,
        ISubjectRegistry subjects,
        IClaims claims
    ) EIP712("CareLedger ClaimAppeals", "1") {
        PARTICIPANTS = participants;
        SUBJECTS = subjects;
        CLAIMS = claims;
    }

    /// @inheritdoc IClaimAppeals
    function deny(
        ClaimId id,
        ClaimRecord calldata record,
        uint16 reason,
        bytes32 document
    ) external override {
        ClaimState state = CLAIMS.requireRecord(id, record, 0);
        require(state == ClaimState.PENDED, ReviewStateWrong(id, state));
        _decide(id, record, reason, document);
        Mark[] memory none;
        CLAIMS.end(id, ClaimState.DENIED, record, 0, 0, none, document, msg.sender);
    }

    /// @inheritdoc IClaimAppeals
    function uphold(
        ClaimId id,
        ClaimRecord calldata record,
        uint48 fromAccount,
        uint16 reason,
        bytes32 document
    ) external override {
        ClaimState state = CLAIMS.requireRecord(id, record, fromAccount);
        require(state != ClaimState.PENDED, ReviewStateWrong(id, state));
        ReviewStage stage = Reviews.stageOf(CLAIMS.reviewOf(id));
        require(
            stage == ReviewStage.APPEALED || stage == ReviewStage.ESCALATED,
            ReviewStageWrong(id, stage)
        );
        _decide(id, record, reason, document);
    }

    /// @inheritdoc IClaimAppeals
    function appeal(
        ClaimId id,
        ClaimRecord calldata record,
        uint48 fromAccount,
        bytes32 document
    ) external override {
        ParticipantId sender = PARTICIPANTS
            .requireStanding(msg.sender, Domain.CLAIMS, ANY, ParticipantStatus.SUSPENDED)
            .participant();
        ParticipantId provider = ParticipantId.wrap(uint32(record.header));
        ClaimState state = CLAIMS.requireRecord(id, record, fromAccount);
        require(sender == provider, AppealNotProvider(id, provider, sender));
        _appeal(id, record, state, CLAIMS.reviewOf(id), document);
    }

    /// @inheritdoc IClaimAppeals
    function appealFor(
        ClaimRecord calldata record,
        uint48 fromAccount,
        Appeal calldata terms,
        bytes calldata signer,
        bytes calldata signature
    ) external override {
        uint40 now_ = uint40(block.timestamp);
        require(now_ <= terms.deadline, AppealDeadlinePassed(terms.deadline, now_));
        ClaimState state = CLAIMS.requireRecord(terms.claim, record, fromAccount);
        uint256 review = CLAIMS.reviewOf(terms.claim);
        require(
            CLAIMS.claimOf(terms.claim) == terms.word && Reviews.stageOf(review) == terms.stage,
            AppealOutdated(terms.claim)
        );
        SUBJECTS.requireSigned(
            record.insured,
            _hashTypedDataV4(hashAppeal(terms)),
            signer,
            signature
        );
        _appeal(terms.claim, record, state, review, terms.document);
    }

    /// @inheritdoc IClaimAppeals
    function decidedBy(
        address account,
        ClaimId id,
        uint256 header,
        uint16 reason,
        bytes32 document
    ) public view override returns (uint256 former, uint256 next) {
        former = CLAIMS.reviewOf(id);
        next = Reviews.decided(PARTICIPANTS, account, id, header, former, reason, document);
    }

    function _appeal(
        ClaimId id,
        ClaimRecord calldata record,
        ClaimState state,
        uint256 review,
        bytes32 document
    ) private {
        require(document != 0, ReviewReasonMissing(id));
        ReviewStage stage = Reviews.stageOf(review);
        require(
            stage != ReviewStage.ESCALATED && stage != ReviewStage.FINAL,
            ReviewStageWrong(id, stage)
        );
        uint40 now_ = uint40(block.timestamp);
        uint40 since = stage == ReviewStage.NONE ? record.decidedAt : Reviews.timeOf(review);
        // A claim or an appeal that nobody decides goes on.
        bool waits = state == ClaimState.PENDED || stage == ReviewStage.APPEALED;
        uint40 until = since + (waits ? ANSWER_TIME : APPEAL_TIME);
        if (waits) require(now_ > until, AppealTooEarly(id, until, now_));
        else require(now_ <= until, AppealTooLate(id, until, now_));
        CLAIMS.review(
            id,
            record.insured,
            review,
            Reviews.packed(
                waits || stage == ReviewStage.ANSWERED
                    ? ReviewStage.ESCALATED
                    : ReviewStage.APPEALED,
                0,
                Reviews.reviewerOf(review)
            ),
            document,
            msg.sender
        );
    }

    function _decide(
        ClaimId id,
        ClaimRecord calldata record,
        uint16 reason,
        bytes32 document
    ) private {
        (uint256 former, uint256 next) = decidedBy(msg.sender, id, record.header, reason, document);
        CLAIMS.review(id, record.insured, former, next, document, msg.sender);
    }
}
