// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IClaimFiles} from "../../contracts/claims/interfaces/IClaimFiles.sol";
import {ClaimState, Flag} from "../../contracts/types/Claim.sol";
import {ClaimId} from "../../contracts/types/Ids.sol";
import {ReviewStage} from "../../contracts/types/Review.sol";
import {VM} from "./Cheats.sol";
import {ClaimHandler} from "./ClaimHandler.sol";

/// @dev What the tests believe of reviews: who may decide or appeal, and what a decision that falls gives back.
abstract contract ReviewBeliefs is ClaimHandler {
    /// @dev A review as the tests believe it.
    struct Review {
        ReviewStage stage;
        uint256 since;
        address by;
    }

    mapping(ClaimId => Review) internal _reviews;

    /// @dev What holds whatever was done.
    function checkReviews() external view {
        for (uint256 i = 0; i < _billed.length; ++i) {
            Review storage r = _reviews[_billed[i].id];
            uint256 word = CLAIMS.reviewOf(_billed[i].id);
            assert(ReviewStage(uint8(word)) == r.stage);
            assert(uint40(word >> 8) == r.since && address(uint160(word >> 64)) == r.by);
        }
    }

    /// @dev INV-CLAIMS-10: the provider owes what it was paid; the pool gives the personal account its part.
    function _givenBack(
        Billed storage b,
        IClaimFiles.ClaimFile memory file,
        uint256[4] memory money
    ) internal returns (uint256[4] memory) {
        uint256 fromPool = uint48(b.record.totals);
        if (b.state == ClaimState.DUE) {
            _due[b.person][b.hospital] -= fromPool;
        } else if (b.state == ClaimState.PAID) {
            _debt[b.person][b.hospital] += fromPool + b.fromAccount;
            money[0] -= b.fromAccount;
            money[1] += b.fromAccount;
        }
        b.payments = 0;
        Year storage y = _years[b.person];
        uint256 deductible;
        uint256 own;
        for (uint256 i = 0; i < file.lines.length; ++i) {
            (uint256 parts, uint256 rest) = (b.results[2 * i], b.results[2 * i + 1]);
            deductible += uint40(parts >> 160);
            own += uint256(uint40(parts >> 160)) + uint40(parts >> 200) + uint40(rest);
            if (_has(rest >> 120, Flag.DUP_LINE)) continue;
            --_taken[_lineKey(b.person, file, i)];
            bool isCounted = file.lines[i].code == _code(3) && !_has(rest >> 120, Flag.OVER_FREQ);
            if (isCounted) --_times[_windowKey(b.person, file, i)];
        }
        // An insurer may have stated a lower balance since.
        y.deductible -= deductible < y.deductible ? deductible : y.deductible;
        y.own -= own < y.own ? own : y.own;
        y.pool -= fromPool;
        --y.count;
        return money;
    }

    function _noteDecided(Billed storage b, address by) internal {
        ReviewStage stage = _reviews[b.id].stage;
        _note(
            b,
            stage == ReviewStage.ESCALATED
                ? ReviewStage.FINAL
                : stage < ReviewStage.APPEALED
                    ? ReviewStage.DECIDED
                    : ReviewStage.ANSWERED,
            by
        );
    }

    function _noteWithdrawn(Billed storage b, address by) internal {
        ReviewStage stage = _reviews[b.id].stage;
        if (stage < ReviewStage.ANSWERED) stage = ReviewStage.DECIDED;
        else if (stage == ReviewStage.ESCALATED) stage = ReviewStage.ANSWERED;
        _note(b, stage, by);
    }

    function _noteAppealed(Billed storage b) internal {
        Review storage r = _reviews[b.id];
        bool isSecond =
            b.state == ClaimState.PENDED ||
                r.stage == ReviewStage.APPEALED ||
                r.stage == ReviewStage.ANSWERED;
        _note(b, isSecond ? ReviewStage.ESCALATED : ReviewStage.APPEALED, r.by);
    }

    function _note(Billed storage b, ReviewStage stage, address by) internal {
        _reviews[b.id] = Review(stage, block.timestamp, by);
        string[6] memory names = ["", "decided", "appealed", "answered", "escalated", "final"];
        _count(names[uint256(stage)], true);
    }

    function _mayDecide(Billed storage b, address by) internal view returns (bool) {
        Review storage r = _reviews[b.id];
        if (r.stage == ReviewStage.ESCALATED) return by == _account(REGULATOR);
        if (r.stage == ReviewStage.FINAL || (by != _account(AGENCY) && by != _colleague())) {
            return false;
        }
        return r.stage != ReviewStage.APPEALED || by != r.by;
    }

    function _mayAppeal(Billed storage b) internal view returns (bool) {
        Review storage r = _reviews[b.id];
        if (r.stage >= ReviewStage.ESCALATED) return false;
        uint256 since = r.stage == ReviewStage.NONE ? b.record.decidedAt : r.since;
        return
            b.state == ClaimState.PENDED || r.stage == ReviewStage.APPEALED
                ? block.timestamp > since + 30 days
                : block.timestamp <= since + 60 days;
    }

    /// @dev Whether the pool has what the personal account gave, and what is due was not cancelled.
    function _canGiveBack(Billed storage b) internal view returns (bool) {
        if (b.state == ClaimState.PAID) return _poolBalance(b.person) >= b.fromAccount;
        if (b.state != ClaimState.DUE) return true;
        return _due[b.person][b.hospital] >= uint48(b.record.totals);
    }

    /// @dev The agency's second account.
    function _colleague() internal pure returns (address) {
        return VM.addr(KEYS + AGENCY + 100);
    }

    function _isOpen(ClaimState state) internal pure returns (bool) {
        return
            state == ClaimState.ADJUDICATED || state == ClaimState.DUE || state == ClaimState.PAID;
    }
}
