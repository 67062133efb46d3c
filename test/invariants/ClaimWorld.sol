// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICallers} from "../../contracts/access/ICallers.sol";
import {IBalanceDesk} from "../../contracts/claims/interfaces/IBalanceDesk.sol";
import {IClaimDesk} from "../../contracts/claims/interfaces/IClaimDesk.sol";
import {IClaimFiles} from "../../contracts/claims/interfaces/IClaimFiles.sol";
import {IClaims} from "../../contracts/claims/interfaces/IClaims.sol";
import {IParticipantRegistry} from "../../contracts/identity/interfaces/IParticipantRegistry.sol";
import {IAgreements} from "../../contracts/insurance/interfaces/IAgreements.sol";
import {IBenefitPlans} from "../../contracts/insurance/interfaces/IBenefitPlans.sol";
import {ICatalogue} from "../../contracts/insurance/interfaces/ICatalogue.sol";
import {IEnrolment} from "../../contracts/insurance/interfaces/IEnrolment.sol";
import {IDrugLedger} from "../../contracts/supply/interfaces/IDrugLedger.sol";
import {Agreement, AGREEMENT_TYPEHASH} from "../../contracts/types/Agreement.sol";
import {ClaimLine, DispensedUnit, hashDrugCode} from "../../contracts/types/Claim.sol";
import {Codes} from "../../contracts/types/Codes.sol";
import {
    hashSegment,
    hashSegmentDetails,
    Segment,
    SegmentDetails
} from "../../contracts/types/Coverage.sol";
import {
    hashLot,
    hashPayer,
    LOT_BODY_TYPEHASH,
    LotBody,
    Parcel,
    Unit,
    UnitRange
} from "../../contracts/types/Goods.sol";
import {LotId, ParticipantId, ProductId, SegmentId, SubjectId} from "../../contracts/types/Ids.sol";
import {Plan, RowChange, Rule, RULE_CODED} from "../../contracts/types/Tariff.sol";
import {deploy, VM} from "./Cheats.sol";
import {FundHandler} from "./FundHandler.sol";

/// @dev What claims rest on, over the world of funds: rows, a plan, agreements of both hospitals, persons'
/// segments, each of another pool, and units that the first hospital dispensed.
contract ClaimWorld is FundHandler {
    uint256 internal constant MAKER = 5;
    uint256 internal constant REGULATOR = 6;
    uint256 internal constant KEYS = 700;
    uint256 internal constant UNITS = 8;
    uint40 internal constant AREA = 1 | (320_400 << 8);
    uint48 internal constant MOST_PAID = 20_000;
    uint48 internal constant MOST = 6_000;
    uint256 private constant INVOICES = 200;
    uint24 internal immutable FROM;
    ProductId internal constant SOLD = ProductId.wrap((2 << 56) | 1_000_002);

    ICatalogue internal immutable CATALOGUE;
    IBenefitPlans internal immutable PLANS;
    IAgreements internal immutable AGREED;
    IDrugLedger internal immutable DRUGS;
    IClaims internal immutable CLAIMS;
    IClaimDesk internal immutable DESK;
    IBalanceDesk internal immutable BALANCES;
    LotId internal immutable LOT;

    Plan internal _plan;
    /// @dev Of each hospital, in their order.
    Agreement[] internal _agreements;
    Segment[] internal _segments;

    constructor() {
        FROM = uint24(block.timestamp / 1 days + 40_587 - 60);
        address participants = address(WORLD.PARTICIPANTS());
        _admit(MAKER, Codes.PARTICIPANT_KIND_DRUG_MAKER);
        _admit(REGULATOR, Codes.PARTICIPANT_KIND_REGULATOR);
        CATALOGUE = ICatalogue(deploy("Catalogue", abi.encode(participants, uint24(7))));
        PLANS = IBenefitPlans(deploy("BenefitPlans", abi.encode(participants, uint24(7))));
        AGREED = IAgreements(deploy("Agreements", abi.encode(participants, TOKEN)));
        address manager = deploy("AccessManager", abi.encode(address(this)));
        DRUGS = IDrugLedger(
            deploy("DrugLedger", abi.encode(manager, uint48(2 days), participants))
        );
        CLAIMS = IClaims(deploy("Claims", abi.encode(manager, uint48(2 days))));
        DESK = IClaimDesk(
            deploy(
                "ClaimDesk",
                abi.encode(participants, CATALOGUE, PLANS, AGREED, ENROLMENT, FUNDS, DRUGS, CLAIMS)
            )
        );
        BALANCES = IBalanceDesk(deploy("BalanceDesk", abi.encode(participants, ENROLMENT, CLAIMS)));
        address[] memory callers = new address[](2);
        (callers[0], callers[1]) = (address(DESK), address(BALANCES));
        ICallers(address(CLAIMS)).foundCallers(callers);
        callers = new address[](1);
        callers[0] = address(DESK);
        ICallers(address(DRUGS)).foundCallers(callers);
        ICallers(address(FUNDS)).proposeCaller(address(DESK), true);
        VM.warp(block.timestamp + 2 days + 1);
        _publish();
        for (uint256 h = 1; h <= HOSPITALS; ++h) _agree(h);
        for (uint256 i = 0; i < PERSONS; ++i) _insure(i);
        LOT = _dispense();
    }

    /// @dev Plain; of class B above a ceiling; a drug with codes; once in 30 days; of no agreement.
    function _publish() private {
        RowChange[] memory rows = new RowChange[](5);
        uint256 base = uint256(FROM) | (1 << 184) | (1 << 192) | (2 << 200);
        rows[0] = RowChange(_code(0), 1, Rule.wrap(base), 0);
        uint256 shared = (base ^ (3 << 192)) | (400 << 48) | (1_000 << 96);
        rows[1] = RowChange(_code(1), 1, Rule.wrap(shared), 0);
        rows[2] = RowChange(_code(2), 1, Rule.wrap(base | (uint256(RULE_CODED) << 208)), 0);
        rows[3] = RowChange(_code(3), 1, Rule.wrap(base | (1 << 136) | (30 << 144)), 0);
        rows[4] = RowChange(_code(4), 1, Rule.wrap(base ^ (3 << 184)), 0);
        _must(AGENCY, address(CATALOGUE), abi.encodeCall(CATALOGUE.publish, (AREA, rows, "d")));
        uint256 limits =
            (uint256(500) << 80) |
                (uint256(50) << 120) |
                (uint256(MOST_PAID) << 160) |
                (uint256(MOST) << 208);
        uint256 shares = (uint256(8_000) << 32) | (uint256(9_000) << 80) | (uint256(7_000) << 128);
        _plan = Plan(
            ParticipantId.wrap(uint32(AGENCY)),
            "plan",
            limits,
            shares,
            2 | (1 << 240),
            0,
            0
        );
        _must(AGENCY, address(PLANS), abi.encodeCall(PLANS.publish, (_plan, FROM, 0, "d")));
    }

    function _agree(uint256 hospital) private {
        Agreement memory a = Agreement({
            insurer: ParticipantId.wrap(uint32(AGENCY)),
            institution: ParticipantId.wrap(uint32(hospital)),
            text: "text",
            law: "CN",
            disputes: "route",
            from: FROM,
            until: FROM + 5_000,
            services: 2,
            factor: 10_000,
            notice: 3,
            cure: 2,
            clauses: 0,
            deadline: type(uint40).max
        });
        _agreements.push(a);
        bytes32 id = keccak256(abi.encode(AGREEMENT_TYPEHASH, a));
        _must(AGENCY, address(AGREED), abi.encodeCall(AGREED.draft, (a)));
        bytes32 digest = WORLD.digestOf(address(AGREED), id);
        for (uint256 i = 0; i < 2; ++i) {
            uint256 who = i == 0 ? AGENCY : hospital;
            // Both hospitals and, once for each, the agency have an account with a key.
            uint256 key = KEYS + who + 100 * (i == 0 ? hospital : 0);
            bytes memory named = abi.encodeCall(
                IParticipantRegistry.appointAdministrator,
                (ParticipantId.wrap(uint32(who)), VM.addr(key))
            );
            require(WORLD.administer(address(WORLD.PARTICIPANTS()), named), "appoint");
            bytes memory signature = WORLD.sign(key, digest);
            _must(
                AGENCY,
                address(AGREED),
                abi.encodeCall(AGREED.sign, (a, VM.addr(key), signature))
            );
        }
        _must(AGENCY, address(AGREED), abi.encodeCall(AGREED.activate, (a, "e")));
    }

    function _insure(uint256 person) private {
        SegmentDetails memory details = SegmentDetails(SubjectId.wrap(0), 0, 0, bytes32(person));
        Segment memory s = Segment(
            _person(person),
            ParticipantId.wrap(uint32(AGENCY)),
            "plan",
            uint40(person % POOLS),
            FROM,
            0,
            hashSegmentDetails(details)
        );
        _segments.push(s);
        bytes memory data = abi.encodeCall(
            IEnrolment.open,
            (s, details, 0, type(uint64).max, 0, new bytes32[](0), "d")
        );
        _must(AGENCY, address(ENROLMENT), data);
    }

    /// @dev A lot, of which the first hospital dispenses every unit, to one person after the other.
    function _dispense() private returns (LotId id) {
        DRUGS.registerProduct(SOLD, ParticipantId.wrap(uint32(MAKER)), true);
        LotBody memory body = LotBody(
            SOLD,
            "lot",
            uint40(block.timestamp),
            uint40(block.timestamp + 900 days),
            uint32(UNITS),
            0
        );
        bytes32 hash = keccak256(abi.encode(LOT_BODY_TYPEHASH, body));
        bytes32[15] memory nodes;
        Unit[] memory units = new Unit[](UNITS);
        bytes32[] memory payers = new bytes32[](UNITS);
        for (uint32 i = 0; i < UNITS; ++i) {
            units[i] = Unit(i, _unitCode(i), bytes16(uint128(i)));
            nodes[i] = keccak256(abi.encodePacked(hash, i, units[i].code, units[i].salt));
            payers[i] = hashPayer(SubjectId.unwrap(_person(i)), "salt");
        }
        for (uint256 j = 0; j < 7; ++j) {
            (bytes32 a, bytes32 b) = (nodes[2 * j], nodes[2 * j + 1]);
            nodes[UNITS + j] =
                a < b ? keccak256(abi.encodePacked(a, b)) : keccak256(abi.encodePacked(b, a));
        }
        id = hashLot(hash, nodes[14]);
        Parcel memory parcel = Parcel(id, 0, uint32(UNITS));
        address drugs = address(DRUGS);
        _must(MAKER, drugs, abi.encodeCall(DRUGS.commission, (body, nodes[14], 0)));
        _must(MAKER, drugs, abi.encodeCall(DRUGS.ship, (parcel, ParticipantId.wrap(1))));
        _must(1, drugs, abi.encodeCall(DRUGS.receiveParcel, (parcel)));
        IDrugLedger.OpenedParcel memory opened = IDrugLedger.OpenedParcel(
            body,
            nodes[14],
            UnitRange(0, uint32(UNITS))
        );
        bytes memory data = abi.encodeCall(
            DRUGS.dispense,
            (opened, units, new bytes32[](0), payers)
        );
        _must(1, drugs, data);
    }

    function _admit(uint256 id, uint8 kind) internal {
        bytes memory data = abi.encodeCall(
            IParticipantRegistry.admit,
            (WORLD.profile(uint32(1) << kind), bytes32(id), "", _account(id))
        );
        require(WORLD.administer(address(WORLD.PARTICIPANTS()), data), "admit");
    }

    function _must(uint256 who, address target, bytes memory data) internal {
        VM.prank(_account(who));
        (bool ok, bytes memory answer) = target.call(data);
        if (!ok) {
            assembly ("memory-safe") {
                revert(add(answer, 0x20), mload(answer))
            }
        }
    }

    /// @dev A visit in one of few seconds, so that much of it was billed before.
    function _file(
        uint256 hospital,
        uint256 person,
        uint256 seed,
        uint256 lines
    ) internal view returns (IClaimFiles.ClaimFile memory file) {
        uint256 start = (uint256(FROM) - 40_587) * 1 days + ((seed >> 8) % 20) * 1 days;
        file.claim.insured = _person(person);
        file.claim.invoice = bytes32(1 + ((seed >> 16) % INVOICES));
        file.claim.evidence = seed % 11 == 0 ? bytes32(0) : bytes32("evidence");
        file.claim.header =
            hospital |
            (AGENCY << 32) |
            (uint256(AREA) << 64) |
            (start << 104) |
            ((((seed >> 32) % 3) * 2 days) << 168) |
            (((seed >> 40) % 3) << 200);
        uint256 count = 1 + (lines % 5);
        file.lines = new ClaimLine[](count);
        uint256 units = 0;
        for (uint256 i = 0; i < count; ++i) {
            uint256 one = uint256(keccak256(abi.encode(lines, i)));
            uint256 facts =
                ((one >> 8) % 1_500) | (1 << 40) | (1 << 64) | ((i * ((one >> 32) % 2)) << 88);
            if (i != 0) {
                // In the order of time.
                uint256 last = uint24(file.lines[i - 1].facts >> 88);
                facts =
                    (facts & ~(uint256(type(uint24).max) << 88)) |
                    ((last + ((one >> 32) % 2)) << 88);
            }
            file.lines[i] = ClaimLine(_code(one % 6), facts);
            if (one % 6 == 2) {
                file.lines[i].facts |= uint256(ProductId.unwrap(SOLD)) << 144;
                ++units;
            }
        }
        file.units = new DispensedUnit[](units);
        for (uint256 i = 0; i < units; ++i) {
            uint256 one = uint256(keccak256(abi.encode(lines, i, "unit")));
            // Most often one that was dispensed to this person.
            uint256 unit =
                one % 4 == 0 ? (one >> 8) % (UNITS + 1) : person + PERSONS * ((one >> 8) % 2);
            file.units[i] = DispensedUnit(_unitCode(unit), "salt", "code salt", LOT);
        }
        file.plan = _plan;
        file.agreement = _agreements[hospital - 1];
        file.segment = IClaimFiles.ShownSegment(
            _segments[person].jurisdiction,
            FROM,
            0,
            _segments[person].details
        );
    }

    function _segmentOf(uint256 person) internal view returns (SegmentId) {
        return hashSegment(_segments[person]);
    }

    function _unitCode(uint256 i) internal pure returns (bytes32) {
        return keccak256(abi.encode("unit", i));
    }

    function _code(uint256 i) internal pure returns (bytes32) {
        return
            i == 2
                ? hashDrugCode(ProductId.unwrap(SOLD), "code salt")
                : keccak256(abi.encode("code", i));
    }
}
