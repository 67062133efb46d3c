// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SensorId} from "../../types/Ids.sol";
import {
    Limits,
    Monitor,
    MONITOR_ACTIVE,
    MONITOR_AT_LARGE,
    MONITOR_BROKEN,
    MONITOR_CONTAINER,
    MONITOR_OUTSIDE,
    MONITOR_SILENT,
    MONITOR_TOLD,
    Readings
} from "../../types/Monitoring.sol";
import {IColdChain} from "../interfaces/IColdChain.sol";

/// @title Watch: what a batch of readings says of goods
/// @notice Pure: the monitor before, the batch and the time now give the monitor after and what was
/// found. src/core/monitoring.ts is its twin.
library Watch {
    /// @dev `from` and `upTo`: of the longest gap; 0: none. `outFrom`: when the first excursion of the
    /// batch began; 0: none. `found`, `temperature`, `humidity`: the reading that made it one.
    struct Finding {
        uint40 from;
        uint40 upTo;
        uint40 outFrom;
        uint40 found;
        int16 temperature;
        uint16 humidity;
    }

    /// @dev Bytes of a reading.
    uint256 internal constant SIZE = 7;

    /// @dev Batches that are waited for.
    uint256 private constant OWED = 16;

    uint16 private constant UNMEASURED = type(uint16).max;

    /// @notice The times of the first and the last reading; reverts unless the readings ascend.
    function span(Readings calldata r) internal pure returns (uint40 first, uint40 last) {
        uint256 count = r.readings.length / SIZE;
        require(
            count != 0 && r.readings.length % SIZE == 0,
            IColdChain.ColdChainReadingsMalformed(uint32(count))
        );
        uint256 before = 0;
        for (uint256 i = 0; i < count; ++i) {
            uint256 offset = _at(r, i) >> 32;
            require(i == 0 || offset > before, IColdChain.ColdChainReadingsMalformed(uint32(i)));
            before = offset;
        }
        first = r.start + uint40(_at(r, 0) >> 32);
        last = r.start + uint40(before);
    }

    /// @notice Begins, or begins again: what was found before stays, no batch of before is taken again,
    /// and batches that were jumped over are missing. `f`: the gap of those.
    function begin(
        Monitor memory m,
        SensorId sensor,
        uint24 sequence,
        bool isContainer,
        uint256 now_
    ) internal pure returns (Finding memory f) {
        require(sequence >= m.sequence, IColdChain.ColdChainReplayed(sensor, sequence, m.sequence));
        // A monitor that was never begun has seen no batch, so none was jumped over.
        if (m.last != 0 && sequence != m.sequence) {
            m.missed = _sum(m.missed, sequence - m.sequence);
            (f.from, f.upTo) = (m.last, uint40(now_));
        }
        (m.sequence, m.owed) = (sequence, 0);
        (m.last, m.outFor) = (uint40(now_), 0);
        m.state = (m.state & (MONITOR_BROKEN | MONITOR_AT_LARGE)) | MONITOR_ACTIVE;
        if (isContainer) m.state |= MONITOR_CONTAINER;
    }

    /// @notice Takes a batch into a monitor. The readings must ascend (`span`).
    function take(
        Monitor memory m,
        Readings calldata r,
        uint40 first,
        uint40 last,
        uint256 now_
    ) internal pure returns (Finding memory f) {
        bool isLate = r.sequence <= m.sequence;
        if (isLate) {
            _settle(m, r);
            require(last < m.last, IColdChain.ColdChainReadingMisplaced(last, m.last));
            _judgeLate(m, r, f);
        } else {
            require(first > m.last, IColdChain.ColdChainReadingMisplaced(first, m.last));
            uint256 skipped = _advance(m, r.sequence);
            if (skipped != 0) (f.from, f.upTo) = (m.last, first);
            m.missed = _sum(m.missed, skipped);
            m.state &= ~MONITOR_SILENT;
            _judge(m, r, f);
        }
        if (isLate || now_ > uint256(last) + _seconds(m.limits.interval)) {
            m.late = _sum(m.late, 1);
        }
        if (f.outFrom != 0) m.state |= MONITOR_BROKEN;
    }

    /// @notice Limits that hold for both.
    function narrow(Limits memory a, Limits memory b) internal pure {
        if (b.minTemperature > a.minTemperature) a.minTemperature = b.minTemperature;
        if (b.maxTemperature < a.maxTemperature) a.maxTemperature = b.maxTemperature;
        if (b.minHumidity > a.minHumidity) a.minHumidity = b.minHumidity;
        if (b.maxHumidity < a.maxHumidity) a.maxHumidity = b.maxHumidity;
        if (b.interval < a.interval) a.interval = b.interval;
        if (b.tolerated < a.tolerated) a.tolerated = b.tolerated;
    }

    /// @notice Whether something lies between them.
    function isValid(Limits memory limits) internal pure returns (bool) {
        return
            limits.minTemperature <= limits.maxTemperature &&
            limits.minHumidity <= limits.maxHumidity &&
            limits.interval != 0;
    }

    /// @dev In order: gaps count, and time outside goes on from the batch before.
    function _judge(Monitor memory m, Readings calldata r, Finding memory f) private pure {
        uint256 interval = _seconds(m.limits.interval);
        uint256 tolerated = _seconds(m.limits.tolerated);
        uint256 last = m.last;
        uint256 out = last - m.outFor;
        uint256 count = r.readings.length / SIZE;
        for (uint256 i = 0; i < count; ++i) {
            uint256 reading = _at(r, i);
            uint256 time = uint256(r.start) + (reading >> 32);
            if (time - last > interval) {
                m.missed = _sum(m.missed, 1);
                if (time - last > f.upTo - f.from) (f.from, f.upTo) = (uint40(last), uint40(time));
            }
            last = time;
            if (!_isOutside(m.limits, reading)) {
                m.state &= ~(MONITOR_OUTSIDE | MONITOR_TOLD);
                continue;
            }
            if (m.state & MONITOR_OUTSIDE == 0) out = time;
            m.state |= MONITOR_OUTSIDE;
            if (m.state & MONITOR_TOLD == 0 && (tolerated == 0 || time - out > tolerated)) {
                m.state |= MONITOR_TOLD;
                _note(f, out, time, reading);
            }
        }
        uint256 outFor = m.state & MONITOR_OUTSIDE == 0 ? 0 : last - out;
        m.outFor = outFor > type(uint24).max ? type(uint24).max : uint24(outFor);
        m.last = uint40(last);
    }

    /// @dev Late: what lay around it cannot be told any more, so nothing outside is tolerated.
    function _judgeLate(Monitor memory m, Readings calldata r, Finding memory f) private pure {
        uint256 count = r.readings.length / SIZE;
        for (uint256 i = 0; i < count; ++i) {
            uint256 reading = _at(r, i);
            uint256 time = uint256(r.start) + (reading >> 32);
            if (_isOutside(m.limits, reading)) _note(f, time, time, reading);
        }
    }

    function _note(Finding memory f, uint256 out, uint256 time, uint256 reading) private pure {
        if (f.outFrom != 0) return;
        f.outFrom = uint40(out);
        f.found = uint40(time);
        f.temperature = int16(uint16(reading >> 16));
        f.humidity = uint16(reading);
    }

    /// @dev A batch that is waited for is so no more.
    function _settle(Monitor memory m, Readings calldata r) private pure {
        uint256 back = m.sequence - r.sequence;
        uint256 bit = back == 0 || back > OWED ? 0 : 1 << (back - 1);
        require(m.owed & bit != 0, IColdChain.ColdChainReplayed(r.sensor, r.sequence, m.sequence));
        m.owed ^= uint16(bit);
    }

    /// @dev Notes which batches were left out before a new one; how many.
    function _advance(Monitor memory m, uint24 sequence) private pure returns (uint256 skipped) {
        skipped = sequence - m.sequence - 1;
        m.owed =
            skipped >= OWED
                ? type(uint16).max
                : uint16((uint256(m.owed) << (skipped + 1)) | ((1 << skipped) - 1));
        m.sequence = sequence;
    }

    function _isOutside(Limits memory limits, uint256 reading) private pure returns (bool) {
        int16 temperature = int16(uint16(reading >> 16));
        uint16 humidity = uint16(reading);
        return
            temperature < limits.minTemperature ||
            temperature > limits.maxTemperature ||
            (humidity != UNMEASURED &&
                (humidity < limits.minHumidity || humidity > limits.maxHumidity));
    }

    /// @dev Counters stop at their ends.
    function _sum(uint16 a, uint256 b) private pure returns (uint16) {
        uint256 sum = uint256(a) + b;
        return sum > type(uint16).max ? type(uint16).max : uint16(sum);
    }

    function _seconds(uint16 minutes_) private pure returns (uint256) {
        return uint256(minutes_) * 1 minutes;
    }

    /// @dev A reading in 56 bits.
    function _at(Readings calldata r, uint256 i) private pure returns (uint256 reading) {
        bytes calldata all = r.readings;
        assembly ("memory-safe") {
            reading := shr(200, calldataload(add(all.offset, mul(i, 7))))
        }
    }
}
