// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EntryId, ParticipantId} from "../../types/Ids.sol";

/// @title IRecordIndex: commitments to sealed records, in batches
/// @notice A batch is a Merkle tree over entry ids (libraries/EntryTree.sol), keyed by its
/// custodian and its root. A single record is a tree of one. Nothing of a record is stored: an
/// entry's fields are shown later and checked against its id and the tree.
interface IRecordIndex {
    /// @notice LEAVES: every id stands in the event. ARCHIVE: the root alone is on chain; its count
    /// and that each position holds one entry are the custodian's word, and whether the entries can
    /// be found depends on the custodian and the store.
    enum BatchMode {
        NONE,
        LEAVES,
        ARCHIVE
    }

    /// @notice LIVE entries can be opened; the others never again at this position of this batch,
    /// and none comes back to life. An id that stands in several places is ended in each of them.
    enum EntryState {
        LIVE,
        SUPERSEDED,
        WITHDRAWN,
        ERASED
    }

    /// @notice A batch was anchored with all its ids. `word`: anchored at 40 | count 32 | mode 8,
    /// lowest bits first. `manifest`: SHA-256 digest of the CID of the sealed manifest, or 0. `ids`: of
    /// entries, in leaf order.
    event BatchAnchored(
        bytes32 indexed root,
        ParticipantId indexed custodian,
        uint256 word,
        bytes32 manifest,
        bytes32[] ids,
        address actor
    );
    /// @notice A batch was anchored by its root alone.
    event BatchArchived(
        bytes32 indexed root,
        ParticipantId indexed custodian,
        uint256 word,
        bytes32 manifest,
        address actor
    );
    /// @notice These entries of a batch are now in `state`.
    event EntriesEnded(
        bytes32 indexed root,
        ParticipantId indexed custodian,
        uint32[] positions,
        EntryState state,
        address actor
    );

    /// @notice A batch has at least one entry.
    error RecordBatchEmpty();
    /// @notice This custodian anchored this root before.
    error RecordBatchExists(ParticipantId custodian, bytes32 root);
    /// @notice This custodian never anchored this root.
    error RecordBatchUnknown(ParticipantId custodian, bytes32 root);
    /// @notice The entries are not proven to stand at these positions under the root.
    error RecordProofInvalid(ParticipantId custodian, bytes32 root);
    /// @notice The batch has no such position.
    error RecordPositionOutOfRange(uint32 position, uint32 count);
    /// @notice An entry goes from LIVE to ended, or from ended to ERASED, never back.
    error RecordStateRegressed(uint32 position, EntryState from, EntryState to);

    /// @notice Anchors a batch of the sender's institution; the root is computed here.
    /// @param ids In leaf order
    function anchor(EntryId[] calldata ids, bytes32 manifest) external returns (bytes32 root);

    /// @notice Anchors a batch of any size by its root (archive mode).
    function anchorArchive(bytes32 root, uint32 count, bytes32 manifest) external;

    /// @notice Ends entries of a batch of the sender's institution.
    function end(bytes32 root, uint32[] calldata positions, EntryState state) external;

    /// @notice Reverts unless the entries stand at these positions of the batch.
    /// @param positions Strictly ascending, four bytes each, as many as `ids`
    /// @param proof See EntryTree.isProven
    /// @return ended 0 if all are LIVE, else 1 + the index (in `ids`) of the first that is not
    function requireProven(
        ParticipantId custodian,
        bytes32 root,
        bytes calldata positions,
        EntryId[] calldata ids,
        bytes32[] calldata proof
    ) external view returns (uint256 ended);

    /// @notice When, how many and how; reverts with `RecordBatchUnknown`.
    function batch(
        ParticipantId custodian,
        bytes32 root
    ) external view returns (uint40 anchoredAt, uint32 count, BatchMode mode);

    /// @notice The state of the entry at a position.
    function stateAt(
        ParticipantId custodian,
        bytes32 root,
        uint32 position
    ) external view returns (EntryState);
}
