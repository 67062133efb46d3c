// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Disposition} from "../../types/Custody.sol";
import {Deed} from "../../types/Deed.sol";
import {ContainerId, LotId, ParticipantId, ProductId, SaleId} from "../../types/Ids.sol";

/// @title IDrugLedgerEvents: what the drug ledger tells
/// @notice `word` is the slot after the change (types/Custody.sol), `deed` the account that changed it,
/// an institution and a detail (types/Deed.sol).
interface IDrugLedgerEvents {
    /// @notice What changed a parcel or container, other than moving it.
    enum GoodsChange {
        CALLED_BACK,
        QUARANTINED,
        RELEASED,
        DESTROYED
    }

    /// @notice `product` belongs to a licence holder. `word`: licence holder 32 | claimable 8.
    event ProductRegistered(
        ProductId indexed product,
        ParticipantId indexed licenceHolder,
        uint256 word
    );
    /// @notice A lot was made; its slot is `word`. `manifest`: SHA-256 digest of the CID of the sealed
    /// tree file, or 0. `content`: see LotBody. `deed`: of its maker; when it was made, 40 bits.
    event LotCommissioned(
        LotId indexed lot,
        ProductId indexed product,
        uint256 word,
        Deed deed,
        bytes32 number,
        bytes32 content,
        bytes32 codeRoot,
        bytes32 manifest
    );
    /// @notice The lot was recalled. `deed`: of its maker or a regulator; the reason, of the reader's
    /// code list. `evidence`: digest of what says why.
    event LotRecalled(LotId indexed lot, uint256 word, Deed deed, bytes32 evidence);
    /// @notice The whole lot was put into quarantine or released. `deed`: of whom; 0 for a calling
    /// contract.
    event LotQuarantined(LotId indexed lot, uint256 word, Deed deed, bytes32 evidence);
    /// @notice A parcel is on its way. `deed`: of its holder; its range.
    event ParcelShipped(LotId indexed lot, uint256 word, Deed deed);
    /// @notice A parcel arrived whole. `deed`: its seller or carrier; its range.
    event ParcelReceived(LotId indexed lot, uint256 word, Deed deed);
    /// @notice A parcel arrived without the ranges in `missing`. It is no more: between them stand
    /// parcels with `word`, in their places parcels with `disputed`, in all of which `left` is their
    /// own count. `deed`: its seller or carrier; its range.
    event ParcelDisputed(
        LotId indexed lot,
        uint256 word,
        Deed deed,
        uint256 disputed,
        uint64[] missing
    );
    /// @notice A parcel is now as many as `counts`, in their order; each has `word` but for `left`, which
    /// is its count. `deed`: of its holder; its range.
    event ParcelSplit(LotId indexed lot, uint256 word, Deed deed, uint32[] counts);
    /// @notice A parcel was called back, quarantined, released or destroyed. `deed`: of whom, 0 for a
    /// calling contract; its range.
    event ParcelChanged(
        LotId indexed lot,
        GoodsChange indexed change,
        uint256 word,
        Deed deed,
        Disposition disposition,
        bytes32 evidence
    );
    /// @notice Units were dispensed from a parcel, which has `word` now. `deed`: of its holder; its
    /// range. `indexes`: of the units, four bytes each. Of a claimable lot, SalesNoted follows.
    event UnitsDispensed(LotId indexed lot, uint256 word, Deed deed, bytes indexes);
    /// @notice Units of a parcel were taken back (`disposition` NONE; they are RETURNED) or are no more
    /// (DESTROYED). `deed` and `indexes` as of those dispensed; SalesNoted follows of a claimable lot.
    event UnitsWithdrawn(
        LotId indexed lot,
        Disposition indexed disposition,
        uint256 word,
        Deed deed,
        bytes indexes,
        bytes32 evidence
    );
    /// @notice What the sales of these units of a claimable lot are after what was told of them just
    /// before. `sales`: SaleId and sale slot in turn.
    event SalesNoted(LotId indexed lot, bytes indexes, uint256[] sales);
    /// @notice A sale was paid; its slot is `word`.
    event SalePaid(SaleId indexed sale, uint256 word, address actor);
    /// @notice A container was packed. Its parcels have its lowest 96 bits in their word. `deed`: of its
    /// holder; its SSCC.
    event ContainerPacked(
        ContainerId indexed container,
        ParticipantId indexed holder,
        uint256 word,
        Deed deed,
        bytes32[] lots,
        uint256[] contents
    );
    /// @notice A container is on its way. `deed`: of its holder.
    event ContainerShipped(ContainerId indexed container, uint256 word, Deed deed);
    /// @notice A container arrived. `deed`: its seller or carrier.
    event ContainerReceived(ContainerId indexed container, uint256 word, Deed deed);
    /// @notice A container was called back, quarantined or released. `deed`: of whom, 0 for a calling
    /// contract.
    event ContainerChanged(
        ContainerId indexed container,
        GoodsChange indexed change,
        uint256 word,
        Deed deed,
        bytes32 evidence
    );
    /// @notice A container is no more: its parcels have holder, receiver, state, quarantine and time of
    /// `word`, and as many steps more as it had. `deed`: of who unpacked it.
    event ContainerUnpacked(ContainerId indexed container, uint256 word, Deed deed);
    /// @notice CBV hashes of EPCIS events, or a root over many, were anchored.
    event EventsAnchored(ParticipantId indexed by, bytes32[] hashes, address actor);
}
