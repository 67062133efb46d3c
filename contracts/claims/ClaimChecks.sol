// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {IAgreements} from "../insurance/interfaces/IAgreements.sol";
import {IBenefitPlans} from "../insurance/interfaces/IBenefitPlans.sol";
import {ICatalogue} from "../insurance/interfaces/ICatalogue.sol";
import {IEnrolment} from "../insurance/interfaces/IEnrolment.sol";
import {IDrugLedger} from "../supply/interfaces/IDrugLedger.sol";
import {Agreement, AGREEMENT_TYPEHASH, AgreementWord} from "../types/Agreement.sol";
import {Claim, ClaimLine, Setting} from "../types/Claim.sol";
import {Cover, Coverage, hashAttributes, hashSegment, Segment} from "../types/Coverage.sol";
import {DAY_OF_1970, monthOf} from "../types/Days.sol";
import {AgreementId, ParticipantId, PlanId, SegmentId} from "../types/Ids.sol";
import {Membership} from "../types/Membership.sol";
import {indicationLeaf, Plan, PLAN_TYPEHASH, Rule, weightLeaf} from "../types/Tariff.sol";
import {IClaimFiles} from "./interfaces/IClaimFiles.sol";
import {IClaims} from "./interfaces/IClaims.sol";
import {Adjudication} from "./libraries/Adjudication.sol";
import {Rows} from "./libraries/Rows.sol";

/// @title ClaimChecks: what a claim rests on, checked against its slots (policy)
/// @notice The first half of a desk: agreement, plan, segment, group, rows. LineChecks has the lines'.
abstract contract ClaimChecks is IClaimFiles {
    /// @dev What one claim carries from step to step. `start`: seconds since day 0; `last`: from it to
    /// the last line.
    struct Case {
        uint256 header;
        uint256 start;
        uint256 last;
        uint24 day;
        uint40 jurisdiction;
        AgreementId agreement;
        uint40 frozenUntil;
        PlanId plan;
        SegmentId segment;
        Rows.Terms terms;
        uint256[] facts;
        uint256[] rules;
        uint256[] found;
        uint256 usedProofs;
    }

    uint256 internal constant MOST_LINES = 200;
    uint256 internal constant MOST_DIAGNOSES = 64;
    /// @dev Seconds from day 0 to 1970-01-01.
    int256 private constant TO_1970 = int256(DAY_OF_1970 * 1 days);

    ICatalogue internal immutable CATALOGUE;
    IBenefitPlans internal immutable PLANS;
    IAgreements internal immutable AGREEMENTS;
    IEnrolment internal immutable ENROLMENT;
    IDrugLedger internal immutable DRUGS;
    IClaims internal immutable CLAIMS;

    constructor(
        ICatalogue catalogue,
        IBenefitPlans plans,
        IAgreements agreements,
        IEnrolment enrolment,
        IDrugLedger drugs,
        IClaims claims
    ) {
        CATALOGUE = catalogue;
        PLANS = plans;
        AGREEMENTS = agreements;
        ENROLMENT = enrolment;
        DRUGS = drugs;
        CLAIMS = claims;
    }

    /// @dev Reverts unless the claim rests on what holds on its day.
    function _open(
        ClaimFile calldata file,
        Membership sender
    ) internal view returns (Case memory c) {
        _requireLengths(file);
        c.header = file.claim.header;
        ParticipantId provider = ParticipantId.wrap(uint32(c.header));
        require(
            provider == sender.participant(),
            ClaimProviderForeign(provider, sender.participant())
        );
        c.start = _startOf(c.header);
        c.day = uint24(c.start / 1 days);
        c.terms.start = c.start;
        c.terms.setting = uint8(c.header >> 200);
        c.terms.grade = sender.grade();
        c.terms.month = monthOf(c.day);
        _requireJurisdiction(c, sender.jurisdiction());
        c.last = _lines(c, file.lines);
        uint256 factor = _agreement(c, file, provider);
        _plan(c, file.plan);
        _segment(c, file);
        _group(c, file, factor);
        _chronic(c, file);
        _person(c, file);
    }

    /// @dev The rows of the lines, in the order of the lines.
    function _rows(Case memory c, ClaimLine[] calldata lines) internal view {
        uint256 count = lines.length;
        bytes32[] memory codes = new bytes32[](count);
        uint24[] memory versions = new uint24[](count);
        assembly ("memory-safe") {
            let read := lines.offset
            let code := add(codes, 0x20)
            let version := add(versions, 0x20)
            for {
                let end := add(read, shl(6, count))
            } lt(read, end) {
                read := add(read, 0x40)
            } {
                mstore(code, calldataload(read))
                mstore(version, and(shr(64, calldataload(add(read, 0x20))), 0xffffff))
                code := add(code, 0x20)
                version := add(version, 0x20)
            }
        }
        Rule[] memory rules = CATALOGUE.rulesOf(c.jurisdiction, codes, versions);
        require(rules.length == count, ClaimListLength(rules.length, count));
        uint256[] memory words;
        assembly ("memory-safe") {
            words := rules
        }
        c.rules = words;
    }

    /// @dev `lines[i].code`, without the checks that loops make already.
    function _codeAt(ClaimLine[] calldata lines, uint256 i) internal pure returns (bytes32 code) {
        assembly ("memory-safe") {
            code := calldataload(add(lines.offset, shl(6, i)))
        }
    }

    /// @dev The same of a list in memory.
    function _at(uint256[] memory list, uint256 i) internal pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := mload(add(list, add(0x20, shl(5, i))))
        }
    }

    /// @dev Whether the next proof of the file is that `leaf` is under `root`.
    function _isProven(
        Case memory c,
        bytes32[] calldata proofs,
        uint256 length,
        bytes32 root,
        bytes32 leaf
    ) internal pure returns (bool) {
        uint256 from = c.usedProofs;
        c.usedProofs = from + length;
        require(c.usedProofs <= proofs.length, ClaimListLength(proofs.length, c.usedProofs));
        return MerkleProof.verifyCalldata(proofs[from:from + length], root, leaf);
    }

    function _agreement(
        Case memory c,
        ClaimFile calldata file,
        ParticipantId provider
    ) private view returns (uint256) {
        ParticipantId insurer = file.agreement.insurer;
        require(
            insurer == ParticipantId.wrap(uint32(c.header >> 32)) &&
                file.agreement.institution == provider,
            ClaimAgreementForeign(insurer, file.agreement.institution)
        );
        c.agreement = _hashAgreement(file.agreement);
        AgreementWord word = AGREEMENTS.agreementOn(c.agreement, c.day);
        require(word.covers(c.day), ClaimAgreementNotInForce(c.agreement, c.day));
        c.terms.services = word.services();
        c.frozenUntil = word.frozenUntil();
        return word.factor();
    }

    function _plan(Case memory c, Plan calldata plan) private view {
        ParticipantId insurer = ParticipantId.wrap(uint32(c.header >> 32));
        require(plan.insurer == insurer, ClaimPlanForeign(plan.insurer, insurer));
        c.plan = _hashPlan(plan);
        (uint24 from, uint24 until) = PLANS.intervalOf(c.plan);
        require(
            from != 0 && from <= c.day && (until == 0 || c.day < until),
            ClaimPlanNotInForce(c.plan, from, until, c.day)
        );
        c.terms.limits = plan.limits;
        c.terms.shares = plan.shares;
        c.terms.terms = plan.terms;
    }

    function _segment(Case memory c, ClaimFile calldata file) private view {
        uint24 from = file.segment.from;
        c.segment = hashSegment(
            Segment(
                file.claim.insured,
                file.plan.insurer,
                file.plan.code,
                file.segment.jurisdiction,
                from,
                file.segment.attributes,
                file.segment.details
            )
        );
        Coverage coverage = ENROLMENT.coverageOf(c.segment);
        Cover cover = coverage.coverOn(c.day);
        uint24 died = coverage.diedOn();
        if (cover == Cover.OUTSIDE) {
            c.terms.reason = c.day < from ? Rows.BEFORE_COVERAGE : Rows.AFTER_COVERAGE;
        } else if (died != 0 && (c.start + c.last) / 1 days > died) {
            // Nothing is done for the dead, and lines stand in the order of their time.
            c.terms.reason = Rows.DIED;
        } else if (cover == Cover.ARREARS) {
            c.terms.reason = Rows.LAPSED;
        } else if (c.day < uint256(from) + uint16(file.plan.terms >> 128)) {
            c.terms.reason = Rows.WAITING;
        }
    }

    function _startOf(uint256 header) private view returns (uint256) {
        int256 start = int64(uint64(header >> 104)) + TO_1970;
        uint256 length = uint32(header >> 168);
        require(
            header >> 232 == 0 &&
                uint8(header >> 200) <= uint8(type(Setting).max) &&
                start >= 0 &&
                uint256(start) + length <= block.timestamp + uint256(TO_1970),
            ClaimHeaderMalformed(header, uint40(block.timestamp))
        );
        return uint256(start);
    }

    function _group(Case memory c, ClaimFile calldata file, uint256 factor) private pure {
        bytes32 group = file.claim.group;
        if (group == 0 || c.terms.setting != uint256(Setting.INPATIENT)) return;
        uint256 price = Adjudication.groupPrice(file.plan.terms, file.weight, factor);
        if (price == 0) return;
        require(
            _isProven(
                c,
                file.proofs,
                uint8(c.header >> 208),
                file.plan.weights,
                weightLeaf(group, file.weight, file.grouper)
            ),
            ClaimGroupUnproven(group, file.weight)
        );
        c.terms.price = price;
    }

    function _chronic(Case memory c, ClaimFile calldata file) private pure {
        if (c.terms.setting != uint256(Setting.CHRONIC)) return;
        uint256 place = uint8(c.header >> 216);
        require(
            place != 0 &&
                place <= file.claim.diagnoses.length &&
                _isProven(
                    c,
                    file.proofs,
                    uint8(c.header >> 224),
                    file.plan.chronic,
                    indicationLeaf(file.claim.diagnoses[place - 1])
                ),
            ClaimChronicUnproven(c.plan)
        );
    }

    function _person(Case memory c, ClaimFile calldata file) private pure {
        bytes32 salt = file.person.salt;
        if (salt == 0) return;
        uint16 bornIn = file.person.bornIn;
        uint8 sex = file.person.sex;
        require(
            hashAttributes(bornIn, sex, salt) == file.segment.attributes,
            ClaimPersonMismatch(c.segment)
        );
        c.terms.bornIn = bornIn;
        c.terms.sex = uint256(sex) + 1;
    }

    function _lines(Case memory c, ClaimLine[] calldata lines) private pure returns (uint256 last) {
        uint256 count = lines.length;
        uint256[] memory all = new uint256[](count);
        c.found = new uint256[](count);
        c.facts = all;
        for (uint256 i = 0; i < count; ++i) {
            uint256 facts;
            assembly ("memory-safe") {
                facts := calldataload(add(lines.offset, add(0x20, shl(6, i))))
                mstore(add(all, add(0x20, shl(5, i))), facts)
            }
            uint256 offset = uint24(facts >> 88);
            if (facts >> 208 != 0 || uint24(facts >> 40) == 0 || offset < last) {
                revert ClaimLineMalformed(i, facts);
            }
            last = offset;
        }
    }

    /// @dev The catalogue is of the provider's jurisdiction or, of a division (scheme 1, GB/T 2260: two
    /// digits a level), of its city, its province or the country (0).
    function _requireJurisdiction(Case memory c, uint40 providers) private pure {
        uint40 asked = uint40(c.header >> 64);
        uint256 own = providers >> 8;
        uint256 code = asked >> 8;
        bool isAbove =
            uint8(asked) == 1 &&
                uint8(providers) == 1 &&
                (code == 0 || code == own - (own % 10_000) || code == own - (own % 100));
        require(asked == providers || isAbove, ClaimJurisdictionForeign(asked, providers));
        c.jurisdiction = asked;
    }

    /// @dev As `hashAgreement`, of the words as they are: one with bits too many is nobody's.
    function _hashAgreement(Agreement calldata agreement) private pure returns (AgreementId id) {
        bytes32 typeHash = AGREEMENT_TYPEHASH;
        assembly ("memory-safe") {
            let buffer := mload(0x40)
            mstore(buffer, typeHash)
            calldatacopy(add(buffer, 0x20), agreement, 0x1a0)
            id := keccak256(buffer, 0x1c0)
        }
    }

    /// @dev As `hashPlan`, in the same way.
    function _hashPlan(Plan calldata plan) private pure returns (PlanId id) {
        bytes32 typeHash = PLAN_TYPEHASH;
        assembly ("memory-safe") {
            let buffer := mload(0x40)
            mstore(buffer, typeHash)
            calldatacopy(add(buffer, 0x20), plan, 0xe0)
            id := keccak256(buffer, 0x100)
        }
    }

    function _requireLengths(ClaimFile calldata file) private pure {
        uint256 count = file.lines.length;
        require(count != 0 && count <= MOST_LINES, ClaimListLength(count, MOST_LINES));
        Claim calldata claim = file.claim;
        require(
            claim.diagnoses.length <= MOST_DIAGNOSES,
            ClaimListLength(claim.diagnoses.length, MOST_DIAGNOSES)
        );
    }
}
