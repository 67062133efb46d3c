// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Invariants} from "./Invariants.sol";

/// @dev Openings and receipts, over random sequences of all actions.
contract ExchangeInvariants is Invariants {
    function invariant_INV_EXCHANGE_1_receiptsNeverChange() external view {
        assert(!_world.broken("INV-EXCHANGE-1"));
        _exchange.checkReceipts();
    }

    function invariant_INV_EXCHANGE_2_noReceiptWithoutALiveGrantThatCovers() external view {
        assert(!_world.broken("INV-EXCHANGE-2"));
    }

    function invariant_INV_EXCHANGE_3_refusalsWriteNothing() external view {
        assert(!_world.broken("INV-EXCHANGE-3"));
    }
}
