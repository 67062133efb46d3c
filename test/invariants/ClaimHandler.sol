// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBalanceDesk} from "../../contracts/claims/interfaces/IBalanceDesk.sol";
import {IClaimDesk} from "../../contracts/claims/interfaces/IClaimDesk.sol";
import {IClaimFiles} from "../../contracts/claims/interfaces/IClaimFiles.sol";
import {IClaims} from "../../contracts/claims/interfaces/IClaims.sol";
import {IAgreements} from "../../contracts/insurance/interfaces/IAgreements.sol";
import {ClaimRecord, ClaimState, hashClaimId, Mark} from "../../contracts/types/Claim.sol";
import {hashSale} from "../../contracts/types/Goods.sol";
import {ClaimId, ParticipantId, SegmentId, SubjectId} from "../../contracts/types/Ids.sol";
import {Cheats, VM} from "./Cheats.sol";
import {ClaimBeliefs} from "./ClaimBeliefs.sol";

/// @dev What providers bill, rightly and wrongly, among all that happens to the funds that pay it.
abstract contract ClaimHandler is ClaimBeliefs {
    function bill(uint256 hospital, uint256 person, uint256 seed, uint256 lines) external {
        (hospital, person) = (1 + (hospital % HOSPITALS), person % PERSONS);
        IClaimFiles.ClaimFile memory file = _file(hospital, person, seed, lines);
        // Seldom another bills it.
        uint256 who = seed % 23 == 0 ? 1 + (seed % 5) : hospital;
        _send(who, hospital, person, file, abi.encodeCall(IClaimDesk.submit, (file)));
    }

    function billMany(uint256 hospital, uint256 person, uint256 seed, uint256 lines) external {
        (hospital, person) = (1 + (hospital % HOSPITALS), person % PERSONS);
        IClaimFiles.ClaimFile[] memory files = new IClaimFiles.ClaimFile[](1);
        files[0] = _file(hospital, person, seed, lines);
        bytes memory data = abi.encodeCall(IClaimDesk.submitMany, (files));
        if (_send(hospital, hospital, person, files[0], data)) _count("billMany", true);
    }

    function payLater(uint256 which, uint256 who, uint256 wrong) external {
        if (_billed.length == 0) return;
        Billed storage b = _billed[_billed.length - 1 - (which % _billed.length)];
        ClaimRecord memory shown = b.record;
        if (wrong % 5 == 0) shown.totals += 1;
        uint256[4] memory before = _moneyOf(b.person, b.hospital, b.person);
        bytes memory data = abi.encodeCall(IClaimDesk.payLater, (b.id, shown));
        VM.recordLogs();
        bool ok = _as(1 + (who % 5), address(DESK), data);
        if (!ok) {
            _count("payLaterRefused", true);
            _check(_isSame(before, _moneyOf(b.person, b.hospital, b.person)), "INV-CLAIMS-8");
            return;
        }
        _check(wrong % 5 != 0, "INV-CLAIMS-3");
        _check(b.state == ClaimState.ADJUDICATED || b.state == ClaimState.DUE, "INV-CLAIMS-4");
        _check(_frozenUntil[b.hospital - 1] <= block.timestamp, "INV-CLAIMS-4");
        _settled(b, before, VM.getRecordedLogs());
        _count(b.state == ClaimState.PAID ? "paidAfterwards" : "stillDue", true);
    }

    function restate(uint256 person, uint256 deductible, uint256 own, uint256 who) external {
        person = person % PERSONS;
        IBalanceDesk.Restatement[] memory all = new IBalanceDesk.Restatement[](1);
        all[0] = IBalanceDesk.Restatement(
            _segments[person],
            uint64(deductible % 600),
            uint64(own % MOST),
            "statement"
        );
        who = who % 4 == 0 ? 1 + (who % 5) : AGENCY;
        // Seldom: what was used is what claims used.
        if (who == AGENCY && deductible % 8 != 0) return;
        bool ok = _as(who, address(BALANCES), abi.encodeCall(IBalanceDesk.restateMany, (all)));
        if (ok) {
            _check(who == AGENCY, "INV-CLAIMS-9");
            _years[person].deductible = deductible % 600;
            _years[person].own = own % MOST;
        }
        _count("restate", ok);
    }

    function freezeAgreement(uint256 hospital, uint256 time) external {
        if (time % 4 != 0) return;
        hospital = hospital % HOSPITALS;
        uint40 until = uint40(block.timestamp + 1 + (time % 2 days));
        bytes memory data = abi.encodeCall(
            IAgreements.freeze,
            (_agreements[hospital], until, "reason")
        );
        bool ok = _as(REGULATOR, address(AGREED), data);
        if (ok) _frozenUntil[hospital] = until;
        _count("freezeAgreement", ok);
    }

    /// @dev Nobody writes to claims past the desks.
    function writePast(uint256 which, uint256 who) external {
        if (_billed.length == 0) return;
        Billed storage b = _billed[which % _billed.length];
        who = 1 + (who % 6);
        SegmentId segment = b.record.segment;
        SubjectId insured = b.record.insured;
        bytes[5] memory all = [
            abi.encodeCall(
                IClaims.decide,
                (
                    ClaimId.wrap(bytes32(which)),
                    0,
                    ClaimState.ADJUDICATED,
                    b.record,
                    1,
                    new uint256[](0),
                    new Mark[](0),
                    address(this)
                )
            ),
            abi.encodeCall(IClaims.settle, (b.id, insured, ClaimState.PAID, 0, address(this))),
            abi.encodeCall(
                IClaims.end,
                (b.id, ClaimState.REVERSED, b.record, 0, 0, new Mark[](0), 0, address(this))
            ),
            abi.encodeCall(IClaims.restate, (segment, insured, 0, 0, address(this))),
            abi.encodeCall(IClaims.review, (b.id, insured, 0, 1, 0, address(this)))
        ];
        for (uint256 i = 0; i < 5; ++i) {
            _check(!_as(who, address(CLAIMS), all[i]), "INV-ACCESS-1");
        }
        _count("writePast", true);
    }

    /// @dev What holds whatever was done.
    function checkAll() external view {
        checkFunds();
        for (uint256 i = 0; i < PERSONS; ++i) {
            Year storage y = _years[i];
            uint256 balance = CLAIMS.balanceOf(_segmentOf(i));
            uint256 believed = y.deductible | (y.pool << 64) | (y.own << 128) | (y.count << 192);
            // INV-CLAIMS-6: the balance is the sum of what was decided.
            assert(balance == believed);
            assert(y.pool <= MOST_PAID);
        }
        for (uint256 i = 0; i < _billed.length; ++i) {
            Billed storage b = _billed[i];
            assert(ClaimState(uint8(CLAIMS.claimOf(b.id))) == b.state);
            assert(b.payments == (b.state == ClaimState.PAID ? 1 : 0));
        }
        for (uint256 i = 0; i < UNITS; ++i) {
            uint256 word = DRUGS.saleOf(hashSale(SOLD, _unitCode(i)));
            assert(((word >> 8) & 1) == _paidUnits[_unitCode(i)]);
        }
    }

    function _send(
        uint256 who,
        uint256 hospital,
        uint256 person,
        IClaimFiles.ClaimFile memory file,
        bytes memory data
    ) private returns (bool ok) {
        uint256[4] memory before = _moneyOf(person, hospital, person);
        bytes32 invoice = keccak256(abi.encode(hospital, file.claim.invoice));
        VM.recordLogs();
        ok = _as(who, address(DESK), data);
        Cheats.Log[] memory logs = VM.getRecordedLogs();
        if (!ok) {
            _check(_isSame(before, _moneyOf(person, hospital, person)), "INV-CLAIMS-8");
            _count(_isBilled[invoice] ? "billAgainRefused" : "billRefused", true);
            return false;
        }
        _check(who == hospital && !_isBilled[invoice], "INV-CLAIMS-3");
        _isBilled[invoice] = true;
        Billed storage b = _billed.push();
        b.id = hashClaimId(_provider(hospital), file.claim.invoice);
        (b.hospital, b.person, b.file) = (hospital, person, abi.encode(file));
        _decided(b, file, logs);
        if (b.state == ClaimState.ADJUDICATED && _frozenUntil[hospital - 1] <= block.timestamp) {
            _settled(b, before, logs);
        } else {
            _check(_isSame(before, _moneyOf(person, hospital, person)), "INV-CLAIMS-8");
        }
        string[7] memory names = ["", "pended", "frozen", "due", "paidAtOnce", "denied", ""];
        _count(names[uint256(b.state)], true);
    }

    function _provider(uint256 hospital) private pure returns (ParticipantId) {
        return ParticipantId.wrap(uint32(hospital));
    }
}
