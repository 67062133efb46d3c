// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ParticipantId, PlanId} from "./Ids.sol";

bytes32 constant PLAN_TYPEHASH = keccak256(
    "Plan(uint32 insurer,bytes32 code,uint256 limits,uint256 shares,uint256 terms,bytes32 weights,"
    "bytes32 chronic)"
);

/// @dev A row of a catalogue: what is paid for one drug, service or consumable, and on which terms, in one
/// slot, lowest bits first: from 24 | until 24 (days; the first that it no longer holds, 0: open) | price
/// ceiling 48 (minor units a unit of quantity, 0: none) | first self-pay share 16 (basis points, class B) |
/// quantity 24 (a line's most, 0: any) | frequency 8 (times in its window, 0: any) | window 16 (days) |
/// youngest 8 | oldest 8 (years, 0: any) | sexes 8 (bit 0 female, bit 1 male, 0: any) | group 8 (service
/// items of agreements and plans) | class 8 (1 A, 2 B, 3 C) | kind 8 (1 drug, 2 service, 3 consumable) |
/// flags 8 (`RULE_*`) | published 40 (Unix time).
type Rule is uint256;

/// @dev The row has a list of indications, one of which must fit.
uint8 constant RULE_INDICATED = 1;
/// @dev A line of the row shows a dispensed unit's code.
uint8 constant RULE_CODED = 2;
/// @dev It is done once a day at most, wherever.
uint8 constant RULE_DAILY = 4;
/// @dev Nothing is paid for it until the freeze ends. The catalogue answers it for freezes that last;
/// nobody publishes it.
uint8 constant RULE_FROZEN = 8;

/// @dev A row as it is published: of a code, salted; versions of a code count from 1. `indications`: root
/// over `indicationLeaf`s (OpenZeppelin's sorted pairs), if the rule is `RULE_INDICATED`.
struct RowChange {
    bytes32 code;
    uint24 version;
    Rule rule;
    bytes32 indications;
}

/// @dev What an insurer pays, shown in calldata and checked by its hash. Amounts in minor units, shares in
/// basis points. `limits`, lowest bits first: deductible 40 of institutions of grade 1, 2 and 3 each | copay
/// 40 a claim | the fund's cap 48 a year | the member's out-of-pocket maximum 48 a year (caps: 0 is none).
/// `shares`: the fund's share 16 by setting (outpatient, inpatient, pharmacy, chronic) and in it by grade (1
/// to 3) | second tier from 48 (in-scope amount of the year, 0: none) | added there 16. `terms`: groups of
/// service items covered 128 (bit by `Rule`'s group) | waiting 16 (days of a segment before it pays) |
/// base rate 48 (a weight of 10,000) | low 16 and high 16 (outliers, hundredths of the group's price) |
/// flags 16 (`PLAN_*`) | version 16 (of plans of the insurer's with this code, from 1). `weights`: root over
/// `weightLeaf`s (OpenZeppelin's sorted pairs), 0: none. `chronic`: root over `indicationLeaf`s of the
/// diagnoses that the chronic setting is for, 0: none.
struct Plan {
    ParticipantId insurer;
    bytes32 code;
    uint256 limits;
    uint256 shares;
    uint256 terms;
    bytes32 weights;
    bytes32 chronic;
}

/// @dev What came of a shadow run of proposed rules over past claims. `changed`: of them, claims with another
/// result. Amounts paid by the fund in minor units. `run`: digest of the run's report.
struct Effect {
    uint32 claims;
    uint32 changed;
    uint128 paidBefore;
    uint128 paidAfter;
    bytes32 run;
}

/// @dev Inpatient claims are priced by their group (DRG, DIP).
uint16 constant PLAN_GROUPED = 1;
/// @dev The copay is taken before the deductible, else after it.
uint16 constant PLAN_COPAY_FIRST = 2;
/// @dev The copay is taken from the first line alone, else from the lines in their order.
uint16 constant PLAN_COPAY_MAIN = 4;
/// @dev Shares round half to even, else half up.
uint16 constant PLAN_HALF_EVEN = 8;
/// @dev A claim that begins above the out-of-pocket maximum is paid whole, and no other is relieved; else
/// own parts above it are paid within each claim.
uint16 constant PLAN_MAXIMUM_STOPS = 16;
/// @dev Another payer bears the coinsurance: it does not count for the out-of-pocket maximum.
uint16 constant PLAN_SUPPLEMENTED = 32;
/// @dev All flags that are assigned.
uint16 constant PLAN_FLAGS = 63;

using {firstDay, endDay, flags, serviceItem} for Rule global;

/// @notice The first day of a row.
function firstDay(Rule r) pure returns (uint24) {
    return uint24(Rule.unwrap(r));
}

/// @notice The first day on which a row no longer holds; 0: open.
function endDay(Rule r) pure returns (uint24) {
    return uint24(Rule.unwrap(r) >> 24);
}

/// @notice Bits of `RULE_*`.
function flags(Rule r) pure returns (uint8) {
    return uint8(Rule.unwrap(r) >> 208);
}

/// @notice Which of the service items of agreements and plans a row is: the number of a bit.
function serviceItem(Rule r) pure returns (uint8) {
    return uint8(Rule.unwrap(r) >> 184);
}

/// @notice Under which a catalogue keeps a row. `jurisdiction`: of the treatment, scheme 8 | code 32, lowest bits
/// first.
function hashRow(uint40 jurisdiction, bytes32 code, uint24 version) pure returns (bytes32 key) {
    return keccak256(abi.encode(jurisdiction, code, version));
}

/// @notice The id of a proposal of rows.
function hashRows(uint40 jurisdiction, RowChange[] calldata rows) pure returns (bytes32) {
    return keccak256(abi.encode(jurisdiction, rows));
}

function hashPlan(Plan memory p) pure returns (PlanId) {
    return
        PlanId.wrap(
            keccak256(
                abi.encode(
                    PLAN_TYPEHASH,
                    p.insurer,
                    p.code,
                    p.limits,
                    p.shares,
                    p.terms,
                    p.weights,
                    p.chronic
                )
            )
        );
}

/// @notice A leaf of a row's indications, a salted diagnosis: one word, where inner nodes hash two.
function indicationLeaf(bytes32 diagnosis) pure returns (bytes32) {
    return keccak256(abi.encode(diagnosis));
}

/// @notice A leaf of a plan's weights: what a group weighs, 10,000 is 1. `grouper`: digest of the program or
/// tables that group.
function weightLeaf(bytes32 group, uint32 weight, bytes32 grouper) pure returns (bytes32) {
    return keccak256(abi.encode(group, weight, grouper));
}
