// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {ICallers} from "../../contracts/access/ICallers.sol";
import {IProposals} from "../../contracts/insurance/interfaces/IProposals.sol";
import {Correction, Coverage, SegmentDetails} from "../../contracts/types/Coverage.sol";
import {PlanId, SegmentId, SubjectId} from "../../contracts/types/Ids.sol";
import {Effect, hashPlan, Plan, RowChange, Rule} from "../../contracts/types/Tariff.sol";
import {ClaimWorld} from "./ClaimWorld.sol";

/// @dev What changes nothing of what claims rest on: proposals, and what nobody of the world may do.
abstract contract RulesHandler is ClaimWorld {
    function propose(uint256 code, uint256 ceiling, uint256 who) external {
        who = 1 + (who % 6);
        RowChange[] memory rows = new RowChange[](1);
        uint256 word =
            uint256(FROM + 900) | ((1 + (ceiling % 900)) << 48) | (1 << 184) | (1 << 192);
        rows[0] = RowChange(_code(code % 5), 2, Rule.wrap(word | (2 << 200)), 0);
        address target = address(CATALOGUE);
        bytes memory data = abi.encodeCall(CATALOGUE.propose, (AREA, rows, "why"));
        bool ok = _as(who, target, data);
        _check(!ok || who == AGENCY || who == REGULATOR, "INV-PROPOSAL-1");
        Effect memory effect = Effect(5, 2, 100, 90, "run");
        bytes32 id = keccak256(abi.encode(AREA, rows));
        if (_as(who, target, abi.encodeCall(IProposals.recordEffect, (id, effect)))) {
            _count("tryRule", true);
        }
        Plan memory plan = _plan;
        plan.limits = ceiling;
        plan.terms = (plan.terms & type(uint240).max) | (2 << 240);
        if (_as(who, address(PLANS), abi.encodeCall(PLANS.propose, (plan, "why")))) {
            PlanId planId = hashPlan(plan);
            data = abi.encodeCall(IProposals.recordEffect, (PlanId.unwrap(planId), effect));
            _count("tryPlan", _as(who, address(PLANS), data));
            (uint24 from, ) = PLANS.intervalOf(planId);
            _check(from == 0 && who == AGENCY, "INV-PROPOSAL-1");
        }
        bytes32[] memory codes = new bytes32[](1);
        uint24[] memory versions = new uint24[](1);
        (codes[0], versions[0]) = (rows[0].code, 2);
        _check(Rule.unwrap(CATALOGUE.rulesOf(AREA, codes, versions)[0]) == 0, "INV-PROPOSAL-1");
        _count("propose", ok);
    }

    /// @dev None of it may any institution do: to write past the desks, to take the money away, to change a
    /// person's cover without who was named.
    function trespass(uint256 who, uint256 what, uint256 person) external {
        who = 1 + (who % 6);
        person = person % PERSONS;
        (address target, bytes memory data) = _forbidden(what % 9, person, _account(who));
        bytes32 before = _stateOf(person);
        _check(!_as(who, target, data), "INV-ACCESS-1");
        _check(_stateOf(person) == before, "INV-ACCESS-1");
        _count("trespass", true);
    }

    function _forbidden(
        uint256 what,
        uint256 person,
        address by
    ) private view returns (address, bytes memory) {
        if (what == 0) return (address(FUNDS), abi.encodeCall(FUNDS.handOver, (by)));
        if (what < 3) {
            bytes memory given = abi.encodeCall(IAccessManaged.setAuthority, (by));
            return (what == 1 ? address(FUNDS) : address(CLAIMS), given);
        }
        if (what == 3) {
            return (address(CLAIMS), abi.encodeCall(ICallers.proposeCaller, (by, true)));
        }
        if (what == 4) {
            return (address(CLAIMS), abi.encodeCall(ICallers.vetoCaller, (address(DESK))));
        }
        if (what == 5) {
            address[] memory callers = new address[](1);
            callers[0] = by;
            return (address(CLAIMS), abi.encodeCall(ICallers.foundCallers, (callers)));
        }
        if (what == 6) {
            // In the future, even by the insurer.
            uint24 day = uint24(block.timestamp / 1 days + 40_588);
            bytes memory died = abi.encodeCall(
                ENROLMENT.enterDeath,
                (_segments[person], _last(person), day, "document")
            );
            return (address(ENROLMENT), died);
        }
        SegmentId id = _segmentOf(person);
        Coverage former = ENROLMENT.coverageOf(id);
        Correction memory c = Correction(
            id,
            _last(person),
            former,
            Coverage.wrap(Coverage.unwrap(former) + 1),
            "reasons",
            type(uint40).max
        );
        SegmentDetails memory details = SegmentDetails(SubjectId.wrap(0), 0, 0, bytes32(person));
        bytes memory asked =
            what == 7
                ? abi.encodeCall(
                    ENROLMENT.approveCorrection,
                    (_segments[person], details, c, new bytes32[](0), _last(person))
                )
                : abi.encodeCall(
                    ENROLMENT.approveCorrectionFor,
                    (
                        _person(person),
                        _segments[person],
                        details,
                        c,
                        new bytes32[](0),
                        _last(person),
                        WORLD.signerOf(WORLD.patient(person).key),
                        ""
                    )
                );
        return (address(ENROLMENT), asked);
    }

    function _stateOf(uint256 person) private view returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    ENROLMENT.coverageOf(_segmentOf(person)),
                    CLAIMS.balanceOf(_segmentOf(person)),
                    TOKEN.balanceOf(address(FUNDS))
                )
            );
    }

    /// @dev The link of a person's last entry.
    function _last(uint256 person) private view returns (bytes32) {
        uint256 head = ENROLMENT.headOf(_person(person), _segments[person].insurer);
        return bytes32((head >> 48) << 48);
    }
}
