// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IClaimFiles} from "../../contracts/claims/interfaces/IClaimFiles.sol";
import {IClaims} from "../../contracts/claims/interfaces/IClaims.sol";
import {ClaimRecord, ClaimState, Flag, Mark} from "../../contracts/types/Claim.sol";
import {ClaimId} from "../../contracts/types/Ids.sol";
import {Cheats} from "./Cheats.sol";
import {RulesHandler} from "./RulesHandler.sol";

/// @dev What the tests believe of claims, and what is compared with it when one is decided or paid.
abstract contract ClaimBeliefs is RulesHandler {
    /// @dev A claim as it was decided last. `payments`: of this decision. `waived`: flags that a human took
    /// out of its way.
    struct Billed {
        ClaimId id;
        uint256 hospital;
        uint256 person;
        ClaimState state;
        uint256 payments;
        uint256 fromAccount;
        uint256 waived;
        ClaimRecord record;
        uint256[] results;
        bytes file;
    }

    /// @dev What one claim has of lines, to be compared with what came of it.
    struct Sums {
        uint256 charge;
        uint256 paid;
        uint256 own;
        uint256 deductible;
        uint256 refused;
    }

    /// @dev What was used of a person's year, as the tests believe.
    struct Year {
        uint256 deductible;
        uint256 pool;
        uint256 own;
        uint256 count;
    }

    uint256 private constant UNPAID =
        (1 << uint256(Flag.DUP_TRACE_CODE)) |
            (1 << uint256(Flag.NO_DISPENSE)) |
            (1 << uint256(Flag.RECALLED_DRUG));

    Billed[] internal _billed;
    Year[3] internal _years;
    mapping(bytes32 invoice => bool) internal _isBilled;
    mapping(bytes32 line => uint256) internal _taken;
    mapping(bytes32 window => uint256) internal _times;
    mapping(bytes32 sale => uint256) internal _paidUnits;
    /// @dev Lines of claims that a unit's sale pays.
    mapping(bytes32 line => bool) private _isSold;
    uint256[2] internal _frozenUntil;

    /// @dev Compares a decision with the lines, and moves what is believed.
    function _decided(
        Billed storage b,
        IClaimFiles.ClaimFile memory file,
        Cheats.Log[] memory logs
    ) internal {
        uint256[] memory results;
        uint256 balance;
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] != IClaims.ClaimDecided.selector) continue;
            uint256 word;
            (word, b.record, balance, results, , ) = abi.decode(
                logs[i].data,
                (uint256, ClaimRecord, uint256, uint256[], Mark[], address)
            );
            b.state = ClaimState(uint8(word));
        }
        b.results = results;
        (b.payments, b.fromAccount) = (0, 0);
        bool stands = b.state == ClaimState.ADJUDICATED;
        Sums memory sums = _lines(b, file, results, stands);
        uint256 totals = b.record.totals;
        uint256 institution = uint48(totals >> 96);
        // INV-CLAIMS-1: of the claim too, and in the words of the NHSA.
        _check(
            uint48(totals >> 144) == sums.charge &&
                uint48(totals) == sums.paid &&
                uint48(totals) + uint48(totals >> 48) + institution == sums.charge &&
                institution == sums.refused,
            "INV-CLAIMS-1"
        );
        Year storage y = _years[b.person];
        if (stands) {
            uint256 own = y.own + sums.own;
            // INV-CLAIMS-2: the person bears no more, but where the fund has nothing left.
            _check(own <= MOST || sums.own == 0 || y.pool + sums.paid == MOST_PAID, "INV-CLAIMS-2");
            y.deductible += sums.deductible;
            y.pool += sums.paid;
            y.own = own;
            ++y.count;
        }
        uint256 believed = y.deductible | (y.pool << 64) | (y.own << 128) | (y.count << 192);
        _check(balance == believed, "INV-CLAIMS-6");
    }

    function _lines(
        Billed storage b,
        IClaimFiles.ClaimFile memory file,
        uint256[] memory results,
        bool stands
    ) private returns (Sums memory sums) {
        uint256 unit = 0;
        for (uint256 i = 0; i < file.lines.length; ++i) {
            (uint256 parts, uint256 rest) = (results[2 * i], results[2 * i + 1]);
            uint256 charge = uint40(file.lines[i].facts);
            uint256 own = uint256(uint40(parts >> 160)) + uint40(parts >> 200) + uint40(rest);
            uint256 away =
                uint256(uint40(parts >> 40)) +
                    uint40(parts >> 80) +
                    uint40(parts >> 120) +
                    uint40(rest >> 40) +
                    uint40(rest >> 80);
            _check(uint40(parts) + own + away == charge, "INV-CLAIMS-1");
            sums.charge += charge;
            sums.paid += uint40(parts);
            sums.own += own;
            sums.deductible += uint40(parts >> 160);
            sums.refused += uint40(rest >> 80);
            bool isCoded = file.lines[i].code == _code(2);
            if (stands) _line(b, file, i, rest >> 120, uint40(parts));
            if (isCoded) {
                if (stands) _unit(b, i, file.units[unit].code, uint40(parts), rest >> 120);
                ++unit;
            }
        }
    }

    /// @dev INV-CLAIMS-5: no line is taken twice, at whichever hospital, nor more often than its row allows.
    function _line(
        Billed storage b,
        IClaimFiles.ClaimFile memory file,
        uint256 i,
        uint256 flags,
        uint256 paid
    ) private {
        if (_has(flags, Flag.DUP_LINE)) {
            _check(paid == 0 || _has(b.waived, Flag.DUP_LINE), "INV-CLAIMS-5");
            _count("lineAgain", true);
            return;
        }
        _check(++_taken[_lineKey(b.person, file, i)] == 1, "INV-CLAIMS-5");
        if (file.lines[i].code != _code(3)) return;
        if (_has(flags, Flag.OVER_FREQ)) {
            _check(paid == 0 || _has(b.waived, Flag.OVER_FREQ), "INV-CLAIMS-5");
            _count("tooOften", true);
            return;
        }
        _check(++_times[_windowKey(b.person, file, i)] == 1, "INV-CLAIMS-5");
    }

    /// @dev INV-CLAIMS-7: a trace code pays once, for its payer and its dispenser; again only the line that
    /// it paid, when that is decided again.
    function _unit(
        Billed storage b,
        uint256 line,
        bytes32 code,
        uint256 paid,
        uint256 flags
    ) private {
        uint256 unit = 0;
        while (unit < UNITS && _unitCode(unit) != code) ++unit;
        bool isRight = unit < UNITS && b.hospital == 1 && unit % PERSONS == b.person;
        bytes32 key = keccak256(abi.encode(b.id, line));
        bool isAgain = _isSold[key];
        if (paid != 0) {
            bool isFlagged =
                flags & UNPAID != 0 ||
                    (_has(flags, Flag.DUP_LINE) && !_has(b.waived, Flag.DUP_LINE));
            _check(isRight && !isFlagged && (isAgain || _paidUnits[code] == 0), "INV-CLAIMS-7");
            _count(isAgain ? "unitPaidAgain" : "unitPaid", true);
        }
        bool isMarked = isRight && !_has(flags, Flag.DUP_TRACE_CODE);
        if (isMarked && !isAgain) _check(++_paidUnits[code] == 1, "INV-CLAIMS-7");
        if (!isMarked) _count("unitRefused", true);
        _isSold[key] = isMarked;
    }

    /// @dev INV-CLAIMS-8: what is paid is what was decided, all or nothing, once.
    function _settled(
        Billed storage b,
        uint256[4] memory before,
        Cheats.Log[] memory logs
    ) internal {
        bool wasDue = b.state == ClaimState.DUE;
        uint256 taken;
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] != IClaims.ClaimSettled.selector) continue;
            uint256 word;
            (word, taken, ) = abi.decode(logs[i].data, (uint256, uint256, address));
            b.state = ClaimState(uint8(word));
        }
        (uint256 pool, uint256 asked) = (uint48(b.record.totals), uint48(b.record.totals >> 48));
        uint256[4] memory next = _moneyOf(b.person, b.hospital, b.person);
        if (b.state != ClaimState.PAID) {
            _check(b.state == ClaimState.DUE && _isSame(before, next), "INV-CLAIMS-8");
            if (!wasDue) _due[b.person][b.hospital] += pool;
            return;
        }
        ++b.payments;
        if (wasDue) _due[b.person][b.hospital] -= pool;
        uint256 debt = _debt[b.person][b.hospital];
        uint256 netted = pool < debt ? pool : debt;
        _debt[b.person][b.hospital] = debt - netted;
        uint256 cash = pool - netted;
        _check(
            taken <= asked &&
                next[0] + cash == before[0] &&
                next[1] + taken == before[1] &&
                next[2] == before[2] + (b.hospital == 1 ? cash + taken : 0) &&
                next[3] + cash + taken == before[3],
            "INV-CLAIMS-8"
        );
        b.fromAccount = taken;
        _spend(b.person, taken, asked);
        _count("fromPersonalAccount", taken != 0);
    }

    function _lineKey(
        uint256 person,
        IClaimFiles.ClaimFile memory file,
        uint256 i
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(person, file.lines[i].code, _timeOf(file, i)));
    }

    function _windowKey(
        uint256 person,
        IClaimFiles.ClaimFile memory file,
        uint256 i
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(person, (_timeOf(file, i) / 1 days + 40_587) / 30));
    }

    function _timeOf(IClaimFiles.ClaimFile memory file, uint256 i) private pure returns (uint256) {
        return uint64(file.claim.header >> 104) + uint24(file.lines[i].facts >> 88);
    }

    function _has(uint256 flags, Flag flag) internal pure returns (bool) {
        return (flags >> uint256(flag)) & 1 == 1;
    }

    function _isSame(uint256[4] memory a, uint256[4] memory b) internal pure returns (bool) {
        return keccak256(abi.encode(a)) == keccak256(abi.encode(b));
    }
}
