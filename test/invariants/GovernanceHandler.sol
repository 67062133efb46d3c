// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICallers} from "../../contracts/access/ICallers.sol";
import {IReceipts} from "../../contracts/exchange/interfaces/IReceipts.sol";
import {IDirectory} from "../../contracts/governance/interfaces/IDirectory.sol";
import {IParticipantRegistry} from "../../contracts/identity/interfaces/IParticipantRegistry.sol";
import {EntryId, GrantId, ParticipantId} from "../../contracts/types/Ids.sol";
import {Domain, ParticipantStatus} from "../../contracts/types/Membership.sol";
import {ReceiptWord} from "../../contracts/types/Receipt.sol";
import {VM} from "./Cheats.sol";
import {World} from "./World.sol";

/// @dev Time, pauses, standings, callers and names.
contract GovernanceHandler {
    uint256 private constant CANDIDATES = 3;
    uint256 private constant NAMES = 3;

    World private immutable WORLD;

    /// @dev When each candidate may write: as callers ought to stand.
    struct Window {
        uint256 from;
        uint256 until;
    }

    mapping(address candidate => Window) private _windows;
    mapping(bytes32 name => address) private _permanent;
    uint256 private _nonce;

    constructor(World world) {
        WORLD = world;
    }

    function pass(uint256 time) external {
        VM.warp(block.timestamp + (time % 3 == 0 ? time % 20 days : time % 1 days));
        WORLD.count("pass");
    }

    function setStatus(uint256 institution, uint256 status) external {
        institution = 1 + (institution % WORLD.INSTITUTIONS());
        // Mostly ACTIVE, or nothing would happen for long.
        ParticipantStatus to =
            status % 4 == 0 ? ParticipantStatus(2 + (status % 2)) : ParticipantStatus.ACTIVE;
        bytes memory data = abi.encodeCall(
            IParticipantRegistry.setStatus,
            (ParticipantId.wrap(uint32(institution)), to)
        );
        if (WORLD.administer(address(WORLD.PARTICIPANTS()), data)) {
            WORLD.believeStatus(institution, to);
            WORLD.count("setStatus");
        }
    }

    function pause(uint256 domain, uint256 time) external {
        Domain d = Domain(domain % 8);
        uint32 until = time % 4 == 0 ? uint32(block.timestamp + (time % 6 hours)) : 0;
        bytes memory data = abi.encodeCall(IParticipantRegistry.pause, (d, until));
        if (WORLD.administer(address(WORLD.PARTICIPANTS()), data)) {
            WORLD.believePause(d, until);
            WORLD.count("pause");
        }
    }

    function proposeCaller(uint256 who, bool listed) external {
        address candidate = _candidate(who);
        bytes memory data = abi.encodeCall(ICallers.proposeCaller, (candidate, listed));
        bool ok = WORLD.administer(address(WORLD.RECEIPTS()), data);
        Window storage window = _windows[candidate];
        uint256 effect = block.timestamp + WORLD.NOTICE();
        bool allowed =
            listed
                ? window.until <= block.timestamp
                : window.from != 0 &&
                    window.from <= block.timestamp &&
                    window.until == type(uint48).max;
        WORLD.check(ok == allowed, "INV-ACCESS-1");
        if (!ok) return;
        if (listed) _windows[candidate] = Window(effect, type(uint48).max);
        else window.until = effect;
        WORLD.count(listed ? "proposeCaller" : "dropCaller");
    }

    function vetoCaller(uint256 who) external {
        address candidate = _candidate(who);
        bytes memory data = abi.encodeCall(ICallers.vetoCaller, (candidate));
        bool ok = WORLD.administer(address(WORLD.RECEIPTS()), data);
        Window storage window = _windows[candidate];
        bool coming = window.from > block.timestamp;
        bool leaving =
            !coming && block.timestamp < window.until && window.until != type(uint48).max;
        WORLD.check(ok == (coming || leaving), "INV-ACCESS-1");
        if (!ok) return;
        if (coming) delete _windows[candidate];
        else window.until = type(uint48).max;
        WORLD.count(coming ? "vetoComing" : "vetoLeaving");
    }

    /// @dev A candidate tries to write a receipt; it may from its notice's end on, not before.
    function write(uint256 who) external {
        address candidate = _candidate(who);
        Window memory window = _windows[candidate];
        address receipts = address(WORLD.RECEIPTS());
        bytes memory data = abi.encodeCall(
            IReceipts.issue,
            (
                GrantId.wrap(bytes32(++_nonce)),
                bytes32(0),
                new EntryId[](0),
                ReceiptWord.wrap(1 << 184),
                candidate
            )
        );
        VM.prank(candidate);
        (bool ok, ) = receipts.call(data);
        bool allowed =
            window.from != 0 && window.from <= block.timestamp && block.timestamp < window.until;
        WORLD.check(ok == allowed, "INV-ACCESS-1");
        WORLD.count(ok ? "write" : "writeRefused");
    }

    function register(uint256 name, uint256 module, uint256 permanent) external {
        bytes32 id = bytes32(1 + (name % NAMES));
        address target = module % 2 == 0 ? address(WORLD.DESK()) : address(WORLD.RECEIPTS());
        bool forEver = permanent % 4 == 0;
        bytes memory data = abi.encodeCall(IDirectory.register, (id, target, forEver));
        if (WORLD.administer(address(WORLD.DIRECTORY()), data)) {
            if (forEver && _permanent[id] == address(0)) _permanent[id] = target;
            WORLD.count(forEver ? "registerForEver" : "register");
        }
    }

    function checkWindows() external view {
        for (uint256 i = 0; i < CANDIDATES; ++i) {
            address candidate = _candidate(i);
            (uint48 from, uint48 until) = ICallers(address(WORLD.RECEIPTS())).callerWindow(
                candidate
            );
            assert(from == _windows[candidate].from && until == _windows[candidate].until);
        }
    }

    function checkNames() external view {
        for (uint256 i = 1; i <= NAMES; ++i) {
            address module = _permanent[bytes32(i)];
            if (module == address(0)) continue;
            assert(WORLD.DIRECTORY().moduleOf(bytes32(i)) == module);
            assert(WORLD.DIRECTORY().isPermanent(bytes32(i)));
        }
    }

    function _candidate(uint256 who) private pure returns (address) {
        return address(uint160(0xca11e0 + (who % CANDIDATES)));
    }
}
