// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Callers} from "../access/Callers.sol";
import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {ISubjectRegistry} from "../identity/interfaces/ISubjectRegistry.sol";
import {ConsentGrant, hashConsentGrant} from "../types/ConsentGrant.sol";
import {GrantId} from "../types/Ids.sol";
import {Domain} from "../types/Membership.sol";
import {IConsentRegistry} from "./interfaces/IConsentRegistry.sol";

/// @title ConsentRegistry: signed consents, their uses and their end (evidence)
/// @notice
///
///     NONE --grant (member, with the patient's signature)--> ACTIVE --use (callers)--> ACTIVE
///     NONE, ACTIVE --revoke (any sender, with the patient's signature)--> REVOKED
///
/// INV-CONSENT-1: no grant without its subject's signature over this chain and contract.
/// INV-CONSENT-2: a revoked grant is never used or granted again.
/// INV-CONSENT-3: a grant is used at most `maxUses` times, never after `notAfter`, never in
/// another key epoch of its subject.
contract ConsentRegistry is Callers, EIP712, IConsentRegistry {
    bytes32 private constant REVOCATION_TYPEHASH = keccak256(
        "Revocation(bytes32 grant,uint40 deadline)"
    );

    uint32 private constant ANY_KIND = type(uint32).max;

    IParticipantRegistry private immutable PARTICIPANTS;
    ISubjectRegistry private immutable SUBJECTS;

    mapping(GrantId grant => uint256) private _grants;

    constructor(
        address manager,
        uint48 notice,
        IParticipantRegistry participants,
        ISubjectRegistry subjects
    ) Callers(manager, notice) EIP712("CareLedger ConsentRegistry", "1") {
        PARTICIPANTS = participants;
        SUBJECTS = subjects;
    }

    /// @inheritdoc IConsentRegistry
    function grant(SignedGrant calldata signed) external override returns (GrantId id) {
        PARTICIPANTS.requireActive(msg.sender, Domain.CONSENT, ANY_KIND);
        return _grant(signed);
    }

    /// @inheritdoc IConsentRegistry
    function grantMany(
        SignedGrant[] calldata signed
    ) external override returns (GrantId[] memory ids) {
        PARTICIPANTS.requireActive(msg.sender, Domain.CONSENT, ANY_KIND);
        ids = new GrantId[](signed.length);
        for (uint256 i = 0; i < signed.length; ++i) {
            ids[i] = _grant(signed[i]);
        }
    }

    /// @inheritdoc IConsentRegistry
    function revoke(
        ConsentGrant calldata shown,
        uint40 deadline,
        bytes calldata signer,
        bytes calldata signature
    ) external override {
        GrantId id = hashConsentGrant(shown);
        uint32 epoch = _requireController(id, shown, deadline, signer, signature);
        uint256 word = _grants[id];
        if (word == 0) {
            word = _word(shown.notAfter, epoch);
        } else if (_state(word) == GrantState.REVOKED) {
            revert ConsentAlreadyRevoked(id);
        }
        word = (word & ~uint256(type(uint8).max)) | uint256(GrantState.REVOKED);
        _grants[id] = word;
        emit ConsentRevoked(id, word, msg.sender);
    }

    /// @inheritdoc IConsentRegistry
    function use(ConsentGrant calldata shown) external override onlyCaller returns (Standing) {
        GrantId id = hashConsentGrant(shown);
        uint256 word = _grants[id];
        Standing now_ = _standing(shown, word);
        if (now_ == Standing.LIVE) {
            word += 1 << 8;
            _grants[id] = word;
            emit ConsentUsed(id, word, msg.sender);
        }
        return now_;
    }

    /// @inheritdoc IConsentRegistry
    function standing(ConsentGrant calldata shown) external view override returns (Standing) {
        return _standing(shown, _grants[hashConsentGrant(shown)]);
    }

    /// @inheritdoc IConsentRegistry
    function stateOf(GrantId id) external view override returns (GrantState state, uint32 uses) {
        uint256 word = _grants[id];
        return (_state(word), _uses(word));
    }

    function _grant(SignedGrant calldata signed) private returns (GrantId id) {
        ConsentGrant calldata g = signed.grant;
        id = hashConsentGrant(g);
        uint256 word = _grants[id];
        if (word != 0) revert ConsentExists(id, _state(word));
        (uint40 deadline, uint40 notAfter) = (g.deadline, g.notAfter);
        uint40 now_ = uint40(block.timestamp);
        require(now_ <= deadline, ConsentDeadlinePassed(id, deadline, now_));
        require(now_ <= notAfter, ConsentExpired(id, notAfter, now_));
        require(g.maxUses != 0, ConsentWithoutUses(id));
        uint32 epoch = SUBJECTS.requireSigned(
            g.subject,
            _hashTypedDataV4(GrantId.unwrap(id)),
            signed.signer,
            signed.signature
        );
        word = _word(notAfter, epoch) | uint256(GrantState.ACTIVE);
        _grants[id] = word;
        emit ConsentGranted(id, g.subject, word, msg.sender);
    }

    function _requireController(
        GrantId id,
        ConsentGrant calldata shown,
        uint40 deadline,
        bytes calldata signer,
        bytes calldata signature
    ) private view returns (uint32 epoch) {
        if (signature.length == 0) {
            require(
                signer.length == 20 && address(bytes20(signer)) == msg.sender,
                ConsentSenderNotController(id, msg.sender)
            );
            return SUBJECTS.requireSigner(shown.subject, signer);
        }
        require(
            block.timestamp <= deadline,
            ConsentDeadlinePassed(id, deadline, uint40(block.timestamp))
        );
        bytes32 digest = _hashTypedDataV4(keccak256(abi.encode(REVOCATION_TYPEHASH, id, deadline)));
        return SUBJECTS.requireSigned(shown.subject, digest, signer, signature);
    }

    function _standing(ConsentGrant calldata shown, uint256 word) private view returns (Standing) {
        GrantState state = _state(word);
        if (state == GrantState.NONE) return Standing.UNKNOWN;
        if (state == GrantState.REVOKED) return Standing.REVOKED;
        if (block.timestamp > shown.notAfter) return Standing.EXPIRED;
        if (SUBJECTS.epochOf(shown.subject) != uint32(word >> 80)) return Standing.KEY_EPOCH_ENDED;
        // Last: keys of a used-up grant are still released, of one that ended otherwise they are not.
        if (_uses(word) >= shown.maxUses) return Standing.EXHAUSTED;
        return Standing.LIVE;
    }

    function _state(uint256 word) private pure returns (GrantState) {
        return GrantState(uint8(word));
    }

    function _uses(uint256 word) private pure returns (uint32) {
        return uint32(word >> 8);
    }

    function _word(uint40 notAfter, uint32 epoch) private pure returns (uint256) {
        return (uint256(notAfter) << 40) | (uint256(epoch) << 80);
    }
}
