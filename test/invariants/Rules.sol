// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Provision} from "../../contracts/types/ConsentGrant.sol";
import {EntryHeader} from "../../contracts/types/RecordEntry.sol";

/// @dev A provision field by field.
struct Rule {
    uint8 effect;
    uint88 purposes;
    uint40 accessFrom;
    uint40 accessUntil;
    uint40 dataFrom;
    uint40 dataUntil;
    uint24 kinds;
    uint40 sensitivities;
    uint128 categories;
    uint24 obligations;
    uint24 refrains;
    uint16 actions;
}

/// @dev What a decision reads of an entry.
struct Labels {
    uint24 kinds;
    uint40 sensitivities;
    uint128 categories;
    uint40 date;
}

enum Answer {
    PERMITTED,
    NOT_COVERED,
    DENIED
}

function packRule(Rule memory r) pure returns (Provision memory) {
    bytes memory rule = abi.encodePacked(
        r.dataUntil,
        r.dataFrom,
        r.accessUntil,
        r.accessFrom,
        r.purposes,
        r.effect
    );
    bytes memory labels = abi.encodePacked(
        r.actions,
        r.refrains,
        r.obligations,
        r.categories,
        r.sensitivities,
        r.kinds
    );
    return Provision(uint256(bytes32(rule)), uint256(bytes32(labels)));
}

function packLabels(Labels memory l) pure returns (EntryHeader) {
    return
        EntryHeader.wrap(
            uint256(
                bytes32(
                    abi.encodePacked(
                        uint8(0),
                        uint16(1),
                        l.date,
                        l.categories,
                        l.sensitivities,
                        l.kinds
                    )
                )
            )
        );
}

/// @dev The text of the rules once more, from the base to the innermost: the last match decides.
function answer(
    Rule[] memory rules,
    Labels memory l,
    uint8 purpose,
    uint8 action,
    uint40 moment
) pure returns (Answer decided, uint24 obligations, uint24 refrains) {
    decided = Answer.NOT_COVERED;
    for (uint256 i = 0; i < rules.length; ++i) {
        Rule memory r = rules[i];
        bool permits = r.effect == 2;
        if (purpose >= 88 || r.purposes & (uint88(1) << purpose) == 0) continue;
        if (action >= 16 || r.actions & (uint16(1) << action) == 0) continue;
        if (moment < r.accessFrom || moment > r.accessUntil) continue;
        if (l.date < r.dataFrom || l.date > r.dataUntil) continue;
        if (r.kinds & l.kinds == 0) continue;
        if (r.categories & l.categories == 0) continue;
        uint40 named = l.sensitivities & r.sensitivities;
        if (permits ? named != l.sensitivities : named == 0 && r.sensitivities != 0) continue;
        (decided, obligations, refrains) = permits
            ? (Answer.PERMITTED, r.obligations, r.refrains)
            : (Answer.DENIED, uint24(0), uint24(0));
    }
}
