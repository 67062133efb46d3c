// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

bytes32 constant VOUCHER_TYPEHASH = keccak256(
    "Voucher(address drawer,uint128 amount,uint40 notAfter,bytes32 ref)"
);

/// @dev What became of a voucher. SETTLED: its holder has the money. RECLAIMED: its drawer has it again.
enum VoucherState {
    NONE,
    DRAWN,
    SETTLED,
    RECLAIMED
}

/// @dev Money that was set aside for whoever holds the voucher. `amount`: minor units. `notAfter`: last
/// second in which it is settled (the largest value: no end). `ref`: what it is for. All four together are a
/// drawer's once.
struct Voucher {
    address drawer;
    uint128 amount;
    uint40 notAfter;
    bytes32 ref;
}

function hashVoucher(Voucher memory v) pure returns (bytes32) {
    return keccak256(abi.encode(VOUCHER_TYPEHASH, v.drawer, v.amount, v.notAfter, v.ref));
}
