// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @title ContractSigner: a multisig in small, which signs by keeping a digest (ERC-1271)
/// @notice Never deployed with the suite.
contract ContractSigner is IERC1271 {
    mapping(bytes32 digest => bool) private _signed;

    function sign(bytes32 digest) external {
        _signed[digest] = true;
    }

    function isValidSignature(
        bytes32 digest,
        bytes calldata
    ) external view override returns (bytes4) {
        return _signed[digest] ? IERC1271.isValidSignature.selector : bytes4(0);
    }
}
