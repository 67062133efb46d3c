// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Agreement, AgreementState, AgreementWord, Clause} from "../../types/Agreement.sol";
import {AgreementId, ParticipantId} from "../../types/Ids.sol";
import {IFreezes} from "./IFreezes.sol";

/// @title IAgreements: which institutions an insurer pays, for which services, and what follows from what
/// @notice Both parties sign one digest, which names the legal text, the governing law and the route of
/// disputes. Only one agreement of two parties holds on a day. What was done while it held is paid whatever
/// became of it. Clauses fire when their confirmer says so, once each.
interface IAgreements is IFreezes {
    /// @notice What became of a clause. DUE: an amount is owed; DONE: it was paid, or the services changed.
    enum ClauseState {
        NONE,
        DUE,
        DONE
    }

    /// @notice An agreement was drafted.
    event AgreementDrafted(
        AgreementId indexed agreement,
        ParticipantId indexed insurer,
        ParticipantId indexed institution,
        Agreement terms,
        AgreementWord word,
        address actor
    );
    /// @notice An agreement was signed, activated, breached, cured, terminated, or its services changed.
    /// `document`: digest of the evidence, or 0.
    event AgreementChanged(
        AgreementId indexed agreement,
        AgreementWord word,
        bytes32 document,
        ParticipantId by,
        address actor
    );
    /// @notice The agreement is breached; it may be cured until `cureUntil` (Unix time, excluded).
    event AgreementBreached(
        AgreementId indexed agreement,
        ParticipantId indexed breaker,
        AgreementWord word,
        ParticipantId reporter,
        uint40 cureUntil,
        bytes32 evidence,
        address actor
    );
    /// @notice A clause fired. `key`: of the clause in this agreement. `debtor`: who owes its value, 0: nobody.
    event ClauseFired(
        AgreementId indexed agreement,
        bytes32 indexed key,
        Clause clause,
        ClauseState state,
        ParticipantId debtor,
        AgreementWord word,
        bytes32 evidence,
        address actor
    );
    /// @notice What a clause made due was paid.
    event ClausePaid(
        AgreementId indexed agreement,
        bytes32 indexed key,
        address payer,
        address payee,
        uint256 amount,
        address actor
    );

    /// @notice An agreement is between two institutions, with a text, a law, a route of disputes, days in
    /// order, services and a deadline in the future.
    error AgreementInvalid(
        ParticipantId insurer,
        ParticipantId institution,
        uint24 from,
        uint24 until
    );
    /// @notice The same agreement was drafted before.
    error AgreementExists(AgreementId agreement);
    /// @notice The agreement is in a state in which this is not done, or does not exist.
    error AgreementStateWrong(AgreementId agreement, AgreementState state);
    /// @notice This is for another party, or for none of them.
    error AgreementNotParty(AgreementId agreement, ParticipantId sender);
    /// @notice The deadline for signatures has passed.
    error AgreementDeadlinePassed(AgreementId agreement, uint40 deadline, uint40 now_);
    /// @notice The signer is no administrator of either party, or its party signed already.
    error AgreementSignerWrong(AgreementId agreement, address signer);
    /// @notice The signature is not the signer's over this digest.
    error AgreementSignatureInvalid(address signer, bytes32 digest);
    /// @notice Another agreement of the two parties holds on days of this one.
    error AgreementOverlaps(AgreementId agreement, AgreementId former, uint24 until);
    /// @notice The institution is not active, or of no kind that an insurer agrees with.
    error AgreementInstitutionUnqualified(AgreementId agreement, ParticipantId institution);
    /// @notice The digest of the evidence is missing.
    error AgreementEvidenceMissing(AgreementId agreement);
    /// @notice The breach may still be cured, or no longer.
    error AgreementCureWrong(AgreementId agreement, uint40 cureUntil, uint40 now_);
    /// @notice The clause is not one of the agreement's.
    error AgreementClauseUnknown(AgreementId agreement, bytes32 leaf);
    /// @notice The clause has fired already.
    error AgreementClauseFired(AgreementId agreement, bytes32 key);
    /// @notice Another says whether the clause's condition is met.
    error AgreementNotConfirmer(
        AgreementId agreement,
        ParticipantId confirmer,
        ParticipantId sender
    );
    /// @notice Nothing is due of the clause.
    error AgreementNothingDue(AgreementId agreement, bytes32 key);
    /// @notice The account is not one of the institution that it should be of.
    error AgreementAccountWrong(AgreementId agreement, address account, ParticipantId owner);
    /// @notice The token did not move.
    error AgreementPaymentFailed(AgreementId agreement, bytes32 key);

    /// @notice Drafts an agreement, as one of its parties.
    function draft(Agreement calldata agreement) external returns (AgreementId id);

    /// @notice Carries a party's signature: of an administrator account of its (ERC-1271 too), by any active
    /// institution. Both sign the same digest: the EIP-712 hash of the agreement.
    function sign(Agreement calldata agreement, address signer, bytes calldata signature) external;

    /// @notice Puts a signed agreement into force for its days, as the insurer.
    /// @param evidence Digest of the institution's qualification
    function activate(Agreement calldata agreement, bytes32 evidence) external;

    /// @notice Says that the other party breaches the agreement, as one of them; or that the institution does,
    /// as a regulator or health commission of its jurisdiction.
    function reportBreach(Agreement calldata agreement, bytes32 evidence) external;

    /// @notice Says that the breach is cured, in time, as who reported it or a regulator of the institution's
    /// jurisdiction.
    function confirmCure(Agreement calldata agreement, bytes32 evidence) external;

    /// @notice Ends an agreement, as one of its parties: a draft at once; one that is not cured in time at
    /// once by the other party; else after the notice. A day on which it ends earlier stays.
    function terminate(Agreement calldata agreement, bytes32 document) external;

    /// @notice Fires a clause whose condition is met, as its confirmer, once.
    /// @param proof From the clause to the agreement's root
    function fire(
        Agreement calldata agreement,
        Clause calldata clause,
        bytes32[] calldata proof,
        bytes32 evidence
    ) external;

    /// @notice Pays what a clause made due, once, from an account of the debtor's to one of the creditor's; by
    /// either party, whatever its standing. The payer must have allowed this contract to take as much.
    function settle(
        Agreement calldata agreement,
        Clause calldata clause,
        address payer,
        address payee
    ) external;

    /// @notice Freezes an agreement, as a regulator of the institution's jurisdiction: claims under it are not
    /// paid until it ends. The key of the freeze is the agreement's id.
    /// @param until When it ends (Unix time)
    /// @param reason Digest of the reason
    function freeze(Agreement calldata agreement, uint40 until, bytes32 reason) external;

    /// @notice The slot of an agreement as it was for services of a day; 0: none.
    function agreementOn(AgreementId agreement, uint24 day) external view returns (AgreementWord);

    /// @notice The slot of an agreement; 0: none.
    function agreementOf(AgreementId agreement) external view returns (AgreementWord);

    /// @notice The last agreement of two parties that was activated; 0: none.
    function currentOf(
        ParticipantId insurer,
        ParticipantId institution
    ) external view returns (AgreementId);

    /// @notice Who reported the last breach, and until when it can be cured (Unix time, excluded).
    function breachOf(
        AgreementId agreement
    ) external view returns (ParticipantId reporter, uint40 cureUntil);

    /// @notice What became of a clause, by the hash of the agreement's id and the clause's.
    function clauseOf(
        bytes32 key
    ) external view returns (ClauseState state, ParticipantId debtor, uint128 value);
}
