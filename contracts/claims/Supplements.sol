// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Callers} from "../access/Callers.sol";
import {ISubjectRegistry} from "../identity/interfaces/ISubjectRegistry.sol";
import {hashSegment, Segment} from "../types/Coverage.sol";
import {ClaimId, SegmentId, SubjectId} from "../types/Ids.sol";
import {
    Assignment,
    hashAssigned,
    hashAssignment,
    hashSupplement,
    Supplement,
    SupplementState
} from "../types/Supplement.sol";
import {ISupplements} from "./interfaces/ISupplements.sol";

/// @title Supplements: what other insurers pay of what a claim leaves to the person (evidence)
/// @notice Of a claim at a segment:
///
///     (none), REFUSED, REVERSED --pay (callers)--> PAID
///     (none) --refuse (callers)--> REFUSED
///     PAID --reverse (callers)--> REVERSED
///
/// INV-SUPPLEMENT-1: what a segment paid of a claim it pays again only after it took it back; all together
/// pay at most what the claim left to the person.
/// INV-SUPPLEMENT-2: no claim is assigned to a segment without the signatures of both pseudonyms.
/// INV-SUPPLEMENT-3: a segment's balance is the sum of what it paid and did not take back.
contract Supplements is Callers, EIP712, ISupplements {
    uint256 private constant ONE_CLAIM = 1 << 192;

    ISubjectRegistry private immutable SUBJECTS;

    mapping(bytes32 key => uint256) private _assignments;

    mapping(bytes32 key => uint256) private _supplements;

    mapping(ClaimId claim => uint256) private _totals;

    mapping(SegmentId segment => uint256) private _balances;

    constructor(
        address manager,
        uint48 notice,
        ISubjectRegistry subjects
    ) Callers(manager, notice) EIP712("CareLedger Supplements", "1") {
        SUBJECTS = subjects;
    }

    /// @inheritdoc ISupplements
    function assign(
        Assignment calldata a,
        Segment calldata segment,
        bytes calldata signer,
        bytes calldata signature,
        bytes calldata holder,
        bytes calldata holderSignature
    ) external override {
        require(
            SegmentId.unwrap(hashSegment(segment)) == SegmentId.unwrap(a.segment),
            SupplementSegmentWrong(a.segment)
        );
        require(
            block.timestamp <= a.deadline,
            SupplementDeadlinePassed(a.deadline, uint40(block.timestamp))
        );
        bytes32 key = hashAssigned(a.insured, a.segment);
        uint16 present = uint16(_assignments[key] >> 24);
        require(a.number > present, SupplementOutdated(key, a.number, present));
        bytes32 digest = _hashTypedDataV4(hashAssignment(a));
        uint256 epoch = SUBJECTS.requireSigned(a.insured, digest, signer, signature);
        uint256 holderEpoch = epoch;
        if (SubjectId.unwrap(segment.insured) != SubjectId.unwrap(a.insured)) {
            holderEpoch = SUBJECTS.requireSigned(segment.insured, digest, holder, holderSignature);
        }
        uint256 word =
            uint256(a.until) | (uint256(a.number) << 24) | (epoch << 40) | (holderEpoch << 72);
        _assignments[key] = word;
        emit BenefitsAssigned(a.insured, a.segment, segment.insured, word, msg.sender);
    }

    /// @inheritdoc ISupplements
    function pay(
        ClaimId claim,
        SubjectId insured,
        SegmentId segment,
        Supplement calldata s,
        address actor
    ) external override onlyCaller {
        (bytes32 key, uint256 word, SupplementState state) = _at(claim, segment);
        require(state != SupplementState.PAID, SupplementStateWrong(claim, segment, state));
        uint256 total = _totals[claim] + s.paid;
        require(total <= s.most, SupplementExceeded(claim, total, s.most));
        _totals[claim] = total;
        word =
            uint256(SupplementState.PAID) |
            (uint256(s.paid) << 8) |
            (uint256(s.deductible) << 56) |
            (uint256(s.own) << 104) |
            (uint256(uint40(block.timestamp)) << 152) |
            (uint256(s.decision) << 192);
        _supplements[key] = word;
        // 2^64 minor units are beyond what 2^16 claims of 48 bits come to.
        uint256 balance = _balances[segment] + _moved(word);
        _balances[segment] = balance;
        emit SupplementChanged(claim, segment, insured, word, total, balance, 0, actor);
    }

    /// @inheritdoc ISupplements
    function refuse(
        ClaimId claim,
        SubjectId insured,
        SegmentId segment,
        bytes32 document,
        address actor
    ) external override onlyCaller {
        (bytes32 key, uint256 word, SupplementState state) = _at(claim, segment);
        require(state == SupplementState.NONE, SupplementStateWrong(claim, segment, state));
        word = uint256(SupplementState.REFUSED) | (block.timestamp << 152);
        _supplements[key] = word;
        (uint256 total, uint256 balance) = (_totals[claim], _balances[segment]);
        emit SupplementChanged(claim, segment, insured, word, total, balance, document, actor);
    }

    /// @inheritdoc ISupplements
    function reverse(
        ClaimId claim,
        SubjectId insured,
        SegmentId segment,
        address actor
    ) external override onlyCaller returns (uint48 paid) {
        (bytes32 key, uint256 word, SupplementState state) = _at(claim, segment);
        require(state == SupplementState.PAID, SupplementStateWrong(claim, segment, state));
        paid = uint48(word >> 8);
        uint256 total = _totals[claim] - paid;
        _totals[claim] = total;
        uint256 balance = _balances[segment] - _moved(word);
        _balances[segment] = balance;
        word = (word & ~uint256(type(uint8).max)) | uint256(SupplementState.REVERSED);
        _supplements[key] = word;
        emit SupplementChanged(claim, segment, insured, word, total, balance, 0, actor);
    }

    /// @inheritdoc ISupplements
    function isAssigned(
        SubjectId insured,
        SegmentId segment,
        SubjectId holder,
        uint24 day
    ) external view override returns (bool) {
        uint256 word = assignmentOf(insured, segment);
        // What a stolen key signed ends with it.
        return
            day < uint24(word) &&
            SUBJECTS.epochOf(insured) == uint32(word >> 40) &&
            SUBJECTS.epochOf(holder) == uint32(word >> 72);
    }

    /// @inheritdoc ISupplements
    function supplementOf(
        ClaimId claim,
        SegmentId segment
    ) external view override returns (uint256) {
        return _supplements[hashSupplement(claim, segment)];
    }

    /// @inheritdoc ISupplements
    function totalOf(ClaimId claim) external view override returns (uint256) {
        return _totals[claim];
    }

    /// @inheritdoc ISupplements
    function balanceOf(SegmentId segment) external view override returns (uint256) {
        return _balances[segment];
    }

    /// @inheritdoc ISupplements
    function assignmentOf(
        SubjectId insured,
        SegmentId segment
    ) public view override returns (uint256) {
        return _assignments[hashAssigned(insured, segment)];
    }

    function _at(
        ClaimId claim,
        SegmentId segment
    ) private view returns (bytes32 key, uint256 word, SupplementState state) {
        key = hashSupplement(claim, segment);
        word = _supplements[key];
        state = SupplementState(uint8(word));
    }

    /// @dev What a claim's word adds to its segment's balance.
    function _moved(uint256 word) private pure returns (uint256) {
        return
            uint48(word >> 56) |
            (uint256(uint48(word >> 8)) << 64) |
            (uint256(uint48(word >> 104)) << 128) |
            ONE_CLAIM;
    }
}
