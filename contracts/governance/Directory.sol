// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";

/// @title Directory: the names of the suite's modules
/// @notice Deployed first. It is for people, gateways and constructors: no module asks it while it
/// works, so a change here moves no running contract (callers do; see Callers).
///
/// INV-GOVERNANCE-1: a permanent name never changes its module.
contract Directory is AccessManaged, IDirectory {
    struct Entry {
        address module;
        bool permanent;
    }

    mapping(bytes32 name => Entry) private _entries;

    constructor(address manager) AccessManaged(manager) {}

    /// @inheritdoc IDirectory
    function register(bytes32 name, address module, bool permanent) external override restricted {
        Entry memory entry = _entries[name];
        require(!entry.permanent && entry.module != module, DirectoryNameTaken(name, entry.module));
        require(module.code.length != 0, DirectoryModuleEmpty(module));
        _entries[name] = Entry(module, permanent);
        emit ModuleRegistered(name, module, module.codehash, permanent);
    }

    /// @inheritdoc IDirectory
    function moduleOf(bytes32 name) external view override returns (address module) {
        module = _entries[name].module;
        require(module != address(0), DirectoryNameUnknown(name));
    }

    /// @inheritdoc IDirectory
    function isPermanent(bytes32 name) external view override returns (bool) {
        return _entries[name].permanent;
    }
}
