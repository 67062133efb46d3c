// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Callers} from "../access/Callers.sol";
import {ClaimRecord, ClaimState, hashClaimRecord, Mark} from "../types/Claim.sol";
import {ClaimId, ParticipantId, SegmentId, SubjectId} from "../types/Ids.sol";
import {IClaims} from "./interfaces/IClaims.sol";

/// @title Claims: what was billed, and what became of it (evidence)
/// @notice
///
///     (none) --decide (callers)--> PENDED, ADJUDICATED or DENIED
///     PENDED, DENIED, REVERSED --decide (callers)--> ADJUDICATED or DENIED
///     PENDED --end (callers)--> DENIED
///     ADJUDICATED, DUE --settle (callers)--> PAID
///     ADJUDICATED --settle (callers)--> DUE
///     ADJUDICATED, DUE, PAID --end (callers)--> REVERSED
///
/// INV-CLAIMS-3: an invoice of a provider is decided once, and again only after what was decided was PENDED,
/// DENIED or REVERSED; what was decided never changes, only its state.
/// INV-CLAIMS-4: a decision is PAID once, after it was ADJUDICATED or DUE.
/// INV-CLAIMS-5: a mark is set by one claim that lasts, at whichever institution.
/// INV-CLAIMS-6: a segment's balance is the sum of its lasting claims and of what was restated.
contract Claims is Callers, IClaims {
    uint256 private constant COMMITMENT = ~uint256(type(uint8).max);
    /// @dev Nine fingerprints fill a word: the last one's lowest bit.
    uint256 private constant LAST_LINE = 8 * 28;

    mapping(ClaimId id => uint256) private _claims;

    mapping(SegmentId segment => uint256) private _balances;

    mapping(bytes32 key => uint256) private _marks;

    mapping(ClaimId id => uint256) private _reviews;

    constructor(address manager, uint48 notice) Callers(manager, notice) {}

    /// @inheritdoc IClaims
    function decide(
        ClaimId id,
        uint256 former,
        ClaimState state,
        ClaimRecord calldata claim,
        uint256 moved,
        uint256[] calldata results,
        Mark[] calldata marks,
        address actor
    ) external override onlyCaller returns (uint256 word) {
        uint256 present = _claims[id];
        ClaimState before = ClaimState(uint8(present));
        require(present == former, ClaimExists(id, before));
        require(
            (former == 0 || _isOver(before)) &&
                (state == ClaimState.ADJUDICATED ||
                    state == ClaimState.DENIED ||
                    (former == 0 && state == ClaimState.PENDED)),
            ClaimStateWrong(id, before)
        );
        word = _wordOf(claim, state);
        _claims[id] = word;
        uint256 balance = _move(claim.segment, moved);
        for (uint256 i = 0; i < marks.length; ++i) {
            uint256 taken = _marks[marks[i].key];
            uint256 bits = marks[i].bits;
            require(taken & bits == 0, ClaimMarkTaken(marks[i].key, taken, bits));
            _marks[marks[i].key] = taken | bits;
        }
        emit ClaimDecided(
            id,
            claim.insured,
            ParticipantId.wrap(uint32(claim.header)),
            word,
            claim,
            balance,
            results,
            marks,
            actor
        );
    }

    /// @inheritdoc IClaims
    function settle(
        ClaimId id,
        SubjectId insured,
        ClaimState state,
        uint256 fromAccount,
        address actor
    ) external override onlyCaller {
        uint256 word = _claims[id];
        ClaimState before = ClaimState(uint8(word));
        require(
            before == ClaimState.ADJUDICATED
                ? state == ClaimState.PAID || state == ClaimState.DUE
                : before == ClaimState.DUE && state == ClaimState.PAID,
            ClaimStateWrong(id, before)
        );
        uint256 commitment = word;
        if (fromAccount != 0) commitment = _paidBy(word & COMMITMENT, fromAccount);
        word = (commitment & COMMITMENT) | uint256(state);
        _claims[id] = word;
        emit ClaimSettled(id, insured, word, fromAccount, actor);
    }

    /// @inheritdoc IClaims
    function end(
        ClaimId id,
        ClaimState state,
        ClaimRecord calldata claim,
        uint256 fromAccount,
        uint256 moved,
        Mark[] calldata marks,
        bytes32 document,
        address actor
    ) external override onlyCaller {
        ClaimState before = requireRecord(id, claim, fromAccount);
        bool isOpen =
            before == ClaimState.ADJUDICATED ||
                before == ClaimState.DUE ||
                before == ClaimState.PAID;
        require(
            state == ClaimState.REVERSED
                ? isOpen
                : state == ClaimState.DENIED && before == ClaimState.PENDED,
            ClaimStateWrong(id, before)
        );
        uint256 word = (_claims[id] & COMMITMENT) | uint256(state);
        _claims[id] = word;
        uint256 balance = _balances[claim.segment];
        for (uint256 field = 0; field < 256; field += 64) {
            require(
                uint64(balance >> field) >= uint64(moved >> field),
                ClaimBalanceExceeded(claim.segment, balance, moved)
            );
        }
        balance -= moved;
        _balances[claim.segment] = balance;
        for (uint256 i = 0; i < marks.length; ++i) {
            uint256 taken = _marks[marks[i].key];
            uint256 bits = marks[i].bits;
            require(taken & bits == bits, ClaimMarkTaken(marks[i].key, taken, bits));
            _marks[marks[i].key] = taken ^ bits;
        }
        emit ClaimEnded(id, claim.insured, claim.segment, word, balance, marks, document, actor);
    }

    /// @inheritdoc IClaims
    function review(
        ClaimId id,
        SubjectId insured,
        uint256 former,
        uint256 next,
        bytes32 document,
        address actor
    ) external override onlyCaller {
        uint256 present = _reviews[id];
        require(present == former, ClaimReviewOutdated(id, present, former));
        _reviews[id] = next;
        emit ClaimReviewed(id, insured, next, document, actor);
    }

    /// @inheritdoc IClaims
    function restate(
        SegmentId segment,
        SubjectId insured,
        uint256 balance,
        bytes32 document,
        address actor
    ) external override onlyCaller {
        _balances[segment] = balance;
        emit BalanceRestated(segment, insured, balance, document, actor);
    }

    /// @inheritdoc IClaims
    function claimOf(ClaimId id) external view override returns (uint256 word) {
        return _claims[id];
    }

    /// @inheritdoc IClaims
    function reviewOf(ClaimId id) external view override returns (uint256 word) {
        return _reviews[id];
    }

    /// @inheritdoc IClaims
    function balanceOf(SegmentId segment) external view override returns (uint256) {
        return _balances[segment];
    }

    /// @inheritdoc IClaims
    function standingOf(
        ClaimId id,
        SegmentId segment
    ) external view override returns (uint256 word, uint256 balance) {
        return (_claims[id], _balances[segment]);
    }

    /// @inheritdoc IClaims
    function marksOf(
        bytes32[] calldata keys
    ) external view override returns (uint256[] memory words) {
        words = new uint256[](keys.length);
        for (uint256 i = 0; i < keys.length; ++i) words[i] = _marks[keys[i]];
    }

    /// @inheritdoc IClaims
    function linesOf(bytes32 key) external view override returns (uint256[] memory words) {
        uint256 count = 1;
        while (_marks[_next(key, count - 1)] >> LAST_LINE != 0) ++count;
        words = new uint256[](count);
        for (uint256 i = 0; i < count; ++i) words[i] = _marks[_next(key, i)];
    }

    /// @inheritdoc IClaims
    function requireRecord(
        ClaimId id,
        ClaimRecord calldata claim,
        uint256 fromAccount
    ) public view override returns (ClaimState state) {
        uint256 word = _claims[id];
        state = ClaimState(uint8(word));
        uint256 shown = _wordOf(claim, ClaimState.NONE);
        if (fromAccount != 0) shown = _paidBy(shown, fromAccount) & COMMITMENT;
        require(state != ClaimState.NONE && word & COMMITMENT == shown, ClaimRecordMismatch(id));
    }

    function _move(SegmentId segment, uint256 moved) private returns (uint256 balance) {
        uint256 present = _balances[segment];
        if (moved == 0) return present;
        unchecked {
            balance = present + moved;
        }
        for (uint256 field = 0; field < 256; field += 64) {
            require(
                uint64(balance >> field) >= uint64(present >> field),
                ClaimBalanceExceeded(segment, present, moved)
            );
        }
        _balances[segment] = balance;
    }

    /// @dev Whether what was decided does not stand (any more).
    function _isOver(ClaimState state) private pure returns (bool) {
        return
            state == ClaimState.PENDED ||
            state == ClaimState.DENIED ||
            state == ClaimState.REVERSED;
    }

    /// @dev What a slot commits to, once a personal account gave something.
    function _paidBy(uint256 commitment, uint256 fromAccount) private pure returns (uint256 hash) {
        assembly ("memory-safe") {
            mstore(0x00, commitment)
            mstore(0x20, fromAccount)
            hash := keccak256(0x00, 0x40)
        }
    }

    function _wordOf(ClaimRecord calldata claim, ClaimState state) private pure returns (uint256) {
        return (uint256(hashClaimRecord(claim)) & COMMITMENT) | uint256(state);
    }

    function _next(bytes32 key, uint256 count) private pure returns (bytes32) {
        unchecked {
            return bytes32(uint256(key) + count);
        }
    }
}
