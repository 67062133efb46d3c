// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {ISettlementToken} from "../insurance/interfaces/ISettlementToken.sol";
import {Custody, CustodyState} from "../types/Custody.sol";
import {hashParcel, Parcel, UnitRange} from "../types/Goods.sol";
import {OrderId, ParticipantId} from "../types/Ids.sol";
import {ParticipantStatus} from "../types/Membership.sol";
import {OpenedLot} from "../types/Monitoring.sol";
import {
    Arrival,
    hashOrder,
    hashOrderTerms,
    hashPrice,
    Order,
    OrderTerms,
    Price
} from "../types/Purchase.sol";
import {IDrugLedger} from "./interfaces/IDrugLedger.sol";
import {IProcurement} from "./interfaces/IProcurement.sol";
import {Holding} from "./libraries/Holding.sol";
import {Stock} from "./Stock.sol";

/// @title Procurement: goods that are ordered, come, are inspected and paid (evidence)
/// @notice Stock.sol has the states of stocks. An order:
///
///     (none) --place (buyer)--> ORDERED --accept (supplier)--> ACCEPTED
///     ORDERED, ACCEPTED --cancel (buyer, supplier)--> CANCELLED
///     ACCEPTED, DESPATCHED, RECEIVED --despatch (supplier)--> at least DESPATCHED
///     DESPATCHED --cancel (supplier)--> CANCELLED
///     DESPATCHED, RECEIVED --receiveGoods (buyer, supplier)--> RECEIVED
///     RECEIVED --inspect (inspector, buyer)--> PASSED or REJECTED
///     PASSED, invoiced --settle (any institution that knows the price)--> PAID
///
/// INV-PROCUREMENT-1: an order is paid once at most, and only when received, passed and invoiced.
/// INV-PROCUREMENT-2: a parcel counts for one order at a time, once, and only in the buyer's hands.
/// INV-PROCUREMENT-3: what is paid is the price by the units received, from an account of the buyer's
/// to one of the supplier's.
/// INV-PROCUREMENT-4: no alert of a stock follows a like one without another state between them.
contract Procurement is Stock {
    uint256 private constant INVOICED = 1 << 8;
    uint256 private constant COUNTED = 1;

    ISettlementToken private immutable TOKEN;

    /// @dev State 8 | invoiced 8 | received 32 | since 40.
    mapping(OrderId order => uint256) private _orders;

    /// @dev The highest 248 bits of the order's id | counted 8, by `hashParcel`.
    mapping(bytes32 parcel => uint256) private _despatches;

    constructor(
        IParticipantRegistry participants,
        IDrugLedger drugs,
        ISettlementToken token
    ) Stock(participants, drugs) {
        TOKEN = token;
    }

    /// @inheritdoc IProcurement
    function place(Order calldata order, bytes32 document) external override returns (OrderId id) {
        ParticipantId sender = _sender(ParticipantStatus.ACTIVE);
        id = hashOrder(order);
        require(order.buyer == sender, ProcurementNotParty(id, order.buyer, sender));
        require(
            order.supplier != sender && order.deadline > block.timestamp && order.terms != 0,
            ProcurementOrderInvalid(order.buyer, order.supplier, order.deadline)
        );
        // All whom it names exist.
        PARTICIPANTS.participant(order.supplier);
        if (ParticipantId.unwrap(order.inspector) != 0) PARTICIPANTS.participant(order.inspector);
        if (ParticipantId.unwrap(order.insurer) != 0) PARTICIPANTS.participant(order.insurer);
        require(_orders[id] == 0, ProcurementOrderExists(id));
        uint256 word = _word(OrderState.ORDERED, 0);
        _orders[id] = word;
        emit OrderPlaced(
            id,
            sender,
            order.supplier,
            word,
            order.inspector,
            order.insurer,
            order.deadline,
            order.terms,
            document,
            msg.sender
        );
    }

    /// @inheritdoc IProcurement
    function accept(Order calldata order) external override {
        (OrderId id, uint256 word) = _known(order);
        _requireParty(id, order.supplier, _sender(ParticipantStatus.ACTIVE));
        _requireState(id, word, _bit(OrderState.ORDERED));
        _requireInTime(id, order.deadline);
        _change(id, _word(OrderState.ACCEPTED, word), 0);
    }

    /// @inheritdoc IProcurement
    function cancel(Order calldata order) external override {
        (OrderId id, uint256 word) = _known(order);
        ParticipantId sender = _sender(ParticipantStatus.LAPSED);
        uint256 allowed = _bit(OrderState.ORDERED) | _bit(OrderState.ACCEPTED);
        if (sender == order.supplier) allowed |= _bit(OrderState.DESPATCHED);
        else _requireParty(id, order.buyer, sender);
        _requireState(id, word, allowed);
        _change(id, _word(OrderState.CANCELLED, word), 0);
    }

    /// @inheritdoc IProcurement
    function despatch(
        Order calldata order,
        Parcel[] calldata parcels,
        bytes32 document
    ) external override {
        (OrderId id, uint256 word) = _known(order);
        _requireParty(id, order.supplier, _sender(ParticipantStatus.ACTIVE));
        _requireState(
            id,
            word,
            _bit(OrderState.ACCEPTED) | _bit(OrderState.DESPATCHED) | _bit(OrderState.RECEIVED)
        );
        _requireInTime(id, order.deadline);
        require(document != 0 && parcels.length != 0, ProcurementDocumentInvalid(id, document));
        bytes32[] memory keys = new bytes32[](parcels.length);
        for (uint256 i = 0; i < parcels.length; ++i) {
            Custody custody = DRUGS.parcelOf(parcels[i]);
            CustodyState state = custody.state();
            keys[i] = hashParcel(parcels[i]);
            // A packed parcel's slot tells who packed it, and not where it is.
            require(
                custody.holder() == order.supplier &&
                    (state == CustodyState.HELD || state == CustodyState.SHIPPED) &&
                    custody.container() == 0 &&
                    !custody.isOpened() &&
                    _despatches[keys[i]] & COUNTED == 0,
                ProcurementNotSuppliers(id, keys[i], custody.holder(), state)
            );
            _despatches[keys[i]] = _bits(id);
        }
        OrderState next =
            _stateIn(word) == OrderState.RECEIVED ? OrderState.RECEIVED : OrderState.DESPATCHED;
        word = _word(next, word);
        _orders[id] = word;
        emit OrderDespatched(id, word, keys, document, msg.sender);
    }

    /// @inheritdoc IProcurement
    function receiveGoods(
        Order calldata order,
        OrderTerms calldata terms,
        OpenedLot[] calldata lots,
        Arrival[] calldata arrivals
    ) external override {
        (OrderId id, uint256 word) = _known(order);
        ParticipantId sender = _sender(ParticipantStatus.LAPSED);
        if (sender != order.supplier) _requireParty(id, order.buyer, sender);
        _requireState(id, word, _bit(OrderState.DESPATCHED) | _bit(OrderState.RECEIVED));
        require(hashOrderTerms(terms) == order.terms, ProcurementTermsWrong(id));
        uint256 quantity = 0;
        for (uint256 i = 0; i < arrivals.length; ++i) {
            Arrival calldata a = arrivals[i];
            bytes32 key = hashParcel(a.parcel);
            require(_despatches[key] == _bits(id), ProcurementNotDespatched(id, key));
            _despatches[key] = _bits(id) | COUNTED;
            Holding.requireProduct(lots, a.lot, a.parcel.lot, terms.product);
            quantity += _arrived(id, order.buyer, sender, a);
        }
        uint256 received = uint32(word >> 16) + quantity;
        require(
            quantity != 0 && received <= terms.quantity,
            ProcurementQuantityExceeded(id, terms.quantity, uint64(received))
        );
        word = _word(OrderState.RECEIVED, (word & INVOICED) | (received << 16));
        _orders[id] = word;
        emit OrderReceived(id, word, terms.product, uint32(quantity), msg.sender);
    }

    /// @inheritdoc IProcurement
    function inspect(Order calldata order, bool passed, bytes32 document) external override {
        (OrderId id, uint256 word) = _known(order);
        bool isNamed = ParticipantId.unwrap(order.inspector) != 0;
        _requireParty(
            id,
            isNamed ? order.inspector : order.buyer,
            _sender(ParticipantStatus.ACTIVE)
        );
        _requireState(id, word, _bit(OrderState.RECEIVED));
        require(document != 0, ProcurementDocumentInvalid(id, document));
        _change(id, _word(passed ? OrderState.PASSED : OrderState.REJECTED, word), document);
    }

    /// @inheritdoc IProcurement
    function invoice(Order calldata order, bytes32 document) external override {
        (OrderId id, uint256 word) = _known(order);
        _requireParty(id, order.supplier, _sender(ParticipantStatus.SUSPENDED));
        _requireState(
            id,
            word,
            _bit(OrderState.DESPATCHED) | _bit(OrderState.RECEIVED) | _bit(OrderState.PASSED)
        );
        require(document != 0 && word & INVOICED == 0, ProcurementDocumentInvalid(id, document));
        _change(id, word | INVOICED, document);
    }

    /// @inheritdoc IProcurement
    function settle(
        Order calldata order,
        OrderTerms calldata terms,
        Price calldata price
    ) external override {
        _sender(ParticipantStatus.SUSPENDED);
        (OrderId id, uint256 word) = _known(order);
        _requireState(id, word, _bit(OrderState.PASSED));
        require(word & INVOICED != 0, ProcurementNotInvoiced(id));
        require(
            hashOrderTerms(terms) == order.terms && hashPrice(price) == terms.price,
            ProcurementTermsWrong(id)
        );
        _requireAccount(id, price.payer, order.buyer);
        _requireAccount(id, price.payee, order.supplier);
        uint256 amount = uint256(price.perUnit) * uint32(word >> 16);
        // Before the token is called: whatever it does, the order is paid once.
        word = _word(OrderState.PAID, word);
        _orders[id] = word;
        emit OrderPaid(id, word, amount, msg.sender);
        require(TOKEN.transferFrom(price.payer, price.payee, amount), ProcurementPaymentFailed(id));
    }

    /// @inheritdoc IProcurement
    function orderOf(OrderId order) external view override returns (uint256) {
        return _orders[order];
    }

    /// @inheritdoc IProcurement
    function despatchOf(bytes32 parcel) external view override returns (uint256) {
        return _despatches[parcel];
    }

    function _change(OrderId id, uint256 word, bytes32 document) private {
        _orders[id] = word;
        emit OrderChanged(id, word, document, msg.sender);
    }

    /// @dev Units of a despatched parcel that are in the buyer's hands, and fit; also those that the
    /// buyer took from it since. Only the buyer may show parts: the supplier could split what it
    /// despatched, and despatch the parts too.
    function _arrived(
        OrderId id,
        ParticipantId buyer,
        ParticipantId sender,
        Arrival calldata a
    ) private returns (uint256 units) {
        uint256 from = a.parcel.first;
        uint256 end = from + a.parcel.count;
        require(a.ranges.length != 0, ProcurementRangeInvalid(id, 0, 0));
        for (uint256 i = 0; i < a.ranges.length; ++i) {
            UnitRange calldata range = a.ranges[i];
            uint256 upTo = uint256(range.first) + range.count;
            require(
                range.first >= from && upTo <= end && range.count != 0,
                ProcurementRangeInvalid(id, range.first, range.count)
            );
            from = upTo;
            Parcel memory part = Parcel(a.parcel.lot, range.first, range.count);
            if (range.count != a.parcel.count) {
                _requireParty(id, buyer, sender);
                bytes32 key = hashParcel(part);
                require(_despatches[key] == 0, ProcurementNotDespatched(id, key));
                _despatches[key] = _bits(id) | COUNTED;
            }
            (Custody custody, bool held, ) = Holding.find(DRUGS, part, a.container, buyer);
            require(
                held,
                ProcurementNotReceived(id, hashParcel(part), custody.holder(), custody.state())
            );
            require(Holding.isFit(DRUGS, part.lot, custody), ProcurementGoodsUnfit(part.lot));
            units += range.count;
        }
    }

    function _requireAccount(OrderId id, address account, ParticipantId owner) private view {
        require(
            PARTICIPANTS.membership(account).participant() == owner,
            ProcurementAccountWrong(id, account)
        );
    }

    function _known(Order calldata order) private view returns (OrderId id, uint256 word) {
        id = hashOrder(order);
        word = _orders[id];
    }

    function _requireInTime(OrderId id, uint40 deadline) private view {
        require(
            block.timestamp <= deadline,
            ProcurementDeadlinePassed(id, deadline, uint40(block.timestamp))
        );
    }

    /// @dev A slot in another state from now on, with what else `word` has.
    function _word(OrderState state, uint256 word) private view returns (uint256) {
        uint256 kept = word & (uint256(type(uint40).max) << 8);
        return kept | uint256(state) | (block.timestamp << 48);
    }

    function _requireParty(OrderId id, ParticipantId party, ParticipantId sender) private pure {
        require(party == sender, ProcurementNotParty(id, party, sender));
    }

    function _requireState(OrderId id, uint256 word, uint256 allowed) private pure {
        OrderState state = _stateIn(word);
        require(allowed & _bit(state) != 0, ProcurementStateWrong(id, state));
    }

    function _stateIn(uint256 word) private pure returns (OrderState) {
        return OrderState(uint8(word));
    }

    function _bit(OrderState state) private pure returns (uint256) {
        return 1 << uint8(state);
    }

    function _bits(OrderId id) private pure returns (uint256) {
        return uint256(OrderId.unwrap(id)) & ~uint256(type(uint8).max);
    }
}
