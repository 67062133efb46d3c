// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    Adjustment,
    CARRY_OVER_TYPEHASH,
    CarryOver,
    Mandate,
    MANDATE_TYPEHASH,
    Payment,
    Share
} from "../../contracts/types/Fund.sol";
import {ParticipantId, SubjectId} from "../../contracts/types/Ids.sol";
import {VM} from "./Cheats.sol";
import {FundWorld} from "./FundWorld.sol";

/// @dev What payers, persons, callers and providers do with money, rightly and wrongly.
contract FundHandler is FundWorld {
    struct Limits {
        uint256 perClaim;
        uint256 perDay;
        uint256 until;
        uint256 day;
        uint256 spent;
        uint16 number;
    }

    mapping(uint256 person => Limits) private _limits;
    mapping(uint256 pool => mapping(uint256 provider => uint256)) internal _due;
    mapping(uint256 pool => mapping(uint256 provider => uint256)) internal _debt;
    uint256 private _documents;

    function contribute(uint256 pool, uint256 person, uint256 toAccount, uint256 toPool) external {
        Share[] memory shares = new Share[](2);
        shares[0] = Share(_person(person), uint56(toAccount % 3_000), uint56(toPool % 3_000));
        shares[1] = Share(_person((person % PERSONS) + 1), uint56(toPool % 77), 0);
        bytes memory data = abi.encodeCall(
            FUNDS.contribute,
            (
                _pool(pool),
                SubjectId.wrap(0),
                1,
                shares,
                uint128(toAccount % 500),
                bytes32(++_documents)
            )
        );
        _count("contribute", _as(AGENCY, address(FUNDS), data));
    }

    function setMandate(uint256 person, uint256 perClaim, uint256 perDay, uint256 by) external {
        Limits storage l = _limits[person % PERSONS];
        Mandate memory m = Mandate(
            _person(person),
            uint40(perClaim % 4_000),
            uint40(perDay % 6_000),
            uint24(block.timestamp / 1 days + 40_587 + (by % 9)),
            l.number + uint16(by % 3),
            type(uint40).max
        );
        bytes32 hash = keccak256(
            abi.encode(
                MANDATE_TYPEHASH,
                m.insured,
                m.perClaim,
                m.perDay,
                m.until,
                m.number,
                m.deadline
            )
        );
        bytes memory signature = _signedBy((person % PERSONS) + (by % 5 == 1 ? 1 : 0), hash);
        try FUNDS.setMandate(m, _signer(person), signature) {
            _check(by % 5 != 1 && m.number > l.number, "INV-FUNDS-2");
            (l.perClaim, l.perDay, l.until) = (m.perClaim, m.perDay, m.until);
            l.number = m.number;
            _count("setMandate", true);
        } catch {
            _count("setMandateRefused", true);
        }
    }

    function carryOver(uint256 from, uint256 to, uint256 amount, uint256 by) external {
        Limits storage l = _limits[from % PERSONS];
        CarryOver memory c = CarryOver(
            _person(from),
            _person(to),
            uint56(amount % 400),
            l.number + uint16(by % 3),
            type(uint40).max
        );
        bytes32 hash = keccak256(
            abi.encode(CARRY_OVER_TYPEHASH, c.from, c.to, c.amount, c.number, c.deadline)
        );
        bytes memory signature = _signedBy((from % PERSONS) + (by % 5 == 1 ? 1 : 0), hash);
        try FUNDS.carryOver(c, _signer(from), signature) {
            _check(by % 5 != 1 && c.number > l.number, "INV-FUNDS-2");
            l.number = c.number;
            _count("carryOver", true);
        } catch {
            _count("carryOverRefused", true);
        }
    }

    function pay(
        uint256 pool,
        uint256 provider,
        uint256 person,
        uint256 fromPool,
        uint256 fromAccount
    ) external {
        (pool, provider) = (pool % POOLS, 1 + (provider % HOSPITALS));
        uint256 due = _due[pool][provider];
        bool wasDue = due != 0 && fromAccount % 3 == 0;
        Payment memory p = _payment(pool, provider, person, fromPool % 5_000, fromAccount % 3_000);
        if (wasDue) p.fromPool = uint48(due < 2_000 ? due : 1 + (fromPool % due));
        p.wasDue = wasDue;
        uint256[4] memory before = _moneyOf(pool, provider, person);
        (bool paid, uint256 taken) = FUNDS.pay(p);
        uint256[4] memory next = _moneyOf(pool, provider, person);
        uint256 debt = _debt[pool][provider];
        uint256 netted = p.fromPool < debt ? p.fromPool : debt;
        if (!paid) {
            _check(
                taken == 0 && next[0] == before[0] && next[1] == before[1] && next[2] == before[2],
                "INV-FUNDS-3"
            );
            if (!wasDue) _due[pool][provider] += p.fromPool;
            _count("deferred", true);
            return;
        }
        uint256 cash = p.fromPool - netted;
        _check(
            next[0] + cash == before[0] &&
                next[1] + taken == before[1] &&
                next[3] == before[3] - cash - taken,
            "INV-FUNDS-3"
        );
        // To the first hospital in tokens; to the other in vouchers, which burn them until settled.
        _check(next[2] == before[2] + (provider == 1 ? cash + taken : 0), "INV-FUNDS-3");
        _check(uint40(FUNDS.poolOf(_pool(pool)) >> 128) <= block.timestamp, "INV-FUNDS-4");
        _debt[pool][provider] = debt - netted;
        if (wasDue) _due[pool][provider] -= p.fromPool;
        _spend(person, taken, fromAccount % 3_000);
        _count(
            wasDue
                ? "paidLater"
                : netted != 0
                    ? "netted"
                    : "paid",
            true
        );
        _count("fromAccount", taken != 0);
    }

    function reverse(uint256 pool, uint256 provider, uint256 person, uint256 amount) external {
        (pool, provider) = (pool % POOLS, 1 + (provider % HOSPITALS));
        Payment memory p = _payment(pool, provider, person, amount % 900, amount % 70);
        try FUNDS.reversePayment(p) {
            _debt[pool][provider] += uint256(p.fromPool) + p.fromAccount;
            _count("reverse", true);
        } catch {
            _count("reverseRefused", true);
        }
    }

    function cancel(uint256 pool, uint256 provider, uint256 amount) external {
        (pool, provider) = (pool % POOLS, 1 + (provider % HOSPITALS));
        amount = amount % 9_000;
        try FUNDS.cancelDue(_pool(pool), _number(provider), uint48(amount), 0) {
            _due[pool][provider] -= amount;
            _count("cancel", true);
        } catch {
            _check(amount > _due[pool][provider], "INV-FUNDS-5");
        }
    }

    function repay(uint256 pool, uint256 amount) external {
        pool = pool % POOLS;
        amount = amount % 900;
        bytes memory data = abi.encodeCall(FUNDS.repay, (_pool(pool), uint48(amount)));
        bool ok = _as(1, address(FUNDS), data);
        if (ok) _debt[pool][1] -= amount;
        _count("repay", ok);
    }

    function adjust(uint256 amount, uint256 by) external {
        Adjustment[] memory moves = new Adjustment[](2);
        moves[0] = Adjustment(_pool(1), -int128(uint128(amount % 5_000)));
        moves[1] = Adjustment(_pool(2), int128(uint128(amount % 6_000)));
        bytes memory data = abi.encodeCall(FUNDS.adjust, (uint40(by % 2), moves, 0));
        bool ok = _as(AGENCY, address(FUNDS), data);
        _check(!ok || by % 2 == 0, "INV-FUNDS-1");
        _count("adjust", ok);
    }

    function pause(uint256 pool, uint256 time) external {
        uint40 until = time % 3 == 0 ? uint40(block.timestamp + (time % 3 days)) : 0;
        try FUNDS.pausePool(_pool(pool), until) {
            _count("pause", until != 0);
        } catch {
            // It ended then already.
            return;
        }
    }

    function wait_(uint256 time) external {
        VM.warp(block.timestamp + (time % 2 days));
    }

    /// @dev Tokens that nobody says what for stay out.
    function drop(uint256 who, uint256 amount) external {
        bytes memory data = abi.encodeCall(TOKEN.transfer, (address(FUNDS), 1 + (amount % 9)));
        _check(!_as(who % 2 == 0 ? AGENCY : 1, address(TOKEN), data), "INV-FUNDS-1");
    }

    /// @dev What holds whatever was done.
    function checkFunds() public view {
        uint256 sum = _inOtherPools();
        for (uint256 i = 0; i < POOLS; ++i) {
            sum += _poolBalance(i);
            for (uint256 h = 1; h <= HOSPITALS; ++h) {
                uint256 word = FUNDS.positionOf(_pool(i), _number(h));
                assert((word >> 160) & ((1 << 44) - 1) == _debt[i][h]);
                assert((word >> 204) & ((1 << 44) - 1) == _due[i][h]);
            }
        }
        for (uint256 i = 0; i < PERSONS; ++i) {
            sum += _balance(i);
        }
        assert(TOKEN.balanceOf(address(FUNDS)) == sum);
    }

    /// @dev What lies in pools that are not of this world.
    function _inOtherPools() internal view virtual returns (uint256) {
        return 0;
    }

    function _spend(uint256 person, uint256 taken, uint256 wanted) internal {
        Limits storage l = _limits[person % PERSONS];
        uint256 day = block.timestamp / 1 days;
        if (l.day != day) (l.day, l.spent) = (day, 0);
        l.spent += taken;
        if (taken == 0) return;
        _check(
            taken <= wanted && taken <= l.perClaim && l.spent <= l.perDay && day + 40_587 < l.until,
            "INV-FUNDS-2"
        );
    }

    function _signedBy(uint256 person, bytes32 hash) private view returns (bytes memory) {
        return
            WORLD.sign(WORLD.patient(person % PERSONS).key, WORLD.digestOf(address(FUNDS), hash));
    }

    function _signer(uint256 person) private view returns (bytes memory) {
        return WORLD.signerOf(WORLD.patient(person % PERSONS).key);
    }

    /// @dev The pool's money, the person's, the provider's, and all that is here.
    function _moneyOf(
        uint256 pool,
        uint256 provider,
        uint256 person
    ) internal view returns (uint256[4] memory) {
        return
            [
                _poolBalance(pool),
                _balance(person),
                TOKEN.balanceOf(_account(provider)),
                TOKEN.balanceOf(address(FUNDS))
            ];
    }

    function _payment(
        uint256 pool,
        uint256 provider,
        uint256 person,
        uint256 fromPool,
        uint256 fromAccount
    ) private returns (Payment memory) {
        return
            Payment(
                _pool(pool),
                _number(provider),
                _person(person),
                uint48(fromPool),
                uint48(fromAccount),
                false,
                bytes32(++_documents)
            );
    }

    function _number(uint256 i) private pure returns (ParticipantId) {
        return ParticipantId.wrap(uint32(i));
    }
}
