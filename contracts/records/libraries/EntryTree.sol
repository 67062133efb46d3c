// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {HeapTree} from "../../types/HeapTree.sol";
import {EntryId} from "../../types/Ids.sol";

/// @title EntryTree: the Merkle tree of a batch
/// @notice leaf = keccak256(uint32 position, id): 36 bytes, so that no inner node passes for a leaf
/// and the position is proven. The layout is HeapTree's, which is OpenZeppelin's
/// (`SimpleMerkleTree` with `sortLeaves: false`): each node is written after both of its children.
library EntryTree {
    /// @notice The root over one leaf or more.
    function root(EntryId[] calldata ids) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let n := ids.length
            let nodes := mload(0x40)
            let write := nodes
            let source := ids.offset
            for {
                let i := 0
            } lt(i, n) {
                i := add(i, 1)
            } {
                mstore(0x00, i)
                mstore(0x20, calldataload(source))
                mstore(write, keccak256(0x1c, 0x24))
                source := add(source, 0x20)
                write := add(write, 0x20)
            }

            let top := add(nodes, shl(5, sub(shl(1, n), 1)))
            for {
                let read := nodes
            } lt(write, top) {
                write := add(write, 0x20)
            } {
                let a := mload(read)
                let b := mload(add(read, 0x20))
                let swap := shl(5, lt(b, a))
                mstore(swap, a)
                mstore(xor(swap, 0x20), b)
                mstore(write, keccak256(0x00, 0x40))
                read := add(read, 0x40)
            }
            result := mload(sub(top, 0x20))
        }
    }

    /// @notice Whether `ids` stand at `positions` in the tree of `count` leaves under `expected`.
    /// @param count Of the tree under `expected`, as the caller knows it: it is not proven
    /// @param positions Four bytes each; strictly ascending, each below `count`
    /// @param proof See HeapTree.climb: no flags, since the positions decide them
    function isProven(
        bytes32 expected,
        uint32 count,
        bytes calldata positions,
        EntryId[] calldata ids,
        bytes32[] calldata proof
    ) internal pure returns (bool) {
        uint256 total = count;
        if (ids.length == 0 || ids.length * 4 != positions.length) {
            return false;
        }
        uint256[] memory nodes;
        bool fits = true;
        assembly ("memory-safe") {
            nodes := mload(0x40)
            mstore(nodes, shl(1, ids.length))
            let write := add(nodes, 0x20)
            let next := 0
            for {
                let source := ids.offset
                let end := add(source, shl(5, ids.length))
                let at := positions.offset
            } lt(source, end) {
                source := add(source, 0x20)
            } {
                let position := shr(224, calldataload(at))
                at := add(at, 4)
                fits := gt(fits, lt(position, next))
                next := add(position, 1)
                mstore(0x00, position)
                mstore(0x20, calldataload(source))
                mstore(write, position)
                mstore(add(write, 0x20), keccak256(0x1c, 0x24))
                write := add(write, 0x40)
            }
            mstore(0x40, write)
            // Numbers that ascend, with the last below the count, are all below.
            fits := gt(fits, gt(next, total))
        }
        return fits && HeapTree.climb(nodes, total, HeapTree.rootOf(total), proof) == expected;
    }

    /// @notice The i-th position; 0 behind the end of calldata. The caller knows that it is there.
    function positionAt(
        bytes calldata positions,
        uint256 i
    ) internal pure returns (uint256 position) {
        assembly ("memory-safe") {
            position := shr(224, calldataload(add(positions.offset, shl(2, i))))
        }
    }
}
