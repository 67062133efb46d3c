// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {IAgreements} from "../insurance/interfaces/IAgreements.sol";
import {IBenefitPlans} from "../insurance/interfaces/IBenefitPlans.sol";
import {ICatalogue} from "../insurance/interfaces/ICatalogue.sol";
import {IEnrolment} from "../insurance/interfaces/IEnrolment.sol";
import {IFundLedger} from "../insurance/interfaces/IFundLedger.sol";
import {IDrugLedger} from "../supply/interfaces/IDrugLedger.sol";
import {ClaimRecord, ClaimState, Mark} from "../types/Claim.sol";
import {ClaimId} from "../types/Ids.sol";
import {Domain, Membership, ParticipantStatus} from "../types/Membership.sol";
import {IClaimDesk} from "./interfaces/IClaimDesk.sol";
import {IClaims} from "./interfaces/IClaims.sol";
import {Marking} from "./libraries/Marking.sol";
import {Settling} from "./Settling.sol";

/// @title ClaimDesk: claims are decided by rules and paid at once (policy)
/// @notice Holds nothing. It checks what it is shown against the evidence contracts, decides by the
/// libraries Rows and Adjudication, and is replaced by making its successor their caller. A claim is written
/// before it is paid, and while it is paid the FundLedger takes no other payment: a token that calls back
/// finds the invoice billed and the money locked.
///
/// INV-CLAIMS-7: a unit's sale pays one claim's line, of its dispenser, for its payer.
/// INV-CLAIMS-8: what a claim pays is what it was decided to, from the pool of the person's jurisdiction.
contract ClaimDesk is Settling, IClaimDesk {
    using Marking for Marking.Marks;

    uint32 private constant ANY = type(uint32).max;
    uint256 private constant MOST_CLAIMS = 200;

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

    /// @inheritdoc IClaimDesk
    function submit(ClaimFile calldata file) external override returns (Decision memory) {
        return _submit(file, _provider(msg.sender));
    }

    /// @inheritdoc IClaimDesk
    function submitMany(
        ClaimFile[] calldata files
    ) external override returns (Decision[] memory decisions) {
        uint256 count = files.length;
        require(count != 0 && count <= MOST_CLAIMS, ClaimListLength(count, MOST_CLAIMS));
        Membership sender = _provider(msg.sender);
        decisions = new Decision[](count);
        for (uint256 i = 0; i < count; ++i) decisions[i] = _submit(files[i], sender);
    }

    /// @inheritdoc IClaimDesk
    function payLater(
        ClaimId id,
        ClaimRecord calldata claim
    ) external override returns (bool paid) {
        PARTICIPANTS.requireStanding(msg.sender, Domain.CLAIMS, ANY, ParticipantStatus.SUSPENDED);
        ClaimState state = ClaimState(uint8(CLAIMS.claimOf(id)));
        require(
            state == ClaimState.NONE || state == ClaimState.ADJUDICATED || state == ClaimState.DUE,
            ClaimNotPayable(id, state)
        );
        CLAIMS.requireRecord(id, claim, 0);
        uint40 until = AGREEMENTS.agreementOf(claim.agreement).frozenUntil();
        require(
            until <= block.timestamp,
            ClaimAgreementFrozen(claim.agreement, until, uint40(block.timestamp))
        );
        return _pay(id, claim, state) == ClaimState.PAID;
    }

    function _submit(
        ClaimFile calldata file,
        Membership sender
    ) private returns (Decision memory decision) {
        Case memory c = _open(file, sender);
        ClaimId id = _idOf(c, file.claim);
        (uint256 word, uint256 balance) = CLAIMS.standingOf(id, c.segment);
        require(word == 0, IClaims.ClaimExists(id, ClaimState(uint8(word))));
        _rows(c, file.lines);
        Findings memory found = _find(c, file);
        uint256 moved;
        (decision, moved) = _decide(c, file, balance, found.flags);
        ClaimRecord memory claim = _record(c, file, decision);
        bool stands = decision.state == ClaimState.ADJUDICATED;
        Mark[] memory marks;
        if (stands) marks = found.marks.all();
        CLAIMS.decide(id, 0, decision.state, claim, moved, decision.results, marks, msg.sender);
        if (!stands) return decision;
        _markPaid(c, file.claim, found);
        if (c.frozenUntil <= block.timestamp) {
            decision.state = _pay(id, claim, ClaimState.ADJUDICATED);
        }
    }
}
