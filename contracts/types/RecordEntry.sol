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
    // One buffer for all: abi.encode would take new memory for each.
    bytes memory buffer = abi.encode(RECORD_ENTRY_TYPEHASH, subject, custodian, 0, 0);
    assembly ("memory-safe") {
        let source := add(buffer, 0x20)
        let target := add(ids, 0x20)
        for {
            let offset := 0
            let size := shl(5, headers.length)
        } lt(offset, size) {
            offset := add(offset, 0x20)
        } {
            mstore(add(buffer, 0x80), calldataload(add(headers.offset, offset)))
            mstore(add(buffer, 0xa0), calldataload(add(contents.offset, offset)))
            mstore(add(target, offset), keccak256(source, 0xa0))
        }
    }
}
