// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ParticipantId} from "../types/Ids.sol";
import {Domain, ParticipantStatus} from "../types/Membership.sol";
import {IFreezes} from "./interfaces/IFreezes.sol";
import {Members} from "./Members.sol";

/// @title Freezes: base of contracts in which a regulator stops things for a time
/// @notice
///
///     (none), over --freeze (regulator)--> FROZEN
///     FROZEN, UPHELD --appeal (party)--> APPEALED
///     APPEALED --decide (another account of a regulator's)--> UPHELD or LIFTED
///     FROZEN, APPEALED, UPHELD --lift (regulator)--> LIFTED
///     FROZEN, APPEALED, UPHELD --its end comes--> over
///
/// INV-FREEZE-1: every freeze has a reason, and an end within 366 days.
/// INV-FREEZE-2: who froze does not decide the appeal against it.
abstract contract Freezes is Members, IFreezes {
    uint40 private constant LONGEST = 366 days;

    mapping(bytes32 key => Freeze) private _freezes;

    /// @inheritdoc IFreezes
    function appealFreeze(bytes32 key, bytes32 document) external override {
        Freeze storage f = _lasting(key, document);
        require(f.state != FreezeState.APPEALED, FreezeStateWrong(key, f.state, f.until));
        ParticipantId sender = PARTICIPANTS
            .requireStanding(msg.sender, Domain.INSURANCE, ANY, ParticipantStatus.SUSPENDED)
            .participant();
        require(
            ParticipantId.unwrap(f.party) == 0 || f.party == sender,
            FreezeNotParty(key, f.party, sender)
        );
        f.state = FreezeState.APPEALED;
        emit FreezeChanged(key, f, document, msg.sender);
    }

    /// @inheritdoc IFreezes
    function decideAppeal(bytes32 key, bool isLifted, bytes32 document) external override {
        Freeze storage f = _lasting(key, document);
        _requireRegulator(key, f.jurisdiction);
        require(f.state == FreezeState.APPEALED, FreezeStateWrong(key, f.state, f.until));
        require(f.account != msg.sender, FreezeSameAccount(key, f.account));
        if (isLifted) _lift(key, f);
        else f.state = FreezeState.UPHELD;
        emit FreezeChanged(key, f, document, msg.sender);
    }

    /// @inheritdoc IFreezes
    function liftFreeze(bytes32 key, bytes32 document) external override {
        Freeze storage f = _lasting(key, document);
        _requireRegulator(key, f.jurisdiction);
        _lift(key, f);
        emit FreezeChanged(key, f, document, msg.sender);
    }

    /// @inheritdoc IFreezes
    function freezeOf(bytes32 key) external view override returns (Freeze memory) {
        return _freezes[key];
    }

    /// @dev Freezes as the sender, a regulator of this jurisdiction. `party`: who may appeal, 0: any.
    function _freeze(
        bytes32 key,
        uint40 jurisdiction,
        ParticipantId party,
        uint40 until,
        bytes32 reason
    ) internal {
        _requireRegulator(key, jurisdiction);
        require(reason != 0, FreezeDocumentMissing(key));
        require(
            until > block.timestamp && until <= block.timestamp + LONGEST,
            FreezeUntilInvalid(key, until, uint40(block.timestamp))
        );
        Freeze memory f = Freeze(until, FreezeState.FROZEN, jurisdiction, party, msg.sender);
        require(!_isFrozen(key), FreezeLasts(key, _freezes[key].until));
        _freezes[key] = f;
        _frozen(key, until);
        emit FreezeChanged(key, f, reason, msg.sender);
    }

    /// @dev What is frozen is marked with the freeze's end, or with its being over.
    function _frozen(bytes32 key, uint40 until) internal virtual;

    function _isFrozen(bytes32 key) internal view returns (bool) {
        return _freezes[key].until > block.timestamp;
    }

    function _lift(bytes32 key, Freeze storage f) private {
        f.state = FreezeState.LIFTED;
        f.until = uint40(block.timestamp);
        _frozen(key, f.until);
    }

    function _lasting(bytes32 key, bytes32 document) private view returns (Freeze storage f) {
        f = _freezes[key];
        require(_isFrozen(key), FreezeStateWrong(key, f.state, f.until));
        require(document != 0, FreezeDocumentMissing(key));
    }

    function _requireRegulator(bytes32 key, uint40 jurisdiction) private view {
        uint40 own = _active(REGULATORS).jurisdiction();
        require(own == jurisdiction, FreezeJurisdictionOther(key, jurisdiction, own));
    }
}
