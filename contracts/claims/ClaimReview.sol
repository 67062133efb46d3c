// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {IAgreements} from "../insurance/interfaces/IAgreements.sol";
import {IBenefitPlans} from "../insurance/interfaces/IBenefitPlans.sol";
import {ICatalogue} from "../insurance/interfaces/ICatalogue.sol";
import {IEnrolment} from "../insurance/interfaces/IEnrolment.sol";
import {IFundLedger} from "../insurance/interfaces/IFundLedger.sol";
import {IDrugLedger} from "../supply/interfaces/IDrugLedger.sol";
import {ClaimRecord, ClaimState, Flag, Mark} from "../types/Claim.sol";
import {Ruling} from "../types/Review.sol";
import {IClaimAppeals} from "./interfaces/IClaimAppeals.sol";
import {IClaimReview} from "./interfaces/IClaimReview.sol";
import {IClaims} from "./interfaces/IClaims.sol";
import {Marking} from "./libraries/Marking.sol";
import {Settling} from "./Settling.sol";
import {TakingBack} from "./TakingBack.sol";

/// @title ClaimReview: claims are decided again, and taken back (policy)
/// @notice Holds nothing; a caller of Claims, FundLedger and DrugLedger, replaced by making its successor that.
/// ClaimReversal.sol and ClaimAppeals.sol have the rest of a review.
///
///     review:  NONE, DECIDED --readjudicate (insurer)--> DECIDED
///              APPEALED, ANSWERED --readjudicate (insurer; APPEALED: another account)--> ANSWERED
///              ESCALATED --readjudicate (regulator)--> FINAL
///
/// INV-CLAIMS-11: who decided does not decide the appeal against it; what a regulator decided, no insurer
/// changes.
contract ClaimReview is TakingBack, IClaimReview {
    using Marking for Marking.Marks;

    uint256 private constant WAIVABLE =
        (1 << uint256(Flag.DUP_LINE)) |
            (1 << uint256(Flag.OFF_INDICATION)) |
            (1 << uint256(Flag.OVER_FREQ));
    /// @dev Flags of a drug line whose unit's sale did not pay it.
    uint256 private constant UNPAID =
        (1 << uint256(Flag.DUP_TRACE_CODE)) |
            (1 << uint256(Flag.NO_DISPENSE)) |
            (1 << uint256(Flag.RECALLED_DRUG));

    IClaimAppeals private immutable APPEALS;

    constructor(
        IParticipantRegistry participants,
        ICatalogue catalogue,
        IBenefitPlans plans,
        IAgreements agreements,
        IEnrolment enrolment,
        IFundLedger funds,
        IDrugLedger drugs,
        IClaims claims,
        IClaimAppeals appeals
    ) Settling(participants, catalogue, plans, agreements, enrolment, funds, drugs, claims) {
        APPEALS = appeals;
    }

    /// @inheritdoc IClaimReview
    function readjudicate(
        ClaimFile calldata file,
        ClaimRecord calldata record,
        uint256[] calldata results,
        uint48 fromAccount,
        Ruling calldata ruling
    ) external override returns (Decision memory decision) {
        require(ruling.waived & ~WAIVABLE == 0, ReviewFlagsFixed(ruling.waived));
        (Case memory c, Standing memory s) = _shown(file, record, results, fromAccount);
        (uint256 former, uint256 next) = APPEALS.decidedBy(
            msg.sender,
            s.id,
            record.header,
            ruling.reason,
            ruling.document
        );
        CLAIMS.review(s.id, record.insured, former, next, ruling.document, msg.sender);
        if (_isOpen(s.state)) _takeBack(c, file, record, s, ruling.document);
        return _decideAgain(c, file, s, ruling.waived);
    }

    function _decideAgain(
        Case memory c,
        ClaimFile calldata file,
        Standing memory s,
        uint256 waived
    ) private returns (Decision memory decision) {
        (uint256 word, uint256 balance) = CLAIMS.standingOf(s.id, c.segment);
        Findings memory found = _find(c, file);
        uint256[] memory noted = _waive(c, s.results, waived);
        uint256 moved;
        // What pends a claim is what the human looked at.
        (decision, moved) = _decide(c, file, balance, found.flags & ~PENDING);
        uint256 all = found.flags;
        for (uint256 i = 0; i < noted.length; ++i) {
            decision.results[2 * i + 1] |= noted[i] << 120;
            all |= noted[i];
        }
        decision.totals |= all << 192;
        ClaimRecord memory record = _record(c, file, decision);
        bool stands = decision.state == ClaimState.ADJUDICATED;
        Mark[] memory marks;
        if (stands) marks = found.marks.all();
        CLAIMS.decide(
            s.id,
            word,
            decision.state,
            record,
            moved,
            decision.results,
            marks,
            msg.sender
        );
        if (!stands) return decision;
        _markPaid(c, file.claim, found);
        if (c.frozenUntil <= block.timestamp) {
            decision.state = _pay(s.id, record, ClaimState.ADJUDICATED);
        }
    }

    /// @dev Takes what is waived out of the way, and gives it back for the results. A drug line that a sale
    /// paid before is paid by it again.
    function _waive(
        Case memory c,
        uint256[] memory results,
        uint256 waived
    ) private pure returns (uint256[] memory noted) {
        noted = new uint256[](c.found.length);
        bool stood = results.length != 0;
        for (uint256 i = 0; i < noted.length; ++i) {
            uint256 odd = c.found[i];
            if (odd == 0) continue;
            noted[i] = odd & waived;
            odd &= ~waived;
            if (stood && (results[2 * i + 1] >> 120) & UNPAID == 0) {
                odd &= ~_bit(Flag.DUP_TRACE_CODE);
            }
            c.found[i] = odd;
        }
    }
}
