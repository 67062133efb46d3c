// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ParticipantId} from "../../types/Ids.sol";
import {RowChange, Rule} from "../../types/Tariff.sol";
import {IFreezes} from "./IFreezes.sol";
import {INotice} from "./INotice.sol";
import {IProposals} from "./IProposals.sol";

/// @title ICatalogue: which drugs, services and consumables are paid for where, and on which terms
/// @notice Rows of every jurisdiction of treatment, one slot each. A row holds on days of service; when it was
/// published stands in it too. Versions of a code follow each other: to publish one ends the one before.
/// Jurisdictions are scheme 8 | code 32, lowest bits first; codes are salted hashes. Reasons and texts are
/// digests of documents that lie elsewhere.
interface ICatalogue is IFreezes, INotice, IProposals {
    /// @notice Rows were published. `rows`: rules as they are stored. `closed`: the rule of each one's former
    /// version as it is now, 0: it is the first. `proposal`: 0 if it was not proposed.
    event RulesPublished(
        uint40 indexed jurisdiction,
        RowChange[] rows,
        Rule[] closed,
        bytes32 indexed proposal,
        bytes32 document,
        ParticipantId publisher,
        address actor
    );
    /// @notice Rows were proposed.
    event RulesProposed(
        uint40 indexed jurisdiction,
        RowChange[] rows,
        bytes32 indexed proposal,
        bytes32 document,
        ParticipantId proposer,
        address actor
    );
    /// @notice One row is frozen from now on, or all of a code (`version` 0, of which there are `versions`).
    /// `FreezeChanged` says how long.
    event RuleFrozen(
        uint40 indexed jurisdiction,
        bytes32 indexed code,
        uint24 version,
        uint24 versions,
        bytes32 indexed key
    );

    /// @notice The sender's institution is of another jurisdiction.
    error CatalogueJurisdictionOther(uint40 jurisdiction, uint40 sender);
    /// @notice Nothing is published, or without a document.
    error CatalogueEmpty(uint256 rows, bytes32 document);
    /// @notice The version exists, or the one before it does not.
    error CatalogueVersionWrong(uint40 jurisdiction, bytes32 code, uint24 version);
    /// @notice The row begins before its former version, or ends before it begins.
    error CatalogueDaysInvalid(bytes32 code, uint24 version, uint24 from, uint24 until);
    /// @notice A field is out of its range: no class 1 to 3, no kind 1 to 3, a group above 127, a share above
    /// 10,000, a frequency without window, unassigned flags or sexes, a time of publication; or indications
    /// without their flag.
    error CatalogueRuleInvalid(bytes32 code, uint24 version, Rule rule);
    /// @notice No such row, or `version` is not the last one of its code.
    error CatalogueRowUnknown(uint40 jurisdiction, bytes32 code, uint24 version);

    /// @notice Publishes rows: an insurance agency, health commission or regulator of the jurisdiction. A row
    /// ends the former version of its code on the day when it begins; on the former's own first day it takes
    /// its place. Once the register is open, rows begin after the notice.
    /// @param document Digest of the decision
    function publish(uint40 jurisdiction, RowChange[] calldata rows, bytes32 document) external;

    /// @notice Opens the sender's jurisdiction's catalogue: no row of the past is published in it any more.
    function open(uint40 jurisdiction) external;

    /// @notice Proposes rows, which are tried and perhaps published, just as they are; by whoever may publish.
    function propose(
        uint40 jurisdiction,
        RowChange[] calldata rows,
        bytes32 document
    ) external returns (bytes32 proposal);

    /// @notice Freezes one row, as a regulator of the jurisdiction. Another version is not frozen by it.
    /// @param until When it ends (Unix time)
    /// @param reason Digest of the reason
    function freezeRule(
        uint40 jurisdiction,
        bytes32 code,
        uint24 version,
        uint40 until,
        bytes32 reason
    ) external;

    /// @notice Freezes a product or service: all versions of its code, those to come included.
    /// @param versions How many there are
    function freezeProduct(
        uint40 jurisdiction,
        bytes32 code,
        uint24 versions,
        uint40 until,
        bytes32 reason
    ) external;

    /// @notice Rows by code and version; 0: there is none. `RULE_FROZEN` is set where a freeze lasts now.
    function rulesOf(
        uint40 jurisdiction,
        bytes32[] calldata codes,
        uint24[] calldata versions
    ) external view returns (Rule[] memory rules);

    /// @notice Root of a row's indications; 0: it has none.
    function indicationsOf(
        uint40 jurisdiction,
        bytes32 code,
        uint24 version
    ) external view returns (bytes32);
}
