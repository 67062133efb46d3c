// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IProcurement} from "../../contracts/supply/interfaces/IProcurement.sol";
import {Custody, CustodyState} from "../../contracts/types/Custody.sol";
import {UnitRange} from "../../contracts/types/Goods.sol";
import {ContainerId, OrderId, ParticipantId, ProductId} from "../../contracts/types/Ids.sol";
import {Order, OrderTerms, Price} from "../../contracts/types/Purchase.sol";
import {ColdHandler} from "./ColdHandler.sol";

/// @dev Orders, what was sent for them, and what the tests believe of both.
abstract contract OrderWorld is ColdHandler {
    struct Bought {
        OrderId id;
        Order order;
        OrderTerms terms;
        Price price;
        uint256 received;
        bool passed;
        bool invoiced;
        bool paid;
    }

    Bought[] internal _orders;
    mapping(uint256 order => uint256[]) internal _sent;

    /// @dev What accounts allowed others to take of their tokens.
    mapping(address owner => mapping(address spender => uint256)) internal _allowed;

    /// @dev The order and one that a parcel was despatched for last; whether it was counted.
    mapping(uint256 place => uint256) internal _sentFor;
    mapping(uint256 place => bool) internal _arrivedOnce;

    /// @dev Units that were counted and not despatched again since.
    mapping(uint256 lot => mapping(uint256 unit => bool)) internal _countedUnit;

    function checkOrders() external view {
        for (uint256 i = 0; i < _orders.length; ++i) {
            Bought storage b = _orders[i];
            uint256 word = ORDERS_AT.orderOf(b.id);
            assert(b.paid == (uint8(word) == uint8(IProcurement.OrderState.PAID)));
            assert(uint32(word >> 16) == b.received && b.received <= b.terms.quantity);
        }
    }

    /// @dev A call for an order, and who may make it; of a settlement its buyer, of those that may.
    function _orderCall(
        Bought storage b,
        uint256 action,
        bool passed
    ) internal view returns (bytes memory data, uint256 may) {
        uint256 supplier = _idOf(b.order.supplier);
        if (action == 0) return (abi.encodeCall(IProcurement.accept, (b.order)), supplier);
        if (action == 1) {
            uint256 inspector = _idOf(b.order.inspector);
            may = inspector == 0 ? _idOf(b.order.buyer) : inspector;
            return (abi.encodeCall(IProcurement.inspect, (b.order, passed, "report")), may);
        }
        if (action == 2) {
            return (abi.encodeCall(IProcurement.invoice, (b.order, "invoice")), supplier);
        }
        if (action == 3) {
            may = _idOf(b.order.buyer);
            return (abi.encodeCall(IProcurement.settle, (b.order, b.terms, b.price)), may);
        }
        return (abi.encodeCall(IProcurement.cancel, (b.order)), supplier);
    }

    /// @dev What an order waits for: acceptance, inspection, invoice, settlement.
    function _next(Bought storage b) internal view returns (uint256 action) {
        uint8 state = uint8(ORDERS_AT.orderOf(b.id));
        if (state == uint8(IProcurement.OrderState.ORDERED)) return 0;
        if (state == uint8(IProcurement.OrderState.RECEIVED)) return 1;
        return b.invoiced ? 3 : 2;
    }

    /// @dev One of the newest orders that have not come to their end, else one that has.
    function _someOrder(uint256 seed) internal view returns (uint256 number) {
        uint256 n = _orders.length;
        uint256 window = n < 16 ? n : 16;
        number = n - 1 - (seed % window);
        for (uint256 i = 0; i < window; ++i) {
            uint8 state = uint8(ORDERS_AT.orderOf(_orders[number].id));
            if (state < uint8(IProcurement.OrderState.REJECTED)) return number;
            number = number == 0 ? n - 1 : number - 1;
        }
    }

    /// @dev One of the newest orders in one of two states, else any.
    function _someIn(
        uint256 seed,
        IProcurement.OrderState a,
        IProcurement.OrderState b
    ) internal view returns (uint256 number) {
        for (uint256 i = 0; i < 16; ++i) {
            number = _someOrder(seed / 2 + i);
            uint8 state = uint8(ORDERS_AT.orderOf(_orders[number].id));
            if (state == uint8(a) || state == uint8(b)) return number;
        }
    }

    /// @dev One of the newest orders for which something was sent.
    function _someSent(uint256 seed) internal view returns (uint256) {
        return _someIn(seed, IProcurement.OrderState.DESPATCHED, IProcurement.OrderState.RECEIVED);
    }

    /// @dev A parcel that was sent for an order and not counted, most often one that came.
    function _sentFrom(uint256 number, uint256 seed) internal view returns (uint256 place) {
        uint256 n = _sent[number].length;
        for (uint256 i = 0; i < n; ++i) {
            place = _sent[number][((seed % n) + i) % n];
            (Custody c, ) = _whereabouts(_kept[_livingPart(place, seed)]);
            if (c.holder() == _orders[number].order.buyer && !_arrivedOnce[place]) return place;
        }
    }

    /// @dev Whether a parcel may be despatched for an order.
    function _isFor(uint256 place, Bought storage b) internal view returns (bool) {
        Kept memory k = _kept[place];
        return
            ProductId.unwrap(_lots[k.lot].body.product) == ProductId.unwrap(b.terms.product) &&
            _isHeld(_custody(k), _idOf(b.order.supplier)) &&
            k.count + b.received <= b.terms.quantity;
    }

    /// @dev What a parcel is in now: itself, or parts of it in the buyer's hands that lie together. Now and
    /// then one of them twice.
    function _partsOf(
        uint256 place,
        uint256 seed,
        uint256 buyer
    ) internal view returns (uint256[] memory parts, ContainerId box) {
        parts = new uint256[](16);
        uint256 found = 0;
        Custody c;
        for (uint256 i = 0; i < _kept.length; ++i) {
            Kept memory k = _kept[i];
            if (k.gone || !_isWithin(_parcel(k), _parcel(_kept[place]))) continue;
            ContainerId in_;
            (c, in_) = _whereabouts(k);
            bool isThere = c.holder() == _number(buyer) && c.state() == CustodyState.HELD;
            if (!isThere || (found != 0 && ContainerId.unwrap(in_) != ContainerId.unwrap(box))) {
                continue;
            }
            box = in_;
            uint256 to = found++;
            for (; to != 0 && _kept[parts[to - 1]].first > k.first; --to) {
                parts[to] = parts[to - 1];
            }
            parts[to] = i;
        }
        if (found == 0) parts[found++] = place;
        if (seed % 3 == 0) found = 1;
        if (seed % 10 == 0) (parts[1], found) = (parts[0], 2);
        assembly ("memory-safe") {
            mstore(parts, found)
        }
    }

    function _rangesOf(uint256[] memory parts) internal view returns (UnitRange[] memory ranges) {
        ranges = new UnitRange[](parts.length);
        for (uint256 i = 0; i < parts.length; ++i) {
            ranges[i] = UnitRange(_kept[parts[i]].first, _kept[parts[i]].count);
        }
    }

    function _idOf(ParticipantId institution) internal pure returns (uint256) {
        return ParticipantId.unwrap(institution);
    }

    /// @dev What was taken of an allowance; one without end stays.
    function _spend(address owner, address spender, uint256 amount) internal {
        if (_allowed[owner][spender] != type(uint256).max) _allowed[owner][spender] -= amount;
    }
}
