// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Invariants} from "./Invariants.sol";

/// @dev Invariants over actions that never happen would hold of anything: a long fixed sequence
/// shows that the handlers reach everything, and that all of it together breaks nothing.
contract ReachTest is Invariants {
    uint256 private constant STEPS = 4_000;

    function test_handlersReachEverythingAndBreakNothing() external {
        for (uint256 i = 0; i < STEPS; ++i) {
            _step(i);
        }
        string[44] memory actions = _actions();
        for (uint256 i = 0; i < actions.length; ++i) {
            require(_world.done(actions[i]) != 0, actions[i]);
        }
        string[13] memory names = _names();
        for (uint256 i = 0; i < names.length; ++i) {
            require(!_world.broken(names[i]), names[i]);
        }
        _governance.checkWindows();
        _governance.checkNames();
        _identity.checkAccounts();
        _identity.checkKeys();
        _identity.checkSubjects();
        _records.checkBatches();
        _records.checkStates();
        _consents.checkStates();
        _consents.checkRevoked();
        _consents.checkUses();
        _exchange.checkReceipts();
    }

    function _random(uint256 i, uint256 part) private pure returns (uint256) {
        return uint256(keccak256(abi.encode("reach", i, part)));
    }

    function _step(uint256 i) private {
        uint256 a = _random(i, 1);
        uint256 b = _random(i, 2);
        uint256 c = _random(i, 3);
        uint256 d = _random(i, 4);
        uint256 turn = _random(i, 0) % 24;
        if (turn == 0) _governance.pass(a);
        else if (turn == 1) _governance.setStatus(a, b);
        else if (turn == 2) _governance.pause(a, b);
        else if (turn == 3) _governance.proposeCaller(a, b % 2 == 0);
        else if (turn == 4) _governance.vetoCaller(a);
        else if (turn == 5) _governance.write(a);
        else if (turn == 6) _governance.register(a, b, c);
        else if (turn == 7) _identity.setAccount(a, b, c);
        else if (turn == 8) _identity.appointAdministrator(a, b);
        else if (turn == 9) _identity.rotateKey(a, b);
        else if (turn == 10) _identity.enrol(a, b);
        else if (turn == 11) _identity.rotate(a, b, c, d, _random(i, 5));
        else if (turn == 12) _identity.replayRotation(a);
        else if (turn == 13) _records.anchor(a, b, c);
        else if (turn == 14) _records.anchorArchive(a, b, uint32(c % 4));
        else if (turn == 15) _records.end(a, b, c, d);
        else if (turn == 16) _consents.revoke(a, b, c % 2 == 0);
        else if (turn == 17) _consents.useWithoutRight(a, b);
        else if (turn < 20) _consents.grant(a, b, c, d);
        else _exchange.open(a, b, c, d);
    }

    function _actions() private pure returns (string[44] memory) {
        return
            [
                "pass",
                "setStatus",
                "pause",
                "proposeCaller",
                "dropCaller",
                "vetoComing",
                "vetoLeaving",
                "write",
                "writeRefused",
                "register",
                "registerForEver",
                "setAccount",
                "closeAccount",
                "appointAdministrator",
                "rotateKey",
                "enrol",
                "enrolRefused",
                "rotate",
                "rotateAfterTheft",
                "rotateRefused",
                "replayRotation",
                "anchor",
                "anchorRefused",
                "anchorArchive",
                "anchorArchiveRefused",
                "end",
                "endRefused",
                "grant",
                "grantRefused",
                "revoke",
                "revokeUnborn",
                "revokeRefused",
                "useWithoutRight",
                "open",
                "openReverted",
                "NOT_GRANTEE",
                "NOT_COVERED",
                "DENIED",
                "ENTRY_ENDED",
                "GRANT_UNKNOWN",
                "GRANT_REVOKED",
                "GRANT_EXPIRED",
                "GRANT_EXHAUSTED",
                "KEY_EPOCH_ENDED"
            ];
    }

    function _names() private pure returns (string[13] memory) {
        return
            [
                "INV-ACCESS-1",
                "INV-IDENTITY-1",
                "INV-IDENTITY-2",
                "INV-IDENTITY-3",
                "INV-RECORDS-1",
                "INV-RECORDS-2",
                "INV-CONSENT-1",
                "INV-CONSENT-2",
                "INV-CONSENT-3",
                "INV-EXCHANGE-1",
                "INV-EXCHANGE-2",
                "INV-EXCHANGE-3",
                "INV-CONSENT-4"
            ];
    }
}
