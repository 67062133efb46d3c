import { expect } from "chai";
import { type Hex, ZERO32 } from "../../src/core/bytes.ts";
import { EntryTree } from "../../src/core/tree.ts";
import type { RecordsModule } from "../../src/ledger/records.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { revertOf } from "../fixtures/failures.ts";
import { startWorld, type World } from "../fixtures/world.ts";

const idsOf = (name: string, count: number): Hex[] =>
  Array.from({ length: count }, (_, i) => fixed(`${name} ${i}`));

describe("ledger: batches of commitments (RX-01, RX-02)", () => {
  let world: World;
  let records: RecordsModule;
  before(async () => {
    world = await startWorld();
    ({ records } = world.north.care);
  });
  after(() => world.close());

  for (const count of [1, 2, 1_000]) {
    it(`anchors ${count} ids, all of which the log keeps in order`, async () => {
      const ids = idsOf(`batch of ${count}`, count);
      const sent = records.anchor(ids, fixed("manifest")).send();
      const { block, event } = await sent;
      const { root } = event;
      expect(root).equal(new EntryTree(ids).root);
      const { id: custodian } = world.north;
      expect(await records.batches(custodian, root)).deep.equal([{ ...event, block }]);
      expect(event).include({ custodian, manifest: fixed("manifest"), count });
      expect(event.ids).deep.equal(ids);
      const { timestamp } = (await world.network.provider.getBlock(block))!;
      expect(await records.batch(custodian, root)).deep.equal({
        anchoredAt: timestamp,
        count,
        mode: "LEAVES",
      });
    });
  }

  it("names a batch without leaves an archive (RX-01)", async () => {
    const { root } = new EntryTree(idsOf("archive", 3));
    await records.anchorArchive(root, 3).send();
    expect(await records.batch(world.north.id, root)).include({ count: 3, mode: "ARCHIVE" });
    expect(await records.batches(world.north.id, root)).deep.equal([]);
  });

  it("refuses the same batch to the same custodian, and no batch is another's (RX-02)", async () => {
    const ids = idsOf("same", 2);
    const { root } = (await records.anchor(ids).send()).event;
    expect((await revertOf(() => records.anchor(ids).send())).name).equal("RecordBatchExists");
    const { records: southern } = world.south.care;
    expect((await revertOf(() => southern.batch(world.south.id, root))).name).equal(
      "RecordBatchUnknown",
    );
    await southern.anchor(ids).send();
    const southernBatches = await southern.batches(world.south.id);
    expect(southernBatches.map((batch) => batch.root)).deep.equal([root]);
  });

  it("ends entries for ever", async () => {
    const { root } = (await records.anchor(idsOf("ends", 4)).send()).event;
    const { id } = world.north;
    await records.end(root, [1], "SUPERSEDED").send();
    await records.end(root, [2, 3], "WITHDRAWN").send();
    await records.end(root, [3], "ERASED").send();
    const states = [];
    for (const position of [0, 1, 2, 3]) states.push(await records.stateAt(id, root, position));
    expect(states).deep.equal(["LIVE", "SUPERSEDED", "WITHDRAWN", "ERASED"]);
    const { name, args } = await revertOf(() => records.end(root, [1], "LIVE").send());
    expect([name, args]).deep.equal([
      "RecordStateRegressed",
      { position: 1, from: "SUPERSEDED", to: "LIVE" },
    ]);
  });

  it("lets only custodians anchor (ID-01, ID-02)", async () => {
    const stranger = world.administrator.records;
    expect((await revertOf(() => stranger.anchor([ZERO32]).send())).name).equal(
      "ParticipantAccountUnknown",
    );
    expect((await revertOf(() => records.anchor([]).send())).name).equal("RecordBatchEmpty");
  });
});
