// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParticipantRegistry} from "../identity/interfaces/IParticipantRegistry.sol";
import {ParticipantId} from "../types/Ids.sol";
import {Membership} from "../types/Membership.sol";
import {
    hashRow,
    hashRows,
    RowChange,
    Rule,
    RULE_CODED,
    RULE_DAILY,
    RULE_FROZEN,
    RULE_INDICATED
} from "../types/Tariff.sol";
import {Freezes} from "./Freezes.sol";
import {ICatalogue} from "./interfaces/ICatalogue.sol";
import {Members} from "./Members.sol";
import {Notice} from "./Notice.sol";
import {Proposals} from "./Proposals.sol";

/// @title Catalogue: which drugs, services and consumables are paid for where (evidence)
/// @notice Freezes.sol and Proposals.sol have the states of freezes and proposals. A row:
///
///     (none) --publish (authority of the jurisdiction)--> announced --its first day--> in force
///     in force --the next version's first day, or its own end--> of the past, and still read for its days
///     announced --publish of the next version for the same day--> never in force
///
/// INV-CATALOGUE-1: on a day one version of a code holds at most.
/// INV-CATALOGUE-2: of a published row nothing changes but its end and the mark that it may be frozen; its end
/// only comes nearer, and in an open register not to a day before the notice.
/// INV-CATALOGUE-3: versions of a code are numbered without gaps.
/// INV-CATALOGUE-4: a row answers RULE_FROZEN exactly while a freeze of it or of its code lasts.
contract Catalogue is Notice, Proposals, Freezes, ICatalogue {
    uint256 private constant FROZEN = uint256(RULE_FROZEN) << 208;
    uint256 private constant PUBLISHED = 216;

    /// @dev By `hashRow`. RULE_FROZEN: a freeze of it, or of its code, began once.
    mapping(bytes32 key => Rule) private _rows;

    mapping(bytes32 key => bytes32) private _indications;

    constructor(
        IParticipantRegistry participants,
        uint24 noticeDays_
    ) Members(participants) Notice(noticeDays_) {}

    /// @inheritdoc ICatalogue
    function publish(
        uint40 jurisdiction,
        RowChange[] calldata rows,
        bytes32 document
    ) external override {
        Membership m = _authority(jurisdiction);
        require(rows.length != 0 && document != 0, CatalogueEmpty(rows.length, document));
        bytes32 proposal = hashRows(jurisdiction, rows);
        if (!_wasProposed(proposal)) proposal = 0;
        bytes32 register = _register(jurisdiction);
        uint24 earliest = _earliest(register);
        RowChange[] memory stored = rows;
        Rule[] memory closed = new Rule[](rows.length);
        for (uint256 i = 0; i < rows.length; ++i) {
            _requireNotice(register, rows[i].rule.firstDay(), earliest);
            (stored[i].rule, closed[i]) = _store(jurisdiction, rows[i]);
        }
        emit RulesPublished(
            jurisdiction,
            stored,
            closed,
            proposal,
            document,
            m.participant(),
            msg.sender
        );
    }

    /// @inheritdoc ICatalogue
    function open(uint40 jurisdiction) external override {
        _authority(jurisdiction);
        _open(_register(jurisdiction));
    }

    /// @inheritdoc ICatalogue
    function propose(
        uint40 jurisdiction,
        RowChange[] calldata rows,
        bytes32 document
    ) external override returns (bytes32 proposal) {
        Membership m = _authority(jurisdiction);
        require(rows.length != 0 && document != 0, CatalogueEmpty(rows.length, document));
        for (uint256 i = 0; i < rows.length; ++i) _requireValid(rows[i]);
        proposal = hashRows(jurisdiction, rows);
        _proposeAs(m, proposal);
        emit RulesProposed(jurisdiction, rows, proposal, document, m.participant(), msg.sender);
    }

    /// @inheritdoc ICatalogue
    function freezeRule(
        uint40 jurisdiction,
        bytes32 code,
        uint24 version,
        uint40 until,
        bytes32 reason
    ) external override {
        bytes32 key = hashRow(jurisdiction, code, version);
        require(_exists(key), CatalogueRowUnknown(jurisdiction, code, version));
        _freeze(key, jurisdiction, ParticipantId.wrap(0), until, reason);
        emit RuleFrozen(jurisdiction, code, version, version, key);
    }

    /// @inheritdoc ICatalogue
    function freezeProduct(
        uint40 jurisdiction,
        bytes32 code,
        uint24 versions,
        uint40 until,
        bytes32 reason
    ) external override {
        require(
            versions != 0 &&
                _exists(hashRow(jurisdiction, code, versions)) &&
                !_exists(hashRow(jurisdiction, code, versions + 1)),
            CatalogueRowUnknown(jurisdiction, code, versions)
        );
        bytes32 key = hashRow(jurisdiction, code, 0);
        _freeze(key, jurisdiction, ParticipantId.wrap(0), until, reason);
        // A code has few versions; those to come take the mark over.
        for (uint24 version = versions; version != 0; --version) {
            _mark(hashRow(jurisdiction, code, version));
        }
        emit RuleFrozen(jurisdiction, code, 0, versions, key);
    }

    /// @inheritdoc ICatalogue
    function rulesOf(
        uint40 jurisdiction,
        bytes32[] calldata codes,
        uint24[] calldata versions
    ) external view override returns (Rule[] memory rules) {
        rules = new Rule[](codes.length);
        for (uint256 i = 0; i < codes.length; ++i) {
            bytes32 key = hashRow(jurisdiction, codes[i], versions[i]);
            Rule rule = _rows[key];
            if (
                rule.flags() & RULE_FROZEN != 0 &&
                !_isFrozen(key) &&
                !_isFrozen(hashRow(jurisdiction, codes[i], 0))
            ) {
                rule = Rule.wrap(Rule.unwrap(rule) & ~FROZEN);
            }
            rules[i] = rule;
        }
    }

    /// @inheritdoc ICatalogue
    function indicationsOf(
        uint40 jurisdiction,
        bytes32 code,
        uint24 version
    ) external view override returns (bytes32) {
        return _indications[hashRow(jurisdiction, code, version)];
    }

    /// @dev A row's mark says that it may be frozen; `rulesOf` looks up until when. A code has no row of its own.
    function _frozen(bytes32 key, uint40) internal override {
        if (_exists(key)) _mark(key);
    }

    function _store(
        uint40 jurisdiction,
        RowChange calldata row
    ) private returns (Rule rule, Rule closed) {
        _requireValid(row);
        bytes32 key = hashRow(jurisdiction, row.code, row.version);
        bytes32 formerKey = hashRow(jurisdiction, row.code, row.version - 1);
        bool isFirst = row.version == 1;
        require(
            !_exists(key) && (isFirst || _exists(formerKey)),
            CatalogueVersionWrong(jurisdiction, row.code, row.version)
        );
        uint256 word = Rule.unwrap(row.rule) | (block.timestamp << PUBLISHED);
        if (!isFirst) {
            closed = _close(_rows[formerKey], row);
            _rows[formerKey] = closed;
            word |= Rule.unwrap(closed) & FROZEN;
        }
        rule = Rule.wrap(word);
        _rows[key] = rule;
        if (row.indications != 0) _indications[key] = row.indications;
    }

    function _mark(bytes32 key) private {
        _rows[key] = Rule.wrap(Rule.unwrap(_rows[key]) | FROZEN);
    }

    function _authority(uint40 jurisdiction) private view returns (Membership m) {
        m = _active(AUTHORITIES);
        require(
            m.jurisdiction() == jurisdiction,
            CatalogueJurisdictionOther(jurisdiction, m.jurisdiction())
        );
    }

    function _exists(bytes32 key) private view returns (bool) {
        return Rule.unwrap(_rows[key]) != 0;
    }

    /// @dev The former version, ended on the first day of the row that follows.
    function _close(Rule former, RowChange calldata row) private pure returns (Rule) {
        uint24 from = row.rule.firstDay();
        uint24 until = former.endDay();
        require(
            from >= former.firstDay(),
            CatalogueDaysInvalid(row.code, row.version, from, row.rule.endDay())
        );
        if (until != 0 && until <= from) return former;
        uint256 kept = Rule.unwrap(former) & ~(uint256(type(uint24).max) << 24);
        return Rule.wrap(kept | (uint256(from) << 24));
    }

    function _requireValid(RowChange calldata row) private pure {
        uint256 r = Rule.unwrap(row.rule);
        require(
            row.version != 0 && row.code != 0,
            CatalogueRuleInvalid(row.code, row.version, row.rule)
        );
        uint24 from = row.rule.firstDay();
        uint24 until = row.rule.endDay();
        require(
            from != 0 && (until == 0 || until > from),
            CatalogueDaysInvalid(row.code, row.version, from, until)
        );
        uint8 oldest = uint8(r >> 168);
        uint8 class = uint8(r >> 192);
        uint8 kind = uint8(r >> 200);
        bool isInRange =
            uint16(r >> 96) <= 10_000 &&
                (uint8(r >> 136) == 0) == (uint16(r >> 144) == 0) &&
                (oldest == 0 || uint8(r >> 160) <= oldest) &&
                uint8(r >> 176) <= 3 &&
                row.rule.serviceItem() < 128 &&
                class != 0 &&
                class <= 3 &&
                kind != 0 &&
                kind <= 3 &&
                r >> PUBLISHED == 0;
        uint8 marks = row.rule.flags();
        bool isIndicated = marks & RULE_INDICATED != 0;
        require(
            isInRange &&
                marks & ~(RULE_INDICATED | RULE_CODED | RULE_DAILY) == 0 &&
                isIndicated == (row.indications != 0),
            CatalogueRuleInvalid(row.code, row.version, row.rule)
        );
    }

    function _register(uint40 jurisdiction) private pure returns (bytes32) {
        return bytes32(uint256(jurisdiction));
    }
}
