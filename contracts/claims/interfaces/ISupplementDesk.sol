// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ClaimRecord, ClaimState} from "../../types/Claim.sol";
import {Cover, Segment} from "../../types/Coverage.sol";
import {ClaimId, ParticipantId, PlanId, PoolId, SegmentId} from "../../types/Ids.sol";
import {Plan} from "../../types/Tariff.sol";

/// @title ISupplementDesk: a supplementary insurer pays what a decided claim leaves to the person
/// @notice Coordination of benefits: the first insurer decides and pays by the ClaimDesk, then another
/// insurer's plan pays the provider of the rest: at once and by rules alone up to the plan's limit, above it when its
/// insurer says so, who may read what the claim was billed from under a consent of the patient's.
///
/// A plan (types/Tariff.sol) supplements if it covers no service items: nothing can be billed on it. It is
/// about what a person bears of a claim, and its `low` says of which part: 0 of all of it, 1 of her lines'
/// coinsurance. Its base rate is the most that it pays a claim by rules alone, 0: any amount.
interface ISupplementDesk {
    /// @notice The claim's first insurer has not paid it (or, to take back, what it paid still stands).
    error SupplementClaimState(ClaimId claim, ClaimState state);
    /// @notice The lines' results shown are not the claim's.
    error SupplementResultsMismatch(ClaimId claim);
    /// @notice The plan does not supplement, or is not the segment's, or the claim's first insurer's too.
    error SupplementPlanForeign(ParticipantId planInsurer, ParticipantId segmentInsurer);
    /// @notice The plan did not hold on the day of the service.
    error SupplementPlanNotInForce(PlanId plan, uint24 from, uint24 until, uint24 day);
    /// @notice The segment does not cover the day of the service, or still waits.
    error SupplementNotCovered(SegmentId segment, Cover cover, uint24 day);
    /// @notice The person has not assigned the services of this day to the segment.
    error SupplementUnassigned(SegmentId segment, uint24 day);
    /// @notice It is for the segment's insurer to say: more than the plan pays by rules alone, or a refusal.
    error SupplementInsurerOnly(ParticipantId insurer, ParticipantId sender, uint256 amount);
    /// @notice The pool is poor or paused, or the provider named no payee: nothing was paid or noted.
    error SupplementPoolCannotPay(PoolId pool, uint256 amount);
    /// @notice The reasons of a refusal are missing.
    error SupplementDocumentMissing(ClaimId claim);

    /// @notice Pays the provider, by the plan, of what a paid claim leaves to the person; by any member up to
    /// the plan's limit, above it and after a refusal by the segment's insurer. Never more than the bill, once.
    /// @param fromAccount What the person's account gave for it (`IClaims.ClaimSettled`)
    /// @param results The lines' words (`IClaims.ClaimDecided`)
    /// @return paid Minor units; 0 where the plan's deductible takes all
    function pay(
        ClaimId id,
        ClaimRecord calldata claim,
        uint48 fromAccount,
        uint256[] calldata results,
        Segment calldata segment,
        Plan calldata plan
    ) external returns (uint48 paid);

    /// @notice Refuses a claim that was not paid, with the digest of the reasons; by the segment's insurer.
    function refuse(
        ClaimId id,
        ClaimRecord calldata claim,
        uint48 fromAccount,
        Segment calldata segment,
        bytes32 document
    ) external;

    /// @notice Takes back what was paid of a claim that its first insurer reversed, or decided again since: the
    /// provider owes it to the pool. By any member; it may then be paid anew.
    /// @param claim As it was decided last
    function takeBack(
        ClaimId id,
        ClaimRecord calldata claim,
        uint48 fromAccount,
        Segment calldata segment
    ) external;
}
