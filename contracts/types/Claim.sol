// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AgreementId, ClaimId, LotId, ParticipantId, PoolId, SegmentId, SubjectId} from "./Ids.sol";

bytes32 constant CLAIM_ID_TYPEHASH = keccak256("ClaimId(uint32 provider,bytes32 invoice)");
bytes32 constant BILL_TYPEHASH = keccak256(
    "Bill(bytes32 invoice,bytes32 evidence,bytes32 group,bytes32 plan,bytes32 segment,bytes32 diagnoses,"
    "bytes32 lines)"
);
bytes32 constant CLAIM_RECORD_TYPEHASH = keccak256(
    "ClaimRecord(bytes32 bill,bytes32 insured,uint256 header,bytes32 pool,bytes32 agreement,bytes32 segment,"
    "uint256 totals,bytes32 results,uint40 decidedAt)"
);

/// @dev Where a patient was treated; the order is that of a plan's shares. PREVENTIVE has those of
/// OUTPATIENT, and no copay.
enum Setting {
    OUTPATIENT,
    INPATIENT,
    PHARMACY,
    CHRONIC,
    PREVENTIVE
}

/// @dev What makes a line or claim suspicious; a flag is the number of a bit.
enum Flag {
    DUP_INVOICE,
    DUP_LINE,
    DUP_TRACE_CODE,
    OFF_INDICATION,
    NOT_IN_CATALOGUE,
    OVER_PRICE,
    OVER_QTY,
    OVER_FREQ,
    AGE_SEX,
    NO_ENCOUNTER,
    NO_DISPENSE,
    RECALLED_DRUG,
    EXPIRED_DRUG,
    COLD_CHAIN_BREACH,
    OVERLAPPING_STAY,
    IMPOSSIBLE_TRAVEL,
    DECEASED,
    UNLICENSED,
    SPLIT_STAY,
    UPCODING,
    TEST_REPEATED,
    NO_DIAGNOSIS
}

/// @dev What becomes of a claim. PENDED: a named human of the insurer decides. ADJUDICATED: its result stands
/// and is to be paid. DUE: it could not be paid, and the pool owes it. DENIED: the fund pays nothing.
/// REVERSED: another took its place.
enum ClaimState {
    NONE,
    PENDED,
    ADJUDICATED,
    DUE,
    PAID,
    DENIED,
    REVERSED
}

/// @dev What an institution bills for one visit, dispensing or stay of one insured person. `insured`: the
/// insurance pseudonym. `invoice`: salted digest of its number. `header`, lowest bits first: provider 32 |
/// insurer 32 | jurisdiction 40 (of the catalogue, where the patient was treated: scheme 8 | code 32) | start
/// 64 (seconds since 1970, two's complement) | length 32 (seconds) | `Setting` 8 | proof of the
/// group 8 (its length) | diagnosis of the chronic setting 8 (from 1) | its proof 8 | 24 unassigned.
/// `evidence`: root over the ids of the records billed from, 0: none. `group`: salted hash of the DRG's or
/// DIP's code, 0: none. `diagnoses`: salted hashes.
struct Claim {
    SubjectId insured;
    bytes32 invoice;
    uint256 header;
    bytes32 evidence;
    bytes32 group;
    bytes32[] diagnoses;
}

/// @dev One line. `code`: salted hash of the catalogue's code; of a drug with a trace code
/// `hashDrugCode(product, salt)`. `facts`, lowest bits first: charge 40 (minor units) | quantity 24 |
/// catalogue version 24 | offset 24 (seconds after the claim's start) | diagnosis 8 (the one that fits, from
/// 1; 0: none shown) | proof 8 (its length) | record 16 (which shows that it was done: its place in the
/// claim's evidence, from 1; 0: none named) | product 64 (of a drug with a trace code) | 48 unassigned.
struct ClaimLine {
    bytes32 code;
    uint256 facts;
}

/// @dev What a line came to; the nine amounts (minor units) together are its charge. `parts`, lowest bits
/// first: paid by the fund 40 | not covered 40 | above the ceiling 40 | first self-pay 40 | deductible 40 |
/// copay 40 | reason 16 (CARC of what is not covered or refused, 0: none). `rest`: coinsurance 40 | above
/// the fund's cap 40 | refused 40 (borne by the institution) | flags 32 (bits of `Flag`) | 104 unassigned.
struct LineResult {
    uint256 parts;
    uint256 rest;
}

/// @dev What a claim's slot commits to, which whoever pays or reviews it shows. `bill`: hash of `Bill`.
/// `totals`, lowest bits first: paid by the fund 48 | by the person 48 | borne by the institution 48 (two's
/// complement: below 0, what its group's price is above the charges) | billed 48 | flags 32 (of all lines
/// and of the claim) | 32 unassigned. `results`: hash of the lines' words. `decidedAt`: Unix time.
struct ClaimRecord {
    bytes32 bill;
    SubjectId insured;
    uint256 header;
    PoolId pool;
    AgreementId agreement;
    SegmentId segment;
    uint256 totals;
    bytes32 results;
    uint40 decidedAt;
}

/// @dev Bits that a claim sets in a word of what was billed before: see `IClaims.marksOf`.
struct Mark {
    bytes32 key;
    uint256 bits;
}

/// @dev A dispensed unit whose sale pays a drug line: its code, the salt of its payer's commitment
/// (types/Goods.sol), the salt of the line's code, and its lot (0: not named).
struct DispensedUnit {
    bytes32 code;
    bytes32 payerSalt;
    bytes32 codeSalt;
    LotId lot;
}

function hashClaimId(ParticipantId provider, bytes32 invoice) pure returns (ClaimId) {
    return ClaimId.wrap(keccak256(abi.encode(CLAIM_ID_TYPEHASH, provider, invoice)));
}

/// @notice The code of a drug that shows a trace code, bound to its product.
function hashDrugCode(uint64 product, bytes32 salt) pure returns (bytes32) {
    return keccak256(abi.encode(product, salt));
}

/// @notice The commitment of a claim, whose highest 248 bits stand in its slot.
function hashClaimRecord(ClaimRecord memory r) pure returns (bytes32 hash) {
    bytes32 typeHash = CLAIM_RECORD_TYPEHASH;
    assembly ("memory-safe") {
        let buffer := mload(0x40)
        mstore(buffer, typeHash)
        mcopy(add(buffer, 0x20), r, 0x120)
        hash := keccak256(buffer, 0x140)
    }
}
