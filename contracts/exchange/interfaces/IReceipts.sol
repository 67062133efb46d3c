// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EntryId, GrantId, ReceiptId} from "../../types/Ids.sol";
import {ReceiptWord} from "../../types/Receipt.sol";

/// @title IReceipts: who opened what, when and why
/// @notice One slot for the entries of one custodian in one opening, under the hash of grant,
/// request and entry ids. A custodian's gateway releases keys only against it.
interface IReceipts {
    /// @notice A receipt was written; its slot is `word` (types/Receipt.sol). Indexed by grant,
    /// never by subject. `entries`: ids.
    event ReceiptIssued(
        ReceiptId indexed receipt,
        GrantId indexed grant,
        uint256 word,
        bytes32 request,
        bytes32[] entries,
        address actor
    );

    /// @notice The same request for the same entries was answered before.
    error ReceiptExists(ReceiptId receipt);
    /// @notice A receipt is written in a state.
    error ReceiptWithoutState(ReceiptId receipt);
    /// @notice No such receipt.
    error ReceiptUnknown(ReceiptId receipt);

    /// @notice Writes a receipt; only by callers.
    /// @param actor The account that opened
    function issue(
        GrantId grant,
        bytes32 request,
        EntryId[] calldata entries,
        ReceiptWord word,
        address actor
    ) external returns (ReceiptId receipt);

    /// @notice The slot of a receipt; reverts with `ReceiptUnknown`.
    function receiptOf(ReceiptId receipt) external view returns (ReceiptWord);
}
