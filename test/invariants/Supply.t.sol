// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {deploy} from "./Cheats.sol";
import {TradeHandler} from "./TradeHandler.sol";

/// @dev Drugs, sensors, orders, stocks and money, over random sequences of all that all do with them.
contract SupplyInvariants {
    TradeHandler private _trade;

    function setUp() external {
        _trade = TradeHandler(deploy("TradeHandler", ""));
    }

    function invariant_INV_SUPPLY_1_2_3_noUnitIsLostMadeOrDispensedTwice() external view {
        assert(!_trade.broken("INV-SUPPLY-1"));
        assert(!_trade.broken("INV-SUPPLY-2"));
        assert(!_trade.broken("INV-SUPPLY-3"));
        _trade.checkLots();
    }

    function invariant_INV_SUPPLY_4_5_6_7_goodsMoveAsTheyMayAndSalesArePaidOnce() external view {
        assert(!_trade.broken("INV-SUPPLY-4"));
        assert(!_trade.broken("INV-SUPPLY-5"));
        assert(!_trade.broken("INV-SUPPLY-6"));
        assert(!_trade.broken("INV-SUPPLY-7"));
        assert(!_trade.broken("STANDING"));
        _trade.checkSales();
    }

    function invariant_INV_COLDCHAIN_1_2_3_whatWasFoundStaysAndEndsInQuarantine() external view {
        assert(!_trade.broken("INV-COLDCHAIN-1"));
        assert(!_trade.broken("INV-COLDCHAIN-2"));
        assert(!_trade.broken("INV-COLDCHAIN-3"));
        _trade.checkWatched();
    }

    function invariant_INV_PROCUREMENT_1_2_3_4_nothingIsCountedOrPaidTwice() external view {
        assert(!_trade.broken("INV-PROCUREMENT-1"));
        assert(!_trade.broken("INV-PROCUREMENT-2"));
        assert(!_trade.broken("INV-PROCUREMENT-3"));
        assert(!_trade.broken("INV-PROCUREMENT-4"));
        _trade.checkOrders();
    }

    function invariant_INV_INSURANCE_1_2_3_4_supplyIsWhatWasIssuedLessRedeemed() external view {
        assert(!_trade.broken("INV-INSURANCE-1"));
        assert(!_trade.broken("INV-INSURANCE-2"));
        assert(!_trade.broken("INV-INSURANCE-3"));
        assert(!_trade.broken("INV-INSURANCE-4"));
        _trade.checkVouchers();
        _trade.checkMoney();
    }

    /// @dev Only the handler is called by the runner.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_trade);
    }
}
