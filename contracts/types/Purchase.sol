// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Parcel, UnitRange} from "./Goods.sol";
import {ContainerId, OrderId, ParticipantId, ProductId} from "./Ids.sol";

bytes32 constant ORDER_TYPEHASH = keccak256(
    "Order(uint32 buyer,uint32 supplier,uint32 inspector,uint32 insurer,uint40 deadline,OrderTerms terms)"
    "OrderTerms(uint64 product,uint32 quantity,Price price)"
    "Price(uint128 perUnit,address payer,address payee,bytes32 conditions,bytes32 salt)"
);

bytes32 constant ORDER_TERMS_TYPEHASH = keccak256(
    "OrderTerms(uint64 product,uint32 quantity,Price price)"
    "Price(uint128 perUnit,address payer,address payee,bytes32 conditions,bytes32 salt)"
);

bytes32 constant PRICE_TYPEHASH = keccak256(
    "Price(uint128 perUnit,address payer,address payee,bytes32 conditions,bytes32 salt)"
);

/// @dev A purchase as every node reads it. `inspector`: who inspects, 0: the buyer. `insurer`: who sees
/// its documents and stocks besides, 0: nobody. `deadline`: until when goods may be despatched.
/// `terms`: struct hash of `OrderTerms`.
struct Order {
    ParticipantId buyer;
    ParticipantId supplier;
    ParticipantId inspector;
    ParticipantId insurer;
    uint40 deadline;
    bytes32 terms;
}

/// @dev Shown when goods are received, which show as much. `price`: struct hash of `Price`.
struct OrderTerms {
    ProductId product;
    uint32 quantity;
    bytes32 price;
}

/// @dev Shown when the order is paid. `perUnit`: minor units of the currency. `payer` and `payee`:
/// accounts of the buyer's and the supplier's. `conditions`: digest of the contract's text. `salt`: 32
/// random bytes, without which nobody finds the terms by trying.
struct Price {
    uint128 perUnit;
    address payer;
    address payee;
    bytes32 conditions;
    bytes32 salt;
}

/// @dev What arrived of a despatched parcel: these ranges of it, ascending, each a parcel now.
/// `container`: in which they lie now, 0: none. `lot`: place among the lots shown.
struct Arrival {
    Parcel parcel;
    UnitRange[] ranges;
    ContainerId container;
    uint16 lot;
}

/// @notice The id of an order.
function hashOrder(Order calldata o) pure returns (OrderId) {
    return
        OrderId.wrap(
            keccak256(
                abi.encode(
                    ORDER_TYPEHASH,
                    o.buyer,
                    o.supplier,
                    o.inspector,
                    o.insurer,
                    o.deadline,
                    o.terms
                )
            )
        );
}

function hashOrderTerms(OrderTerms calldata t) pure returns (bytes32) {
    return keccak256(abi.encode(ORDER_TERMS_TYPEHASH, t.product, t.quantity, t.price));
}

function hashPrice(Price calldata p) pure returns (bytes32) {
    return keccak256(abi.encode(PRICE_TYPEHASH, p.perUnit, p.payer, p.payee, p.conditions, p.salt));
}
