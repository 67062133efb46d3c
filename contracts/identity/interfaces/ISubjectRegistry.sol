// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ParticipantId, SubjectId} from "../../types/Ids.sol";

/// @title ISubjectRegistry: pseudonymous patients and enterprises, controlled by their signatures
/// @notice A signer is bytes (ERC-7913): 20 of them are an account that signs with secp256k1; more
/// are a verifier contract's address and its key, for example 64 bytes of P-256 public key (x, y).
/// Signatures are over EIP-712 data; a high s is refused. What was signed counts once by its hash,
/// never by the signature's bytes, so that another form of a signature is worth nothing.
interface ISubjectRegistry {
    /// @notice Who is behind a pseudonym.
    enum SubjectKind {
        NONE,
        PATIENT,
        ENTERPRISE
    }

    /// @notice How the enrolling institution knew the person.
    enum VouchMethod {
        NONE,
        IN_PERSON,
        DOCUMENT,
        FEDERATED
    }

    enum SubjectStatus {
        NONE,
        ACTIVE
    }

    /// @notice What the new controller signs; its EIP-712 struct hash is the subject's id, so that
    /// nobody else can take the pseudonym. `encryptionKey`: X25519 (a passkey cannot decrypt);
    /// `salt`: 256 random bits; `deadline`: last second in which it may be enrolled.
    struct Enrolment {
        SubjectKind kind;
        bytes signer;
        bytes32 encryptionKey;
        ParticipantId voucher;
        VouchMethod method;
        bytes32 salt;
        uint40 deadline;
    }

    /// @notice What the present controller signs to hand over to a new key. `endsGrants`: after a
    /// theft, everything that the old key granted ends (the key epoch rises).
    struct Rotation {
        SubjectId subject;
        bytes signer;
        bytes32 encryptionKey;
        bool endsGrants;
        bytes32 nonce;
        uint40 deadline;
    }

    /// @notice `word`: signer commitment 216 | key epoch 32 | status 8, lowest bits last.
    event SubjectEnrolled(
        SubjectId indexed subject,
        uint256 word,
        SubjectKind kind,
        VouchMethod method,
        bytes32 encryptionKey,
        ParticipantId voucher,
        address actor
    );
    /// @notice A new signer controls the subject, whose slot is now `word`.
    event SubjectRotated(
        SubjectId indexed subject,
        uint256 word,
        bytes32 encryptionKey,
        address actor
    );
    /// @notice Signers through `verifier` are accepted from now on, or no longer.
    event VerifierListed(address indexed verifier, bytes32 codeHash, bool listed);

    /// @notice No such pseudonym.
    error SubjectUnknown(SubjectId subject);
    /// @notice The pseudonym exists.
    error SubjectExists(SubjectId subject);
    /// @notice The enrolment names no kind, no method, no encryption key.
    error SubjectEnrolmentIncomplete(SubjectKind kind, VouchMethod method, bytes32 encryptionKey);
    /// @notice An enrolment is submitted by the institution that it names.
    error SubjectVoucherMismatch(ParticipantId voucher, ParticipantId sender);
    /// @notice The signature came too late.
    error SubjectDeadlinePassed(uint40 deadline, uint40 now_);
    /// @notice This signer does not control the subject.
    error SubjectSignerMismatch(SubjectId subject, bytes signer);
    /// @notice The signature is not the signer's over this digest, or is malleable.
    error SubjectSignatureInvalid(bytes signer, bytes32 digest);
    /// @notice Signers through this verifier are not accepted.
    error SubjectVerifierNotListed(address verifier);
    /// @notice A signer has 20 bytes, or more than 20 behind a verifier's address.
    error SubjectSignerMalformed(bytes signer);
    /// @notice The rotation names the present signer and key and ends nothing.
    error SubjectRotationEmpty(SubjectId subject);
    /// @notice The rotation was used.
    error SubjectRotationSpent(bytes32 digest);
    /// @notice The verifier is listed, or is not, already; or it has no code; or it is the registry
    /// itself, which always takes P-256 keys.
    error SubjectVerifierUnchanged(address verifier, bool listed);

    /// @notice Enrols a pseudonym; by the voucher, with the new controller's signature.
    function enrol(
        Enrolment calldata enrolment,
        bytes calldata signature
    ) external returns (SubjectId subject);

    /// @notice Hands a subject over to a new signer; by any sender, with the present controller's
    /// signature.
    function rotate(
        Rotation calldata rotation,
        bytes calldata currentSigner,
        bytes calldata signature
    ) external;

    /// @notice Lists or drops a verifier of ERC-7913 keys; administration.
    function listVerifier(address verifier, bool listed) external;

    /// @notice Reverts unless `signer` controls the subject and signed `digest`.
    /// @return epoch The subject's key epoch
    function requireSigned(
        SubjectId subject,
        bytes32 digest,
        bytes calldata signer,
        bytes calldata signature
    ) external view returns (uint32 epoch);

    /// @notice Reverts unless `signer` controls the subject.
    /// @return epoch The subject's key epoch
    function requireSigner(
        SubjectId subject,
        bytes calldata signer
    ) external view returns (uint32 epoch);

    /// @notice The key epoch of a subject; reverts with `SubjectUnknown`.
    function epochOf(SubjectId subject) external view returns (uint32);

    /// @notice The X25519 key to which the subject's record-set keys are sealed.
    function encryptionKeyOf(SubjectId subject) external view returns (bytes32);

    /// @notice Whether signers through this verifier are accepted.
    function isVerifierListed(address verifier) external view returns (bool);
}
