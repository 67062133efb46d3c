// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {ISubjectRegistry} from "../identity/interfaces/ISubjectRegistry.sol";
import {ContainerLabel, hashContainer, hashLot, hashLotBody, LotBody} from "../types/Goods.sol";
import {ContainerId, LotId, ParticipantId, ProductId, SensorId} from "../types/Ids.sol";
import {Domain, Membership, ParticipantStatus} from "../types/Membership.sol";
import {
    Goods,
    hashSensor,
    Limits,
    OpenedLot,
    packLimits,
    unpackLimits
} from "../types/Monitoring.sol";
import {IColdChain} from "./interfaces/IColdChain.sol";
import {IDrugLedger} from "./interfaces/IDrugLedger.sol";
import {Watch} from "./libraries/Watch.sol";

/// @title Sensors: what may tell of goods, and what is to be told; base of ColdChain
/// @notice
///
///     sensor: (none) --registerSensor (its owner)--> in use --retireSensor (owner)--> retired, for ever
///     in use --recalibrate (owner)--> in use
///     limits: (none) --setLimits (licence holder)--> version 1, 2 ...
abstract contract Sensors is EIP712, IColdChain {
    using Watch for Limits;

    /// @dev Any kind of institution.
    uint32 internal constant ANY = type(uint32).max;

    uint256 private constant RETIRED = 1 << 72;
    uint256 private constant LIMITS = type(uint96).max;

    IParticipantRegistry internal immutable PARTICIPANTS;
    ISubjectRegistry internal immutable SUBJECTS;
    IDrugLedger internal immutable DRUGS;

    /// @dev Owner 32 | calibrated until 40 | retired 8. The id stands for owner, key and device.
    mapping(SensorId sensor => uint256) private _sensors;

    /// @dev `Limits` 96 | version 16 | since 40.
    mapping(ProductId product => uint256) private _limits;

    constructor(
        IParticipantRegistry participants,
        ISubjectRegistry subjects,
        IDrugLedger drugs
    ) EIP712("CareLedger ColdChain", "1") {
        PARTICIPANTS = participants;
        SUBJECTS = subjects;
        DRUGS = drugs;
    }

    /// @inheritdoc IColdChain
    function registerSensor(
        bytes calldata signer,
        bytes32 device,
        uint40 calibratedUntil,
        bytes32 certificate
    ) external override returns (SensorId sensor) {
        ParticipantId owner = _active();
        bool known = signer.length >= 20;
        if (known) {
            address key = address(bytes20(signer[:20]));
            known = signer.length == 20 ? key != address(0) : SUBJECTS.isVerifierListed(key);
        }
        require(known, ColdChainSignerInvalid(signer));
        sensor = hashSensor(owner, signer, device);
        require(_sensors[sensor] == 0, ColdChainSensorExists(sensor));
        require(
            calibratedUntil > block.timestamp,
            ColdChainCalibrationEnded(sensor, calibratedUntil, uint40(block.timestamp))
        );
        uint256 word = ParticipantId.unwrap(owner) | (uint256(calibratedUntil) << 32);
        _sensors[sensor] = word;
        emit SensorRegistered(sensor, owner, word, signer, device, certificate, msg.sender);
    }

    /// @inheritdoc IColdChain
    function recalibrate(
        SensorId sensor,
        uint40 calibratedUntil,
        bytes32 certificate
    ) external override {
        uint256 word = _owned(sensor, _active());
        uint40 before = uint40(word >> 32);
        require(
            calibratedUntil > before && calibratedUntil > block.timestamp,
            ColdChainCalibrationEnded(sensor, calibratedUntil, before)
        );
        word = uint32(word) | (uint256(calibratedUntil) << 32);
        _sensors[sensor] = word;
        emit SensorChanged(sensor, word, certificate, msg.sender);
    }

    /// @inheritdoc IColdChain
    function retireSensor(SensorId sensor) external override {
        // A stolen key is to be stopped at once: also while LAPSED or paused.
        uint256 word = _owned(sensor, _unsuspended()) | RETIRED;
        _sensors[sensor] = word;
        emit SensorChanged(sensor, word, 0, msg.sender);
    }

    /// @inheritdoc IColdChain
    function setLimits(ProductId product, Limits calldata limits) external override {
        ParticipantId sender = _active();
        (ParticipantId licenceHolder, ) = DRUGS.productOf(product);
        require(licenceHolder == sender, ColdChainNotLicenceHolder(product, licenceHolder, sender));
        uint256 before = _limits[product];
        uint256 word = packLimits(limits);
        require(limits.isValid() && word != before & LIMITS, ColdChainLimitsInvalid(product));
        uint256 version = uint16(before >> 96) + 1;
        word |= (version << 96) | (block.timestamp << 112);
        _limits[product] = word;
        emit LimitsSet(product, word, msg.sender);
    }

    /// @inheritdoc IColdChain
    function sensorOf(SensorId sensor) external view override returns (uint256) {
        return _sensors[sensor];
    }

    /// @inheritdoc IColdChain
    function limitsOf(ProductId product) public view override returns (uint256) {
        return _limits[product];
    }

    /// @dev A sensor in use: its owner, and until when it is calibrated.
    function _inUse(
        SensorId sensor
    ) internal view returns (ParticipantId owner, uint40 calibratedUntil) {
        uint256 word = _sensors[sensor];
        require(word != 0, ColdChainSensorUnknown(sensor));
        require(word & RETIRED == 0, ColdChainSensorRetired(sensor));
        return (ParticipantId.wrap(uint32(word)), uint40(word >> 32));
    }

    /// @dev Whose a sensor is, whatever its state.
    function _ownerOf(SensorId sensor) internal view returns (ParticipantId) {
        return ParticipantId.wrap(uint32(_sensors[sensor]));
    }

    function _active() internal view returns (ParticipantId) {
        return
            PARTICIPANTS
                .requireStanding(msg.sender, Domain.SUPPLY, ANY, ParticipantStatus.ACTIVE)
                .participant();
    }

    /// @dev What protects patients is never paused.
    function _unsuspended() internal view returns (ParticipantId) {
        Membership m = PARTICIPANTS.membership(msg.sender);
        require(
            m.status() != ParticipantStatus.SUSPENDED,
            IParticipantRegistry.ParticipantNotActive(m.participant(), m.status())
        );
        return m.participant();
    }

    /// @dev Reverts unless the sensor's key signed the struct. The key is checked against the id.
    function _requireSigned(
        SensorId sensor,
        ParticipantId owner,
        bytes32 structHash,
        bytes calldata signer,
        bytes32 device,
        bytes calldata signature
    ) internal view {
        bytes32 digest = _hashTypedDataV4(structHash);
        bool valid = SensorId.unwrap(hashSensor(owner, signer, device)) == SensorId.unwrap(sensor);
        if (valid) {
            address key = address(bytes20(signer[:20]));
            if (signer.length == 20) {
                (address recovered, ECDSA.RecoverError err, ) = ECDSA.tryRecoverCalldata(
                    digest,
                    signature
                );
                valid = err == ECDSA.RecoverError.NoError && recovered == key;
            } else {
                valid =
                    SUBJECTS.isVerifierListed(key) &&
                    _isVerified(key, signer[20:], digest, signature);
            }
        }
        require(valid, ColdChainSignatureInvalid(sensor, digest));
    }

    /// @dev The limits that all products among goods share.
    function _shared(
        Goods calldata goods,
        bytes32 key,
        ContainerLabel calldata label,
        OpenedLot[] calldata lots
    ) internal view returns (Limits memory limits) {
        bool isParcel = ContainerId.unwrap(goods.container) == 0;
        bool opened =
            isParcel
                ? lots.length == 1
                : _isContainer(goods, label) && lots.length == label.lots.length;
        require(opened, ColdChainGoodsMismatch(key));
        limits = Limits(
            type(int16).min,
            type(int16).max,
            0,
            type(uint16).max,
            type(uint16).max,
            type(uint16).max
        );
        bool isSet = false;
        for (uint256 i = 0; i < lots.length; ++i) {
            LotBody calldata body = lots[i].body;
            LotId lot = isParcel ? goods.parcel.lot : label.lots[i];
            bytes32 shown = LotId.unwrap(hashLot(hashLotBody(body), lots[i].codeRoot));
            require(shown == LotId.unwrap(lot), ColdChainGoodsMismatch(key));
            uint256 word = limitsOf(body.product);
            if (word == 0) continue;
            isSet = true;
            limits.narrow(unpackLimits(word));
        }
        require(isSet && limits.isValid(), ColdChainLimitsUnset());
    }

    function _isContainer(
        Goods calldata goods,
        ContainerLabel calldata label
    ) internal pure returns (bool) {
        ContainerId id = hashContainer(label.sscc, label.lots, label.contents);
        return ContainerId.unwrap(id) == ContainerId.unwrap(goods.container);
    }

    function _owned(SensorId sensor, ParticipantId sender) private view returns (uint256 word) {
        (ParticipantId owner, ) = _inUse(sensor);
        require(owner == sender, ColdChainNotOwner(sensor, owner, sender));
        return _sensors[sensor];
    }

    /// @dev A verifier that reverts says no.
    function _isVerified(
        address verifier,
        bytes calldata key,
        bytes32 digest,
        bytes calldata signature
    ) private view returns (bool) {
        try IERC7913SignatureVerifier(verifier).verify(key, digest, signature) returns (
            bytes4 answer
        ) {
            return answer == IERC7913SignatureVerifier.verify.selector;
        } catch {
            return false;
        }
    }
}
