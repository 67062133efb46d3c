// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICallers} from "../../contracts/access/ICallers.sol";
import {IClaimAppeals} from "../../contracts/claims/interfaces/IClaimAppeals.sol";
import {IClaimFiles} from "../../contracts/claims/interfaces/IClaimFiles.sol";
import {IClaimReversal} from "../../contracts/claims/interfaces/IClaimReversal.sol";
import {IClaimReview} from "../../contracts/claims/interfaces/IClaimReview.sol";
import {ClaimRecord, ClaimState, Flag} from "../../contracts/types/Claim.sol";
import {Appeal, APPEAL_TYPEHASH, ReviewStage, Ruling} from "../../contracts/types/Review.sol";
import {Cheats, deploy, VM} from "./Cheats.sol";
import {ReviewBeliefs} from "./ReviewBeliefs.sol";

/// @dev What people decide of claims, and against whom it is appealed: each is refused exactly where it must be.
abstract contract ReviewHandler is ReviewBeliefs {
    uint256 private constant WAIVABLE =
        (1 << uint256(Flag.DUP_LINE)) |
            (1 << uint256(Flag.OFF_INDICATION)) |
            (1 << uint256(Flag.OVER_FREQ));

    IClaimAppeals private immutable APPEALS;
    IClaimReview private immutable REVIEWS;
    IClaimReversal private immutable REVERSALS;

    constructor() {
        address participants = address(WORLD.PARTICIPANTS());
        address subjects = address(WORLD.SUBJECTS());
        APPEALS = IClaimAppeals(
            deploy("ClaimAppeals", abi.encode(participants, subjects, address(CLAIMS)))
        );
        bytes memory resting = abi.encode(
            participants,
            CATALOGUE,
            PLANS,
            AGREED,
            ENROLMENT,
            FUNDS,
            DRUGS,
            CLAIMS
        );
        REVIEWS = IClaimReview(
            deploy("ClaimReview", abi.encodePacked(resting, abi.encode(APPEALS)))
        );
        REVERSALS = IClaimReversal(deploy("ClaimReversal", resting));
        ICallers(address(CLAIMS)).proposeCaller(address(APPEALS), true);
        ICallers(address(CLAIMS)).proposeCaller(address(REVIEWS), true);
        ICallers(address(CLAIMS)).proposeCaller(address(REVERSALS), true);
        ICallers(address(FUNDS)).proposeCaller(address(REVIEWS), true);
        ICallers(address(FUNDS)).proposeCaller(address(REVERSALS), true);
        ICallers(address(DRUGS)).proposeCaller(address(REVIEWS), true);
        VM.warp(block.timestamp + 2 days + 1);
    }

    function readjudicate(uint256 which, uint256 who, uint256 wrong, uint256 waived) external {
        if (_billed.length == 0) return;
        Billed storage b = _one(which);
        // Seldom what nobody may waive.
        waived = waived % 9 == 0 ? 1 << uint256(Flag.DUP_TRACE_CODE) : waived & WAIVABLE;
        address by = _reviewer(who);
        ClaimState before = b.state;
        bool isRight = wrong % 7 != 0 && waived & ~WAIVABLE == 0 && _mayDecide(b, by);
        if (_isOpen(before)) isRight = isRight && _canGiveBack(b);
        IClaimFiles.ClaimFile memory file = _fileOf(b);
        bytes memory data = abi.encodeCall(
            IClaimReview.readjudicate,
            (
                file,
                _shown(b, wrong),
                b.results,
                uint48(b.fromAccount),
                Ruling(uint32(waived), 45, "why")
            )
        );
        uint256[4] memory money = _moneyOf(b.person, b.hospital, b.person);
        VM.recordLogs();
        bool ok = _by(by, address(REVIEWS), data);
        Cheats.Log[] memory logs = VM.getRecordedLogs();
        _check(ok == isRight, "INV-CLAIMS-11");
        if (!ok) {
            _check(_isSame(money, _moneyOf(b.person, b.hospital, b.person)), "INV-CLAIMS-10");
            _count("readjudicateRefused", true);
            return;
        }
        if (_isOpen(before)) money = _givenBack(b, file, money);
        b.waived = waived;
        _decided(b, file, logs);
        bool stands = b.state == ClaimState.ADJUDICATED;
        if (stands && _frozenUntil[b.hospital - 1] <= block.timestamp) _settled(b, money, logs);
        else _check(_isSame(money, _moneyOf(b.person, b.hospital, b.person)), "INV-CLAIMS-10");
        _noteDecided(b, by);
        _count(before == ClaimState.PENDED ? "released" : "decidedAgain", true);
        _count("deniedAgain", b.state == ClaimState.DENIED);
        _count("paidAgain", before == ClaimState.REVERSED && b.state == ClaimState.PAID);
    }

    function reverseClaim(uint256 which, uint256 who, uint256 wrong) external {
        if (_billed.length == 0) return;
        Billed storage b = _one(which);
        // Often by its provider, which may at every stage.
        address by = who % 3 == 0 ? _account(b.hospital) : _reviewer(who);
        bool isProvider = by == _account(b.hospital);
        bool isRight =
            wrong % 7 != 0 &&
                _isOpen(b.state) &&
                (isProvider || _mayDecide(b, by)) &&
                _canGiveBack(b);
        IClaimFiles.ClaimFile memory file = _fileOf(b);
        bytes memory data = abi.encodeCall(
            IClaimReversal.reverse,
            (file, _shown(b, wrong), b.results, uint48(b.fromAccount), Ruling(0, 45, "why"))
        );
        uint256[4] memory money = _moneyOf(b.person, b.hospital, b.person);
        bool ok = _by(by, address(REVERSALS), data);
        _check(ok == isRight, "INV-CLAIMS-11");
        if (!ok) {
            _count("reverseClaimRefused", true);
        } else {
            money = _givenBack(b, file, money);
            b.state = ClaimState.REVERSED;
            if (isProvider) _noteWithdrawn(b, by);
            else _noteDecided(b, by);
            _count(isProvider ? "withdrawn" : "takenBack", true);
        }
        _check(_isSame(money, _moneyOf(b.person, b.hospital, b.person)), "INV-CLAIMS-10");
    }

    function deny(uint256 which, uint256 who, uint256 wrong) external {
        if (_billed.length == 0) return;
        Billed storage b = _one(which);
        address by = _reviewer(who);
        bytes memory data = abi.encodeCall(
            IClaimAppeals.deny,
            (b.id, _shown(b, wrong), 45, bytes32("why"))
        );
        bool isRight = wrong % 7 != 0 && b.state == ClaimState.PENDED && _mayDecide(b, by);
        bool ok = _by(by, address(APPEALS), data);
        _check(ok == isRight, "INV-CLAIMS-11");
        _count(ok ? "deny" : "denyRefused", true);
        if (!ok) return;
        b.state = ClaimState.DENIED;
        _noteDecided(b, by);
    }

    function uphold(uint256 which, uint256 who, uint256 wrong) external {
        if (_billed.length == 0) return;
        Billed storage b = _one(which);
        address by = _reviewer(who);
        bytes memory data = abi.encodeCall(
            IClaimAppeals.uphold,
            (b.id, _shown(b, wrong), uint48(b.fromAccount), 45, bytes32("why"))
        );
        ReviewStage stage = _reviews[b.id].stage;
        bool isRight =
            wrong % 7 != 0 &&
                b.state != ClaimState.PENDED &&
                (stage == ReviewStage.APPEALED || stage == ReviewStage.ESCALATED) &&
                _mayDecide(b, by);
        bool ok = _by(by, address(APPEALS), data);
        _check(ok == isRight, "INV-CLAIMS-11");
        _count(ok ? "uphold" : "upholdRefused", true);
        if (ok) _noteDecided(b, by);
    }

    function appeal(uint256 which, uint256 who, uint256 wrong) external {
        if (_billed.length == 0) return;
        Billed storage b = _one(which);
        address by = who % 4 == 0 ? _reviewer(who >> 8) : _account(b.hospital);
        bytes memory data = abi.encodeCall(
            IClaimAppeals.appeal,
            (b.id, _shown(b, wrong), uint48(b.fromAccount), "reasons")
        );
        bool isRight = wrong % 7 != 0 && by == _account(b.hospital) && _mayAppeal(b);
        bool ok = _by(by, address(APPEALS), data);
        _check(ok == isRight, "INV-CLAIMS-11");
        _count(ok ? "appeal" : "appealRefused", true);
        if (ok) _noteAppealed(b);
    }

    /// @dev By the insured person, whoever carries it.
    function appealFor(uint256 which, uint256 who, uint256 wrong) external {
        if (_billed.length == 0) return;
        Billed storage b = _one(which);
        ReviewStage stage = _reviews[b.id].stage;
        Appeal memory terms = Appeal(
            b.id,
            CLAIMS.claimOf(b.id) + (wrong % 11 == 1 ? 1 : 0),
            stage,
            "reasons",
            uint40(wrong % 11 == 2 ? block.timestamp - 1 : block.timestamp)
        );
        bytes32 hash = keccak256(
            abi.encode(
                APPEAL_TYPEHASH,
                terms.claim,
                terms.word,
                terms.stage,
                terms.document,
                terms.deadline
            )
        );
        uint256 key = WORLD.patient(b.person + (wrong % 11 == 3 ? 1 : 0)).key;
        bytes memory signature = WORLD.sign(key, WORLD.digestOf(address(APPEALS), hash));
        bytes memory data = abi.encodeCall(
            IClaimAppeals.appealFor,
            (_shown(b, wrong), uint48(b.fromAccount), terms, WORLD.signerOf(key), signature)
        );
        bool isRight = wrong % 7 != 0 && (wrong % 11 == 0 || wrong % 11 > 3) && _mayAppeal(b);
        bool ok = _by(_reviewer(who), address(APPEALS), data);
        _check(ok == isRight, "INV-CLAIMS-11");
        _count(ok ? "appealFor" : "appealForRefused", true);
        if (ok) _noteAppealed(b);
    }

    function _by(address account, address target, bytes memory data) private returns (bool ok) {
        VM.prank(account);
        (ok, ) = target.call(data);
    }

    function _reviewer(uint256 who) private view returns (address) {
        if (who % 8 < 3) return _account(AGENCY);
        if (who % 8 < 5) return _colleague();
        return _account(who % 8 < 7 ? REGULATOR : 1 + ((who >> 8) % 5));
    }

    function _one(uint256 which) internal view returns (Billed storage) {
        uint256 count = _billed.length;
        // Often one of the last or one that waits, so that more than one thing happens to it.
        uint256 of_ = which % 3 == 0 || count < 9 ? count : 8;
        uint256 i = count - 1 - ((which >> 8) % of_);
        for (uint256 tries = 0; which % 4 == 0 && tries < count; ++tries) {
            ReviewStage stage = _reviews[_billed[(i + tries) % count].id].stage;
            if (stage == ReviewStage.ESCALATED) return _billed[(i + tries) % count];
        }
        return _billed[i];
    }

    function _shown(
        Billed storage b,
        uint256 wrong
    ) internal view returns (ClaimRecord memory record) {
        record = b.record;
        if (wrong % 7 == 0) record.totals += 1;
    }

    function _fileOf(Billed storage b) private view returns (IClaimFiles.ClaimFile memory) {
        return abi.decode(b.file, (IClaimFiles.ClaimFile));
    }
}
