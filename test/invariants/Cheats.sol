// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev The cheat codes of the test runner that are used here (forge-std is not on npm).
interface Cheats {
    struct Log {
        bytes32[] topics;
        bytes data;
        address emitter;
    }

    function getCode(string calldata artifact) external view returns (bytes memory);
    function warp(uint256 time) external;
    function prank(address sender) external;
    function addr(uint256 key) external pure returns (address);
    function sign(
        uint256 key,
        bytes32 digest
    ) external pure returns (uint8 v, bytes32 r, bytes32 s);
    function record() external;
    function accesses(
        address target
    ) external returns (bytes32[] memory reads, bytes32[] memory writes);
    function recordLogs() external;
    function getRecordedLogs() external returns (Log[] memory);
    function expectRevert(bytes calldata reason) external;
    function assume(bool condition) external pure;
}

Cheats constant VM = Cheats(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

/// @dev Deploys a contract from the build's own artifact. With `new`, the compiler would compile
/// the suite again into every test.
function deploy(string memory artifact, bytes memory arguments) returns (address created) {
    bytes memory code = abi.encodePacked(VM.getCode(artifact), arguments);
    assembly ("memory-safe") {
        created := create(0, add(code, 0x20), mload(code))
    }
    require(created != address(0), artifact);
}
