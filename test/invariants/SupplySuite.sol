// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {ICallers} from "../../contracts/access/ICallers.sol";
import {IParticipantRegistry} from "../../contracts/identity/interfaces/IParticipantRegistry.sol";
import {ISettlementToken} from "../../contracts/insurance/interfaces/ISettlementToken.sol";
import {IColdChain} from "../../contracts/supply/interfaces/IColdChain.sol";
import {IDrugLedger} from "../../contracts/supply/interfaces/IDrugLedger.sol";
import {IProcurement} from "../../contracts/supply/interfaces/IProcurement.sol";
import {IScanDesk} from "../../contracts/supply/interfaces/IScanDesk.sol";
import {Codes} from "../../contracts/types/Codes.sol";
import {ParticipantId, ProductId} from "../../contracts/types/Ids.sol";
import {Limits} from "../../contracts/types/Monitoring.sol";
import {ParticipantStatus} from "../../contracts/types/Membership.sol";
import {deploy, VM} from "./Cheats.sol";

/// @dev The contracts of drugs and money, with six institutions, a caller and a stranger, and who may
/// do what at all. This contract administers all of it.
abstract contract SupplySuite {
    uint256 internal constant INSTITUTIONS = 6;
    /// @dev The institutions, then a policy contract that is a caller, then an account of nobody's.
    uint256 internal constant ACTORS = 8;
    uint256 internal constant MAKER = 1;
    uint256 internal constant DISTRIBUTOR = 2;
    uint256 internal constant HOSPITAL = 3;
    uint256 internal constant PHARMACY = 4;
    uint256 internal constant REGULATOR = 5;
    uint256 internal constant CALLER = 7;
    uint256 internal constant STRANGER = 8;
    uint40 internal constant FAR = 4_000_000_000;
    ProductId internal constant PLAIN = ProductId.wrap((2 << 56) | 1_000_001);
    ProductId internal constant SOLD = ProductId.wrap((2 << 56) | 1_000_002);

    bytes32 private constant DOMAIN_TYPEHASH = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );

    address internal immutable MANAGER;
    IParticipantRegistry internal immutable PARTICIPANTS;
    IDrugLedger internal immutable DRUGS;
    ISettlementToken internal immutable TOKEN;
    IColdChain internal immutable COLD;
    IProcurement internal immutable ORDERS_AT;
    IScanDesk internal immutable SCANS;

    mapping(uint256 institution => ParticipantStatus) internal _status;
    uint256 internal _pausedUntil;
    uint256 internal _moneyPausedUntil;

    /// @dev Invariants found broken while acting; and how often each thing was done.
    mapping(string invariantName => bool) public broken;
    mapping(string action => uint256) public done;

    /// @dev How often each function was called with success.
    mapping(address target => mapping(bytes4 selector => uint256)) public reached;

    /// @dev The worst standing that a function allows; NONE: it is not for members.
    mapping(bytes4 selector => ParticipantStatus) private _worst;

    /// @dev Functions that protect patients: no pause stops them.
    mapping(bytes4 selector => bool) private _neverPaused;

    address[ACTORS + 1] private _accounts;

    constructor() {
        VM.warp(1_750_000_000);
        MANAGER = deploy("AccessManager", abi.encode(address(this)));
        PARTICIPANTS = IParticipantRegistry(deploy("ParticipantRegistry", abi.encode(MANAGER)));
        address subjects = deploy("SubjectRegistry", abi.encode(MANAGER, PARTICIPANTS));
        DRUGS = IDrugLedger(
            deploy("DrugLedger", abi.encode(MANAGER, uint48(2 days), PARTICIPANTS))
        );
        TOKEN = ISettlementToken(
            deploy(
                "SettlementToken",
                abi.encode(MANAGER, uint48(2 days), PARTICIPANTS, bytes3("CNY"))
            )
        );
        COLD = IColdChain(deploy("ColdChain", abi.encode(PARTICIPANTS, subjects, DRUGS)));
        SCANS = IScanDesk(deploy("ScanDesk", abi.encode(DRUGS, uint32(900))));
        ORDERS_AT = IProcurement(deploy("Procurement", abi.encode(PARTICIPANTS, DRUGS, TOKEN)));
        for (uint256 i = 1; i <= ACTORS; ++i) {
            _accounts[i] = VM.addr(_keyOf(i));
        }
        _found();
        _admitAll();
        _describe();
        DRUGS.registerProduct(PLAIN, _number(MAKER), false);
        DRUGS.registerProduct(SOLD, _number(MAKER), true);
        Limits memory limits = Limits(200, 800, 350, 650, 15, 0);
        VM.prank(_account(MAKER));
        COLD.setLimits(PLAIN, limits);
        VM.prank(_account(MAKER));
        COLD.setLimits(SOLD, limits);
    }

    function drugLedger() external view returns (address) {
        return address(DRUGS);
    }

    function coldChain() external view returns (address) {
        return address(COLD);
    }

    function procurement() external view returns (address) {
        return address(ORDERS_AT);
    }

    function token() external view returns (address) {
        return address(TOKEN);
    }

    function _found() private {
        address[] memory callers = new address[](2);
        (callers[0], callers[1]) = (address(COLD), _account(CALLER));
        ICallers(address(DRUGS)).foundCallers(callers);
        reached[address(DRUGS)][ICallers.foundCallers.selector] = 1;
        callers = new address[](1);
        callers[0] = _account(CALLER);
        ICallers(address(TOKEN)).foundCallers(callers);
        reached[address(TOKEN)][ICallers.foundCallers.selector] = 1;
    }

    function _admitAll() private {
        uint8[6] memory kinds = [
            Codes.PARTICIPANT_KIND_DRUG_MAKER,
            Codes.PARTICIPANT_KIND_DISTRIBUTOR,
            Codes.PARTICIPANT_KIND_HOSPITAL,
            Codes.PARTICIPANT_KIND_PHARMACY,
            Codes.PARTICIPANT_KIND_REGULATOR,
            Codes.PARTICIPANT_KIND_CARRIER
        ];
        for (uint256 i = 1; i <= INSTITUTIONS; ++i) {
            PARTICIPANTS.admit(
                IParticipantRegistry.Profile(uint32(1) << kinds[i - 1], 1, 320_400, 3, FAR),
                bytes32(i),
                "",
                _account(i)
            );
            _status[i] = ParticipantStatus.ACTIVE;
        }
    }

    /// @dev What each function asks of its sender's standing, as design and interfaces say it.
    function _describe() private {
        bytes4[12] memory active = [
            IDrugLedger.commission.selector,
            IDrugLedger.dispense.selector,
            IDrugLedger.anchorEvents.selector,
            IColdChain.registerSensor.selector,
            IColdChain.recalibrate.selector,
            IColdChain.setLimits.selector,
            IColdChain.beginMonitoring.selector,
            IProcurement.place.selector,
            IProcurement.accept.selector,
            IProcurement.despatch.selector,
            IProcurement.inspect.selector,
            IProcurement.setStockLevels.selector
        ];
        bytes4[12] memory lapsed = [
            IDrugLedger.receiveParcel.selector,
            IDrugLedger.receiveExcept.selector,
            IDrugLedger.callBack.selector,
            IDrugLedger.split.selector,
            IDrugLedger.destroy.selector,
            IDrugLedger.pack.selector,
            IDrugLedger.receiveContainer.selector,
            IDrugLedger.callBackContainer.selector,
            IDrugLedger.withdraw.selector,
            IProcurement.cancel.selector,
            IProcurement.receiveGoods.selector,
            IProcurement.checkStock.selector
        ];
        bytes4[5] memory suspended = [
            IDrugLedger.ship.selector,
            IDrugLedger.shipContainer.selector,
            IDrugLedger.unpack.selector,
            IProcurement.invoice.selector,
            IProcurement.settle.selector
        ];
        bytes4[9] memory protecting = [
            IDrugLedger.recall.selector,
            IDrugLedger.quarantine.selector,
            IDrugLedger.quarantineLot.selector,
            IDrugLedger.quarantineContainer.selector,
            IColdChain.retireSensor.selector,
            IColdChain.endMonitoring.selector,
            IColdChain.report.selector,
            IColdChain.reportSilence.selector,
            IColdChain.pursue.selector
        ];
        for (uint256 i = 0; i < active.length; ++i) {
            _worst[active[i]] = ParticipantStatus.ACTIVE;
        }
        for (uint256 i = 0; i < lapsed.length; ++i) {
            _worst[lapsed[i]] = ParticipantStatus.LAPSED;
        }
        for (uint256 i = 0; i < suspended.length; ++i) {
            _worst[suspended[i]] = ParticipantStatus.SUSPENDED;
        }
        for (uint256 i = 0; i < protecting.length; ++i) {
            _worst[protecting[i]] = ParticipantStatus.LAPSED;
            _neverPaused[protecting[i]] = true;
        }
    }

    function _check(bool holds, string memory invariantName) internal {
        if (!holds) broken[invariantName] = true;
    }

    /// @dev Counts an action, or its refusal.
    function _count(string memory action, bool ok) internal {
        ++done[ok ? action : string.concat(action, "Refused")];
    }

    /// @dev A call of an actor's; of all that succeed it is checked that their sender's standing allows it.
    function _as(
        uint256 who,
        address target,
        bytes memory data
    ) internal returns (bool ok, bytes memory answer) {
        VM.prank(_account(who));
        (ok, answer) = target.call(data);
        if (!ok) return (ok, answer);
        bytes4 selector = bytes4(data);
        ++reached[target][selector];
        // Money has rules of its own: INV-INSURANCE-2 and 3.
        if (target != address(TOKEN)) _check(_isAllowed(who, selector), "STANDING");
    }

    function _try(uint256 who, bytes memory data) internal returns (bool ok) {
        (ok, ) = _as(who, address(DRUGS), data);
    }

    /// @dev A call of the administration's; whoever tries the same beside it is refused.
    function _administer(
        uint256 seed,
        address target,
        bytes memory data
    ) internal returns (bool ok) {
        VM.prank(_account(1 + (seed % ACTORS)));
        (ok, ) = target.call(data);
        _check(!ok, "STANDING");
        (ok, ) = target.call(data);
        if (ok) ++reached[target][bytes4(data)];
    }

    function _isActive(uint256 who) internal view returns (bool) {
        return _status[who] == ParticipantStatus.ACTIVE;
    }

    /// @dev Whether an account may write to a contract as its caller now.
    function _isListed(address target, address caller) internal view returns (bool) {
        (uint48 from, uint48 until) = ICallers(target).callerWindow(caller);
        return from != 0 && from <= block.timestamp && block.timestamp < until;
    }

    /// @dev Most often who may, else anybody.
    function _sender(uint256 seed, ParticipantId may) internal pure returns (uint256) {
        uint256 id = ParticipantId.unwrap(may);
        return seed % 5 == 0 || id == 0 ? 1 + ((seed / 5) % ACTORS) : id;
    }

    /// @dev What a key signs to a contract of the suite.
    function _signed(
        uint256 key,
        address verifier,
        bytes32 structHash
    ) internal view returns (bytes memory) {
        (, string memory name, string memory version, , , , ) = IERC5267(verifier).eip712Domain();
        bytes32 separator = keccak256(
            abi.encode(
                DOMAIN_TYPEHASH,
                keccak256(bytes(name)),
                keccak256(bytes(version)),
                block.chainid,
                verifier
            )
        );
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", separator, structHash));
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function _account(uint256 actor) internal view returns (address) {
        return _accounts[actor];
    }

    function _keyOf(uint256 actor) internal pure returns (uint256) {
        return 5_000 + actor;
    }

    function _number(uint256 institution) internal pure returns (ParticipantId) {
        return ParticipantId.wrap(uint32(institution));
    }

    function _isAllowed(uint256 who, bytes4 selector) private view returns (bool) {
        bool isQuarantine =
            selector == IDrugLedger.quarantine.selector ||
                selector == IDrugLedger.quarantineLot.selector ||
                selector == IDrugLedger.quarantineContainer.selector;
        if (who == CALLER) {
            bool isCallers = isQuarantine || selector == IDrugLedger.markPaid.selector;
            return isCallers && _isListed(address(DRUGS), _account(CALLER));
        }
        if (_pausedUntil > block.timestamp && !_neverPaused[selector]) return false;
        // Institutions alone have a standing; the larger, the worse.
        uint8 standing = uint8(_status[who]);
        return standing != 0 && standing <= uint8(_worst[selector]);
    }
}
