// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDrugLedger} from "../../contracts/supply/interfaces/IDrugLedger.sol";
import {Custody, CustodyState, Quarantine, UnitState} from "../../contracts/types/Custody.sol";
import {
    ContainerLabel,
    hashLot,
    hashPayer,
    hashSale,
    LOT_BODY_TYPEHASH,
    LotBody,
    Parcel,
    Unit,
    UnitRange
} from "../../contracts/types/Goods.sol";
import {ContainerId, LotId, ParticipantId, ProductId, SaleId} from "../../contracts/types/Ids.sol";
import {OpenedLot} from "../../contracts/types/Monitoring.sol";
import {SupplySuite} from "./SupplySuite.sol";

/// @dev Lots of eight units, and what the tests believe of them.
abstract contract SupplyWorld is SupplySuite {
    uint32 internal constant UNITS = 8;

    struct Lot {
        LotId id;
        LotBody body;
        bytes32 root;
        bytes32[15] nodes;
        bool claimable;
    }

    /// @dev A parcel that was there once; `gone`: split or disputed.
    struct Kept {
        uint256 lot;
        uint32 first;
        uint32 count;
        bool gone;
    }

    enum Believed {
        IN_PARCEL,
        DISPENSED,
        RETURNED,
        DESTROYED
    }

    /// @dev Two parcels in one; `gone`: unpacked.
    struct Box {
        uint256[2] kept;
        ContainerId id;
        bool gone;
    }

    /// @dev A unit of a claimable lot that was sold.
    struct Sale {
        SaleId id;
        bytes32 code;
        uint256 dispenser;
        bool paid;
    }

    Lot[] internal _lots;
    Kept[] internal _kept;
    Box[] internal _boxes;
    Sale[] internal _sales;
    mapping(uint256 lot => mapping(uint32 unit => Believed)) internal _units;
    mapping(uint256 lot => mapping(uint32 unit => uint256)) internal _dispensed;
    mapping(bytes32 code => uint256) internal _sold;
    mapping(uint256 lot => uint256) internal _severity;
    mapping(uint256 lot => bool) internal _lotHeld;

    constructor() {
        for (uint256 i = 0; i < 4; ++i) {
            _make(MAKER);
        }
    }

    /// @dev Of every lot: its parcels are all of it and never overlap, and what is left in them,
    /// dispensed and destroyed are its units.
    function checkLots() external view {
        uint256 n = _lots.length;
        uint256[] memory taken = new uint256[](n);
        uint256[] memory sum = new uint256[](n);
        for (uint256 i = 0; i < _kept.length; ++i) {
            Kept memory k = _kept[i];
            Custody c = _custody(k);
            assert(k.gone == (c.state() == CustodyState.NONE));
            if (k.gone) continue;
            uint256 bits = ((uint256(1) << k.count) - 1) << k.first;
            assert(taken[k.lot] & bits == 0);
            taken[k.lot] |= bits;
            sum[k.lot] += c.left();
        }
        for (uint256 lot = 0; lot < n; ++lot) {
            assert(taken[lot] == (uint256(1) << UNITS) - 1);
            for (uint32 i = 0; i < UNITS; ++i) {
                Believed b = _units[lot][i];
                if (b == Believed.DISPENSED || b == Believed.DESTROYED) ++sum[lot];
                assert(uint8(_stateOf(lot, i)) == uint8(b));
            }
            assert(sum[lot] == UNITS);
            assert(uint256(DRUGS.lotOf(_lots[lot].id).recallClass()) == _severity[lot]);
        }
    }

    /// @dev Every sale is paid if it was marked so, and never again unpaid.
    function checkSales() external view {
        for (uint256 i = 0; i < _sales.length; ++i) {
            assert((DRUGS.saleOf(_sales[i].id) >> 8) & 1 == (_sales[i].paid ? 1 : 0));
        }
    }

    /// @dev A lot of one's own. Of four in turn the last two are of the product that is claimable most
    /// often, with the same codes.
    function _make(uint256 who) internal returns (bool ok) {
        uint256 place = _lots.length;
        Lot storage lot = _lots.push();
        ProductId product = place % 4 > 1 ? SOLD : PLAIN;
        ParticipantId licenceHolder;
        (licenceHolder, lot.claimable) = DRUGS.productOf(product);
        lot.body = LotBody(
            product,
            bytes32(place + 1),
            uint40(block.timestamp),
            uint40(block.timestamp + 60 days),
            UNITS,
            0
        );
        bytes32 body = keccak256(abi.encode(LOT_BODY_TYPEHASH, lot.body));
        for (uint32 i = 0; i < UNITS; ++i) {
            Unit memory u = _unit(place, i);
            lot.nodes[i] = keccak256(abi.encodePacked(body, i, u.code, u.salt));
        }
        for (uint256 j = 0; j + 1 < UNITS; ++j) {
            (bytes32 a, bytes32 b) = (lot.nodes[2 * j], lot.nodes[2 * j + 1]);
            lot.nodes[UNITS + j] =
                a < b ? keccak256(abi.encodePacked(a, b)) : keccak256(abi.encodePacked(b, a));
        }
        lot.root = lot.nodes[14];
        lot.id = hashLot(body, lot.root);
        bytes memory data = abi.encodeCall(IDrugLedger.commission, (lot.body, lot.root, 0));
        ok = _try(who, data);
        if (!ok) {
            _lots.pop();
            return false;
        }
        _check(who == MAKER && licenceHolder == _number(who), "INV-SUPPLY-4");
        _kept.push(Kept(place, 0, UNITS, false));
    }

    function _keep(uint256 lot, uint32 from, uint32 upTo) internal {
        if (from != upTo) _kept.push(Kept(lot, from, upTo - from, false));
    }

    /// @dev What the chain says of a unit; of a claimable one only if its code was not another's.
    function _stateOf(uint256 lot, uint32 index) internal view returns (UnitState) {
        Lot storage l = _lots[lot];
        if (!l.claimable) return DRUGS.unitStateOf(l.id, index);
        uint256 word = DRUGS.saleOf(hashSale(l.body.product, _unit(lot, index).code));
        uint256 place =
            uint256(keccak256(abi.encode(l.id, index))) & (uint256(type(uint64).max) << 16);
        bool own = word & (uint256(type(uint64).max) << 16) == place;
        return own ? UnitState(uint8(word)) : UnitState.AVAILABLE;
    }

    function _sell(ProductId product, bytes32 code, uint256 dispenser) internal {
        _sales.push(Sale(hashSale(product, code), code, dispenser, false));
    }

    // Readings

    function _parcel(Kept memory k) internal view returns (Parcel memory) {
        return Parcel(_lots[k.lot].id, k.first, k.count);
    }

    function _openedLots(uint256 lot) internal view returns (OpenedLot[] memory lots) {
        lots = new OpenedLot[](1);
        lots[0] = OpenedLot(_lots[lot].body, _lots[lot].root);
    }

    /// @dev NONE where there is no such parcel.
    function _custody(Kept memory k) internal view returns (Custody custody) {
        try DRUGS.parcelOf(_parcel(k)) returns (Custody found) {
            custody = found;
        } catch {}
    }

    /// @dev One of the newest parcels that are there.
    function _some(uint256 seed) internal view returns (uint256 place) {
        uint256 n = _kept.length;
        uint256 window = n < 40 ? n : 40;
        place = n - 1 - (seed % window);
        for (uint256 i = 0; i < window && _kept[place].gone; ++i) {
            place = place == 0 ? n - 1 : place - 1;
        }
    }

    /// @dev The box that a parcel lies in; its number and one.
    function _boxOf(Custody custody) internal view returns (uint256) {
        uint96 packed = custody.container();
        for (uint256 i = _boxes.length; packed != 0 && i != 0; --i) {
            Box storage box = _boxes[i - 1];
            bool isIt = uint96(uint256(ContainerId.unwrap(box.id))) == packed;
            if (!box.gone && isIt) return i;
        }
        return 0;
    }

    /// @dev Where a parcel is: where its container is, if it lies in one.
    function _whereabouts(Kept memory k) internal view returns (Custody custody, ContainerId id) {
        custody = _custody(k);
        uint256 box = _boxOf(custody);
        if (box == 0) return (custody, id);
        id = _boxes[box - 1].id;
        bool isQuarantined = custody.isQuarantined();
        Quarantine own = custody.quarantine();
        custody = DRUGS.containerOf(id);
        if (isQuarantined) custody = custody.withQuarantine(own);
    }

    function _label(
        Box memory box
    ) internal view returns (ContainerLabel memory label, uint256[] memory contents) {
        contents = new uint256[](2);
        LotId[] memory lots = new LotId[](2);
        for (uint256 i = 0; i < 2; ++i) {
            Kept memory k = _kept[box.kept[i]];
            lots[i] = _lots[k.lot].id;
            contents[i] = k.first | (uint256(k.count) << 32) | (i << 64);
        }
        label = ContainerLabel(7, lots, keccak256(abi.encodePacked(contents)));
    }

    /// @dev One of the newest parcels that lie with an institution, other than one; else any.
    function _someWith(
        uint256 seed,
        ParticipantId holder,
        uint256 other
    ) internal view returns (uint256 place) {
        for (uint256 i = 0; i < 12; ++i) {
            place = _some(seed / 2 + i);
            Custody c = _custody(_kept[place]);
            bool isThere = c.holder() == holder && c.state() == CustodyState.HELD;
            if (place != other && isThere && c.container() == 0) return place;
        }
    }

    function _isTroubled(uint256 lot, Custody custody) internal view returns (bool) {
        return
            _severity[lot] != 0 ||
            _lotHeld[lot] ||
            block.timestamp > _lots[lot].body.expiry ||
            uint256(custody.quarantine()) != 0;
    }

    /// @dev Maker, distributor, regulator and carrier.
    function _isTowardsMaker(uint256 to) internal pure returns (bool) {
        return to != 3 && to != 4;
    }

    function _opened(
        Kept memory k,
        uint32 index
    )
        internal
        view
        returns (
            IDrugLedger.OpenedParcel memory parcel,
            Unit[] memory units,
            bytes32[] memory proof
        )
    {
        Lot storage lot = _lots[k.lot];
        parcel = IDrugLedger.OpenedParcel(lot.body, lot.root, UnitRange(k.first, k.count));
        units = new Unit[](1);
        units[0] = _unit(k.lot, index);
        proof = new bytes32[](3);
        uint256 node = index;
        for (uint256 i = 0; i < 3; ++i) {
            proof[i] = lot.nodes[node ^ 1];
            node = UNITS + node / 2;
        }
    }

    function _isHeld(Custody c, uint256 who) internal pure returns (bool) {
        return c.holder() == _number(who) && c.state() == CustodyState.HELD && c.container() == 0;
    }

    /// @dev Who weighs more than an institution's own: only such may release from its quarantine.
    function _weightOf(uint256 who) internal pure returns (Quarantine) {
        if (who == REGULATOR) return Quarantine.REGULATOR;
        return who == CALLER ? Quarantine.CALLER : Quarantine.HOLDER;
    }

    /// @dev Who pays for a unit.
    function _payerOf(bytes32 code) internal pure returns (bytes32) {
        return hashPayer(keccak256(abi.encode("patient", code)), "salt");
    }

    function _unit(uint256 lot, uint32 index) internal pure returns (Unit memory) {
        bytes32 code = keccak256(abi.encode("code", lot / 2, index));
        return Unit(index, code, bytes16(keccak256(abi.encode("salt", lot, index))));
    }
}
