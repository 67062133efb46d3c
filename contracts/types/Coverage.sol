// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {monthOf} from "./Days.sol";
import {ParticipantId, SegmentId, SubjectId} from "./Ids.sol";

bytes32 constant SEGMENT_TYPEHASH = keccak256(
    "Segment(bytes32 insured,uint32 insurer,bytes32 plan,uint40 jurisdiction,uint24 from,"
    "bytes32 attributes,SegmentDetails details)"
    "SegmentDetails(bytes32 enterprise,bytes32 nullifier,bytes32 parties,bytes32 salt)"
);

bytes32 constant SEGMENT_DETAILS_TYPEHASH = keccak256(
    "SegmentDetails(bytes32 enterprise,bytes32 nullifier,bytes32 parties,bytes32 salt)"
);

bytes32 constant ENROLMENT_ENTRY_TYPEHASH = keccak256(
    "EnrolmentEntry(bytes32 insured,bytes32 previous,uint8 kind,bytes32 segment,uint24 day,"
    "bytes32 data,uint40 enteredAt)"
);

bytes32 constant CORRECTION_TYPEHASH = keccak256(
    "Correction(bytes32 segment,bytes32 entry,uint256 former,uint256 corrected,bytes32 document,"
    "uint40 deadline)"
);

/// @dev What becomes of a segment. ENDED: its last day is known. VOIDED: by a correction, it never held.
enum SegmentState {
    NONE,
    OPEN,
    ENDED,
    VOIDED
}

enum EntryKind {
    NONE,
    OPENED,
    CONTRIBUTED,
    ENDED,
    DIED,
    CORRECTED
}

/// @dev How a segment stands on a day. ARREARS: the month is not paid; LATE: it was paid after its grace.
enum Cover {
    OUTSIDE,
    COVERED,
    LATE,
    ARREARS,
    DECEASED
}

/// @dev A time of an insured person under a plan, as claims show it. `insured`: the insurance pseudonym.
/// `plan`: code of the plan, whose versions follow one another. `jurisdiction`: scheme 8 (lowest) | code 32, where
/// the money is pooled. `from`: first day. `attributes`: see `hashAttributes`. `details`: struct hash of
/// `SegmentDetails`, which claims leave out.
struct Segment {
    SubjectId insured;
    ParticipantId insurer;
    bytes32 plan;
    uint40 jurisdiction;
    uint24 from;
    bytes32 attributes;
    bytes32 details;
}

/// @dev `enterprise`: the employer's pseudonym, 0: none. `nullifier`: keyed hash of the person by the
/// regulator's key, the same at every insurer, 0: none (then double enrolment is not found). `parties`: see
/// `hashParties`, who must approve a correction, 0: none may be made. `salt`: 32 random bytes.
struct SegmentDetails {
    SubjectId enterprise;
    bytes32 nullifier;
    bytes32 parties;
    bytes32 salt;
}

/// @dev A link of a person's chain. `previous`: highest 208 bits of the former one's id (the others 0), 0: the
/// first. `day`: since when what it
/// says holds. `data`: OPENED: the document's digest; CONTRIBUTED: the contribution's id; ENDED, DIED: the
/// document's digest; CORRECTED: the correction's hash. `enteredAt`: Unix time of the block.
struct EnrolmentEntry {
    SubjectId insured;
    bytes32 previous;
    EntryKind kind;
    SegmentId segment;
    uint24 day;
    bytes32 data;
    uint40 enteredAt;
}

/// @dev What is to be otherwise in a segment. `entry`: the entry that was wrong. `former`, `corrected`:
/// `Coverage` before and after. `document`: digest of the reasons. `deadline`: last second of approval.
struct Correction {
    SegmentId segment;
    bytes32 entry;
    Coverage former;
    Coverage corrected;
    bytes32 document;
    uint40 deadline;
}

/// @dev A segment's slot, lowest bits first: from 24 | until 24 (first day without, 0: open) | died 24 (0:
/// lives) | state 8 | grace 8 (days after a month's end in which its contribution is in time) | first month
/// 16 (`monthOf` the first day) | paid 64 and late 64 (bit by month from the first; late: paid after the
/// grace) | 24 unassigned.
type Coverage is uint256;

using {coverFrom, coverUntil, diedOn, segmentState, coverOn} for Coverage global;

function coverFrom(Coverage c) pure returns (uint24) {
    return uint24(Coverage.unwrap(c));
}

function coverUntil(Coverage c) pure returns (uint24) {
    return uint24(Coverage.unwrap(c) >> 24);
}

function diedOn(Coverage c) pure returns (uint24) {
    return uint24(Coverage.unwrap(c) >> 48);
}

function segmentState(Coverage c) pure returns (SegmentState) {
    return SegmentState(uint8(Coverage.unwrap(c) >> 72));
}

/// @notice How a segment stands on a day.
function coverOn(Coverage c, uint24 day) pure returns (Cover) {
    uint256 word = Coverage.unwrap(c);
    SegmentState state = segmentState(c);
    if (state == SegmentState.NONE || state == SegmentState.VOIDED || day < uint24(word)) {
        return Cover.OUTSIDE;
    }
    if (diedOn(c) != 0 && day > diedOn(c)) return Cover.DECEASED;
    if (coverUntil(c) != 0 && day >= coverUntil(c)) return Cover.OUTSIDE;
    uint256 month = monthOf(day) - uint16(word >> 88);
    if (month > 63 || (word >> (104 + month)) & 1 == 0) return Cover.ARREARS;
    return (word >> (168 + month)) & 1 == 0 ? Cover.COVERED : Cover.LATE;
}

function hashSegment(Segment memory s) pure returns (SegmentId) {
    return
        SegmentId.wrap(
            keccak256(
                abi.encode(
                    SEGMENT_TYPEHASH,
                    s.insured,
                    s.insurer,
                    s.plan,
                    s.jurisdiction,
                    s.from,
                    s.attributes,
                    s.details
                )
            )
        );
}

function hashSegmentDetails(SegmentDetails memory d) pure returns (bytes32) {
    return
        keccak256(
            abi.encode(SEGMENT_DETAILS_TYPEHASH, d.enterprise, d.nullifier, d.parties, d.salt)
        );
}

function hashEnrolmentEntry(EnrolmentEntry memory e) pure returns (bytes32) {
    return
        keccak256(
            abi.encode(
                ENROLMENT_ENTRY_TYPEHASH,
                e.insured,
                e.previous,
                e.kind,
                e.segment,
                e.day,
                e.data,
                e.enteredAt
            )
        );
}

function hashCorrection(Correction memory c) pure returns (bytes32) {
    return
        keccak256(
            abi.encode(
                CORRECTION_TYPEHASH,
                c.segment,
                c.entry,
                c.former,
                c.corrected,
                c.document,
                c.deadline
            )
        );
}

/// @notice A person's commitment to month of birth (as `monthOf` numbers them) and sex (0 female, 1 male, 2
/// other), shown only where a rule asks for them. `salt`: 32 random bytes.
function hashAttributes(uint16 bornIn, uint8 sex, bytes32 salt) pure returns (bytes32) {
    return keccak256(abi.encode(bornIn, sex, salt));
}

/// @notice Who must approve a correction: institutions by their number, persons and enterprises by their
/// pseudonym, ascending.
function hashParties(bytes32[] memory parties) pure returns (bytes32) {
    return keccak256(abi.encodePacked(parties));
}
