// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CustodyState} from "../../types/Custody.sol";
import {Parcel} from "../../types/Goods.sol";
import {LotId, OrderId, ParticipantId, ProductId} from "../../types/Ids.sol";
import {OpenedLot} from "../../types/Monitoring.sol";
import {Arrival, Order, OrderTerms, Price} from "../../types/Purchase.sol";

/// @title IProcurement: goods that are ordered, come, are inspected and paid
/// @notice An order is one slot. Its terms and price are salted hashes; product and quantity are shown
/// when the goods came (which show them anyhow), the price when it is paid. What came is read from the
/// drug ledger, so either party may say it and neither can invent it.
interface IProcurement {
    /// @notice ORDERED, ACCEPTED by the supplier, DESPATCHED, RECEIVED (some or all), PASSED or REJECTED
    /// by inspection, PAID; CANCELLED before goods came.
    enum OrderState {
        NONE,
        ORDERED,
        ACCEPTED,
        DESPATCHED,
        RECEIVED,
        PASSED,
        REJECTED,
        PAID,
        CANCELLED
    }

    /// @notice How a holder's stock of a product stands to the levels that it set.
    enum StockState {
        UNKNOWN,
        ENOUGH,
        LOW,
        OVER
    }

    /// @notice Goods were ordered. `word`: state 8 | invoiced 8 | received 32 | since 40. `document`:
    /// digest of the terms as they lie sealed for the parties, or 0.
    event OrderPlaced(
        OrderId indexed order,
        ParticipantId indexed buyer,
        ParticipantId indexed supplier,
        uint256 word,
        ParticipantId inspector,
        ParticipantId insurer,
        uint40 deadline,
        bytes32 terms,
        bytes32 document,
        address actor
    );
    /// @notice An order was accepted, cancelled, invoiced or inspected. `document`: digest of the
    /// invoice or the inspection's report, else 0.
    event OrderChanged(OrderId indexed order, uint256 word, bytes32 document, address actor);
    /// @notice Parcels were sent for an order; keys as `hashParcel`.
    event OrderDespatched(
        OrderId indexed order,
        uint256 word,
        bytes32[] parcels,
        bytes32 document,
        address actor
    );
    /// @notice Parcels of an order came. `quantity`: in this receipt.
    event OrderReceived(
        OrderId indexed order,
        uint256 word,
        ProductId product,
        uint32 quantity,
        address actor
    );
    /// @notice An order was paid.
    event OrderPaid(OrderId indexed order, uint256 word, uint256 amount, address actor);
    /// @notice The levels of a holder's stock, or what was counted. `word`: min 32 | max 32 | counted
    /// 32 | state 8 | since 40.
    event StockChanged(
        ParticipantId indexed holder,
        ProductId indexed product,
        uint256 word,
        address actor
    );
    /// @notice Stock fell below its lower level or rose above its upper one; told once until it was
    /// otherwise.
    event StockAlert(
        ParticipantId indexed holder,
        ProductId indexed product,
        StockState state,
        uint32 counted,
        uint256 word
    );

    /// @notice An order is from one institution to another, and has a future deadline and terms.
    error ProcurementOrderInvalid(ParticipantId buyer, ParticipantId supplier, uint40 deadline);
    /// @notice The same order was placed before.
    error ProcurementOrderExists(OrderId order);
    /// @notice The order is in a state in which this is not done, or does not exist.
    error ProcurementStateWrong(OrderId order, OrderState state);
    /// @notice This is for another party of the order.
    error ProcurementNotParty(OrderId order, ParticipantId party, ParticipantId sender);
    /// @notice The deadline has passed.
    error ProcurementDeadlinePassed(OrderId order, uint40 deadline, uint40 now_);
    /// @notice The terms or the price are not those of the order.
    error ProcurementTermsWrong(OrderId order);
    /// @notice A document's digest is missing, or was given before.
    error ProcurementDocumentInvalid(OrderId order, bytes32 document);
    /// @notice The parcel is not in the supplier's hands, by itself and whole, or was counted for an
    /// order before. Parcels by `hashParcel`.
    error ProcurementNotSuppliers(
        OrderId order,
        bytes32 parcel,
        ParticipantId holder,
        CustodyState state
    );
    /// @notice The parcel was not despatched for this order, or counted already; or it is shown as a part
    /// of another one, and was despatched or counted itself.
    error ProcurementNotDespatched(OrderId order, bytes32 parcel);
    /// @notice The parcel is not in the buyer's hands, or not in the container named.
    error ProcurementNotReceived(
        OrderId order,
        bytes32 parcel,
        ParticipantId holder,
        CustodyState state
    );
    /// @notice A range is empty, before the one before it, or not of the parcel; or there is none.
    error ProcurementRangeInvalid(OrderId order, uint32 first, uint32 count);
    /// @notice The lot is not of the product, or what is shown does not open it.
    error ProcurementProductWrong(LotId lot, ProductId product);
    /// @notice The goods are recalled, expired or in quarantine.
    error ProcurementGoodsUnfit(LotId lot);
    /// @notice More came than was ordered.
    error ProcurementQuantityExceeded(OrderId order, uint32 ordered, uint64 received);
    /// @notice Payer and payee are not accounts of buyer and supplier.
    error ProcurementAccountWrong(OrderId order, address account);
    /// @notice The order is not invoiced.
    error ProcurementNotInvoiced(OrderId order);
    /// @notice The token did not move.
    error ProcurementPaymentFailed(OrderId order);
    /// @notice The levels are so already, or the lower lies above the upper one.
    error StockLevelsInvalid(uint32 min, uint32 max);
    /// @notice No levels are set.
    error StockLevelsUnset(ParticipantId holder, ProductId product);
    /// @notice The parcels are not in ascending order of their keys, so one may be there twice.
    error StockParcelsDisordered(uint32 index);
    /// @notice The parcel is another's.
    error StockNotHeld(bytes32 parcel, ParticipantId holder);

    /// @notice Orders goods, as their buyer.
    /// @param document Digest of the sealed terms, or 0 where the parties have them otherwise
    function place(Order calldata order, bytes32 document) external returns (OrderId id);

    /// @notice Accepts an order, as its supplier.
    function accept(Order calldata order) external;

    /// @notice Cancels an order: either party before goods were despatched, the supplier before any came.
    function cancel(Order calldata order) external;

    /// @notice Says which parcels are sent for an order, as its supplier, in whose hands or on whose way
    /// they are: whole, by itself, never counted before. A parcel counts for the order that it was
    /// despatched for last; what was counted and came back is despatched again in other parcels.
    /// @param document Digest of the despatch advice
    function despatch(Order calldata order, Parcel[] calldata parcels, bytes32 document) external;

    /// @notice Says which of them came: whole, as buyer or supplier, or in parts, as buyer. They must be
    /// in the buyer's hands and fit for use. What the buyer took from them since counts too.
    function receiveGoods(
        Order calldata order,
        OrderTerms calldata terms,
        OpenedLot[] calldata lots,
        Arrival[] calldata arrivals
    ) external;

    /// @notice Passes or rejects what came, as inspector, or as buyer where none is named; once, and
    /// nothing is received after it.
    /// @param document Digest of the report
    function inspect(Order calldata order, bool passed, bytes32 document) external;

    /// @notice Invoices what was despatched, as supplier, once.
    function invoice(Order calldata order, bytes32 document) external;

    /// @notice Pays an order that was received, passed and invoiced, once; by any institution that knows
    /// its price. The payer's account must have allowed this contract to take as much.
    function settle(Order calldata order, OrderTerms calldata terms, Price calldata price) external;

    /// @notice Sets the levels of the sender's stock of a product: an alert below `min` and above `max`.
    function setStockLevels(ProductId product, uint32 min, uint32 max) external;

    /// @notice Counts the sender's stock of a product: units that are left in parcels of its own, fit for
    /// use. Tells of an alert where it is one now and was not before.
    /// @param containers In which they lie, 0: none; one for each parcel
    /// @param places Of each parcel's lot among the lots
    function checkStock(
        ProductId product,
        OpenedLot[] calldata lots,
        Parcel[] calldata parcels,
        bytes32[] calldata containers,
        uint16[] calldata places
    ) external;

    /// @notice The slot of an order; 0: none.
    function orderOf(OrderId order) external view returns (uint256 word);

    /// @notice Which order a parcel was despatched for: 248 bits of its id | counted 8.
    function despatchOf(bytes32 parcel) external view returns (uint256 word);

    /// @notice The slot of a holder's stock of a product.
    function stockOf(ParticipantId holder, ProductId product) external view returns (uint256 word);
}
