// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Agreement, AgreementWord, Clause, hashAgreement, hashClause} from "../types/Agreement.sol";
import {AgreementId, PlanId} from "../types/Ids.sol";
import {
    hashPlan,
    hashRow,
    hashRows,
    indicationLeaf,
    Plan,
    RowChange,
    Rule,
    weightLeaf
} from "../types/Tariff.sol";

/// @title PureTariffs: pure functions of the insurance domain, for tests to compare with their twins
/// @notice Never deployed with the suite.
contract PureTariffs {
    function plan(Plan calldata p) external pure returns (PlanId) {
        return hashPlan(p);
    }

    function agreement(Agreement calldata a) external pure returns (AgreementId) {
        return hashAgreement(a);
    }

    function clause(Clause calldata c) external pure returns (bytes32) {
        return hashClause(c);
    }

    function row(
        uint40 jurisdiction,
        bytes32 code,
        uint24 version
    ) external pure returns (bytes32) {
        return hashRow(jurisdiction, code, version);
    }

    function rows(
        uint40 jurisdiction,
        RowChange[] calldata changes
    ) external pure returns (bytes32) {
        return hashRows(jurisdiction, changes);
    }

    function indication(bytes32 diagnosis) external pure returns (bytes32) {
        return indicationLeaf(diagnosis);
    }

    function weight(
        bytes32 group,
        uint32 weight_,
        bytes32 grouper
    ) external pure returns (bytes32) {
        return weightLeaf(group, weight_, grouper);
    }

    function verify(
        bytes32[] calldata proof,
        bytes32 root,
        bytes32 leaf
    ) external pure returns (bool) {
        return MerkleProof.verifyCalldata(proof, root, leaf);
    }

    function rule(
        Rule r
    ) external pure returns (uint24 from, uint24 until, uint8 marks, uint8 item) {
        return (r.firstDay(), r.endDay(), r.flags(), r.serviceItem());
    }

    function agreementWord(
        AgreementWord w,
        uint24 day
    )
        external
        pure
        returns (
            uint8 state,
            uint24 from,
            uint24 until,
            uint128 services,
            uint16 factor,
            uint40 frozenUntil,
            bool covers
        )
    {
        state = uint8(w.state());
        from = w.firstDay();
        until = w.endDay();
        services = w.services();
        factor = w.factor();
        frozenUntil = w.frozenUntil();
        covers = w.covers(day);
    }
}
