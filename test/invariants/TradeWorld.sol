// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICallers} from "../../contracts/access/ICallers.sol";
import {IParticipantRegistry} from "../../contracts/identity/interfaces/IParticipantRegistry.sol";
import {ISettlementToken} from "../../contracts/insurance/interfaces/ISettlementToken.sol";
import {IColdChain} from "../../contracts/supply/interfaces/IColdChain.sol";
import {IDrugLedger} from "../../contracts/supply/interfaces/IDrugLedger.sol";
import {IProcurement} from "../../contracts/supply/interfaces/IProcurement.sol";
import {Codes} from "../../contracts/types/Codes.sol";
import {ContainerLabel, hashParcel, LotBody, Parcel} from "../../contracts/types/Goods.sol";
import {
    ContainerId,
    LotId,
    OrderId,
    ParticipantId,
    ProductId,
    SensorId
} from "../../contracts/types/Ids.sol";
import {Goods, Limits, OpenedLot} from "../../contracts/types/Monitoring.sol";
import {
    Order,
    ORDER_TERMS_TYPEHASH,
    OrderTerms,
    Price,
    PRICE_TYPEHASH
} from "../../contracts/types/Purchase.sol";
import {deploy, VM} from "./Cheats.sol";

/// @dev A maker, a hospital and a regulator, one lot in parcels that a sensor watches, and orders.
contract TradeWorld {
    uint256 internal constant MAKER = 1;
    uint256 internal constant HOSPITAL = 2;
    uint256 internal constant REGULATOR = 3;
    uint256 internal constant INSTITUTIONS = 3;
    uint256 internal constant ORDERS = 24;
    uint256 internal constant PARCELS = 12;
    uint256 internal constant KEY = 77;
    uint40 internal constant FAR = 4_000_000_000;
    bytes32 internal constant DEVICE = "device";
    ProductId internal constant PRODUCT = ProductId.wrap((2 << 56) | 1_000_001);

    struct Kept {
        OrderId id;
        Order order;
        OrderTerms terms;
        Price price;
        uint256 received;
        bool passed;
        bool invoiced;
        bool paid;
    }

    IParticipantRegistry internal immutable PARTICIPANTS;
    IDrugLedger internal immutable DRUGS;
    ISettlementToken internal immutable TOKEN;
    IColdChain internal immutable COLD;
    IProcurement internal immutable ORDERS_AT;

    LotId internal _lot;
    LotBody internal _body;
    SensorId internal _sensor;
    Kept[] internal _orders;
    mapping(uint256 parcel => mapping(OrderId order => bool)) internal _counted;
    mapping(uint256 parcel => uint24) internal _last;
    mapping(uint256 parcel => bool) internal _broken;
    uint8 internal _stock;
    uint256 public minted;
    uint256 public redeemed;

    /// @dev Invariants found broken while acting; and how often each thing was done.
    mapping(string invariantName => bool) public broken;
    mapping(string action => uint256) public done;

    constructor() {
        VM.warp(1_750_000_000);
        address manager = deploy("AccessManager", abi.encode(address(this)));
        PARTICIPANTS = IParticipantRegistry(deploy("ParticipantRegistry", abi.encode(manager)));
        address subjects = deploy("SubjectRegistry", abi.encode(manager, PARTICIPANTS));
        bytes memory evidence = abi.encode(manager, uint48(2 days), PARTICIPANTS);
        DRUGS = IDrugLedger(deploy("DrugLedger", evidence));
        TOKEN = ISettlementToken(
            deploy(
                "SettlementToken",
                abi.encode(manager, uint48(2 days), PARTICIPANTS, bytes3("CNY"))
            )
        );
        COLD = IColdChain(deploy("ColdChain", abi.encode(PARTICIPANTS, subjects, DRUGS)));
        ORDERS_AT = IProcurement(deploy("Procurement", abi.encode(PARTICIPANTS, DRUGS, TOKEN)));
        address[] memory callers = new address[](1);
        callers[0] = address(COLD);
        ICallers(address(DRUGS)).foundCallers(callers);
        uint8[3] memory kinds = [
            Codes.PARTICIPANT_KIND_DRUG_MAKER,
            Codes.PARTICIPANT_KIND_HOSPITAL,
            Codes.PARTICIPANT_KIND_REGULATOR
        ];
        for (uint256 i = 1; i <= INSTITUTIONS; ++i) {
            PARTICIPANTS.admit(
                IParticipantRegistry.Profile(uint32(1) << kinds[i - 1], 1, 320_400, 3, FAR),
                bytes32(i),
                "",
                _account(i)
            );
        }
        DRUGS.registerProduct(PRODUCT, _number(MAKER), false);
        _goods();
        for (uint256 i = 0; i < ORDERS; ++i) {
            _prepare(i);
        }
        TOKEN.issue(_account(HOSPITAL), 100_000, 0);
        minted = 100_000;
        VM.prank(_account(HOSPITAL));
        TOKEN.approve(address(ORDERS_AT), type(uint256).max);
        VM.prank(_account(HOSPITAL));
        ORDERS_AT.setStockLevels(PRODUCT, 15, 30);
    }

    function _goods() private {
        uint32 count = uint32(5 * PARCELS);
        _body = LotBody(PRODUCT, "L", uint40(block.timestamp - 1), FAR, count, "content");
        VM.prank(_account(MAKER));
        _lot = DRUGS.commission(_body, "root", 0);
        uint32[] memory counts = new uint32[](PARCELS);
        for (uint256 i = 0; i < PARCELS; ++i) {
            counts[i] = 5;
        }
        VM.prank(_account(MAKER));
        DRUGS.split(Parcel(_lot, 0, count), counts);
        VM.prank(_account(MAKER));
        COLD.setLimits(PRODUCT, Limits(200, 800, 350, 650, 15, 0));
        VM.prank(_account(MAKER));
        _sensor = COLD.registerSensor(_signer(), DEVICE, FAR, 0);
        ContainerLabel memory none;
        for (uint256 i = 0; i < PARCELS; ++i) {
            VM.prank(_account(MAKER));
            COLD.beginMonitoring(
                Goods(ContainerId.wrap(0), _parcel(i)),
                none,
                _opened(),
                _sensor,
                0
            );
        }
    }

    function _prepare(uint256 i) private {
        Price memory price = Price(
            uint128(3 + i),
            _account(HOSPITAL),
            _account(MAKER),
            "conditions",
            bytes32(i)
        );
        bytes32 priceHash = keccak256(
            abi.encode(
                PRICE_TYPEHASH,
                price.perUnit,
                price.payer,
                price.payee,
                price.conditions,
                price.salt
            )
        );
        OrderTerms memory terms = OrderTerms(PRODUCT, 20, priceHash);
        bytes32 hash = keccak256(
            abi.encode(ORDER_TERMS_TYPEHASH, terms.product, terms.quantity, terms.price)
        );
        Order memory o = Order(
            _number(HOSPITAL),
            _number(MAKER),
            _number(0),
            _number(0),
            FAR,
            hash
        );
        VM.prank(_account(HOSPITAL));
        OrderId id = ORDERS_AT.place(o, 0);
        _orders.push(Kept(id, o, terms, price, 0, false, false, false));
    }

    /// @dev The parcels of one's own, from one of them on, in the order of their keys.
    function _heldBy(
        uint256 who,
        uint256 from,
        uint256 count
    ) internal view returns (Parcel[] memory parcels) {
        parcels = new Parcel[](count);
        uint256 found = 0;
        for (uint256 i = 0; i < PARCELS && found < count; ++i) {
            Parcel memory p = _parcel((from % PARCELS) + i);
            if (_holder(p) != who) continue;
            uint256 place = found++;
            while (place != 0 && hashParcel(parcels[place - 1]) > hashParcel(p)) {
                parcels[place] = parcels[place - 1];
                --place;
            }
            parcels[place] = p;
        }
        assembly ("memory-safe") {
            mstore(parcels, found)
        }
    }

    function _try(uint256 seed, address target, bytes memory data) internal returns (bool) {
        return _as(1 + (seed % INSTITUTIONS), target, data);
    }

    function _as(uint256 who, address target, bytes memory data) internal returns (bool ok) {
        VM.prank(_account(who));
        (ok, ) = target.call(data);
    }

    function _check(bool holds, string memory name) internal {
        if (!holds) broken[name] = true;
    }

    function _count(string memory action, bool ok) internal {
        if (ok) ++done[action];
    }

    function _opened() internal view returns (OpenedLot[] memory lots) {
        lots = new OpenedLot[](1);
        lots[0] = OpenedLot(_body, "root");
    }

    function _parcel(uint256 i) internal view returns (Parcel memory) {
        return Parcel(_lot, uint32(5 * (i % PARCELS)), 5);
    }

    function _holder(Parcel memory p) internal view returns (uint256) {
        return ParticipantId.unwrap(DRUGS.parcelOf(p).holder());
    }

    function _monitor(uint256 i) internal view returns (uint256) {
        return COLD.monitorOf(hashParcel(_parcel(i)), _sensor);
    }

    function _signed(uint256 key, bytes32 hash) internal view returns (bytes memory) {
        bytes32 separator = keccak256(
            abi.encode(
                keccak256(
                    "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
                ),
                keccak256("CareLedger ColdChain"),
                keccak256("1"),
                block.chainid,
                COLD
            )
        );
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", separator, hash));
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function _signer() internal pure returns (bytes memory) {
        return abi.encodePacked(VM.addr(KEY));
    }

    function _account(uint256 i) internal pure returns (address) {
        return address(uint160(0xACC0 + i));
    }

    function _number(uint256 i) internal pure returns (ParticipantId) {
        return ParticipantId.wrap(uint32(i));
    }
}
