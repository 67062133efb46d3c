// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ClaimRecord, ClaimState, Flag, Mark, Setting} from "../types/Claim.sol";
import {Payment} from "../types/Fund.sol";
import {AgreementId, ClaimId, ParticipantId} from "../types/Ids.sol";
import {PLAN_SUPPLEMENTED, RULE_DAILY} from "../types/Tariff.sol";
import {IClaims} from "./interfaces/IClaims.sol";
import {IReversals} from "./interfaces/IReversals.sol";
import {Marking} from "./libraries/Marking.sol";
import {Settling} from "./Settling.sol";

/// @title TakingBack: what a claim took is given back (policy)
/// @notice Room in the balance, marks and money. What a claim moved and marked is worked out again from its
/// lines, their results and rows; other claims' marks stay.
///
/// INV-CLAIMS-10: what was paid for a decision that stands no longer is the provider's debt, once.
abstract contract TakingBack is Settling, IReversals {
    using Marking for Marking.Marks;

    /// @dev One that stood, as it is shown. `results`: hash-checked words of its lines.
    struct Standing {
        ClaimId id;
        ClaimState state;
        uint256[] results;
        uint48 fromAccount;
    }

    uint256 private constant TIMES = uint256(type(uint8).max) << 136;
    uint256 private constant LAST_PLACE = 8;

    /// @dev Ends a claim that is ADJUDICATED, DUE or PAID; `c` has its rows.
    function _takeBack(
        Case memory c,
        ClaimFile calldata file,
        ClaimRecord calldata record,
        Standing memory s,
        bytes32 document
    ) internal {
        CLAIMS.end(
            s.id,
            ClaimState.REVERSED,
            record,
            s.fromAccount,
            _moved(c, record, s.results),
            _marked(c, file, uint32(record.totals >> 192), s.results),
            document,
            msg.sender
        );
        ParticipantId provider = ParticipantId.wrap(uint32(record.header));
        uint48 fromPool = uint48(record.totals);
        if (s.state == ClaimState.DUE) {
            if (fromPool != 0) {
                FUNDS.cancelDue(record.pool, provider, fromPool, ClaimId.unwrap(s.id));
            }
        } else if (s.state == ClaimState.PAID && (fromPool != 0 || s.fromAccount != 0)) {
            FUNDS.reversePayment(
                Payment(
                    record.pool,
                    provider,
                    record.insured,
                    fromPool,
                    s.fromAccount,
                    false,
                    ClaimId.unwrap(s.id)
                )
            );
        }
    }

    /// @dev The claim as it was billed and decided; reverts unless it was.
    function _shown(
        ClaimFile calldata file,
        ClaimRecord calldata record,
        uint256[] calldata results,
        uint48 fromAccount
    ) internal view returns (Case memory c, Standing memory s) {
        c = _open(file, PARTICIPANTS.participant(ParticipantId.wrap(uint32(file.claim.header))));
        s.id = _idOf(c, file.claim);
        s.state = CLAIMS.requireRecord(s.id, record, fromAccount);
        require(
            record.bill == _hashBill(c, file) &&
                record.header == c.header &&
                AgreementId.unwrap(record.agreement) == AgreementId.unwrap(c.agreement),
            IClaims.ClaimRecordMismatch(s.id)
        );
        s.fromAccount = fromAccount;
        // The bill names the segment, and that the person. Of what never stood, nothing is taken back.
        if (_isOpen(s.state) || s.state == ClaimState.REVERSED) {
            s.results = results;
            require(_hashWords(s.results) == record.results, ReviewResultsMismatch(s.id));
        }
        _rows(c, file.lines);
    }

    function _isOpen(ClaimState state) internal pure returns (bool) {
        return
            state == ClaimState.ADJUDICATED || state == ClaimState.DUE || state == ClaimState.PAID;
    }

    /// @dev What the claim moved its segment's balance by, as far as that still has it: an insurer may have
    /// stated a lower one since.
    function _moved(
        Case memory c,
        ClaimRecord calldata record,
        uint256[] memory results
    ) private view returns (uint256 moved) {
        uint256 deductible;
        uint256 own;
        bool isShared = (c.terms.terms >> 224) & PLAN_SUPPLEMENTED == 0;
        for (uint256 i = 0; i < results.length; i += 2) {
            deductible += uint40(results[i] >> 160);
            own += uint40(results[i] >> 200);
            if (isShared) own += uint40(results[i + 1]);
        }
        own += deductible;
        uint256 balance = CLAIMS.balanceOf(record.segment);
        moved =
            Math.min(deductible, uint64(balance)) |
            (Math.min(uint48(record.totals), uint64(balance >> 64)) << 64) |
            (Math.min(own, uint64(balance >> 128)) << 128) |
            (Math.min(1, balance >> 192) << 192);
    }

    /// @dev What the claim marked.
    function _marked(
        Case memory c,
        ClaimFile calldata file,
        uint256 flags,
        uint256[] memory results
    ) private view returns (Mark[] memory) {
        uint256 count = file.lines.length;
        bool isStay =
            c.terms.setting == uint256(Setting.INPATIENT) &&
                flags & _bit(Flag.OVERLAPPING_STAY) == 0;
        Marking.Marks memory marks;
        marks.words = new uint256[](4 * count + 68);
        uint256 window;
        bytes32 key;
        uint256[] memory words;
        for (uint256 i = 0; i < count; ++i) {
            uint256 odd = results[2 * i + 1] >> 120;
            if (odd & _bit(Flag.DUP_LINE) != 0) continue;
            uint256 rule = _at(c.rules, i);
            uint256 time = c.start + uint24(_at(c.facts, i) >> 88);
            if (words.length == 0 || window != time / Marking.WINDOW) {
                window = time / Marking.WINDOW;
                key = Marking.keyOf(Marking.MarkKind.LINES, file.claim.insured, window);
                words = CLAIMS.linesOf(key);
            }
            bool isDaily = (rule >> 208) & RULE_DAILY != 0;
            _line(marks, key, words, Marking.print(_codeAt(file.lines, i), time, isDaily));
            if (rule & TIMES != 0 && odd & _bit(Flag.OVER_FREQ) == 0) _time(c, file, i, marks);
        }
        if (isStay) _nights(c, file, marks);
        return marks.all();
    }

    /// @dev One time less: the highest bit that is left.
    function _time(
        Case memory c,
        ClaimFile calldata file,
        uint256 i,
        Marking.Marks memory marks
    ) private view {
        bytes32[] memory keys = new bytes32[](1);
        keys[0] = _timesKey(c, file, i);
        uint256 times = CLAIMS.marksOf(keys)[0] & ~marks.pending(keys[0]);
        if (times != 0) marks.add(keys[0], 1 << Math.log2(times));
    }

    /// @dev The place of a line's fingerprint is free again. Words are read until one's last place is empty:
    /// there a bit stays.
    function _line(
        Marking.Marks memory marks,
        bytes32 key,
        uint256[] memory words,
        uint256 found
    ) private pure {
        for (uint256 i = 0; i < words.length; ++i) {
            for (uint256 place = 0; place <= LAST_PLACE; ++place) {
                if ((words[i] >> (28 * place)) & 0xfffffff != found) continue;
                uint256 bits = place == LAST_PLACE ? found & (found - 1) : found;
                if (bits != 0) marks.add(bytes32(uint256(key) + i), bits << (28 * place));
                return;
            }
        }
    }

    function _nights(
        Case memory c,
        ClaimFile calldata file,
        Marking.Marks memory marks
    ) private pure {
        uint256 end = (c.start + uint32(c.header >> 168)) / 1 days;
        uint256 night = c.day;
        while (night < end) {
            (bytes32 key, uint256 bits, uint256 until) = _nightsFrom(file.claim, night, end);
            marks.add(key, bits);
            night = until;
        }
    }
}
