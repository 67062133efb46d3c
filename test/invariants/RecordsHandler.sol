// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRecordIndex} from "../../contracts/records/interfaces/IRecordIndex.sol";
import {EntryId, ParticipantId} from "../../contracts/types/Ids.sol";
import {Domain} from "../../contracts/types/Membership.sol";
import {RECORD_ENTRY_TYPEHASH} from "../../contracts/types/RecordEntry.sol";
import {VM} from "./Cheats.sol";
import {Labels, packLabels} from "./Rules.sol";
import {World} from "./World.sol";

/// @dev Batches and the ends of entries. Each patient has two records at each hospital.
contract RecordsHandler {
    World private immutable WORLD;

    struct Batch {
        uint256 custodian;
        bytes32 root;
        uint40 anchoredAt;
        uint32 count;
        IRecordIndex.BatchMode mode;
    }

    Batch[] private _batches;
    mapping(uint256 custodian => mapping(bytes32 root => bool)) private _anchored;
    mapping(uint256 custodian => mapping(bytes32 root => mapping(uint32 position => IRecordIndex.EntryState)))
        private _states;

    constructor(World world) {
        WORLD = world;
        for (uint256 i = 0; i < 2 * world.PATIENTS(); ++i) {
            EntryId[] memory ids = new EntryId[](2);
            (uint256 who, uint256 custodian) = (i / 2, 1 + (i % 2));
            (ids[0], ids[1]) = (entry(who, custodian, 0), entry(who, custodian, 1));
            _anchorAs(custodian, ids);
        }
    }

    function anchor(uint256 custodian, uint256 seed, uint256 count) external {
        custodian = 1 + (custodian % WORLD.INSTITUTIONS());
        EntryId[] memory ids = new EntryId[](count % 5);
        for (uint256 i = 0; i < ids.length; ++i) {
            ids[i] = EntryId.wrap(keccak256(abi.encode(seed % 20, i)));
        }
        bytes32 root = _root(ids);
        bool allowed = _mayKeep(custodian) && ids.length != 0 && !_anchored[custodian][root];
        bytes memory data = abi.encodeCall(IRecordIndex.anchor, (ids, 0));
        bool ok = _as(custodian, data);
        WORLD.check(ok == allowed, "INV-RECORDS-1");
        if (ok) _believe(custodian, root, uint32(ids.length), IRecordIndex.BatchMode.LEAVES);
        WORLD.count(ok ? "anchor" : "anchorRefused");
    }

    function anchorArchive(uint256 custodian, uint256 root, uint32 count) external {
        custodian = 1 + (custodian % WORLD.INSTITUTIONS());
        bytes32 named = bytes32(root % 10);
        bool allowed = _mayKeep(custodian) && count != 0 && !_anchored[custodian][named];
        bytes memory data = abi.encodeCall(IRecordIndex.anchorArchive, (named, count, 0));
        bool ok = _as(custodian, data);
        WORLD.check(ok == allowed, "INV-RECORDS-1");
        if (ok) _believe(custodian, named, count, IRecordIndex.BatchMode.ARCHIVE);
        WORLD.count(ok ? "anchorArchive" : "anchorArchiveRefused");
    }

    /// @dev Any institution tries to end an entry; seldom in a patient's batches, which are wanted
    /// for openings.
    function end(uint256 which, uint256 position, uint256 state, uint256 sender) external {
        Batch memory b = _batches[which % _batches.length];
        bool wanted = which % _batches.length < 2 * WORLD.PATIENTS();
        if (wanted && sender % 4 != 1) return;
        sender = sender % 4 == 0 ? 1 + (sender % WORLD.INSTITUTIONS()) : b.custodian;
        uint32[] memory positions = new uint32[](1);
        positions[0] = uint32(position % (uint256(b.count) + 1));
        IRecordIndex.EntryState to = IRecordIndex.EntryState(state % 4);
        IRecordIndex.EntryState from = _states[b.custodian][b.root][positions[0]];
        bool forward =
            from == IRecordIndex.EntryState.LIVE
                ? to != IRecordIndex.EntryState.LIVE
                : from != IRecordIndex.EntryState.ERASED && to == IRecordIndex.EntryState.ERASED;
        // A root may be two institutions' own: then the sender ends its own entry.
        bool allowed =
            sender == b.custodian && _mayKeep(sender) && positions[0] < b.count && forward;
        if (sender != b.custodian && _anchored[sender][b.root]) return;
        bool ok = _as(sender, abi.encodeCall(IRecordIndex.end, (b.root, positions, to)));
        WORLD.check(ok == allowed, "INV-RECORDS-2");
        if (ok) _states[sender][b.root][positions[0]] = to;
        WORLD.count(ok ? "end" : "endRefused");
    }

    /// @dev Every batch is as it was anchored.
    function checkBatches() external view {
        for (uint256 i = 0; i < _batches.length; ++i) {
            Batch memory b = _batches[i];
            (uint40 time, uint32 count, IRecordIndex.BatchMode mode) = WORLD.RECORDS().batch(
                ParticipantId.wrap(uint32(b.custodian)),
                b.root
            );
            assert(time == b.anchoredAt && count == b.count && mode == b.mode);
        }
    }

    /// @dev Every entry's state is the last one that its custodian gave it.
    function checkStates() external view {
        for (uint256 i = 0; i < _batches.length; ++i) {
            Batch memory b = _batches[i];
            for (uint32 position = 0; position < 5 && position < b.count; ++position) {
                assert(
                    WORLD.RECORDS().stateAt(
                        ParticipantId.wrap(uint32(b.custodian)),
                        b.root,
                        position
                    ) == _states[b.custodian][b.root][position]
                );
            }
        }
    }

    // A patient's records: batch of two at each hospital

    function isLive(uint256 who, uint256 custodian, uint32 position) external view returns (bool) {
        bytes32 root = rootOf(who, custodian);
        return _states[custodian][root][position] == IRecordIndex.EntryState.LIVE;
    }

    function rootOf(uint256 who, uint256 custodian) public view returns (bytes32) {
        EntryId[] memory ids = new EntryId[](2);
        (ids[0], ids[1]) = (entry(who, custodian, 0), entry(who, custodian, 1));
        return _root(ids);
    }

    function entry(uint256 who, uint256 custodian, uint32 position) public view returns (EntryId) {
        return
            EntryId.wrap(
                keccak256(
                    abi.encode(
                        RECORD_ENTRY_TYPEHASH,
                        WORLD.patient(who).id,
                        custodian,
                        packLabels(labels(custodian, position)),
                        content(who, custodian, position)
                    )
                )
            );
    }

    function content(
        uint256 who,
        uint256 custodian,
        uint32 position
    ) public view returns (bytes32) {
        return keccak256(abi.encode(who % WORLD.PATIENTS(), custodian, position));
    }

    /// @dev Diabetes; diabetes and HIV (a sensitivity); oncology; diabetes, undated.
    function labels(uint256 custodian, uint32 position) public pure returns (Labels memory) {
        if (custodian == 1) return Labels(1, position == 0 ? 0 : 4, 1, 1_000);
        return position == 0 ? Labels(2, 0, 2, 2_000) : Labels(1, 0, 1, 0);
    }

    function leaf(uint32 position, EntryId id) public pure returns (bytes32) {
        return keccak256(abi.encodePacked(position, id));
    }

    function _mayKeep(uint256 institution) private view returns (bool) {
        // Institution 4 is a carrier.
        return institution != 4 && WORLD.isActive(institution, Domain.RECORDS);
    }

    function _as(uint256 institution, bytes memory data) private returns (bool ok) {
        address target = address(WORLD.RECORDS());
        address sender = WORLD.accountOf(institution);
        VM.prank(sender);
        (ok, ) = target.call(data);
    }

    function _anchorAs(uint256 custodian, EntryId[] memory ids) private {
        require(_as(custodian, abi.encodeCall(IRecordIndex.anchor, (ids, 0))), "anchor");
        _believe(custodian, _root(ids), uint32(ids.length), IRecordIndex.BatchMode.LEAVES);
    }

    function _believe(
        uint256 custodian,
        bytes32 root,
        uint32 count,
        IRecordIndex.BatchMode mode
    ) private {
        _batches.push(Batch(custodian, root, uint40(block.timestamp), count, mode));
        _anchored[custodian][root] = true;
    }

    /// @dev The tree's definition, told once more: node n + j is the parent of nodes 2j, 2j + 1.
    function _root(EntryId[] memory ids) private pure returns (bytes32) {
        uint256 n = ids.length;
        if (n == 0) return 0;
        bytes32[] memory nodes = new bytes32[](2 * n - 1);
        for (uint256 i = 0; i < n; ++i) {
            nodes[i] = leaf(uint32(i), ids[i]);
        }
        for (uint256 j = 0; n + j < nodes.length; ++j) {
            (bytes32 a, bytes32 b) = (nodes[2 * j], nodes[2 * j + 1]);
            nodes[n + j] =
                a < b ? keccak256(abi.encodePacked(a, b)) : keccak256(abi.encodePacked(b, a));
        }
        return nodes[2 * n - 2];
    }
}
