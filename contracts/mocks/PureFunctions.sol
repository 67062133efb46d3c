// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Decision} from "../consent/libraries/Decision.sol";
import {EntryTree} from "../records/libraries/EntryTree.sol";
import {CodeTree} from "../supply/libraries/CodeTree.sol";
import {ProductNumbers} from "../supply/libraries/ProductNumbers.sol";
import {Watch} from "../supply/libraries/Watch.sol";
import {
    ConsentGrant,
    hashConsentGrant,
    hashTerms,
    Provision,
    Terms
} from "../types/ConsentGrant.sol";
import {
    ContainerLabel,
    hashContainer,
    hashContents,
    hashLot,
    hashLotBody,
    hashParcel,
    hashPayer,
    hashSale,
    hashSaleTerms,
    hashUnitPlace,
    LotBody,
    Parcel,
    Unit
} from "../types/Goods.sol";
import {
    ContainerId,
    EntryId,
    GrantId,
    LotId,
    ParticipantId,
    ProductId,
    ReceiptId,
    SaleId,
    SubjectId
} from "../types/Ids.sol";
import {
    Limits,
    Monitor,
    packLimits,
    packMonitor,
    Readings,
    unpackLimits,
    unpackMonitor
} from "../types/Monitoring.sol";
import {hashAccessReceipt, hashAccessRequest} from "../types/Receipt.sol";
import {EntryHeader, hashRecordEntries} from "../types/RecordEntry.sol";

/// @title PureFunctions: the pure functions of the suite, for tests to compare with their twins
/// @notice Never deployed with the suite.
contract PureFunctions {
    function terms(Terms calldata t) external pure returns (bytes32) {
        return hashTerms(t.grantee, t.provisions, t.salt);
    }

    function consentGrant(ConsentGrant calldata g) external pure returns (GrantId) {
        return hashConsentGrant(g);
    }

    function recordEntries(
        SubjectId subject,
        ParticipantId custodian,
        EntryHeader[] calldata headers,
        bytes32[] calldata contents
    ) external pure returns (EntryId[] memory) {
        return hashRecordEntries(subject, custodian, headers, contents);
    }

    function accessRequest(
        GrantId grant,
        ParticipantId grantee,
        uint8 purpose,
        uint8 action,
        bytes32 nonce
    ) external pure returns (bytes32) {
        return hashAccessRequest(grant, grantee, purpose, action, nonce);
    }

    function accessReceipt(
        GrantId grant,
        bytes32 request,
        EntryId[] calldata entries
    ) external pure returns (ReceiptId) {
        return hashAccessReceipt(grant, request, entries);
    }

    function treeRoot(EntryId[] calldata ids) external pure returns (bytes32) {
        return EntryTree.root(ids);
    }

    function isProven(
        bytes32 root,
        uint32 count,
        bytes calldata positions,
        EntryId[] calldata ids,
        bytes32[] calldata proof
    ) external pure returns (bool) {
        return EntryTree.isProven(root, count, positions, ids, proof);
    }

    function lot(
        LotBody calldata body,
        bytes32 codeRoot
    ) external pure returns (bytes32 bodyHash, LotId id) {
        bodyHash = hashLotBody(body);
        id = hashLot(bodyHash, codeRoot);
    }

    function parcel(Parcel calldata p) external pure returns (bytes32) {
        return hashParcel(p);
    }

    function container(
        ContainerLabel calldata label,
        uint256[] calldata contents
    ) external pure returns (ContainerId id, bytes32 contentsHash) {
        id = hashContainer(label.sscc, label.lots, label.contents);
        contentsHash = hashContents(contents);
    }

    function sale(
        ProductId product,
        bytes32 code,
        bytes32 pseudonym,
        bytes32 salt,
        ParticipantId dispenser
    ) external pure returns (SaleId id, bytes32 payer, bytes32 terms_) {
        payer = hashPayer(pseudonym, salt);
        return (hashSale(product, code), payer, hashSaleTerms(payer, dispenser));
    }

    function unitPlace(LotId lot_, uint32 index) external pure returns (bytes32) {
        return hashUnitPlace(lot_, index);
    }

    function isCodeProven(
        bytes32 root,
        uint256 total,
        bytes32 lotBody,
        Unit[] calldata units,
        bytes32[] calldata proof
    ) external pure returns (bool) {
        return CodeTree.isProven(root, total, lotBody, units, proof);
    }

    function isProductValid(ProductId product) external pure returns (bool) {
        return ProductNumbers.isValid(product);
    }

    /// @notice The monitor after a batch, and what was found in it.
    function watch(
        uint256 monitor,
        Readings calldata readings,
        uint256 now_
    ) external pure returns (uint256 word, Watch.Finding memory found) {
        (uint40 first, uint40 last) = Watch.span(readings);
        Monitor memory m = unpackMonitor(monitor);
        found = Watch.take(m, readings, first, last, now_);
        word = packMonitor(m);
    }

    /// @notice Limits that hold for both, and whether something lies between them.
    function narrowed(uint256 a, uint256 b) external pure returns (uint256 word, bool isValid) {
        Limits memory limits = unpackLimits(a);
        Watch.narrow(limits, unpackLimits(b));
        return (packLimits(limits), Watch.isValid(limits));
    }

    /// @notice The decision on each entry by itself.
    function decideEach(
        Provision[] calldata provisions,
        EntryHeader[] calldata headers,
        uint8 purpose,
        uint8 action,
        uint40 moment
    ) external pure returns (Decision.Outcome[] memory outcomes, uint48[] memory duties) {
        outcomes = new Decision.Outcome[](headers.length);
        duties = new uint48[](headers.length);
        for (uint256 i = 0; i < headers.length; ++i) {
            (outcomes[i], , duties[i]) = Decision.decide(
                provisions,
                headers[i:i + 1],
                purpose,
                action,
                moment
            );
        }
    }
}
