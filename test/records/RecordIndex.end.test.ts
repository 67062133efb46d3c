import { expect } from "chai";
import { EntryTree } from "../../src/core/tree.ts";
import { deployCareLedger, fixed } from "../fixtures/careLedger.ts";
import { STATUS } from "../fixtures/participants.ts";

const STATE = { LIVE: 0, SUPERSEDED: 1, WITHDRAWN: 2, ERASED: 3 } as const;
const ids = Array.from({ length: 300 }, (_, i) => fixed(`entry ${i}`));
const tree = new EntryTree(ids);

async function setUp() {
  const suite = await deployCareLedger();
  const index = suite.recordIndex.connect(suite.accounts.hospitalA);
  await index.anchor(ids, fixed("manifest"));
  return { ...suite, index };
}

describe("RecordIndex.end", () => {
  it("ends entries in any order, in every word of the bitmap, and none beside them", async () => {
    const { index, accounts } = await setUp();
    const positions = [299, 0, 127, 128, 255, 256];
    await expect(index.end(tree.root, positions, STATE.WITHDRAWN))
      .to.emit(index, "EntriesEnded")
      .withArgs(tree.root, 1, positions, STATE.WITHDRAWN, accounts.hospitalA);
    for (const near of [0, 1, 126, 127, 128, 129, 254, 255, 256, 257, 298, 299]) {
      expect(await index.stateAt(1, tree.root, near), `${near}`).to.equal(
        positions.includes(near) ? STATE.WITHDRAWN : STATE.LIVE,
      );
    }
    expect(await index.stateAt(2, tree.root, 0)).to.equal(STATE.LIVE);
    expect((await index.batch(1, tree.root)).count).to.equal(300);
  });

  it("goes forward only: the whole table of states (INV-RECORDS-2)", async () => {
    const { LIVE, SUPERSEDED, WITHDRAWN, ERASED } = STATE;
    const allowed = [
      [LIVE, SUPERSEDED],
      [LIVE, WITHDRAWN],
      [LIVE, ERASED],
      [SUPERSEDED, ERASED],
      [WITHDRAWN, ERASED],
    ];
    for (const from of Object.values(STATE)) {
      for (const to of Object.values(STATE)) {
        const { index } = await setUp();
        if (from !== LIVE) await index.end(tree.root, [130], from);
        const asked = index.end(tree.root, [130], to);
        if (allowed.some(([a, b]) => a === from && b === to)) {
          await asked;
          expect(await index.stateAt(1, tree.root, 130)).to.equal(to);
        } else {
          await expect(asked)
            .to.be.revertedWithCustomError(index, "RecordStateRegressed")
            .withArgs(130, from, to);
        }
      }
    }
  });

  it("refuses a position twice in one call, and then ends none", async () => {
    const { index } = await setUp();
    await expect(index.end(tree.root, [4, 5, 4], STATE.WITHDRAWN))
      .to.be.revertedWithCustomError(index, "RecordStateRegressed")
      .withArgs(4, STATE.WITHDRAWN, STATE.WITHDRAWN);
    expect(await index.stateAt(1, tree.root, 5)).to.equal(STATE.LIVE);
  });

  it("refuses positions that the batch does not have, and none", async () => {
    const { index } = await setUp();
    for (const position of [300, 2 ** 32 - 1]) {
      await expect(index.end(tree.root, [0, position], STATE.ERASED))
        .to.be.revertedWithCustomError(index, "RecordPositionOutOfRange")
        .withArgs(position, 300);
    }
    await expect(index.end(tree.root, [], STATE.ERASED)).to.be.revertedWithCustomError(
      index,
      "RecordBatchEmpty",
    );
  });

  it("is for the batch's custodian alone (RX-02)", async () => {
    const { index, participantRegistry, accounts, outsider } = await setUp();
    await expect(index.connect(accounts.hospitalB).end(tree.root, [0], STATE.WITHDRAWN))
      .to.be.revertedWithCustomError(index, "RecordBatchUnknown")
      .withArgs(2, tree.root);
    await expect(index.end(fixed("no root"), [0], STATE.WITHDRAWN))
      .to.be.revertedWithCustomError(index, "RecordBatchUnknown")
      .withArgs(1, fixed("no root"));
    await expect(
      index.connect(outsider).end(tree.root, [0], STATE.WITHDRAWN),
    ).to.be.revertedWithCustomError(participantRegistry, "ParticipantAccountUnknown");
    await participantRegistry.setStatus(1, STATUS.SUSPENDED);
    await expect(index.end(tree.root, [0], STATE.WITHDRAWN))
      .to.be.revertedWithCustomError(participantRegistry, "ParticipantNotActive")
      .withArgs(1, STATUS.SUSPENDED);
  });
});
