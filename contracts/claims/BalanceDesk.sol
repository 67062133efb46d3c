// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {IEnrolment} from "../insurance/interfaces/IEnrolment.sol";
import {Codes} from "../types/Codes.sol";
import {Coverage, hashSegment} from "../types/Coverage.sol";
import {ParticipantId, SegmentId} from "../types/Ids.sol";
import {Domain} from "../types/Membership.sol";
import {IBalanceDesk} from "./interfaces/IBalanceDesk.sol";
import {IClaims} from "./interfaces/IClaims.sol";

/// @title BalanceDesk: insurers state what was used of a benefit year (policy)
/// @notice Holds nothing; a caller of Claims.
///
/// INV-CLAIMS-9: the balance of a segment is restated by its insurer alone, and what its pool paid for it
/// stays counted.
contract BalanceDesk is IBalanceDesk {
    uint32 private constant INSURERS = uint32(
        (1 << Codes.PARTICIPANT_KIND_INSURANCE_AGENCY) |
            (1 << Codes.PARTICIPANT_KIND_COMMERCIAL_INSURER)
    );
    uint256 private constant MOST = 100;
    /// @dev Paid by the fund 64 in the middle, and the number of claims 64 on top.
    uint256 private constant KEPT =
        (uint256(type(uint64).max) << 64) | (uint256(type(uint64).max) << 192);

    IParticipantRegistry private immutable PARTICIPANTS;
    IEnrolment private immutable ENROLMENT;
    IClaims private immutable CLAIMS;

    constructor(IParticipantRegistry participants, IEnrolment enrolment, IClaims claims) {
        PARTICIPANTS = participants;
        ENROLMENT = enrolment;
        CLAIMS = claims;
    }

    /// @inheritdoc IBalanceDesk
    function restateMany(Restatement[] calldata restatements) external override {
        uint256 count = restatements.length;
        require(count != 0 && count <= MOST, BalanceListLength(count, MOST));
        ParticipantId sender = PARTICIPANTS
            .requireActive(msg.sender, Domain.CLAIMS, INSURERS)
            .participant();
        for (uint256 i = 0; i < count; ++i) _restate(restatements[i], sender);
    }

    function _restate(Restatement calldata r, ParticipantId sender) private {
        require(r.segment.insurer == sender, BalanceNotInsurer(r.segment.insurer, sender));
        SegmentId id = hashSegment(r.segment);
        require(Coverage.unwrap(ENROLMENT.coverageOf(id)) != 0, BalanceSegmentUnknown(id));
        uint256 balance = (CLAIMS.balanceOf(id) & KEPT) | r.deductible | (uint256(r.own) << 128);
        CLAIMS.restate(id, r.segment.insured, balance, r.document, msg.sender);
    }
}
