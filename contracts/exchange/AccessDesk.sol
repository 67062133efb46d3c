// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentRegistry} from "../consent/interfaces/IConsentRegistry.sol";
import {Decision} from "../consent/libraries/Decision.sol";
import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {IRecordIndex} from "../records/interfaces/IRecordIndex.sol";
import {Codes} from "../types/Codes.sol";
import {ConsentGrant, hashGrantInMemory, hashTerms, Provision} from "../types/ConsentGrant.sol";
import {EntryId, GrantId, ParticipantId, ReceiptId} from "../types/Ids.sol";
import {Domain, Membership} from "../types/Membership.sol";
import {hashAccessRequest, ReceiptState, ReceiptWord} from "../types/Receipt.sol";
import {EntryHeader, hashRecordEntries} from "../types/RecordEntry.sol";
import {IAccessDesk} from "./interfaces/IAccessDesk.sol";
import {IReceipts} from "./interfaces/IReceipts.sol";

/// @title AccessDesk: opening records under a patient's consent (policy)
/// @notice Holds nothing. It checks what it is shown against the evidence contracts, and is
/// replaced by making its successor their caller.
///
/// INV-EXCHANGE-2: no receipt without a live grant to the sender that covers every entry named.
/// INV-EXCHANGE-3: a refused opening writes nothing but its event.
contract AccessDesk is IAccessDesk {
    /// @dev What one opening carries from step to step.
    struct Opening {
        ConsentGrant grant;
        GrantId id;
        bytes32 request;
        uint8 purpose;
        uint8 action;
        uint48 duties;
        Refusal refusal;
        EntryId refused;
    }

    uint256 private constant ENTRY_BYTES = 68;

    uint32 private constant ANY_KIND = type(uint32).max;

    IParticipantRegistry private immutable PARTICIPANTS;
    IRecordIndex private immutable RECORDS;
    IConsentRegistry private immutable CONSENTS;
    IReceipts private immutable RECEIPTS;

    constructor(
        IParticipantRegistry participants,
        IRecordIndex records,
        IConsentRegistry consents,
        IReceipts receipts
    ) {
        PARTICIPANTS = participants;
        RECORDS = records;
        CONSENTS = consents;
        RECEIPTS = receipts;
    }

    /// @inheritdoc IAccessDesk
    function open(
        ShownGrant calldata shown,
        Request calldata request,
        EntryGroup[] calldata groups
    ) external override returns (ReceiptId[] memory receipts, Refusal) {
        (uint8 purpose, uint8 action) = (request.purpose, request.action);
        require(
            purpose < Codes.PURPOSE_COUNT && action < Codes.ACTION_COUNT,
            AccessPurposeUnknown(purpose, action)
        );
        require(groups.length != 0, AccessNothingAsked());
        Membership sender = PARTICIPANTS.requireActive(msg.sender, Domain.EXCHANGE, ANY_KIND);
        Provision[] calldata provisions = shown.provisions;
        ParticipantId grantee = ParticipantId.wrap(uint32(shown.limits));
        ConsentGrant memory grant = ConsentGrant(
            shown.subject,
            hashTerms(grantee, provisions, shown.salt),
            uint40(shown.limits >> 32),
            uint32(shown.limits >> 72),
            uint40(shown.limits >> 104)
        );
        GrantId id = hashGrantInMemory(grant);
        Opening memory o = Opening(
            grant,
            id,
            hashAccessRequest(id, sender.participant(), purpose, action, request.nonce),
            purpose,
            action,
            0,
            Refusal.NONE,
            EntryId.wrap(0)
        );

        EntryId[][] memory entries = new EntryId[][](groups.length);
        for (uint256 i = 0; i < groups.length; ++i) {
            entries[i] = _check(provisions, groups[i], o);
        }
        if (sender.participant() != grantee) {
            o.refusal = Refusal.NOT_GRANTEE;
            o.refused = EntryId.wrap(0);
        }
        if (o.refusal == Refusal.NONE) {
            o.refusal = _use(grant);
        }
        if (o.refusal != Refusal.NONE) {
            emit AccessRefused(id, o.request, _refusalWord(o, sender), o.refused, msg.sender);
            return (receipts, o.refusal);
        }
        return (_issue(sender, groups, entries, o), Refusal.NONE);
    }

    /// @inheritdoc IAccessDesk
    function decide(
        Provision[] calldata provisions,
        EntryHeader[] calldata headers,
        uint8 purpose,
        uint8 action,
        uint40 moment
    ) external pure override returns (Decision.Outcome, uint256 index, uint48 duties) {
        return Decision.decide(provisions, headers, purpose, action, moment);
    }

    function _use(ConsentGrant memory grant) private returns (Refusal) {
        IConsentRegistry.Standing standing = CONSENTS.use(grant);
        if (standing == IConsentRegistry.Standing.LIVE) return Refusal.NONE;
        if (standing == IConsentRegistry.Standing.UNKNOWN) return Refusal.GRANT_UNKNOWN;
        if (standing == IConsentRegistry.Standing.REVOKED) return Refusal.GRANT_REVOKED;
        if (standing == IConsentRegistry.Standing.EXPIRED) return Refusal.GRANT_EXPIRED;
        if (standing == IConsentRegistry.Standing.EXHAUSTED) return Refusal.GRANT_EXHAUSTED;
        return Refusal.KEY_EPOCH_ENDED;
    }

    function _issue(
        Membership sender,
        EntryGroup[] calldata groups,
        EntryId[][] memory entries,
        Opening memory o
    ) private returns (ReceiptId[] memory receipts) {
        receipts = new ReceiptId[](entries.length);
        // The same in each, but for custodian and number of entries.
        uint256 word =
            uint256(ParticipantId.unwrap(sender.participant())) |
                (uint256(o.purpose) << 64) |
                (uint256(o.action) << 72) |
                (uint256(uint40(block.timestamp)) << 80) |
                (uint256(sender.keyEpoch()) << 152) |
                (uint256(ReceiptState.ISSUED) << 184) |
                (uint256(o.duties) << 192);
        for (uint256 i = 0; i < entries.length; ++i) {
            EntryId[] memory ids = entries[i];
            uint256 custodian = ParticipantId.unwrap(groups[i].custodian);
            receipts[i] = RECEIPTS.issue(
                o.id,
                o.request,
                ids,
                ReceiptWord.wrap(word | (custodian << 32) | (ids.length << 120)),
                msg.sender
            );
        }
    }

    /// @dev Reverts unless the entries are proven; notes the first refusal.
    function _check(
        Provision[] calldata provisions,
        EntryGroup calldata group,
        Opening memory o
    ) private view returns (EntryId[] memory ids) {
        (
            bytes calldata positions,
            EntryHeader[] calldata headers,
            bytes32[] calldata contents
        ) = _columns(group.entries);
        ids = hashRecordEntries(o.grant.subject, group.custodian, headers, contents);
        uint256 ended = RECORDS.requireProven(
            group.custodian,
            group.root,
            positions,
            ids,
            group.proof
        );
        if (o.refusal != Refusal.NONE) return ids;
        if (ended != 0) {
            o.refusal = Refusal.ENTRY_ENDED;
            o.refused = ids[ended - 1];
            return ids;
        }
        (Decision.Outcome outcome, uint256 index, uint48 duties) = Decision.decide(
            provisions,
            headers,
            o.purpose,
            o.action,
            uint40(block.timestamp)
        );
        if (outcome == Decision.Outcome.PERMITTED) {
            o.duties |= duties;
        } else {
            o.refusal = outcome == Decision.Outcome.DENIED ? Refusal.DENIED : Refusal.NOT_COVERED;
            o.refused = ids[index];
        }
    }

    /// @dev A group's entries, column by column.
    function _columns(
        bytes calldata entries
    )
        private
        pure
        returns (
            bytes calldata positions,
            EntryHeader[] calldata headers,
            bytes32[] calldata contents
        )
    {
        require(entries.length != 0, AccessNothingAsked());
        require(entries.length % ENTRY_BYTES == 0, AccessGroupMalformed(entries.length));
        uint256 count = entries.length / ENTRY_BYTES;
        assembly ("memory-safe") {
            positions.offset := entries.offset
            positions.length := shl(2, count)
            headers.offset := add(entries.offset, shl(2, count))
            headers.length := count
            contents.offset := add(headers.offset, shl(5, count))
            contents.length := count
        }
    }

    function _refusalWord(Opening memory o, Membership sender) private pure returns (uint256) {
        return
            uint256(o.refusal) |
            (uint256(ParticipantId.unwrap(sender.participant())) << 8) |
            (uint256(o.purpose) << 40) |
            (uint256(o.action) << 48);
    }
}
