// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {IAgreements} from "../insurance/interfaces/IAgreements.sol";
import {IBenefitPlans} from "../insurance/interfaces/IBenefitPlans.sol";
import {ICatalogue} from "../insurance/interfaces/ICatalogue.sol";
import {IEnrolment} from "../insurance/interfaces/IEnrolment.sol";
import {IDrugLedger} from "../supply/interfaces/IDrugLedger.sol";
import {Rule} from "../types/Tariff.sol";
import {Deciding} from "./Deciding.sol";
import {IClaims} from "./interfaces/IClaims.sol";
import {IShadowDesk} from "./interfaces/IShadowDesk.sol";

/// @title ShadowDesk: proposed rules over past claims (policy)
/// @notice Holds nothing and writes nothing; it decides as the ClaimDesk does.
contract ShadowDesk is Deciding, IShadowDesk {
    constructor(
        IParticipantRegistry participants,
        ICatalogue catalogue,
        IBenefitPlans plans,
        IAgreements agreements,
        IEnrolment enrolment,
        IDrugLedger drugs,
        IClaims claims
    ) Deciding(participants, catalogue, plans, agreements, enrolment, drugs, claims) {}

    /// @inheritdoc IShadowDesk
    function shadow(
        ClaimFile calldata file,
        address provider,
        Rule[] calldata rules,
        uint256 balance
    ) external view override returns (Decision memory decision) {
        Case memory c = _open(file, PARTICIPANTS.membership(provider));
        uint256 count = file.lines.length;
        require(rules.length == count, ClaimListLength(rules.length, count));
        _rows(c, file.lines);
        for (uint256 i = 0; i < count; ++i) {
            if (Rule.unwrap(rules[i]) != 0) c.rules[i] = Rule.unwrap(rules[i]);
        }
        (decision, ) = _decide(c, file, balance, 0);
    }
}
