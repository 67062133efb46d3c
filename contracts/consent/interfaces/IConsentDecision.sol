// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Provision} from "../../types/ConsentGrant.sol";
import {EntryHeader} from "../../types/RecordEntry.sol";

/// @title IConsentDecision: do these provisions let these records be opened?
/// @notice A pure function; src/core/decision.ts is its twin. The innermost provision that matches
/// an entry decides; if none matches, the answer is no.
interface IConsentDecision {
    enum Outcome {
        PERMITTED,
        NOT_COVERED,
        DENIED
    }

    /// @param provisions From the base to the innermost exception
    /// @param headers Of the entries asked for
    /// @param purpose Bit of `Codes.PURPOSE_*`
    /// @param action Bit of `Codes.ACTION_*`
    /// @param moment When the access happens (Unix time)
    /// @return outcome PERMITTED if every entry is
    /// @return index Of the first entry that is not permitted
    /// @return duties Obligations 24 | refrains 24 (lowest bits first) of all provisions that permit
    function decide(
        Provision[] calldata provisions,
        EntryHeader[] calldata headers,
        uint8 purpose,
        uint8 action,
        uint40 moment
    ) external pure returns (Outcome outcome, uint256 index, uint48 duties);
}
