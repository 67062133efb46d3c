// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {ParticipantId, PlanId} from "../types/Ids.sol";
import {Membership} from "../types/Membership.sol";
import {hashPlan, Plan, PLAN_FLAGS, PLAN_GROUPED} from "../types/Tariff.sol";
import {IBenefitPlans} from "./interfaces/IBenefitPlans.sol";
import {Members} from "./Members.sol";
import {Notice} from "./Notice.sol";
import {Proposals} from "./Proposals.sol";

/// @title BenefitPlans: what insurers pay of what the catalogues cover (evidence)
/// @notice Proposals.sol has the states of proposals. A plan:
///
///     (none) --publish (insurer)--> announced --its first day--> in force
///     in force --the next version's first day, or its own end--> of the past, and still read for its days
///     announced --publish of the next version for the same day--> never in force
///
/// INV-PLAN-1: on a day one version of an insurer's plan holds at most.
/// INV-PLAN-2: of a published plan nothing changes but its end and its successor; its end only comes nearer,
/// and in an open register not to a day before the notice.
contract BenefitPlans is Notice, Proposals, IBenefitPlans {
    uint256 private constant FULL_SHARE = 10_000;
    uint256 private constant UNTIL = uint256(type(uint24).max) << 24;
    uint256 private constant SUCCESSOR = 104;

    /// @dev From 24 | until 24 | published 40 | version 16 | the lowest 152 bits of the successor's id.
    mapping(PlanId id => uint256) private _plans;

    mapping(ParticipantId insurer => mapping(bytes32 code => PlanId)) private _latest;

    constructor(
        IParticipantRegistry participants,
        uint24 noticeDays_
    ) Members(participants) Notice(noticeDays_) {}

    /// @inheritdoc IBenefitPlans
    function publish(
        Plan calldata plan,
        uint24 from,
        uint24 until,
        bytes32 document
    ) external override returns (PlanId id) {
        bytes32 register = _register(_insurer(plan.insurer).participant());
        id = _requireValid(plan, document);
        require(_plans[id] == 0, PlanExists(id));
        require(from != 0 && (until == 0 || until > from), PlanDaysInvalid(id, from, until));
        _requireNotice(register, from, _earliest(register));
        (PlanId former, uint256 closed) = _follow(plan, id, from, until);
        uint256 word =
            uint256(from) |
                (uint256(until) << 24) |
                (block.timestamp << 48) |
                (uint256(_version(plan)) << 88);
        _plans[id] = word;
        emit PlanPublished(
            id,
            plan.insurer,
            plan,
            word,
            former,
            closed,
            _wasProposed(PlanId.unwrap(id)),
            document,
            msg.sender
        );
    }

    /// @inheritdoc IBenefitPlans
    function open() external override {
        _open(_register(_active(INSURERS).participant()));
    }

    /// @inheritdoc IBenefitPlans
    function propose(Plan calldata plan, bytes32 document) external override returns (PlanId id) {
        Membership m = _insurer(plan.insurer);
        id = _requireValid(plan, document);
        require(_plans[id] == 0, PlanExists(id));
        _proposeAs(m, PlanId.unwrap(id));
        emit PlanProposed(id, plan.insurer, plan, document, msg.sender);
    }

    /// @inheritdoc IBenefitPlans
    function intervalOf(PlanId id) external view override returns (uint24 from, uint24 until) {
        uint256 word = _plans[id];
        return (uint24(word), uint24(word >> 24));
    }

    /// @inheritdoc IBenefitPlans
    function planOf(PlanId id) external view override returns (uint256 word) {
        return _plans[id];
    }

    /// @inheritdoc IBenefitPlans
    function latestOf(
        ParticipantId insurer,
        bytes32 code
    ) external view override returns (PlanId id) {
        return _latest[insurer][code];
    }

    /// @dev Puts a plan after the last version, which ends where it begins.
    function _follow(
        Plan calldata plan,
        PlanId id,
        uint24 from,
        uint24 until
    ) private returns (PlanId former, uint256 closed) {
        former = _latest[plan.insurer][plan.code];
        closed = _plans[former];
        uint16 last = uint16(closed >> 88);
        uint16 version = _version(plan);
        require(uint256(version) == uint256(last) + 1, PlanVersionWrong(id, version, last));
        _latest[plan.insurer][plan.code] = id;
        if (last == 0) return (former, closed);
        require(from >= uint24(closed), PlanDaysInvalid(id, from, until));
        uint24 end = uint24(closed >> 24);
        if (end == 0 || end > from) closed = (closed & ~UNTIL) | (uint256(from) << 24);
        closed |= uint256(PlanId.unwrap(id)) << SUCCESSOR;
        _plans[former] = closed;
    }

    function _insurer(ParticipantId insurer) private view returns (Membership m) {
        m = _active(INSURERS);
        require(m.participant() == insurer, PlanNotInsurers(insurer, m.participant()));
    }

    function _requireValid(Plan calldata p, bytes32 document) private pure returns (PlanId id) {
        id = hashPlan(p);
        require(p.code != 0 && document != 0, PlanTermsInvalid(id));
        for (uint256 shares = uint192(p.shares); shares != 0; shares >>= 16) {
            require(uint16(shares) <= FULL_SHARE, PlanTermsInvalid(id));
        }
        uint256 tier = uint48(p.shares >> 192);
        uint256 added = p.shares >> 240;
        uint256 flags = uint16(p.terms >> 224);
        bool isGrouped = flags & PLAN_GROUPED != 0;
        bool isPriced = uint48(p.terms >> 144) != 0 && p.weights != 0;
        require(
            (tier == 0) == (added == 0) &&
                added <= FULL_SHARE &&
                flags & ~uint256(PLAN_FLAGS) == 0 &&
                (isPriced || !isGrouped),
            PlanTermsInvalid(id)
        );
    }

    function _version(Plan calldata p) private pure returns (uint16) {
        return uint16(p.terms >> 240);
    }

    function _register(ParticipantId insurer) private pure returns (bytes32) {
        return bytes32(uint256(ParticipantId.unwrap(insurer)));
    }
}
