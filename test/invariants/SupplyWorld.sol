// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParticipantRegistry} from "../../contracts/identity/interfaces/IParticipantRegistry.sol";
import {IDrugLedger} from "../../contracts/supply/interfaces/IDrugLedger.sol";
import {Codes} from "../../contracts/types/Codes.sol";
import {Custody, CustodyState, UnitState} from "../../contracts/types/Custody.sol";
import {hashLot, hashSale, LotBody, Parcel, Unit, UnitRange} from "../../contracts/types/Goods.sol";
import {LOT_BODY_TYPEHASH} from "../../contracts/types/Goods.sol";
import {LotId, ParticipantId, ProductId} from "../../contracts/types/Ids.sol";
import {ParticipantStatus} from "../../contracts/types/Membership.sol";
import {deploy, VM} from "./Cheats.sol";

/// @dev The drug ledger with six institutions, lots of eight units, and what the tests believe of
/// them. This contract administers all of it.
contract SupplyWorld {
    uint32 internal constant UNITS = 8;
    uint256 internal constant INSTITUTIONS = 6;
    uint256 internal constant MAKER = 1;
    uint256 internal constant REGULATOR = 5;
    uint40 internal constant FAR = 4_000_000_000;
    ProductId internal constant PLAIN = ProductId.wrap((2 << 56) | 1_000_001);
    ProductId internal constant SOLD = ProductId.wrap((2 << 56) | 1_000_002);

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

    IParticipantRegistry internal immutable PARTICIPANTS;
    IDrugLedger internal immutable DRUGS;

    Lot[] internal _lots;
    Kept[] internal _kept;
    mapping(uint256 lot => mapping(uint32 unit => Believed)) internal _units;
    mapping(uint256 lot => mapping(uint32 unit => uint256)) internal _dispensed;
    mapping(bytes32 code => uint256) internal _sold;
    mapping(uint256 lot => uint256) internal _severity;
    mapping(uint256 lot => bool) internal _lotHeld;
    mapping(uint256 institution => ParticipantStatus) internal _status;

    /// @dev Invariants found broken while acting; and how often each thing was done.
    mapping(string invariantName => bool) public broken;
    mapping(string action => uint256) public done;

    constructor() {
        VM.warp(1_750_000_000);
        address manager = deploy("AccessManager", abi.encode(address(this)));
        PARTICIPANTS = IParticipantRegistry(deploy("ParticipantRegistry", abi.encode(manager)));
        DRUGS = IDrugLedger(
            deploy("DrugLedger", abi.encode(manager, uint48(2 days), PARTICIPANTS))
        );
        uint8[6] memory kinds = [
            Codes.PARTICIPANT_KIND_DRUG_MAKER,
            Codes.PARTICIPANT_KIND_DISTRIBUTOR,
            Codes.PARTICIPANT_KIND_HOSPITAL,
            Codes.PARTICIPANT_KIND_PHARMACY,
            Codes.PARTICIPANT_KIND_REGULATOR,
            Codes.PARTICIPANT_KIND_CARRIER
        ];
        for (uint256 i = 1; i <= INSTITUTIONS; ++i) {
            PARTICIPANTS.admit(
                IParticipantRegistry.Profile(uint32(1) << kinds[i - 1], 1, 320_400, 3, FAR),
                bytes32(i),
                "",
                _account(i)
            );
            _status[i] = ParticipantStatus.ACTIVE;
        }
        DRUGS.registerProduct(PLAIN, _number(MAKER), false);
        DRUGS.registerProduct(SOLD, _number(MAKER), true);
        _make();
        _make();
        _make();
        _make();
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

    function _check(bool holds, string memory invariantName) internal {
        if (!holds) broken[invariantName] = true;
    }

    /// @dev Counts an action, or its refusal.
    function _count(string memory action, bool ok) internal {
        ++done[ok ? action : string.concat(action, "Refused")];
    }

    function _try(uint256 who, bytes memory data) internal returns (bool ok) {
        VM.prank(_account(who));
        (ok, ) = address(DRUGS).call(data);
    }

    /// @dev A lot of the maker's. Of four in turn the last two are claimable, with the same codes.
    function _make() internal {
        uint256 place = _lots.length;
        Lot storage lot = _lots.push();
        lot.claimable = place % 4 > 1;
        lot.body = LotBody(
            lot.claimable ? SOLD : PLAIN,
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
        VM.prank(_account(MAKER));
        (bool ok, ) = address(DRUGS).call(data);
        if (!ok) {
            _lots.pop();
            return;
        }
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

    // Readings

    function _parcel(Kept memory k) internal view returns (Parcel memory) {
        return Parcel(_lots[k.lot].id, k.first, k.count);
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

    /// @dev Most often who may, else anybody.
    function _sender(uint256 seed, ParticipantId may) internal pure returns (uint256) {
        uint256 id = ParticipantId.unwrap(may);
        return seed % 5 == 0 || id == 0 ? 1 + ((seed / 5) % INSTITUTIONS) : id;
    }

    function _isActive(uint256 who) internal view returns (bool) {
        return _status[who] == ParticipantStatus.ACTIVE;
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

    function _unit(uint256 lot, uint32 index) internal pure returns (Unit memory) {
        bytes32 code = keccak256(abi.encode("code", lot / 2, index));
        return Unit(index, code, bytes16(keccak256(abi.encode("salt", lot, index))));
    }

    function _account(uint256 institution) internal pure returns (address) {
        return address(uint160(0xd00000 + institution));
    }

    function _number(uint256 institution) internal pure returns (ParticipantId) {
        return ParticipantId.wrap(uint32(institution));
    }
}
