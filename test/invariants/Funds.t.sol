// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {deploy} from "./Cheats.sol";
import {EnrolmentHandler} from "./EnrolmentHandler.sol";
import {FundHandler} from "./FundHandler.sol";

/// @dev Pools, accounts and providers' positions, and persons' segments, over random sequences.
contract FundInvariants {
    uint256 private constant STEPS = 2_500;

    FundHandler private _funds;
    EnrolmentHandler private _enrolment;

    function setUp() external {
        _funds = FundHandler(deploy("FundHandler", ""));
        _enrolment = EnrolmentHandler(deploy("EnrolmentHandler", ""));
    }

    function invariant_INV_FUNDS_1_5_tokensAreTheSumOfPoolsAndAccounts() external view {
        assert(!_funds.broken("INV-FUNDS-1"));
        assert(!_funds.broken("INV-FUNDS-5"));
        _funds.checkFunds();
    }

    function invariant_INV_FUNDS_2_noDebitWithoutMandate() external view {
        assert(!_funds.broken("INV-FUNDS-2"));
    }

    function invariant_INV_FUNDS_3_4_allOrNothingAndNeverTooMuch() external view {
        assert(!_funds.broken("INV-FUNDS-3"));
        assert(!_funds.broken("INV-FUNDS-4"));
    }

    function invariant_INV_ENROLMENT_1_2_3_4_segmentsNeverOverlapNorChangeAlone() external view {
        assert(!_enrolment.broken("INV-ENROLMENT-1"));
        assert(!_enrolment.broken("INV-ENROLMENT-3"));
        assert(!_enrolment.broken("INV-ENROLMENT-4"));
        _enrolment.checkAll();
    }

    /// @dev Only handlers are called by the runner.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](2);
        targets[0] = address(_funds);
        targets[1] = address(_enrolment);
    }

    /// @dev Invariants over actions that never happen would hold of anything.
    function test_reachesEverythingAndBreaksNothing() external {
        for (uint256 i = 0; i < STEPS; ++i) {
            _step(_random(i, 0) % 20, _random(i, 1), _random(i, 2), _random(i, 3), _random(i, 4));
        }
        string[14] memory actions = [
            "contribute",
            "setMandate",
            "setMandateRefused",
            "carryOver",
            "carryOverRefused",
            "paid",
            "netted",
            "deferred",
            "paidLater",
            "fromAccount",
            "reverse",
            "cancel",
            "repay",
            "adjust"
        ];
        for (uint256 i = 0; i < actions.length; ++i) {
            require(_funds.done(actions[i]) != 0, actions[i]);
        }
        string[5] memory names = [
            "INV-FUNDS-1",
            "INV-FUNDS-2",
            "INV-FUNDS-3",
            "INV-FUNDS-4",
            "INV-FUNDS-5"
        ];
        for (uint256 i = 0; i < names.length; ++i) {
            require(!_funds.broken(names[i]), names[i]);
        }
        _funds.checkFunds();
    }

    function test_reachesEveryStepOfSegments() external {
        for (uint256 i = 0; i < 400; ++i) {
            uint256 turn = _random(i, 5) % 6;
            (uint256 a, uint256 b, uint256 c) = (_random(i, 6), _random(i, 7), _random(i, 8));
            if (turn < 2) _enrolment.open(a, b, c);
            else if (turn == 2) _enrolment.end(a, b, c);
            else if (turn == 3) _enrolment.contribute(a, b, c);
            else _enrolment.correct(a, b, c);
        }
        string[8] memory actions = [
            "open",
            "openRefused",
            "end",
            "contribute",
            "contributeRefused",
            "correct",
            "correctPartly",
            "correctRefused"
        ];
        for (uint256 i = 0; i < actions.length; ++i) {
            require(_enrolment.done(actions[i]) != 0, actions[i]);
        }
        string[3] memory names = ["INV-ENROLMENT-1", "INV-ENROLMENT-3", "INV-ENROLMENT-4"];
        for (uint256 i = 0; i < names.length; ++i) {
            require(!_enrolment.broken(names[i]), names[i]);
        }
        _enrolment.checkAll();
    }

    function _step(uint256 turn, uint256 a, uint256 b, uint256 c, uint256 d) private {
        if (turn < 4) _funds.contribute(a, b, c, d);
        else if (turn < 6) _funds.setMandate(a, b, c, d);
        else if (turn == 6) _funds.carryOver(a, b, c, d);
        else if (turn < 13) _funds.pay(a, b, c, d, d >> 8);
        else if (turn == 13) _funds.reverse(a, b, c, d);
        else if (turn == 14) _funds.cancel(a, b, c);
        else if (turn == 15) _funds.repay(a, b);
        else if (turn == 16) _funds.adjust(a, b);
        else if (turn == 17) _funds.pause(a, b);
        else if (turn == 18) _funds.wait_(a);
        else _funds.drop(a, b);
    }

    function _random(uint256 i, uint256 salt) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(i, salt)));
    }
}
