// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDrugLedger} from "../../contracts/supply/interfaces/IDrugLedger.sol";
import {Custody, CustodyState, Disposition, RecallClass} from "../../contracts/types/Custody.sol";
import {Unit, UnitRange} from "../../contracts/types/Goods.sol";
import {ContainerLabel} from "../../contracts/types/Goods.sol";
import {ContainerId} from "../../contracts/types/Ids.sol";
import {ParticipantStatus} from "../../contracts/types/Membership.sol";
import {SupplyWorld} from "./SupplyWorld.sol";

/// @dev Everything that is done with parcels, containers and units, rightly and wrongly.
abstract contract SupplyHandler is SupplyWorld {
    function ship(uint256 which, uint256 seed, uint256 to) external {
        Kept memory k = _kept[_some(which)];
        Custody c = _custody(k);
        uint256 who = _sender(seed, c.holder());
        to = 1 + (to % INSTITUTIONS);
        bool ok = _try(who, abi.encodeCall(IDrugLedger.ship, (_parcel(k), _number(to))));
        if (ok) {
            _check(_isHeld(c, who), "INV-SUPPLY-4");
            bool narrow = _isTroubled(k.lot, c) || !_isActive(who);
            _check(!narrow || _isTowardsMaker(to), "INV-SUPPLY-5");
            if (narrow) _count("shipTowardsMaker", true);
        }
        _count("ship", ok);
    }

    function receiveParcel(uint256 which, uint256 seed) external {
        Kept memory k = _kept[_some(which)];
        Custody c = _custody(k);
        uint256 who = _sender(seed, c.to());
        bool ok = _try(who, abi.encodeCall(IDrugLedger.receiveParcel, (_parcel(k))));
        if (ok) {
            _check(c.to() == _number(who) && c.container() == 0, "INV-SUPPLY-4");
            _check(_status[who] != ParticipantStatus.SUSPENDED, "INV-SUPPLY-4");
            if (c.state() == CustodyState.DISPUTED) _count("found", true);
        }
        _count("receive", ok);
    }

    function receiveExcept(uint256 which, uint256 seed, uint256 unit) external {
        uint256 place = _some(which);
        Kept memory k = _kept[place];
        Custody c = _custody(k);
        uint256 who = _sender(seed, c.to());
        UnitRange[] memory missing = new UnitRange[](1);
        // Now and then a unit that was not shipped.
        missing[0] = UnitRange(k.first + uint32(unit % (k.count + 1)), 1);
        bytes memory data = abi.encodeCall(IDrugLedger.receiveExcept, (_parcel(k), missing));
        bool ok = _try(who, data);
        if (ok) {
            _check(c.to() == _number(who) && !c.isOpened(), "INV-SUPPLY-4");
            // Where all of it is missed, the parcel stays.
            if (k.count > 1) {
                _kept[place].gone = true;
                uint32 m = missing[0].first;
                _keep(k.lot, k.first, m);
                _keep(k.lot, m, m + 1);
                _keep(k.lot, m + 1, k.first + k.count);
            }
        }
        _count("receiveExcept", ok);
    }

    function callBack(uint256 which, uint256 seed) external {
        Kept memory k = _kept[_some(which)];
        Custody c = _custody(k);
        uint256 who = _sender(seed, c.holder());
        bool ok = _try(who, abi.encodeCall(IDrugLedger.callBack, (_parcel(k))));
        if (ok) _check(c.holder() == _number(who), "INV-SUPPLY-4");
        _count("callBack", ok);
    }

    function split(uint256 which, uint256 seed, uint256 size) external {
        _split(_some(which), seed, size);
    }

    function _split(uint256 place, uint256 seed, uint256 size) internal {
        Kept memory k = _kept[place];
        Custody c = _custody(k);
        uint256 who = _sender(seed, c.holder());
        uint32[] memory counts = new uint32[](2);
        counts[0] = uint32(size % (k.count + 1));
        counts[1] = k.count - counts[0] + (seed % 7 == 0 ? 1 : 0);
        bool ok = _try(who, abi.encodeCall(IDrugLedger.split, (_parcel(k), counts)));
        if (ok) {
            _check(_isHeld(c, who) && !c.isOpened(), "INV-SUPPLY-4");
            _kept[place].gone = true;
            _keep(k.lot, k.first, k.first + counts[0]);
            _keep(k.lot, k.first + counts[0], k.first + k.count);
        }
        _count("split", ok);
    }

    function quarantine(uint256 which, uint256 seed, bool on) external {
        Kept memory k = _kept[_some(which)];
        Custody c = _custody(k);
        uint256 who = seed % 3 == 0 ? REGULATOR : _sender(seed, c.holder());
        if (seed % 7 == 0) who = CALLER;
        bytes memory data = abi.encodeCall(IDrugLedger.quarantine, (_parcel(k), on, bytes32("e")));
        bool ok = _try(who, data);
        if (ok) {
            bool isCare = who == REGULATOR || who == CALLER;
            _check(c.holder() == _number(who) || isCare, "INV-SUPPLY-4");
            // Nobody ends a quarantine of one who weighs more.
            _check(on || _weightOf(who) >= c.quarantine(), "INV-SUPPLY-4");
        }
        _count(on ? "quarantine" : "release", ok);
    }

    function quarantineLot(uint256 which, uint256 seed, bool on) external {
        uint256 lot = _kept[_some(which)].lot;
        // Releases come more often: else all lots would end up in quarantine.
        on = on && seed % 4 == 0;
        uint256 who = seed % 2 == 0 ? REGULATOR : _sender(seed, _number(MAKER));
        if (seed % 7 == 0) who = CALLER;
        bytes memory data = abi.encodeCall(
            IDrugLedger.quarantineLot,
            (_lots[lot].id, on, bytes32("e"))
        );
        bool ok = _try(who, data);
        if (ok) {
            _check(who == MAKER || who == REGULATOR || who == CALLER, "INV-SUPPLY-4");
            _lotHeld[lot] = on;
        }
        _count(on ? "quarantineLot" : "releaseLot", ok);
    }

    function recall(uint256 which, uint256 seed, uint256 severity) external {
        uint256 lot = _kept[_some(which)].lot;
        uint256 who = _sender(seed, _number(seed % 2 == 0 ? MAKER : REGULATOR));
        severity %= 4;
        bytes memory data = abi.encodeCall(
            IDrugLedger.recall,
            (_lots[lot].id, RecallClass(severity), bytes32("e"), 1)
        );
        // Seldom: what is recalled is dispensed no more.
        if (seed % 3 != 0) return;
        bool ok = _try(who, data);
        if (ok) {
            _check(who == MAKER || who == REGULATOR, "INV-SUPPLY-4");
            bool graver = severity != 0 && (_severity[lot] == 0 || severity < _severity[lot]);
            _check(graver, "INV-SUPPLY-6");
            _severity[lot] = severity;
        }
        _count("recall", ok);
    }

    function destroy(uint256 which, uint256 seed) external {
        if (seed % 4 != 0) return;
        Kept memory k = _kept[_some(which)];
        Custody c = _custody(k);
        uint256 who = _sender(seed / 4, c.holder());
        bytes memory data = abi.encodeCall(
            IDrugLedger.destroy,
            (_parcel(k), Disposition.LOST, bytes32("e"))
        );
        bool ok = _try(who, data);
        if (ok) _check(c.holder() == _number(who), "INV-SUPPLY-4");
        _count("destroy", ok);
    }

    function dispense(uint256 which, uint256 seed, uint256 unit) external {
        // Most often from what a hospital or a pharmacy has.
        uint256 place = _someWith(
            which,
            _number(seed % 2 == 0 ? HOSPITAL : PHARMACY),
            _kept.length
        );
        Kept memory k = _kept[place];
        Custody c = _custody(k);
        uint256 who = _sender(seed, c.holder());
        uint32 index = k.first + uint32(unit % k.count);
        (
            IDrugLedger.OpenedParcel memory parcel,
            Unit[] memory units,
            bytes32[] memory proof
        ) = _opened(k, index);
        bytes32[] memory payers = new bytes32[](_lots[k.lot].claimable ? 1 : 0);
        if (payers.length != 0) payers[0] = _payerOf(units[0].code);
        bytes memory data = abi.encodeCall(IDrugLedger.dispense, (parcel, units, proof, payers));
        bool ok = _try(who, data);
        if (ok) {
            bool mine = _isHeld(c, who) && (who == 3 || who == 4) && _isActive(who);
            _check(mine && !_isTroubled(k.lot, c), "INV-SUPPLY-3");
            _check(_units[k.lot][index] == Believed.IN_PARCEL, "INV-SUPPLY-2");
            _units[k.lot][index] = Believed.DISPENSED;
            _check(++_dispensed[k.lot][index] == 1, "INV-SUPPLY-2");
            if (_lots[k.lot].claimable) {
                _check(++_sold[units[0].code] == 1, "INV-SUPPLY-2");
                _sell(_lots[k.lot].body.product, units[0].code, who);
            }
        }
        _count("dispense", ok);
    }

    function withdraw(uint256 which, uint256 seed, uint256 unit, bool back) external {
        Kept memory k = _kept[_some(which)];
        Custody c = _custody(k);
        uint256 who = _sender(seed, c.holder());
        uint32 index = k.first + uint32(unit % k.count);
        // Most often one that was dispensed, to be taken back.
        for (uint32 i = 0; back && i < k.count && seed % 3 != 0; ++i) {
            if (_units[k.lot][k.first + i] == Believed.DISPENSED) index = k.first + i;
        }
        (
            IDrugLedger.OpenedParcel memory parcel,
            Unit[] memory units,
            bytes32[] memory proof
        ) = _opened(k, index);
        Disposition how = back ? Disposition.NONE : Disposition.DAMAGED;
        bytes memory data = abi.encodeCall(
            IDrugLedger.withdraw,
            (parcel, units, proof, how, bytes32("e"))
        );
        bool ok = _try(who, data);
        if (ok) {
            _check(_isHeld(c, who), "INV-SUPPLY-4");
            bool out = _units[k.lot][index] == Believed.DISPENSED;
            _check(back == out, "INV-SUPPLY-1");
            _units[k.lot][index] = back ? Believed.RETURNED : Believed.DESTROYED;
        }
        _count(back ? "takeBack" : "destroyUnit", ok);
    }

    function pack(uint256 a, uint256 b, uint256 seed) external {
        uint256 first = _some(a);
        _pack(first, _someWith(b, _custody(_kept[first]).holder(), first), seed);
    }

    function _pack(uint256 a, uint256 b, uint256 seed) internal returns (bool ok) {
        Box memory box = Box([a, b], ContainerId.wrap(0), false);
        Custody c = _custody(_kept[box.kept[0]]);
        Custody d = _custody(_kept[box.kept[1]]);
        uint256 who = _sender(seed, c.holder());
        (ContainerLabel memory label, uint256[] memory contents) = _label(box);
        bytes memory data = abi.encodeCall(IDrugLedger.pack, (label.lots, contents, label.sscc));
        bytes memory answer;
        (ok, answer) = _as(who, address(DRUGS), data);
        if (ok) {
            _check(_isHeld(c, who) && _isHeld(d, who), "INV-SUPPLY-4");
            _check(box.kept[0] != box.kept[1], "INV-SUPPLY-4");
            box.id = abi.decode(answer, (ContainerId));
            _boxes.push(box);
        }
        _count("pack", ok);
    }

    /// @dev Ships, receives, calls back, quarantines, releases or unpacks a container.
    function moveBox(uint256 which, uint256 seed, uint256 to, uint256 what) external {
        if (_boxes.length == 0) return;
        uint256 n = _boxes.length;
        Box storage box = _boxes[n - 1 - (which % (n < 6 ? n : 6))];
        if (box.gone) return;
        Custody c = DRUGS.containerOf(box.id);
        to = 1 + (to % INSTITUTIONS);
        what %= 6;
        bool arriving = what == 1 || (what == 5 && c.state() == CustodyState.SHIPPED);
        uint256 who = _sender(seed, arriving ? c.to() : c.holder());
        bool ok = _try(who, _boxCall(box, what, to));
        if (ok) {
            _check(
                (arriving ? c.to() : c.holder()) == _number(who) || _isCare(what, who),
                "INV-SUPPLY-4"
            );
            if (what == 0) _check(_mayGo(box, c, who, to), "INV-SUPPLY-5");
            if (what == 5) box.gone = true;
        }
        string[6] memory names = [
            "shipBox",
            "receiveBox",
            "callBackBox",
            "quarantineBox",
            "releaseBox",
            "unpack"
        ];
        _count(names[what], ok);
    }

    function _mayGo(
        Box storage box,
        Custody c,
        uint256 who,
        uint256 to
    ) private view returns (bool) {
        bool narrow = !_isActive(who);
        for (uint256 i = 0; i < 2; ++i) {
            narrow = narrow || _isTroubled(_kept[box.kept[i]].lot, c);
        }
        return !narrow || _isTowardsMaker(to);
    }

    function _boxCall(
        Box storage box,
        uint256 what,
        uint256 to
    ) internal view returns (bytes memory) {
        (ContainerLabel memory label, uint256[] memory contents) = _label(box);
        if (what == 0) return abi.encodeCall(IDrugLedger.shipContainer, (label, _number(to)));
        if (what == 1) return abi.encodeCall(IDrugLedger.receiveContainer, (box.id));
        if (what == 2) return abi.encodeCall(IDrugLedger.callBackContainer, (box.id));
        if (what == 5) return abi.encodeCall(IDrugLedger.unpack, (label, contents));
        return abi.encodeCall(IDrugLedger.quarantineContainer, (box.id, what == 3, bytes32("e")));
    }

    /// @dev A regulator's quarantine, or a caller's.
    function _isCare(uint256 what, uint256 who) private pure returns (bool) {
        return (what == 3 || what == 4) && (who == REGULATOR || who == CALLER);
    }
}
