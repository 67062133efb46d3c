// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {FundWords} from "../insurance/libraries/FundWords.sol";
import {
    Correction,
    Cover,
    Coverage,
    EnrolmentEntry,
    hashAttributes,
    hashCorrection,
    hashEnrolmentEntry,
    hashParties,
    hashSegment,
    hashSegmentDetails,
    Segment,
    SegmentDetails
} from "../types/Coverage.sol";
import {firstDayOf, monthOf} from "../types/Days.sol";
import {CarryOver, hashCarryOver, hashMandate, hashPool, Mandate} from "../types/Fund.sol";
import {ParticipantId, PoolId, SegmentId} from "../types/Ids.sol";
import {hashVoucher, Voucher} from "../types/Voucher.sol";

/// @title PureFunds: pure functions of enrolment and funds, for tests to compare with their twins
/// @notice Never deployed with the suite.
contract PureFunds {
    function segment(Segment calldata s) external pure returns (SegmentId) {
        return hashSegment(s);
    }

    function details(SegmentDetails calldata d) external pure returns (bytes32) {
        return hashSegmentDetails(d);
    }

    function entry(EnrolmentEntry calldata e) external pure returns (bytes32) {
        return hashEnrolmentEntry(e);
    }

    function correction(Correction calldata c) external pure returns (bytes32) {
        return hashCorrection(c);
    }

    function parties(bytes32[] calldata p) external pure returns (bytes32) {
        return hashParties(p);
    }

    function attributes(uint16 bornIn, uint8 sex, bytes32 salt) external pure returns (bytes32) {
        return hashAttributes(bornIn, sex, salt);
    }

    function coverOn(Coverage coverage, uint24 day) external pure returns (Cover) {
        return coverage.coverOn(day);
    }

    function month(uint24 day) external pure returns (uint16) {
        return monthOf(day);
    }

    function firstDay(uint16 month_) external pure returns (uint24) {
        return firstDayOf(month_);
    }

    function mandate(Mandate calldata m) external pure returns (bytes32) {
        return hashMandate(m);
    }

    function carryOver(CarryOver calldata c) external pure returns (bytes32) {
        return hashCarryOver(c);
    }

    function voucher(Voucher calldata v) external pure returns (bytes32) {
        return hashVoucher(v);
    }

    function pool(ParticipantId insurer, uint40 jurisdiction) external pure returns (PoolId) {
        return hashPool(insurer, jurisdiction);
    }

    function drawable(
        uint256 account,
        uint256 wanted,
        uint24 today
    ) external pure returns (uint256) {
        return FundWords.drawable(account, wanted, today);
    }
}
