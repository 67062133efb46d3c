// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {deploy} from "./Cheats.sol";
import {TradeHandler} from "./TradeHandler.sol";

/// @dev Orders, money, stocks and sensors, over random sequences of what institutions do.
contract TradeInvariants {
    uint256 private constant STEPS = 4_000;

    TradeHandler private _trade;

    function setUp() external {
        _trade = TradeHandler(deploy("TradeHandler", ""));
    }

    function invariant_INV_COLDCHAIN_1_2_3_excursionsEndInQuarantineOrSayWhyNot() external view {
        assert(!_trade.broken("INV-COLDCHAIN-1"));
        assert(!_trade.broken("INV-COLDCHAIN-2"));
        _trade.checkAll();
    }

    function invariant_INV_PROCUREMENT_1_2_3_4_noOrderIsPaidTwice() external view {
        assert(!_trade.broken("INV-PROCUREMENT-1"));
        assert(!_trade.broken("INV-PROCUREMENT-2"));
        assert(!_trade.broken("INV-PROCUREMENT-3"));
        assert(!_trade.broken("INV-PROCUREMENT-4"));
    }

    function invariant_INV_INSURANCE_1_2_3_supplyIsWhatWasIssuedLessRedeemed() external view {
        assert(!_trade.broken("INV-INSURANCE-2"));
        _trade.checkAll();
    }

    /// @dev Only the handler is called by the runner.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_trade);
    }

    /// @dev Invariants over actions that never happen would hold of anything.
    function test_reachesEverythingAndBreaksNothing() external {
        for (uint256 i = 0; i < STEPS; ++i) {
            _step(_random(i, 0) % 20, _random(i, 1), _random(i, 2), _random(i, 3), _random(i, 4));
        }
        string[16] memory actions = [
            "accept",
            "inspect",
            "invoice",
            "settle",
            "cancel",
            "despatch",
            "receiveGoods",
            "move",
            "release",
            "destroy",
            "report",
            "excursion",
            "excursionRefused",
            "low",
            "over",
            "transfer"
        ];
        for (uint256 i = 0; i < actions.length; ++i) {
            require(_trade.done(actions[i]) != 0, actions[i]);
        }
        string[8] memory names = [
            "INV-COLDCHAIN-1",
            "INV-COLDCHAIN-2",
            "INV-PROCUREMENT-1",
            "INV-PROCUREMENT-2",
            "INV-PROCUREMENT-3",
            "INV-PROCUREMENT-4",
            "INV-INSURANCE-2",
            "INV-INSURANCE-3"
        ];
        for (uint256 i = 0; i < names.length; ++i) {
            require(!_trade.broken(names[i]), names[i]);
        }
        _trade.checkAll();
    }

    function _step(uint256 turn, uint256 a, uint256 b, uint256 c, uint256 d) private {
        if (turn < 6) _trade.order(a, b, c);
        else if (turn < 8) _trade.despatch(a, b % 3 == 0 ? b : a, c);
        else if (turn < 12) _trade.receiveGoods(a, b % 3 == 0 ? b : a, c);
        else if (turn < 14) _trade.move(a);
        else if (turn < 16) _trade.release(a);
        else if (turn == 16 && d % 20 == 0) _trade.destroy(a);
        else if (turn == 17) _trade.report(a, b, c);
        else if (turn == 18) _trade.checkStock(a, b);
        else _trade.money(a, b, c, d);
    }

    function _random(uint256 i, uint256 salt) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(i, salt)));
    }
}
