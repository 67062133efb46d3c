// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParticipantRegistry} from "../../contracts/identity/interfaces/IParticipantRegistry.sol";
import {IAgreements} from "../../contracts/insurance/interfaces/IAgreements.sol";
import {IBenefitPlans} from "../../contracts/insurance/interfaces/IBenefitPlans.sol";
import {ICatalogue} from "../../contracts/insurance/interfaces/ICatalogue.sol";
import {ISettlementToken} from "../../contracts/insurance/interfaces/ISettlementToken.sol";
import {
    Agreement,
    AGREEMENT_TYPEHASH,
    Clause,
    CLAUSE_TYPEHASH,
    Trigger
} from "../../contracts/types/Agreement.sol";
import {Codes} from "../../contracts/types/Codes.sol";
import {dayOf} from "../../contracts/types/Days.sol";
import {AgreementId, ParticipantId} from "../../contracts/types/Ids.sol";
import {Rule} from "../../contracts/types/Tariff.sol";
import {deploy, VM} from "./Cheats.sol";

/// @dev An agency, a hospital and two regulators' accounts; catalogue, plans and agreements, and what the
/// tests believe of them.
contract TariffWorld {
    uint256 internal constant AGENCY = 1;
    uint256 internal constant HOSPITAL = 2;
    uint256 internal constant REGULATOR = 3;
    uint256 internal constant OTHER_REGULATOR = 4;
    uint256 internal constant INSTITUTIONS = 4;
    uint256 internal constant ADMINISTRATOR_KEY = 500;
    uint256 internal constant AGREEMENTS_MADE = 16;
    uint24 internal constant NOTICE = 7;
    uint40 internal constant FAR = 4_000_000_000;
    uint40 internal constant AREA = 1 | (320_400 << 8);

    /// @dev An agreement, and what became of it.
    struct Kept {
        Agreement terms;
        AgreementId id;
        uint256 signatures;
        bool active;
        bool isBreached;
        uint256 cureUntil;
        uint24 until;
        bool[3] fired;
        bool[3] paid;
    }

    IParticipantRegistry internal immutable PARTICIPANTS;
    ISettlementToken internal immutable TOKEN;
    ICatalogue internal immutable CATALOGUE;
    IBenefitPlans internal immutable PLANS;
    IAgreements internal immutable AGREED;

    /// @dev Rows by code, from version 1; frozen until, by code and version (0: all).
    mapping(uint256 code => Rule[]) internal _rows;
    mapping(uint256 code => mapping(uint256 version => uint256)) internal _frozenUntil;
    mapping(bytes32 key => address) internal _freezer;

    /// @dev First day and end of an insurer's plans, in the order of their versions.
    mapping(uint256 code => uint24[2][]) internal _plans;
    bool internal _isOpen;
    bool internal _arePlansOpen;
    Kept[] internal _kept;

    /// @dev Invariants found broken while acting; and how often each thing was done.
    mapping(string invariantName => bool) public broken;
    mapping(string action => uint256) public done;

    constructor() {
        VM.warp(1_750_000_000);
        address manager = deploy("AccessManager", abi.encode(address(this)));
        PARTICIPANTS = IParticipantRegistry(deploy("ParticipantRegistry", abi.encode(manager)));
        TOKEN = ISettlementToken(
            deploy(
                "SettlementToken",
                abi.encode(manager, uint48(2 days), PARTICIPANTS, bytes3("CNY"))
            )
        );
        CATALOGUE = ICatalogue(deploy("Catalogue", abi.encode(PARTICIPANTS, NOTICE)));
        PLANS = IBenefitPlans(deploy("BenefitPlans", abi.encode(PARTICIPANTS, NOTICE)));
        AGREED = IAgreements(deploy("Agreements", abi.encode(PARTICIPANTS, TOKEN)));
        uint8[4] memory kinds = [
            Codes.PARTICIPANT_KIND_INSURANCE_AGENCY,
            Codes.PARTICIPANT_KIND_HOSPITAL,
            Codes.PARTICIPANT_KIND_REGULATOR,
            Codes.PARTICIPANT_KIND_REGULATOR
        ];
        for (uint256 i = 1; i <= INSTITUTIONS; ++i) {
            PARTICIPANTS.admit(
                IParticipantRegistry.Profile(uint32(1) << kinds[i - 1], 1, 320_400, 3, FAR),
                bytes32(i),
                "",
                _account(i)
            );
        }
        for (uint256 i = 0; i < AGREEMENTS_MADE; ++i) {
            _prepare(i);
        }
        for (uint256 i = AGENCY; i <= HOSPITAL; ++i) {
            TOKEN.issue(_account(i), 1_000_000, 0);
            VM.prank(_account(i));
            TOKEN.approve(address(AGREED), type(uint256).max);
        }
    }

    /// @dev They overlap here and there.
    function _prepare(uint256 i) private {
        Kept storage k = _kept.push();
        uint24 from = uint24(_today() + 20 * i);
        k.terms = Agreement({
            insurer: ParticipantId.wrap(uint32(AGENCY)),
            institution: ParticipantId.wrap(uint32(HOSPITAL)),
            text: bytes32(i + 1),
            law: "CN",
            disputes: "CZAC",
            from: from,
            until: from + 25,
            services: 14,
            factor: 10_000,
            notice: 3,
            cure: 2,
            clauses: _clauseRoot(),
            deadline: FAR
        });
        k.id = AgreementId.wrap(keccak256(abi.encode(AGREEMENT_TYPEHASH, k.terms)));
        k.until = k.terms.until;
    }

    function _as(uint256 who, address target, bytes memory data) internal returns (bool ok) {
        VM.prank(_account(who));
        (ok, ) = target.call(data);
    }

    function _check(bool holds, string memory name) internal {
        if (!holds) broken[name] = true;
    }

    function _count(string memory action, bool ok) internal {
        if (ok) ++done[action];
    }

    function _today() internal view returns (uint24) {
        return dayOf(block.timestamp);
    }

    /// @dev The administrators of institutions are keys, so that they can sign.
    function _signature(uint256 key, bytes32 hash) internal view returns (bytes memory) {
        bytes32 separator = keccak256(
            abi.encode(
                keccak256(
                    "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
                ),
                keccak256("CareLedger Agreements"),
                keccak256("1"),
                block.chainid,
                AGREED
            )
        );
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", separator, hash));
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function _account(uint256 i) internal pure returns (address) {
        return VM.addr(ADMINISTRATOR_KEY + i);
    }

    function _clause(uint256 i) internal pure returns (Clause memory) {
        Trigger[3] memory triggers = [Trigger.PAY, Trigger.UPDATE_SERVICE, Trigger.PENALISE];
        uint32 confirmer = uint32(i == 2 ? REGULATOR : AGENCY);
        return Clause(triggers[i], ParticipantId.wrap(confirmer), uint128(30 + i), bytes32(i));
    }

    function _leaf(uint256 i) internal pure returns (bytes32) {
        Clause memory c = _clause(i);
        return keccak256(abi.encode(CLAUSE_TYPEHASH, c));
    }

    function _clauseRoot() internal pure returns (bytes32) {
        return _pair(_pair(_leaf(0), _leaf(1)), _leaf(2));
    }

    function _proof(uint256 i) internal pure returns (bytes32[] memory proof) {
        if (i == 2) {
            proof = new bytes32[](1);
            proof[0] = _pair(_leaf(0), _leaf(1));
        } else {
            proof = new bytes32[](2);
            proof[0] = _leaf(1 - i);
            proof[1] = _leaf(2);
        }
    }

    function _pair(bytes32 a, bytes32 b) internal pure returns (bytes32) {
        return a < b ? keccak256(abi.encode(a, b)) : keccak256(abi.encode(b, a));
    }
}
