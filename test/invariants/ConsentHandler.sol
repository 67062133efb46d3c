// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentRegistry} from "../../contracts/consent/interfaces/IConsentRegistry.sol";
import {GrantId} from "../../contracts/types/Ids.sol";
import {Domain} from "../../contracts/types/Membership.sol";
import {Grants} from "./Grants.sol";
import {VM} from "./Cheats.sol";
import {World} from "./World.sol";

/// @dev Patients and thieves grant and revoke; strangers try to use.
contract ConsentHandler is Grants {
    bytes32 private constant REVOCATION_TYPEHASH = keccak256(
        "Revocation(bytes32 grant,uint40 deadline)"
    );

    constructor(World world) Grants(world) {}

    /// @dev Writes terms for a patient and carries them, signed by her key or another's.
    function grant(uint256 who, uint256 terms, uint256 how, uint256 carrier) external {
        uint256 index = _write(who, terms, how);
        Written memory w = _written[index];
        World.Patient memory p = WORLD.patient(w.who);
        uint256 signedBy = how % 4 == 0 ? 1_000 + ((how / 4) % 6) : p.key;
        carrier = carrier % 5 == 0 ? 1 + (carrier % WORLD.INSTITUTIONS()) : 1;
        bool allowed =
            signedBy == p.key &&
                w.state == State.NONE &&
                block.timestamp <= w.grant.deadline &&
                block.timestamp <= w.grant.notAfter &&
                w.grant.maxUses != 0 &&
                WORLD.isActive(carrier, Domain.CONSENT);
        bool ok = _carry(w, p, signedBy, carrier);
        WORLD.check(ok == allowed, "INV-CONSENT-1");
        if (ok) {
            (_written[index].state, _written[index].epoch) = (State.GRANTED, p.epoch);
        }
        WORLD.count(ok ? "grant" : "grantRefused");
    }

    /// @dev Ends a grant, on chain or not, by the controller's or another's signature.
    function revoke(uint256 which, uint256 signedBy, bool bySender) external {
        if (_written.length == 0 || which % 3 != 0) return;
        which = (which / 3) % _written.length;
        Written memory w = _written[which];
        World.Patient memory p = WORLD.patient(w.who);
        uint256 key = signedBy % 3 == 0 ? 1_000 + (signedBy % 6) : p.key;
        bytes32 digest = WORLD.digestOf(
            address(WORLD.CONSENTS()),
            keccak256(abi.encode(REVOCATION_TYPEHASH, w.id, WORLD.FAR()))
        );
        bytes memory signature = bySender ? bytes("") : WORLD.sign(key, digest);
        bytes memory data = abi.encodeCall(
            IConsentRegistry.revoke,
            (w.grant, WORLD.FAR(), WORLD.signerOf(key), signature)
        );
        bool ok = _as(bySender ? VM.addr(key) : address(this), data);
        WORLD.check(ok == (key == p.key && w.state != State.REVOKED), "INV-CONSENT-2");
        if (ok) {
            _written[which].state = State.REVOKED;
            WORLD.count(w.state == State.NONE ? "revokeUnborn" : "revoke");
        } else {
            WORLD.count("revokeRefused");
        }
    }

    /// @dev Nobody but a caller uses a grant.
    function useWithoutRight(uint256 which, uint256 sender) external {
        if (_written.length == 0) return;
        Written memory w = _written[which % _written.length];
        bytes memory data = abi.encodeCall(IConsentRegistry.use, (w.grant));
        WORLD.check(
            !_as(WORLD.accountOf(1 + (sender % WORLD.INSTITUTIONS())), data),
            "INV-CONSENT-3"
        );
        WORLD.count("useWithoutRight");
    }

    function _carry(
        Written memory w,
        World.Patient memory p,
        uint256 signedBy,
        uint256 carrier
    ) private returns (bool) {
        bytes32 digest = WORLD.digestOf(address(WORLD.CONSENTS()), GrantId.unwrap(w.id));
        bytes memory data = abi.encodeCall(
            IConsentRegistry.grant,
            (
                IConsentRegistry.SignedGrant(
                    w.grant,
                    WORLD.signerOf(p.key),
                    WORLD.sign(signedBy, digest)
                )
            )
        );
        return _as(WORLD.accountOf(carrier), data);
    }

    function _as(address sender, bytes memory data) private returns (bool ok) {
        address target = address(WORLD.CONSENTS());
        VM.prank(sender);
        (ok, ) = target.call(data);
    }
}
