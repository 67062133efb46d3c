// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProductId} from "../../types/Ids.sol";

/// @title ProductNumbers: which numbers products have
/// @notice GTINs are told from others by GS1's check digit; national codes by their seven digits.
library ProductNumbers {
    uint256 private constant GTIN = 1;
    uint256 private constant NATIONAL = 2;

    /// @notice Whether the scheme is known and the number one of it.
    function isValid(ProductId product) internal pure returns (bool) {
        uint256 word = ProductId.unwrap(product);
        uint256 number = word & type(uint56).max;
        if (word >> 56 == NATIONAL) return number >= 1e6 && number < 1e7;
        if (word >> 56 != GTIN || number == 0 || number >= 1e14) return false;
        // From the right, digits weigh 1 and 3 in turn, the check digit first.
        uint256 sum = 0;
        for (uint256 weight = 1; number != 0; weight = 4 - weight) {
            sum += weight * (number % 10);
            number /= 10;
        }
        return sum % 10 == 0;
    }
}
