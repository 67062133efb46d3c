// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICallers} from "../../contracts/access/ICallers.sol";
import {ISupplementDesk} from "../../contracts/claims/interfaces/ISupplementDesk.sol";
import {ISupplements} from "../../contracts/claims/interfaces/ISupplements.sol";
import {IEnrolment} from "../../contracts/insurance/interfaces/IEnrolment.sol";
import {ClaimState} from "../../contracts/types/Claim.sol";
import {Codes} from "../../contracts/types/Codes.sol";
import {
    hashSegment,
    hashSegmentDetails,
    Segment,
    SegmentDetails
} from "../../contracts/types/Coverage.sol";
import {hashPool, PaymentForm, Share} from "../../contracts/types/Fund.sol";
import {ClaimId, ParticipantId, PoolId, SegmentId, SubjectId} from "../../contracts/types/Ids.sol";
import {
    Assignment,
    ASSIGNMENT_TYPEHASH,
    Supplement,
    SupplementState
} from "../../contracts/types/Supplement.sol";
import {Plan} from "../../contracts/types/Tariff.sol";
import {deploy, VM} from "./Cheats.sol";
import {ReviewHandler} from "./ReviewHandler.sol";

/// @dev A second insurer pays of what claims leave to persons, refuses it, and takes back what it paid of
/// decisions that stand no longer.
contract SupplementHandler is ReviewHandler {
    /// @dev What the tests believe of a claim at the second insurer.
    struct Paid {
        SupplementState state;
        uint256 amount;
        uint256 deductible;
        uint256 own;
        uint256 decision;
    }

    uint256 private constant SECOND = 7;
    uint40 private constant ELSEWHERE = 9;
    /// @dev Paid by rules alone; more only by the insurer.
    uint256 private constant LIMIT = 300;
    uint256 private constant CAP = 3_000;

    ISupplements private immutable SUPPLEMENTS;
    ISupplementDesk private immutable SECOND_DESK;

    Plan private _more;
    Segment[] private _covers;
    mapping(ClaimId => Paid) private _paid;
    mapping(uint256 person => Year) private _used;
    mapping(uint256 person => uint256) private _until;
    mapping(uint256 person => uint16) private _number;
    uint256 private _statements;

    constructor() {
        _admit(SECOND, Codes.PARTICIPANT_KIND_COMMERCIAL_INSURER);
        address participants = address(WORLD.PARTICIPANTS());
        address manager = deploy("AccessManager", abi.encode(address(this)));
        SUPPLEMENTS = ISupplements(
            deploy("Supplements", abi.encode(manager, uint48(2 days), WORLD.SUBJECTS()))
        );
        SECOND_DESK = ISupplementDesk(
            deploy(
                "SupplementDesk",
                abi.encode(participants, PLANS, ENROLMENT, FUNDS, CLAIMS, SUPPLEMENTS)
            )
        );
        address[] memory callers = new address[](1);
        callers[0] = address(SECOND_DESK);
        ICallers(address(SUPPLEMENTS)).foundCallers(callers);
        ICallers(address(FUNDS)).proposeCaller(address(SECOND_DESK), true);
        VM.warp(block.timestamp + 2 days + 1);
        _endow();
        uint256 share = 7_000;
        _more = Plan(
            _id(SECOND),
            "more",
            (uint256(20) << 80) | (CAP << 160),
            (share << 32) | (share << 80) | (share << 128),
            (LIMIT << 144) | (1 << 240),
            0,
            0
        );
        _must(SECOND, address(PLANS), abi.encodeCall(PLANS.publish, (_more, FROM, 0, "d")));
        for (uint256 i = 0; i < PERSONS; ++i) _cover(i);
    }

    function assign(uint256 person, uint256 time, uint256 wrong) external {
        person = person % PERSONS;
        Assignment memory a = Assignment(
            _person(person),
            hashSegment(_covers[person]),
            uint24(FROM + (time % 40)),
            uint16(_number[person] + (wrong % 5 == 0 ? 0 : 1)),
            uint40(wrong % 5 == 1 ? block.timestamp - 1 : block.timestamp)
        );
        bytes32 hash = keccak256(
            abi.encode(ASSIGNMENT_TYPEHASH, a.insured, a.segment, a.until, a.number, a.deadline)
        );
        bytes32 digest = WORLD.digestOf(address(SUPPLEMENTS), hash);
        uint256 key = WORLD.patient(person + (wrong % 5 == 2 ? 1 : 0)).key;
        uint256 holder = WORLD.patient(_holder(person) + (wrong % 15 == 3 ? 1 : 0)).key;
        bool isOwn = _holder(person) == person;
        bytes memory data = abi.encodeCall(
            ISupplements.assign,
            (
                a,
                _covers[person],
                WORLD.signerOf(key),
                WORLD.sign(key, digest),
                isOwn ? bytes("") : WORLD.signerOf(holder),
                isOwn ? bytes("") : WORLD.sign(holder, digest)
            )
        );
        bool isRight = wrong % 5 > 2 && (isOwn || wrong % 15 != 3);
        bool ok = _as(4, address(SUPPLEMENTS), data);
        _check(ok == isRight, "INV-SUPPLEMENT-2");
        _count(ok ? "assign" : "assignRefused", true);
        if (!ok) return;
        _until[person] = a.until;
        _number[person] = a.number;
    }

    function paySupplement(uint256 which, uint256 who, uint256 wrong) external {
        if (_billed.length == 0) return;
        Billed storage b = _one(which);
        who = who % 2 == 0 ? SECOND : 1 + ((who >> 8) % 6);
        uint256[] memory results = b.results;
        if (wrong % 9 == 1) results[0] += 1;
        bytes memory data = abi.encodeCall(
            ISupplementDesk.pay,
            (b.id, _shown(b, wrong), uint48(b.fromAccount), results, _covers[b.person], _more)
        );
        uint256[3] memory money = _moneyThere(b.hospital);
        bool ok = _as(who, address(SECOND_DESK), data);
        Paid storage p = _paid[b.id];
        if (!ok) {
            _check(_isUnmoved(money, b.hospital), "INV-SUPPLEMENT-1");
            _count("paySupplementRefused", true);
            return;
        }
        _check(wrong % 7 != 0 && wrong % 9 != 1 && b.state == ClaimState.PAID, "INV-SUPPLEMENT-4");
        _check(_isAssigned(b), "INV-SUPPLEMENT-2");
        _check(p.state != SupplementState.PAID, "INV-SUPPLEMENT-1");
        uint256 word = SUPPLEMENTS.supplementOf(b.id, hashSegment(_covers[b.person]));
        uint256 amount = uint48(word >> 8);
        bool isInsurers = p.state == SupplementState.REFUSED || amount > LIMIT;
        _check(who == SECOND || !isInsurers, "INV-SUPPLEMENT-5");
        uint256 billed = uint48(b.record.totals >> 144);
        _check(uint48(b.record.totals) + b.fromAccount + amount <= billed, "INV-SUPPLEMENT-4");
        p.state = SupplementState.PAID;
        (p.amount, p.deductible, p.own) = (amount, uint48(word >> 56), uint48(word >> 104));
        p.decision = CLAIMS.claimOf(b.id) >> 192;
        Year storage y = _used[b.person];
        y.deductible += p.deductible;
        y.pool += amount;
        y.own += p.own;
        ++y.count;
        uint256 debt = _debt[ELSEWHERE][b.hospital];
        uint256 netted = amount < debt ? amount : debt;
        _debt[ELSEWHERE][b.hospital] = debt - netted;
        money[0] -= amount - netted;
        if (b.hospital == 1) money[1] += amount - netted;
        money[2] -= amount - netted;
        _check(_isUnmoved(money, b.hospital), "INV-SUPPLEMENT-1");
        _count(
            amount == 0
                ? "paidNothing"
                : amount > LIMIT
                    ? "paidMore"
                    : "paySupplement",
            true
        );
        _count("supplementNetted", netted != 0);
    }

    function refuseSupplement(uint256 which, uint256 who, uint256 wrong) external {
        if (_billed.length == 0) return;
        Billed storage b = _one(which);
        who = who % 2 == 0 ? SECOND : 1 + ((who >> 8) % 6);
        bytes memory data = abi.encodeCall(
            ISupplementDesk.refuse,
            (b.id, _shown(b, wrong), uint48(b.fromAccount), _covers[b.person], bytes32("why"))
        );
        Paid storage p = _paid[b.id];
        bool isRight =
            wrong % 7 != 0 && who == SECOND && p.state == SupplementState.NONE && _isAssigned(b);
        bool ok = _as(who, address(SECOND_DESK), data);
        _check(ok == isRight, "INV-SUPPLEMENT-5");
        _count(ok ? "refuseSupplement" : "refusalRefused", true);
        if (ok) p.state = SupplementState.REFUSED;
    }

    function takeSupplementBack(uint256 which, uint256 who, uint256 wrong) external {
        if (_billed.length == 0) return;
        Billed storage b = _one(which);
        bytes memory data = abi.encodeCall(
            ISupplementDesk.takeBack,
            (b.id, _shown(b, wrong), uint48(b.fromAccount), _covers[b.person])
        );
        Paid storage p = _paid[b.id];
        bool stands = b.state == ClaimState.PAID && CLAIMS.claimOf(b.id) >> 192 == p.decision;
        bool isRight = wrong % 7 != 0 && p.state == SupplementState.PAID && !stands;
        uint256[3] memory money = _moneyThere(b.hospital);
        bool ok = _as(1 + (who % 7), address(SECOND_DESK), data);
        _check(ok == isRight, "INV-SUPPLEMENT-1");
        _check(_isUnmoved(money, b.hospital), "INV-SUPPLEMENT-1");
        _count(ok ? "takeSupplementBack" : "takingBackRefused", true);
        if (!ok) return;
        p.state = SupplementState.REVERSED;
        _debt[ELSEWHERE][b.hospital] += p.amount;
        Year storage y = _used[b.person];
        y.deductible -= p.deductible;
        y.pool -= p.amount;
        y.own -= p.own;
        --y.count;
    }

    function contributeElsewhere(uint256 amount) external {
        bytes memory data = abi.encodeCall(
            FUNDS.contribute,
            (
                _poolThere(),
                SubjectId.wrap(0),
                1,
                new Share[](0),
                uint128(1 + (amount % 2_000)),
                bytes32(++_statements)
            )
        );
        _count("contributeElsewhere", _as(SECOND, address(FUNDS), data));
    }

    /// @dev Nobody writes to supplements past their desk.
    function writeSupplement(uint256 which, uint256 who) external {
        SegmentId segment = hashSegment(_covers[which % PERSONS]);
        ClaimId id = ClaimId.wrap(bytes32(which));
        SubjectId insured = _person(which);
        address by = _account(1 + (who % SECOND));
        Supplement memory s = Supplement(1, 0, 0, 1, 1);
        bytes[6] memory all = [
            abi.encodeCall(ISupplements.pay, (id, insured, segment, s, by)),
            abi.encodeCall(ISupplements.refuse, (id, insured, segment, "why", by)),
            abi.encodeCall(ISupplements.reverse, (id, insured, segment, by)),
            abi.encodeCall(ICallers.proposeCaller, (by, true)),
            abi.encodeCall(ICallers.vetoCaller, (address(SECOND_DESK))),
            abi.encodeCall(ICallers.foundCallers, (new address[](1)))
        ];
        for (uint256 i = 0; i < all.length; ++i) {
            _check(!_as(1 + (who % SECOND), address(SUPPLEMENTS), all[i]), "INV-ACCESS-1");
        }
        _count("writeSupplement", true);
    }

    /// @dev What holds whatever was done.
    function checkSupplements() external view {
        for (uint256 i = 0; i < PERSONS; ++i) {
            Year storage y = _used[i];
            uint256 believed = y.deductible | (y.pool << 64) | (y.own << 128) | (y.count << 192);
            // INV-SUPPLEMENT-3: the balance is what was paid and not taken back.
            assert(SUPPLEMENTS.balanceOf(hashSegment(_covers[i])) == believed);
            assert(y.pool <= CAP);
        }
        for (uint256 i = 0; i < _billed.length; ++i) {
            Billed storage b = _billed[i];
            Paid storage p = _paid[b.id];
            SegmentId segment = hashSegment(_covers[b.person]);
            assert(SupplementState(uint8(SUPPLEMENTS.supplementOf(b.id, segment))) == p.state);
            bool isPaid = p.state == SupplementState.PAID;
            assert(SUPPLEMENTS.totalOf(b.id) == (isPaid ? p.amount : 0));
        }
        for (uint256 h = 1; h <= HOSPITALS; ++h) {
            uint256 word = FUNDS.positionOf(_poolThere(), _id(h));
            assert((word >> 160) & ((1 << 44) - 1) == _debt[ELSEWHERE][h]);
        }
    }

    /// @dev The second insurer's money, and a pool that both hospitals are paid from.
    function _endow() private {
        TOKEN.issue(_account(SECOND), 1e9, 0);
        _must(SECOND, address(TOKEN), abi.encodeCall(TOKEN.approve, (address(FUNDS), 1e9)));
        bytes memory data = abi.encodeCall(FUNDS.openPool, (ELSEWHERE, PoolId.wrap(0), 0));
        _must(SECOND, address(FUNDS), data);
        for (uint256 h = 1; h <= HOSPITALS; ++h) {
            PaymentForm form = h == 1 ? PaymentForm.TOKEN : PaymentForm.VOUCHER;
            data = abi.encodeCall(FUNDS.setPayee, (_poolThere(), _account(h), form));
            _must(h, address(FUNDS), data);
        }
    }

    function _cover(uint256 person) private {
        SegmentDetails memory details = SegmentDetails(SubjectId.wrap(0), 0, 0, bytes32(person));
        Segment memory s = Segment(
            _person(_holder(person)),
            _id(SECOND),
            "more",
            ELSEWHERE,
            FROM,
            0,
            hashSegmentDetails(details)
        );
        _covers.push(s);
        bytes memory data = abi.encodeCall(
            IEnrolment.open,
            (s, details, _lastOf(s), type(uint64).max, 0, new bytes32[](0), "d")
        );
        _must(SECOND, address(ENROLMENT), data);
    }

    /// @dev The link of a person's last entry at the second insurer.
    function _lastOf(Segment memory s) private view returns (bytes32) {
        return bytes32((ENROLMENT.headOf(s.insured, s.insurer) >> 48) << 48);
    }

    function _isAssigned(Billed storage b) private view returns (bool) {
        uint256 day = uint64(b.record.header >> 104) / 1 days + 40_587;
        return day < _until[b.person];
    }

    /// @dev The pool's money, the provider's, and all that the fund ledger has.
    function _moneyThere(uint256 hospital) private view returns (uint256[3] memory) {
        uint256 pool = uint128(FUNDS.poolOf(_poolThere()));
        return [pool, TOKEN.balanceOf(_account(hospital)), TOKEN.balanceOf(address(FUNDS))];
    }

    function _isUnmoved(uint256[3] memory money, uint256 hospital) private view returns (bool) {
        return keccak256(abi.encode(money)) == keccak256(abi.encode(_moneyThere(hospital)));
    }

    function _inOtherPools() internal view override returns (uint256) {
        return uint128(FUNDS.poolOf(_poolThere()));
    }

    /// @dev Of the third person it is another pseudonym, that of the first.
    function _holder(uint256 person) private pure returns (uint256) {
        return person == 2 ? 0 : person;
    }

    function _poolThere() private pure returns (PoolId) {
        return hashPool(_id(SECOND), ELSEWHERE);
    }

    function _id(uint256 i) private pure returns (ParticipantId) {
        return ParticipantId.wrap(uint32(i));
    }
}
