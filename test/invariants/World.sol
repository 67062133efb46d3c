// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {ICallers} from "../../contracts/access/ICallers.sol";
import {IConsentRegistry} from "../../contracts/consent/interfaces/IConsentRegistry.sol";
import {IAccessDesk} from "../../contracts/exchange/interfaces/IAccessDesk.sol";
import {IReceipts} from "../../contracts/exchange/interfaces/IReceipts.sol";
import {IDirectory} from "../../contracts/governance/interfaces/IDirectory.sol";
import {IParticipantRegistry} from "../../contracts/identity/interfaces/IParticipantRegistry.sol";
import {ISubjectRegistry} from "../../contracts/identity/interfaces/ISubjectRegistry.sol";
import {IRecordIndex} from "../../contracts/records/interfaces/IRecordIndex.sol";
import {Codes} from "../../contracts/types/Codes.sol";
import {GrantId, ParticipantId, SubjectId} from "../../contracts/types/Ids.sol";
import {Domain, ParticipantStatus} from "../../contracts/types/Membership.sol";
import {deploy, VM} from "./Cheats.sol";

/// @dev The suite with four institutions and three patients, and what the tests believe of them.
/// This contract administers all of it; handlers act through it.
contract World {
    uint48 public constant NOTICE = 2 days;
    uint40 public constant START = 1_750_000_000;
    uint40 public constant FAR = 4_000_000_000;
    uint256 public constant INSTITUTIONS = 4;
    uint256 public constant PATIENTS = 3;

    bytes32 private constant DOMAIN_TYPEHASH = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );

    /// @dev What is believed of a patient: who controls the pseudonym, in which epoch.
    struct Patient {
        SubjectId id;
        uint256 key;
        uint32 epoch;
        bytes32 encryptionKey;
    }

    address public immutable MANAGER;
    IDirectory public immutable DIRECTORY;
    IParticipantRegistry public immutable PARTICIPANTS;
    ISubjectRegistry public immutable SUBJECTS;
    IRecordIndex public immutable RECORDS;
    IConsentRegistry public immutable CONSENTS;
    IReceipts public immutable RECEIPTS;
    IAccessDesk public immutable DESK;

    Patient[] private _patients;

    /// @dev Standing and pauses, as the tests believe them.
    mapping(uint256 institution => ParticipantStatus) public statusOf;
    mapping(Domain => uint256) public pausedUntil;

    /// @dev Openings counted of each grant.
    mapping(GrantId => uint32) public usesOf;

    /// @dev Invariants found broken while acting, by name; and how often each thing was done.
    mapping(string invariantName => bool) public broken;
    mapping(string action => uint256) public done;

    constructor() {
        VM.warp(START);
        MANAGER = deploy("AccessManager", abi.encode(address(this)));
        DIRECTORY = IDirectory(deploy("Directory", abi.encode(MANAGER)));
        PARTICIPANTS = IParticipantRegistry(deploy("ParticipantRegistry", abi.encode(MANAGER)));
        SUBJECTS = ISubjectRegistry(deploy("SubjectRegistry", abi.encode(MANAGER, PARTICIPANTS)));
        RECORDS = IRecordIndex(deploy("RecordIndex", abi.encode(PARTICIPANTS)));
        CONSENTS = IConsentRegistry(
            deploy("ConsentRegistry", abi.encode(MANAGER, NOTICE, PARTICIPANTS, SUBJECTS))
        );
        RECEIPTS = IReceipts(deploy("Receipts", abi.encode(MANAGER, NOTICE)));
        DESK = IAccessDesk(
            deploy("AccessDesk", abi.encode(PARTICIPANTS, RECORDS, CONSENTS, RECEIPTS))
        );
        address[] memory callers = new address[](1);
        callers[0] = address(DESK);
        ICallers(address(CONSENTS)).foundCallers(callers);
        ICallers(address(RECEIPTS)).foundCallers(callers);
        _admitAll();
        for (uint256 i = 0; i < PATIENTS; ++i) {
            _enrol(i);
        }
    }

    /// @dev Two hospitals, an insurance agency and a carrier: institutions 1 to 4.
    function _admitAll() private {
        uint8[4] memory kinds = [
            Codes.PARTICIPANT_KIND_HOSPITAL,
            Codes.PARTICIPANT_KIND_HOSPITAL,
            Codes.PARTICIPANT_KIND_INSURANCE_AGENCY,
            Codes.PARTICIPANT_KIND_CARRIER
        ];
        for (uint256 i = 1; i <= INSTITUTIONS; ++i) {
            PARTICIPANTS.admit(profile(uint32(1) << kinds[i - 1]), bytes32(i), "", accountOf(i));
            statusOf[i] = ParticipantStatus.ACTIVE;
        }
    }

    function _enrol(uint256 i) private {
        uint256 key = 1_000 + i;
        ISubjectRegistry.Enrolment memory e = ISubjectRegistry.Enrolment({
            kind: ISubjectRegistry.SubjectKind.PATIENT,
            signer: signerOf(key),
            encryptionKey: bytes32(i + 1),
            voucher: ParticipantId.wrap(1),
            method: ISubjectRegistry.VouchMethod.IN_PERSON,
            salt: bytes32(i),
            deadline: FAR
        });
        bytes memory signature = sign(key, digestOf(address(SUBJECTS), hashEnrolment(e)));
        VM.prank(accountOf(1));
        SubjectId id = SUBJECTS.enrol(e, signature);
        _patients.push(Patient(id, key, 1, e.encryptionKey));
    }

    // What handlers believe and report

    function patient(uint256 i) external view returns (Patient memory) {
        return _patients[i % PATIENTS];
    }

    function believePatient(uint256 i, uint256 key, uint32 epoch, bytes32 encryptionKey) external {
        Patient storage p = _patients[i % PATIENTS];
        (p.key, p.epoch, p.encryptionKey) = (key, epoch, encryptionKey);
    }

    function believeStatus(uint256 institution, ParticipantStatus status) external {
        statusOf[institution] = status;
    }

    function believePause(Domain domain, uint256 until) external {
        pausedUntil[domain] = until;
    }

    function believeUse(GrantId id) external {
        ++usesOf[id];
    }

    function count(string calldata action) external {
        ++done[action];
    }

    function check(bool holds, string calldata invariantName) external {
        if (!holds) broken[invariantName] = true;
    }

    /// @dev Whether an institution may act in a domain now.
    function isActive(uint256 institution, Domain domain) external view returns (bool) {
        return
            statusOf[institution] == ParticipantStatus.ACTIVE &&
            pausedUntil[domain] <= block.timestamp;
    }

    /// @dev A restricted call in the administrator's name.
    function administer(address target, bytes calldata data) external returns (bool ok) {
        (ok, ) = target.call(data);
    }

    // Names and signatures

    /// @dev The administrator account of an institution.
    function accountOf(uint256 institution) public pure returns (address) {
        return address(uint160(0xacc0000 + institution));
    }

    function signerOf(uint256 key) public pure returns (bytes memory) {
        return abi.encodePacked(VM.addr(key));
    }

    function sign(uint256 key, bytes32 digest) public pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function profile(uint32 kinds) public pure returns (IParticipantRegistry.Profile memory) {
        return IParticipantRegistry.Profile(kinds, 1, 320_400, 3, FAR);
    }

    /// @dev The EIP-712 digest for a contract of the suite on this chain.
    function digestOf(address verifier, bytes32 structHash) public view returns (bytes32) {
        (, string memory name, string memory version, , , , ) = IERC5267(verifier).eip712Domain();
        bytes32 separator = keccak256(
            abi.encode(
                DOMAIN_TYPEHASH,
                keccak256(bytes(name)),
                keccak256(bytes(version)),
                block.chainid,
                verifier
            )
        );
        return keccak256(abi.encodePacked(hex"1901", separator, structHash));
    }

    function hashEnrolment(ISubjectRegistry.Enrolment memory e) public pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    keccak256(
                        "Enrolment(uint8 kind,bytes signer,bytes32 encryptionKey,uint32 voucher,uint8 method,bytes32 salt,uint40 deadline)"
                    ),
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

    function hashRotation(ISubjectRegistry.Rotation memory r) public pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    keccak256(
                        "Rotation(bytes32 subject,bytes signer,bytes32 encryptionKey,bool endsGrants,bytes32 nonce,uint40 deadline)"
                    ),
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
