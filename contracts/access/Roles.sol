// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Roles: who administers what
/// @notice Role ids by range: governance 1-99, identity 100-199, records 200-299, consent 300-399,
/// exchange 400-499, supply 500-599, insurance 600-699. A number once given is never used again. Role
/// 0 is the AccessManager's own administrator.
library Roles {
    /// @notice Registers modules in the Directory.
    uint64 internal constant DIRECTORY_KEEPER = 1;
    /// @notice Proposes callers of evidence contracts.
    uint64 internal constant CALLER_KEEPER = 2;
    /// @notice Stops a proposed change of callers during its notice.
    uint64 internal constant CALLER_VETO = 3;
    /// @notice Pauses domains.
    uint64 internal constant PAUSER = 4;
    /// @notice Admits institutions and changes their standing.
    uint64 internal constant ADMISSIONS = 100;
    /// @notice Keeps the list of signature verifiers.
    uint64 internal constant VERIFIER_KEEPER = 101;
    /// @notice Registers products for their licence holders.
    uint64 internal constant PRODUCT_KEEPER = 500;
    /// @notice Issues settlement tokens for money that members paid in.
    uint64 internal constant TOKEN_ISSUER = 600;
    /// @notice Hands the fund ledger's money over to its successor.
    uint64 internal constant FUND_KEEPER = 601;
}
