// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Codes} from "../types/Codes.sol";
import {ParticipantId} from "../types/Ids.sol";
import {AccountRole, Domain, Membership, ParticipantStatus} from "../types/Membership.sol";
import {IParticipantRegistry} from "./interfaces/IParticipantRegistry.sol";

/// @title ParticipantRegistry: the institutions of the consortium and their accounts
/// @notice
///
///     (none) --admit (ADMISSIONS)--> ACTIVE <--setStatus (ADMISSIONS)--> LAPSED, SUSPENDED
///     ACTIVE --accreditation ends--> reads LAPSED --amend (ADMISSIONS)--> ACTIVE
///
/// INV-IDENTITY-1: an account belongs to one institution at most.
/// INV-IDENTITY-2: a key epoch never goes back, and the key of an epoch never changes.
contract ParticipantRegistry is AccessManaged, IParticipantRegistry {
    uint256 private constant PROFILE_MASK = ~(uint256(type(uint8).max) << 32) & ((1 << 128) - 1);

    /// @dev participant 32 | role 8 | expires at 40 (0: no end).
    mapping(address account => uint256) private _accounts;

    /// @dev The first 176 bits of `Membership`.
    mapping(ParticipantId id => uint256) private _institutions;

    mapping(ParticipantId id => mapping(uint32 epoch => bytes32)) private _hpkeKeys;

    mapping(ParticipantId id => string) private _endpoints;

    /// @dev End of the pause of each domain, 32 bits each.
    uint256 private _pauses;

    /// @inheritdoc IParticipantRegistry
    uint32 public override participantCount;

    constructor(address manager) AccessManaged(manager) {}

    /// @inheritdoc IParticipantRegistry
    function admit(
        Profile calldata profile,
        bytes32 hpkeKey_,
        string calldata endpoint_,
        address administrator
    ) external override restricted returns (ParticipantId id) {
        id = ParticipantId.wrap(++participantCount);
        require(hpkeKey_ != 0, ParticipantKeyUnchanged(id, hpkeKey_));
        uint256 word =
            _profileWord(profile) | (uint256(ParticipantStatus.ACTIVE) << 32) | (uint256(1) << 144);
        _institutions[id] = word;
        _hpkeKeys[id][1] = hpkeKey_;
        _endpoints[id] = endpoint_;
        _claimAccount(administrator, id, AccountRole.ADMINISTRATOR, 0);
        emit ParticipantAdmitted(id, word, hpkeKey_, endpoint_, administrator);
    }

    /// @inheritdoc IParticipantRegistry
    function amend(ParticipantId id, Profile calldata profile) external override restricted {
        uint256 former = _institution(id);
        uint256 word = (former & ~PROFILE_MASK) | _profileWord(profile);
        require(word != former, ParticipantProfileUnchanged(id));
        _change(id, word);
    }

    /// @inheritdoc IParticipantRegistry
    function setStatus(ParticipantId id, ParticipantStatus status) external override restricted {
        uint256 word = _institution(id);
        require(
            status != ParticipantStatus.NONE && Membership.wrap(word).status() != status,
            ParticipantStatusUnchanged(id, status)
        );
        _change(id, _withStatus(word, status));
    }

    /// @inheritdoc IParticipantRegistry
    function appointAdministrator(ParticipantId id, address account) external override restricted {
        _institution(id);
        _claimAccount(account, id, AccountRole.ADMINISTRATOR, 0);
        emit ParticipantAccountChanged(id, account, AccountRole.ADMINISTRATOR, 0, msg.sender);
    }

    /// @inheritdoc IParticipantRegistry
    function pause(Domain domain, uint32 until) external override restricted {
        require(pausedUntil(domain) != until, ParticipantPauseUnchanged(domain, until));
        uint256 shift = 32 * uint256(domain);
        _pauses = (_pauses & ~(uint256(type(uint32).max) << shift)) | (uint256(until) << shift);
        emit DomainPaused(domain, until);
    }

    /// @inheritdoc IParticipantRegistry
    function setAccount(address account, AccountRole role, uint40 expiresAt) external override {
        ParticipantId id = _administered();
        require(
            expiresAt == 0 || expiresAt >= block.timestamp,
            ParticipantAccountExpired(account, expiresAt, uint40(block.timestamp))
        );
        _claimAccount(account, id, role, expiresAt);
        emit ParticipantAccountChanged(id, account, role, expiresAt, msg.sender);
    }

    /// @inheritdoc IParticipantRegistry
    function rotateKey(bytes32 key) external override {
        ParticipantId id = _administered();
        uint256 word = _institutions[id];
        uint32 epoch = Membership.wrap(word).keyEpoch();
        require(key != 0 && _hpkeKeys[id][epoch] != key, ParticipantKeyUnchanged(id, key));
        ++epoch;
        _hpkeKeys[id][epoch] = key;
        _institutions[id] = (word & ~(uint256(type(uint32).max) << 144)) | (uint256(epoch) << 144);
        emit ParticipantKeyRotated(id, epoch, key, msg.sender);
    }

    /// @inheritdoc IParticipantRegistry
    function setEndpoint(string calldata endpoint_) external override {
        ParticipantId id = _administered();
        require(
            keccak256(bytes(_endpoints[id])) != keccak256(bytes(endpoint_)),
            ParticipantEndpointUnchanged(id)
        );
        _endpoints[id] = endpoint_;
        emit ParticipantEndpointChanged(id, endpoint_, msg.sender);
    }

    /// @inheritdoc IParticipantRegistry
    function requireActive(
        address account,
        Domain domain,
        uint32 allowed
    ) external view override returns (Membership) {
        return requireStanding(account, domain, allowed, ParticipantStatus.ACTIVE);
    }

    /// @inheritdoc IParticipantRegistry
    function participant(ParticipantId id) external view override returns (Membership) {
        return _standing(ParticipantId.unwrap(id));
    }

    /// @inheritdoc IParticipantRegistry
    function hpkeKey(ParticipantId id, uint32 epoch) external view override returns (bytes32) {
        return _hpkeKeys[id][epoch];
    }

    /// @inheritdoc IParticipantRegistry
    function endpoint(ParticipantId id) external view override returns (string memory) {
        return _endpoints[id];
    }

    /// @inheritdoc IParticipantRegistry
    function requireStanding(
        address account,
        Domain domain,
        uint32 allowed,
        ParticipantStatus worst
    ) public view override returns (Membership m) {
        m = membership(account);
        if (m.isWorseThan(worst)) {
            revert ParticipantNotActive(m.participant(), m.status());
        }
        if (m.kinds() & allowed == 0) {
            revert ParticipantKindNotAllowed(m.participant(), m.kinds(), allowed);
        }
        uint32 until = pausedUntil(domain);
        if (until > block.timestamp) {
            revert ParticipantDomainPaused(domain, until, uint40(block.timestamp));
        }
    }

    /// @inheritdoc IParticipantRegistry
    function membership(address account) public view override returns (Membership) {
        uint256 slot = _accounts[account];
        if (uint8(slot >> 32) == uint8(AccountRole.NONE)) {
            revert ParticipantAccountUnknown(account);
        }
        uint40 expiresAt = uint40(slot >> 40);
        if (expiresAt != 0 && block.timestamp > expiresAt) {
            revert ParticipantAccountExpired(account, expiresAt, uint40(block.timestamp));
        }
        return _standing(slot);
    }

    /// @inheritdoc IParticipantRegistry
    function pausedUntil(Domain domain) public view override returns (uint32) {
        uint256 shift;
        // Decoding refuses what is no domain; Solidity would check again.
        assembly ("memory-safe") {
            shift := shl(5, domain)
        }
        return uint32(_pauses >> shift);
    }

    function _change(ParticipantId id, uint256 word) private {
        _institutions[id] = word;
        emit ParticipantChanged(id, word);
    }

    /// @dev An account that once belonged to an institution stays its own for ever: what it signed
    /// must not read as another's.
    function _claimAccount(
        address account,
        ParticipantId id,
        AccountRole role,
        uint40 expiresAt
    ) private {
        uint256 former = _accounts[account];
        uint256 slot =
            uint256(ParticipantId.unwrap(id)) | (uint256(role) << 32) | (uint256(expiresAt) << 40);
        ParticipantId owner = ParticipantId.wrap(uint32(former));
        bool mine = former == 0 ? role != AccountRole.NONE : owner == id && former != slot;
        require(mine && account != address(0), ParticipantAccountTaken(account, owner));
        _accounts[account] = slot;
    }

    /// @dev The institution that the sender administers. A SUSPENDED one changes nothing.
    function _administered() private view returns (ParticipantId) {
        Membership m = membership(msg.sender);
        require(
            m.accountRole() == AccountRole.ADMINISTRATOR,
            ParticipantAccountNotAdministrator(msg.sender, m.accountRole())
        );
        require(
            m.status() != ParticipantStatus.SUSPENDED,
            ParticipantNotActive(m.participant(), m.status())
        );
        return m.participant();
    }

    /// @dev `account`: participant 32 | role 8 as in an account's slot; what stands above is left out.
    function _standing(uint256 account) private view returns (Membership) {
        uint256 word = _institution(ParticipantId.wrap(uint32(account)));
        Membership m = Membership.wrap(word);
        if (m.accreditedUntil() < block.timestamp && m.isActive()) {
            word = _withStatus(word, ParticipantStatus.LAPSED);
        }
        return Membership.wrap(word | (uint256(uint40(account)) << 176));
    }

    function _institution(ParticipantId id) private view returns (uint256 word) {
        word = _institutions[id];
        if (word == 0) revert ParticipantUnknown(id);
    }

    /// @dev A profile in the bits of the institution's slot, its status left out.
    function _profileWord(Profile calldata p) private view returns (uint256) {
        require(
            p.kinds != 0 &&
                p.kinds >> Codes.PARTICIPANT_KIND_COUNT == 0 &&
                p.accreditedUntil >= block.timestamp,
            ParticipantProfileInvalid(p.kinds, p.accreditedUntil, uint40(block.timestamp))
        );
        return
            uint256(p.kinds) |
            (uint256(p.jurisdictionScheme) << 40) |
            (uint256(p.jurisdictionCode) << 48) |
            (uint256(p.grade) << 80) |
            (uint256(p.accreditedUntil) << 88);
    }

    function _withStatus(uint256 word, ParticipantStatus status) private pure returns (uint256) {
        return (word & ~(uint256(type(uint8).max) << 32)) | (uint256(status) << 32);
    }
}
