// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IColdChain} from "../../contracts/supply/interfaces/IColdChain.sol";
import {IDrugLedger} from "../../contracts/supply/interfaces/IDrugLedger.sol";
import {Custody, CustodyState, Quarantine} from "../../contracts/types/Custody.sol";
import {ContainerLabel, Parcel} from "../../contracts/types/Goods.sol";
import {ContainerId, LotId, SensorId} from "../../contracts/types/Ids.sol";
import {
    Goods,
    hashGoods,
    Monitor,
    MONITOR_ACTIVE,
    MONITOR_AT_LARGE,
    MONITOR_BROKEN,
    OpenedLot,
    unpackMonitor
} from "../../contracts/types/Monitoring.sol";
import {Cheats} from "./Cheats.sol";
import {LedgerHandler} from "./LedgerHandler.sol";

/// @dev Sensors, the parcels and containers that they watch, and what the tests believe of them.
abstract contract ColdWorld is LedgerHandler {
    struct Sensor {
        SensorId id;
        uint256 owner;
        uint256 key;
        uint40 until;
        bool retired;
    }

    /// @dev Goods that a sensor watched once: a parcel, or a box where `isBox`. `word`: the monitor's slot.
    struct Watched {
        bool isBox;
        uint256 place;
        uint256 sensor;
        bytes32 key;
        uint256 word;
    }

    Sensor[] internal _sensors;
    Watched[] internal _watched;
    mapping(bytes32 key => mapping(uint256 sensor => uint256)) internal _watchOf;
    mapping(uint256 watch => mapping(uint24 sequence => bool)) internal _taken;
    mapping(uint256 watch => mapping(bytes32 part => bool)) internal _chased;

    /// @dev Nothing changed a monitor but what was believed to, and what was found stands.
    function checkWatched() external view {
        for (uint256 i = 0; i < _watched.length; ++i) {
            Watched storage w = _watched[i];
            assert(COLD.monitorOf(w.key, _sensors[w.sensor].id) == w.word);
        }
        for (uint256 i = 0; i < _sensors.length; ++i) {
            Sensor storage s = _sensors[i];
            uint256 word = COLD.sensorOf(s.id);
            assert(uint32(word) == s.owner && uint40(word >> 32) == s.until);
            assert((word >> 72 != 0) == s.retired);
        }
    }

    /// @dev The goods in a parcel's place, or in a box's.
    function _goodsAt(bool isBox, uint256 place) internal view returns (Goods memory goods) {
        if (isBox) goods.container = _boxes[place].id;
        else goods.parcel = _parcel(_kept[place]);
    }

    function _goodsOf(uint256 watch) internal view returns (Goods memory) {
        return _goodsAt(_watched[watch].isBox, _watched[watch].place);
    }

    /// @dev What opens goods: the label of a container, and its lots or the parcel's.
    function _shown(
        bool isBox,
        uint256 place
    ) internal view returns (ContainerLabel memory label, OpenedLot[] memory lots) {
        if (!isBox) return (label, _openedLots(_kept[place].lot));
        (label, ) = _label(_boxes[place]);
        lots = new OpenedLot[](2);
        for (uint256 i = 0; i < 2; ++i) {
            lots[i] = _openedLots(_kept[_boxes[place].kept[i]].lot)[0];
        }
    }

    /// @dev Where goods are by themselves, also destroyed ones; NONE: they are packed, or no more.
    function _alone(Goods memory goods) internal view returns (Custody custody) {
        if (ContainerId.unwrap(goods.container) != 0) {
            try DRUGS.containerOf(goods.container) returns (Custody found) {
                custody = found;
            } catch {}
        } else {
            try DRUGS.parcelOf(goods.parcel) returns (Custody found) {
                custody = found;
            } catch {}
        }
        if (custody.container() != 0) custody = Custody.wrap(0);
    }

    /// @dev Where goods are that can be put into quarantine; NONE: they cannot.
    function _loose(Goods memory goods) internal view returns (Custody custody) {
        custody = _alone(goods);
        if (custody.state() == CustodyState.DESTROYED) custody = Custody.wrap(0);
    }

    /// @dev Takes note of a monitor's slot. What was found stays, and what is missing or late is never
    /// less than before.
    function _note(uint256 watch) internal returns (Monitor memory before, Monitor memory m) {
        Watched storage w = _watched[watch];
        before = unpackMonitor(w.word);
        w.word = COLD.monitorOf(w.key, _sensors[w.sensor].id);
        m = unpackMonitor(w.word);
        uint8 lasting = before.state & (MONITOR_BROKEN | MONITOR_AT_LARGE);
        _check(m.state & lasting == lasting, "INV-COLDCHAIN-3");
        _check(m.missed >= before.missed && m.late >= before.late, "INV-COLDCHAIN-3");
        _check(m.sequence >= before.sequence && m.last >= before.last, "INV-COLDCHAIN-2");
    }

    /// @dev Reads the recorded events for goods. An excursion that was told left them in quarantine, or
    /// names an error that there was a reason for.
    function _checkExcursion(
        uint256 watch,
        Cheats.Log[] memory logs,
        Monitor memory m
    ) internal returns (bool told) {
        for (uint256 i = 0; i < logs.length; ++i) {
            bool isIt =
                logs[i].topics[0] == IColdChain.ExcursionFound.selector &&
                    logs[i].topics[1] == _watched[watch].key;
            if (!isIt) continue;
            told = true;
            (, , , , , , bytes4 refusal, , ) = abi.decode(
                logs[i].data,
                (uint16, bool, uint40, uint40, int16, uint16, bytes4, bytes32, address)
            );
            Custody custody = _loose(_goodsOf(watch));
            bool isHeld = custody.quarantine() != Quarantine.NONE;
            bool isKnown =
                refusal == 0 || refusal == IDrugLedger.SupplyQuarantineUnchanged.selector;
            _check(isKnown ? isHeld : m.state & MONITOR_AT_LARGE != 0, "INV-COLDCHAIN-1");
            // Goods that are there by themselves are refused to no caller.
            bool isThere = custody.state() != CustodyState.NONE;
            bool mustHold = isThere && _isListed(address(DRUGS), address(COLD));
            _check(isKnown || !mustHold, "INV-COLDCHAIN-1");
            _check(m.state & MONITOR_BROKEN != 0, "INV-COLDCHAIN-3");
            _count(
                refusal == 0
                    ? "excursion"
                    : isKnown
                        ? "excursionAgain"
                        : "excursionMissed",
                true
            );
            if (_watched[watch].isBox) _count("excursionOfBox", true);
        }
    }

    /// @dev One of the newest things that sensors watch now; else one that they watched.
    function _someWatch(uint256 seed) internal view returns (uint256 watch) {
        uint256 n = _watched.length;
        uint256 window = n < 12 ? n : 12;
        watch = n - 1 - (seed % window);
        for (uint256 i = 0; i < window; ++i) {
            Watched storage w = _watched[watch];
            bool isOn = (w.word >> 248) & MONITOR_ACTIVE != 0 && !_sensors[w.sensor].retired;
            if (isOn) return watch;
            watch = watch == 0 ? n - 1 : watch - 1;
        }
    }

    /// @dev Whether a part is of a parcel, or of the part's own box.
    function _isWithin(Parcel memory part, Parcel memory whole) internal pure returns (bool) {
        return
            LotId.unwrap(part.lot) == LotId.unwrap(whole.lot) &&
            part.first >= whole.first &&
            part.first + part.count <= whole.first + whole.count;
    }

    /// @dev A parcel that lives now and is of another one; that one's place if there is none.
    function _livingPart(uint256 place, uint256 seed) internal view returns (uint256 part) {
        Parcel memory whole = _parcel(_kept[place]);
        uint256 n = _kept.length;
        for (uint256 i = 0; i < n; ++i) {
            part = ((seed % n) + i) % n;
            if (!_kept[part].gone && _isWithin(_parcel(_kept[part]), whole)) return part;
        }
        return place;
    }

    function _keyOfWatch(bool isBox, uint256 place) internal view returns (bytes32) {
        return hashGoods(_goodsAt(isBox, place));
    }
}
