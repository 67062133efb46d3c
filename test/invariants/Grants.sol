// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentRegistry} from "../../contracts/consent/interfaces/IConsentRegistry.sol";
import {
    CONSENT_GRANT_TYPEHASH,
    ConsentGrant,
    Provision,
    PROVISION_TYPEHASH,
    Terms,
    TERMS_TYPEHASH
} from "../../contracts/types/ConsentGrant.sol";
import {GrantId, ParticipantId} from "../../contracts/types/Ids.sol";
import {packRule, Rule} from "./Rules.sol";
import {World} from "./World.sol";

/// @dev Grants that were written, and what is believed of them.
abstract contract Grants {
    enum State {
        NONE,
        GRANTED,
        REVOKED
    }

    struct Written {
        GrantId id;
        ConsentGrant grant;
        uint256 who;
        uint256 terms;
        State state;
        uint32 epoch;
    }

    uint256 private constant TEMPLATES = 4;

    World internal immutable WORLD;

    Written[] internal _written;
    mapping(GrantId id => uint256 indexPlusOne) private _known;

    constructor(World world) {
        WORLD = world;
    }

    /// @dev Hospital B is the grantee, or the insurance agency where the last template is used.
    function granteeOf(uint256 terms) public pure returns (uint256) {
        return terms % TEMPLATES == 3 ? 3 : 2;
    }

    /// @dev Diabetes for treatment; all of it but HIV; a window of days and dates; all for all.
    function rulesOf(uint256 terms) public view returns (Rule[] memory rules) {
        terms %= TEMPLATES;
        rules = new Rule[](terms == 1 ? 2 : 1);
        rules[0] = _everything();
        if (terms == 0) (rules[0].categories, rules[0].sensitivities) = (1, 0);
        if (terms == 1) {
            rules[1] = _everything();
            (rules[1].effect, rules[1].sensitivities) = (1, 4);
        }
        if (terms == 2) {
            uint40 start = WORLD.START();
            (rules[0].accessFrom, rules[0].accessUntil) = (start + 5 days, start + 60 days);
            (rules[0].dataFrom, rules[0].dataUntil) = (1, 1_500);
            rules[0].obligations = 8;
        }
        if (terms == 3) (rules[0].purposes, rules[0].refrains) = (type(uint88).max, 16);
    }

    function termsOf(uint256 terms) public view returns (Terms memory t) {
        Rule[] memory rules = rulesOf(terms);
        t.grantee = ParticipantId.wrap(uint32(granteeOf(terms)));
        t.provisions = new Provision[](rules.length);
        for (uint256 i = 0; i < rules.length; ++i) {
            t.provisions[i] = packRule(rules[i]);
        }
        t.salt = bytes32(terms % TEMPLATES);
    }

    function writtenCount() external view returns (uint256) {
        return _written.length;
    }

    function written(uint256 index) external view returns (Written memory) {
        return _written[index];
    }

    /// @dev Each grant is on chain in the state that is believed, and no other.
    function checkStates() external view {
        for (uint256 i = 0; i < _written.length; ++i) {
            Written memory w = _written[i];
            (IConsentRegistry.GrantState state, ) = WORLD.CONSENTS().stateOf(w.id);
            assert(uint8(state) == uint8(w.state));
        }
    }

    function checkRevoked() external view {
        for (uint256 i = 0; i < _written.length; ++i) {
            Written memory w = _written[i];
            if (w.state != State.REVOKED) continue;
            (IConsentRegistry.GrantState state, uint32 uses) = WORLD.CONSENTS().stateOf(w.id);
            assert(state == IConsentRegistry.GrantState.REVOKED && uses == WORLD.usesOf(w.id));
            assert(WORLD.CONSENTS().standing(w.grant) == IConsentRegistry.Standing.REVOKED);
        }
    }

    function checkUses() external view {
        for (uint256 i = 0; i < _written.length; ++i) {
            Written memory w = _written[i];
            (, uint32 uses) = WORLD.CONSENTS().stateOf(w.id);
            assert(uses == WORLD.usesOf(w.id) && uses <= w.grant.maxUses);
            assert(uint8(WORLD.CONSENTS().standing(w.grant)) == uint8(standing(i)));
        }
    }

    /// @dev The standing as it ought to be.
    function standing(uint256 index) public view returns (IConsentRegistry.Standing) {
        Written memory w = _written[index];
        if (w.state == State.NONE) return IConsentRegistry.Standing.UNKNOWN;
        if (w.state == State.REVOKED) return IConsentRegistry.Standing.REVOKED;
        if (block.timestamp > w.grant.notAfter) return IConsentRegistry.Standing.EXPIRED;
        if (WORLD.patient(w.who).epoch != w.epoch) return IConsentRegistry.Standing.KEY_EPOCH_ENDED;
        return
            WORLD.usesOf(w.id) < w.grant.maxUses
                ? IConsentRegistry.Standing.LIVE
                : IConsentRegistry.Standing.EXHAUSTED;
    }

    /// @dev The index of this grant, written now or before.
    function _write(uint256 who, uint256 terms, uint256 how) internal returns (uint256) {
        Written memory w;
        w.who = who % WORLD.PATIENTS();
        w.terms = terms % TEMPLATES;
        // Rounded, so that the same grant is written again now and then.
        uint40 day = uint40(block.timestamp - (block.timestamp % 1 days));
        w.grant = ConsentGrant({
            subject: WORLD.patient(w.who).id,
            terms: _hashTerms(termsOf(w.terms)),
            notAfter: day + uint40((how % 7) * 8 days),
            maxUses: uint32((how / 7) % 4),
            deadline: day + uint40((how % 3) * 1 days)
        });
        w.id = _hashGrant(w.grant);
        if (_known[w.id] == 0) {
            _written.push(w);
            _known[w.id] = _written.length;
        }
        return _known[w.id] - 1;
    }

    function _everything() private pure returns (Rule memory) {
        return
            Rule({
                effect: 2,
                purposes: 1,
                accessFrom: 0,
                accessUntil: type(uint40).max,
                dataFrom: 0,
                dataUntil: type(uint40).max,
                kinds: type(uint24).max,
                sensitivities: type(uint40).max,
                categories: type(uint128).max,
                obligations: 1,
                refrains: 2,
                actions: 2
            });
    }

    function _hashTerms(Terms memory t) private pure returns (bytes32) {
        bytes memory hashes;
        for (uint256 i = 0; i < t.provisions.length; ++i) {
            Provision memory p = t.provisions[i];
            hashes = bytes.concat(
                hashes,
                keccak256(abi.encode(PROVISION_TYPEHASH, p.rule, p.labels))
            );
        }
        return keccak256(abi.encode(TERMS_TYPEHASH, t.grantee, keccak256(hashes), t.salt));
    }

    function _hashGrant(ConsentGrant memory g) private pure returns (GrantId) {
        return GrantId.wrap(keccak256(abi.encode(CONSENT_GRANT_TYPEHASH, g)));
    }
}
