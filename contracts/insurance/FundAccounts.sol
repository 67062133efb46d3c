// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ISubjectRegistry} from "../identity/interfaces/ISubjectRegistry.sol";
import {dayOf} from "../types/Days.sol";
import {CarryOver, FundSlot, hashCarryOver, hashMandate, Mandate} from "../types/Fund.sol";
import {SubjectId} from "../types/Ids.sol";
import {FundSlots} from "./FundSlots.sol";
import {IFundLedger} from "./interfaces/IFundLedger.sol";
import {FundWords} from "./libraries/FundWords.sol";

/// @title FundAccounts: base of the fund ledger, personal accounts and their mandates
/// @notice An account, once anything came to it:
///
///     without mandate --setMandate (any sender, with the person's signature)--> with mandate
///     with mandate --setMandate (the same)--> with another one, or without
///     with mandate --its last day, or a new key epoch--> without mandate
///
/// Money comes by contributions and reversals; it leaves by `pay` under the mandate, and to the person's
/// next pseudonym by her signature.
abstract contract FundAccounts is FundSlots, EIP712 {
    ISubjectRegistry internal immutable SUBJECTS;

    constructor(ISubjectRegistry subjects) EIP712("CareLedger FundLedger", "1") {
        SUBJECTS = subjects;
    }

    /// @inheritdoc IFundLedger
    function setMandate(
        Mandate calldata m,
        bytes calldata signer,
        bytes calldata signature
    ) external override whileHolding {
        uint32 epoch = _requireSigned(m.insured, hashMandate(m), m.deadline, signer, signature);
        uint256 word = accountOf(m.insured);
        _requireNewer(m.insured, m.number, word);
        word = FundWords.withMandate(word, m, epoch);
        _storeAccount(m.insured, word);
        emit MandateChanged(m.insured, word, msg.sender);
    }

    /// @inheritdoc IFundLedger
    function carryOver(
        CarryOver calldata c,
        bytes calldata signer,
        bytes calldata signature
    ) external override whileHolding {
        _requireSigned(c.from, hashCarryOver(c), c.deadline, signer, signature);
        uint256 word = accountOf(c.from);
        _requireNewer(c.from, c.number, word);
        uint256 balance = FundWords.balanceOf(word);
        require(c.amount != 0, FundAmountInvalid(0));
        require(balance >= c.amount, FundAccountInsufficient(c.from, balance, c.amount));
        word = FundWords.withNumber(word - c.amount, c.number);
        _storeAccount(c.from, word);
        uint256 next = _credit(c.to, c.amount);
        emit AccountCarriedOver(c.from, c.to, c.amount, accountOf(c.from), next, msg.sender);
    }

    /// @inheritdoc IFundLedger
    function drawable(SubjectId insured, uint256 wanted) external view override returns (uint256) {
        return _drawable(insured, accountOf(insured), wanted);
    }

    /// @inheritdoc IFundLedger
    function accountOf(SubjectId insured) public view override returns (uint256) {
        return slotOf(FundSlot.ACCOUNT, SubjectId.unwrap(insured));
    }

    /// @dev Puts money on a personal account; nobody's pseudonym gets none.
    function _credit(SubjectId insured, uint256 amount) internal returns (uint256 word) {
        word = accountOf(insured);
        if (word == 0) SUBJECTS.epochOf(insured);
        require(FundWords.balanceOf(word) + amount <= type(uint56).max, FundAmountInvalid(amount));
        word += amount;
        _storeAccount(insured, word);
    }

    function _storeAccount(SubjectId insured, uint256 word) internal {
        _store(FundSlot.ACCOUNT, SubjectId.unwrap(insured), word);
    }

    /// @dev What balance, mandate and limits give of what is wanted, today.
    function _drawable(
        SubjectId insured,
        uint256 word,
        uint256 wanted
    ) internal view returns (uint256 amount) {
        if (wanted == 0) return 0;
        amount = FundWords.drawable(word, wanted, _today());
        // What a stolen key signed ends with it.
        if (amount != 0 && uint16(SUBJECTS.epochOf(insured)) != FundWords.epochOf(word)) return 0;
    }

    function _today() internal view returns (uint24) {
        return dayOf(block.timestamp);
    }

    function _requireSigned(
        SubjectId subject,
        bytes32 structHash,
        uint40 deadline,
        bytes calldata signer,
        bytes calldata signature
    ) private view returns (uint32 epoch) {
        require(block.timestamp <= deadline, FundDeadlinePassed(deadline, uint40(block.timestamp)));
        return SUBJECTS.requireSigned(subject, _hashTypedDataV4(structHash), signer, signature);
    }

    /// @dev What a person signs is numbered, so that nothing of it counts twice or after what came later.
    function _requireNewer(SubjectId insured, uint16 number, uint256 word) private pure {
        uint16 present = FundWords.numberOf(word);
        require(number > present, FundMandateOutdated(insured, number, present));
    }
}
