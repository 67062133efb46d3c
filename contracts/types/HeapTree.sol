// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title HeapTree: Merkle proofs in OpenZeppelin's heap layout
/// @notice Inner nodes hash their sorted children. Nodes are numbered from the leaves up: of n
/// leaves, leaf i is node i, node n + j is the parent of the nodes 2j and 2j + 1, and the root is
/// node 2n - 2. Numbers grow with every step, so a proof is walked by a queue.
/// @dev Sound where a leaf's preimage is not 64 bytes long, as an inner node's is, and where it holds
/// the leaf's number. The number of leaves is for the caller to know: it is not proven.
library HeapTree {
    /// @notice The number of the root.
    function rootOf(uint256 total) internal pure returns (uint256) {
        // Who asks has found its leaves below `total`, so there is one at least.
        unchecked {
            return 2 * total - 2;
        }
    }

    // Its two loops read best side by side.
    // solhint-disable function-max-lines

    /// @notice What the proof says that node `top` is, or 0 where it proves nothing.
    /// @param nodes Numbers and hashes in turn, numbers strictly ascending and not above `top`; the
    /// newest array in memory
    /// @param total Number of leaves
    /// @param proof The missing nodes, in the order in which they are needed
    function climb(
        uint256[] memory nodes,
        uint256 total,
        uint256 top,
        bytes32[] calldata proof
    ) internal pure returns (bytes32 found) {
        assembly ("memory-safe") {
            // The queue goes on behind the array, in free memory. Each item is replaced by its
            // parent, behind all others. Where the proof is too short, what stands behind it in
            // calldata is hashed, and the last line says no.
            let read := add(nodes, 0x20)
            let write := add(read, shl(5, mload(nodes)))
            if iszero(eq(write, mload(0x40))) {
                revert(0, 0)
            }
            let need := proof.offset
            let node := mload(read)
            let a := mload(add(read, 0x20))
            read := add(read, 0x40)
            for {} and(lt(node, top), lt(read, write)) {
                node := mload(read)
                a := mload(add(read, 0x20))
                read := add(read, 0x40)
            } {
                let b
                switch eq(mload(read), xor(node, 1))
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
            // The last node of the queue goes up alone, by what is left of the proof, without
            // numbers: a path of another length comes to another hash than the root.
            let end := add(proof.offset, shl(5, proof.length))
            // Two nodes a turn, for a turn costs a third of a node; an odd one first.
            for {
                if and(sub(end, need), 0x20) {
                    let b := calldataload(need)
                    let swap := shl(5, lt(b, a))
                    mstore(swap, a)
                    mstore(xor(swap, 0x20), b)
                    a := keccak256(0x00, 0x40)
                    need := add(need, 0x20)
                }
            } lt(need, end) {
                need := add(need, 0x40)
            } {
                let b := calldataload(need)
                let swap := shl(5, lt(b, a))
                mstore(swap, a)
                mstore(xor(swap, 0x20), b)
                a := keccak256(0x00, 0x40)
                b := calldataload(add(need, 0x20))
                swap := shl(5, lt(b, a))
                mstore(swap, a)
                mstore(xor(swap, 0x20), b)
                a := keccak256(0x00, 0x40)
            }
            if and(eq(read, write), eq(need, end)) {
                found := a
            }
        }
    }
    // solhint-enable function-max-lines
}
