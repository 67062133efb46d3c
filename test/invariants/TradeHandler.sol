// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISettlementToken} from "../../contracts/insurance/interfaces/ISettlementToken.sol";
import {IColdChain} from "../../contracts/supply/interfaces/IColdChain.sol";
import {IDrugLedger} from "../../contracts/supply/interfaces/IDrugLedger.sol";
import {IProcurement} from "../../contracts/supply/interfaces/IProcurement.sol";
import {Disposition, Quarantine} from "../../contracts/types/Custody.sol";
import {Parcel, UnitRange} from "../../contracts/types/Goods.sol";
import {ContainerId} from "../../contracts/types/Ids.sol";
import {Goods, Readings, READINGS_TYPEHASH} from "../../contracts/types/Monitoring.sol";
import {Arrival} from "../../contracts/types/Purchase.sol";
import {Cheats, VM} from "./Cheats.sol";
import {TradeWorld} from "./TradeWorld.sol";

/// @dev What institutions do with orders, money, stocks and sensors, rightly and wrongly.
contract TradeHandler is TradeWorld {
    function order(uint256 which, uint256 sender, uint256 action) external {
        Kept storage k = _orders[which % ORDERS];
        action = action % 6;
        bytes memory data =
            action == 0
                ? abi.encodeCall(IProcurement.place, (k.order, 0))
                : action == 1
                    ? abi.encodeCall(IProcurement.accept, (k.order))
                    : action == 2
                        ? abi.encodeCall(IProcurement.inspect, (k.order, sender % 5 != 0, "report"))
                        : action == 3
                            ? abi.encodeCall(IProcurement.invoice, (k.order, "invoice"))
                            : action == 4
                                ? abi.encodeCall(IProcurement.settle, (k.order, k.terms, k.price))
                                : abi.encodeCall(IProcurement.cancel, (k.order));
        // Cancellation is rare, so that orders come to their end.
        if (action == 5 && sender % 20 != 0) return;
        uint256 before = TOKEN.balanceOf(_account(MAKER));
        bool ok = _try(sender, address(ORDERS_AT), data);
        string[6] memory names = ["place", "accept", "inspect", "invoice", "settle", "cancel"];
        _count(names[action], ok);
        if (!ok) return;
        if (action == 2) k.passed = sender % 5 != 0;
        if (action == 3) k.invoiced = true;
        if (action == 4) {
            _check(!k.paid && k.passed && k.invoiced && k.received != 0, "INV-PROCUREMENT-1");
            uint256 amount = k.received * k.price.perUnit;
            _check(TOKEN.balanceOf(_account(MAKER)) == before + amount, "INV-PROCUREMENT-3");
            k.paid = true;
        }
    }

    function despatch(uint256 which, uint256 parcel, uint256 sender) external {
        Kept storage k = _orders[which % ORDERS];
        Parcel[] memory parcels = new Parcel[](1);
        parcels[0] = _parcel(parcel);
        bytes memory data = abi.encodeCall(
            IProcurement.despatch,
            (k.order, parcels, "despatch advice")
        );
        _count("despatch", _try(sender, address(ORDERS_AT), data));
    }

    function receiveGoods(uint256 which, uint256 parcel, uint256 sender) external {
        Kept storage k = _orders[which % ORDERS];
        uint256 place = parcel % PARCELS;
        Arrival[] memory arrivals = new Arrival[](1);
        Parcel memory p = _parcel(parcel);
        UnitRange[] memory ranges = new UnitRange[](1);
        ranges[0] = UnitRange(p.first, p.count);
        arrivals[0] = Arrival(p, ranges, ContainerId.wrap(0), 0);
        bytes memory data = abi.encodeCall(
            IProcurement.receiveGoods,
            (k.order, k.terms, _opened(), arrivals)
        );
        bool ok = _try(sender, address(ORDERS_AT), data);
        _count("receiveGoods", ok);
        if (!ok) return;
        _check(_holder(p) == HOSPITAL && !_counted[place][k.id], "INV-PROCUREMENT-2");
        _counted[place][k.id] = true;
        k.received += p.count;
    }

    /// @dev A parcel goes to the hospital, or back.
    function move(uint256 parcel) external {
        Parcel memory p = _parcel(parcel);
        uint256 from = _holder(p);
        uint256 to = from == MAKER ? HOSPITAL : MAKER;
        bool ok =
            _as(from, address(DRUGS), abi.encodeCall(IDrugLedger.ship, (p, _number(to)))) &&
                _as(to, address(DRUGS), abi.encodeCall(IDrugLedger.receiveParcel, (p)));
        _count("move", ok);
    }

    function release(uint256 parcel) external {
        bytes memory data = abi.encodeCall(IDrugLedger.quarantine, (_parcel(parcel), false, "x"));
        _count("release", _as(REGULATOR, address(DRUGS), data));
    }

    function destroy(uint256 parcel) external {
        // Few: the rest is wanted.
        Parcel memory p = _parcel(parcel);
        if (parcel % PARCELS > 1) return;
        _count(
            "destroy",
            _as(
                _holder(p),
                address(DRUGS),
                abi.encodeCall(IDrugLedger.destroy, (p, Disposition.LOST, "x"))
            )
        );
    }

    function report(uint256 parcel, uint256 warm, uint256 sequence) external {
        VM.warp(block.timestamp + 10 minutes);
        bool isWarm = warm % 3 == 0;
        bytes memory values = abi.encodePacked(uint24(0), int16(isWarm ? 900 : 500), uint16(500));
        uint256 place = parcel % PARCELS;
        uint24 next = sequence % 4 == 0 ? _last[place] : _last[place] + 1;
        Readings memory r = Readings(_sensor, next, uint40(block.timestamp), values);
        Goods[] memory goods = new Goods[](1);
        goods[0] = Goods(ContainerId.wrap(0), _parcel(parcel));
        bytes memory signature = _signed(
            sequence % 9 == 1 ? KEY + 1 : KEY,
            keccak256(
                abi.encode(READINGS_TYPEHASH, r.sensor, r.sequence, r.start, keccak256(r.readings))
            )
        );
        VM.recordLogs();
        bool ok = _as(
            REGULATOR,
            address(COLD),
            abi.encodeCall(IColdChain.report, (r, _signer(), DEVICE, signature, goods))
        );
        _count("report", ok);
        if (!ok) return;
        _check(next == _last[place] + 1 && sequence % 9 != 1, "INV-COLDCHAIN-2");
        _last[place] = next;
        bool told = false;
        bool refused = false;
        Cheats.Log[] memory logs = VM.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] != IColdChain.ExcursionFound.selector) continue;
            told = true;
            (, , , , , , bytes4 refusal, , ) = abi.decode(
                logs[i].data,
                (uint16, bool, uint40, uint40, int16, uint16, bytes4, bytes32, address)
            );
            refused = refusal != 0;
        }
        if (!told) return;
        _count(refused ? "excursionRefused" : "excursion", true);
        bool held = DRUGS.parcelOf(_parcel(parcel)).quarantine() != Quarantine.NONE;
        _check(isWarm && (held || refused), "INV-COLDCHAIN-1");
        _broken[place] = true;
    }

    function checkStock(uint256 from, uint256 count) external {
        Parcel[] memory parcels = _heldBy(HOSPITAL, from, count % (PARCELS + 1));
        bytes memory data = abi.encodeCall(
            IProcurement.checkStock,
            (
                PRODUCT,
                _opened(),
                parcels,
                new bytes32[](parcels.length),
                new uint16[](parcels.length)
            )
        );
        VM.recordLogs();
        bool ok = _as(HOSPITAL, address(ORDERS_AT), data);
        _count("checkStock", ok);
        if (!ok) return;
        uint8 state = uint8(ORDERS_AT.stockOf(_number(HOSPITAL), PRODUCT) >> 96);
        Cheats.Log[] memory logs = VM.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] != IProcurement.StockAlert.selector) continue;
            _check(state != _stock, "INV-PROCUREMENT-4");
            _count(state == uint8(IProcurement.StockState.LOW) ? "low" : "over", true);
        }
        _stock = state;
    }

    function money(uint256 action, uint256 sender, uint256 to, uint256 amount) external {
        sender = 1 + (sender % INSTITUTIONS);
        amount = 1 + (amount % 500);
        address token = address(TOKEN);
        if (action % 3 == 0) {
            TOKEN.issue(_account(sender), amount, 0);
            minted += amount;
        } else if (action % 3 == 1) {
            bool ok = _as(sender, token, abi.encodeCall(ISettlementToken.redeem, (amount, 0)));
            if (ok) redeemed += amount;
            _count("redeem", ok);
        } else {
            bool outside = to % 4 == 0;
            address whom = outside ? address(1_000) : _account(1 + (to % INSTITUTIONS));
            bool ok = _as(sender, token, abi.encodeCall(TOKEN.transfer, (whom, amount)));
            _check(!ok || !outside, "INV-INSURANCE-2");
            _count("transfer", ok);
        }
    }

    /// @dev What holds whatever was done.
    function checkAll() external view {
        uint256 sum = 0;
        for (uint256 i = 1; i <= INSTITUTIONS; ++i) {
            sum += TOKEN.balanceOf(_account(i));
        }
        assert(TOKEN.totalSupply() == minted - redeemed && sum == minted - redeemed);
        for (uint256 i = 0; i < ORDERS; ++i) {
            uint8 state = uint8(ORDERS_AT.orderOf(_orders[i].id));
            assert(_orders[i].paid == (state == uint8(IProcurement.OrderState.PAID)));
        }
        for (uint256 i = 0; i < PARCELS; ++i) {
            uint256 word = _monitor(i);
            assert(!_broken[i] || (word >> 248) & 8 != 0);
        }
    }
}
