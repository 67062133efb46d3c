// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ParticipantId} from "../../types/Ids.sol";
import {AccountRole, Domain, Membership, ParticipantStatus} from "../../types/Membership.sol";

/// @title IParticipantRegistry: the institutions of the consortium and their accounts
/// @notice An institution may be of several kinds (bits of `Codes.PARTICIPANT_KIND_*`). Its
/// standing lies in one slot, so that a suspension is one write however many accounts it has.
interface IParticipantRegistry {
    /// @notice What admission says of an institution. `jurisdictionScheme` and `jurisdictionCode`
    /// together name a jurisdiction (1: GB/T 2260 division, 2: insurance jurisdictions that are no
    /// division). `accreditedUntil` is the last second of its accreditation (Unix time).
    struct Profile {
        uint32 kinds;
        uint8 jurisdictionScheme;
        uint32 jurisdictionCode;
        uint8 grade;
        uint40 accreditedUntil;
    }

    /// @notice An institution was admitted with its first administrator account.
    event ParticipantAdmitted(
        ParticipantId indexed participant,
        uint256 word,
        bytes32 hpkeKey,
        string endpoint,
        address administrator
    );
    /// @notice The institution's slot is now `word` (standing, profile or key epoch changed).
    event ParticipantChanged(ParticipantId indexed participant, uint256 word);
    /// @notice The institution's HPKE key (X25519) of `epoch` is `key`.
    event ParticipantKeyRotated(
        ParticipantId indexed participant,
        uint32 epoch,
        bytes32 key,
        address actor
    );
    /// @notice The institution's gateway is at `endpoint`.
    event ParticipantEndpointChanged(
        ParticipantId indexed participant,
        string endpoint,
        address actor
    );
    /// @notice The account now has this role until `expiresAt` (0: no end).
    event ParticipantAccountChanged(
        ParticipantId indexed participant,
        address indexed account,
        AccountRole role,
        uint40 expiresAt,
        address actor
    );
    /// @notice The domain is paused until `until` (Unix time; a time past: not paused).
    event DomainPaused(Domain indexed domain, uint32 until);

    /// @notice No institution has this number.
    error ParticipantUnknown(ParticipantId participant);
    /// @notice The account belongs to no institution.
    error ParticipantAccountUnknown(address account);
    /// @notice The account belongs to an institution already, or would become what it is.
    error ParticipantAccountTaken(address account, ParticipantId participant);
    /// @notice The account's time is over.
    error ParticipantAccountExpired(address account, uint40 expiredAt, uint40 now_);
    /// @notice The account may not manage its institution.
    error ParticipantAccountNotAdministrator(address account, AccountRole role);
    /// @notice The institution's standing does not allow this.
    error ParticipantNotActive(ParticipantId participant, ParticipantStatus status);
    /// @notice Institutions of these kinds may not do this.
    error ParticipantKindNotAllowed(ParticipantId participant, uint32 kinds, uint32 allowed);
    /// @notice The profile has no kind or an unassigned one, or its accreditation is over.
    error ParticipantProfileInvalid(uint32 kinds, uint40 accreditedUntil, uint40 now_);
    /// @notice The profile is the present one.
    error ParticipantProfileUnchanged(ParticipantId participant);
    /// @notice The status is not one to be set, or is the present one.
    error ParticipantStatusUnchanged(ParticipantId participant, ParticipantStatus status);
    /// @notice A key of 32 zero bytes is no key; the present key is no new one.
    error ParticipantKeyUnchanged(ParticipantId participant, bytes32 key);
    /// @notice The gateway is there already.
    error ParticipantEndpointUnchanged(ParticipantId participant);
    /// @notice The pause of the domain ends at this time already.
    error ParticipantPauseUnchanged(Domain domain, uint32 until);
    /// @notice The domain is paused.
    error ParticipantDomainPaused(Domain domain, uint32 until, uint40 now_);

    /// @notice Admits an institution; administration.
    function admit(
        Profile calldata profile,
        bytes32 hpkeKey,
        string calldata endpoint,
        address administrator
    ) external returns (ParticipantId participant);

    /// @notice Replaces an institution's profile; administration.
    function amend(ParticipantId participant, Profile calldata profile) external;

    /// @notice Sets an institution's standing; administration.
    function setStatus(ParticipantId participant, ParticipantStatus status) external;

    /// @notice Gives an institution an administrator account when it lost its own; administration.
    function appointAdministrator(ParticipantId participant, address account) external;

    /// @notice Pauses a domain until a time, or ends its pause (0); administration.
    function pause(Domain domain, uint32 until) external;

    /// @notice Gives an account of the sender's institution a role; NONE closes it.
    function setAccount(address account, AccountRole role, uint40 expiresAt) external;

    /// @notice Replaces the HPKE key of the sender's institution and raises its epoch.
    function rotateKey(bytes32 hpkeKey) external;

    /// @notice Says where the gateway of the sender's institution is.
    function setEndpoint(string calldata endpoint) external;

    /// @notice The standing of an account's institution; an ACTIVE one whose accreditation is over
    /// reads LAPSED. Reverts for unknown and expired accounts.
    function membership(address account) external view returns (Membership);

    /// @notice The same, for an account that wants to write: the institution must be ACTIVE, of one
    /// of the `allowed` kinds, and the domain not paused.
    function requireActive(
        address account,
        Domain domain,
        uint32 allowed
    ) external view returns (Membership);

    /// @notice The same, where institutions whose standing is not ACTIVE may write too.
    /// @param worst The worst standing that may: LAPSED, or SUSPENDED for all
    function requireStanding(
        address account,
        Domain domain,
        uint32 allowed,
        ParticipantStatus worst
    ) external view returns (Membership);

    /// @notice An institution's standing without an account.
    function participant(ParticipantId id) external view returns (Membership);

    /// @notice The institution's HPKE key (X25519) of an epoch; 0 if there is none.
    function hpkeKey(ParticipantId id, uint32 epoch) external view returns (bytes32);

    /// @notice Where the institution's gateway is.
    function endpoint(ParticipantId id) external view returns (string memory);

    /// @notice How many institutions were admitted; their ids are 1 to this number.
    function participantCount() external view returns (uint32);

    /// @notice When the pause of a domain ends or ended; 0 if it never was paused.
    function pausedUntil(Domain domain) external view returns (uint32);
}
