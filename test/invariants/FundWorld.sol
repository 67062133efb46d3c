// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICallers} from "../../contracts/access/ICallers.sol";
import {IEnrolment} from "../../contracts/insurance/interfaces/IEnrolment.sol";
import {IFundLedger} from "../../contracts/insurance/interfaces/IFundLedger.sol";
import {ISettlementToken} from "../../contracts/insurance/interfaces/ISettlementToken.sol";
import {hashPool, PaymentForm} from "../../contracts/types/Fund.sol";
import {ParticipantId, PoolId, SubjectId} from "../../contracts/types/Ids.sol";
import {deploy, VM} from "./Cheats.sol";
import {World} from "./World.sol";

/// @dev Two hospitals and an agency with a province's pool above two cities', and persons with accounts.
contract FundWorld {
    uint256 internal constant HOSPITALS = 2;
    uint256 internal constant AGENCY = 3;
    uint256 internal constant POOLS = 3;
    uint256 internal constant PERSONS = 3;

    World internal immutable WORLD;
    ISettlementToken internal immutable TOKEN;
    IFundLedger internal immutable FUNDS;
    IEnrolment internal immutable ENROLMENT;

    /// @dev Invariants found broken while acting; and how often each thing was done.
    mapping(string invariantName => bool) public broken;
    mapping(string action => uint256) public done;

    constructor() {
        WORLD = World(deploy("World", ""));
        address manager = deploy("AccessManager", abi.encode(address(this)));
        address participants = address(WORLD.PARTICIPANTS());
        address subjects = address(WORLD.SUBJECTS());
        TOKEN = ISettlementToken(
            deploy(
                "SettlementToken",
                abi.encode(manager, uint48(2 days), participants, bytes3("CNY"))
            )
        );
        FUNDS = IFundLedger(
            deploy(
                "FundLedger",
                abi.encode(manager, uint48(2 days), participants, subjects, TOKEN, address(0))
            )
        );
        ENROLMENT = IEnrolment(deploy("Enrolment", abi.encode(participants, subjects)));
        address[] memory callers = new address[](1);
        callers[0] = address(FUNDS);
        ICallers(address(TOKEN)).foundCallers(callers);
        callers[0] = address(this);
        ICallers(address(FUNDS)).foundCallers(callers);
        TOKEN.issue(_account(AGENCY), 1e12, 0);
        _as(AGENCY, address(TOKEN), abi.encodeCall(TOKEN.approve, (address(FUNDS), 1e18)));
        for (uint256 i = 0; i < POOLS; ++i) {
            PoolId parent = i == 0 ? PoolId.wrap(0) : _pool(0);
            bytes memory data = abi.encodeCall(
                FUNDS.openPool,
                (uint40(i), parent, i == 0 ? 0 : uint16(777 * i))
            );
            require(_as(AGENCY, address(FUNDS), data), "openPool");
            for (uint256 h = 1; h <= HOSPITALS; ++h) {
                PaymentForm form = h == 1 ? PaymentForm.TOKEN : PaymentForm.VOUCHER;
                data = abi.encodeCall(FUNDS.setPayee, (_pool(i), _account(h), form));
                require(_as(h, address(FUNDS), data), "setPayee");
                _as(h, address(TOKEN), abi.encodeCall(TOKEN.approve, (address(FUNDS), 1e18)));
            }
        }
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

    function _account(uint256 who) internal view returns (address) {
        return WORLD.accountOf(who);
    }

    function _person(uint256 i) internal view returns (SubjectId) {
        return WORLD.patient(i % PERSONS).id;
    }

    function _poolBalance(uint256 i) internal view returns (uint256) {
        return uint128(FUNDS.poolOf(_pool(i)));
    }

    function _balance(uint256 person) internal view returns (uint256) {
        return uint56(FUNDS.accountOf(_person(person)));
    }

    function _pool(uint256 i) internal pure returns (PoolId) {
        return hashPool(ParticipantId.wrap(uint32(AGENCY)), uint40(i % POOLS));
    }
}
