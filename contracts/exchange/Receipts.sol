// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Callers} from "../access/Callers.sol";
import {EntryId, GrantId, ReceiptId, unwrapIds} from "../types/Ids.sol";
import {hashAccessReceipt, ReceiptState, ReceiptWord} from "../types/Receipt.sol";
import {IReceipts} from "./interfaces/IReceipts.sol";

/// @title Receipts: who opened what, when and why (evidence)
/// @notice
///
///     NONE --issue (callers)--> ISSUED, for ever
///
/// INV-EXCHANGE-1: a receipt is written by a caller only, and never changes.
contract Receipts is Callers, IReceipts {
    mapping(ReceiptId receipt => ReceiptWord) private _receipts;

    constructor(address manager, uint48 notice) Callers(manager, notice) {}

    /// @inheritdoc IReceipts
    function issue(
        GrantId grant,
        bytes32 request,
        EntryId[] calldata entries,
        ReceiptWord word,
        address actor
    ) external override onlyCaller returns (ReceiptId receipt) {
        receipt = hashAccessReceipt(grant, request, entries);
        require(ReceiptWord.unwrap(_receipts[receipt]) == 0, ReceiptExists(receipt));
        require(
            uint8(ReceiptWord.unwrap(word) >> 184) != uint8(ReceiptState.NONE),
            ReceiptWithoutState(receipt)
        );
        _receipts[receipt] = word;
        emit ReceiptIssued(
            receipt,
            grant,
            ReceiptWord.unwrap(word),
            request,
            unwrapIds(entries),
            actor
        );
    }

    /// @inheritdoc IReceipts
    function receiptOf(ReceiptId receipt) external view override returns (ReceiptWord word) {
        word = _receipts[receipt];
        require(ReceiptWord.unwrap(word) != 0, ReceiptUnknown(receipt));
    }
}
