// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessDesk} from "../../contracts/exchange/interfaces/IAccessDesk.sol";
import {Terms} from "../../contracts/types/ConsentGrant.sol";
import {EntryId, ParticipantId, ReceiptId} from "../../contracts/types/Ids.sol";
import {Domain} from "../../contracts/types/Membership.sol";
import {
    ACCESS_RECEIPT_TYPEHASH,
    ACCESS_REQUEST_TYPEHASH,
    ReceiptWord
} from "../../contracts/types/Receipt.sol";
import {ConsentHandler} from "./ConsentHandler.sol";
import {VM} from "./Cheats.sol";
import {Grants} from "./Grants.sol";
import {RecordsHandler} from "./RecordsHandler.sol";
import {answer, Answer, packLabels} from "./Rules.sol";
import {World} from "./World.sol";

/// @dev Institutions open records, rightly and wrongly; the answer is worked out beforehand.
contract ExchangeHandler {
    World private immutable WORLD;
    RecordsHandler private immutable RECORDS;
    ConsentHandler private immutable CONSENTS;

    /// @dev What is asked for: one or two groups, one or two entries each, by bits of `pick`.
    struct Ask {
        uint256 index;
        uint256 sender;
        IAccessDesk.Request request;
        uint256 pick;
    }

    struct Issued {
        ReceiptId id;
        ReceiptWord word;
    }

    Issued[] private _issued;
    mapping(ReceiptId id => bool) private _exists;

    constructor(World world, RecordsHandler records, ConsentHandler consents) {
        (WORLD, RECORDS, CONSENTS) = (world, records, consents);
    }

    function open(uint256 which, uint256 sender, uint256 how, uint256 pick) external {
        if (CONSENTS.writtenCount() == 0) return;
        Ask memory a;
        a.index = which % CONSENTS.writtenCount();
        Grants.Written memory w = CONSENTS.written(a.index);
        a.sender =
            sender % 6 == 0
                ? 1 + ((sender / 6) % WORLD.INSTITUTIONS())
                : CONSENTS.granteeOf(w.terms);
        a.request = IAccessDesk.Request(
            how % 7 == 0 ? uint8(how % 60) : 0,
            how % 11 == 0 ? uint8(how % 6) : 1,
            bytes32((how / 100) % 50)
        );
        a.pick = pick % 16 == 0 ? 1 : pick % 16;
        bool reverts =
            a.request.purpose >= 59 ||
                a.request.action >= 5 ||
                !WORLD.isActive(a.sender, Domain.EXCHANGE);
        IAccessDesk.Refusal expected = _expected(a, w);
        bool replayed = expected == IAccessDesk.Refusal.NONE && _answered(a, w);
        _openAs(a, w, expected, reverts || replayed);
    }

    function _openAs(
        Ask memory a,
        Grants.Written memory w,
        IAccessDesk.Refusal expected,
        bool reverts
    ) private {
        Terms memory terms = CONSENTS.termsOf(w.terms);
        uint256 limits =
            uint256(ParticipantId.unwrap(terms.grantee)) |
                (uint256(w.grant.notAfter) << 32) |
                (uint256(w.grant.maxUses) << 72) |
                (uint256(w.grant.deadline) << 104);
        bytes memory data = abi.encodeCall(
            IAccessDesk.open,
            (
                IAccessDesk.ShownGrant(w.grant.subject, limits, terms.salt, terms.provisions),
                a.request,
                _groups(a, w.who)
            )
        );
        address desk = address(WORLD.DESK());
        address sender = WORLD.accountOf(a.sender);
        VM.recordLogs();
        VM.record();
        VM.prank(sender);
        (bool ok, bytes memory answered) = desk.call(data);
        WORLD.check(ok != reverts, "INV-EXCHANGE-2");
        if (!ok) {
            WORLD.count("openReverted");
            return;
        }
        (ReceiptId[] memory ids, IAccessDesk.Refusal refusal) = abi.decode(
            answered,
            (ReceiptId[], IAccessDesk.Refusal)
        );
        WORLD.check(refusal == expected, "INV-EXCHANGE-2");
        if (refusal == IAccessDesk.Refusal.NONE) _opened(a, w, ids);
        else _refused(ids, refusal);
    }

    function _opened(Ask memory a, Grants.Written memory w, ReceiptId[] memory ids) private {
        WORLD.believeUse(w.id);
        for (uint256 i = 0; i < ids.length; ++i) {
            WORLD.check(!_exists[ids[i]], "INV-EXCHANGE-1");
            _exists[ids[i]] = true;
            _issued.push(Issued(ids[i], WORLD.RECEIPTS().receiptOf(ids[i])));
        }
        WORLD.check(ids.length == (a.pick > 3 && a.pick & 3 != 0 ? 2 : 1), "INV-EXCHANGE-2");
        WORLD.check(block.timestamp <= w.grant.notAfter, "INV-CONSENT-3");
        WORLD.count("open");
    }

    function _refused(ReceiptId[] memory ids, IAccessDesk.Refusal refusal) private {
        WORLD.check(ids.length == 0, "INV-EXCHANGE-3");
        WORLD.check(VM.getRecordedLogs().length == 1, "INV-EXCHANGE-3");
        address[5] memory evidence = [
            address(WORLD.CONSENTS()),
            address(WORLD.RECEIPTS()),
            address(WORLD.RECORDS()),
            address(WORLD.SUBJECTS()),
            address(WORLD.PARTICIPANTS())
        ];
        for (uint256 i = 0; i < evidence.length; ++i) {
            (, bytes32[] memory writes) = VM.accesses(evidence[i]);
            WORLD.check(writes.length == 0, "INV-EXCHANGE-3");
        }
        WORLD.count(_name(refusal));
    }

    /// @dev What the desk ought to answer, if it does not revert.
    function _expected(
        Ask memory a,
        Grants.Written memory w
    ) private view returns (IAccessDesk.Refusal) {
        if (a.sender != CONSENTS.granteeOf(w.terms)) return IAccessDesk.Refusal.NOT_GRANTEE;
        for (uint256 custodian = 1; custodian <= 2; ++custodian) {
            uint256 bits = (a.pick >> (2 * (custodian - 1))) & 3;
            // Within a group an ended entry is told first.
            for (uint32 place = 0; place < 2; ++place) {
                if (bits & (1 << place) != 0 && !RECORDS.isLive(w.who, custodian, place)) {
                    return IAccessDesk.Refusal.ENTRY_ENDED;
                }
            }
            for (uint32 place = 0; place < 2; ++place) {
                if (bits & (1 << place) == 0) continue;
                Answer decided = _decided(a, w, custodian, place);
                if (decided == Answer.DENIED) return IAccessDesk.Refusal.DENIED;
                if (decided != Answer.PERMITTED) return IAccessDesk.Refusal.NOT_COVERED;
            }
        }
        uint8 standing = uint8(CONSENTS.standing(a.index));
        return standing == 0 ? IAccessDesk.Refusal.NONE : IAccessDesk.Refusal(standing + 4);
    }

    function _decided(
        Ask memory a,
        Grants.Written memory w,
        uint256 custodian,
        uint32 position
    ) private view returns (Answer decided) {
        (decided, , ) = answer(
            CONSENTS.rulesOf(w.terms),
            RECORDS.labels(custodian, position),
            a.request.purpose,
            a.request.action,
            uint40(block.timestamp)
        );
    }

    /// @dev Whether a receipt for one of the groups was written before.
    function _answered(Ask memory a, Grants.Written memory w) private view returns (bool found) {
        bytes32 request = keccak256(
            abi.encode(
                ACCESS_REQUEST_TYPEHASH,
                w.id,
                a.sender,
                a.request.purpose,
                a.request.action,
                a.request.nonce
            )
        );
        for (uint256 custodian = 1; custodian <= 2; ++custodian) {
            uint256 bits = (a.pick >> (2 * (custodian - 1))) & 3;
            if (bits == 0) continue;
            bytes memory ids;
            for (uint32 place = 0; place < 2; ++place) {
                if (bits & (1 << place) == 0) continue;
                ids = bytes.concat(ids, EntryId.unwrap(RECORDS.entry(w.who, custodian, place)));
            }
            bytes32 id = keccak256(
                abi.encode(ACCESS_RECEIPT_TYPEHASH, w.id, request, keccak256(ids))
            );
            found = found || _exists[ReceiptId.wrap(id)];
        }
    }

    function _groups(
        Ask memory a,
        uint256 who
    ) private view returns (IAccessDesk.EntryGroup[] memory groups) {
        bool both = a.pick > 3 && a.pick & 3 != 0;
        groups = new IAccessDesk.EntryGroup[](both ? 2 : 1);
        uint256 next = 0;
        for (uint256 custodian = 1; custodian <= 2; ++custodian) {
            uint256 bits = (a.pick >> (2 * (custodian - 1))) & 3;
            if (bits != 0) groups[next++] = _group(who, custodian, bits);
        }
    }

    function _group(
        uint256 who,
        uint256 custodian,
        uint256 bits
    ) private view returns (IAccessDesk.EntryGroup memory g) {
        uint256 size = bits == 3 ? 2 : 1;
        g.custodian = ParticipantId.wrap(uint32(custodian));
        g.root = RECORDS.rootOf(who, custodian);
        g.proof = new bytes32[](2 - size);
        bytes memory headers;
        bytes memory contents;
        for (uint32 i = 0; i < size; ++i) {
            uint32 place = size == 2 ? i : uint32(bits) - 1;
            g.entries = abi.encodePacked(g.entries, place);
            headers = abi.encodePacked(headers, packLabels(RECORDS.labels(custodian, place)));
            contents = abi.encodePacked(contents, RECORDS.content(who, custodian, place));
        }
        g.entries = bytes.concat(g.entries, headers, contents);
        if (size == 1) {
            uint32 other = uint32(2 - bits);
            g.proof[0] = RECORDS.leaf(other, RECORDS.entry(who, custodian, other));
        }
    }

    /// @dev Every receipt is as it was written, and stands for ever.
    function checkReceipts() external view {
        for (uint256 i = 0; i < _issued.length; ++i) {
            assert(
                ReceiptWord.unwrap(WORLD.RECEIPTS().receiptOf(_issued[i].id)) ==
                    ReceiptWord.unwrap(_issued[i].word)
            );
        }
    }

    function _name(IAccessDesk.Refusal refusal) private pure returns (string memory) {
        string[10] memory names = [
            "",
            "NOT_GRANTEE",
            "NOT_COVERED",
            "DENIED",
            "ENTRY_ENDED",
            "GRANT_UNKNOWN",
            "GRANT_REVOKED",
            "GRANT_EXPIRED",
            "GRANT_EXHAUSTED",
            "KEY_EPOCH_ENDED"
        ];
        return names[uint8(refusal)];
    }
}
