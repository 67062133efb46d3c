// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    Correction,
    Coverage,
    EntryKind,
    Segment,
    SegmentDetails,
    SegmentState
} from "../../types/Coverage.sol";
import {ParticipantId, SegmentId, SubjectId} from "../../types/Ids.sol";

/// @title IEnrolment: who is insured, by whom, since when, and which months are paid
/// @notice A segment is a time of one person under one plan, in one slot. What happens to a person is
/// written as a chain of entries for each insurer, each with the former one's id, so that none is left out, moved or put in
/// later: the person's head is one slot, the entries are events, and anybody verifies them offline. What
/// is wrong is not edited but corrected, when everyone named when the segment was opened approves.
interface IEnrolment {
    /// @notice Months that were paid of one segment. `previous`: id of the person's last entry. `month`: as
    /// `monthOf` numbers them. `contribution`: id of the payment to the fund (`IFundLedger`).
    struct PaidMonths {
        Segment segment;
        bytes32 previous;
        uint16 month;
        uint8 count;
        bytes32 contribution;
    }

    /// @notice A segment was opened by its insurer. `entry`: id of the person's new last entry, whose
    /// fields are the segment, `previous`, `segment.from`, `document` and `enteredAt`. `nullifier`: the person's.
    event SegmentOpened(
        SegmentId indexed id,
        SubjectId indexed insured,
        SubjectId indexed enterprise,
        Segment segment,
        SegmentDetails details,
        Coverage coverage,
        bytes32 entry,
        bytes32 previous,
        bytes32 document,
        uint40 enteredAt,
        address actor
    );
    /// @notice Something happened to a segment, whose slot is now `coverage`. `entry` is the person's new
    /// last entry; the other values are its fields.
    event EnrolmentEntered(
        SegmentId indexed id,
        SubjectId indexed insured,
        EntryKind kind,
        Coverage coverage,
        bytes32 entry,
        bytes32 previous,
        uint24 day,
        bytes32 data,
        uint40 enteredAt,
        address actor
    );
    /// @notice A party approved a correction; `approvals`: bit by party, in the order of the list. The first
    /// approval proposes it.
    event CorrectionApproved(
        bytes32 indexed correction,
        SegmentId indexed id,
        bytes32 indexed party,
        Correction terms,
        bytes32[] parties,
        uint256 approvals,
        address actor
    );

    /// @notice Only the insurer of a segment writes to it.
    error EnrolmentNotInsurer(ParticipantId insurer, ParticipantId sender);
    /// @notice The previous entry shown is not the person's last one: it forks, leaves out or reorders.
    error EnrolmentNotLast(SubjectId insured, bytes32 previous, uint256 head);
    /// @notice The entry would hold from a day before the person's last one.
    error EnrolmentBackDated(SubjectId insured, uint24 day, uint24 last);
    /// @notice The segment exists.
    error EnrolmentExists(SegmentId segment);
    /// @notice The segment is not in the state that this asks for.
    error EnrolmentStateWrong(SegmentId segment, SegmentState state);
    /// @notice The person is insured in another segment at this time.
    error EnrolmentDouble(bytes32 nullifier, SegmentId other, uint24 until);
    /// @notice The nullifier belongs to another segment by now.
    error EnrolmentSucceeded(bytes32 nullifier, SegmentId holder);
    /// @notice The details shown are not the segment's.
    error EnrolmentDetailsWrong(SegmentId segment);
    /// @notice No month, one outside of the segment's 64, or one that is paid already.
    error EnrolmentMonthWrong(SegmentId segment, uint16 month, uint16 first);
    /// @notice A day that is not in the segment, or in the future where it may not be.
    error EnrolmentDayWrong(SegmentId segment, uint24 day);
    /// @notice A list of parties is ascending, has the insurer and another one, and at most 32.
    error EnrolmentPartiesInvalid(bytes32 parties);
    /// @notice The correction names other parties than the segment, or none were named.
    error EnrolmentPartiesWrong(SegmentId segment, bytes32 parties);
    /// @notice The sender or signer is none of the correction's parties.
    error EnrolmentNotParty(bytes32 correction, bytes32 party);
    /// @notice The party approved already, or the correction was applied.
    error EnrolmentApproved(bytes32 correction, uint256 approvals);
    /// @notice The correction changes nothing, another first month, or an unassigned bit.
    error EnrolmentCorrectionInvalid(Coverage former, Coverage corrected);
    /// @notice The segment is not as the correction supposes.
    error EnrolmentChangedSince(SegmentId segment, Coverage coverage);
    /// @notice The approval came too late.
    error EnrolmentDeadlinePassed(uint40 deadline, uint40 now_);

    /// @notice Opens a segment; by its insurer. It may begin in the past, yet not before the person's last
    /// entry nor before the end of a segment with the same nullifier.
    /// @param paid Months paid before it came to this ledger, bit by month from that of `segment.from`
    /// @param grace Days after the end of a month in which its contribution is in time
    /// @param parties Who must approve a correction (`hashParties`); none: no correction can be made
    /// @param document Digest of what it rests on
    function open(
        Segment calldata segment,
        SegmentDetails calldata details,
        bytes32 previous,
        uint64 paid,
        uint8 grace,
        bytes32[] calldata parties,
        bytes32 document
    ) external returns (SegmentId id);

    /// @notice Writes paid months, of as many persons as fit; by their insurer. Months after their grace are
    /// marked late.
    function enterContributions(PaidMonths[] calldata paid) external;

    /// @notice Ends a segment on the day `until`, the first without it; by its insurer.
    function end(
        Segment calldata segment,
        bytes32 previous,
        uint24 until,
        bytes32 document
    ) external;

    /// @notice Writes the day of death, known later than it happens; by the insurer.
    function enterDeath(
        Segment calldata segment,
        bytes32 previous,
        uint24 day,
        bytes32 document
    ) external;

    /// @notice Approves a correction as an institution that is a party; the last of all applies it.
    /// @param previous Id of the person's last entry; the last approval continues the chain
    function approveCorrection(
        Segment calldata segment,
        SegmentDetails calldata details,
        Correction calldata correction,
        bytes32[] calldata parties,
        bytes32 previous
    ) external;

    /// @notice The same for a person or an enterprise, who signed the correction (EIP-712); any sender.
    function approveCorrectionFor(
        SubjectId party,
        Segment calldata segment,
        SegmentDetails calldata details,
        Correction calldata correction,
        bytes32[] calldata parties,
        bytes32 previous,
        bytes calldata signer,
        bytes calldata signature
    ) external;

    /// @notice The slot of a segment; 0 if there is none. See `Coverage.coverOn`.
    function coverageOf(SegmentId segment) external view returns (Coverage);

    /// @notice The last entry of a person at an insurer: highest 208 bits of its id | how many 24 | its day 24.
    function headOf(SubjectId insured, ParticipantId insurer) external view returns (uint256);

    /// @notice The latest segment under a nullifier.
    function holderOf(bytes32 nullifier) external view returns (SegmentId);

    /// @notice Who approved a correction (bit by party); the highest bit: it was applied.
    function approvalsOf(bytes32 correction) external view returns (uint256);
}
