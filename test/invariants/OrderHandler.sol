// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDrugLedger} from "../../contracts/supply/interfaces/IDrugLedger.sol";
import {IProcurement} from "../../contracts/supply/interfaces/IProcurement.sol";
import {Custody, CustodyState} from "../../contracts/types/Custody.sol";
import {Parcel} from "../../contracts/types/Goods.sol";
import {ContainerId, OrderId} from "../../contracts/types/Ids.sol";
import {
    Arrival,
    Order,
    ORDER_TERMS_TYPEHASH,
    OrderTerms,
    Price,
    PRICE_TYPEHASH
} from "../../contracts/types/Purchase.sol";
import {OrderWorld} from "./OrderWorld.sol";

/// @dev Everything that is done with orders, rightly and wrongly; what was ordered is split and packed
/// on its way and after it.
abstract contract OrderHandler is OrderWorld {
    function placeOrder(uint256 seed, uint256 quantity) external {
        uint256 n = _orders.length;
        if (n >= 400) return;
        uint256[3] memory buyers = [HOSPITAL, PHARMACY, DISTRIBUTOR];
        uint256 buyer = buyers[seed % 3];
        uint256 supplier = seed % 7 == 0 ? DISTRIBUTOR : MAKER;
        Price memory price = Price(
            uint128(1 + (quantity % 9)),
            // Now and then another's account pays, or is paid.
            _account(seed % 11 == 0 ? REGULATOR : buyer),
            _account(seed % 13 == 0 ? REGULATOR : supplier),
            "conditions",
            bytes32(n)
        );
        OrderTerms memory terms = OrderTerms(
            seed % 2 == 0 ? PLAIN : SOLD,
            uint32(1 + (quantity % 24)),
            keccak256(
                abi.encode(
                    PRICE_TYPEHASH,
                    price.perUnit,
                    price.payer,
                    price.payee,
                    price.conditions,
                    price.salt
                )
            )
        );
        Order memory o = Order(
            _number(buyer),
            _number(supplier),
            _number(seed % 4 == 0 ? REGULATOR : 0),
            _number(0),
            uint40(block.timestamp + 60 days),
            keccak256(abi.encode(ORDER_TERMS_TYPEHASH, terms.product, terms.quantity, terms.price))
        );
        uint256 who = _sender(quantity, o.buyer);
        (bool ok, bytes memory answer) = _as(
            who,
            address(ORDERS_AT),
            abi.encodeCall(IProcurement.place, (o, 0))
        );
        if (ok) {
            _check(who == buyer && buyer != supplier, "STANDING");
            OrderId id = abi.decode(answer, (OrderId));
            _orders.push(Bought(id, o, terms, price, 0, false, false, false));
        }
        _count("place", ok);
    }

    /// @dev Accepts, inspects, invoices, settles or cancels; most often what comes next.
    function order(uint256 which, uint256 seed, uint256 action) external {
        if (_orders.length == 0) return;
        // Most often one that was inspected, or is to be.
        Bought storage b = _orders[
            seed % 3 == 0
                ? _someOrder(which)
                : _someIn(which, IProcurement.OrderState.RECEIVED, IProcurement.OrderState.PASSED)
        ];
        action = action % 3 == 0 ? (action / 3) % 5 : _next(b);
        // Cancellation is rare, so that orders come to their end.
        if (action == 4 && seed % 8 != 0) return;
        bool passed = seed % 5 != 0;
        (bytes memory data, uint256 may) = _orderCall(b, action, passed);
        uint256 who = _sender(seed, _number(may));
        uint256 before = TOKEN.balanceOf(b.price.payee);
        uint256 payers = TOKEN.balanceOf(b.price.payer);
        (bool ok, ) = _as(who, address(ORDERS_AT), data);
        string[5] memory names = ["accept", "inspect", "invoice", "settle", "cancel"];
        _count(names[action], ok);
        if (!ok) return;
        // Whoever knows the price settles.
        bool isBuyer = action == 4 && _number(who) == b.order.buyer;
        _check(who == may || action == 3 || isBuyer, "STANDING");
        if (action == 1) b.passed = passed;
        if (action == 2) b.invoiced = true;
        if (action != 3) return;
        _check(!b.paid && b.passed && b.invoiced && b.received != 0, "INV-PROCUREMENT-1");
        b.paid = true;
        uint256 amount = b.received * b.price.perUnit;
        _check(TOKEN.balanceOf(b.price.payee) == before + amount, "INV-PROCUREMENT-3");
        _check(TOKEN.balanceOf(b.price.payer) == payers - amount, "INV-PROCUREMENT-3");
        bool areTheirs =
            PARTICIPANTS.membership(b.price.payer).participant() == b.order.buyer &&
                PARTICIPANTS.membership(b.price.payee).participant() == b.order.supplier;
        _check(areTheirs, "INV-PROCUREMENT-3");
        _spend(b.price.payer, address(ORDERS_AT), amount);
    }

    /// @dev A supplier says which parcel it sends for an order; most often one that it has.
    function despatch(uint256 which, uint256 parcel, uint256 seed) external {
        if (_orders.length == 0) return;
        uint256 number = _someOrder(which);
        Bought storage b = _orders[number];
        uint256 place = _some(parcel);
        for (uint256 i = 0; i < 12 && !_isFor(place, b); ++i) {
            place = _some(parcel / 2 + i);
        }
        Kept memory k = _kept[place];
        Custody c = _custody(k);
        Parcel[] memory parcels = new Parcel[](1);
        parcels[0] = _parcel(k);
        uint256 who = _sender(seed, b.order.supplier);
        (bool ok, ) = _as(
            who,
            address(ORDERS_AT),
            abi.encodeCall(IProcurement.despatch, (b.order, parcels, "despatch advice"))
        );
        _count("despatch", ok);
        if (!ok) return;
        _check(_number(who) == b.order.supplier, "STANDING");
        _check(c.holder() == b.order.supplier && c.container() == 0, "INV-PROCUREMENT-2");
        _check(!_arrivedOnce[place], "INV-PROCUREMENT-2");
        if (_sentFor[place] != number + 1) _sent[number].push(place);
        _sentFor[place] = number + 1;
        for (uint256 i = k.first; i < k.first + k.count; ++i) {
            _countedUnit[k.lot][i] = false;
        }
    }

    /// @dev Ordered goods go to their buyer: whole, split on the way, or in a container with others.
    function deliver(uint256 which, uint256 seed, uint256 how) external {
        if (_orders.length == 0) return;
        uint256 number = _someSent(which);
        if (_sent[number].length == 0) return;
        uint256 sent = _sent[number][seed % _sent[number].length];
        uint256 place = _livingPart(sent, seed);
        how %= 6;
        uint256 buyer = _idOf(_orders[number].order.buyer);
        if (how == 0) return _split(place, seed, seed / 5);
        Custody c = _custody(_kept[place]);
        uint256 holder = _idOf(c.holder());
        if (how == 1) {
            uint256 other = _livingPart(sent, seed / 2);
            _pack(place, other == place ? _some(seed) : other, seed);
            return;
        }
        uint256 box = _boxOf(c);
        if (box == 0 && holder == buyer) return;
        bool ok;
        if (box != 0) {
            c = DRUGS.containerOf(_boxes[box - 1].id);
            holder = _idOf(c.holder());
            ok =
                _try(holder, _boxCall(_boxes[box - 1], 0, buyer)) &&
                _try(buyer, _boxCall(_boxes[box - 1], 1, buyer));
        } else {
            Parcel memory p = _parcel(_kept[place]);
            ok =
                _try(holder, abi.encodeCall(IDrugLedger.ship, (p, _number(buyer)))) &&
                _try(buyer, abi.encodeCall(IDrugLedger.receiveParcel, (p)));
        }
        _count(box == 0 ? "deliver" : "deliverBox", ok);
    }

    /// @dev Buyer or supplier says what came of a despatched parcel: all of it, or the parts that it is
    /// in now, by themselves or in a container.
    function receiveGoods(uint256 which, uint256 parcel, uint256 seed) external {
        if (_orders.length == 0) return;
        uint256 number = _someSent(which);
        uint256 place = _some(parcel);
        uint256 n = _sent[number].length;
        // Now and then a parcel that was not sent for it.
        if (n != 0 && seed % 8 != 0) place = _sentFrom(number, parcel);
        _receive(number, place, seed);
    }

    function _receive(uint256 number, uint256 place, uint256 seed) private {
        Bought storage b = _orders[number];
        (uint256[] memory parts, ContainerId box) = _partsOf(place, seed, _idOf(b.order.buyer));
        Arrival[] memory arrivals = new Arrival[](1);
        arrivals[0] = Arrival(_parcel(_kept[place]), _rangesOf(parts), box, 0);
        uint256 who = _sender(seed, seed % 3 == 0 ? b.order.supplier : b.order.buyer);
        (bool ok, ) = _as(
            who,
            address(ORDERS_AT),
            abi.encodeCall(
                IProcurement.receiveGoods,
                (b.order, b.terms, _openedLots(_kept[place].lot), arrivals)
            )
        );
        _count("receiveGoods", ok);
        if (!ok) return;
        bool isBuyer = _number(who) == b.order.buyer;
        _check(isBuyer || _number(who) == b.order.supplier, "STANDING");
        _check(_sentFor[place] == number + 1 && !_arrivedOnce[place], "INV-PROCUREMENT-2");
        _arrivedOnce[place] = true;
        bool isWhole = parts.length == 1 && parts[0] == place;
        for (uint256 i = 0; i < parts.length; ++i) {
            if (!isWhole) {
                _check(_sentFor[parts[i]] == 0 && !_arrivedOnce[parts[i]], "INV-PROCUREMENT-2");
                _check(isBuyer, "INV-PROCUREMENT-2");
                (_sentFor[parts[i]], _arrivedOnce[parts[i]]) = (number + 1, true);
            }
            b.received += _arrive(_kept[parts[i]], b, isWhole);
        }
        if (ContainerId.unwrap(box) != 0) _count("receiveInBox", true);
        if (!isWhole) _count("receiveParts", true);
    }

    /// @dev Goods that were counted: in the buyer's hands, fit, and their units for the first time since
    /// they were despatched. Of parts a buyer may say more to its own cost.
    function _arrive(Kept memory k, Bought storage b, bool isWhole) private returns (uint256) {
        (Custody c, ) = _whereabouts(k);
        bool isHeld = c.holder() == b.order.buyer && c.state() == CustodyState.HELD;
        _check(isHeld && !_isTroubled(k.lot, c), "INV-PROCUREMENT-2");
        for (uint256 i = k.first; i < k.first + k.count; ++i) {
            bool isAgain = _countedUnit[k.lot][i];
            _check(!isWhole || !isAgain, "INV-PROCUREMENT-2");
            if (isAgain) _count("countedAgain", true);
            _countedUnit[k.lot][i] = true;
        }
        return k.count;
    }
}
