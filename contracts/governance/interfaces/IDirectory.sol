// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title IDirectory: where the modules of the suite are
/// @notice Names are ASCII, left-aligned in 32 bytes ("RecordIndex"). Evidence is named for ever;
/// a policy's name may point to its successor.
interface IDirectory {
    /// @notice `name` means `module` from now on; `permanent`: for ever.
    event ModuleRegistered(
        bytes32 indexed name,
        address indexed module,
        bytes32 codeHash,
        bool permanent
    );

    /// @notice No module has this name.
    error DirectoryNameUnknown(bytes32 name);
    /// @notice The name belongs to an evidence contract, or already points to this module.
    error DirectoryNameTaken(bytes32 name, address module);
    /// @notice There is no code at the address.
    error DirectoryModuleEmpty(address module);

    /// @notice Gives a module its name.
    function register(bytes32 name, address module, bool permanent) external;

    /// @notice The module of this name; reverts with `DirectoryNameUnknown`.
    function moduleOf(bytes32 name) external view returns (address);

    /// @notice Whether the name can never point elsewhere.
    function isPermanent(bytes32 name) external view returns (bool);
}
