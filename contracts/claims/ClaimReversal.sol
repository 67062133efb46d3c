// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {IAgreements} from "../insurance/interfaces/IAgreements.sol";
import {IBenefitPlans} from "../insurance/interfaces/IBenefitPlans.sol";
import {ICatalogue} from "../insurance/interfaces/ICatalogue.sol";
import {IEnrolment} from "../insurance/interfaces/IEnrolment.sol";
import {IFundLedger} from "../insurance/interfaces/IFundLedger.sol";
import {IDrugLedger} from "../supply/interfaces/IDrugLedger.sol";
import {ClaimRecord} from "../types/Claim.sol";
import {ParticipantId} from "../types/Ids.sol";
import {Domain, Membership, ParticipantStatus} from "../types/Membership.sol";
import {Ruling} from "../types/Review.sol";
import {IClaimReversal} from "./interfaces/IClaimReversal.sol";
import {IClaims} from "./interfaces/IClaims.sol";
import {Reviews} from "./libraries/Reviews.sol";
import {Settling} from "./Settling.sol";
import {TakingBack} from "./TakingBack.sol";

/// @title ClaimReversal: claims are taken back (policy)
/// @notice Holds nothing; a caller of Claims and FundLedger.
///
///     review:  any --reverse (provider)--> DECIDED, ANSWERED or FINAL: an open appeal is over
///              NONE, DECIDED --reverse (insurer)--> DECIDED
///              APPEALED, ANSWERED --reverse (insurer; APPEALED: another account)--> ANSWERED
///              ESCALATED --reverse (regulator)--> FINAL
contract ClaimReversal is TakingBack, IClaimReversal {
    uint32 private constant ANY = type(uint32).max;

    constructor(
        IParticipantRegistry participants,
        ICatalogue catalogue,
        IBenefitPlans plans,
        IAgreements agreements,
        IEnrolment enrolment,
        IFundLedger funds,
        IDrugLedger drugs,
        IClaims claims
    ) Settling(participants, catalogue, plans, agreements, enrolment, funds, drugs, claims) {}

    /// @inheritdoc IClaimReversal
    function reverse(
        ClaimFile calldata file,
        ClaimRecord calldata record,
        uint256[] calldata results,
        uint48 fromAccount,
        Ruling calldata ruling
    ) external override {
        (Case memory c, Standing memory s) = _shown(file, record, results, fromAccount);
        require(_isOpen(s.state), ReviewStateWrong(s.id, s.state));
        uint256 former = CLAIMS.reviewOf(s.id);
        Membership sender = PARTICIPANTS.requireStanding(
            msg.sender,
            Domain.CLAIMS,
            ANY,
            ParticipantStatus.SUSPENDED
        );
        uint256 next =
            sender.participant() == ParticipantId.wrap(uint32(record.header))
                ? Reviews.withdrawn(s.id, former, ruling.reason, ruling.document)
                : Reviews.decided(
                    PARTICIPANTS,
                    msg.sender,
                    s.id,
                    record.header,
                    former,
                    ruling.reason,
                    ruling.document
                );
        CLAIMS.review(s.id, record.insured, former, next, ruling.document, msg.sender);
        _takeBack(c, file, record, s, ruling.document);
    }
}
