// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    Adjustment,
    CarryOver,
    FundSlot,
    Mandate,
    PaymentForm,
    Payment,
    Share
} from "../../types/Fund.sol";
import {ParticipantId, PoolId, SubjectId} from "../../types/Ids.sol";

/// @title IFundLedger: the money of insurers' pools and of personal accounts
/// @notice Holds settlement tokens; what it holds is always the sum of pools and personal accounts. Each
/// change is an entry of two sides in one event, with the words after it. Claims pay through callers, all
/// or nothing. A pool that cannot pay moves nothing and owes the provider (`due`); what a provider was
/// paid too much is its `debt`, taken off its next payments. Balances lie in slots and events: whoever runs
/// a node reads them, by pseudonym.
interface IFundLedger {
    /// @notice A pool was opened. `word`: see `poolOf`.
    event PoolOpened(
        PoolId indexed pool,
        ParticipantId indexed insurer,
        uint40 indexed jurisdiction,
        PoolId parent,
        uint256 word,
        address actor
    );
    /// @notice A pool is paused until a time, or no longer.
    event PoolPaused(PoolId indexed pool, uint256 word);
    /// @notice Money was paid in for a month: `shares` to persons, with their accounts' words after it, and
    /// the rest to the pool. `levied` of what the pool got went on to its parent, whose word is `parentWord`.
    event ContributionReceived(
        bytes32 indexed id,
        PoolId indexed pool,
        SubjectId indexed enterprise,
        ParticipantId payer,
        uint16 month,
        uint256 toPool,
        uint256 levied,
        Share[] shares,
        uint256[] accountWords,
        uint256 poolWord,
        uint256 parentWord,
        bytes32 document,
        address actor
    );
    /// @notice The mandate of a personal account is as in its word.
    event MandateChanged(SubjectId indexed insured, uint256 word, address actor);
    /// @notice A personal account's money went to the person's next pseudonym.
    event AccountCarriedOver(
        SubjectId indexed from,
        SubjectId indexed to,
        uint256 amount,
        uint256 fromWord,
        uint256 toWord,
        address actor
    );
    /// @notice How a provider is paid by a pool. `word`: see `positionOf`.
    event PayeeChanged(
        PoolId indexed pool,
        ParticipantId indexed provider,
        uint256 word,
        address actor
    );
    /// @notice A claim was paid: `fromPool` less `netted` (taken off the provider's debt), and `fromAccount`.
    event PaymentMade(
        bytes32 indexed ref,
        PoolId indexed pool,
        SubjectId indexed insured,
        ParticipantId provider,
        uint256 fromPool,
        uint256 fromAccount,
        uint256 netted,
        uint256 poolWord,
        uint256 accountWord,
        uint256 positionWord
    );
    /// @notice A claim could not be paid; the pool owes it.
    event PaymentDeferred(
        bytes32 indexed ref,
        PoolId indexed pool,
        ParticipantId indexed provider,
        uint256 amount,
        uint256 positionWord
    );
    /// @notice What was owed for a claim is owed no longer.
    event PaymentCancelled(
        bytes32 indexed ref,
        PoolId indexed pool,
        ParticipantId indexed provider,
        uint256 amount,
        uint256 positionWord
    );
    /// @notice A paid claim was taken back: the person has `toAccount` again, from the pool, and the provider
    /// owes the pool that and `toPool`.
    event PaymentReversed(
        bytes32 indexed ref,
        PoolId indexed pool,
        SubjectId indexed insured,
        ParticipantId provider,
        uint256 toPool,
        uint256 toAccount,
        uint256 poolWord,
        uint256 accountWord,
        uint256 positionWord
    );
    /// @notice A provider paid back what it owed a pool.
    event DebtRepaid(
        PoolId indexed pool,
        ParticipantId indexed provider,
        uint256 amount,
        uint256 poolWord,
        uint256 positionWord,
        address actor
    );
    /// @notice The province's pool took from its cities and gave to them; `words`: theirs after it.
    event PoolsAdjusted(
        PoolId indexed parent,
        uint256 parentWord,
        Adjustment[] adjustments,
        uint256[] words,
        bytes32 document,
        address actor
    );
    /// @notice All money is the successor's.
    event LedgerHandedOver(address indexed successor, uint256 amount);

    /// @notice The pool exists.
    error FundPoolExists(PoolId pool);
    /// @notice No such pool.
    error FundPoolUnknown(PoolId pool);
    /// @notice A levy above 10,000 basis points, or one without a parent; or a parent that has one itself.
    error FundPoolInvalid(PoolId parent, uint16 levy);
    /// @notice The pool is paused until this time already.
    error FundPoolPauseUnchanged(PoolId pool, uint40 until);
    /// @notice The pool has less.
    error FundPoolInsufficient(PoolId pool, uint256 balance, uint256 amount);
    /// @notice The pool is not below this one.
    error FundPoolNotBelow(PoolId pool, PoolId parent);
    /// @notice The amount is 0, or above what one slot holds.
    error FundAmountInvalid(uint256 amount);
    /// @notice The contribution came already.
    error FundContributionKnown(bytes32 id);
    /// @notice The mandate is older than the present one.
    error FundMandateOutdated(SubjectId insured, uint16 number, uint16 present);
    /// @notice The mandate came too late.
    error FundDeadlinePassed(uint40 deadline, uint40 now_);
    /// @notice The personal account has less.
    error FundAccountInsufficient(SubjectId insured, uint256 balance, uint256 amount);
    /// @notice The account is not the provider's, or the sender no administrator of it.
    error FundPayeeInvalid(ParticipantId provider, address account);
    /// @notice The pool owes the provider less, or the provider the pool.
    error FundPositionExceeded(PoolId pool, ParticipantId provider, uint256 amount);
    /// @notice This ledger's money is the successor's.
    error FundHandedOverTo(address successor);
    /// @notice The predecessor did not hand over yet.
    error FundNotHandedOver(address predecessor);
    /// @notice The successor does not know this ledger as its predecessor.
    error FundSuccessorInvalid(address successor);
    /// @notice The token calls back while it is called.
    error FundReentered();
    /// @notice The token said no.
    error FundTransferFailed(uint256 amount);

    /// @notice Opens a pool of the sender's institution (an insurer).
    /// @param parent The province's pool above it, 0: none
    /// @param levy Share of contributions that goes on to it (basis points)
    function openPool(
        uint40 jurisdiction,
        PoolId parent,
        uint16 levy
    ) external returns (PoolId pool);

    /// @notice Stops payments of a pool until a time (0: no longer); administration. Claims stay due.
    function pausePool(PoolId pool, uint40 until) external;

    /// @notice Pays a month's contributions in, from the sender's tokens (which this ledger may take).
    /// @param enterprise Who owed them, 0: nobody, for example a subsidy
    /// @param toPool Besides what the shares name
    /// @param document Salted digest of the statement; the same contribution counts once
    function contribute(
        PoolId pool,
        SubjectId enterprise,
        uint16 month,
        Share[] calldata shares,
        uint128 toPool,
        bytes32 document
    ) external returns (bytes32 id);

    /// @notice Sets, replaces or ends the mandate of a personal account; by any sender, with the person's
    /// signature.
    function setMandate(
        Mandate calldata mandate,
        bytes calldata signer,
        bytes calldata signature
    ) external;

    /// @notice Moves money to the person's next pseudonym; by any sender, with the former one's signature.
    function carryOver(
        CarryOver calldata terms,
        bytes calldata signer,
        bytes calldata signature
    ) external;

    /// @notice Says to which account of the sender's institution a pool pays, and by what means; by an
    /// administrator of it.
    function setPayee(PoolId pool, address account, PaymentForm means) external;

    /// @notice Pays a claim, all or nothing; by a caller. What the personal account cannot give (balance,
    /// mandate, limits) stays payable by the patient.
    /// @return paid Whether it was paid: not by a paused or poor pool, nor to a provider without payee;
    /// then `fromPool` is due
    /// @return fromAccount What the personal account gave
    function pay(Payment calldata payment) external returns (bool paid, uint256 fromAccount);

    /// @notice Takes back what is due for a claim that was not paid; by a caller.
    function cancelDue(PoolId pool, ParticipantId provider, uint48 amount, bytes32 ref) external;

    /// @notice Takes back what a claim was paid, in whole or in part; by a caller.
    function reversePayment(Payment calldata payment) external;

    /// @notice Pays back what the sender's institution owes a pool, from its tokens.
    function repay(PoolId pool, uint48 amount) external;

    /// @notice Moves money between the sender's pool for a jurisdiction and those below it, in this order.
    function adjust(
        uint40 jurisdiction,
        Adjustment[] calldata adjustments,
        bytes32 document
    ) external;

    /// @notice Gives all money to a ledger that names this one as its predecessor; administration. From then
    /// on nothing is written here, and the successor reads this ledger's slots.
    function handOver(address successor) external;

    /// @notice Balance 128 | paused until 40 | levy 16 | opened 8; 0 if there is none.
    function poolOf(PoolId pool) external view returns (uint256);

    /// @notice The pool above.
    function parentOf(PoolId pool) external view returns (PoolId);

    /// @notice Balance 56 | a claim 40 | a day 40 | day of the last payment 24 | spent on it 40 | mandate until
    /// 24 | key epoch 16 | mandate's number 16.
    function accountOf(SubjectId insured) external view returns (uint256);

    /// @notice Payee 160 | debt 44 | due 44 | means 7 | written 1.
    function positionOf(PoolId pool, ParticipantId provider) external view returns (uint256);

    /// @notice What came with a contribution; 0: it is not known.
    function contributionOf(bytes32 id) external view returns (uint256);

    /// @notice Any slot by its key (pool, insured, position, contribution). A ledger that took over reads its
    /// predecessor's until it writes its own, so that no list of accounts is needed to hand over.
    function slotOf(FundSlot kind, bytes32 key) external view returns (uint256);

    /// @notice What a caller's `pay` would take from a personal account now.
    function drawable(SubjectId insured, uint256 wanted) external view returns (uint256);

    /// @notice Where the money went; 0: it is here.
    function successor() external view returns (address);

    /// @notice From whom this ledger takes over; 0: from nobody.
    function predecessor() external view returns (address);
}
