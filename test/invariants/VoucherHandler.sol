// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISettlementToken} from "../../contracts/insurance/interfaces/ISettlementToken.sol";
import {hashVoucher, Voucher, VoucherState} from "../../contracts/types/Voucher.sol";
import {OrderHandler} from "./OrderHandler.sol";

/// @dev What holders do with vouchers, rightly and wrongly.
abstract contract VoucherHandler is OrderHandler {
    struct Held {
        Voucher voucher;
        uint256 holder;
        VoucherState state;
    }

    Held[] private _vouchers;
    uint256 internal _drawn;
    uint256 internal _paidOut;

    function draw(uint256 who, uint256 holder, uint256 amount) external {
        who = 1 + (who % ACTORS);
        holder = 1 + (holder % ACTORS);
        bool ends = amount % 3 == 0;
        Voucher memory v = Voucher(
            _account(who),
            uint128(amount % 300),
            ends ? uint40(block.timestamp + (amount % 3 days)) : type(uint40).max,
            bytes32(_vouchers.length)
        );
        bytes memory data = abi.encodeCall(ISettlementToken.drawVoucher, (v, _account(holder)));
        (bool ok, ) = _as(who, address(TOKEN), data);
        if (ok) {
            _check(holder <= INSTITUTIONS, "INV-INSURANCE-2");
            _vouchers.push(Held(v, holder, VoucherState.DRAWN));
            _drawn += v.amount;
        }
        _count("draw", ok);
    }

    function useVoucher(uint256 which, uint256 action, uint256 who, uint256 to) external {
        if (_vouchers.length == 0) return;
        Held storage h = _vouchers[which % _vouchers.length];
        action = action % 4;
        to = 1 + (to % ACTORS);
        uint256 drawer = _drawerOf(h.voucher.drawer);
        who =
            who % 4 == 0
                ? 1 + (who % ACTORS)
                : action == 3
                    ? drawer
                    : h.holder;
        bytes memory data =
            action == 0
                ? abi.encodeCall(ISettlementToken.endorseVoucher, (h.voucher, _account(to)))
                : action == 1
                    ? abi.encodeCall(ISettlementToken.settleVoucher, (h.voucher))
                    : action == 2
                        ? abi.encodeCall(ISettlementToken.redeemVoucher, (h.voucher, "payout"))
                        : abi.encodeCall(ISettlementToken.reclaimVoucher, (h.voucher));
        (bool ok, ) = _as(who, address(TOKEN), data);
        string[4] memory names = ["endorse", "settleVoucher", "redeemVoucher", "reclaim"];
        _count(names[action], ok);
        if (!ok) return;
        bool inTime = block.timestamp <= h.voucher.notAfter;
        _check(
            h.state == VoucherState.DRAWN &&
                inTime == (action != 3) &&
                who == (action == 3 ? drawer : h.holder),
            "INV-INSURANCE-4"
        );
        if (action == 0) {
            h.holder = to;
            return;
        }
        h.state = action == 3 ? VoucherState.RECLAIMED : VoucherState.SETTLED;
        _drawn -= h.voucher.amount;
        if (action == 2) _paidOut += h.voucher.amount;
    }

    function checkVouchers() external view {
        for (uint256 i = 0; i < _vouchers.length; ++i) {
            uint256 word = TOKEN.voucherOf(hashVoucher(_vouchers[i].voucher));
            assert(uint8(word >> 160) == uint8(_vouchers[i].state));
            assert(address(uint160(word)) == _account(_vouchers[i].holder));
        }
    }

    function _drawerOf(address drawer) private view returns (uint256 who) {
        for (who = 1; who < ACTORS && _account(who) != drawer; ++who) continue;
    }
}
