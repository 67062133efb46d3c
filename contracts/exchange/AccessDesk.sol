// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentRegistry} from "../consent/interfaces/IConsentRegistry.sol";
import {Decision} from "../consent/libraries/Decision.sol";
import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {IRecordIndex} from "../records/interfaces/IRecordIndex.sol";
import {Codes} from "../types/Codes.sol";
import {ConsentGrant, hashConsentGrant, hashTerms, Provision} from "../types/ConsentGrant.sol";
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
        Membership sender;
        GrantId grant;
        bytes32 request;
        Refusal refusal;
        EntryId refused;
        uint48 duties;
    }

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
        require(
            request.purpose < Codes.PURPOSE_COUNT && request.action < Codes.ACTION_COUNT,
            AccessPurposeUnknown(request.purpose, request.action)
        );
        require(groups.length != 0, AccessNothingAsked());
        Opening memory o;
        o.sender = PARTICIPANTS.requireActive(msg.sender, Domain.EXCHANGE, ANY_KIND);
        ConsentGrant memory grant = ConsentGrant(
            shown.subject,
            hashTerms(shown.terms),
            shown.notAfter,
            shown.maxUses,
            shown.deadline
        );
        o.grant = hashConsentGrant(grant);
        o.request = hashAccessRequest(
            o.grant,
            o.sender.participant(),
            request.purpose,
            request.action,
            request.nonce
        );

        EntryId[][] memory entries = new EntryId[][](groups.length);
        for (uint256 i = 0; i < groups.length; ++i) {
            entries[i] = _check(shown, request, groups[i], o);
        }
        if (o.sender.participant() != shown.terms.grantee) {
            o.refusal = Refusal.NOT_GRANTEE;
            o.refused = EntryId.wrap(0);
        }
        if (o.refusal == Refusal.NONE) {
            o.refusal = _use(grant);
        }
        if (o.refusal != Refusal.NONE) {
            emit AccessRefused(o.grant, o.request, _refusalWord(o, request), o.refused, msg.sender);
            return (receipts, o.refusal);
        }

        return (_issue(request, groups, entries, o), Refusal.NONE);
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
        Request calldata request,
        EntryGroup[] calldata groups,
        EntryId[][] memory entries,
        Opening memory o
    ) private returns (ReceiptId[] memory receipts) {
        receipts = new ReceiptId[](groups.length);
        for (uint256 i = 0; i < groups.length; ++i) {
            receipts[i] = RECEIPTS.issue(
                o.grant,
                o.request,
                entries[i],
                _receiptWord(o, request, groups[i]),
                msg.sender
            );
        }
    }

    /// @dev Reverts unless the entries are proven; notes the first refusal.
    function _check(
        ShownGrant calldata shown,
        Request calldata request,
        EntryGroup calldata group,
        Opening memory o
    ) private view returns (EntryId[] memory ids) {
        uint256 count = group.positions.length;
        require(count != 0, AccessNothingAsked());
        require(
            count == group.headers.length && count == group.contents.length,
            AccessGroupMalformed(count, group.headers.length, group.contents.length)
        );
        ids = hashRecordEntries(shown.subject, group.custodian, group.headers, group.contents);
        uint256 ended = RECORDS.requireProven(
            group.custodian,
            group.root,
            group.positions,
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
            shown.terms.provisions,
            group.headers,
            request.purpose,
            request.action,
            uint40(block.timestamp)
        );
        o.duties |= duties;
        if (outcome != Decision.Outcome.PERMITTED) {
            o.refusal = outcome == Decision.Outcome.DENIED ? Refusal.DENIED : Refusal.NOT_COVERED;
            o.refused = ids[index];
        }
    }

    function _receiptWord(
        Opening memory o,
        Request calldata request,
        EntryGroup calldata group
    ) private view returns (ReceiptWord) {
        return
            ReceiptWord.wrap(
                uint256(ParticipantId.unwrap(o.sender.participant())) |
                    (uint256(ParticipantId.unwrap(group.custodian)) << 32) |
                    (uint256(request.purpose) << 64) |
                    (uint256(request.action) << 72) |
                    (uint256(uint40(block.timestamp)) << 80) |
                    (uint256(group.positions.length) << 120) |
                    (uint256(o.sender.keyEpoch()) << 152) |
                    (uint256(ReceiptState.ISSUED) << 184) |
                    (uint256(o.duties) << 192)
            );
    }

    function _refusalWord(
        Opening memory o,
        Request calldata request
    ) private pure returns (uint256) {
        return
            uint256(o.refusal) |
            (uint256(ParticipantId.unwrap(o.sender.participant())) << 8) |
            (uint256(request.purpose) << 40) |
            (uint256(request.action) << 48);
    }
}
