// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {ISettlementToken} from "../../contracts/insurance/interfaces/ISettlementToken.sol";
import {IProcurement} from "../../contracts/supply/interfaces/IProcurement.sol";
import {Custody} from "../../contracts/types/Custody.sol";
import {hashParcel, Parcel} from "../../contracts/types/Goods.sol";
import {ContainerId, ProductId} from "../../contracts/types/Ids.sol";
import {OpenedLot} from "../../contracts/types/Monitoring.sol";
import {Cheats, VM} from "./Cheats.sol";
import {VoucherHandler} from "./VoucherHandler.sol";

/// @dev Everything that all do with drugs, sensors, orders, stocks and money: what the runner calls.
contract TradeHandler is VoucherHandler {
    struct Shown {
        OpenedLot[] lots;
        Parcel[] parcels;
        bytes32[] containers;
        uint16[] places;
        uint256 sum;
        bool isTwice;
    }

    bytes32 private constant PERMIT_TYPEHASH = keccak256(
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
    );

    uint256 private _minted;
    uint256 private _redeemed;

    /// @dev The state of a stock that was counted last.
    mapping(uint256 holder => mapping(ProductId => uint8)) private _stock;

    constructor() {
        for (uint256 i = 1; i <= INSTITUTIONS; ++i) {
            TOKEN.issue(_account(i), 100_000, 0);
            _minted += 100_000;
            _as(i, address(TOKEN), abi.encodeCall(IERC20.approve, (address(ORDERS_AT), 100_000)));
            _allowed[_account(i)][address(ORDERS_AT)] = 100_000;
        }
    }

    function setStockLevels(uint256 who, uint256 seed) external {
        who = 1 + (who % ACTORS);
        ProductId product = seed % 2 == 0 ? PLAIN : SOLD;
        (uint32 min, uint32 max) = (uint32(seed % 9), uint32(4 + (seed % 13)));
        bytes memory data = abi.encodeCall(IProcurement.setStockLevels, (product, min, max));
        (bool ok, ) = _as(who, address(ORDERS_AT), data);
        if (ok) _check(min <= max, "INV-PROCUREMENT-4");
        _count("setStockLevels", ok);
    }

    /// @dev A holder shows some of its parcels; now and then one of them twice, or another's.
    function checkStock(uint256 which, uint256 count, uint256 seed) external {
        uint256 who = DISTRIBUTOR + (which % 3);
        if (seed % 9 == 0) who = 1 + (which % ACTORS);
        ProductId product = seed % 2 == 0 ? PLAIN : SOLD;
        Shown memory s = _shownBy(seed % 11 == 0 ? MAKER : who, product, which, count % 5);
        if (seed % 7 == 0 && s.parcels.length > 1) {
            s.parcels[0] = s.parcels[1];
            s.containers[0] = s.containers[1];
            s.lots[0] = s.lots[1];
            s.isTwice = true;
        }
        bytes memory data = abi.encodeCall(
            IProcurement.checkStock,
            (product, s.lots, s.parcels, s.containers, s.places)
        );
        VM.recordLogs();
        (bool ok, ) = _as(who, address(ORDERS_AT), data);
        _count("checkStock", ok);
        if (!ok) return;
        _check(!s.isTwice, "INV-PROCUREMENT-4");
        _counting(who, product, s.sum);
    }

    function issue(uint256 to, uint256 amount) external {
        to = 1 + (to % ACTORS);
        amount %= 500;
        bytes memory data = abi.encodeCall(ISettlementToken.issue, (_account(to), amount, 0));
        bool ok = _administer(amount, address(TOKEN), data);
        if (ok) {
            _check(_mayHold(to), "INV-INSURANCE-2");
            _minted += amount;
        }
        _count("issue", ok);
    }

    /// @dev Nothing keeps a holder from it: no standing, no pause.
    function redeem(uint256 who, uint256 amount) external {
        who = 1 + (who % ACTORS);
        amount %= 500;
        bool may = amount != 0 && TOKEN.balanceOf(_account(who)) >= amount;
        bytes memory data = abi.encodeCall(ISettlementToken.redeem, (amount, "payout"));
        (bool ok, ) = _as(who, address(TOKEN), data);
        _check(ok == may, "INV-INSURANCE-3");
        if (ok) _redeemed += amount;
        if (ok && !_isActive(who)) _count("redeemOfLeaver", true);
        _count("redeem", ok);
    }

    function transfer(uint256 who, uint256 to, uint256 amount) external {
        who = 1 + (who % ACTORS);
        to = 1 + (to % ACTORS);
        bytes memory data = abi.encodeCall(IERC20.transfer, (_account(to), amount % 500));
        (bool ok, ) = _as(who, address(TOKEN), data);
        if (ok) _check(_mayPay(who) && _mayHold(to), "INV-INSURANCE-2");
        _count("transfer", ok);
    }

    /// @dev Whom a holder allowed it takes its tokens, no more than was allowed.
    function transferFrom(uint256 who, uint256 from, uint256 to, uint256 amount) external {
        who = 1 + (who % ACTORS);
        from = 1 + (from % ACTORS);
        to = 1 + (to % ACTORS);
        amount %= 500;
        (address owner, address spender) = (_account(from), _account(who));
        bytes memory data = abi.encodeCall(IERC20.transferFrom, (owner, _account(to), amount));
        uint256 before = TOKEN.balanceOf(_account(to));
        (bool ok, ) = _as(who, address(TOKEN), data);
        if (ok) {
            _check(_mayPay(from) && _mayHold(to), "INV-INSURANCE-2");
            _check(amount <= _allowed[owner][spender], "INV-INSURANCE-1");
            uint256 gain = from == to ? 0 : amount;
            _check(TOKEN.balanceOf(_account(to)) == before + gain, "INV-INSURANCE-1");
            _spend(owner, spender, amount);
            if (amount != 0) _count("transferFromSome", true);
        }
        _count("transferFrom", ok);
    }

    function approve(uint256 who, uint256 spender, uint256 amount) external {
        who = 1 + (who % ACTORS);
        address to = _spenderOf(spender);
        amount = _allowance(amount);
        (bool ok, ) = _as(who, address(TOKEN), abi.encodeCall(IERC20.approve, (to, amount)));
        if (ok) _allowed[_account(who)][to] = amount;
        _count("approve", ok);
    }

    /// @dev An approval that its owner signed, carried by anybody; now and then signed by another.
    function permit(uint256 who, uint256 spender, uint256 amount, uint256 signer) external {
        who = 1 + (who % ACTORS);
        amount = _allowance(amount);
        uint256 key = _keyOf(signer % 4 == 0 ? 1 + (signer % ACTORS) : who);
        uint256 deadline = signer % 9 == 0 ? block.timestamp - 1 : block.timestamp;
        bytes memory data = _permitCall(_account(who), _spenderOf(spender), amount, deadline, key);
        (bool ok, ) = _as(1 + (signer % ACTORS), address(TOKEN), data);
        if (ok) {
            bool isSigned = key == _keyOf(who) && deadline == block.timestamp;
            _check(isSigned, "INV-INSURANCE-1");
            _allowed[_account(who)][_spenderOf(spender)] = amount;
        }
        _count("permit", ok);
    }

    /// @dev Money is neither made nor lost, nobody else has any, and no allowance is what nobody gave.
    function checkMoney() external view {
        uint256 sum = TOKEN.balanceOf(address(ORDERS_AT)) + TOKEN.balanceOf(address(COLD));
        assert(sum == 0 && TOKEN.balanceOf(_account(STRANGER)) == 0);
        for (uint256 i = 1; i <= ACTORS; ++i) {
            address owner = _account(i);
            sum += TOKEN.balanceOf(owner);
            for (uint256 j = 0; j <= ACTORS; ++j) {
                address spender = _spenderOf(j);
                assert(TOKEN.allowance(owner, spender) == _allowed[owner][spender]);
            }
        }
        assert(sum + _drawn == _minted - _redeemed - _paidOut && TOKEN.totalSupply() == sum);
    }

    /// @dev A stock is what is left of fit parcels, and like alerts never follow each other.
    function _counting(uint256 who, ProductId product, uint256 sum) private {
        uint256 word = ORDERS_AT.stockOf(_number(who), product);
        _check(uint32(word >> 64) == sum, "INV-PROCUREMENT-4");
        uint8 state = uint8(word >> 96);
        bool told = false;
        Cheats.Log[] memory logs = VM.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] == IProcurement.StockAlert.selector) told = true;
        }
        bool isAlarming = state != uint8(IProcurement.StockState.ENOUGH);
        _check(told == (isAlarming && state != _stock[who][product]), "INV-PROCUREMENT-4");
        _stock[who][product] = state;
        if (told) _count(state == uint8(IProcurement.StockState.LOW) ? "low" : "over", true);
    }

    /// @dev Parcels of one's own of a product, by ascending key, and what counts of them.
    function _shownBy(
        uint256 who,
        ProductId product,
        uint256 from,
        uint256 count
    ) private view returns (Shown memory s) {
        uint256[] memory found = new uint256[](count);
        uint256 n = 0;
        for (uint256 i = 0; i < 40 && n < count; ++i) {
            uint256 place = ((from % _kept.length) + i) % _kept.length;
            Kept memory k = _kept[place];
            if (
                k.gone || ProductId.unwrap(_lots[k.lot].body.product) != ProductId.unwrap(product)
            ) {
                continue;
            }
            (Custody c, ) = _whereabouts(k);
            if (c.holder() != _number(who) || uint8(c.state()) != 1) continue;
            if (!_isTroubled(k.lot, c)) s.sum += _custody(k).left();
            uint256 to = n++;
            bytes32 key = hashParcel(_parcel(k));
            for (; to != 0 && hashParcel(_parcel(_kept[found[to - 1]])) > key; --to) {
                found[to] = found[to - 1];
            }
            found[to] = place;
        }
        s.lots = new OpenedLot[](n);
        s.parcels = new Parcel[](n);
        s.containers = new bytes32[](n);
        s.places = new uint16[](n);
        for (uint256 i = 0; i < n; ++i) {
            Kept memory k = _kept[found[i]];
            (s.lots[i], s.parcels[i]) = (_openedLots(k.lot)[0], _parcel(k));
            (, ContainerId box) = _whereabouts(k);
            (s.containers[i], s.places[i]) = (ContainerId.unwrap(box), uint16(i));
        }
    }

    function _permitCall(
        address owner,
        address spender,
        uint256 amount,
        uint256 deadline,
        uint256 key
    ) private view returns (bytes memory) {
        uint256 nonce = IERC20Permit(address(TOKEN)).nonces(owner);
        bytes32 hash = keccak256(
            abi.encode(PERMIT_TYPEHASH, owner, spender, amount, nonce, deadline)
        );
        bytes memory signature = _signed(key, address(TOKEN), hash);
        bytes32 r;
        bytes32 s;
        assembly ("memory-safe") {
            r := mload(add(signature, 0x20))
            s := mload(add(signature, 0x40))
        }
        return
            abi.encodeCall(
                IERC20Permit.permit,
                (owner, spender, amount, deadline, uint8(signature[64]), r, s)
            );
    }

    /// @dev Members and callers.
    function _mayHold(uint256 who) private view returns (bool) {
        return
            who <= INSTITUTIONS || (who == CALLER && _isListed(address(TOKEN), _account(CALLER)));
    }

    function _mayPay(uint256 who) private view returns (bool) {
        if (who == CALLER) return _isListed(address(TOKEN), _account(CALLER));
        return _isActive(who) && _moneyPausedUntil <= block.timestamp;
    }

    /// @dev An actor, or what takes payments for orders.
    function _spenderOf(uint256 spender) private view returns (address) {
        spender %= ACTORS + 1;
        return spender == 0 ? address(ORDERS_AT) : _account(spender);
    }

    /// @dev Some, seldom without end.
    function _allowance(uint256 amount) private pure returns (uint256) {
        return amount % 8 == 0 ? type(uint256).max : amount % 2_000;
    }
}
