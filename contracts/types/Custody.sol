// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ContainerId, ParticipantId} from "./Ids.sol";

/// @dev Slot of a parcel or container, lowest bits first: holder 32 | to 32 | left 32 | step 16 |
/// state 4 | opened 1 | quarantine 3 | since 40 | container 96. `to`: whom it was shipped to. `left`:
/// units not dispensed or destroyed; of a container, its parcels. `step`: how often it was received.
/// `since`: Unix time of the last change of holder, state or quarantine. `container`: the lowest 96
/// bits of the id of the container that it is packed in.
type Custody is uint256;

/// @dev Slot of a lot, lowest bits first. The first 160 bits are those of a `Custody`: of the parcel
/// that begins with the lot's first unit, as long as it never was opened or packed; then 0.
/// maker 32 | expiry 40 | recall class 4, by regulator 4 | claimable 1 | quarantine 3 | unassigned 12.
type LotWord is uint256;

/// @dev HELD by its holder; SHIPPED, not yet received; DISPUTED: not found in what was received, and
/// still the sender's; DESTROYED, for ever.
enum CustodyState {
    NONE,
    HELD,
    SHIPPED,
    DISPUTED,
    DESTROYED
}

/// @dev Who put goods into quarantine, in the order of weight: who weighs as much may release them.
enum Quarantine {
    NONE,
    HOLDER,
    CALLER,
    REGULATOR
}

/// @dev How grave a recall is; I: death or lasting harm is likely.
enum RecallClass {
    NONE,
    I,
    II,
    III
}

/// @dev What became of goods that left the chain otherwise than to a patient.
enum Disposition {
    NONE,
    DESTROYED,
    DAMAGED,
    LOST,
    STOLEN,
    SAMPLED
}

/// @dev RETURNED: dispensed and brought back; never dispensed again.
enum UnitState {
    AVAILABLE,
    DISPENSED,
    RETURNED,
    DESTROYED
}

using {
    isHeldBy,
    isFreeWith,
    isComingTo,
    isIn,
    isQuarantined,
    holder,
    to,
    left,
    step,
    state
} for Custody global;
using {isOpened, quarantine, container} for Custody global;
using {moved, withLeft, withQuarantine, packedIn, unpackedFrom} for Custody global;
using {isFree, maker, expiry, recallClass, isClaimable, lotQuarantine} for LotWord global;
using {isGraverThan} for RecallClass global;
using {holdsParcel, firstParcel, withFirst, recalled, quarantined} for LotWord global;

uint256 constant WHERE =
    type(uint64).max | (uint256(0xef) << 112) | (uint256(type(uint40).max) << 120);
uint256 constant HELD_BY =
    type(uint32).max | (uint256(15) << 112) | (uint256(type(uint96).max) << 160);
uint256 constant COMING_TO = (uint256(type(uint32).max) << 32) | (uint256(type(uint96).max) << 160);
uint256 constant HOLDER_AND_TO = type(uint64).max;
uint256 constant STATE = uint256(15) << 112;
uint256 constant QUARANTINE = uint256(7) << 117;
uint256 constant FIRST_PARCEL = type(uint160).max;
uint256 constant LEFT = uint256(type(uint32).max) << 64;
uint256 constant EXPIRY = uint256(type(uint40).max) << 192;
uint256 constant TROUBLED = (uint256(15) << 232) | (uint256(7) << 241);
uint256 constant SINCE = uint256(type(uint40).max) << 120;
uint256 constant OPENED = 1 << 116;

/// @notice Whether it lies with an institution, by itself.
function isHeldBy(Custody c, ParticipantId sender) pure returns (bool) {
    uint256 where = Custody.unwrap(c) & HELD_BY;
    return where == (uint256(CustodyState.HELD) << 112) | ParticipantId.unwrap(sender);
}

/// @notice Whether it lies with an institution, by itself, and in no quarantine.
function isFreeWith(Custody c, ParticipantId sender) pure returns (bool) {
    uint256 where = Custody.unwrap(c) & (HELD_BY | QUARANTINE);
    return where == (uint256(CustodyState.HELD) << 112) | ParticipantId.unwrap(sender);
}

/// @notice Whether it was shipped to an institution, by itself.
function isComingTo(Custody c, ParticipantId receiver) pure returns (bool) {
    return Custody.unwrap(c) & COMING_TO == uint256(ParticipantId.unwrap(receiver)) << 32;
}

/// @notice Whether its state is this one.
function isIn(Custody c, CustodyState expected) pure returns (bool) {
    return Custody.unwrap(c) & STATE == uint256(expected) << 112;
}

function isQuarantined(Custody c) pure returns (bool) {
    return Custody.unwrap(c) & QUARANTINE != 0;
}

function holder(Custody c) pure returns (ParticipantId) {
    return ParticipantId.wrap(uint32(Custody.unwrap(c)));
}

function to(Custody c) pure returns (ParticipantId) {
    return ParticipantId.wrap(uint32(Custody.unwrap(c) >> 32));
}

function left(Custody c) pure returns (uint32) {
    return uint32(Custody.unwrap(c) >> 64);
}

function step(Custody c) pure returns (uint16) {
    return uint16(Custody.unwrap(c) >> 96);
}

// Slots hold members of their enums alone, so what reads them does without Solidity's check.

function state(Custody c) pure returns (CustodyState found) {
    assembly ("memory-safe") {
        found := and(shr(112, c), 15)
    }
}

function isOpened(Custody c) pure returns (bool) {
    return Custody.unwrap(c) & OPENED != 0;
}

function quarantine(Custody c) pure returns (Quarantine found) {
    assembly ("memory-safe") {
        found := and(shr(117, c), 7)
    }
}

function container(Custody c) pure returns (uint96) {
    return uint96(Custody.unwrap(c) >> 160);
}

/// @notice In another state or with others, from now on; a step further if `received`.
function moved(
    Custody c,
    ParticipantId holder_,
    ParticipantId to_,
    CustodyState state_,
    bool received
) view returns (Custody) {
    uint256 kept = Custody.unwrap(c) & ~(HOLDER_AND_TO | SINCE | STATE);
    if (received) {
        // A counter that stops at its end rather than carries into its neighbour.
        if (step(c) != type(uint16).max) kept += 1 << 96;
    }
    return
        Custody.wrap(
            kept |
                uint256(ParticipantId.unwrap(holder_)) |
                (uint256(ParticipantId.unwrap(to_)) << 32) |
                (uint256(state_) << 112) |
                (block.timestamp << 120)
        );
}

function withLeft(Custody c, uint32 left_, bool opened) pure returns (Custody) {
    uint256 word = (Custody.unwrap(c) & ~LEFT) | (uint256(left_) << 64);
    return Custody.wrap(opened ? word | OPENED : word);
}

function withQuarantine(Custody c, Quarantine quarantine_) view returns (Custody) {
    uint256 kept = Custody.unwrap(c) & ~(SINCE | QUARANTINE);
    return Custody.wrap(kept | (uint256(quarantine_) << 117) | (block.timestamp << 120));
}

/// @notice Packed into a container.
function packedIn(Custody c, ContainerId id) pure returns (Custody) {
    return
        Custody.wrap((Custody.unwrap(c) & FIRST_PARCEL) | (uint256(ContainerId.unwrap(id)) << 160));
}

/// @notice Out of a container: where that is, as often moved as both, with what was left.
function unpackedFrom(Custody c, Custody container_) pure returns (Custody) {
    uint256 steps = uint256(step(c)) + step(container_);
    if (steps > type(uint16).max) steps = type(uint16).max;
    return
        Custody.wrap(
            (Custody.unwrap(c) & (LEFT | OPENED)) |
                (Custody.unwrap(container_) & WHERE) |
                (steps << 96)
        );
}

function maker(LotWord lot) pure returns (ParticipantId) {
    return ParticipantId.wrap(uint32(LotWord.unwrap(lot) >> 160));
}

function expiry(LotWord lot) pure returns (uint40) {
    return uint40(LotWord.unwrap(lot) >> 192);
}

function recallClass(LotWord lot) pure returns (RecallClass found) {
    assembly ("memory-safe") {
        found := and(shr(232, lot), 15)
    }
}

/// @notice Whether one recall is graver than another: from I, the gravest, to III, and last of all NONE.
function isGraverThan(RecallClass a, RecallClass b) pure returns (bool graver) {
    assembly ("memory-safe") {
        graver := lt(sub(a, 1), sub(b, 1))
    }
}

/// @notice Whether it is neither recalled, nor in quarantine, nor expired.
function isFree(LotWord lot) view returns (bool) {
    // Troubles stand above the expiry: with any of them the number is too high, expired too low.
    uint256 troublesAndExpiry = (LotWord.unwrap(lot) & (TROUBLED | EXPIRY)) >> 192;
    unchecked {
        return troublesAndExpiry - block.timestamp < (1 << 40) - block.timestamp;
    }
}

function isClaimable(LotWord lot) pure returns (bool) {
    return (LotWord.unwrap(lot) >> 240) & 1 != 0;
}

function lotQuarantine(LotWord lot) pure returns (Quarantine found) {
    assembly ("memory-safe") {
        found := and(shr(241, lot), 7)
    }
}

/// @notice Whether the lot's slot holds the parcel of these units (first 32 | count 32). None was taken
/// from it there, so `left` is its count; and its first is 0.
function holdsParcel(LotWord lot, uint64 range) pure returns (bool) {
    return LotWord.unwrap(lot) & LEFT == uint256(range) << 32;
}

function firstParcel(LotWord lot) pure returns (Custody) {
    return Custody.wrap(LotWord.unwrap(lot) & FIRST_PARCEL);
}

/// @notice With another first parcel, or (0) none.
function withFirst(LotWord lot, Custody parcel) pure returns (LotWord) {
    return LotWord.wrap((LotWord.unwrap(lot) & ~FIRST_PARCEL) | Custody.unwrap(parcel));
}

function recalled(LotWord lot, RecallClass severity, bool byRegulator) pure returns (LotWord) {
    uint256 kept = LotWord.unwrap(lot) & ~(uint256(255) << 232);
    uint256 how;
    assembly ("memory-safe") {
        how := or(severity, shl(4, byRegulator))
    }
    return LotWord.wrap(kept | (how << 232));
}

function quarantined(LotWord lot, Quarantine quarantine_) pure returns (LotWord) {
    uint256 kept = LotWord.unwrap(lot) & ~(uint256(7) << 241);
    return LotWord.wrap(kept | (uint256(quarantine_) << 241));
}
