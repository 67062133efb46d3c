// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {Codes} from "../types/Codes.sol";
import {EntryId, ParticipantId, unwrapIds} from "../types/Ids.sol";
import {Domain} from "../types/Membership.sol";
import {IRecordIndex} from "./interfaces/IRecordIndex.sol";
import {EntryTree} from "./libraries/EntryTree.sol";

/// @title RecordIndex: commitments to sealed records (evidence)
/// @notice
///
///     batch: (none) --anchor, anchorArchive (custodian)--> anchored, for ever
///     entry: LIVE --end (custodian)--> SUPERSEDED, WITHDRAWN --end (custodian)--> ERASED
///
/// INV-RECORDS-1: an anchored batch never changes or vanishes.
/// INV-RECORDS-2: an ended entry never is LIVE again.
contract RecordIndex is IRecordIndex {
    /// @dev Who may keep patients' records.
    uint32 private constant CUSTODIANS = uint32(
        (1 << Codes.PARTICIPANT_KIND_HOSPITAL) |
            (1 << Codes.PARTICIPANT_KIND_PHARMACY) |
            (1 << Codes.PARTICIPANT_KIND_INSURANCE_AGENCY) |
            (1 << Codes.PARTICIPANT_KIND_HEALTH_COMMISSION) |
            (1 << Codes.PARTICIPANT_KIND_RESEARCH_INSTITUTION)
    );

    /// @dev Entry states have two bits, 128 of them to a word.
    uint256 private constant STATES_PER_WORD = 128;

    /// @dev Set with a batch's first ended entry: until then an opening need not load the states.
    uint256 private constant SOME_ENDED = 1 << 80;

    IParticipantRegistry private immutable PARTICIPANTS;

    /// @dev anchored at 40 | count 32 | mode 8 | whether an entry was ended 8.
    mapping(ParticipantId custodian => mapping(bytes32 root => uint256)) private _batches;

    mapping(ParticipantId custodian => mapping(bytes32 root => mapping(uint256 index => uint256)))
        private _states;

    constructor(IParticipantRegistry participants) {
        PARTICIPANTS = participants;
    }

    /// @inheritdoc IRecordIndex
    function anchor(
        EntryId[] calldata ids,
        bytes32 manifest
    ) external override returns (bytes32 root) {
        require(ids.length != 0, RecordBatchEmpty());
        root = EntryTree.root(ids);
        (ParticipantId custodian, uint256 word) = _open(root, uint32(ids.length), BatchMode.LEAVES);
        emit BatchAnchored(root, custodian, word, manifest, unwrapIds(ids), msg.sender);
    }

    /// @inheritdoc IRecordIndex
    function anchorArchive(bytes32 root, uint32 count, bytes32 manifest) external override {
        require(count != 0, RecordBatchEmpty());
        (ParticipantId custodian, uint256 word) = _open(root, count, BatchMode.ARCHIVE);
        emit BatchArchived(root, custodian, word, manifest, msg.sender);
    }

    /// @inheritdoc IRecordIndex
    function end(bytes32 root, uint32[] calldata positions, EntryState state) external override {
        ParticipantId custodian = _custodian();
        uint256 own = _batch(custodian, root);
        uint32 count = _count(own);
        require(positions.length != 0, RecordBatchEmpty());
        if (own & SOME_ENDED == 0) _batches[custodian][root] = own | SOME_ENDED;
        for (uint256 i = 0; i < positions.length; ++i) {
            uint32 position = positions[i];
            require(position < count, RecordPositionOutOfRange(position, count));
            EntryState from = stateAt(custodian, root, position);
            bool forward =
                from == EntryState.LIVE
                    ? state != EntryState.LIVE
                    : from != EntryState.ERASED && state == EntryState.ERASED;
            require(forward, RecordStateRegressed(position, from, state));
            uint256 shift = 2 * (position % STATES_PER_WORD);
            uint256 index = position / STATES_PER_WORD;
            uint256 word = _states[custodian][root][index];
            _states[custodian][root][index] =
                (word & ~(uint256(3) << shift)) | (uint256(state) << shift);
        }
        emit EntriesEnded(root, custodian, positions, state, msg.sender);
    }

    /// @inheritdoc IRecordIndex
    function requireProven(
        ParticipantId custodian,
        bytes32 root,
        bytes calldata positions,
        EntryId[] calldata ids,
        bytes32[] calldata proof
    ) external view override returns (uint256 ended) {
        uint256 word = _batch(custodian, root);
        require(
            EntryTree.isProven(root, _count(word), positions, ids, proof),
            RecordProofInvalid(custodian, root)
        );
        if (word & SOME_ENDED == 0) return 0;
        return _firstEnded(_states[custodian][root], positions, ids.length);
    }

    /// @inheritdoc IRecordIndex
    function batch(
        ParticipantId custodian,
        bytes32 root
    ) external view override returns (uint40 anchoredAt, uint32 count, BatchMode mode) {
        uint256 word = _batch(custodian, root);
        return (uint40(word), _count(word), BatchMode(uint8(word >> 72)));
    }

    /// @inheritdoc IRecordIndex
    function stateAt(
        ParticipantId custodian,
        bytes32 root,
        uint32 position
    ) public view override returns (EntryState) {
        uint256 word = _states[custodian][root][position / STATES_PER_WORD];
        return EntryState((word >> (2 * (position % STATES_PER_WORD))) & 3);
    }

    function _open(
        bytes32 root,
        uint32 count,
        BatchMode mode
    ) private returns (ParticipantId custodian, uint256 word) {
        custodian = _custodian();
        mapping(bytes32 => uint256) storage own = _batches[custodian];
        require(own[root] == 0, RecordBatchExists(custodian, root));
        word = uint256(uint40(block.timestamp)) | (uint256(count) << 40) | (uint256(mode) << 72);
        own[root] = word;
    }

    function _custodian() private view returns (ParticipantId) {
        return PARTICIPANTS.requireActive(msg.sender, Domain.RECORDS, CUSTODIANS).participant();
    }

    function _batch(ParticipantId custodian, bytes32 root) private view returns (uint256 word) {
        word = _batches[custodian][root];
        require(word != 0, RecordBatchUnknown(custodian, root));
    }

    /// @dev 0, or 1 + the index of the first of `count` positions that is not LIVE. They ascend, so
    /// each word of states is loaded once.
    function _firstEnded(
        mapping(uint256 => uint256) storage states,
        bytes calldata positions,
        uint256 count
    ) private view returns (uint256) {
        uint256 loaded = type(uint256).max;
        uint256 word = 0;
        for (uint256 i = 0; i < count; ++i) {
            uint256 position = EntryTree.positionAt(positions, i);
            uint256 index = position / STATES_PER_WORD;
            if (index != loaded) {
                loaded = index;
                word = states[index];
            }
            // Most words are empty.
            if (word != 0 && (word >> (position % STATES_PER_WORD << 1)) & 3 != 0) {
                return i + 1;
            }
        }
        return 0;
    }

    function _count(uint256 word) private pure returns (uint32) {
        return uint32(word >> 40);
    }
}
