import { expect } from "chai";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fixed } from "../fixtures/careLedger.ts";
import { toHex } from "../../src/core/bytes.ts";
import { unseal } from "../../src/flows/openRecord.ts";
import { chainKey } from "../../src/flows/publishRecord.ts";
import { generateKeyPair } from "../../src/vault/hpke.ts";
import { cidOfEntry, readSealed } from "../../src/vault/sealRecords.ts";
import { admit, startWorld, type World } from "../fixtures/world.ts";
import { type Job, openKept, RECORDS, textOf } from "./fixtures/publishing.ts";

const script = path.join(import.meta.dirname, "fixtures/publishing.ts");
const KILLS = 4;

/** Runs the job until it has said `steps` dots, and a moment longer; then it is killed. */
async function killedAfter(job: Job, steps: number, delay: number): Promise<void> {
  const child = start(job);
  await new Promise<void>((resolve) => {
    let said = 0;
    child.stdout!.on("data", (dots: Buffer) => {
      said += dots.length;
      if (said >= steps) resolve();
    });
  });
  await new Promise((resolve) => setTimeout(resolve, delay));
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  expect(await ended, "killed, not finished").deep.equal([null, "SIGKILL"]);
}

const start = (job: Job): ChildProcess =>
  spawn(process.execPath, ["--import", "tsx", script, JSON.stringify(job)], {
    stdio: ["ignore", "pipe", "inherit"],
  });

describe("flows: a publication that is killed again and again (RX-14)", () => {
  let world: World;
  let job: Job;
  before(async () => {
    world = await startWorld();
    const { id, account, keys } = await admit(world, 4, "HOSPITAL");
    job = {
      url: world.served.url,
      addresses: world.served.addresses,
      account,
      custodian: id,
      privateKey: toHex(keys.privateKey),
      subject: fixed("a patient's pseudonym"),
      patient: toHex(generateKeyPair().publicKey),
      folder: await mkdtemp(path.join(tmpdir(), "careledger-kill-")),
    };
  });
  after(async () => {
    await rm(job.folder, { recursive: true });
    await world.close();
  });

  it("anchors every record exactly once, and every one opens", async function () {
    this.timeout(120_000);
    for (let kill = 0; kill < KILLS; kill++) {
      await killedAfter(job, 1 + Math.floor(Math.random() * 6), Math.random() * 60);
    }
    const last = start(job);
    last.stdout!.resume();
    expect(await once(last, "exit")).deep.equal([0, null]);

    const batches = await world.north.care.records.batches(job.custodian);
    const ids = batches.flatMap((batch) => batch.ids);
    const { store, custody } = openKept(job);
    const { catalogue, keyRing } = custody;
    const records = [...catalogue.records()];
    expect(records).length(RECORDS);
    expect(ids.toSorted(), "each id once").deep.equal(records.map(({ entry }) => entry).toSorted());
    expect(catalogue.pendingBatches(chainKey(world.north.care.chain))).deep.equal([]);

    const sealed = await readSealed(
      store,
      records.map(({ cid, header }) => cidOfEntry(cid, header)),
    );
    const texts = [];
    for (const [i, { subject, fingerprint }] of records.entries()) {
      const key = (await keyRing.contentKey(subject, fingerprint))!;
      const context = { subject, custodian: job.custodian, fingerprint };
      texts.push(Buffer.from(unseal(key, context, sealed[i]!).body).toString());
    }
    const expected = Array.from({ length: RECORDS }, (_, n) => textOf(n));
    expect(texts.toSorted()).deep.equal(expected.toSorted());
    custody.close();
    await store.close();
  });
});
