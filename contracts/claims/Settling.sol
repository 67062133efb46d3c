// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {IAgreements} from "../insurance/interfaces/IAgreements.sol";
import {IBenefitPlans} from "../insurance/interfaces/IBenefitPlans.sol";
import {ICatalogue} from "../insurance/interfaces/ICatalogue.sol";
import {IEnrolment} from "../insurance/interfaces/IEnrolment.sol";
import {IFundLedger} from "../insurance/interfaces/IFundLedger.sol";
import {IDrugLedger} from "../supply/interfaces/IDrugLedger.sol";
import {Claim, ClaimRecord, ClaimState} from "../types/Claim.sol";
import {Payment} from "../types/Fund.sol";
import {ClaimId, ParticipantId, SubjectId} from "../types/Ids.sol";
import {Deciding} from "./Deciding.sol";
import {IClaims} from "./interfaces/IClaims.sol";

/// @title Settling: what was decided is paid (policy)
/// @notice Base of the desks that pay: a decision is written first, and paid once.
abstract contract Settling is Deciding {
    IFundLedger internal immutable FUNDS;

    constructor(
        IParticipantRegistry participants,
        ICatalogue catalogue,
        IBenefitPlans plans,
        IAgreements agreements,
        IEnrolment enrolment,
        IFundLedger funds,
        IDrugLedger drugs,
        IClaims claims
    ) Deciding(participants, catalogue, plans, agreements, enrolment, drugs, claims) {
        FUNDS = funds;
    }

    function _pay(
        ClaimId id,
        ClaimRecord memory claim,
        ClaimState state
    ) internal returns (ClaimState) {
        uint48 fromPool = uint48(claim.totals);
        uint48 fromAccount = uint48(claim.totals >> 48);
        bool paid = true;
        uint256 taken;
        if (fromPool != 0 || fromAccount != 0) {
            (paid, taken) = FUNDS.pay(
                Payment(
                    claim.pool,
                    ParticipantId.wrap(uint32(claim.header)),
                    claim.insured,
                    fromPool,
                    fromAccount,
                    state == ClaimState.DUE,
                    ClaimId.unwrap(id)
                )
            );
        }
        ClaimState next = paid ? ClaimState.PAID : ClaimState.DUE;
        if (next != state) CLAIMS.settle(id, claim.insured, next, taken, msg.sender);
        return next;
    }

    function _markPaid(Case memory c, Claim calldata claim, Findings memory found) internal {
        for (uint256 i = 0; i < found.sold; ++i) {
            DRUGS.markPaid(
                found.sales[i],
                SubjectId.unwrap(claim.insured),
                found.salts[i],
                ParticipantId.wrap(uint32(c.header)),
                msg.sender
            );
        }
    }
}
