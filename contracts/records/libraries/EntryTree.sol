// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EntryId} from "../../types/Ids.sol";

/// @title EntryTree: the Merkle tree of a batch
/// @notice leaf = keccak256(uint32 position, id): 36 bytes, so that no inner node passes for a leaf
/// and the position is proven. Inner nodes hash their sorted children. The layout is OpenZeppelin's
/// heap (`SimpleMerkleTree` with `sortLeaves: false`).
///
/// Nodes are numbered here from the leaves up: leaf i is node i, and node n + j is the parent of
/// the nodes 2j and 2j + 1; the root is node 2n - 2. Each node is thus written after both of its
/// children, and a proof is walked by a queue.
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

    // One loop in assembly reads best whole.
    // solhint-disable function-max-lines

    /// @notice Whether `ids` stand at `positions` in the tree of `count` leaves under `expected`.
    /// @param positions Four bytes each; strictly ascending, each below `count`
    /// @param proof The missing nodes, in the order in which they are needed: no flags, since the
    /// positions decide them
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
        bytes32 found;
        bool fits;
        assembly ("memory-safe") {
            // The queue begins at the free memory. An item is a node's number and hash, 64 bytes.
            // First the leaves. Numbers that ascend, with the last below the count, are all below.
            let read := mload(0x40)
            let write := read
            let next := 0
            fits := 1
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
            fits := and(fits, lt(sub(next, 1), total))

            // Then each item is replaced by its parent, behind all others. Numbers grow with every
            // step, so the root is reached. Where the proof is too short, what stands behind it in
            // calldata is hashed, and the last line says no.
            if fits {
                let top := sub(shl(1, total), 2)
                let need := proof.offset
                for {} 1 {} {
                    let node := mload(read)
                    let a := mload(add(read, 0x20))
                    if eq(node, top) {
                        found := a
                        break
                    }
                    read := add(read, 0x40)
                    let b
                    switch and(lt(read, write), eq(mload(read), xor(node, 1)))
                    case 1 {
                        b := mload(add(read, 0x20))
                        read := add(read, 0x40)
                    }
                    default {
                        b := calldataload(need)
                        need := add(need, 0x20)
                    }
                    let swap := shl(5, lt(b, a))
                    mstore(swap, a)
                    mstore(xor(swap, 0x20), b)
                    mstore(write, add(total, shr(1, node)))
                    mstore(add(write, 0x20), keccak256(0x00, 0x40))
                    write := add(write, 0x40)
                }
                fits := eq(need, add(proof.offset, shl(5, proof.length)))
            }
        }
        return fits && found == expected;
    }

    // solhint-enable function-max-lines

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
