// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Rule} from "../../types/Tariff.sol";
import {IClaimFiles} from "./IClaimFiles.sol";

/// @title IShadowDesk: what past claims come to under rules that are proposed
/// @notice Called, not sent: it writes nothing.
interface IShadowDesk is IClaimFiles {
    /// @notice What a claim comes to with other rows than the catalogue's, whatever was billed before: flags
    /// of repeated lines, frequency and dispensing are left out.
    /// @param provider An account of the claim's provider
    /// @param rules Of each line, 0: the catalogue's
    /// @param balance The segment's before it (`IClaims.balanceOf`)
    function shadow(
        ClaimFile calldata file,
        address provider,
        Rule[] calldata rules,
        uint256 balance
    ) external view returns (Decision memory);
}
