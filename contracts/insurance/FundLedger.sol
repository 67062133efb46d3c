// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {ISubjectRegistry} from "../identity/interfaces/ISubjectRegistry.sol";
import {FundSlot, hashPosition, PaymentForm, Payment} from "../types/Fund.sol";
import {ParticipantId, PoolId} from "../types/Ids.sol";
import {AccountRole, Domain, Membership, ParticipantStatus} from "../types/Membership.sol";
import {hashVoucher, Voucher} from "../types/Voucher.sol";
import {FundAccounts} from "./FundAccounts.sol";
import {FundPools} from "./FundPools.sol";
import {FundSlots} from "./FundSlots.sol";
import {IFundLedger} from "./interfaces/IFundLedger.sol";
import {ISettlementToken} from "./interfaces/ISettlementToken.sol";
import {FundWords} from "./libraries/FundWords.sol";

/// @title FundLedger: pools, personal accounts and what providers are owed and owe (evidence)
/// @notice FundPools.sol has the states of pools, FundAccounts.sol those of accounts, FundSlots.sol the
/// hand-over. A claim's money:
///
///     (none) --pay (callers)--> PAID, or DUE where the pool is paused or poor, or no payee is named
///     DUE --pay (callers)--> PAID
///     DUE --cancelDue (callers)--> (none)
///     PAID --reversePayment (callers)--> DEBT of the provider
///     DEBT --pay (callers: taken off), repay (provider)--> (none)
///
/// INV-FUNDS-1: the tokens held are the sum of all pools and personal accounts.
/// INV-FUNDS-2: no personal account is debited without its person's signature, nor beyond its limits.
/// INV-FUNDS-3: a payment moves all of its parts or none.
/// INV-FUNDS-4: no pool pays more than it has, nor while it is paused.
/// INV-FUNDS-5: what is due and what is owed are the sums of what was deferred and reversed, less what
/// was paid, cancelled and given back.
/// INV-FUNDS-6: after the hand-over nothing is written here, and the successor holds all.
contract FundLedger is FundPools {
    constructor(
        address manager,
        uint48 notice,
        IParticipantRegistry participants,
        ISubjectRegistry subjects,
        ISettlementToken token,
        address predecessor_
    )
        FundSlots(manager, notice, token, predecessor_)
        FundAccounts(subjects)
        FundPools(participants)
    {}

    /// @inheritdoc IFundLedger
    function setPayee(
        PoolId pool,
        address account,
        PaymentForm means
    ) external override whileHolding {
        Membership m = PARTICIPANTS.requireStanding(
            msg.sender,
            Domain.INSURANCE,
            ANY,
            ParticipantStatus.SUSPENDED
        );
        ParticipantId provider = m.participant();
        _known(pool);
        require(
            m.accountRole() == AccountRole.ADMINISTRATOR &&
                PARTICIPANTS.membership(account).participant() == provider,
            FundPayeeInvalid(provider, account)
        );
        uint256 word = FundWords.withPayee(positionOf(pool, provider), account, means);
        _storePosition(pool, provider, word);
        emit PayeeChanged(pool, provider, word, msg.sender);
    }

    /// @inheritdoc IFundLedger
    function pay(
        Payment calldata p
    ) external override onlyCaller whileAlone returns (bool paid, uint256 fromAccount) {
        uint256 pool = _known(p.pool);
        uint256 position = positionOf(p.pool, p.provider);
        uint256 debt = FundWords.debtOf(position);
        uint256 netted = p.fromPool < debt ? p.fromPool : debt;
        uint256 cash = p.fromPool - netted;
        uint256 due = FundWords.dueOf(position);
        if (p.wasDue) due = _less(p.pool, p.provider, due, p.fromPool);
        if (!_mayPay(pool, cash, position, p)) {
            if (!p.wasDue) _defer(p, position, due);
            return (false, 0);
        }
        uint256 account = accountOf(p.insured);
        fromAccount = _drawable(p.insured, account, p.fromAccount);
        if (cash != 0) {
            pool -= cash;
            _storePool(p.pool, pool);
        }
        if (fromAccount != 0) {
            account = FundWords.spend(account, fromAccount, _today());
            _storeAccount(p.insured, account);
        }
        if (netted != 0 || p.wasDue) {
            position = FundWords.withAmounts(position, debt - netted, due);
            _storePosition(p.pool, p.provider, position);
        }
        emit PaymentMade(
            p.ref,
            p.pool,
            p.insured,
            p.provider,
            p.fromPool,
            fromAccount,
            netted,
            pool,
            account,
            position
        );
        if (cash + fromAccount != 0) _payOut(position, cash + fromAccount, p.ref);
        return (true, fromAccount);
    }

    /// @inheritdoc IFundLedger
    function cancelDue(
        PoolId pool,
        ParticipantId provider,
        uint48 amount,
        bytes32 ref
    ) external override onlyCaller whileHolding {
        uint256 position = positionOf(pool, provider);
        uint256 due = _less(pool, provider, FundWords.dueOf(position), amount);
        position = FundWords.withAmounts(position, FundWords.debtOf(position), due);
        _storePosition(pool, provider, position);
        emit PaymentCancelled(ref, pool, provider, amount, position);
    }

    /// @inheritdoc IFundLedger
    function reversePayment(Payment calldata p) external override onlyCaller whileHolding {
        uint256 pool = _known(p.pool);
        uint256 account = accountOf(p.insured);
        if (p.fromAccount != 0) {
            pool = _debit(p.pool, pool, p.fromAccount);
            _storePool(p.pool, pool);
            account = _credit(p.insured, p.fromAccount);
        }
        uint256 owed = uint256(p.fromPool) + p.fromAccount;
        require(owed != 0, FundAmountInvalid(0));
        uint256 position = positionOf(p.pool, p.provider);
        uint256 debt = FundWords.debtOf(position) + owed;
        require(FundWords.fits(debt), FundAmountInvalid(debt));
        position = FundWords.withAmounts(position, debt, FundWords.dueOf(position));
        _storePosition(p.pool, p.provider, position);
        emit PaymentReversed(
            p.ref,
            p.pool,
            p.insured,
            p.provider,
            p.fromPool,
            p.fromAccount,
            pool,
            account,
            position
        );
    }

    /// @inheritdoc IFundLedger
    function repay(PoolId pool, uint48 amount) external override whileAlone {
        // A suspended institution may still pay what it owes, from an account that may pay.
        ParticipantId provider = PARTICIPANTS.membership(msg.sender).participant();
        uint256 position = positionOf(pool, provider);
        require(amount != 0, FundAmountInvalid(0));
        uint256 debt = _less(pool, provider, FundWords.debtOf(position), amount);
        position = FundWords.withAmounts(position, debt, FundWords.dueOf(position));
        _storePosition(pool, provider, position);
        uint256 word = _add(_known(pool), amount);
        _storePool(pool, word);
        emit DebtRepaid(pool, provider, amount, word, position, msg.sender);
        _take(amount);
    }

    /// @inheritdoc IFundLedger
    function positionOf(
        PoolId pool,
        ParticipantId provider
    ) public view override returns (uint256) {
        return slotOf(FundSlot.POSITION, hashPosition(pool, provider));
    }

    function _storePosition(PoolId pool, ParticipantId provider, uint256 word) private {
        _store(FundSlot.POSITION, hashPosition(pool, provider), word);
    }

    /// @dev What could not be paid is due.
    function _defer(Payment calldata p, uint256 position, uint256 due) private {
        if (p.fromPool == 0) return;
        due += p.fromPool;
        require(FundWords.fits(due), FundAmountInvalid(due));
        position = FundWords.withAmounts(position, FundWords.debtOf(position), due);
        _storePosition(p.pool, p.provider, position);
        emit PaymentDeferred(p.ref, p.pool, p.provider, p.fromPool, position);
    }

    function _payOut(uint256 position, uint256 amount, bytes32 ref) private {
        address payee = FundWords.payeeOf(position);
        if (FundWords.meansOf(position) == PaymentForm.TOKEN) {
            _send(payee, amount);
            return;
        }
        // Without end, so that it never comes back.
        Voucher memory v = Voucher(address(this), uint128(amount), type(uint40).max, ref);
        // A claim that was decided again may be paid as much again: no two vouchers are the same.
        while (TOKEN.voucherOf(hashVoucher(v)) != 0) --v.notAfter;
        TOKEN.drawVoucher(v, payee);
    }

    function _mayPay(
        uint256 pool,
        uint256 cash,
        uint256 position,
        Payment calldata p
    ) private view returns (bool) {
        if (FundWords.pausedUntil(pool) > block.timestamp || cash > FundWords.poolBalance(pool))
            return false;
        if (cash == 0 && p.fromAccount == 0) return true;
        address payee = FundWords.payeeOf(position);
        if (payee == address(0)) return false;
        // Says no by reverting: a pause of the domain, an account that was closed.
        try
            PARTICIPANTS.requireStanding(payee, Domain.INSURANCE, ANY, ParticipantStatus.SUSPENDED)
        returns (Membership m) {
            return m.participant() == p.provider;
        } catch {
            return false;
        }
    }

    function _less(
        PoolId pool,
        ParticipantId provider,
        uint256 has,
        uint256 amount
    ) private pure returns (uint256) {
        require(has >= amount, FundPositionExceeded(pool, provider, amount));
        return has - amount;
    }
}
