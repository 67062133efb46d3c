// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ContainerId, LotId, ParticipantId, ProductId, SaleId} from "./Ids.sol";

bytes32 constant LOT_BODY_TYPEHASH = keccak256(
    "LotBody(uint64 product,bytes32 number,uint40 made,uint40 expiry,uint32 count,LotContent content)"
    "LotContent(bytes32[] materials,bytes32 qcReport,bytes32 salt)"
);

bytes32 constant LOT_TYPEHASH = keccak256(
    "Lot(LotBody body,bytes32 codeRoot)"
    "LotBody(uint64 product,bytes32 number,uint40 made,uint40 expiry,uint32 count,LotContent content)"
    "LotContent(bytes32[] materials,bytes32 qcReport,bytes32 salt)"
);

bytes32 constant PARCEL_TYPEHASH = keccak256("Parcel(bytes32 lot,uint32 first,uint32 count)");

bytes32 constant CONTAINER_TYPEHASH = keccak256(
    "Container(uint64 sscc,bytes32[] lots,uint256[] contents)"
);

bytes32 constant SALE_TYPEHASH = keccak256("Sale(uint64 product,bytes32 code)");

bytes32 constant PAYER_TYPEHASH = keccak256("Payer(bytes32 pseudonym,bytes32 salt)");

bytes32 constant SALE_TERMS_TYPEHASH = keccak256(
    "SaleTerms(Payer payer,uint32 dispenser)Payer(bytes32 pseudonym,bytes32 salt)"
);

/// @dev What is said of a lot when it is made. `number`: the lot number in ASCII, left-aligned.
/// `made` and `expiry` in Unix time; `expiry` is the last second in which it may be dispensed.
/// `content`: struct hash of `LotContent`: the raw-material lots, the digest of the quality-control
/// report and a salt, opened to whom the maker or a holder of the tree file shows them.
struct LotBody {
    ProductId product;
    bytes32 number;
    uint40 made;
    uint40 expiry;
    uint32 count;
    bytes32 content;
}

/// @dev The units `first` to `first + count - 1` of a lot: one range that travels together.
struct Parcel {
    LotId lot;
    uint32 first;
    uint32 count;
}

/// @dev Units of a parcel without its lot.
struct UnitRange {
    uint32 first;
    uint32 count;
}

/// @dev A unit as its code tree knows it. `code`: the printed trace code in ASCII, left-aligned
/// (20 digits, or the serial of an SGTIN). `salt`: 128 bits, told by a resolver.
struct Unit {
    uint32 index;
    bytes32 code;
    bytes16 salt;
}

/// @dev What a container is moved by: its SSCC (18 digits as a number), its lots, each once, and
/// the hash of its contents (keccak256 over their words).
struct ContainerLabel {
    uint64 sscc;
    LotId[] lots;
    bytes32 contents;
}

/// @notice The struct hash of a lot's body as it stands in calldata: one with a field too wide has
/// the hash of no lot, since the ledger reads each field before it makes one.
function hashLotBody(LotBody calldata body) pure returns (bytes32 hash) {
    bytes32 typeHash = LOT_BODY_TYPEHASH;
    assembly ("memory-safe") {
        let buffer := mload(0x40)
        mstore(buffer, typeHash)
        calldatacopy(add(buffer, 0x20), body, 0xc0)
        hash := keccak256(buffer, 0xe0)
    }
}

/// @notice The id of a lot.
function hashLot(bytes32 body, bytes32 codeRoot) pure returns (LotId lot) {
    bytes32 typeHash = LOT_TYPEHASH;
    assembly ("memory-safe") {
        let buffer := mload(0x40)
        mstore(buffer, typeHash)
        mstore(add(buffer, 0x20), body)
        mstore(add(buffer, 0x40), codeRoot)
        lot := keccak256(buffer, 0x60)
    }
}

/// @notice The units of a parcel in one word: first 32 | count 32, lowest bits first.
function packRange(uint32 first, uint32 count) pure returns (uint64) {
    return first | (uint64(count) << 32);
}

/// @notice A parcel as one word: its struct hash.
function hashParcel(Parcel memory p) pure returns (bytes32 hash) {
    bytes32 typeHash = PARCEL_TYPEHASH;
    assembly ("memory-safe") {
        let buffer := mload(0x40)
        mstore(buffer, typeHash)
        mcopy(add(buffer, 0x20), p, 0x60)
        hash := keccak256(buffer, 0x80)
    }
}

/// @notice The id of a container from its label (`contents`: `hashContents`).
function hashContainer(
    uint64 sscc,
    LotId[] calldata lots,
    bytes32 contents
) pure returns (ContainerId id) {
    bytes32 typeHash = CONTAINER_TYPEHASH;
    assembly ("memory-safe") {
        let buffer := mload(0x40)
        let size := shl(5, lots.length)
        calldatacopy(buffer, lots.offset, size)
        let all := keccak256(buffer, size)
        mstore(buffer, typeHash)
        mstore(add(buffer, 0x20), sscc)
        mstore(add(buffer, 0x40), all)
        mstore(add(buffer, 0x60), contents)
        id := keccak256(buffer, 0x80)
    }
}

/// @notice The hash of a container's contents: words, lowest bits first, first 32 | count 32 | place
/// of the lot among the container's 16.
function hashContents(uint256[] calldata contents) pure returns (bytes32 hash) {
    assembly ("memory-safe") {
        let buffer := mload(0x40)
        let size := shl(5, contents.length)
        calldatacopy(buffer, contents.offset, size)
        hash := keccak256(buffer, size)
    }
}

/// @notice The id of what is sold once: a code of a product.
function hashSale(ProductId product, bytes32 code) pure returns (SaleId) {
    return SaleId.wrap(keccak256(abi.encode(SALE_TYPEHASH, product, code)));
}

/// @notice What tells a unit from another with the same code.
function hashUnitPlace(LotId lot, uint32 index) pure returns (bytes32) {
    return keccak256(abi.encode(lot, index));
}

/// @notice Who is to pay, blinded.
function hashPayer(bytes32 pseudonym, bytes32 salt) pure returns (bytes32) {
    return keccak256(abi.encode(PAYER_TYPEHASH, pseudonym, salt));
}

/// @notice Who is to pay whom.
function hashSaleTerms(bytes32 payer, ParticipantId dispenser) pure returns (bytes32) {
    return keccak256(abi.encode(SALE_TERMS_TYPEHASH, payer, dispenser));
}
