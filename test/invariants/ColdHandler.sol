// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IColdChain} from "../../contracts/supply/interfaces/IColdChain.sol";
import {Custody, Quarantine} from "../../contracts/types/Custody.sol";
import {ContainerLabel} from "../../contracts/types/Goods.sol";
import {ParticipantId, ProductId, SensorId} from "../../contracts/types/Ids.sol";
import {
    Goods,
    hashGoods,
    Limits,
    Monitor,
    MONITOR_ACTIVE,
    MONITOR_AT_LARGE,
    MONITOR_SILENT,
    MONITOR_TOLD,
    OpenedLot,
    Readings,
    READINGS_TYPEHASH,
    unpackMonitor
} from "../../contracts/types/Monitoring.sol";
import {Cheats, VM} from "./Cheats.sol";
import {ColdWorld} from "./ColdWorld.sol";

/// @dev Everything that is done with sensors and what they watch, rightly and wrongly.
abstract contract ColdHandler is ColdWorld {
    bytes32 private constant DEVICE = "device";

    /// @dev The watched parcel that was packed last; its number and one.
    uint256 private _hidden;

    function registerSensor(uint256 seed, uint256 time) external {
        uint256 n = _sensors.length;
        if (n >= 24) return;
        uint256 who = 1 + (seed % ACTORS);
        uint256 key = 9_000 + n;
        uint40 until = uint40(block.timestamp + (time % 90 days));
        bytes memory signer = seed % 9 == 0 ? bytes("") : abi.encodePacked(VM.addr(key));
        (bool ok, bytes memory answer) = _as(
            who,
            address(COLD),
            abi.encodeCall(IColdChain.registerSensor, (signer, DEVICE, until, 0))
        );
        if (ok) {
            _check(signer.length == 20, "INV-COLDCHAIN-2");
            _sensors.push(Sensor(abi.decode(answer, (SensorId)), who, key, until, false));
        }
        _count("registerSensor", ok);
    }

    function recalibrate(uint256 which, uint256 seed, uint256 time) external {
        if (_sensors.length == 0) return;
        Sensor storage s = _sensors[which % _sensors.length];
        uint256 who = _sender(seed, _number(s.owner));
        uint40 until = uint40(block.timestamp + (time % 120 days));
        bytes memory data = abi.encodeCall(IColdChain.recalibrate, (s.id, until, "certificate"));
        (bool ok, ) = _as(who, address(COLD), data);
        if (ok) {
            _check(who == s.owner && !s.retired && until > s.until, "STANDING");
            s.until = until;
        }
        _count("recalibrate", ok);
    }

    function retireSensor(uint256 which, uint256 seed) external {
        // Seldom: what is retired says nothing any more.
        if (_sensors.length == 0 || seed % 8 != 0) return;
        Sensor storage s = _sensors[which % _sensors.length];
        uint256 who = _sender(seed / 8, _number(s.owner));
        (bool ok, ) = _as(who, address(COLD), abi.encodeCall(IColdChain.retireSensor, (s.id)));
        if (ok) {
            _check(who == s.owner && !s.retired, "STANDING");
            s.retired = true;
        }
        _count("retireSensor", ok);
    }

    /// @dev Other limits, for what is watched from now on.
    function setLimits(uint256 which, uint256 seed) external {
        ProductId product = which % 2 == 0 ? SOLD : PLAIN;
        (ParticipantId licenceHolder, ) = DRUGS.productOf(product);
        uint256 who = _sender(seed, licenceHolder);
        uint16 tolerated = which % 3 == 0 ? 30 : 0;
        Limits memory limits = Limits(
            200,
            which % 5 == 0 ? int16(100) : int16(700 + int256(which % 2) * 100),
            350,
            650,
            15,
            tolerated
        );
        uint256 before = COLD.limitsOf(product);
        bytes memory data = abi.encodeCall(IColdChain.setLimits, (product, limits));
        (bool ok, ) = _as(who, address(COLD), data);
        if (ok) {
            _check(_number(who) == licenceHolder && which % 5 != 0, "STANDING");
            uint16 version = uint16(COLD.limitsOf(product) >> 96);
            _check(version == uint16(before >> 96) + 1, "INV-COLDCHAIN-3");
        }
        _count("setLimits", ok);
    }

    /// @dev A sensor begins to watch a parcel or a box, most often one of the holder's.
    function beginMonitoring(uint256 which, uint256 seed, uint256 sequence) external {
        uint256 n = _sensors.length;
        if (n == 0) return;
        bool isBox = seed % 3 == 0 && _boxes.length != 0;
        uint256 place = isBox ? _boxes.length - 1 : _some(which);
        Custody custody = _loose(_goodsAt(isBox, place));
        uint256 sensor = which % n;
        for (uint256 i = 0; i < n && _number(_sensors[sensor].owner) != custody.holder(); ++i) {
            sensor = (sensor + 1) % n;
        }
        _begin(isBox, place, sensor, _sender(seed, custody.holder()), sequence);
    }

    function endMonitoring(uint256 which, uint256 seed) external {
        if (_watched.length == 0) return;
        uint256 watch = _someWatch(which);
        Sensor storage s = _sensors[_watched[watch].sensor];
        Goods memory goods = _goodsOf(watch);
        ParticipantId holder = _alone(goods).holder();
        uint256 who = _sender(seed, seed % 2 == 0 ? _number(s.owner) : holder);
        bytes memory data = abi.encodeCall(IColdChain.endMonitoring, (goods, s.id));
        (bool ok, ) = _as(who, address(COLD), data);
        if (ok) {
            _check(who == s.owner || _number(who) == holder, "STANDING");
            (Monitor memory before, Monitor memory m) = _note(watch);
            _check(before.state & MONITOR_ACTIVE != 0, "INV-COLDCHAIN-3");
            _check(m.state & MONITOR_ACTIVE == 0, "INV-COLDCHAIN-3");
        }
        _count("endMonitoring", ok);
    }

    /// @dev Somebody carries a batch to the chain: the next, one after a gap, a late one, one again, of a
    /// wrong key or from the future; for one or two goods of the sensor, or for the same twice.
    function report(uint256 which, uint256 who, uint256 warm, uint256 kind) external {
        if (_watched.length == 0) return;
        VM.warp(block.timestamp + 10 minutes);
        // Often of what was packed last.
        uint256 watch = which % 3 == 0 && _hidden != 0 ? _hidden - 1 : _someWatch(which);
        uint256[] memory watches = _together(watch, kind / 12);
        Readings memory r = _batch(watch, warm % 3 == 0, kind % 12);
        Sensor storage s = _sensors[_watched[watch].sensor];
        Goods[] memory goods = new Goods[](watches.length);
        for (uint256 i = 0; i < goods.length; ++i) {
            goods[i] = _goodsOf(watches[i]);
        }
        uint256 key = kind % 12 == 11 ? s.key + 1_000 : s.key;
        bytes32 hash = keccak256(
            abi.encode(READINGS_TYPEHASH, r.sensor, r.sequence, r.start, keccak256(r.readings))
        );
        bytes memory data = abi.encodeCall(
            IColdChain.report,
            (r, abi.encodePacked(VM.addr(s.key)), DEVICE, _signed(key, address(COLD), hash), goods)
        );
        VM.recordLogs();
        (bool ok, ) = _as(1 + (who % ACTORS), address(COLD), data);
        _count("report", ok);
        if (!ok) return;
        _check(key == s.key && !s.retired && block.timestamp <= s.until, "INV-COLDCHAIN-2");
        _taking(watches, r, warm % 3 == 0);
        if (who % ACTORS != REGULATOR - 1) _count("reportByOthers", true);
        if (watches.length == 2) _count("reportForTwo", true);
    }

    function reportSilence(uint256 which, uint256 who) external {
        if (_watched.length == 0) return;
        uint256 watch = _someWatch(which);
        SensorId sensor = _sensors[_watched[watch].sensor].id;
        bytes memory data = abi.encodeCall(IColdChain.reportSilence, (_goodsOf(watch), sensor));
        (bool ok, ) = _as(1 + (who % ACTORS), address(COLD), data);
        if (ok) {
            (Monitor memory before, Monitor memory m) = _note(watch);
            bool due = block.timestamp > before.last + uint256(before.limits.interval) * 60;
            _check(due && before.state & MONITOR_SILENT == 0, "INV-COLDCHAIN-3");
            _check(m.state & MONITOR_SILENT != 0, "INV-COLDCHAIN-3");
        }
        _count("reportSilence", ok);
    }

    /// @dev What a sensor watches is packed or split before its readings are told.
    function hide(uint256 which, uint256 seed) external {
        if (_watched.length == 0) return;
        uint256 watch = _someWatch(which);
        Watched storage w = _watched[watch];
        if (w.isBox) return;
        if (seed % 4 == 0) return _split(w.place, seed / 4, seed / 40);
        ParticipantId holder = _custody(_kept[w.place]).holder();
        if (_pack(w.place, _someWith(seed, holder, w.place), seed / 4)) _hidden = watch + 1;
    }

    /// @dev Somebody puts a part of goods into quarantine whose excursion was told too late for them.
    function pursue(uint256 which, uint256 who, uint256 seed) external {
        uint256 n = _watched.length;
        if (n == 0) return;
        uint256 watch = seed % 3 == 1 && _hidden != 0 ? _hidden - 1 : which % n;
        for (uint256 i = 0; i < n; ++i) {
            if ((_watched[watch].word >> 248) & MONITOR_AT_LARGE != 0) break;
            watch = (watch + 1) % n;
        }
        Watched storage w = _watched[watch];
        ContainerLabel memory label;
        uint256[] memory contents;
        uint256 whole = w.place;
        if (w.isBox) {
            (label, contents) = _label(_boxes[w.place]);
            whole = _boxes[w.place].kept[seed % 2];
        }
        // Now and then a part of other goods.
        uint256 place = seed % 6 == 0 ? _some(seed) : _livingPart(whole, seed);
        Goods memory part = _goodsAt(false, place);
        uint256 box = _boxOf(_custody(_kept[place]));
        if (box != 0) part.container = _boxes[box - 1].id;
        bytes memory data = abi.encodeCall(
            IColdChain.pursue,
            (_goodsOf(watch), _sensors[w.sensor].id, label, contents, seed % 2, part)
        );
        (bool ok, ) = _as(1 + (who % ACTORS), address(COLD), data);
        if (ok) {
            _check((w.word >> 248) & MONITOR_AT_LARGE != 0, "INV-COLDCHAIN-1");
            _check(_isWithin(part.parcel, _parcel(_kept[whole])), "INV-COLDCHAIN-1");
            bytes32 key = hashGoods(part);
            _check(!_chased[watch][key], "INV-COLDCHAIN-1");
            _chased[watch][key] = true;
            if (box != 0) part = _goodsAt(true, box - 1);
            _check(_loose(part).quarantine() != Quarantine.NONE, "INV-COLDCHAIN-1");
            _count(box == 0 ? "pursueParcel" : "pursueIntoBox", true);
            if (w.isBox) _count("pursueFromBox", true);
        }
        _count("pursue", ok);
    }

    function _begin(
        bool isBox,
        uint256 place,
        uint256 sensor,
        uint256 who,
        uint256 sequence
    ) private {
        Goods memory goods = _goodsAt(isBox, place);
        Sensor storage s = _sensors[sensor];
        Custody custody = _alone(goods);
        bytes32 key = hashGoods(goods);
        uint256 before = COLD.monitorOf(key, s.id);
        uint24 next = uint24(before >> 96) + uint24(sequence % 3);
        // Now and then one of before.
        if (sequence % 7 == 0 && next != 0) --next;
        (ContainerLabel memory label, OpenedLot[] memory lots) = _shown(isBox, place);
        (bool ok, ) = _as(
            who,
            address(COLD),
            abi.encodeCall(IColdChain.beginMonitoring, (goods, label, lots, s.id, next))
        );
        _count(isBox ? "watchBox" : "watchParcel", ok);
        if (!ok) return;
        _check(who == s.owner && custody.holder() == _number(who), "STANDING");
        _check(!s.retired && s.until >= block.timestamp, "INV-COLDCHAIN-2");
        _check((before >> 248) & MONITOR_ACTIVE == 0, "INV-COLDCHAIN-3");
        uint256 watch = _watchOf[key][sensor];
        if (watch == 0) {
            _watched.push(Watched(isBox, place, sensor, key, before));
            watch = _watched.length;
            _watchOf[key][sensor] = watch;
        } else {
            _count("watchAgain", true);
        }
        _note(watch - 1);
    }

    /// @dev A batch was taken: once for all goods, each of which it must not have been told before.
    function _taking(uint256[] memory watches, Readings memory r, bool warm) private {
        Cheats.Log[] memory logs = VM.getRecordedLogs();
        _check(r.start <= block.timestamp, "INV-COLDCHAIN-2");
        for (uint256 i = 0; i < watches.length; ++i) {
            uint256 watch = watches[i];
            (Monitor memory before, Monitor memory m) = _note(watch);
            _check(before.state & MONITOR_ACTIVE != 0, "INV-COLDCHAIN-2");
            _check(!_taken[watch][r.sequence], "INV-COLDCHAIN-2");
            _taken[watch][r.sequence] = true;
            bool isLate = r.sequence <= before.sequence;
            if (isLate) _check(m.late > before.late, "INV-COLDCHAIN-3");
            else if (r.sequence > before.sequence + 1) {
                _check(m.missed > before.missed, "INV-COLDCHAIN-3");
                _count("gap", true);
            }
            if (isLate) _count("late", true);
            // Where nothing is tolerated, or the batch is late, what is told follows from the two.
            bool told = _checkExcursion(watch, logs, m);
            if (!isLate && before.limits.tolerated != 0) continue;
            bool expected = warm && (isLate || before.state & MONITOR_TOLD == 0);
            _check(told == expected, "INV-COLDCHAIN-1");
        }
    }

    /// @dev One thing that a sensor watches; or with another one of its, or with itself.
    function _together(
        uint256 watch,
        uint256 seed
    ) private view returns (uint256[] memory watches) {
        uint256 other = seed % 5 == 0 ? watch : _watched.length;
        Watched storage w = _watched[watch];
        for (uint256 i = 0; seed % 5 > 2 && i < _watched.length; ++i) {
            Watched storage o = _watched[i];
            bool isAlike =
                i != watch && o.sensor == w.sensor && uint24(o.word >> 96) == uint24(w.word >> 96);
            if (isAlike && (o.word >> 248) & MONITOR_ACTIVE != 0) other = i;
        }
        watches = new uint256[](other == _watched.length ? 1 : 2);
        watches[0] = watch;
        if (watches.length == 2) watches[1] = other;
    }

    function _batch(
        uint256 watch,
        bool warm,
        uint256 kind
    ) private view returns (Readings memory r) {
        Monitor memory m = unpackMonitor(_watched[watch].word);
        bytes memory values = abi.encodePacked(warm ? int16(900) : int16(500), uint16(500));
        r.sensor = _sensors[_watched[watch].sensor].id;
        r.readings = abi.encodePacked(uint24(0), values, uint24(300), values);
        r.sequence = m.sequence + (kind == 6 || kind == 7 ? 3 : 1);
        r.start = uint40(block.timestamp - 300);
        if (kind < 8 || kind == 11) return r;
        if (kind == 10 && m.sequence % 2 == 0) {
            r.start = uint40(block.timestamp + 10 minutes);
            return r;
        }
        uint24 back =
            kind == 10
                ? 0
                : kind == 8
                    ? 1
                    : 2;
        r.sequence = m.sequence < back ? 0 : m.sequence - back;
        r.start = m.last - 400;
    }
}
