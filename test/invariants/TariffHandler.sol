// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAgreements} from "../../contracts/insurance/interfaces/IAgreements.sol";
import {IBenefitPlans} from "../../contracts/insurance/interfaces/IBenefitPlans.sol";
import {ICatalogue} from "../../contracts/insurance/interfaces/ICatalogue.sol";
import {IFreezes} from "../../contracts/insurance/interfaces/IFreezes.sol";
import {AgreementId, ParticipantId} from "../../contracts/types/Ids.sol";
import {hashRow, Plan, RowChange, Rule, RULE_FROZEN} from "../../contracts/types/Tariff.sol";
import {VM} from "./Cheats.sol";
import {TariffWorld} from "./TariffWorld.sol";

/// @dev What authorities, insurers and institutions do with rows, plans and agreements, rightly and wrongly.
contract TariffHandler is TariffWorld {
    uint256 private constant KINDS = 3;
    uint256 private constant FROZEN = uint256(RULE_FROZEN) << 208;
    /// @dev Class A, a drug, service item 1.
    uint256 private constant RULE = (1 << 184) | (1 << 192) | (1 << 200);

    uint256 private _activated;

    function pass(uint256 days_) external {
        VM.warp(block.timestamp + (days_ % 3) * 1 days + 1 hours);
    }

    function open(uint256 who) external {
        // Rarely, so that rows of the past are published before.
        if (who % 16 != 0) return;
        if (_as(AGENCY, address(CATALOGUE), abi.encodeCall(ICatalogue.open, (AREA)))) {
            _isOpen = true;
            _count("open", true);
        }
        if (_as(AGENCY, address(PLANS), abi.encodeCall(IBenefitPlans.open, ()))) {
            _arePlansOpen = true;
        }
    }

    function publish(uint256 code, uint256 version, uint256 day, uint256 length) external {
        code = code % KINDS;
        Rule[] storage known = _rows[code];
        uint24 next = uint24(known.length + 1);
        if (version % 4 == 0) next = uint24(1 + (version % (next + 1)));
        uint24 from = _dayFrom(day);
        uint256 until = length % 3 == 0 ? from + 1 + (length % 40) : 0;
        RowChange[] memory rows = new RowChange[](1);
        Rule rule = Rule.wrap(RULE | from | (until << 24));
        rows[0] = RowChange(bytes32(code + 1), next, rule, 0);
        bytes memory data = abi.encodeCall(ICatalogue.publish, (AREA, rows, "decision"));
        bool ok = _as(1 + (version % 3), address(CATALOGUE), data);
        _count("publish", ok);
        if (!ok) return;
        _check(next == known.length + 1, "INV-CATALOGUE-3");
        _check(!_isOpen || from >= _today() + NOTICE, "INV-NOTICE-1");
        uint24 earliest = _isOpen ? _today() + NOTICE : 0;
        for (uint256 i = 0; i < known.length; ++i) {
            _compare(code, i, earliest);
        }
        known.push(_word(code, next));
    }

    function publishPlan(uint256 code, uint256 version, uint256 day, uint256 length) external {
        code = code % KINDS;
        uint24[2][] storage known = _plans[code];
        uint256 next = known.length + (version % 4 == 0 ? version % 3 : 1);
        uint24 from = _dayFrom(day);
        uint24 until = length % 3 == 0 ? from + 1 + uint24(length % 40) : 0;
        Plan memory plan = Plan(
            ParticipantId.wrap(uint32(AGENCY)),
            bytes32(code + 1),
            0,
            0,
            1 | (next << 240),
            0,
            0
        );
        bytes memory data = abi.encodeCall(IBenefitPlans.publish, (plan, from, until, "decision"));
        bool ok = _as(AGENCY, address(PLANS), data);
        _count("publishPlan", ok);
        if (!ok) return;
        _check(!_arePlansOpen || from >= _today() + NOTICE, "INV-NOTICE-1");
        _check(next == known.length + 1, "INV-PLAN-2");
        if (known.length != 0) {
            uint24[2] storage last = known[known.length - 1];
            _check(from >= last[0], "INV-PLAN-1");
            if (last[1] == 0 || last[1] > from) last[1] = from;
        }
        known.push([from, until]);
    }

    function freezeRows(uint256 code, uint256 version, uint256 who, uint256 length) external {
        code = code % KINDS;
        uint256 count = _rows[code].length;
        bool isProduct = version % 3 == 0;
        uint24 last = uint24(isProduct ? count : 1 + (version % (count + 1)));
        uint40 until = uint40(block.timestamp + (length % 400) * 1 days);
        bytes memory data =
            isProduct
                ? abi.encodeCall(
                    ICatalogue.freezeProduct,
                    (AREA, bytes32(code + 1), last, until, "why")
                )
                : abi.encodeCall(
                    ICatalogue.freezeRule,
                    (AREA, bytes32(code + 1), last, until, "why")
                );
        who = 1 + (who % INSTITUTIONS);
        bool ok = _as(who, address(CATALOGUE), data);
        _count(isProduct ? "freezeProduct" : "freezeRule", ok);
        if (!ok) return;
        _check(until <= block.timestamp + 366 days && who >= REGULATOR, "INV-FREEZE-1");
        uint256 frozen = isProduct ? 0 : last;
        _frozenUntil[code][frozen] = until;
        _freezer[hashRow(AREA, bytes32(code + 1), uint24(frozen))] = _account(who);
    }

    function thaw(uint256 code, uint256 version, uint256 who, uint256 action) external {
        code = code % KINDS;
        version = version % (_rows[code].length + 1);
        bytes32 key = hashRow(AREA, bytes32(code + 1), uint24(version));
        who = 1 + (who % INSTITUTIONS);
        bytes memory data =
            action % 3 == 0
                ? abi.encodeCall(IFreezes.appealFreeze, (key, "appeal"))
                : action % 3 == 1
                    ? abi.encodeCall(IFreezes.decideAppeal, (key, action % 2 == 0, "decision"))
                    : abi.encodeCall(IFreezes.liftFreeze, (key, "decision"));
        // Ends before their time are rare.
        if (action % 3 == 2 && action % 5 != 0) return;
        bool ok = _as(who, address(CATALOGUE), data);
        string[3] memory names = ["appeal", "decide", "lift"];
        _count(names[action % 3], ok);
        if (!ok) return;
        if (action % 3 == 1) _check(_freezer[key] != _account(who), "INV-FREEZE-2");
        bool isLifted = action % 3 == 2 || (action % 3 == 1 && action % 2 == 0);
        if (isLifted) _frozenUntil[code][version] = block.timestamp;
    }

    function agree(uint256 which, uint256 who, uint256 action) external {
        Kept storage k = _chosen(which);
        // Ends and cures are rare, so that agreements live and are penalised.
        if (action % 7 == 6 && who % 8 != 0) return;
        if (action % 7 == 4 && which % 3 != 0) return;
        who = 1 + (who % INSTITUTIONS);
        action = action % 7;
        uint256 signer = 1 + (which % 3);
        bytes memory data = _step(k, action, signer);
        (, uint256 cureUntil) = AGREED.breachOf(k.id);
        bool ok = _as(who, address(AGREED), data);
        string[7] memory names = [
            "draft",
            "sign",
            "activate",
            "breach",
            "cure",
            "freezeAgreement",
            "terminate"
        ];
        _count(names[action], ok);
        if (!ok) return;
        if (action == 1) k.signatures |= signer;
        if (action == 2) {
            _check(k.signatures == 3 && who == AGENCY, "INV-AGREEMENT-1");
            k.active = true;
            ++_activated;
        }
        if (action == 3) {
            k.isBreached = true;
            k.cureUntil = block.timestamp + 2 days;
        }
        if (action == 4) {
            _check(k.isBreached && block.timestamp < cureUntil, "INV-AGREEMENT-5");
            k.isBreached = false;
        }
        if (action == 6) {
            uint24 until = AGREED.agreementOf(k.id).endDay();
            // Today is still covered, and no day before it is taken away.
            bool isKept =
                !k.active || until > _today() || until == k.until || until == k.terms.from;
            _check(isKept && until <= k.until, "INV-AGREEMENT-3");
            k.until = until;
        }
    }

    function fire(uint256 which, uint256 clause, uint256 who) external {
        Kept storage k = _chosen(which);
        clause = clause % 3;
        who = 1 + (who % INSTITUTIONS);
        bytes memory data = abi.encodeCall(
            IAgreements.fire,
            (k.terms, _clause(clause), _proof(clause), "evidence")
        );
        bool ok = _as(who, address(AGREED), data);
        string[3] memory names = ["firePay", "fireServices", "firePenalty"];
        _count(names[clause], ok);
        if (!ok) return;
        _check(!k.fired[clause] && k.active, "INV-AGREEMENT-4");
        if (clause == 2) {
            _check(k.isBreached && block.timestamp >= k.cureUntil, "INV-AGREEMENT-5");
        }
        k.fired[clause] = true;
    }

    function settle(uint256 which, uint256 clause, uint256 who) external {
        Kept storage k = _kept[which % AGREEMENTS_MADE];
        clause = clause % 3;
        bytes32 key = keccak256(abi.encode(k.id, _leaf(clause)));
        (, ParticipantId debtor, uint128 value) = AGREED.clauseOf(key);
        uint256 payer = ParticipantId.unwrap(debtor) == HOSPITAL ? HOSPITAL : AGENCY;
        uint256 payee = payer == HOSPITAL ? AGENCY : HOSPITAL;
        uint256 before = TOKEN.balanceOf(_account(payee));
        bytes memory data = abi.encodeCall(
            IAgreements.settle,
            (k.terms, _clause(clause), _account(payer), _account(payee))
        );
        bool ok = _as(1 + (who % INSTITUTIONS), address(AGREED), data);
        _count("settle", ok);
        if (!ok) return;
        bool isOnce = k.fired[clause] && !k.paid[clause] && clause != 1;
        _check(isOnce && TOKEN.balanceOf(_account(payee)) == before + value, "INV-AGREEMENT-4");
        k.paid[clause] = true;
    }

    /// @dev What holds whatever was done.
    function checkAll() external view {
        for (uint256 code = 0; code < KINDS; ++code) {
            _checkRows(code);
            uint24[2][] storage plans = _plans[code];
            for (uint256 i = 1; i < plans.length; ++i) {
                uint24 end = plans[i - 1][1];
                assert(end != 0 && end <= plans[i][0]);
            }
        }
        for (uint256 i = 0; i < AGREEMENTS_MADE; ++i) {
            Kept storage k = _kept[i];
            assert(
                AGREED.agreementOf(k.id).covers(k.terms.from) ==
                    (k.active && k.until > k.terms.from)
            );
            for (uint256 j = i + 1; j < AGREEMENTS_MADE; ++j) {
                Kept storage l = _kept[j];
                // INV-AGREEMENT-2: of two in force, one ends before the other begins.
                assert(
                    !k.active ||
                        !l.active ||
                        k.until <= l.terms.from ||
                        k.until <= k.terms.from ||
                        l.until <= l.terms.from
                );
            }
        }
        assert(TOKEN.totalSupply() == 2_000_000);
    }

    function _checkRows(uint256 code) private view {
        Rule[] storage known = _rows[code];
        assert(Rule.unwrap(_word(code, uint24(known.length + 1))) == 0);
        bool isFrozen = _frozenUntil[code][0] > block.timestamp;
        for (uint256 i = 0; i < known.length; ++i) {
            Rule now_ = _word(code, uint24(i + 1));
            // INV-CATALOGUE-4
            bool isMarked = Rule.unwrap(now_) & FROZEN != 0;
            assert(isMarked == (isFrozen || _frozenUntil[code][i + 1] > block.timestamp));
            // INV-CATALOGUE-1: each ends where the next begins, or before.
            if (i == 0) continue;
            uint24 end = _word(code, uint24(i)).endDay();
            assert(end != 0 && end <= now_.firstDay());
        }
    }

    /// @dev A row as it is beside what it was: only its end came nearer.
    function _compare(uint256 code, uint256 i, uint24 earliest) private {
        Rule was = _rows[code][i];
        Rule now_ = _word(code, uint24(i + 1));
        uint256 mask = ~((uint256(type(uint24).max) << 24) | FROZEN);
        bool isSame = Rule.unwrap(was) & mask == Rule.unwrap(now_) & mask;
        uint24 end = now_.endDay();
        bool isNearer =
            was.endDay() == end ||
                (end >= earliest && end != 0 && (was.endDay() == 0 || end < was.endDay()));
        _check(isSame && isNearer, "INV-CATALOGUE-2");
        _rows[code][i] = now_;
    }

    function _step(
        Kept storage k,
        uint256 action,
        uint256 signer
    ) private view returns (bytes memory) {
        if (action == 0) return abi.encodeCall(IAgreements.draft, (k.terms));
        if (action == 1) {
            bytes memory signature = _signature(
                ADMINISTRATOR_KEY + signer,
                AgreementId.unwrap(k.id)
            );
            return abi.encodeCall(IAgreements.sign, (k.terms, _account(signer), signature));
        }
        if (action == 2) return abi.encodeCall(IAgreements.activate, (k.terms, "qualified"));
        if (action == 3) return abi.encodeCall(IAgreements.reportBreach, (k.terms, "evidence"));
        if (action == 4) return abi.encodeCall(IAgreements.confirmCure, (k.terms, "evidence"));
        if (action == 5) {
            uint40 until = uint40(block.timestamp + 1 days);
            return abi.encodeCall(IAgreements.freeze, (k.terms, until, "reason"));
        }
        return abi.encodeCall(IAgreements.terminate, (k.terms, "notice"));
    }

    /// @dev Mostly of those that come next or came last: later ones in force shut out earlier ones.
    function _chosen(uint256 which) private view returns (Kept storage) {
        uint256 near = _activated + AGREEMENTS_MADE - 2 + (which % 4);
        return _kept[(which % 5 == 0 ? which : near) % AGREEMENTS_MADE];
    }

    /// @dev Around the present, before it too.
    function _dayFrom(uint256 seed) private view returns (uint24) {
        return uint24(_today() + (seed % 60) - 20);
    }

    function _word(uint256 code, uint24 version) private view returns (Rule) {
        bytes32[] memory codes = new bytes32[](1);
        uint24[] memory versions = new uint24[](1);
        codes[0] = bytes32(code + 1);
        versions[0] = version;
        return CATALOGUE.rulesOf(AREA, codes, versions)[0];
    }
}
