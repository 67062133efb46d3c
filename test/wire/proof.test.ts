import { expect } from "chai";
import { type Hex, randomHex } from "../../src/core/bytes.ts";
import type { ErrorCode } from "../../src/core/errors.ts";
import { EntryTree } from "../../src/core/tree.ts";
import type { ProofFile } from "../../src/wire/proofFile.ts";
import { verifyProof } from "../../src/wire/verifyProof.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { codeOf, errorOf } from "../fixtures/failures.ts";
import { aRecord, give, newPatient, publish } from "../fixtures/people.ts";
import { startWorld, type World } from "../fixtures/world.ts";

/** As a file: what was written is read again. */
const written = (file: ProofFile): ProofFile => JSON.parse(JSON.stringify(file)) as ProofFile;

/** The same hexadecimal digits but for the last one. */
const changed = (hex: Hex): Hex => `${hex.slice(0, -1)}${hex.endsWith("0") ? "1" : "0"}` as Hex;

describe("wire: proofs that are verified without a network (RX-12, RX-21)", () => {
  let world: World;
  let ids: Hex[];
  let file: ProofFile;
  before(async () => {
    world = await startWorld();
    ids = Array.from({ length: 200 }, (_, i) => fixed(`proven ${i}`));
    const { records } = world.north.care;
    const { event } = await records.anchor(ids).send();
    await records.end(event.root, [130], "WITHDRAWN").send();
    file = written(await records.proof(ids[5]!));
  });
  after(() => world.close());
  const codeFor = (file_: unknown, blockHash?: Hex): Promise<ErrorCode> =>
    codeOf(() => verifyProof(file_, blockHash === undefined ? {} : { blockHash }));

  it("prove an entry by its id alone, down to the state of a block", async () => {
    const block = (await world.network.provider.getBlock("latest"))!;
    const { root } = new EntryTree(ids);
    const { anchoredAt } = await world.north.care.records.batch(world.north.id, root);
    const proven = await verifyProof(file, { blockHash: block.hash as Hex });
    expect(proven).deep.equal({
      id: ids[5],
      custodian: world.north.id,
      root,
      position: 5,
      hasFields: false,
      state: {
        anchoredAt,
        count: 200,
        mode: "LEAVES",
        entry: "LIVE",
        block: block.number,
        hash: block.hash,
        time: block.timestamp,
      },
    });
    expect(file).include({
      chainId: String(world.network.chainId),
      genesis: world.network.genesis,
    });
    const receipt = await world.network.provider.getTransactionReceipt(file.anchored.transaction);
    expect(receipt!.blockNumber).equal(file.anchored.block);
  });

  it("prove that an entry was ended", async () => {
    const { records } = world.north.care;
    const ended = await verifyProof(await records.proof(ids[130]!));
    expect(ended.state).property("entry", "WITHDRAWN");
    const beside = await verifyProof(await records.proof(ids[129]!, { custodian: world.north.id }));
    expect(beside.state).property("entry", "LIVE");
  });

  it("prove a record that a gateway answered, with its fields", async () => {
    const patient = await newPatient(world);
    await publish(world.north, [aRecord(patient), aRecord(patient), aRecord(patient)]);
    const grant = await give(world, patient);
    const found = await world.south.care.findRecords(world.north.at, { grant });
    for (const record of found) {
      const proof = written(await world.south.care.records.proof(record));
      expect(proof.fields).include({ subject: patient.subject, cid: record.cid });
      expect(await verifyProof(proof)).include({ id: record.id, hasFields: true });
      const fields = { ...proof.fields!, cid: changed(record.cid) };
      expect(await codeFor({ ...proof, fields })).equal("PROOF_ENTRY");
    }
  });

  it("prove an entry of an archive, whose leaves its custodian has", async () => {
    const archived = ids.map((_, i) => fixed(`archived ${i}`));
    const tree = new EntryTree(archived);
    const { records } = world.south.care;
    await records.anchorArchive(tree.root, tree.count).send();
    expect(await codeOf(() => records.proof(archived[7]!))).equal("PROOF_ENTRY_UNKNOWN");
    const [zero, custodian] = [fixed("content"), world.south.id];
    const place = { root: tree.root, count: tree.count, ...tree.path(7) };
    const content = { header: 0n, fingerprint: zero, cid: zero, previous: zero };
    const found = { subject: zero, custodian, id: archived[7]!, ...place, ...content };
    const { fields: _, ...proof } = written(
      await records.proof({ ...found, siblings: [...place.siblings] }),
    );
    expect((await verifyProof(proof)).state).include({ mode: "ARCHIVE", entry: "LIVE" });
  });

  it("know no entry that was never anchored, or not by this custodian", async () => {
    const { records } = world.north.care;
    expect(await codeOf(() => records.proof(randomHex(32)))).equal("PROOF_ENTRY_UNKNOWN");
    const elsewhere = records.proof(ids[0]!, { custodian: world.south.id });
    expect(await codeOf(() => elsewhere)).equal("PROOF_ENTRY_UNKNOWN");
  });

  it("hold without a state proof for the place under the root, and say so", async () => {
    const { state, ...bare } = file;
    expect(await verifyProof(bare)).not.property("state");
    expect(await codeFor(bare, state!.hash)).equal("PROOF_NO_STATE");
    world.served.fate = (method) => (method === "eth_getProof" ? "lose" : "answer");
    expect(await world.north.care.records.proof(ids[0]!)).not.property("state");
    world.served.fate = () => "answer";
  });

  describe("do not hold", () => {
    const state = () => file.state!;
    const cases: [name: string, tampered: () => unknown, code: ErrorCode][] = [
      ["for another root", () => ({ ...file, root: changed(file.root) }), "PROOF_TREE"],
      ["for another id", () => ({ ...file, id: ids[6] }), "PROOF_TREE"],
      ["for another position", () => ({ ...file, position: 6 }), "PROOF_TREE"],
      ["for a position outside", () => ({ ...file, position: 200 }), "PROOF_TREE"],
      // A path does not tell how many leaves there are: the batch's slot does.
      ["for another count", () => ({ ...file, count: 201 }), "PROOF_STATE"],
      ["for the largest count", () => ({ ...file, count: 2 ** 32 - 1 }), "PROOF_STATE"],
      [
        "with a changed sibling",
        () => ({ ...file, siblings: file.siblings.map(changed) }),
        "PROOF_TREE",
      ],
      ["with a sibling less", () => ({ ...file, siblings: file.siblings.slice(1) }), "PROOF_TREE"],
      [
        "with a sibling more",
        () => ({ ...file, siblings: [...file.siblings, file.root] }),
        "PROOF_TREE",
      ],
      ["in another version", () => ({ ...file, format: "careledger-proof/2" }), "PROOF_VERSION"],
      ["in another format", () => ({ ...file, format: "proof" }), "PROOF_FORMAT"],
      ["as no object", () => null, "PROOF_FORMAT"],
      [
        "with too many siblings",
        () => ({ ...file, siblings: Array(33).fill(file.root) }),
        "PROOF_FORMAT",
      ],
      ["with what nobody knows", () => ({ ...file, more: 1 }), "PROOF_FORMAT"],
      ["for another custodian", () => ({ ...file, custodian: 2 }), "PROOF_STATE"],
      [
        "for another contract",
        () => ({ ...file, recordIndex: world.served.addresses.receipts }),
        "PROOF_STATE",
      ],
      [
        "with another header",
        () => ({ ...file, state: { ...state(), header: changed(state().header) } }),
        "PROOF_HEADER",
      ],
      [
        "of another block hash",
        () => ({ ...file, state: { ...state(), hash: changed(state().hash) } }),
        "PROOF_HEADER",
      ],
      [
        "of another block number",
        () => ({ ...file, state: { ...state(), block: 1 } }),
        "PROOF_HEADER",
      ],
      [
        "with changed account nodes",
        () => ({ ...file, state: { ...state(), account: state().account.map(changed) } }),
        "PROOF_STATE",
      ],
      [
        "with missing account nodes",
        () => ({ ...file, state: { ...state(), account: state().account.slice(0, 1) } }),
        "PROOF_STATE",
      ],
      [
        "with swapped slots",
        () => ({ ...file, state: { ...state(), slots: state().slots.toReversed() } }),
        "PROOF_STATE",
      ],
      [
        "with nodes that are no RLP",
        () => ({ ...file, state: { ...state(), account: ["0xc2"] } }),
        "PROOF_STATE",
      ],
      [
        "with oversized nodes",
        () => ({ ...file, state: { ...state(), account: [`0x${"00".repeat(2_000)}`] } }),
        "PROOF_FORMAT",
      ],
      [
        "with too many nodes",
        () => ({ ...file, state: { ...state(), account: Array(99).fill("0x00") } }),
        "PROOF_FORMAT",
      ],
    ];
    for (const [name, tampered, code] of cases) {
      it(name, async () => expect(await codeFor(tampered())).equal(code));
    }

    it("for a block that the reader does not trust", async () => {
      const expected = randomHex(32);
      const error = await errorOf(() => verifyProof(file, { blockHash: expected }));
      expect([error.code, error.details]).deep.equal([
        "PROOF_BLOCK",
        { found: state().hash, expected },
      ]);
    });

    it("with a header of the right hash that is no header", async () => {
      const { keccak256, encodeRlp } = await import("ethers");
      for (const header of [
        "0xc0",
        "0x00",
        encodeRlp(Array.from({ length: 15 }, () => [])),
        encodeRlp(Array(15).fill("0x1234")),
      ]) {
        const forged = { ...state(), header, hash: keccak256(header), block: 0x1234 };
        expect(["PROOF_STATE", "PROOF_HEADER"]).include(await codeFor({ ...file, state: forged }));
      }
    });
  });
});
