// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {ISubjectRegistry} from "../identity/interfaces/ISubjectRegistry.sol";
import {Custody} from "../types/Custody.sol";
import {ContainerLabel, hashContents, Parcel} from "../types/Goods.sol";
import {ContainerId, LotId, ParticipantId, SensorId} from "../types/Ids.sol";
import {
    Goods,
    hashGoods,
    hashReadings,
    Monitor,
    MONITOR_ACTIVE,
    MONITOR_AT_LARGE,
    MONITOR_BROKEN,
    MONITOR_CONTAINER,
    MONITOR_SILENT,
    OpenedLot,
    packMonitor,
    Readings,
    unpackMonitor
} from "../types/Monitoring.sol";
import {IColdChain} from "./interfaces/IColdChain.sol";
import {IDrugLedger} from "./interfaces/IDrugLedger.sol";
import {Watch} from "./libraries/Watch.sol";
import {Sensors} from "./Sensors.sol";

/// @title ColdChain: whether goods were kept as their makers say (evidence; a caller of DrugLedger)
/// @notice Sensors.sol has the states of sensors and limits. Goods that a sensor watches:
///
///     (none), ended --beginMonitoring (holder, owner of the sensor)--> ACTIVE
///     ACTIVE --endMonitoring (holder, owner of the sensor)--> ended
///     ACTIVE --report (any institution, signed by the sensor)--> ACTIVE, perhaps BROKEN
///     ACTIVE --reportSilence (any institution)--> ACTIVE, SILENT until the next report
///     AT_LARGE --pursue (any institution), part by part--> in quarantine
///
/// INV-COLDCHAIN-1: an excursion that is told ends in quarantine in the same transaction, or its event
/// names the error that the drug ledger answered.
/// INV-COLDCHAIN-2: a batch counts once for the same goods, and only with the sensor's signature.
/// INV-COLDCHAIN-3: what was found is never taken back: BROKEN stays, missed and late never fall.
contract ColdChain is Sensors {
    using Watch for Monitor;

    /// @dev How far a sensor's clock may be ahead of the chain's.
    uint256 private constant SKEW = 5 minutes;

    /// @dev `Monitor`, by goods and sensor.
    mapping(bytes32 goods => mapping(SensorId sensor => uint256)) private _monitors;

    /// @dev Parts that were put into quarantine after an excursion of goods.
    mapping(bytes32 goods => mapping(bytes32 part => bool)) private _pursued;

    constructor(
        IParticipantRegistry participants,
        ISubjectRegistry subjects,
        IDrugLedger drugs
    ) Sensors(participants, subjects, drugs) {}

    /// @inheritdoc IColdChain
    function beginMonitoring(
        Goods calldata goods,
        ContainerLabel calldata label,
        OpenedLot[] calldata lots,
        SensorId sensor,
        uint24 sequence
    ) external override {
        ParticipantId sender = _active();
        (ParticipantId owner, uint40 until) = _inUse(sensor);
        require(owner == sender, ColdChainNotOwner(sensor, owner, sender));
        require(
            until >= block.timestamp,
            ColdChainCalibrationEnded(sensor, until, uint40(block.timestamp))
        );
        Custody custody = _custody(goods);
        require(custody.holder() == sender, ColdChainNotHolder(custody.holder(), sender));
        (bytes32 key, Monitor memory m) = _known(goods, sensor);
        require(m.state & MONITOR_ACTIVE == 0, ColdChainMonitored(key, sensor));
        Watch.Finding memory f = m.begin(sensor, sequence, _isBox(goods), block.timestamp);
        m.limits = _shared(goods, key, label, lots);
        m.step = custody.step();
        _act(goods, key, sensor, m, f, 0);
        _keep(goods, key, sensor, m);
    }

    /// @inheritdoc IColdChain
    function endMonitoring(Goods calldata goods, SensorId sensor) external override {
        ParticipantId sender = _unsuspended();
        (bytes32 key, Monitor memory m) = _watched(goods, sensor);
        if (_ownerOf(sensor) != sender) {
            (, ParticipantId holder) = _whereabouts(goods);
            require(holder == sender, ColdChainNotHolder(holder, sender));
        }
        m.state &= MONITOR_BROKEN | MONITOR_AT_LARGE | MONITOR_CONTAINER;
        _keep(goods, key, sensor, m);
    }

    /// @inheritdoc IColdChain
    function report(
        Readings calldata readings,
        bytes calldata signer,
        bytes32 device,
        bytes calldata signature,
        Goods[] calldata goods
    ) external override {
        _unsuspended();
        SensorId sensor = readings.sensor;
        (ParticipantId owner, uint40 until) = _inUse(sensor);
        bytes32 evidence = hashReadings(readings);
        _requireSigned(sensor, owner, evidence, signer, device, signature);
        (uint40 first, uint40 last) = Watch.span(readings);
        require(
            last <= block.timestamp + SKEW,
            ColdChainReadingFromFuture(last, uint40(block.timestamp))
        );
        require(last <= until, ColdChainCalibrationEnded(sensor, until, last));
        bytes32[] memory keys = new bytes32[](goods.length);
        uint256[] memory words = new uint256[](goods.length);
        for (uint256 i = 0; i < goods.length; ++i) {
            Monitor memory m;
            (keys[i], m) = _watched(goods[i], sensor);
            Watch.Finding memory f = m.take(readings, first, last, block.timestamp);
            _act(goods[i], keys[i], sensor, m, f, evidence);
            words[i] = packMonitor(m);
            _monitors[keys[i]][sensor] = words[i];
        }
        emit ReadingsReported(
            sensor,
            readings.sequence,
            readings.start,
            readings.readings,
            evidence,
            keys,
            words,
            msg.sender
        );
    }

    /// @inheritdoc IColdChain
    function reportSilence(Goods calldata goods, SensorId sensor) external override {
        _unsuspended();
        (bytes32 key, Monitor memory m) = _watched(goods, sensor);
        uint40 due = m.last + uint40(m.limits.interval) * 1 minutes;
        require(
            block.timestamp > due && m.state & MONITOR_SILENT == 0,
            ColdChainNotOverdue(due, uint40(block.timestamp))
        );
        m.state |= MONITOR_SILENT;
        Watch.Finding memory f;
        (f.from, f.upTo) = (m.last, uint40(block.timestamp));
        _act(goods, key, sensor, m, f, 0);
        _keep(goods, key, sensor, m);
    }

    /// @inheritdoc IColdChain
    function pursue(
        Goods calldata goods,
        SensorId sensor,
        ContainerLabel calldata label,
        uint256[] calldata contents,
        uint256 place,
        Goods calldata part
    ) external override {
        _unsuspended();
        (bytes32 key, Monitor memory m) = _known(goods, sensor);
        bytes32 partKey = hashGoods(part);
        require(
            m.state & MONITOR_AT_LARGE != 0 && !_pursued[key][partKey],
            ColdChainNothingToPursue(key)
        );
        Parcel memory whole = goods.parcel;
        if (_isBox(goods)) {
            bool opened =
                _isContainer(goods, label) &&
                    hashContents(contents) == label.contents &&
                    place < contents.length;
            require(opened, ColdChainGoodsMismatch(key));
            uint256 word = contents[place];
            whole = Parcel(label.lots[uint16(word >> 64)], uint32(word), uint32(word >> 32));
        }
        require(_isWithin(part.parcel, whole), ColdChainGoodsMismatch(key));
        _pursued[key][partKey] = true;
        bytes32 evidence = key;
        if (!_isBox(part)) {
            DRUGS.quarantine(part.parcel, true, evidence);
        } else {
            uint96 packedIn = DRUGS.parcelOf(part.parcel).container();
            require(
                packedIn == uint96(uint256(ContainerId.unwrap(part.container))),
                ColdChainGoodsMismatch(partKey)
            );
            DRUGS.quarantineContainer(part.container, true, evidence);
        }
        emit ExcursionPursued(key, sensor, partKey, msg.sender);
    }

    /// @inheritdoc IColdChain
    function monitorOf(bytes32 goods, SensorId sensor) external view override returns (uint256) {
        return _monitors[goods][sensor];
    }

    /// @dev Tells what was found, and puts the goods of an excursion into quarantine.
    function _act(
        Goods calldata goods,
        bytes32 key,
        SensorId sensor,
        Monitor memory m,
        Watch.Finding memory f,
        bytes32 evidence
    ) private {
        if (f.outFrom == 0 && f.upTo == 0) return;
        (Custody custody, ParticipantId holder) = _whereabouts(goods);
        uint16 step = custody.step();
        if (f.upTo != 0) {
            emit ReadingsMissing(key, sensor, holder, f.from, f.upTo, step, m.missed);
        }
        if (f.outFrom != 0) {
            bool isCertain =
                ParticipantId.unwrap(holder) != 0 &&
                    (step == m.step || f.outFrom >= _since(custody));
            bytes4 refusal = _hold(goods, evidence);
            bool isHeld = refusal == 0 || refusal == IDrugLedger.SupplyQuarantineUnchanged.selector;
            if (!isHeld) m.state |= MONITOR_AT_LARGE;
            emit ExcursionFound(
                key,
                sensor,
                holder,
                step,
                isCertain,
                f.outFrom,
                f.found,
                f.temperature,
                f.humidity,
                refusal,
                evidence,
                msg.sender
            );
        }
        if (ParticipantId.unwrap(holder) != 0) m.step = step;
    }

    /// @dev Puts goods into quarantine; 0, or the error with which they were not.
    function _hold(Goods calldata goods, bytes32 evidence) private returns (bytes4 refusal) {
        bytes memory reason;
        if (!_isBox(goods)) {
            try DRUGS.quarantine(goods.parcel, true, evidence) {
                return 0;
            } catch (bytes memory why) {
                reason = why;
            }
        } else {
            try DRUGS.quarantineContainer(goods.container, true, evidence) {
                return 0;
            } catch (bytes memory why) {
                reason = why;
            }
        }
        // Whoever sends too little gas for the quarantine must not get the excursion told without it.
        require(reason.length >= 4, ColdChainGasShort());
        return bytes4(reason);
    }

    function _keep(Goods calldata goods, bytes32 key, SensorId sensor, Monitor memory m) private {
        uint256 word = packMonitor(m);
        _monitors[key][sensor] = word;
        (LotId lot, uint64 range) = (LotId.wrap(0), 0);
        if (!_isBox(goods)) {
            lot = goods.parcel.lot;
            range = goods.parcel.first | (uint64(goods.parcel.count) << 32);
        }
        emit MonitoringChanged(key, sensor, lot, range, word, msg.sender);
    }

    function _watched(
        Goods calldata goods,
        SensorId sensor
    ) private view returns (bytes32 key, Monitor memory m) {
        (key, m) = _known(goods, sensor);
        require(m.state & MONITOR_ACTIVE != 0, ColdChainNotMonitored(key, sensor));
    }

    /// @dev The monitor of goods, empty if there never was one. Containers and parcels share the keys:
    /// whoever shows one as the other would take its batches with a quarantine that must fail.
    function _known(
        Goods calldata goods,
        SensorId sensor
    ) private view returns (bytes32 key, Monitor memory m) {
        key = hashGoods(goods);
        m = unpackMonitor(_monitors[key][sensor]);
        bool isBox = m.state & MONITOR_CONTAINER != 0;
        require(m.last == 0 || isBox == _isBox(goods), ColdChainNotMonitored(key, sensor));
    }

    /// @dev Where goods are that are to be watched; reverts as the drug ledger does. Nobody has a parcel
    /// that is packed: its own custody is of when it was, its container may be with others.
    function _custody(Goods calldata goods) private view returns (Custody custody) {
        if (_isBox(goods)) return DRUGS.containerOf(goods.container);
        custody = DRUGS.parcelOf(goods.parcel);
        if (custody.container() != 0) custody = Custody.wrap(0);
    }

    /// @dev Where goods are now; 0 where they are no more, or packed: their container tells then.
    function _whereabouts(
        Goods calldata goods
    ) private view returns (Custody custody, ParticipantId holder) {
        if (!_isBox(goods)) {
            try DRUGS.parcelOf(goods.parcel) returns (Custody found) {
                if (found.container() == 0) custody = found;
            } catch {
                return (custody, holder);
            }
        } else {
            try DRUGS.containerOf(goods.container) returns (Custody found) {
                custody = found;
            } catch {
                return (custody, holder);
            }
        }
        holder = custody.holder();
    }

    /// @dev Whether goods are a container.
    function _isBox(Goods calldata goods) private pure returns (bool) {
        return ContainerId.unwrap(goods.container) != 0;
    }

    function _isWithin(Parcel memory part, Parcel memory whole) private pure returns (bool) {
        return
            LotId.unwrap(part.lot) == LotId.unwrap(whole.lot) &&
            part.first >= whole.first &&
            uint256(part.first) + part.count <= uint256(whole.first) + whole.count;
    }

    function _since(Custody custody) private pure returns (uint40) {
        return uint40(Custody.unwrap(custody) >> 120);
    }
}
