// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ContainerLabel} from "../../types/Goods.sol";
import {LotId, ParticipantId, ProductId, SensorId} from "../../types/Ids.sol";
import {Goods, Limits, OpenedLot, Readings} from "../../types/Monitoring.sol";

/// @title IColdChain: whether goods were kept as their makers say
/// @notice Sensors sign their readings in batches; whoever carries a batch to the chain cannot change
/// it, hold it back unseen or tell it twice. A batch is shown once for all goods that its sensor
/// watches. Goods that were outside of their product's limits are put into quarantine
/// (types/Monitoring.sol: the words of slots, the form of readings).
interface IColdChain {
    /// @notice A sensor belongs to an institution. `word`: owner 32 | calibrated until 40 | retired 8.
    /// `device`: salted hash of what names the device; `certificate`: digest of its calibration's.
    event SensorRegistered(
        SensorId indexed sensor,
        ParticipantId indexed owner,
        uint256 word,
        bytes signer,
        bytes32 device,
        bytes32 certificate,
        address actor
    );
    /// @notice A sensor was calibrated again, or retired for good.
    event SensorChanged(SensorId indexed sensor, uint256 word, bytes32 certificate, address actor);
    /// @notice The limits of a product, for what is watched from now on. `word`: `Limits` 96 | version
    /// 16 | since 40.
    event LimitsSet(ProductId indexed product, uint256 word, address actor);
    /// @notice A sensor watches goods, or watches them no more. `word`: `Monitor`. `lot` and `range`
    /// (first 32 | count 32, lowest bits first): of a parcel; 0 for a container, whose id `goods` is.
    event MonitoringChanged(
        bytes32 indexed goods,
        SensorId indexed sensor,
        LotId indexed lot,
        uint64 range,
        uint256 word,
        address actor
    );
    /// @notice Readings of a sensor, and the words of the goods that it watches after them. `digest`:
    /// the struct hash of `Readings`.
    event ReadingsReported(
        SensorId indexed sensor,
        uint24 sequence,
        uint40 start,
        bytes readings,
        bytes32 digest,
        bytes32[] goods,
        uint256[] words,
        address actor
    );
    /// @notice Readings are missing between two times, the longest gap of a batch, or batches were left
    /// out, also while nothing was watched between two beginnings. `holder`: who has the goods now (0:
    /// they are in other parcels now).
    event ReadingsMissing(
        bytes32 indexed goods,
        SensorId indexed sensor,
        ParticipantId indexed holder,
        uint40 from,
        uint40 upTo,
        uint16 step,
        uint16 missed
    );
    /// @notice Goods were outside of their limits `from` then on, which was clear at `found`, with these
    /// values. `holder` and `step`: of the goods now, and then too if `isCertain`; else their custody's
    /// events tell who had them then. `refusal`: 0, or with which error the drug ledger answered the
    /// quarantine. `evidence`: the digest of the readings.
    event ExcursionFound(
        bytes32 indexed goods,
        SensorId indexed sensor,
        ParticipantId indexed holder,
        uint16 step,
        bool isCertain,
        uint40 from,
        uint40 found,
        int16 temperature,
        uint16 humidity,
        bytes4 refusal,
        bytes32 evidence,
        address actor
    );
    /// @notice What became of goods after an excursion is in quarantine too.
    event ExcursionPursued(
        bytes32 indexed goods,
        SensorId indexed sensor,
        bytes32 indexed part,
        address actor
    );

    /// @notice The key is malformed, or of a verifier that is not listed.
    error ColdChainSignerInvalid(bytes signer);
    /// @notice The sensor is registered already.
    error ColdChainSensorExists(SensorId sensor);
    /// @notice No such sensor.
    error ColdChainSensorUnknown(SensorId sensor);
    /// @notice The sensor was retired.
    error ColdChainSensorRetired(SensorId sensor);
    /// @notice The sensor is another's.
    error ColdChainNotOwner(SensorId sensor, ParticipantId owner, ParticipantId sender);
    /// @notice The calibration ended before, or ends no later than the one before.
    error ColdChainCalibrationEnded(SensorId sensor, uint40 until, uint40 time);
    /// @notice The lower limit lies above the upper one, or no interval is named, or the limits are so
    /// already.
    error ColdChainLimitsInvalid(ProductId product);
    /// @notice The product is another's, or nobody's (0).
    error ColdChainNotLicenceHolder(
        ProductId product,
        ParticipantId licenceHolder,
        ParticipantId sender
    );
    /// @notice No product of the goods has limits, or theirs leave nothing between them.
    error ColdChainLimitsUnset();
    /// @notice What is shown does not open the ids of the goods.
    error ColdChainGoodsMismatch(bytes32 goods);
    /// @notice The goods are another's, or packed (holder 0): watch their container.
    error ColdChainNotHolder(ParticipantId holder, ParticipantId sender);
    /// @notice The sensor watches the goods already.
    error ColdChainMonitored(bytes32 goods, SensorId sensor);
    /// @notice The sensor does not watch the goods, or watches a parcel that is shown as a container.
    error ColdChainNotMonitored(bytes32 goods, SensorId sensor);
    /// @notice The batch was told before, or is so old that it is not waited for any more.
    error ColdChainReplayed(SensorId sensor, uint24 sequence, uint24 last);
    /// @notice The readings are none, no multiple of seven bytes, or not in their order.
    error ColdChainReadingsMalformed(uint32 index);
    /// @notice The reading is from the future.
    error ColdChainReadingFromFuture(uint40 time, uint40 now_);
    /// @notice The batch's readings lie before those that were told, or, if late, not before.
    error ColdChainReadingMisplaced(uint40 time, uint40 last);
    /// @notice The sensor did not sign this.
    error ColdChainSignatureInvalid(SensorId sensor, bytes32 digest);
    /// @notice The quarantine failed for want of gas.
    error ColdChainGasShort();
    /// @notice Readings are not overdue, or that was told already.
    error ColdChainNotOverdue(uint40 due, uint40 now_);
    /// @notice No excursion of the goods is without quarantine, or that of the part is done.
    error ColdChainNothingToPursue(bytes32 goods);

    /// @notice Registers a sensor of the sender's institution.
    /// @param signer ERC-7913 bytes: an account's 20, or a listed verifier's 20 and the key
    function registerSensor(
        bytes calldata signer,
        bytes32 device,
        uint40 calibratedUntil,
        bytes32 certificate
    ) external returns (SensorId sensor);

    /// @notice Says until when a sensor of the sender's is calibrated now.
    function recalibrate(SensorId sensor, uint40 calibratedUntil, bytes32 certificate) external;

    /// @notice Takes a sensor of the sender's out of use, for good: its key's signatures are worth
    /// nothing from now on.
    function retireSensor(SensorId sensor) external;

    /// @notice Sets the limits of a product of the sender's.
    function setLimits(ProductId product, Limits calldata limits) external;

    /// @notice Begins to watch goods of the sender's by a sensor of the sender's, within the limits that
    /// all products among them share. A parcel that is packed is watched by its container.
    /// @param label Of the container; read for containers alone
    /// @param lots Of all goods, in the order of the label
    /// @param sequence Of the sensor's last batch before. Where the sensor watched the goods before, what
    /// was found then stays, and batches since count as missing: nobody gets a bad one out of the way
    /// by ending and beginning again
    function beginMonitoring(
        Goods calldata goods,
        ContainerLabel calldata label,
        OpenedLot[] calldata lots,
        SensorId sensor,
        uint24 sequence
    ) external;

    /// @notice Ends it; by the goods' holder or the sensor's owner.
    function endMonitoring(Goods calldata goods, SensorId sensor) external;

    /// @notice Tells a sensor's readings for goods that it watches; by any institution that is not
    /// SUSPENDED, also while the domain is paused.
    function report(
        Readings calldata readings,
        bytes calldata signer,
        bytes32 device,
        bytes calldata signature,
        Goods[] calldata goods
    ) external;

    /// @notice Tells that readings are overdue; as `report`.
    function reportSilence(Goods calldata goods, SensorId sensor) external;

    /// @notice Puts a part of goods into quarantine that were split, packed or unpacked before their
    /// excursion was told; each part once; as `report`.
    /// @param label Of the container that was watched, with its contents; empty for a parcel
    /// @param place Of the parcel in `contents` that the part is of
    /// @param part A parcel; with a container, the one it is packed in, which is put into quarantine
    function pursue(
        Goods calldata goods,
        SensorId sensor,
        ContainerLabel calldata label,
        uint256[] calldata contents,
        uint256 place,
        Goods calldata part
    ) external;

    /// @notice The slot of a sensor; 0: unknown.
    function sensorOf(SensorId sensor) external view returns (uint256 word);

    /// @notice The limits of a product; 0: none.
    function limitsOf(ProductId product) external view returns (uint256 word);

    /// @notice The slot of goods that a sensor watches; 0: never did.
    function monitorOf(bytes32 goods, SensorId sensor) external view returns (uint256 word);
}
