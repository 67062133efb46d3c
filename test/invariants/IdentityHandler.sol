// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParticipantRegistry} from "../../contracts/identity/interfaces/IParticipantRegistry.sol";
import {ISubjectRegistry} from "../../contracts/identity/interfaces/ISubjectRegistry.sol";
import {ParticipantId} from "../../contracts/types/Ids.sol";
import {
    AccountRole,
    Domain,
    Membership,
    ParticipantStatus
} from "../../contracts/types/Membership.sol";
import {VM} from "./Cheats.sol";
import {World} from "./World.sol";

/// @dev Institutions, their accounts and keys; patients, their keys, thieves and replays.
contract IdentityHandler {
    uint256 private constant ACCOUNTS = 6;
    uint256 private constant KEYS = 6;

    World private immutable WORLD;

    struct Spent {
        ISubjectRegistry.Rotation rotation;
        bytes signer;
        bytes signature;
    }

    /// @dev Accounts of the pool: the first institution that had them, and their role now.
    mapping(address account => uint256) private _ownerOf;
    mapping(address account => AccountRole) private _roleOf;

    mapping(uint256 institution => bytes32[]) private _keys;

    Spent[] private _spent;
    uint256 private _nonce;

    constructor(World world) {
        WORLD = world;
        for (uint256 i = 1; i <= world.INSTITUTIONS(); ++i) {
            _keys[i].push(bytes32(i));
        }
    }

    function setAccount(uint256 institution, uint256 who, uint256 role) external {
        institution = 1 + (institution % WORLD.INSTITUTIONS());
        address account = _account(who);
        AccountRole to = AccountRole(role % 3);
        bool allowed =
            WORLD.statusOf(institution) != ParticipantStatus.SUSPENDED &&
                (
                    _ownerOf[account] == 0
                        ? to != AccountRole.NONE
                        : _ownerOf[account] == institution && _roleOf[account] != to
                );
        bytes memory data = abi.encodeCall(IParticipantRegistry.setAccount, (account, to, 0));
        bool ok = _as(WORLD.accountOf(institution), address(WORLD.PARTICIPANTS()), data);
        WORLD.check(ok == allowed, "INV-IDENTITY-1");
        if (!ok) return;
        (_ownerOf[account], _roleOf[account]) = (institution, to);
        WORLD.count(to == AccountRole.NONE ? "closeAccount" : "setAccount");
    }

    function appointAdministrator(uint256 institution, uint256 who) external {
        institution = 1 + (institution % WORLD.INSTITUTIONS());
        address account = _account(who);
        bool allowed =
            _ownerOf[account] == 0 ||
                (_ownerOf[account] == institution && _roleOf[account] != AccountRole.ADMINISTRATOR);
        bytes memory data = abi.encodeCall(
            IParticipantRegistry.appointAdministrator,
            (ParticipantId.wrap(uint32(institution)), account)
        );
        bool ok = WORLD.administer(address(WORLD.PARTICIPANTS()), data);
        WORLD.check(ok == allowed, "INV-IDENTITY-1");
        if (!ok) return;
        (_ownerOf[account], _roleOf[account]) = (institution, AccountRole.ADMINISTRATOR);
        WORLD.count("appointAdministrator");
    }

    function rotateKey(uint256 institution, uint256 key) external {
        institution = 1 + (institution % WORLD.INSTITUTIONS());
        bytes32 to = bytes32(key % 5);
        bytes32[] storage keys = _keys[institution];
        bool allowed =
            WORLD.statusOf(institution) != ParticipantStatus.SUSPENDED &&
                to != 0 &&
                keys[keys.length - 1] != to;
        bytes memory data = abi.encodeCall(IParticipantRegistry.rotateKey, (to));
        bool ok = _as(WORLD.accountOf(institution), address(WORLD.PARTICIPANTS()), data);
        WORLD.check(ok == allowed, "INV-IDENTITY-2");
        if (!ok) return;
        keys.push(to);
        WORLD.count("rotateKey");
    }

    /// @dev A newcomer, with her own signature or another's.
    function enrol(uint256 key, uint256 signedBy) external {
        key = 1_000 + (key % KEYS);
        signedBy = signedBy % 2 == 0 ? key : 1_000 + (signedBy % KEYS);
        ISubjectRegistry.Enrolment memory e = ISubjectRegistry.Enrolment({
            kind: ISubjectRegistry.SubjectKind.PATIENT,
            signer: WORLD.signerOf(key),
            encryptionKey: bytes32(uint256(9)),
            voucher: ParticipantId.wrap(1),
            method: ISubjectRegistry.VouchMethod.DOCUMENT,
            salt: bytes32(++_nonce + 1_000),
            deadline: WORLD.FAR()
        });
        address subjects = address(WORLD.SUBJECTS());
        bytes memory signature = WORLD.sign(
            signedBy,
            WORLD.digestOf(subjects, WORLD.hashEnrolment(e))
        );
        bool allowed = signedBy == key && WORLD.isActive(1, Domain.IDENTITY);
        bytes memory data = abi.encodeCall(ISubjectRegistry.enrol, (e, signature));
        bool ok = _as(WORLD.accountOf(1), subjects, data);
        WORLD.check(ok == allowed, "INV-IDENTITY-3");
        WORLD.count(ok ? "enrol" : "enrolRefused");
    }

    /// @dev The controller or a thief hands a patient over; in time or late.
    function rotate(
        uint256 who,
        uint256 newKey,
        uint256 claimed,
        uint256 signedBy,
        uint256 how
    ) external {
        World.Patient memory p = WORLD.patient(who);
        claimed = claimed % 4 == 0 ? 1_000 + (claimed % KEYS) : p.key;
        signedBy = signedBy % 4 == 0 ? 1_000 + (signedBy % KEYS) : claimed;
        ISubjectRegistry.Rotation memory r = ISubjectRegistry.Rotation({
            subject: p.id,
            signer: WORLD.signerOf(1_000 + (newKey % KEYS)),
            encryptionKey: bytes32(how % 3),
            endsGrants: how % 4 == 0,
            nonce: bytes32(++_nonce),
            deadline: how % 5 == 0 ? uint40(block.timestamp - 1) : uint40(block.timestamp)
        });
        bool changes =
            1_000 + (newKey % KEYS) != p.key || r.encryptionKey != p.encryptionKey || r.endsGrants;
        bool allowed =
            claimed == p.key &&
                signedBy == claimed &&
                how % 5 != 0 &&
                r.encryptionKey != 0 &&
                changes;
        bytes memory signer = WORLD.signerOf(claimed);
        bytes memory signature = WORLD.sign(
            signedBy,
            WORLD.digestOf(address(WORLD.SUBJECTS()), WORLD.hashRotation(r))
        );
        bool ok = _rotate(r, signer, signature);
        WORLD.check(ok == allowed, "INV-IDENTITY-3");
        if (!ok) {
            WORLD.count("rotateRefused");
            return;
        }
        _spent.push(Spent(r, signer, signature));
        uint32 epoch = r.endsGrants ? p.epoch + 1 : p.epoch;
        WORLD.believePatient(who, 1_000 + (newKey % KEYS), epoch, r.encryptionKey);
        WORLD.count(r.endsGrants ? "rotateAfterTheft" : "rotate");
    }

    /// @dev A rotation that was used is never of use again.
    function replayRotation(uint256 which) external {
        if (_spent.length == 0) return;
        Spent memory s = _spent[which % _spent.length];
        WORLD.check(!_rotate(s.rotation, s.signer, s.signature), "INV-IDENTITY-3");
        WORLD.count("replayRotation");
    }

    function checkAccounts() external view {
        for (uint256 i = 0; i < ACCOUNTS; ++i) {
            address account = _account(i);
            if (_roleOf[account] == AccountRole.NONE) continue;
            Membership m = WORLD.PARTICIPANTS().membership(account);
            assert(ParticipantId.unwrap(m.participant()) == _ownerOf[account]);
            assert(m.accountRole() == _roleOf[account]);
        }
    }

    function checkKeys() external view {
        IParticipantRegistry registry = WORLD.PARTICIPANTS();
        for (uint32 i = 1; i <= WORLD.INSTITUTIONS(); ++i) {
            ParticipantId id = ParticipantId.wrap(i);
            bytes32[] memory keys = _keys[i];
            assert(registry.participant(id).keyEpoch() == keys.length);
            for (uint32 epoch = 1; epoch <= keys.length; ++epoch) {
                assert(registry.hpkeKey(id, epoch) == keys[epoch - 1]);
            }
            assert(registry.hpkeKey(id, uint32(keys.length + 1)) == 0);
        }
    }

    function checkSubjects() external view {
        for (uint256 i = 0; i < WORLD.PATIENTS(); ++i) {
            World.Patient memory p = WORLD.patient(i);
            ISubjectRegistry subjects = WORLD.SUBJECTS();
            assert(subjects.requireSigner(p.id, WORLD.signerOf(p.key)) == p.epoch);
            assert(subjects.encryptionKeyOf(p.id) == p.encryptionKey);
        }
    }

    function checkEpochs() external view {
        for (uint256 i = 0; i < WORLD.PATIENTS(); ++i) {
            World.Patient memory p = WORLD.patient(i);
            assert(WORLD.SUBJECTS().epochOf(p.id) == p.epoch);
        }
    }

    function _rotate(
        ISubjectRegistry.Rotation memory r,
        bytes memory signer,
        bytes memory signature
    ) private returns (bool ok) {
        bytes memory data = abi.encodeCall(ISubjectRegistry.rotate, (r, signer, signature));
        (ok, ) = address(WORLD.SUBJECTS()).call(data);
    }

    function _as(address sender, address target, bytes memory data) private returns (bool ok) {
        VM.prank(sender);
        (ok, ) = target.call(data);
    }

    function _account(uint256 who) private pure returns (address) {
        return address(uint160(0xab0000 + (who % ACCOUNTS)));
    }
}
