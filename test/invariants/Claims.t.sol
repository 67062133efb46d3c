// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {deploy} from "./Cheats.sol";
import {SupplementHandler} from "./SupplementHandler.sol";

/// @dev Claims over random sequences of all that providers, insurers, reviewers, members and funds do.
contract ClaimInvariants {
    uint256 private constant STEPS = 2_800;

    SupplementHandler private _claims;

    function setUp() external {
        _claims = SupplementHandler(deploy("SupplementHandler", ""));
    }

    function invariant_INV_CLAIMS_1_2_6_amountsAddUpAndNoCapIsExceeded() external view {
        _holds();
    }

    function invariant_INV_CLAIMS_10_11_whoDecidesGivesBackWhatWasPaid() external view {
        _holds();
    }

    function invariant_INV_SUPPLEMENT_allTogetherPayAtMostTheBill() external view {
        _holds();
    }

    function invariant_INV_CLAIMS_3_4_5_7_8_nothingIsPaidTwice() external view {
        _holds();
    }

    /// @dev Only the handler is called by the runner.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_claims);
    }

    /// @dev Invariants over actions that never happen would hold of anything.
    function test_reachesEverythingAndBreaksNothing() external {
        for (uint256 i = 0; i < STEPS; ++i) {
            _step(_random(i, 0) % 25, _random(i, 1), _random(i, 2), _random(i, 3), _random(i, 4));
            if (i % 100 == 0) _holds();
        }
        string[58] memory actions = [
            "paidAtOnce",
            "pended",
            "frozen",
            "due",
            "denied",
            "billMany",
            "billRefused",
            "billAgainRefused",
            "lineAgain",
            "tooOften",
            "unitPaid",
            "unitRefused",
            "fromPersonalAccount",
            "paidAfterwards",
            "stillDue",
            "payLaterRefused",
            "restate",
            "freezeAgreement",
            "writePast",
            "netted",
            "pause",
            "propose",
            "tryRule",
            "tryPlan",
            "trespass",
            "released",
            "decidedAgain",
            "deniedAgain",
            "paidAgain",
            "unitPaidAgain",
            "readjudicateRefused",
            "withdrawn",
            "takenBack",
            "reverseClaimRefused",
            "deny",
            "denyRefused",
            "uphold",
            "upholdRefused",
            "appeal",
            "appealRefused",
            "appealFor",
            "appealForRefused",
            "answered",
            "appealed",
            "escalated",
            "final",
            "assign",
            "assignRefused",
            "paySupplement",
            "paidNothing",
            "paidMore",
            "paySupplementRefused",
            "supplementNetted",
            "refuseSupplement",
            "refusalRefused",
            "takeSupplementBack",
            "takingBackRefused",
            "writeSupplement"
        ];
        for (uint256 i = 0; i < actions.length; ++i) {
            require(_claims.done(actions[i]) != 0, actions[i]);
        }
        _holds();
    }

    function _step(uint256 turn, uint256 a, uint256 b, uint256 c, uint256 d) private {
        if (turn < 6) _claims.bill(a, b, c, d);
        else if (turn == 6) _claims.billMany(a, b, c, d);
        else if (turn < 9) _claims.payLater(a, b, c);
        else if (turn == 9) _claims.restate(a, b, c, d);
        else if (turn == 10) _claims.freezeAgreement(a, b);
        else if (turn == 11 && d % 3 == 0) _claims.writePast(a, b);
        else if (turn == 11 && d % 3 == 1) _claims.trespass(a, b, c);
        else if (turn == 11) _claims.propose(a, b, c);
        else if (turn == 12) _money(a % 8, b, c, d, a >> 8);
        else if (turn == 13) _claims.contribute(a, b, c, d);
        else if (turn == 14) _claims.setMandate(a, b, c, d);
        else if (turn == 15) _claims.wait_(a);
        else if (turn < 21) _people(turn, a, b, c, d);
        else _second(turn, a, b, c, d);
    }

    /// @dev What the second insurer does.
    function _second(uint256 turn, uint256 a, uint256 b, uint256 c, uint256 d) private {
        if (turn == 21) _claims.paySupplement(a, b, c);
        else if (turn == 22 && d % 3 == 0) _claims.refuseSupplement(a, b, c);
        else if (turn == 22) _claims.takeSupplementBack(a, b, c);
        else if (turn == 23 && d % 9 == 0) _claims.writeSupplement(a, b);
        else if (turn == 23) _claims.assign(a, b, c);
        else _claims.contributeElsewhere(a);
    }

    /// @dev What people decide.
    function _people(uint256 turn, uint256 a, uint256 b, uint256 c, uint256 d) private {
        if (turn == 16) _claims.readjudicate(a, b, c, d);
        else if (turn == 17) _claims.reverseClaim(a, b, c);
        else if (turn == 18 && d % 2 == 0) _claims.deny(a, b, c);
        else if (turn == 18) _claims.uphold(a, b, c);
        else if (turn == 19) _claims.appeal(a, b, c);
        else _claims.appealFor(a, b, c);
    }

    /// @dev What else happens to the funds.
    function _money(uint256 turn, uint256 a, uint256 b, uint256 c, uint256 d) private {
        if (turn < 3) _claims.pay(a, b, c, d, d >> 8);
        else if (turn == 3) _claims.reverse(a, b, c, d);
        else if (turn == 4) _claims.repay(a, b);
        else if (turn == 5) _claims.adjust(a, b);
        else if (turn == 6) _claims.pause(a, b);
        else _claims.drop(a, b);
    }

    function _holds() private view {
        _claims.checkAll();
        _claims.checkReviews();
        _claims.checkSupplements();
        string[20] memory names = [
            "INV-CLAIMS-1",
            "INV-CLAIMS-2",
            "INV-CLAIMS-3",
            "INV-CLAIMS-4",
            "INV-CLAIMS-5",
            "INV-CLAIMS-6",
            "INV-CLAIMS-7",
            "INV-CLAIMS-8",
            "INV-CLAIMS-9",
            "INV-CLAIMS-10",
            "INV-CLAIMS-11",
            "INV-SUPPLEMENT-1",
            "INV-SUPPLEMENT-2",
            "INV-SUPPLEMENT-4",
            "INV-SUPPLEMENT-5",
            "INV-ACCESS-1",
            "INV-PROPOSAL-1",
            "INV-FUNDS-1",
            "INV-FUNDS-2",
            "INV-FUNDS-3"
        ];
        for (uint256 i = 0; i < names.length; ++i) {
            require(!_claims.broken(names[i]), names[i]);
        }
    }

    function _random(uint256 i, uint256 salt) private pure returns (uint256) {
        return uint256(keccak256(abi.encode("claims", i, salt)));
    }
}
