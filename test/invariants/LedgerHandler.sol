// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {ICallers} from "../../contracts/access/ICallers.sol";
import {IDrugLedger} from "../../contracts/supply/interfaces/IDrugLedger.sol";
import {IScanDesk} from "../../contracts/supply/interfaces/IScanDesk.sol";
import {Custody, UnitState} from "../../contracts/types/Custody.sol";
import {Unit} from "../../contracts/types/Goods.sol";
import {ContainerId} from "../../contracts/types/Ids.sol";
import {Domain, ParticipantStatus} from "../../contracts/types/Membership.sol";
import {VM} from "./Cheats.sol";
import {SupplyHandler} from "./SupplyHandler.sol";

/// @dev Lots, sales and events, and what administration does: products, standings, pauses, callers.
abstract contract LedgerHandler is SupplyHandler {
    function commission(uint256 seed) external {
        if (_lots.length >= 200) return;
        _count("commission", _make(_sender(seed, _number(MAKER))));
    }

    function pass(uint256 time) external {
        VM.warp(block.timestamp + (time % 2 days));
        _count("pass", true);
    }

    /// @dev A caller notes that a sale was paid; now and then with other terms, or again.
    function markPaid(uint256 which, uint256 seed) external {
        uint256 n = _sales.length;
        if (n == 0) return;
        Sale storage sale = _sales[n - 1 - (which % (n < 10 ? n : 10))];
        UnitState state = UnitState(uint8(DRUGS.saleOf(sale.id)));
        uint256 who = seed % 4 == 0 ? 1 + (which % ACTORS) : CALLER;
        uint256 dispenser = seed % 5 == 0 ? 1 + (which % INSTITUTIONS) : sale.dispenser;
        bytes32 pseudonym = keccak256(abi.encode("patient", sale.code));
        if (seed % 7 == 0) pseudonym = "another";
        bytes memory data = abi.encodeCall(
            IDrugLedger.markPaid,
            (sale.id, pseudonym, "salt", _number(dispenser), _account(who))
        );
        bool ok = _try(who, data);
        if (ok) {
            _check(who == CALLER && !sale.paid, "INV-SUPPLY-6");
            _check(dispenser == sale.dispenser && seed % 7 != 0, "INV-SUPPLY-6");
            _check(state == UnitState.DISPENSED, "INV-SUPPLY-6");
            sale.paid = true;
        }
        _count("markPaid", ok);
    }

    /// @dev Hashes are written to the log alone: no slot changes.
    function anchorEvents(uint256 seed, uint256 count) external {
        bytes32[] memory hashes = new bytes32[](count % 4);
        VM.record();
        bool ok = _try(1 + (seed % ACTORS), abi.encodeCall(IDrugLedger.anchorEvents, (hashes)));
        if (ok) {
            (, bytes32[] memory writes) = VM.accesses(address(DRUGS));
            _check(writes.length == 0 && hashes.length != 0, "INV-SUPPLY-4");
        }
        _count("anchorEvents", ok);
    }

    /// @dev Somebody scans a unit, or shows a code, index, salt, lot or container that are not its.
    function scan(uint256 which, uint256 seed, uint256 unit) external {
        Kept memory k = _kept[_some(which)];
        // Now and then a unit that is not of the parcel.
        uint32 index = (k.first + uint32(unit % (k.count + 1))) % UNITS;
        (
            IDrugLedger.OpenedParcel memory parcel,
            Unit[] memory units,
            bytes32[] memory proof
        ) = _opened(k, index);
        (Custody custody, ContainerId box) = _whereabouts(k);
        uint256 lie = seed % 2 == 0 ? (seed / 2) % 5 : 5;
        if (lie == 0) units[0].code = keccak256("another");
        if (lie == 1) units[0].index = index ^ 1;
        if (lie == 2) units[0].salt = bytes16("another");
        if (lie == 3) parcel.codeRoot = "another";
        if (lie == 4) box = ContainerId.wrap(bytes32(uint256(1)));
        try SCANS.scan(parcel, units, proof, box) returns (IScanDesk.UnitReport memory r) {
            bool isOfParcel = index >= k.first && index < k.first + k.count;
            _check(lie == 5 && isOfParcel && r.parcel.holder() == custody.holder(), "INV-SUPPLY-7");
            bool isKnown = r.soldElsewhere || uint8(r.state) == uint8(_units[k.lot][index]);
            _check(isKnown, "INV-SUPPLY-7");
            _count("scan", true);
        } catch {
            _count("scan", false);
        }
    }

    /// @dev Another licence holder, or another way to sell: lots keep what they were made with.
    function registerProduct(uint256 which, uint256 seed) external {
        // Most often back to how it was, so that lots are made.
        bool isSold = which % 2 == 0;
        uint256 to = seed % 4 == 0 ? DISTRIBUTOR : MAKER;
        bytes memory data = abi.encodeCall(
            IDrugLedger.registerProduct,
            (isSold ? SOLD : PLAIN, _number(to), seed % 3 == 0 ? !isSold : isSold)
        );
        _count("registerProduct", _administer(which, address(DRUGS), data));
    }

    function setStatus(uint256 who, uint256 status) external {
        who = 1 + (who % INSTITUTIONS);
        // Most often ACTIVE, so that things happen.
        ParticipantStatus to = ParticipantStatus(status % 9 > 2 ? 1 : 1 + (status % 9));
        try PARTICIPANTS.setStatus(_number(who), to) {
            _status[who] = to;
            _count("setStatus", true);
        } catch {}
    }

    /// @dev A short pause of all that does not protect patients.
    function pause(uint256 seed, bool ofMoney) external {
        Domain domain = ofMoney ? Domain.INSURANCE : Domain.SUPPLY;
        uint32 until = seed % 3 == 0 ? uint32(block.timestamp + (seed % 1 hours)) : 0;
        try PARTICIPANTS.pause(domain, until) {
            if (ofMoney) _moneyPausedUntil = until;
            else _pausedUntil = until;
            _count("pause", true);
        } catch {}
    }

    /// @dev The cold chain, or the caller of money and sales, is dropped, listed again, or stays after all.
    function changeCallers(uint256 seed, uint256 what) external {
        address target = seed % 2 == 0 ? address(DRUGS) : address(TOKEN);
        address caller = seed % 6 == 0 ? address(COLD) : _account(CALLER);
        bytes memory data = abi.encodeCall(ICallers.vetoCaller, (caller));
        bool listed = _isListed(target, caller);
        // Seldom dropped: else all their calls would be refused.
        if (what % 2 == 0) {
            if (listed && what % 3 != 0) return;
            data = abi.encodeCall(ICallers.proposeCaller, (caller, !listed));
        }
        bool ok = _administer(what, target, data);
        // No change comes at once.
        _check(_isListed(target, caller) == listed, "STANDING");
        _count(what % 2 == 0 ? "proposeCaller" : "vetoCaller", ok);
    }

    /// @dev Administration hands a contract to a manager: here to the same.
    function setAuthority(uint256 seed) external {
        address target = seed % 2 == 0 ? address(DRUGS) : address(TOKEN);
        bytes memory data = abi.encodeCall(IAccessManaged.setAuthority, (_account(STRANGER)));
        VM.prank(_account(1 + (seed % ACTORS)));
        (bool ok, ) = target.call(data);
        _check(!ok, "STANDING");
        IAccessManager(MANAGER).updateAuthority(target, MANAGER);
        ++reached[target][IAccessManaged.setAuthority.selector];
        _count("setAuthority", true);
    }

    /// @dev Nobody founds a list of callers twice.
    function foundCallers(uint256 seed) external {
        address[] memory callers = new address[](1);
        callers[0] = _account(STRANGER);
        bytes memory data = abi.encodeCall(ICallers.foundCallers, (callers));
        bool ok = _administer(seed, seed % 2 == 0 ? address(DRUGS) : address(TOKEN), data);
        _check(!ok, "STANDING");
        _count("foundCallers", ok);
    }
}
