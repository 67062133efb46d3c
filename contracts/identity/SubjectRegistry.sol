// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ERC7913P256Verifier} from "@openzeppelin/contracts/utils/cryptography/verifiers/ERC7913P256Verifier.sol";
import {Codes} from "../types/Codes.sol";
import {SubjectId} from "../types/Ids.sol";
import {Domain, Membership} from "../types/Membership.sol";
import {IParticipantRegistry} from "./interfaces/IParticipantRegistry.sol";
import {ISubjectRegistry} from "./interfaces/ISubjectRegistry.sol";

/// @title SubjectRegistry: pseudonymous patients and enterprises
/// @notice One slot a subject: the low 216 bits of keccak256(subject, signer) | key epoch 32 |
/// status 8. The signer's bytes come with each call and are checked against it. The registry is
/// itself the ERC-7913 verifier of P-256 keys, so that nobody can drop it.
///
///     (none) --enrol (voucher, with the controller's signature)--> ACTIVE
///     ACTIVE --rotate (any sender, with the controller's signature)--> ACTIVE
///
/// INV-IDENTITY-3: only a signature of its controller changes a subject.
/// INV-IDENTITY-4: a key epoch never goes back.
contract SubjectRegistry is AccessManaged, EIP712, ERC7913P256Verifier, ISubjectRegistry {
    bytes32 private constant ENROLMENT_TYPEHASH = keccak256(
        "Enrolment(uint8 kind,bytes signer,bytes32 encryptionKey,uint32 voucher,uint8 method,"
        "bytes32 salt,uint40 deadline)"
    );

    bytes32 private constant ROTATION_TYPEHASH = keccak256(
        "Rotation(bytes32 subject,bytes signer,bytes32 encryptionKey,bool endsGrants,"
        "bytes32 nonce,uint40 deadline)"
    );

    /// @dev Who may vouch for a person or an enterprise.
    uint32 private constant VOUCHERS = uint32(
        (1 << Codes.PARTICIPANT_KIND_HOSPITAL) |
            (1 << Codes.PARTICIPANT_KIND_PHARMACY) |
            (1 << Codes.PARTICIPANT_KIND_INSURANCE_AGENCY) |
            (1 << Codes.PARTICIPANT_KIND_HEALTH_COMMISSION)
    );

    IParticipantRegistry private immutable PARTICIPANTS;

    mapping(SubjectId subject => uint256) private _subjects;

    mapping(SubjectId subject => bytes32) private _encryptionKeys;

    mapping(address verifier => bool) private _verifiers;

    mapping(bytes32 digest => bool) private _spentRotations;

    constructor(
        address manager,
        IParticipantRegistry participants
    ) AccessManaged(manager) EIP712("CareLedger SubjectRegistry", "1") {
        PARTICIPANTS = participants;
    }

    /// @inheritdoc ISubjectRegistry
    function enrol(
        Enrolment calldata e,
        bytes calldata signature
    ) external override returns (SubjectId subject) {
        Membership m = PARTICIPANTS.requireActive(msg.sender, Domain.IDENTITY, VOUCHERS);
        require(m.participant() == e.voucher, SubjectVoucherMismatch(e.voucher, m.participant()));
        _requireInTime(e.deadline);
        require(
            e.kind != SubjectKind.NONE && e.method != VouchMethod.NONE && e.encryptionKey != 0,
            SubjectEnrolmentIncomplete(e.kind, e.method, e.encryptionKey)
        );
        bytes32 id = _hashEnrolment(e);
        subject = SubjectId.wrap(id);
        require(_subjects[subject] == 0, SubjectExists(subject));
        _requireSignature(e.signer, _hashTypedDataV4(id), signature);

        uint256 word = _word(subject, e.signer, 1);
        _subjects[subject] = word;
        _encryptionKeys[subject] = e.encryptionKey;
        emit SubjectEnrolled(
            subject,
            word,
            e.kind,
            e.method,
            e.encryptionKey,
            e.voucher,
            msg.sender
        );
    }

    /// @inheritdoc ISubjectRegistry
    function rotate(
        Rotation calldata r,
        bytes calldata currentSigner,
        bytes calldata signature
    ) external override {
        _requireInTime(r.deadline);
        bytes32 digest = _hashTypedDataV4(_hashRotation(r));
        uint32 epoch = requireSigned(r.subject, digest, currentSigner, signature);
        require(!_spentRotations[digest], SubjectRotationSpent(digest));
        _spentRotations[digest] = true;
        _requireAcceptable(r.signer);
        require(
            r.encryptionKey != 0,
            SubjectEnrolmentIncomplete(SubjectKind.NONE, VouchMethod.NONE, r.encryptionKey)
        );

        uint256 word = _word(r.subject, r.signer, r.endsGrants ? epoch + 1 : epoch);
        require(
            _subjects[r.subject] != word || _encryptionKeys[r.subject] != r.encryptionKey,
            SubjectRotationEmpty(r.subject)
        );
        _subjects[r.subject] = word;
        _encryptionKeys[r.subject] = r.encryptionKey;
        emit SubjectRotated(r.subject, word, r.encryptionKey, msg.sender);
    }

    /// @inheritdoc ISubjectRegistry
    function listVerifier(address verifier, bool listed) external override restricted {
        require(
            isVerifierListed(verifier) != listed &&
                verifier != address(this) &&
                (!listed || verifier.code.length != 0),
            SubjectVerifierUnchanged(verifier, listed)
        );
        _verifiers[verifier] = listed;
        emit VerifierListed(verifier, verifier.codehash, listed);
    }

    /// @inheritdoc ISubjectRegistry
    function encryptionKeyOf(SubjectId subject) external view override returns (bytes32) {
        return _encryptionKeys[subject];
    }

    /// @inheritdoc ISubjectRegistry
    function epochOf(SubjectId subject) external view override returns (uint32) {
        return _epoch(_subject(subject));
    }

    /// @inheritdoc ISubjectRegistry
    function requireSigned(
        SubjectId subject,
        bytes32 digest,
        bytes calldata signer,
        bytes calldata signature
    ) public view override returns (uint32 epoch) {
        epoch = requireSigner(subject, signer);
        _requireSignature(signer, digest, signature);
    }

    /// @inheritdoc ISubjectRegistry
    function requireSigner(
        SubjectId subject,
        bytes calldata signer
    ) public view override returns (uint32 epoch) {
        uint256 word = _subject(subject);
        epoch = _epoch(word);
        if (_word(subject, signer, epoch) != word) revert SubjectSignerMismatch(subject, signer);
    }

    /// @inheritdoc ISubjectRegistry
    function isVerifierListed(address verifier) public view override returns (bool) {
        return verifier == address(this) || _verifiers[verifier];
    }

    function _subject(SubjectId subject) private view returns (uint256 word) {
        word = _subjects[subject];
        if (word == 0) revert SubjectUnknown(subject);
    }

    function _requireInTime(uint40 deadline) private view {
        require(
            block.timestamp <= deadline,
            SubjectDeadlinePassed(deadline, uint40(block.timestamp))
        );
    }

    function _requireSignature(
        bytes calldata signer,
        bytes32 digest,
        bytes calldata signature
    ) private view {
        address key = _requireAcceptable(signer);
        bool valid;
        if (signer.length == 20) {
            (address recovered, ECDSA.RecoverError err, ) = ECDSA.tryRecoverCalldata(
                digest,
                signature
            );
            valid = err == ECDSA.RecoverError.NoError && recovered == key;
        } else {
            valid = _verifiedBy(key, signer[20:], digest, signature);
        }
        if (!valid) revert SubjectSignatureInvalid(signer, digest);
    }

    /// @dev `key` is the account, or the verifier of the key behind the first 20 bytes.
    function _requireAcceptable(bytes calldata signer) private view returns (address key) {
        if (signer.length < 20) revert SubjectSignerMalformed(signer);
        key = address(bytes20(signer[:20]));
        if (signer.length == 20 ? key == address(0) : !isVerifierListed(key)) {
            revert SubjectVerifierNotListed(key);
        }
    }

    /// @dev A verifier that reverts says no.
    function _verifiedBy(
        address verifier,
        bytes calldata key,
        bytes32 digest,
        bytes calldata signature
    ) private view returns (bool) {
        if (verifier == address(this)) {
            return verify(key, digest, signature) == IERC7913SignatureVerifier.verify.selector;
        }
        try IERC7913SignatureVerifier(verifier).verify(key, digest, signature) returns (
            bytes4 answer
        ) {
            return answer == IERC7913SignatureVerifier.verify.selector;
        } catch {
            return false;
        }
    }

    function _word(
        SubjectId subject,
        bytes calldata signer,
        uint32 epoch
    ) private pure returns (uint256) {
        uint256 commitment;
        // keccak256(abi.encodePacked(subject, signer)), without taking memory for it.
        assembly ("memory-safe") {
            let buffer := mload(0x40)
            mstore(buffer, subject)
            calldatacopy(add(buffer, 0x20), signer.offset, signer.length)
            commitment := keccak256(buffer, add(signer.length, 0x20))
        }
        return (commitment << 40) | (uint256(epoch) << 8) | uint256(SubjectStatus.ACTIVE);
    }

    function _epoch(uint256 word) private pure returns (uint32) {
        return uint32(word >> 8);
    }

    function _hashEnrolment(Enrolment calldata e) private pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    ENROLMENT_TYPEHASH,
                    e.kind,
                    keccak256(e.signer),
                    e.encryptionKey,
                    e.voucher,
                    e.method,
                    e.salt,
                    e.deadline
                )
            );
    }

    function _hashRotation(Rotation calldata r) private pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    ROTATION_TYPEHASH,
                    r.subject,
                    keccak256(r.signer),
                    r.encryptionKey,
                    r.endsGrants,
                    r.nonce,
                    r.deadline
                )
            );
    }
}
