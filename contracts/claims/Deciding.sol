// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {IAgreements} from "../insurance/interfaces/IAgreements.sol";
import {IBenefitPlans} from "../insurance/interfaces/IBenefitPlans.sol";
import {ICatalogue} from "../insurance/interfaces/ICatalogue.sol";
import {IEnrolment} from "../insurance/interfaces/IEnrolment.sol";
import {IDrugLedger} from "../supply/interfaces/IDrugLedger.sol";
import {
    BILL_TYPEHASH,
    Claim,
    ClaimLine,
    ClaimRecord,
    ClaimState,
    Flag,
    hashClaimId
} from "../types/Claim.sol";
import {Codes} from "../types/Codes.sol";
import {hashPool} from "../types/Fund.sol";
import {ClaimId, ParticipantId} from "../types/Ids.sol";
import {Domain, Membership} from "../types/Membership.sol";
import {ClaimChecks} from "./ClaimChecks.sol";
import {IClaims} from "./interfaces/IClaims.sol";
import {Adjudication} from "./libraries/Adjudication.sol";
import {LineChecks} from "./LineChecks.sol";

/// @title Deciding: what a claim comes to and what is kept of it (policy)
/// @notice The last part of a desk, over what its checks and findings say.
abstract contract Deciding is LineChecks {
    uint32 internal constant PROVIDERS = uint32(
        (1 << Codes.PARTICIPANT_KIND_HOSPITAL) | (1 << Codes.PARTICIPANT_KIND_PHARMACY)
    );
    /// @dev Flags that a named human looks at.
    uint256 internal constant PENDING =
        (1 << uint256(Flag.OVERLAPPING_STAY)) | (1 << uint256(Flag.NO_ENCOUNTER));

    IParticipantRegistry internal immutable PARTICIPANTS;

    constructor(
        IParticipantRegistry participants,
        ICatalogue catalogue,
        IBenefitPlans plans,
        IAgreements agreements,
        IEnrolment enrolment,
        IDrugLedger drugs,
        IClaims claims
    ) ClaimChecks(catalogue, plans, agreements, enrolment, drugs, claims) {
        PARTICIPANTS = participants;
    }

    function _provider(address sender) internal view returns (Membership) {
        return PARTICIPANTS.requireActive(sender, Domain.CLAIMS, PROVIDERS);
    }

    function _record(
        Case memory c,
        ClaimFile calldata file,
        Decision memory decision
    ) internal view returns (ClaimRecord memory) {
        ParticipantId insurer = ParticipantId.wrap(uint32(c.header >> 32));
        return
            ClaimRecord(
                _hashBill(c, file),
                file.claim.insured,
                c.header,
                hashPool(insurer, file.segment.jurisdiction),
                c.agreement,
                c.segment,
                decision.totals,
                _hashWords(decision.results),
                uint40(block.timestamp)
            );
    }

    /// @dev What the claim comes to, and what the balance gains.
    function _decide(
        Case memory c,
        ClaimFile calldata file,
        uint256 balance,
        uint256 flags
    ) internal pure returns (Decision memory decision, uint256 moved) {
        Adjudication.Balance memory b = Adjudication.Balance(
            uint64(balance),
            uint64(balance >> 64),
            uint64(balance >> 128)
        );
        Adjudication.Totals memory totals;
        (decision.results, totals) = Adjudication.adjudicate(c.terms, b, c.facts, c.rules, c.found);
        decision.id = _idOf(c, file.claim);
        flags |= totals.flags;
        decision.totals =
            totals.fund |
            (totals.person << 48) |
            (uint256(uint48(uint256(totals.institution))) << 96) |
            (totals.billed << 144) |
            (flags << 192);
        moved =
            (b.deductible | (b.pool << 64) | (b.own << 128) | (1 << 192)) -
            (balance & type(uint192).max);
        if (c.terms.reason != 0 || (moved == 1 << 192 && totals.billed != 0 && totals.fund == 0)) {
            decision.state = ClaimState.DENIED;
        } else {
            decision.state = flags & PENDING == 0 ? ClaimState.ADJUDICATED : ClaimState.PENDED;
        }
        if (decision.state != ClaimState.ADJUDICATED) moved = 0;
        decision.balance = balance + moved;
    }

    function _idOf(Case memory c, Claim calldata claim) internal pure returns (ClaimId) {
        return hashClaimId(ParticipantId.wrap(uint32(c.header)), claim.invoice);
    }

    function _hashBill(Case memory c, ClaimFile calldata file) internal pure returns (bytes32) {
        Claim calldata claim = file.claim;
        return
            keccak256(
                abi.encode(
                    BILL_TYPEHASH,
                    claim.invoice,
                    claim.evidence,
                    claim.group,
                    c.plan,
                    c.segment,
                    _hashDiagnoses(claim.diagnoses),
                    _hashLines(file.lines)
                )
            );
    }

    function _hashWords(uint256[] memory words) internal pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            hash := keccak256(add(words, 0x20), shl(5, mload(words)))
        }
    }

    function _hashDiagnoses(bytes32[] calldata diagnoses) private pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            let buffer := mload(0x40)
            let size := shl(5, diagnoses.length)
            calldatacopy(buffer, diagnoses.offset, size)
            hash := keccak256(buffer, size)
        }
    }

    /// @dev A line is two words side by side: the hash is over all of them.
    function _hashLines(ClaimLine[] calldata lines) private pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            let buffer := mload(0x40)
            let size := shl(6, lines.length)
            calldatacopy(buffer, lines.offset, size)
            hash := keccak256(buffer, size)
        }
    }
}
