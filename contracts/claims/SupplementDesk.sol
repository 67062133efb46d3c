// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {IBenefitPlans} from "../insurance/interfaces/IBenefitPlans.sol";
import {IEnrolment} from "../insurance/interfaces/IEnrolment.sol";
import {IFundLedger} from "../insurance/interfaces/IFundLedger.sol";
import {ClaimRecord, ClaimState} from "../types/Claim.sol";
import {Cover, hashSegment, Segment} from "../types/Coverage.sol";
import {DAY_OF_1970} from "../types/Days.sol";
import {hashPool, Payment} from "../types/Fund.sol";
import {ClaimId, ParticipantId, PlanId, PoolId, SegmentId} from "../types/Ids.sol";
import {Domain, ParticipantStatus} from "../types/Membership.sol";
import {hashSupplement, Supplement, SupplementState} from "../types/Supplement.sol";
import {hashPlan, Plan} from "../types/Tariff.sol";
import {IClaims} from "./interfaces/IClaims.sol";
import {ISupplementDesk} from "./interfaces/ISupplementDesk.sol";
import {ISupplements} from "./interfaces/ISupplements.sol";
import {Adjudication} from "./libraries/Adjudication.sol";
import {Rows} from "./libraries/Rows.sol";

/// @title SupplementDesk: the second insurer pays what the first one left (policy)
/// @notice Holds nothing; a caller of Supplements and FundLedger. What the person bears (or her coinsurance
/// alone) is adjudicated by the supplementary plan as a claim of one line: its deductible, copay, share by
/// setting and grade, its cap of the year. It is written before it is paid.
///
/// INV-SUPPLEMENT-4: first insurer, personal account and supplements together pay at most the bill.
/// INV-SUPPLEMENT-5: above the plan's limit only the segment's insurer pays.
contract SupplementDesk is ISupplementDesk {
    /// @dev What was found of a claim and a cover.
    struct Case {
        ClaimId id;
        SegmentId segment;
        uint24 day;
        uint256 most;
        uint256 base;
    }

    uint32 private constant ANY = type(uint32).max;
    uint256 private constant AMOUNT = type(uint40).max;
    /// @dev What `low` says of a supplement for the coinsurance alone.
    uint256 private constant COINSURANCE = 1;
    uint256 private constant EVERY_ITEM = type(uint128).max;
    /// @dev A row of class A without limits.
    uint256 private constant PLAIN_ROW = 1 << 192;
    uint256 private constant ONE_UNIT = 1 << 40;
    int256 private constant TO_1970 = int256(DAY_OF_1970 * 1 days);

    IParticipantRegistry private immutable PARTICIPANTS;
    IBenefitPlans private immutable PLANS;
    IEnrolment private immutable ENROLMENT;
    IFundLedger private immutable FUNDS;
    IClaims private immutable CLAIMS;
    ISupplements private immutable SUPPLEMENTS;

    constructor(
        IParticipantRegistry participants,
        IBenefitPlans plans,
        IEnrolment enrolment,
        IFundLedger funds,
        IClaims claims,
        ISupplements supplements
    ) {
        PARTICIPANTS = participants;
        PLANS = plans;
        ENROLMENT = enrolment;
        FUNDS = funds;
        CLAIMS = claims;
        SUPPLEMENTS = supplements;
    }

    /// @inheritdoc ISupplementDesk
    function pay(
        ClaimId id,
        ClaimRecord calldata claim,
        uint48 fromAccount,
        uint256[] calldata results,
        Segment calldata segment,
        Plan calldata plan
    ) external override returns (uint48 paid) {
        ParticipantId sender = _sender();
        Case memory c = _open(id, claim, fromAccount, segment, plan);
        c.base = _base(c.id, claim, results, plan);
        Supplement memory s = _decide(c, claim, plan);
        paid = s.paid;
        if (sender != segment.insurer) {
            uint256 limit = uint48(plan.terms >> 144);
            bool isRefused =
                uint8(SUPPLEMENTS.supplementOf(id, c.segment)) == uint8(SupplementState.REFUSED);
            require(
                !isRefused && (limit == 0 || paid <= limit),
                SupplementInsurerOnly(segment.insurer, sender, paid)
            );
        }
        SUPPLEMENTS.pay(id, claim.insured, c.segment, s, msg.sender);
        if (paid == 0) return 0;
        Payment memory payment = _payment(id, claim, segment, paid);
        (bool isPaid, ) = FUNDS.pay(payment);
        require(isPaid, SupplementPoolCannotPay(payment.pool, paid));
    }

    /// @inheritdoc ISupplementDesk
    function refuse(
        ClaimId id,
        ClaimRecord calldata claim,
        uint48 fromAccount,
        Segment calldata segment,
        bytes32 document
    ) external override {
        ParticipantId sender = _sender();
        require(sender == segment.insurer, SupplementInsurerOnly(segment.insurer, sender, 0));
        require(document != 0, SupplementDocumentMissing(id));
        CLAIMS.requireRecord(id, claim, fromAccount);
        (SegmentId segmentId, uint24 day) = (hashSegment(segment), _dayOf(claim.header));
        _requireAssigned(claim, segment, segmentId, day);
        SUPPLEMENTS.refuse(id, claim.insured, segmentId, document, msg.sender);
    }

    /// @inheritdoc ISupplementDesk
    function takeBack(
        ClaimId id,
        ClaimRecord calldata claim,
        uint48 fromAccount,
        Segment calldata segment
    ) external override {
        _sender();
        ClaimState state = CLAIMS.requireRecord(id, claim, fromAccount);
        SegmentId segmentId = hashSegment(segment);
        uint256 word = SUPPLEMENTS.supplementOf(id, segmentId);
        require(
            state != ClaimState.PAID || uint64(word >> 192) != _decisionOf(id),
            SupplementClaimState(id, state)
        );
        uint48 paid = SUPPLEMENTS.reverse(id, claim.insured, segmentId, msg.sender);
        if (paid != 0) FUNDS.reversePayment(_payment(id, claim, segment, paid));
    }

    /// @dev Checks what is shown against the slots of claim, plan, cover and assignment.
    function _open(
        ClaimId id,
        ClaimRecord calldata claim,
        uint48 fromAccount,
        Segment calldata segment,
        Plan calldata plan
    ) private view returns (Case memory c) {
        ClaimState state = CLAIMS.requireRecord(id, claim, fromAccount);
        // Before that the personal account could still pay: both together would be above the bill.
        require(state == ClaimState.PAID, SupplementClaimState(id, state));
        require(
            plan.insurer == segment.insurer &&
                plan.code == segment.plan &&
                ParticipantId.unwrap(plan.insurer) != uint32(claim.header >> 32) &&
                uint128(plan.terms) == 0,
            SupplementPlanForeign(plan.insurer, segment.insurer)
        );
        c.id = id;
        c.day = _dayOf(claim.header);
        PlanId planId = hashPlan(plan);
        (uint24 from, uint24 until) = PLANS.intervalOf(planId);
        require(
            from != 0 && from <= c.day && (until == 0 || c.day < until),
            SupplementPlanNotInForce(planId, from, until, c.day)
        );
        c.segment = hashSegment(segment);
        Cover cover = ENROLMENT.coverageOf(c.segment).coverOn(c.day);
        uint256 since = uint256(segment.from) + uint16(plan.terms >> 128);
        require(
            (cover == Cover.COVERED || cover == Cover.LATE) && c.day >= since,
            SupplementNotCovered(c.segment, cover, c.day)
        );
        _requireAssigned(claim, segment, c.segment, c.day);
        c.most = uint48(claim.totals >> 48) - fromAccount;
    }

    /// @dev What the plan pays of the base, and how the segment's balance moves.
    function _decide(
        Case memory c,
        ClaimRecord calldata claim,
        Plan calldata plan
    ) private view returns (Supplement memory s) {
        Rows.Terms memory t;
        t.limits = plan.limits;
        t.shares = plan.shares;
        t.terms = plan.terms | EVERY_ITEM;
        t.services = EVERY_ITEM;
        t.start = uint256(c.day) * 1 days;
        t.setting = uint8(claim.header >> 200);
        t.grade = PARTICIPANTS.participant(ParticipantId.wrap(uint32(claim.header))).grade();
        uint256 balance = SUPPLEMENTS.balanceOf(c.segment);
        Adjudication.Balance memory b = Adjudication.Balance(
            uint64(balance),
            uint64(balance >> 64),
            uint64(balance >> 128)
        );
        uint256[] memory facts = new uint256[](1);
        uint256[] memory rules = new uint256[](1);
        facts[0] = c.base | ONE_UNIT;
        rules[0] = PLAIN_ROW;
        (, Adjudication.Totals memory totals) = Adjudication.adjudicate(
            t,
            b,
            facts,
            rules,
            new uint256[](1)
        );
        uint256 left = c.most - Rows.least(SUPPLEMENTS.totalOf(c.id), c.most);
        s.paid = uint48(Rows.least(totals.fund, left));
        s.deductible = uint48(b.deductible - uint64(balance));
        s.own = uint48(b.own - uint64(balance >> 128));
        s.most = uint48(c.most);
        s.decision = _decisionOf(c.id);
    }

    /// @dev What tells one decision of a claim from the next.
    function _decisionOf(ClaimId id) private view returns (uint64) {
        return uint64(CLAIMS.claimOf(id) >> 192);
    }

    function _requireAssigned(
        ClaimRecord calldata claim,
        Segment calldata segment,
        SegmentId segmentId,
        uint24 day
    ) private view {
        require(
            SUPPLEMENTS.isAssigned(claim.insured, segmentId, segment.insured, day),
            SupplementUnassigned(segmentId, day)
        );
    }

    function _sender() private view returns (ParticipantId) {
        return
            PARTICIPANTS
                .requireStanding(msg.sender, Domain.CLAIMS, ANY, ParticipantStatus.SUSPENDED)
                .participant();
    }

    /// @dev What the plan is for: all that the person bears, or the coinsurance of her lines.
    function _base(
        ClaimId id,
        ClaimRecord calldata claim,
        uint256[] calldata results,
        Plan calldata plan
    ) private pure returns (uint256 base) {
        require(
            keccak256(abi.encodePacked(results)) == claim.results,
            SupplementResultsMismatch(id)
        );
        base = uint48(claim.totals >> 48);
        if (uint16(plan.terms >> 192) == COINSURANCE) {
            uint256 coinsurance = 0;
            for (uint256 i = 1; i < results.length; i += 2) coinsurance += results[i] & AMOUNT;
            base = Rows.least(base, coinsurance);
        }
        return Rows.least(base, AMOUNT);
    }

    function _payment(
        ClaimId id,
        ClaimRecord calldata claim,
        Segment calldata segment,
        uint48 amount
    ) private pure returns (Payment memory) {
        PoolId pool = hashPool(segment.insurer, segment.jurisdiction);
        ParticipantId provider = ParticipantId.wrap(uint32(claim.header));
        // A reference of its own: the claim's is that of the first insurer's payment.
        bytes32 ref = hashSupplement(id, hashSegment(segment));
        return Payment(pool, provider, segment.insured, amount, 0, false, ref);
    }

    function _dayOf(uint256 header) private pure returns (uint24) {
        return uint24(uint256(int256(int64(uint64(header >> 104))) + TO_1970) / 1 days);
    }
}
