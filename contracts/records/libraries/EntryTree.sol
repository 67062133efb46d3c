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
/// children, and a proof is walked by a queue in a ring of fixed size.
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
    /// @param positions Strictly ascending, each below `count`
    /// @param proof The missing nodes, in the order in which they are needed: no flags, since the
    /// positions decide them
    function isProven(
        bytes32 expected,
        uint32 count,
        uint32[] calldata positions,
        EntryId[] calldata ids,
        bytes32[] calldata proof
    ) internal pure returns (bool) {
        uint256 size = ids.length;
        if (size == 0 || size != positions.length || !_ascendsBelow(positions, count)) {
            return false;
        }
        (uint256 ring, uint256 end) = _leaves(positions, ids);
        bytes32 found;
        bool fits;
        assembly ("memory-safe") {
            // An item is a node's number and hash, 64 bytes.
            let top := sub(shl(1, count), 2)
            let read := ring
            let write := ring
            let queued := size
            let need := proof.offset
            let proofEnd := add(need, shl(5, proof.length))
            fits := 1
            for {} 1 {} {
                let node := mload(read)
                let a := mload(add(read, 0x20))
                if eq(node, top) {
                    found := a
                    break
                }
                read := add(read, 0x40)
                if eq(read, end) {
                    read := ring
                }
                queued := sub(queued, 1)

                let b
                let paired := 0
                if queued {
                    paired := eq(mload(read), xor(node, 1))
                }
                switch paired
                case 1 {
                    b := mload(add(read, 0x20))
                    read := add(read, 0x40)
                    if eq(read, end) {
                        read := ring
                    }
                    queued := sub(queued, 1)
                }
                default {
                    if eq(need, proofEnd) {
                        fits := 0
                        break
                    }
                    b := calldataload(need)
                    need := add(need, 0x20)
                }
                let swap := shl(5, lt(b, a))
                mstore(swap, a)
                mstore(xor(swap, 0x20), b)
                mstore(write, add(count, shr(1, node)))
                mstore(add(write, 0x20), keccak256(0x00, 0x40))
                write := add(write, 0x40)
                if eq(write, end) {
                    write := ring
                }
                queued := add(queued, 1)
            }
            fits := and(fits, eq(need, proofEnd))
        }
        return fits && found == expected;
    }

    // solhint-enable function-max-lines

    function _ascendsBelow(uint32[] calldata positions, uint32 count) private pure returns (bool) {
        uint256 next = 0;
        for (uint256 i = 0; i < positions.length; ++i) {
            uint256 position = positions[i];
            if (position < next || position >= count) {
                return false;
            }
            next = position + 1;
        }
        return true;
    }

    /// @dev The queue's first items, behind the free memory pointer, which moves past them.
    function _leaves(
        uint32[] calldata positions,
        EntryId[] calldata ids
    ) private pure returns (uint256 ring, uint256 end) {
        assembly ("memory-safe") {
            ring := mload(0x40)
            end := ring
            let n := ids.length
            for {
                let i := 0
            } lt(i, n) {
                i := add(i, 1)
            } {
                let position := calldataload(add(positions.offset, shl(5, i)))
                mstore(0x00, position)
                mstore(0x20, calldataload(add(ids.offset, shl(5, i))))
                mstore(end, position)
                mstore(add(end, 0x20), keccak256(0x1c, 0x24))
                end := add(end, 0x40)
            }
            mstore(0x40, end)
        }
    }
}
