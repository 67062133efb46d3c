// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {hashParcel, LotBody, Parcel} from "./Goods.sol";
import {ContainerId, ParticipantId, SensorId} from "./Ids.sol";

bytes32 constant SENSOR_TYPEHASH = keccak256("Sensor(uint32 owner,bytes signer,bytes32 device)");

bytes32 constant READINGS_TYPEHASH = keccak256(
    "Readings(bytes32 sensor,uint24 sequence,uint40 start,bytes readings)"
);

/// @dev Readings are taken.
uint8 constant MONITOR_ACTIVE = 1;
/// @dev The last reading was outside of the limits.
uint8 constant MONITOR_OUTSIDE = 2;
/// @dev The excursion that lasts was told.
uint8 constant MONITOR_TOLD = 4;
/// @dev There was an excursion.
uint8 constant MONITOR_BROKEN = 8;
/// @dev An excursion's goods could not be put into quarantine: see `pursue`.
uint8 constant MONITOR_AT_LARGE = 16;
/// @dev The silence that lasts was told.
uint8 constant MONITOR_SILENT = 32;
/// @dev A container is watched: a parcel's key shown as a container's id finds nothing.
uint8 constant MONITOR_CONTAINER = 64;

/// @dev A container, or where that is 0 a parcel.
struct Goods {
    ContainerId container;
    Parcel parcel;
}

/// @dev A lot and what opens its id.
struct OpenedLot {
    LotBody body;
    bytes32 codeRoot;
}

/// @dev Between which values goods are kept; the values themselves are within. Temperatures in
/// hundredths of a degree Celsius, humidity in tenths of a percent. `interval`: minutes between two
/// readings at most. `tolerated`: minutes outside of the limits that do no harm; 0: none.
struct Limits {
    int16 minTemperature;
    int16 maxTemperature;
    uint16 minHumidity;
    uint16 maxHumidity;
    uint16 interval;
    uint16 tolerated;
}

/// @dev What a sensor signs. `sequence`: one more with each batch. `readings`: seven bytes each, seconds
/// since `start` 24 | temperature 16 | humidity 16 (0xffff: not measured), highest bits first, later
/// ones behind.
struct Readings {
    SensorId sensor;
    uint24 sequence;
    uint40 start;
    bytes readings;
}

/// @dev A sensor that watches goods; one slot, lowest bits first in this order. `sequence`: of the
/// last batch. `owed`: the 16 batches before it, which of them are missing (lowest bit: the one just
/// before). `last`: time of the last reading, or when it began. `outFor`: seconds before `last` when
/// the goods left the limits. `missed`: gaps between readings and batches that did not come; `late`:
/// batches out of their order, or older than `interval` when they came. `step`: the goods' step when
/// it began or something was found. `state`: bits of `MONITOR_*`.
struct Monitor {
    Limits limits;
    uint24 sequence;
    uint16 owed;
    uint40 last;
    uint24 outFor;
    uint16 missed;
    uint16 late;
    uint16 step;
    uint8 state;
}

/// @notice The key of goods. It does not tell a container from a parcel: see `MONITOR_CONTAINER`.
function hashGoods(Goods memory goods) pure returns (bytes32) {
    bytes32 container = ContainerId.unwrap(goods.container);
    return container == 0 ? hashParcel(goods.parcel) : container;
}

/// @notice The id of a sensor.
function hashSensor(
    ParticipantId owner,
    bytes calldata signer,
    bytes32 device
) pure returns (SensorId) {
    return SensorId.wrap(keccak256(abi.encode(SENSOR_TYPEHASH, owner, keccak256(signer), device)));
}

/// @notice The struct hash of a batch of readings.
function hashReadings(Readings calldata r) pure returns (bytes32) {
    return
        keccak256(
            abi.encode(READINGS_TYPEHASH, r.sensor, r.sequence, r.start, keccak256(r.readings))
        );
}

/// @notice Limits in their 96 bits.
function packLimits(Limits memory limits) pure returns (uint256) {
    return
        uint256(uint16(limits.minTemperature)) |
        (uint256(uint16(limits.maxTemperature)) << 16) |
        (uint256(limits.minHumidity) << 32) |
        (uint256(limits.maxHumidity) << 48) |
        (uint256(limits.interval) << 64) |
        (uint256(limits.tolerated) << 80);
}

function unpackLimits(uint256 word) pure returns (Limits memory) {
    return
        Limits(
            int16(uint16(word)),
            int16(uint16(word >> 16)),
            uint16(word >> 32),
            uint16(word >> 48),
            uint16(word >> 64),
            uint16(word >> 80)
        );
}

function packMonitor(Monitor memory m) pure returns (uint256) {
    return
        packLimits(m.limits) |
        (uint256(m.sequence) << 96) |
        (uint256(m.owed) << 120) |
        (uint256(m.last) << 136) |
        (uint256(m.outFor) << 176) |
        (uint256(m.missed) << 200) |
        (uint256(m.late) << 216) |
        (uint256(m.step) << 232) |
        (uint256(m.state) << 248);
}

function unpackMonitor(uint256 word) pure returns (Monitor memory) {
    return
        Monitor(
            unpackLimits(word),
            uint24(word >> 96),
            uint16(word >> 120),
            uint40(word >> 136),
            uint24(word >> 176),
            uint16(word >> 200),
            uint16(word >> 216),
            uint16(word >> 232),
            uint8(word >> 248)
        );
}
