// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Agreement} from "../../types/Agreement.sol";
import {Claim, ClaimLine, ClaimState, DispensedUnit} from "../../types/Claim.sol";
import {AgreementId, ClaimId, ParticipantId, PlanId, SegmentId} from "../../types/Ids.sol";
import {Plan} from "../../types/Tariff.sol";

/// @title IClaimFiles: claims as they are shown, and why one is not read
/// @notice What the desks of claims have in common.
interface IClaimFiles {
    /// @notice Where a person is insured (types/Coverage.sol), but for what the claim and plan say.
    struct ShownSegment {
        uint40 jurisdiction;
        uint24 from;
        bytes32 attributes;
        bytes32 details;
    }

    /// @notice Month of birth (year * 12 + month) and sex (0 female, 1 male, 2 other), where a row asks for
    /// them; `salt` 0: not shown.
    struct ShownPerson {
        uint16 bornIn;
        uint8 sex;
        bytes32 salt;
    }

    /// @notice A claim with all that it rests on. `weight`, `grouper`: of the claim's group, if the plan
    /// prices it. `units`: of the lines with trace codes, in their order. `proofs`: of the group, of the
    /// chronic diagnosis and of the lines' indications, one after the other.
    struct ClaimFile {
        Claim claim;
        ClaimLine[] lines;
        Plan plan;
        Agreement agreement;
        ShownSegment segment;
        ShownPerson person;
        uint32 weight;
        bytes32 grouper;
        DispensedUnit[] units;
        bytes32[] proofs;
    }

    /// @notice What a claim comes to: the words of its record and of its lines (types/Claim.sol).
    struct Decision {
        ClaimId id;
        ClaimState state;
        uint256 totals;
        uint256 balance;
        uint256[] results;
    }

    /// @notice A claim is billed by its provider.
    error ClaimProviderForeign(ParticipantId provider, ParticipantId sender);
    /// @notice A list is empty, too long, or not as long as the others say.
    error ClaimListLength(uint256 length, uint256 expected);
    /// @notice A line has a quantity, no unassigned bits, and lines are in the order of time.
    error ClaimLineMalformed(uint256 line, uint256 facts);
    /// @notice The setting is unknown, a bit unassigned, or the claim ends in the future.
    error ClaimHeaderMalformed(uint256 header, uint40 now_);
    /// @notice The catalogue is that of the provider's jurisdiction, or of one above it.
    error ClaimJurisdictionForeign(uint40 jurisdiction, uint40 providers);
    /// @notice The agreement is between others.
    error ClaimAgreementForeign(ParticipantId insurer, ParticipantId institution);
    /// @notice The agreement did not hold on the day of the service.
    error ClaimAgreementNotInForce(AgreementId agreement, uint24 day);
    /// @notice The plan is another insurer's.
    error ClaimPlanForeign(ParticipantId planInsurer, ParticipantId insurer);
    /// @notice The plan did not hold on the day of the service.
    error ClaimPlanNotInForce(PlanId plan, uint24 from, uint24 until, uint24 day);
    /// @notice The group's weight is not proven to be of the plan.
    error ClaimGroupUnproven(bytes32 group, uint32 weight);
    /// @notice No diagnosis is proven to be of the plan's chronic setting.
    error ClaimChronicUnproven(PlanId plan);
    /// @notice The line's code is not that of the product, with the salt shown.
    error ClaimDrugCodeMismatch(uint256 line);
    /// @notice The person shown is not the segment's, or is not shown though a row asks for her.
    error ClaimPersonMismatch(SegmentId segment);
}
