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

/// @notice The id of a record version.
/// @param content Struct hash of `RecordContent`: fingerprint, SHA-256 digest of the CID, id of
/// the version before (0: none)
function hashRecordEntry(
    SubjectId subject,
    ParticipantId custodian,
    EntryHeader header,
    bytes32 content
) pure returns (EntryId) {
    return EntryId.wrap(
        keccak256(abi.encode(RECORD_ENTRY_TYPEHASH, subject, custodian, header, content))
    );
}
