// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev Ids of one kind cannot be taken for ids of another. An id of 32 bytes is an EIP-712 struct
/// hash: the field values decide it, on chain and in TypeScript alike (src/core/structs.ts).

/// @dev An institution, numbered from 1 in the order of admission.
type ParticipantId is uint32;

/// @dev A pseudonym: hash of the `Enrolment` that created it.
type SubjectId is bytes32;

/// @dev A record version: hash of its `RecordEntry`.
type EntryId is bytes32;

/// @dev A patient's consent: hash of its `ConsentGrant`.
type GrantId is bytes32;

/// @dev One opening of one custodian's records: hash of its `AccessReceipt`.
type ReceiptId is bytes32;

/// @dev A product by its number: scheme 8 (highest bits; 1: GTIN of up to 14 digits, 2: national
/// code of 7 digits) | number 56.
type ProductId is uint64;

/// @dev A lot of a product: hash of its `Lot`.
type LotId is bytes32;

/// @dev A pallet or case of parcels: hash of its `Container`.
type ContainerId is bytes32;

/// @dev A unit of a lot that may be claimed from a payer: hash of its `Sale`.
type SaleId is bytes32;

/// @dev A sensor in the cold chain: hash of its `Sensor`.
type SensorId is bytes32;

/// @dev A purchase of goods: hash of its `Order`.
type OrderId is bytes32;

/// @dev A benefit plan's version: hash of its `Plan`.
type PlanId is bytes32;

/// @dev A time of an insured person under one plan: hash of its `Segment`.
type SegmentId is bytes32;

/// @dev An insurer's agreement with an institution: hash of its `Agreement`.
type AgreementId is bytes32;

/// @dev An insurer's money for a jurisdiction: hash of both.
type PoolId is bytes32;

/// @dev A claim: hash of provider and invoice.
type ClaimId is bytes32;

using {sameParticipant as ==, otherParticipant as !=} for ParticipantId global;

function sameParticipant(ParticipantId a, ParticipantId b) pure returns (bool) {
    return ParticipantId.unwrap(a) == ParticipantId.unwrap(b);
}

function otherParticipant(ParticipantId a, ParticipantId b) pure returns (bool) {
    return ParticipantId.unwrap(a) != ParticipantId.unwrap(b);
}

/// @notice The same words without their type: Solidity copies `bytes32[]` at once, ids one by one.
function unwrapIds(EntryId[] calldata ids) pure returns (bytes32[] calldata words) {
    assembly ("memory-safe") {
        words.offset := ids.offset
        words.length := ids.length
    }
}
