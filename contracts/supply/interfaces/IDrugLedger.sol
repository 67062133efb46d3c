// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    Custody,
    CustodyState,
    Disposition,
    LotWord,
    Quarantine,
    RecallClass,
    UnitState
} from "../../types/Custody.sol";
import {ContainerLabel, LotBody, Parcel, Unit, UnitRange} from "../../types/Goods.sol";
import {ContainerId, LotId, ParticipantId, ProductId, SaleId} from "../../types/Ids.sol";
import {IDrugLedgerEvents} from "./IDrugLedgerEvents.sol";

/// @title IDrugLedger: who holds which drugs, from the maker to the patient's hand and back
/// @notice A lot is one slot whatever its size. What travels together is a parcel: a range of the
/// lot's units, keyed by the range itself, so that ranges never overlap. It moves by a handshake
/// (`ship`, `receive`) and splits into ranges that add up to it. A container is many parcels of many
/// lots in one slot. Recalled, expired and quarantined goods move only towards the maker
/// (types/Custody.sol: the words of slots).
interface IDrugLedger is IDrugLedgerEvents {
    /// @notice A parcel and what opens its lot's id, for what is done with single units.
    struct OpenedParcel {
        LotBody body;
        bytes32 codeRoot;
        UnitRange range;
    }

    /// @notice The number is no GTIN with its check digit and no national code.
    error SupplyProductInvalid(ProductId product);
    /// @notice The product is registered so already.
    error SupplyProductUnchanged(ProductId product);
    /// @notice The product is another's, or nobody's (0).
    error SupplyNotLicenceHolder(
        ProductId product,
        ParticipantId licenceHolder,
        ParticipantId sender
    );
    /// @notice A lot has a number, units and a code root, is not made in the future, and expires later.
    error SupplyLotInvalid(uint40 made, uint40 expiry, uint32 count, uint40 now_);
    /// @notice The lot was commissioned before.
    error SupplyLotExists(LotId lot);
    /// @notice No such lot.
    error SupplyLotUnknown(LotId lot);
    /// @notice The lot is recalled as gravely already, or the class is none.
    error SupplyRecallUnchanged(LotId lot, RecallClass present, RecallClass asked);
    /// @notice The lot is not the sender's, and the sender is no regulator.
    error SupplyNotMaker(LotId lot, ParticipantId maker, ParticipantId sender);
    /// @notice No parcel has this range now: it was split, or never was.
    error SupplyParcelUnknown(LotId lot, uint32 first, uint32 count);
    /// @notice No such container: it was unpacked, or never packed.
    error SupplyContainerUnknown(ContainerId container);
    /// @notice The same parcels are packed under this number already.
    error SupplyContainerExists(ContainerId container);
    /// @notice The container's label or contents do not fit its id, or a word names no lot of it.
    error SupplyContentsInvalid(ContainerId container);
    /// @notice The goods are another's.
    error SupplyNotHolder(ParticipantId holder, ParticipantId sender);
    /// @notice The goods were shipped to another.
    error SupplyNotReceiver(ParticipantId to, ParticipantId sender);
    /// @notice The goods are in a state in which this is not done.
    error SupplyStateWrong(CustodyState state);
    /// @notice The parcel is in a container: unpack it first.
    error SupplyPacked(uint96 container);
    /// @notice Units were taken from the parcel: it is no longer split or received in part.
    error SupplyOpened(LotId lot, uint32 first, uint32 count);
    /// @notice Goods that are recalled, expired or quarantined, or whose holder is not ACTIVE, go to
    /// their maker, a distributor, a carrier or a regulator, and nowhere else.
    error SupplyOnlyTowardsMaker(LotId lot, ParticipantId maker, ParticipantId to);
    /// @notice One does not ship to oneself or to nobody.
    error SupplyReceiverInvalid(ParticipantId to);
    /// @notice A list is empty or too long.
    error SupplyListLength(uint32 length, uint32 most);
    /// @notice The parts are not the whole, or one of them is none or all of it.
    error SupplySplitDoesNotAddUp(uint32 count, uint40 sum);
    /// @notice The receipt names units that were not shipped.
    error SupplyReceiptExceeds(uint32 first, uint32 count, uint32 namedFirst, uint32 namedCount);
    /// @notice A range begins within or before the one before it, or is empty.
    error SupplyRangesOverlap(uint32 first, uint32 count, uint32 from);
    /// @notice The unit is not of the parcel.
    error SupplyUnitElsewhere(uint32 index, uint32 first, uint32 count);
    /// @notice The units are not proven to be of the lot.
    error SupplyProofInvalid(LotId lot);
    /// @notice The unit was dispensed, brought back or destroyed before, or was not dispensed.
    error SupplyUnitTaken(uint32 index, UnitState state);
    /// @notice Another unit with this code was sold or destroyed: one of the two is no genuine one.
    error SupplyCodeSoldElsewhere(SaleId sale, uint32 index);
    /// @notice The lot is recalled.
    error SupplyRecalled(LotId lot, RecallClass severity);
    /// @notice The lot is expired.
    error SupplyExpired(LotId lot, uint40 expiry, uint40 now_);
    /// @notice The goods or their whole lot are in quarantine.
    error SupplyQuarantined(LotId lot, Quarantine by);
    /// @notice The goods are in no quarantine to be released from, or in one by who weighs more; or are
    /// in one by who weighs as much already.
    error SupplyQuarantineUnchanged(Quarantine present, Quarantine weight);
    /// @notice Each unit of a claimable lot is dispensed with its payer's commitment, no other is.
    error SupplyPayersMismatch(uint32 payers, uint32 expected);
    /// @notice Destruction needs a disposition and the digest of its evidence.
    error SupplyEvidenceMissing();
    /// @notice The sale was never made or its unit was brought back, or it was paid before.
    error SupplySaleNotPayable(SaleId sale, UnitState state, bool paid);
    /// @notice The sale was made for another payer or by another dispenser.
    error SupplySaleTermsWrong(SaleId sale);

    /// @notice Gives a product to its licence holder; administration.
    /// @param claimable Whether units of lots commissioned from now on are sold once in the whole
    /// consortium (a slot a unit) rather than dispensed once of their lot (four bits a unit)
    function registerProduct(
        ProductId product,
        ParticipantId licenceHolder,
        bool claimable
    ) external;

    /// @notice Makes a lot of the sender's product, in the sender's hands, as one parcel.
    /// @param codeRoot Root over the trace codes (libraries/CodeTree.sol), in packing order
    function commission(
        LotBody calldata body,
        bytes32 codeRoot,
        bytes32 manifest
    ) external returns (LotId lot);

    /// @notice Recalls a lot, or more gravely than before; by its maker or a regulator, also while the
    /// domain is paused.
    function recall(LotId lot, RecallClass severity, bytes32 evidence, uint16 reason) external;

    /// @notice Puts a whole lot into quarantine (`on`) or releases it; by its maker, a regulator or a
    /// caller, also while the domain is paused.
    function quarantineLot(LotId lot, bool on, bytes32 evidence) external;

    /// @notice Sends a parcel of the sender's to another institution.
    function ship(Parcel calldata parcel, ParticipantId to) external;

    /// @notice Takes a parcel that was sent to the sender, whole.
    function receiveParcel(Parcel calldata parcel) external;

    /// @notice Takes a parcel without some units, which stay the shipper's, disputed: who may find them
    /// (`callBack`), destroy them, or see them received later.
    /// @param missing Ascending, apart from each other, within the parcel
    function receiveExcept(Parcel calldata parcel, UnitRange[] calldata missing) external;

    /// @notice Takes back what the sender shipped and nobody received.
    function callBack(Parcel calldata parcel) external;

    /// @notice Splits a parcel of the sender's into two or more that stand side by side.
    function split(Parcel calldata parcel, uint32[] calldata counts) external;

    /// @notice Puts a parcel into quarantine (`on`) or releases it; by its holder, a regulator or a
    /// caller, also while the domain is paused.
    function quarantine(Parcel calldata parcel, bool on, bytes32 evidence) external;

    /// @notice Says that what is left of a parcel of the sender's is no more.
    function destroy(Parcel calldata parcel, Disposition disposition, bytes32 evidence) external;

    /// @notice Packs parcels of the sender's into a container.
    /// @param lots Each once
    /// @param contents Words, lowest bits first: first 32 | count 32 | place of the lot in `lots` 16
    /// @return container The hash of its label (types/Goods.sol)
    function pack(
        LotId[] calldata lots,
        uint256[] calldata contents,
        uint64 sscc
    ) external returns (ContainerId container);

    /// @notice Sends a container of the sender's to another institution.
    function shipContainer(ContainerLabel calldata label, ParticipantId to) external;

    /// @notice Takes a container that was sent to the sender. Who misses some of it unpacks it instead,
    /// and receives each parcel by itself.
    function receiveContainer(ContainerId container) external;

    /// @notice Takes back a container that the sender shipped and nobody received.
    function callBackContainer(ContainerId container) external;

    /// @notice Puts a container into quarantine or releases it; as `quarantine`.
    function quarantineContainer(ContainerId container, bool on, bytes32 evidence) external;

    /// @notice Makes parcels of a container again; by its holder, or by whom it was shipped to.
    function unpack(ContainerLabel calldata label, uint256[] calldata contents) external;

    /// @notice Dispenses units from a parcel of the sender's, a hospital or pharmacy.
    /// @param units By ascending index
    /// @param proof See HeapTree.climb
    /// @param payers For each unit of a claimable lot hash(pseudonym, salt) of its payer (types/Goods.sol),
    /// else empty
    function dispense(
        OpenedParcel calldata parcel,
        Unit[] calldata units,
        bytes32[] calldata proof,
        bytes32[] calldata payers
    ) external;

    /// @notice Takes dispensed units back into a parcel of the sender's, a hospital's or pharmacy's
    /// (`disposition` NONE): they are RETURNED, and never dispensed again. Or says of units of a parcel
    /// of the sender's that they are no more.
    function withdraw(
        OpenedParcel calldata parcel,
        Unit[] calldata units,
        bytes32[] calldata proof,
        Disposition disposition,
        bytes32 evidence
    ) external;

    /// @notice Notes that a sale was paid, once; only by callers, which were shown its terms.
    function markPaid(
        SaleId sale,
        bytes32 pseudonym,
        bytes32 salt,
        ParticipantId dispenser,
        address actor
    ) external;

    /// @notice Anchors CBV hashes of EPCIS events, or the root over many, in the log.
    function anchorEvents(bytes32[] calldata hashes) external;

    /// @notice What is known of a product: its licence holder (0: not registered), whether claimable.
    function productOf(
        ProductId product
    ) external view returns (ParticipantId licenceHolder, bool claimable);

    /// @notice The slot of a lot; reverts with `SupplyLotUnknown`.
    function lotOf(LotId lot) external view returns (LotWord);

    /// @notice The custody of a parcel; reverts with `SupplyParcelUnknown`.
    function parcelOf(Parcel calldata parcel) external view returns (Custody);

    /// @notice The custody of a container; reverts with `SupplyContainerUnknown`.
    function containerOf(ContainerId container) external view returns (Custody);

    /// @notice The state of a unit by its index; of lots that are not claimable.
    function unitStateOf(LotId lot, uint32 index) external view returns (UnitState);

    /// @notice The sale slot of a product's code: state 8 | paid 8 | unit 64 (of the hash of lot and
    /// index) | commitment 176 (of the hash of `SaleTerms`); 0: never sold.
    function saleOf(SaleId sale) external view returns (uint256);
}
