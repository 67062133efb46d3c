// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Adjudication} from "../claims/libraries/Adjudication.sol";
import {Rows} from "../claims/libraries/Rows.sol";
import {ClaimRecord, hashClaimId, hashClaimRecord, hashDrugCode} from "../types/Claim.sol";
import {ClaimId, ParticipantId} from "../types/Ids.sol";

/// @title PureClaims: pure functions of the claims domain, for tests to compare with their twins
/// @notice Never deployed with the suite.
contract PureClaims {
    /// @notice What a claim comes to, and its member's balance after it.
    function adjudicate(
        Rows.Terms memory terms,
        Adjudication.Balance memory balance,
        uint256[] memory facts,
        uint256[] memory rules,
        uint256[] memory found
    )
        external
        pure
        returns (
            uint256[] memory results,
            Adjudication.Totals memory totals,
            Adjudication.Balance memory after_
        )
    {
        (results, totals) = Adjudication.adjudicate(terms, balance, facts, rules, found);
        after_ = balance;
    }

    function groupPrice(
        uint256 terms,
        uint256 weight,
        uint256 factor
    ) external pure returns (uint256) {
        return Adjudication.groupPrice(terms, weight, factor);
    }

    function claimId(ParticipantId provider, bytes32 invoice) external pure returns (ClaimId) {
        return hashClaimId(provider, invoice);
    }

    function claimRecord(ClaimRecord calldata r) external pure returns (bytes32) {
        return hashClaimRecord(r);
    }

    function drugCode(uint64 product, bytes32 salt) external pure returns (bytes32) {
        return hashDrugCode(product, salt);
    }
}
