// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ClaimId} from "./Ids.sol";

bytes32 constant APPEAL_TYPEHASH = keccak256(
    "Appeal(bytes32 claim,uint256 word,uint8 stage,bytes32 document,uint40 deadline)"
);

/// @dev How far people went over a claim. NONE: rules decided it. DECIDED: a named human of the insurer did.
/// APPEALED: another one of the insurer decides. ANSWERED: that one did. ESCALATED: a regulator decides.
/// FINAL: it did.
enum ReviewStage {
    NONE,
    DECIDED,
    APPEALED,
    ANSWERED,
    ESCALATED,
    FINAL
}

/// @dev What an insured person signs who appeals: against the decision whose slot is `word`, at this stage.
/// `document`: salted digest of her reasons. `deadline`: last second in which it may be brought.
struct Appeal {
    ClaimId claim;
    uint256 word;
    ReviewStage stage;
    bytes32 document;
    uint40 deadline;
}

/// @dev Why somebody decides: a CARC number, and the salted digest of the written reasons. `waived`: flags that
/// do not stand in the way of lines any more.
struct Ruling {
    uint32 waived;
    uint16 reason;
    bytes32 document;
}

function hashAppeal(Appeal calldata a) pure returns (bytes32) {
    return keccak256(abi.encode(APPEAL_TYPEHASH, a.claim, a.word, a.stage, a.document, a.deadline));
}
