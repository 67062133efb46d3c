import { expect } from "chai";
import { type Hex, randomHex } from "../../src/core/bytes.ts";
import { AccessManagedUnauthorized } from "../../src/core/contractErrors.ts";
import { MissingRole } from "../../src/chain/roles.ts";
import { EntryTree } from "../../src/core/tree.ts";
import { verifyProof } from "../../src/wire/verifyProof.ts";
import { errorOf } from "../fixtures/failures.ts";
import { INSURER, NORTH, SOUTH, thePlace, type Place } from "./fixtures/place.ts";

describe("on a chain: what scripts rely on (CA-22, RX-21)", function () {
  this.timeout(120_000);
  let place: Place;
  before(async () => {
    place = await thePlace();
  });

  it("@chain a write is prepared by one, estimated, sent by another", async () => {
    const { records } = place.careOf(NORTH);
    const write = records.anchorArchive(randomHex(32), 7);
    const expected = await write.estimate();
    const north = place.careOf(NORTH).chain.account!;
    const response = await north.sendTransaction(await write.prepare());
    const { event, gasUsed } = write.outcome((await response.wait())!);
    expect(event).include({ custodian: NORTH, count: 7, mode: "ARCHIVE" });
    expect(gasUsed <= expected).equal(true);
    expect((await write.send().catch((e: unknown) => e)) as object).property(
      "errorName",
      "RecordBatchExists",
    );
  });

  it("@chain a missing role is named", async () => {
    const error = await errorOf(() =>
      place.careOf(SOUTH).identity.setStatus(INSURER, "LAPSED").send(),
    );
    expect(error).instanceOf(AccessManagedUnauthorized).instanceOf(MissingRole);
    expect(error).include({ label: "ADMISSIONS", role: 100n });
  });

  it("@chain events are watched, each once, from a cursor on", async () => {
    const { records } = place.careOf(NORTH);
    const fromBlock = (await place.network.provider.getBlockNumber()) + 1;
    const roots: Hex[] = [];
    for (let i = 0; i < 3; i++) {
      roots.push((await records.anchor([randomHex(32)]).send()).event.root);
    }
    const watched: Hex[] = [];
    let after;
    while (watched.length < roots.length) {
      const watch = place.careOf(SOUTH).records.watch(
        { custodian: NORTH },
        ({ event }, cursor) => {
          watched.push(event.root);
          after = cursor;
          watch.stop();
        },
        after ? { after } : { fromBlock },
      );
      await watch.done;
    }
    expect(watched).deep.equal(roots);
  });

  it("@chain an entry is proven offline by the hash of a block", async () => {
    const ids = Array.from({ length: 150 }, () => randomHex(32));
    const { records } = place.careOf(NORTH);
    const { block } = await records.anchor(ids).send();
    const { root } = new EntryTree(ids);
    await records.end(root, [140], "WITHDRAWN").send();
    const file = await records.proof(ids[140]!, { custodian: NORTH });
    const trusted = await place.network.provider.getBlock(file.state!.block);
    const { state } = await verifyProof(file, { blockHash: trusted!.hash as Hex });
    expect(state).include({
      count: 150,
      mode: "LEAVES",
      entry: "WITHDRAWN",
      time: trusted!.timestamp,
    });
    expect(state!.block).greaterThanOrEqual(block);
  });
});
