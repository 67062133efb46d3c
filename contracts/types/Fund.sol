// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ParticipantId, PoolId, SubjectId} from "./Ids.sol";

bytes32 constant MANDATE_TYPEHASH = keccak256(
    "Mandate(bytes32 insured,uint40 perClaim,uint40 perDay,uint24 until,uint16 number,uint40 deadline)"
);

bytes32 constant CARRY_OVER_TYPEHASH = keccak256(
    "CarryOver(bytes32 from,bytes32 to,uint56 amount,uint16 number,uint40 deadline)"
);

/// @dev What a slot of the fund ledger is of.
enum FundSlot {
    POOL,
    PARENT,
    ACCOUNT,
    POSITION,
    CONTRIBUTION
}

/// @dev How a provider is paid.
enum PaymentForm {
    TOKEN,
    VOUCHER
}

/// @dev What an insured person signs, so that claims may take from her personal account: at most `perClaim`
/// a claim and `perDay` a day (minor units), until the day `until` (the first without). `number` is higher
/// than the former one's; limits of 0 end it. `deadline`: last second in which it may be brought.
struct Mandate {
    SubjectId insured;
    uint40 perClaim;
    uint40 perDay;
    uint24 until;
    uint16 number;
    uint40 deadline;
}

/// @dev What an insured person signs who has a new pseudonym: `amount` goes to its account.
struct CarryOver {
    SubjectId from;
    SubjectId to;
    uint56 amount;
    uint16 number;
    uint40 deadline;
}

/// @dev What is paid in for one person and month: `toAccount` to the personal account, `toPool` to the pool.
struct Share {
    SubjectId insured;
    uint56 toAccount;
    uint56 toPool;
}

/// @dev What is to be paid to a provider for a claim: `fromPool`, and from the personal account of `insured`
/// at most `fromAccount` (minor units). `wasDue`: `fromPool` stands among what the pool owes the provider.
/// `ref`: the claim's id.
struct Payment {
    PoolId pool;
    ParticipantId provider;
    SubjectId insured;
    uint48 fromPool;
    uint48 fromAccount;
    bool wasDue;
    bytes32 ref;
}

/// @dev What a city's pool gets from its province's (above 0), or gives to it (below).
struct Adjustment {
    PoolId city;
    int128 amount;
}

/// @notice The pool of an insurer for a jurisdiction (scheme 8, lowest | code 32).
function hashPool(ParticipantId insurer, uint40 jurisdiction) pure returns (PoolId) {
    return PoolId.wrap(keccak256(abi.encode(insurer, jurisdiction)));
}

/// @notice A provider's place at a pool.
function hashPosition(PoolId pool, ParticipantId provider) pure returns (bytes32) {
    return keccak256(abi.encode(pool, provider));
}

function hashMandate(Mandate calldata m) pure returns (bytes32) {
    return
        keccak256(
            abi.encode(
                MANDATE_TYPEHASH,
                m.insured,
                m.perClaim,
                m.perDay,
                m.until,
                m.number,
                m.deadline
            )
        );
}

function hashCarryOver(CarryOver calldata c) pure returns (bytes32) {
    return keccak256(abi.encode(CARRY_OVER_TYPEHASH, c.from, c.to, c.amount, c.number, c.deadline));
}
