// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ClaimRecord, ClaimState} from "../../types/Claim.sol";
import {AgreementId, ClaimId} from "../../types/Ids.sol";
import {IClaimFiles} from "./IClaimFiles.sol";

/// @title IClaimDesk: claims are decided by rules and paid at once
/// @notice The provider shows what it bills and what that rests on: the agreement, the person's segment and
/// the plan, each checked against its slot, and a catalogue version a line. The treatment's jurisdiction
/// gives the catalogue, the insurer's plan the shares. The answer comes in the same transaction: what each
/// line came to and why, and, where the pool and the payee allow, the payment. Nothing is trusted that is
/// shown; what cannot be read reverts, what is not to be paid is decided and said.
///
/// What a flag does (types/Claim.sol): lines with DUP_LINE, DUP_TRACE_CODE, NO_DISPENSE, RECALLED_DRUG,
/// NOT_IN_CATALOGUE, UNLICENSED, OVER_FREQ, AGE_SEX or OFF_INDICATION are not paid; OVER_PRICE and OVER_QTY
/// cut a line; NO_DIAGNOSIS says that the indication was not checked; DECEASED (a line after the day of
/// death) denies the claim; OVERLAPPING_STAY and NO_ENCOUNTER pend it for a named human.
interface IClaimDesk is IClaimFiles {
    /// @notice Nothing is paid under the agreement until it is no longer frozen.
    error ClaimAgreementFrozen(AgreementId agreement, uint40 until, uint40 now_);
    /// @notice The claim is not to be paid, or was paid.
    error ClaimNotPayable(ClaimId id, ClaimState state);

    /// @notice Bills a claim, as its provider.
    function submit(ClaimFile calldata file) external returns (Decision memory);

    /// @notice Bills claims, one after the other, all or none.
    function submitMany(ClaimFile[] calldata files) external returns (Decision[] memory);

    /// @notice Pays a claim that is ADJUDICATED or DUE; by any member.
    /// @return paid Whether it was paid now
    function payLater(ClaimId id, ClaimRecord calldata claim) external returns (bool paid);
}
