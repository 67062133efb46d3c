// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessDesk} from "../../contracts/exchange/interfaces/IAccessDesk.sol";
import {Decision} from "../../contracts/consent/libraries/Decision.sol";
import {Provision} from "../../contracts/types/ConsentGrant.sol";
import {EntryHeader} from "../../contracts/types/RecordEntry.sol";
import {World} from "./World.sol";
import {deploy} from "./Cheats.sol";
import {answer, Answer, Labels, packLabels, packRule, Rule} from "./Rules.sol";

/// @dev INV-CONSENT-4 over random provisions and entries.
contract DecisionFuzz {
    IAccessDesk private _desk;

    function setUp() public {
        _desk = World(deploy("World", "")).DESK();
    }

    /// @dev The desk's answer is that of the rules told once more.
    function testFuzz_INV_CONSENT_4_decisionIsTheRules(
        Rule[3] calldata raw,
        Labels calldata entry,
        uint8 purpose,
        uint8 action,
        uint40 moment,
        uint256 bend
    ) external view {
        Rule[] memory rules = new Rule[](3);
        for (uint256 i = 0; i < 3; ++i) {
            rules[i] = _bent(raw[i], entry, purpose, action, moment, bend >> (32 * i));
        }
        (Answer expected, uint24 obligations, uint24 refrains) = answer(
            rules,
            entry,
            purpose,
            action,
            moment
        );
        (Decision.Outcome outcome, , uint48 duties) = _decide(
            rules,
            entry,
            purpose,
            action,
            moment
        );
        assert(uint8(outcome) == uint8(expected));
        assert(duties == (uint48(refrains) << 24) | obligations);
    }

    /// @dev A permit names purpose, action, moment, date, kind, category and every sensitivity:
    /// take any one away and the permit is gone.
    function testFuzz_INV_CONSENT_4_noPermitWithoutEachName(
        Labels calldata entry,
        uint8 purpose,
        uint8 action,
        uint40 moment
    ) external view {
        purpose %= 88;
        action %= 16;
        if (entry.kinds == 0 || entry.categories == 0) return;
        Rule memory whole = _naming(entry, purpose, action, moment);
        assert(_outcome(whole, entry, purpose, action, moment) == Decision.Outcome.PERMITTED);
        for (uint256 missing = 0; missing < 9; ++missing) {
            Rule memory part = _without(
                _naming(entry, purpose, action, moment),
                entry,
                moment,
                missing
            );
            if (keccak256(abi.encode(part)) == keccak256(abi.encode(whole))) continue;
            assert(_outcome(part, entry, purpose, action, moment) == Decision.Outcome.NOT_COVERED);
        }
    }

    /// @dev A permit of exactly this entry, now, for this.
    function _naming(
        Labels calldata entry,
        uint8 purpose,
        uint8 action,
        uint40 moment
    ) private pure returns (Rule memory) {
        return
            Rule({
                effect: 2,
                purposes: uint88(1) << purpose,
                accessFrom: moment,
                accessUntil: moment,
                dataFrom: entry.date,
                dataUntil: entry.date,
                kinds: entry.kinds,
                sensitivities: entry.sensitivities,
                categories: entry.categories,
                obligations: 0,
                refrains: 0,
                actions: uint16(1) << action
            });
    }

    function _without(
        Rule memory r,
        Labels calldata entry,
        uint40 moment,
        uint256 missing
    ) private pure returns (Rule memory) {
        if (missing == 0) r.purposes = 0;
        if (missing == 1) r.actions = 0;
        if (missing == 2 && moment != type(uint40).max) r.accessFrom = moment + 1;
        if (missing == 3 && moment != 0) r.accessUntil = moment - 1;
        if (missing == 4 && entry.date != type(uint40).max) r.dataFrom = entry.date + 1;
        if (missing == 5 && entry.date != 0) r.dataUntil = entry.date - 1;
        if (missing == 6) r.kinds = ~entry.kinds;
        if (missing == 7) r.categories = ~entry.categories;
        // One of the entry's sensitivities, its lowest, is not named.
        if (missing == 8 && entry.sensitivities != 0) {
            r.sensitivities = entry.sensitivities & (entry.sensitivities - 1);
        }
        return r;
    }

    /// @dev Random rules hardly ever match: each field is bent towards the entry by some bits.
    function _bent(
        Rule memory r,
        Labels calldata entry,
        uint8 purpose,
        uint8 action,
        uint40 moment,
        uint256 bend
    ) private pure returns (Rule memory) {
        if (bend & 3 != 0) r.effect = uint8(1 + (bend & 1));
        if (bend & 4 != 0 && purpose < 88) r.purposes |= uint88(1) << purpose;
        if (bend & 8 != 0 && action < 16) r.actions |= uint16(1) << action;
        if (bend & 16 != 0 && r.accessFrom > moment) r.accessFrom = moment;
        if (bend & 32 != 0 && r.accessUntil < moment) r.accessUntil = moment;
        if (bend & 64 != 0 && r.dataFrom > entry.date) r.dataFrom = entry.date;
        if (bend & 128 != 0 && r.dataUntil < entry.date) r.dataUntil = entry.date;
        if (bend & 256 != 0) r.kinds |= entry.kinds;
        if (bend & 512 != 0) r.categories |= entry.categories;
        if (bend & 3072 != 0) r.sensitivities |= entry.sensitivities;
        return r;
    }

    function _outcome(
        Rule memory r,
        Labels calldata entry,
        uint8 purpose,
        uint8 action,
        uint40 moment
    ) private view returns (Decision.Outcome outcome) {
        Rule[] memory rules = new Rule[](1);
        rules[0] = r;
        (outcome, , ) = _decide(rules, entry, purpose, action, moment);
    }

    function _decide(
        Rule[] memory rules,
        Labels calldata entry,
        uint8 purpose,
        uint8 action,
        uint40 moment
    ) private view returns (Decision.Outcome, uint256, uint48) {
        Provision[] memory provisions = new Provision[](rules.length);
        for (uint256 i = 0; i < rules.length; ++i) {
            provisions[i] = packRule(rules[i]);
        }
        EntryHeader[] memory headers = new EntryHeader[](1);
        headers[0] = packLabels(entry);
        return _desk.decide(provisions, headers, purpose, action, moment);
    }
}
