// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EntryId, GrantId, ParticipantId, ReceiptId} from "./Ids.sol";

/// @dev Slot of a receipt, lowest bits first: grantee 32 | custodian 32 | purpose 8 | action 8 |
/// time 40 | number of entries 32 | the grantee's HPKE key epoch 32 | state 8 | obligations 24 |
/// refrains 24.
type ReceiptWord is uint256;

/// @dev BREAK_GLASS, DISPUTED and later states take the values after ISSUED.
enum ReceiptState {
    NONE,
    ISSUED
}

bytes32 constant ACCESS_REQUEST_TYPEHASH = keccak256(
    "AccessRequest(bytes32 grant,uint32 grantee,uint8 purpose,uint8 action,bytes32 nonce)"
);

bytes32 constant ACCESS_RECEIPT_TYPEHASH = keccak256(
    "AccessReceipt(bytes32 grant,bytes32 request,bytes32[] entries)"
);

/// @notice The struct hash of an access request.
function hashAccessRequest(
    GrantId grant,
    ParticipantId grantee,
    uint8 purpose,
    uint8 action,
    bytes32 nonce
) pure returns (bytes32 hash) {
    bytes32 typeHash = ACCESS_REQUEST_TYPEHASH;
    // As whole words: assembly must not rely on what stands above a narrow value.
    uint256 by = ParticipantId.unwrap(grantee);
    uint256 forWhat = purpose;
    uint256 how = action;
    assembly ("memory-safe") {
        let buffer := mload(0x40)
        mstore(buffer, typeHash)
        mstore(add(buffer, 0x20), grant)
        mstore(add(buffer, 0x40), by)
        mstore(add(buffer, 0x60), forWhat)
        mstore(add(buffer, 0x80), how)
        mstore(add(buffer, 0xa0), nonce)
        hash := keccak256(buffer, 0xc0)
    }
}

/// @notice The id of the receipt for these entries under this grant and request.
function hashAccessReceipt(
    GrantId grant,
    bytes32 request,
    EntryId[] calldata entries
) pure returns (ReceiptId id) {
    bytes32 typeHash = ACCESS_RECEIPT_TYPEHASH;
    assembly ("memory-safe") {
        let buffer := mload(0x40)
        let size := shl(5, entries.length)
        calldatacopy(buffer, entries.offset, size)
        let all := keccak256(buffer, size)
        mstore(buffer, typeHash)
        mstore(add(buffer, 0x20), grant)
        mstore(add(buffer, 0x40), request)
        mstore(add(buffer, 0x60), all)
        id := keccak256(buffer, 0x80)
    }
}
