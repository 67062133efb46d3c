// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {deploy} from "./Cheats.sol";
import {TariffHandler} from "./TariffHandler.sol";

/// @dev Catalogues, plans and agreements, over random sequences of what institutions do.
contract TariffInvariants {
    uint256 private constant STEPS = 3_000;

    TariffHandler private _tariffs;

    function setUp() external {
        _tariffs = TariffHandler(deploy("TariffHandler", ""));
    }

    function invariant_INV_CATALOGUE_1_2_3_4_oneVersionHolds() external view {
        _unbroken(["INV-CATALOGUE-2", "INV-CATALOGUE-3", "INV-NOTICE-1"]);
        _tariffs.checkAll();
    }

    function invariant_INV_PLAN_1_2_oneVersionHolds() external view {
        _unbroken(["INV-PLAN-1", "INV-PLAN-2", "INV-NOTICE-1"]);
        _tariffs.checkAll();
    }

    function invariant_INV_AGREEMENT_1_2_3_nobodyIsBoundUnsigned() external view {
        _unbroken(["INV-AGREEMENT-1", "INV-AGREEMENT-3", "INV-AGREEMENT-4"]);
        _tariffs.checkAll();
    }

    function invariant_INV_AGREEMENT_5_INV_FREEZE_1_2_nobodyDecidesHisOwn() external view {
        _unbroken(["INV-AGREEMENT-5", "INV-FREEZE-1", "INV-FREEZE-2"]);
    }

    /// @dev Only the handler is called by the runner.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_tariffs);
    }

    /// @dev Invariants over actions that never happen would hold of anything.
    function test_reachesEverythingAndBreaksNothing() external {
        for (uint256 i = 0; i < STEPS; ++i) {
            _step(_random(i, 0) % 24, _random(i, 1), _random(i, 2), _random(i, 3), _random(i, 4));
            if (i % 100 == 0) _tariffs.checkAll();
        }
        string[19] memory actions = [
            "open",
            "publish",
            "publishPlan",
            "freezeRule",
            "freezeProduct",
            "appeal",
            "decide",
            "lift",
            "draft",
            "sign",
            "activate",
            "breach",
            "cure",
            "freezeAgreement",
            "terminate",
            "firePay",
            "fireServices",
            "firePenalty",
            "settle"
        ];
        for (uint256 i = 0; i < actions.length; ++i) {
            require(_tariffs.done(actions[i]) != 0, actions[i]);
        }
        _unbroken(["INV-CATALOGUE-2", "INV-CATALOGUE-3", "INV-NOTICE-1"]);
        _unbroken(["INV-PLAN-1", "INV-PLAN-2", "INV-AGREEMENT-5"]);
        _unbroken(["INV-AGREEMENT-1", "INV-AGREEMENT-3", "INV-AGREEMENT-4"]);
        _unbroken(["INV-FREEZE-1", "INV-FREEZE-2", "INV-NOTICE-1"]);
        _tariffs.checkAll();
    }

    function _step(uint256 turn, uint256 a, uint256 b, uint256 c, uint256 d) private {
        if (turn < 2) _tariffs.publish(a, b, c, d);
        else if (turn < 3) _tariffs.publishPlan(a, b, c, d);
        else if (turn < 4) _tariffs.freezeRows(a, b, c, d);
        else if (turn < 6) _tariffs.thaw(a, b, c, d);
        else if (turn < 16) _tariffs.agree(a, b, c);
        else if (turn < 19) _tariffs.fire(a, b, c);
        else if (turn < 21) _tariffs.settle(a, b, c);
        else if (turn == 21 && a % 3 == 0) _tariffs.pass(b);
        else if (turn == 22) _tariffs.open(a);
    }

    function _unbroken(string[3] memory names) private view {
        for (uint256 i = 0; i < names.length; ++i) {
            require(!_tariffs.broken(names[i]), names[i]);
        }
    }

    function _random(uint256 i, uint256 salt) private pure returns (uint256) {
        return uint256(keccak256(abi.encode("tariffs", i, salt)));
    }
}
