// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Segment} from "../../types/Coverage.sol";
import {ClaimId, SegmentId, SubjectId} from "../../types/Ids.sol";
import {Assignment, Supplement, SupplementState} from "../../types/Supplement.sol";

/// @title ISupplements: what other insurers pay of what a claim leaves to the person
/// @notice One slot a claim and segment, one slot a claim for the sum of all, one a segment for its year's
/// balance, one a pseudonym and segment for what the person signed.
interface ISupplements {
    /// @notice The assignment of a pseudonym's claims to a segment is as in its word: until 24 | number 16 |
    /// key epoch 32 | the holder's 32. `holder`: the segment's pseudonym.
    event BenefitsAssigned(
        SubjectId indexed insured,
        SegmentId indexed segment,
        SubjectId indexed holder,
        uint256 word,
        address actor
    );
    /// @notice A supplementary insurer's part of a claim is as in its word (`supplementOf`). `total`: of all
    /// of the claim's supplements; `balance`: the segment's. `document`: digest of the reasons, if refused.
    event SupplementChanged(
        ClaimId indexed claim,
        SegmentId indexed segment,
        SubjectId indexed insured,
        uint256 word,
        uint256 total,
        uint256 balance,
        bytes32 document,
        address actor
    );

    /// @notice The segment shown is not the one that was signed.
    error SupplementSegmentWrong(SegmentId segment);
    /// @notice The assignment came too late.
    error SupplementDeadlinePassed(uint40 deadline, uint40 now_);
    /// @notice The assignment is older than the present one.
    error SupplementOutdated(bytes32 key, uint16 number, uint16 present);
    /// @notice The claim is not in the state at this insurer that this asks for.
    error SupplementStateWrong(ClaimId claim, SegmentId segment, SupplementState state);
    /// @notice The supplements would be more than the claim left to the person.
    error SupplementExceeded(ClaimId claim, uint256 total, uint256 most);

    /// @notice Assigns a person's claims to a segment, or ends that; any sender.
    /// @param signer,signature Of the assignment's pseudonym
    /// @param holder,holderSignature Of the segment's pseudonym, empty where it is the same
    function assign(
        Assignment calldata assignment,
        Segment calldata segment,
        bytes calldata signer,
        bytes calldata signature,
        bytes calldata holder,
        bytes calldata holderSignature
    ) external;

    /// @notice Writes what is paid of a claim that has nothing from this segment now; by a caller.
    function pay(
        ClaimId claim,
        SubjectId insured,
        SegmentId segment,
        Supplement calldata supplement,
        address actor
    ) external;

    /// @notice Writes that nothing is paid of a claim; by a caller.
    function refuse(
        ClaimId claim,
        SubjectId insured,
        SegmentId segment,
        bytes32 document,
        address actor
    ) external;

    /// @notice Takes back what was paid of a claim, and gives its room back; by a caller.
    /// @return paid What had been paid
    function reverse(
        ClaimId claim,
        SubjectId insured,
        SegmentId segment,
        address actor
    ) external returns (uint48 paid);

    /// @notice What a pseudonym's claims are assigned to a segment by: until 24 | number 16 | key epoch 32 |
    /// that of the segment's pseudonym 32; 0: nothing.
    function assignmentOf(SubjectId insured, SegmentId segment) external view returns (uint256);

    /// @notice Whether services of a day are assigned, by keys that still hold. `holder`: the segment's pseudonym.
    function isAssigned(
        SubjectId insured,
        SegmentId segment,
        SubjectId holder,
        uint24 day
    ) external view returns (bool);

    /// @notice What a segment's insurer did with a claim: state 8 | paid 48 | deductible 48 | own 48 | at
    /// 40 | decision 64.
    function supplementOf(ClaimId claim, SegmentId segment) external view returns (uint256);

    /// @notice What all supplements paid of a claim.
    function totalOf(ClaimId claim) external view returns (uint256);

    /// @notice A segment's balance: deductible used 64 | paid 64 | borne by the person 64 | claims 64.
    function balanceOf(SegmentId segment) external view returns (uint256);
}
