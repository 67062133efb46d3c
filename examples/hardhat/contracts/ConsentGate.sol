// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Decision} from "careledger/contracts/consent/libraries/Decision.sol";
import {IConsentRegistry} from "careledger/contracts/consent/interfaces/IConsentRegistry.sol";
import {IAccessDesk} from "careledger/contracts/exchange/interfaces/IAccessDesk.sol";
import {ConsentGrant, hashTerms, Terms} from "careledger/contracts/types/ConsentGrant.sol";
import {EntryHeader} from "careledger/contracts/types/RecordEntry.sol";

/// @title ConsentGate: does a patient's living consent cover this use?
/// @notice Holds nothing: it asks the suite. Only the AccessDesk writes receipts.
contract ConsentGate {
    IConsentRegistry private immutable CONSENTS;
    IAccessDesk private immutable DESK;

    constructor(IConsentRegistry consents, IAccessDesk desk) {
        CONSENTS = consents;
        DESK = desk;
    }

    /// @notice Whether the grant is live, these are its terms, and they permit the purpose and action
    /// (numbers of bits, see Codes.sol) now for every one of these entries.
    function isCovered(
        ConsentGrant calldata grant,
        Terms calldata terms,
        EntryHeader[] calldata headers,
        uint8 purpose,
        uint8 action
    ) external view returns (bool) {
        if (CONSENTS.standing(grant) != IConsentRegistry.Standing.LIVE) return false;
        if (grant.terms != hashTerms(terms.grantee, terms.provisions, terms.salt)) return false;
        (Decision.Outcome outcome, , ) = DESK.decide(
            terms.provisions,
            headers,
            purpose,
            action,
            uint40(block.timestamp)
        );
        return outcome == Decision.Outcome.PERMITTED;
    }
}
