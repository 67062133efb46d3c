// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ClaimRecord, ClaimState, Mark} from "../../types/Claim.sol";
import {ClaimId, ParticipantId, SegmentId, SubjectId} from "../../types/Ids.sol";

/// @title IClaims: what was billed, what it came to and what became of it
/// @notice One slot a claim, whatever its lines: its state and a hash of what was adjudicated, which whoever
/// pays or reviews it shows again. Beside it the member's balance, one slot a segment (benefit year), and
/// marks: bits of what was billed before, so that nothing is billed twice at whichever institution. All
/// stands in events, by the insurance pseudonym.
interface IClaims {
    /// @notice A claim was decided. `word`: its slot, state 8 | the highest 248 bits of `hashClaimRecord`.
    /// `claim.totals` and the lines' `results` (two words each, `LineResult`) as types/Claim.sol has them.
    /// `balance`: the segment's after it (`balanceOf`).
    event ClaimDecided(
        ClaimId indexed id,
        SubjectId indexed insured,
        ParticipantId indexed provider,
        uint256 word,
        ClaimRecord claim,
        uint256 balance,
        uint256[] results,
        Mark[] marks,
        address actor
    );
    /// @notice The provider was paid, or the pool owes it now: the claim's slot is `word`. `fromAccount`: what
    /// of the person's part her personal account gave.
    event ClaimSettled(
        ClaimId indexed id,
        SubjectId indexed insured,
        uint256 word,
        uint256 fromAccount,
        address actor
    );
    /// @notice The claim's slot is now `word`; its segment's balance, which moved back, `balance`. Bits of
    /// `marks` are free again. `document`: digest of the reasons.
    event ClaimEnded(
        ClaimId indexed id,
        SubjectId indexed insured,
        SegmentId indexed segment,
        uint256 word,
        uint256 balance,
        Mark[] marks,
        bytes32 document,
        address actor
    );
    /// @notice People looked at a claim: `review` is as `reviewOf` has it. `document`: digest of what they wrote.
    event ClaimReviewed(
        ClaimId indexed id,
        SubjectId indexed insured,
        uint256 review,
        bytes32 document,
        address actor
    );
    /// @notice The insurer stated the balance of a segment.
    event BalanceRestated(
        SegmentId indexed segment,
        SubjectId indexed insured,
        uint256 balance,
        bytes32 document,
        address actor
    );

    /// @notice The provider billed this invoice before.
    error ClaimExists(ClaimId id, ClaimState state);
    /// @notice The claim is not in the state that this asks for.
    error ClaimStateWrong(ClaimId id, ClaimState state);
    /// @notice Somebody else looked at the claim between.
    error ClaimReviewOutdated(ClaimId id, uint256 present, uint256 former);
    /// @notice What is shown is not what was decided.
    error ClaimRecordMismatch(ClaimId id);
    /// @notice What is marked was billed before (or, when it is freed, was not).
    error ClaimMarkTaken(bytes32 key, uint256 present, uint256 bits);
    /// @notice The balance of a segment has no room for this.
    error ClaimBalanceExceeded(SegmentId segment, uint256 balance, uint256 change);

    /// @notice Writes what a claim came to; only by callers. One that is PENDED, DENIED or REVERSED may be decided
    /// again, by what its slot holds.
    /// @param former The slot before: 0, or the word of that claim
    /// @param moved What the balance gains: deductible 64 | pool 64 | own 64 | number 64
    function decide(
        ClaimId id,
        uint256 former,
        ClaimState state,
        ClaimRecord calldata claim,
        uint256 moved,
        uint256[] calldata results,
        Mark[] calldata marks,
        address actor
    ) external returns (uint256 word);

    /// @notice Notes that an ADJUDICATED or DUE claim was paid, or an ADJUDICATED one is DUE; only by callers.
    /// If the personal account gave something, the slot commits to that too: see `requireRecord`.
    function settle(
        ClaimId id,
        SubjectId insured,
        ClaimState state,
        uint256 fromAccount,
        address actor
    ) external;

    /// @notice Ends a claim as DENIED (a PENDED one) or REVERSED (an ADJUDICATED, DUE or PAID one), and gives
    /// room and marks back; only by callers.
    function end(
        ClaimId id,
        ClaimState state,
        ClaimRecord calldata claim,
        uint256 fromAccount,
        uint256 moved,
        Mark[] calldata marks,
        bytes32 document,
        address actor
    ) external;

    /// @notice Writes what people decided or asked for, over what stood before; only by callers.
    function review(
        ClaimId id,
        SubjectId insured,
        uint256 former,
        uint256 next,
        bytes32 document,
        address actor
    ) external;

    /// @notice Sets a segment's balance; only by callers.
    function restate(
        SegmentId segment,
        SubjectId insured,
        uint256 balance,
        bytes32 document,
        address actor
    ) external;

    /// @notice The slot of a claim; 0: none.
    function claimOf(ClaimId id) external view returns (uint256 word);

    /// @notice How far people went over a claim, lowest bits first: `ReviewStage` 8 | since 40 (Unix time) | reason
    /// 16 (CARC) | account that decided last 160; 0: rules decided alone.
    function reviewOf(ClaimId id) external view returns (uint256 word);

    /// @notice The state of a claim; reverts unless it is what was decided.
    /// @param fromAccount What the personal account gave: 0 unless the claim is PAID, or was
    function requireRecord(
        ClaimId id,
        ClaimRecord calldata claim,
        uint256 fromAccount
    ) external view returns (ClaimState);

    /// @notice A segment's balance: deductible used 64 | paid by the fund 64 | borne by the person 64 |
    /// claims 64.
    function balanceOf(SegmentId segment) external view returns (uint256);

    /// @notice What a claim is decided on, in one call.
    function standingOf(
        ClaimId id,
        SegmentId segment
    ) external view returns (uint256 word, uint256 balance);

    /// @notice Words of marks. A word of lines, whose key is followed by those of the next ones, has nine
    /// fingerprints of 28 bits; one of stays a bit for each night of 256; one of frequencies as many bits as
    /// there were times.
    function marksOf(bytes32[] calldata keys) external view returns (uint256[] memory words);

    /// @notice The words of lines from a key on, the last of which has room.
    function linesOf(bytes32 key) external view returns (uint256[] memory words);
}
