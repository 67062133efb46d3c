// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {deploy} from "./Cheats.sol";
import {ConsentHandler} from "./ConsentHandler.sol";
import {ExchangeHandler} from "./ExchangeHandler.sol";
import {GovernanceHandler} from "./GovernanceHandler.sol";
import {IdentityHandler} from "./IdentityHandler.sol";
import {RecordsHandler} from "./RecordsHandler.sol";
import {World} from "./World.sol";

/// @dev A world and all handlers: each campaign mixes every action of every actor.
abstract contract Invariants {
    World internal _world;
    GovernanceHandler internal _governance;
    IdentityHandler internal _identity;
    RecordsHandler internal _records;
    ConsentHandler internal _consents;
    ExchangeHandler internal _exchange;

    function setUp() public virtual {
        _world = World(deploy("World", ""));
        bytes memory world = abi.encode(_world);
        _governance = GovernanceHandler(deploy("GovernanceHandler", world));
        _identity = IdentityHandler(deploy("IdentityHandler", world));
        _records = RecordsHandler(deploy("RecordsHandler", world));
        _consents = ConsentHandler(deploy("ConsentHandler", world));
        _exchange = ExchangeHandler(
            deploy("ExchangeHandler", abi.encode(_world, _records, _consents))
        );
    }

    /// @dev Only handlers are called by the runner.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](5);
        targets[0] = address(_governance);
        targets[1] = address(_identity);
        targets[2] = address(_records);
        targets[3] = address(_consents);
        targets[4] = address(_exchange);
    }
}
