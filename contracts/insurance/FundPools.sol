// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {Codes} from "../types/Codes.sol";
import {Adjustment, FundSlot, hashPool, Share} from "../types/Fund.sol";
import {ParticipantId, PoolId, SubjectId} from "../types/Ids.sol";
import {Domain} from "../types/Membership.sol";
import {FundAccounts} from "./FundAccounts.sol";
import {IFundLedger} from "./interfaces/IFundLedger.sol";
import {FundWords} from "./libraries/FundWords.sol";

/// @title FundPools: base of the fund ledger, pools and what is paid into them
/// @notice
///
///     (none) --openPool (its insurer)--> open
///     open --pausePool (PAUSER)--> paused --its time, pausePool--> open
///
/// Money comes by `contribute` (any member, from its own tokens), goes on to the pool above by the levy, and
/// back and forth by `adjust` (the insurer of the pool above).
abstract contract FundPools is FundAccounts {
    uint32 private constant INSURERS = uint32(
        (1 << Codes.PARTICIPANT_KIND_INSURANCE_AGENCY) |
            (1 << Codes.PARTICIPANT_KIND_COMMERCIAL_INSURER)
    );
    /// @dev Any kind of institution.
    uint32 internal constant ANY = type(uint32).max;
    uint256 private constant WHOLE = 10_000;

    IParticipantRegistry internal immutable PARTICIPANTS;

    constructor(IParticipantRegistry participants) {
        PARTICIPANTS = participants;
    }

    /// @inheritdoc IFundLedger
    function openPool(
        uint40 jurisdiction,
        PoolId parent,
        uint16 levy
    ) external override whileHolding returns (PoolId pool) {
        ParticipantId insurer = _insurer();
        pool = hashPool(insurer, jurisdiction);
        require(poolOf(pool) == 0, FundPoolExists(pool));
        bool isTop = PoolId.unwrap(parent) == 0;
        if (!isTop) _known(parent);
        require(
            levy <= WHOLE && (!isTop || levy == 0) && PoolId.unwrap(parentOf(parent)) == 0,
            FundPoolInvalid(parent, levy)
        );
        uint256 word = FundWords.opened(levy);
        _storePool(pool, word);
        if (!isTop) {
            _store(FundSlot.PARENT, PoolId.unwrap(pool), uint256(PoolId.unwrap(parent)));
        }
        emit PoolOpened(pool, insurer, jurisdiction, parent, word, msg.sender);
    }

    /// @inheritdoc IFundLedger
    function pausePool(PoolId pool, uint40 until) external override restricted whileHolding {
        uint256 word = _known(pool);
        require(FundWords.pausedUntil(word) != until, FundPoolPauseUnchanged(pool, until));
        word = FundWords.withPause(word, until);
        _storePool(pool, word);
        emit PoolPaused(pool, word);
    }

    /// @inheritdoc IFundLedger
    function contribute(
        PoolId pool,
        SubjectId enterprise,
        uint16 month,
        Share[] calldata shares,
        uint128 toPool,
        bytes32 document
    ) external override whileAlone returns (bytes32 id) {
        ParticipantId payer = PARTICIPANTS
            .requireActive(msg.sender, Domain.INSURANCE, ANY)
            .participant();
        if (SubjectId.unwrap(enterprise) != 0) SUBJECTS.epochOf(enterprise);
        id = keccak256(abi.encode(payer, pool, enterprise, month, shares, toPool, document));
        require(slotOf(FundSlot.CONTRIBUTION, id) == 0, FundContributionKnown(id));
        (uint256[] memory words, uint256 toAccounts, uint256 pooled) = _split(shares);
        pooled += toPool;
        uint256 total = toAccounts + pooled;
        require(total != 0, FundAmountInvalid(0));
        _store(FundSlot.CONTRIBUTION, id, total);
        (uint256 levied, uint256 poolWord, uint256 parentWord) = _pool(pool, pooled);
        emit ContributionReceived(
            id,
            pool,
            enterprise,
            payer,
            month,
            pooled,
            levied,
            shares,
            words,
            poolWord,
            parentWord,
            document,
            msg.sender
        );
        _take(total);
    }

    /// @inheritdoc IFundLedger
    function adjust(
        uint40 jurisdiction,
        Adjustment[] calldata adjustments,
        bytes32 document
    ) external override whileHolding {
        PoolId parent = hashPool(_insurer(), jurisdiction);
        uint256 parentWord = _known(parent);
        uint256[] memory words = new uint256[](adjustments.length);
        // In their order: what a city gives, the next one may get.
        for (uint256 i = 0; i < adjustments.length; ++i) {
            Adjustment calldata a = adjustments[i];
            require(
                PoolId.unwrap(parentOf(a.city)) == PoolId.unwrap(parent),
                FundPoolNotBelow(a.city, parent)
            );
            require(a.amount != 0, FundAmountInvalid(0));
            uint256 word = _known(a.city);
            if (a.amount < 0) {
                uint256 taken = uint256(-int256(a.amount));
                word = _debit(a.city, word, taken);
                parentWord = _add(parentWord, taken);
            } else {
                uint256 given = uint256(int256(a.amount));
                parentWord = _debit(parent, parentWord, given);
                word = _add(word, given);
            }
            _storePool(a.city, word);
            words[i] = word;
        }
        _storePool(parent, parentWord);
        emit PoolsAdjusted(parent, parentWord, adjustments, words, document, msg.sender);
    }

    /// @inheritdoc IFundLedger
    function contributionOf(bytes32 id) external view override returns (uint256) {
        return slotOf(FundSlot.CONTRIBUTION, id);
    }

    /// @inheritdoc IFundLedger
    function poolOf(PoolId pool) public view override returns (uint256) {
        return slotOf(FundSlot.POOL, PoolId.unwrap(pool));
    }

    /// @inheritdoc IFundLedger
    function parentOf(PoolId pool) public view override returns (PoolId) {
        return PoolId.wrap(bytes32(slotOf(FundSlot.PARENT, PoolId.unwrap(pool))));
    }

    function _storePool(PoolId pool, uint256 word) internal {
        _store(FundSlot.POOL, PoolId.unwrap(pool), word);
    }

    function _known(PoolId pool) internal view returns (uint256 word) {
        word = poolOf(pool);
        require(word != 0, FundPoolUnknown(pool));
    }

    function _add(uint256 word, uint256 amount) internal pure returns (uint256) {
        require(
            FundWords.poolBalance(word) + amount <= type(uint128).max,
            FundAmountInvalid(amount)
        );
        return word + amount;
    }

    function _debit(PoolId pool, uint256 word, uint256 amount) internal pure returns (uint256) {
        uint256 balance = FundWords.poolBalance(word);
        require(balance >= amount, FundPoolInsufficient(pool, balance, amount));
        return word - amount;
    }

    function _split(
        Share[] calldata shares
    ) private returns (uint256[] memory words, uint256 toAccounts, uint256 toPool) {
        words = new uint256[](shares.length);
        for (uint256 i = 0; i < shares.length; ++i) {
            Share calldata share = shares[i];
            words[i] =
                share.toAccount == 0
                    ? accountOf(share.insured)
                    : _credit(share.insured, share.toAccount);
            toAccounts += share.toAccount;
            toPool += share.toPool;
        }
    }

    /// @dev Adds an amount to a pool, and of it the levy to the one above.
    function _pool(
        PoolId pool,
        uint256 amount
    ) private returns (uint256 levied, uint256 word, uint256 parentWord) {
        word = _known(pool);
        levied = (amount * FundWords.levyOf(word)) / WHOLE;
        word = _add(word, amount - levied);
        _storePool(pool, word);
        if (levied != 0) {
            PoolId parent = parentOf(pool);
            parentWord = _add(_known(parent), levied);
            _storePool(parent, parentWord);
        }
    }

    function _insurer() private view returns (ParticipantId) {
        return PARTICIPANTS.requireActive(msg.sender, Domain.INSURANCE, INSURERS).participant();
    }
}
