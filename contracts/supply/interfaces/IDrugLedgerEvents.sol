// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Disposition} from "../../types/Custody.sol";
import {ContainerId, LotId, ParticipantId, ProductId, SaleId} from "../../types/Ids.sol";

/// @title IDrugLedgerEvents: what the drug ledger tells
/// @notice `word` is the slot after the change (types/Custody.sol), `range` the units of a parcel: first
/// 32 | count 32, lowest bits first.
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
    /// tree file, or 0. `content`: see LotBody.
    event LotCommissioned(
        LotId indexed lot,
        ProductId indexed product,
        uint256 word,
        bytes32 number,
        uint40 made,
        bytes32 content,
        bytes32 codeRoot,
        bytes32 manifest,
        address actor
    );
    /// @notice The lot was recalled by its maker or a regulator. `reason`: of the reader's code list;
    /// `evidence`: digest of what says why.
    event LotRecalled(
        LotId indexed lot,
        ParticipantId indexed by,
        uint256 word,
        uint16 reason,
        bytes32 evidence,
        address actor
    );
    /// @notice The whole lot was put into quarantine or released. `by`: 0 for a calling contract.
    event LotQuarantined(
        LotId indexed lot,
        ParticipantId indexed by,
        uint256 word,
        bytes32 evidence,
        address actor
    );
    /// @notice A parcel is on its way.
    event ParcelShipped(
        LotId indexed lot,
        ParticipantId indexed to,
        uint64 range,
        uint256 word,
        address actor
    );
    /// @notice A parcel arrived whole, its seller or carrier being `from`.
    event ParcelReceived(
        LotId indexed lot,
        ParticipantId indexed from,
        uint64 range,
        uint256 word,
        address actor
    );
    /// @notice A parcel arrived without the ranges in `missing`. It is no more: between them stand
    /// parcels with `word`, in their places parcels with `disputed`, in all of which `left` is their
    /// own count.
    event ParcelDisputed(
        LotId indexed lot,
        ParticipantId indexed from,
        uint64 range,
        uint64[] missing,
        uint256 word,
        uint256 disputed,
        address actor
    );
    /// @notice A parcel is now as many as `counts`, in their order; each has `word` but for `left`, which
    /// is its count.
    event ParcelSplit(
        LotId indexed lot,
        uint64 range,
        uint32[] counts,
        uint256 word,
        address actor
    );
    /// @notice A parcel was called back, quarantined, released or destroyed. `by`: 0 for a calling
    /// contract.
    event ParcelChanged(
        LotId indexed lot,
        ParticipantId indexed by,
        GoodsChange indexed change,
        uint64 range,
        uint256 word,
        Disposition disposition,
        bytes32 evidence,
        address actor
    );
    /// @notice Units were dispensed from a parcel, which has `word` now. `sales`: of a claimable lot's
    /// units, SaleId and sale slot in turn, else empty.
    event UnitsDispensed(
        LotId indexed lot,
        ParticipantId indexed by,
        uint64 range,
        uint256 word,
        uint32[] indexes,
        uint256[] sales,
        address actor
    );
    /// @notice Units of a parcel were taken back (`disposition` NONE; they are RETURNED) or are no more
    /// (DESTROYED).
    event UnitsWithdrawn(
        LotId indexed lot,
        ParticipantId indexed by,
        Disposition indexed disposition,
        uint64 range,
        uint256 word,
        uint32[] indexes,
        uint256[] sales,
        bytes32 evidence,
        address actor
    );
    /// @notice A sale was paid; its slot is `word`.
    event SalePaid(SaleId indexed sale, uint256 word, address actor);
    /// @notice A container was packed. Its parcels have its lowest 96 bits in their word.
    event ContainerPacked(
        ContainerId indexed container,
        ParticipantId indexed holder,
        uint64 indexed sscc,
        bytes32[] lots,
        uint256[] contents,
        uint256 word,
        address actor
    );
    /// @notice A container is on its way.
    event ContainerShipped(
        ContainerId indexed container,
        ParticipantId indexed to,
        uint256 word,
        address actor
    );
    /// @notice A container arrived.
    event ContainerReceived(
        ContainerId indexed container,
        ParticipantId indexed from,
        uint256 word,
        address actor
    );
    /// @notice A container was called back, quarantined or released.
    event ContainerChanged(
        ContainerId indexed container,
        ParticipantId indexed by,
        GoodsChange indexed change,
        uint256 word,
        bytes32 evidence,
        address actor
    );
    /// @notice A container is no more: its parcels have holder, receiver, state, quarantine and time of
    /// `word`, and as many steps more as it had.
    event ContainerUnpacked(
        ContainerId indexed container,
        ParticipantId indexed holder,
        uint256 word,
        address actor
    );
    /// @notice CBV hashes of EPCIS events, or a root over many, were anchored.
    event EventsAnchored(ParticipantId indexed by, bytes32[] hashes, address actor);
}
