// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EntryId, ParticipantId, SubjectId} from "./Ids.sol";

/// @dev Header word of an entry, lowest bits first: kinds 24 | sensitivities 40 |
/// condition categories 128 (with all ancestors) | clinical date 40 (0: undated) | version 16 |
/// flags 8 (how the bytes are stored; never part of a decision).
type EntryHeader is uint256;

bytes32 constant RECORD_ENTRY_TYPEHASH = keccak256(
    "RecordEntry(bytes32 subject,uint32 custodian,uint256 header,RecordContent content)"
    "RecordContent(bytes32 fingerprint,bytes32 cid,bytes32 previous)"
);

/// @notice The ids of record versions of one subject at one custodian.
/// @param contents Struct hashes of `RecordContent` (fingerprint, SHA-256 digest of the CID, id of
/// the version before or 0), as many as headers
function hashRecordEntries(
    SubjectId subject,
    ParticipantId custodian,
    EntryHeader[] calldata headers,
    bytes32[] calldata contents
) pure returns (EntryId[] memory ids) {
    ids = new EntryId[](headers.length);
    bytes32 typeHash = RECORD_ENTRY_TYPEHASH;
    assembly ("memory-safe") {
        // One buffer for all: abi.encode would take new memory for each.
        let buffer := mload(0x40)
        mstore(buffer, typeHash)
        mstore(add(buffer, 0x20), subject)
        mstore(add(buffer, 0x40), custodian)
        let header := headers.offset
        let content := contents.offset
        let write := add(ids, 0x20)
        for {
            let left := headers.length
        } left {
            left := sub(left, 1)
        } {
            mstore(add(buffer, 0x60), calldataload(header))
            mstore(add(buffer, 0x80), calldataload(content))
            mstore(write, keccak256(buffer, 0xa0))
            header := add(header, 0x20)
            content := add(content, 0x20)
            write := add(write, 0x20)
        }
    }
}
