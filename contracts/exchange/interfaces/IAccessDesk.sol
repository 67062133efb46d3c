// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Decision} from "../../consent/libraries/Decision.sol";
import {Provision} from "../../types/ConsentGrant.sol";
import {EntryId, GrantId, ParticipantId, ReceiptId, SubjectId} from "../../types/Ids.sol";
import {EntryHeader} from "../../types/RecordEntry.sol";

/// @title IAccessDesk: opening records under a patient's consent
/// @notice `open` writes the log before any key is released. A *decision* never reverts: a refusal
/// is an event and a return value. Malformed input reverts, and so does a sender that is no ACTIVE
/// member, so that nobody logs a refusal in another's name.
interface IAccessDesk {
    /// @notice Why an opening was refused.
    enum Refusal {
        NONE,
        NOT_GRANTEE,
        NOT_COVERED,
        DENIED,
        ENTRY_ENDED,
        GRANT_UNKNOWN,
        GRANT_REVOKED,
        GRANT_EXPIRED,
        GRANT_EXHAUSTED,
        KEY_EPOCH_ENDED
    }

    /// @notice The grant as signed, its terms open. `limits`: grantee 32 | not after 40 | max uses
    /// 32 | deadline 40, lowest bits first.
    struct ShownGrant {
        SubjectId subject;
        uint256 limits;
        bytes32 salt;
        Provision[] provisions;
    }

    /// @notice What for. `nonce`: 256 random bits, one an opening.
    struct Request {
        uint8 purpose;
        uint8 action;
        bytes32 nonce;
    }

    /// @notice Entries of one batch. `entries`: positions (4 bytes each, ascending), then headers,
    /// then struct hashes of `RecordContent` (32 bytes each); the entries' subject is the grant's.
    /// `proof` as in EntryTree.
    struct EntryGroup {
        ParticipantId custodian;
        bytes32 root;
        bytes entries;
        bytes32[] proof;
    }

    /// @notice An opening was refused. `entry`: the proven entry that was refused, or 0 where the
    /// grant itself was. Names no subject. `word`: reason 8 | sender's institution 32 | purpose 8 |
    /// action 8, lowest bits first.
    event AccessRefused(
        GrantId indexed grant,
        bytes32 indexed request,
        uint256 word,
        EntryId entry,
        address actor
    );

    /// @notice An opening names at least one entry.
    error AccessNothingAsked();
    /// @notice A group's entries are 68 bytes each.
    error AccessGroupMalformed(uint256 length);
    /// @notice Unassigned purpose or action bit.
    error AccessPurposeUnknown(uint8 purpose, uint8 action);

    /// @notice Opens all these entries, or none: counts one use and writes one receipt a group.
    /// @return receipts One a group; empty when refused
    /// @return refusal NONE when opened
    function open(
        ShownGrant calldata shown,
        Request calldata request,
        EntryGroup[] calldata groups
    ) external returns (ReceiptId[] memory receipts, Refusal refusal);

    /// @notice What `open` would decide of such entries now or at another moment; asks nothing of
    /// the chain. src/core/decision.ts is its twin.
    /// @param provisions From the base to the innermost exception
    /// @param moment When the access happens (Unix time)
    /// @return outcome PERMITTED if every entry is
    /// @return index Of the first entry that is not permitted
    /// @return duties Obligations 24 | refrains 24 (lowest bits first) of all provisions that permit
    function decide(
        Provision[] calldata provisions,
        EntryHeader[] calldata headers,
        uint8 purpose,
        uint8 action,
        uint40 moment
    ) external pure returns (Decision.Outcome outcome, uint256 index, uint48 duties);
}
