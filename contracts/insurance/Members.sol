// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {Codes} from "../types/Codes.sol";
import {Domain, Membership} from "../types/Membership.sol";

/// @title Members: who acts for which institution in the insurance domain
/// @notice The base of contracts that members write to.
abstract contract Members {
    /// @dev Any kind of institution.
    uint32 internal constant ANY = type(uint32).max;
    uint32 internal constant REGULATORS = uint32(1 << Codes.PARTICIPANT_KIND_REGULATOR);
    /// @dev Who decides what a jurisdiction's fund pays for.
    uint32 internal constant AUTHORITIES = uint32(
        (1 << Codes.PARTICIPANT_KIND_INSURANCE_AGENCY) |
            (1 << Codes.PARTICIPANT_KIND_HEALTH_COMMISSION) |
            (1 << Codes.PARTICIPANT_KIND_REGULATOR)
    );
    uint32 internal constant INSURERS = uint32(
        (1 << Codes.PARTICIPANT_KIND_INSURANCE_AGENCY) |
            (1 << Codes.PARTICIPANT_KIND_COMMERCIAL_INSURER)
    );

    IParticipantRegistry internal immutable PARTICIPANTS;

    constructor(IParticipantRegistry participants) {
        PARTICIPANTS = participants;
    }

    /// @dev The sender's institution, ACTIVE and of one of these kinds.
    function _active(uint32 kinds) internal view returns (Membership) {
        return PARTICIPANTS.requireActive(msg.sender, Domain.INSURANCE, kinds);
    }
}
