// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {deploy} from "./Cheats.sol";
import {
    drugLedgerWrites,
    coldChainWrites,
    procurementWrites,
    tokenWrites
} from "./SupplyWrites.sol";
import {TradeHandler} from "./TradeHandler.sol";

/// @dev Invariants over actions that never happen would hold of anything: a long fixed sequence shows
/// that every function of the contracts succeeds, and is refused, and that nothing breaks.
contract SupplyReachTest {
    uint256 private constant STEPS = 14_000;

    TradeHandler private _trade;

    function setUp() external {
        _trade = TradeHandler(deploy("TradeHandler", ""));
    }

    function test_handlersReachEverythingAndBreakNothing() external {
        for (uint256 i = 0; i < STEPS; ++i) {
            _step(i);
        }
        string memory missing = string.concat(
            _unreached("DrugLedger", _trade.drugLedger(), drugLedgerWrites()),
            _unreached("ColdChain", _trade.coldChain(), coldChainWrites()),
            _unreached("Procurement", _trade.procurement(), procurementWrites()),
            _unreached("SettlementToken", _trade.token(), tokenWrites())
        );
        string[48] memory actions = _actions();
        for (uint256 i = 0; i < actions.length; ++i) {
            if (_trade.done(actions[i]) == 0) missing = string.concat(missing, " ", actions[i]);
        }
        require(bytes(missing).length == 0, string.concat("never reached:", missing));
        string[19] memory names = _names();
        for (uint256 i = 0; i < names.length; ++i) {
            require(!_trade.broken(names[i]), names[i]);
        }
        _trade.checkLots();
        _trade.checkSales();
        _trade.checkWatched();
        _trade.checkOrders();
        _trade.checkMoney();
        _trade.checkVouchers();
    }

    /// @dev The functions that never succeeded, by their places in SupplyWrites.sol.
    function _unreached(
        string memory name,
        address target,
        bytes4[] memory selectors
    ) private view returns (string memory missing) {
        for (uint256 i = 0; i < selectors.length; ++i) {
            if (_trade.reached(target, selectors[i]) != 0) continue;
            missing = string.concat(missing, " ", name, "[", Strings.toString(i), "]");
        }
    }

    function _step(uint256 i) private {
        uint256 turn = _random(i, 0) % 100;
        (uint256 a, uint256 b) = (_random(i, 1), _random(i, 2));
        (uint256 c, uint256 d) = (_random(i, 3), _random(i, 4));
        if (turn < 40) _goods(turn, a, b, c, d);
        else if (turn < 60) _cold(turn - 40, a, b, c, d);
        else if (turn < 84) _orders(turn - 60, a, b, c);
        else if (turn < 94) _money(turn - 84, a, b, c, d);
        else _administration(turn - 94, a, b);
    }

    function _goods(uint256 turn, uint256 a, uint256 b, uint256 c, uint256 d) private {
        if (turn < 2) _trade.commission(a);
        else if (turn == 2) _trade.quarantine(a, b, c % 3 == 0);
        else if (turn == 3) _trade.quarantine(a, b, false);
        else if (turn == 4) _trade.quarantineLot(a, b, c % 2 == 0);
        else if (turn == 5) _trade.recall(a, b, c);
        else if (turn == 6) _trade.destroy(a, b);
        else if (turn == 7) _trade.callBack(a, b);
        else if (turn < 10) _trade.receiveExcept(a, b, c);
        else if (turn < 12) _trade.split(a, b, c);
        else if (turn < 16) _trade.ship(a, b, c);
        else if (turn < 20) _trade.receiveParcel(a, b);
        else if (turn < 25) _trade.dispense(a, b, c);
        else if (turn < 28) _trade.withdraw(a, b, c, d % 2 == 0);
        else if (turn < 30) _trade.pack(a, b, c);
        else if (turn < 36) _trade.moveBox(a, b, c, d);
        else if (turn < 38) _trade.markPaid(a, b);
        else if (turn == 38 && a % 2 == 0) _trade.anchorEvents(a, b);
        else if (turn == 38) _trade.scan(a, b, c);
        else _trade.pass(a);
    }

    function _cold(uint256 turn, uint256 a, uint256 b, uint256 c, uint256 d) private {
        if (turn == 0) _trade.registerSensor(a, b);
        else if (turn == 1) _trade.recalibrate(a, b, c);
        else if (turn == 2) _trade.retireSensor(a, b);
        else if (turn == 3) _trade.setLimits(a, b);
        else if (turn < 8) _trade.beginMonitoring(a, b, c);
        else if (turn == 8) _trade.endMonitoring(a, b);
        else if (turn < 16) _trade.report(a, b, c, d);
        else if (turn == 16) _trade.reportSilence(a, b);
        else if (turn == 17) _trade.hide(a, b);
        else _trade.pursue(a, b, c);
    }

    function _orders(uint256 turn, uint256 a, uint256 b, uint256 c) private {
        if (turn < 2) _trade.placeOrder(a, b);
        else if (turn < 9) _trade.order(a, b, c);
        else if (turn < 12) _trade.despatch(a, b, c);
        else if (turn < 17) _trade.deliver(a, b, c);
        else if (turn < 21) _trade.receiveGoods(a, b, c);
        else if (turn == 21) _trade.setStockLevels(a, b);
        else _trade.checkStock(a, b, c);
    }

    function _money(uint256 turn, uint256 a, uint256 b, uint256 c, uint256 d) private {
        if (turn == 0) _trade.issue(a, b);
        else if (turn == 1) _trade.redeem(a, b);
        else if (turn < 4) _trade.transfer(a, b, c);
        else if (turn < 7) _trade.transferFrom(a, b, c, d);
        else if (turn == 7) _trade.approve(a, b, c);
        else if (turn == 8) _trade.permit(a, b, c, d);
        else if (d % 3 == 0) _trade.draw(a, b, c);
        else _trade.useVoucher(a, b, c, d);
    }

    function _administration(uint256 turn, uint256 a, uint256 b) private {
        if (turn < 2) _trade.setStatus(a, b);
        else if (turn == 2) _trade.pause(a, b % 2 == 0);
        else if (turn == 3) _trade.registerProduct(a, b);
        else if (turn == 4) _trade.changeCallers(a, b);
        else if (b % 2 == 0) _trade.setAuthority(a);
        else _trade.foundCallers(a);
    }

    function _random(uint256 i, uint256 part) private pure returns (uint256) {
        return uint256(keccak256(abi.encode("supply", i, part)));
    }

    /// @dev Ways that functions end in, beside success.
    function _actions() private pure returns (string[48] memory) {
        return
            [
                "shipRefused",
                "shipTowardsMaker",
                "receiveRefused",
                "found",
                "receiveExceptRefused",
                "callBackRefused",
                "splitRefused",
                "quarantineRefused",
                "releaseRefused",
                "quarantineLotRefused",
                "recallRefused",
                "destroyRefused",
                "dispenseRefused",
                "takeBack",
                "takeBackRefused",
                "destroyUnit",
                "destroyUnitRefused",
                "markPaidRefused",
                "anchorEventsRefused",
                "commissionRefused",
                "scan",
                "scanRefused",
                "watchBox",
                "watchParcel",
                "watchAgain",
                "gap",
                "late",
                "reportByOthers",
                "reportForTwo",
                "reportRefused",
                "excursion",
                "excursionAgain",
                "excursionMissed",
                "excursionOfBox",
                "pursueParcel",
                "pursueFromBox",
                "pursueRefused",
                "deliver",
                "deliverBox",
                "receiveInBox",
                "receiveParts",
                "receiveGoodsRefused",
                "settleRefused",
                "low",
                "over",
                "transferFromSome",
                "transferFromRefused",
                "redeemOfLeaver"
            ];
    }

    function _names() private pure returns (string[19] memory) {
        return
            [
                "STANDING",
                "INV-SUPPLY-1",
                "INV-SUPPLY-2",
                "INV-SUPPLY-3",
                "INV-SUPPLY-4",
                "INV-SUPPLY-5",
                "INV-SUPPLY-6",
                "INV-SUPPLY-7",
                "INV-COLDCHAIN-1",
                "INV-COLDCHAIN-2",
                "INV-COLDCHAIN-3",
                "INV-PROCUREMENT-1",
                "INV-PROCUREMENT-2",
                "INV-PROCUREMENT-3",
                "INV-PROCUREMENT-4",
                "INV-INSURANCE-1",
                "INV-INSURANCE-2",
                "INV-INSURANCE-3",
                "INV-INSURANCE-4"
            ];
    }
}
