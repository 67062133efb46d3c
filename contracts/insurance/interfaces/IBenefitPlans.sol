// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ParticipantId, PlanId} from "../../types/Ids.sol";
import {Plan} from "../../types/Tariff.sol";
import {INotice} from "./INotice.sol";
import {IProposals} from "./IProposals.sol";

/// @title IBenefitPlans: what insurers pay of what the catalogues cover
/// @notice A plan is known by its hash and shown in calldata; its slot says on which days it holds. Versions
/// of an insurer's plan follow each other: to publish one ends the one before.
interface IBenefitPlans is INotice, IProposals {
    /// @notice A plan was published. `word`: from 24 | until 24 | published 40 | version 16 | the lowest 152
    /// bits of the successor's id. `former`: the version before, 0: none; its slot is `closed` now.
    event PlanPublished(
        PlanId indexed planId,
        ParticipantId indexed insurer,
        Plan plan,
        uint256 word,
        PlanId former,
        uint256 closed,
        bool wasProposed,
        bytes32 document,
        address actor
    );
    /// @notice A plan was proposed; the proposal has the plan's id.
    event PlanProposed(
        PlanId indexed planId,
        ParticipantId indexed insurer,
        Plan plan,
        bytes32 document,
        address actor
    );

    /// @notice A plan is published and proposed by its insurer.
    error PlanNotInsurers(ParticipantId insurer, ParticipantId sender);
    /// @notice The plan exists.
    error PlanExists(PlanId planId);
    /// @notice The version is not the one after the last.
    error PlanVersionWrong(PlanId planId, uint16 version, uint16 last);
    /// @notice The plan begins before its former version, or ends before it begins.
    error PlanDaysInvalid(PlanId planId, uint24 from, uint24 until);
    /// @notice A field is out of its range: a share above 10,000, unassigned bits, groups' prices without
    /// weights or base rate, a second tier without an amount; or the code or document is missing.
    error PlanTermsInvalid(PlanId planId);

    /// @notice Publishes a plan, as its insurer. It ends the former version on the day when it begins; on the
    /// former's own first day it takes its place. Once the insurer's register is open, plans begin after the
    /// notice.
    /// @param from Its first day
    /// @param until The first day on which it no longer holds; 0: open
    /// @param document Digest of the decision
    function publish(
        Plan calldata plan,
        uint24 from,
        uint24 until,
        bytes32 document
    ) external returns (PlanId planId);

    /// @notice Opens the sender's register of plans: none of the past is published in it any more.
    function open() external;

    /// @notice Proposes a plan, which is tried and perhaps published, just as it is.
    function propose(Plan calldata plan, bytes32 document) external returns (PlanId planId);

    /// @notice On which days a plan holds; (0, 0): there is none.
    function intervalOf(PlanId planId) external view returns (uint24 from, uint24 until);

    /// @notice The slot of a plan; 0: none.
    function planOf(PlanId planId) external view returns (uint256 word);

    /// @notice The last version of an insurer's plan; 0: none.
    function latestOf(ParticipantId insurer, bytes32 code) external view returns (PlanId planId);
}
