// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Unit} from "../../types/Goods.sol";
import {HeapTree} from "../../types/HeapTree.sol";

/// @title CodeTree: the Merkle tree over a lot's trace codes
/// @notice leaf = keccak256(hash of the lot's body, uint32 index, code, salt): 84 bytes, so that no
/// inner node passes for a leaf, the index is proven, and a code cannot be found by trying without
/// its salt. The layout is HeapTree's.
library CodeTree {
    /// @notice Whether the units stand in the tree of `total` leaves under `root`.
    /// @param total As the caller knows it: it is not proven
    /// @param units One or more, by strictly ascending index
    /// @param proof See HeapTree.climb
    function isProven(
        bytes32 root,
        uint256 total,
        bytes32 lotBody,
        Unit[] calldata units,
        bytes32[] calldata proof
    ) internal pure returns (bool) {
        uint256[] memory nodes;
        bool fits = units.length != 0;
        assembly ("memory-safe") {
            // What is hashed stands behind the array; the buffer is left to the queue afterwards.
            nodes := mload(0x40)
            mstore(nodes, shl(1, units.length))
            let buffer := add(add(nodes, 0x20), shl(6, units.length))
            mstore(0x40, buffer)
            mstore(buffer, lotBody)
            let next := 0
            let write := add(nodes, 0x20)
            let source := units.offset
            for {
                let end := add(source, mul(units.length, 0x60))
            } lt(source, end) {
                source := add(source, 0x60)
            } {
                // The caller reads each unit too, which refuses an index wider than its type.
                let index := calldataload(source)
                fits := gt(fits, lt(index, next))
                next := add(index, 1)
                mstore(add(buffer, 0x20), shl(224, index))
                calldatacopy(add(buffer, 0x24), add(source, 0x20), 0x30)
                mstore(write, index)
                mstore(add(write, 0x20), keccak256(buffer, 0x54))
                write := add(write, 0x40)
            }
            fits := gt(fits, gt(next, total))
        }
        return fits && HeapTree.climb(nodes, total, HeapTree.rootOf(total), proof) == root;
    }
}
