// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {deploy} from "./Cheats.sol";
import {SupplyHandler} from "./SupplyHandler.sol";

/// @dev Drugs, over random sequences of all that institutions do with them.
contract SupplyInvariants {
    uint256 private constant STEPS = 6_000;

    SupplyHandler private _supply;

    function setUp() external {
        _supply = SupplyHandler(deploy("SupplyHandler", ""));
    }

    function invariant_INV_SUPPLY_1_noUnitIsLostOrMade() external view {
        assert(!_supply.broken("INV-SUPPLY-1"));
        _supply.checkLots();
    }

    function invariant_INV_SUPPLY_2_3_aUnitIsDispensedOnceAndInTime() external view {
        assert(!_supply.broken("INV-SUPPLY-2"));
        assert(!_supply.broken("INV-SUPPLY-3"));
    }

    function invariant_INV_SUPPLY_4_5_6_goodsMoveAsTheyMay() external view {
        assert(!_supply.broken("INV-SUPPLY-4"));
        assert(!_supply.broken("INV-SUPPLY-5"));
        assert(!_supply.broken("INV-SUPPLY-6"));
    }

    /// @dev Only the handler is called by the runner.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_supply);
    }

    /// @dev Invariants over actions that never happen would hold of anything.
    function test_reachesEverythingAndBreaksNothing() external {
        for (uint256 i = 0; i < STEPS; ++i) {
            _step(_random(i, 0) % 34, _random(i, 1), _random(i, 2), _random(i, 3), _random(i, 4));
        }
        string[38] memory actions = _actions();
        for (uint256 i = 0; i < actions.length; ++i) {
            require(_supply.done(actions[i]) != 0, actions[i]);
        }
        string[6] memory names = [
            "INV-SUPPLY-1",
            "INV-SUPPLY-2",
            "INV-SUPPLY-3",
            "INV-SUPPLY-4",
            "INV-SUPPLY-5",
            "INV-SUPPLY-6"
        ];
        for (uint256 i = 0; i < names.length; ++i) {
            require(!_supply.broken(names[i]), names[i]);
        }
        _supply.checkLots();
    }

    function _step(uint256 turn, uint256 a, uint256 b, uint256 c, uint256 d) private {
        if (turn == 0) _supply.commission();
        else if (turn == 1) _supply.pass(a);
        else if (turn == 2) _supply.setStatus(a, b);
        else if (turn == 3) _supply.quarantine(a, b, c % 3 == 0);
        else if (turn == 4) _supply.quarantineLot(a, b, c % 2 == 0);
        else if (turn == 5) _supply.recall(a, b, c);
        else if (turn == 6) _supply.destroy(a, b);
        else if (turn == 7) _supply.callBack(a, b);
        else if (turn < 10) _supply.receiveExcept(a, b, c);
        else if (turn < 12) _supply.split(a, b, c);
        else if (turn < 16) _supply.ship(a, b, c);
        else if (turn < 20) _supply.receiveParcel(a, b);
        else if (turn < 24) _supply.dispense(a, b, c);
        else if (turn < 27) _supply.withdraw(a, b, c, d % 2 == 0);
        else if (turn < 29) _supply.pack(a, b, c);
        else _supply.moveBox(a, b, c, d);
    }

    function _random(uint256 i, uint256 part) private pure returns (uint256) {
        return uint256(keccak256(abi.encode("supply", i, part)));
    }

    function _actions() private pure returns (string[38] memory) {
        return
            [
                "commission",
                "pass",
                "setStatus",
                "ship",
                "shipRefused",
                "shipTowardsMaker",
                "receive",
                "receiveRefused",
                "found",
                "receiveExcept",
                "receiveExceptRefused",
                "callBack",
                "callBackRefused",
                "split",
                "splitRefused",
                "quarantine",
                "quarantineRefused",
                "release",
                "releaseRefused",
                "quarantineLot",
                "quarantineLotRefused",
                "releaseLot",
                "recall",
                "recallRefused",
                "destroy",
                "destroyRefused",
                "dispense",
                "dispenseRefused",
                "takeBack",
                "takeBackRefused",
                "destroyUnit",
                "destroyUnitRefused",
                "pack",
                "shipBox",
                "receiveBox",
                "callBackBox",
                "quarantineBox",
                "unpack"
            ];
    }
}
