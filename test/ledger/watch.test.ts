import { expect } from "chai";
import type { LoggedAs, Cursor } from "../../src/chain/watch.ts";
import { randomHex } from "../../src/core/bytes.ts";
import type { EventName } from "../../src/core/events.ts";
import { grantId } from "../../src/core/structs.ts";
import { fixed } from "../fixtures/careLedger.ts";
import {
  aRecord,
  asSouth,
  give,
  newPatient,
  newSigner,
  publish,
  takeBack,
} from "../fixtures/people.ts";
import { LATER } from "../fixtures/stories.ts";
import { startWorld, type World } from "../fixtures/world.ts";
import { CALLERS, CONTRACTS } from "../deploy/fixtures/counts.ts";

type ConsentEvent = "ConsentGranted" | "ConsentRevoked" | "ConsentUsed";
type RecordEvent = "BatchAnchored" | "BatchArchived" | "EntriesEnded";

describe("ledger: what becomes of grants, records, openings and institutions (CA-06)", () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  /** One that waits in vain would keep the whole run from ending. */
  const watchers: { stop(): void }[] = [];
  afterEach(() => {
    for (const watcher of watchers.splice(0)) watcher.stop();
  });
  after(() => world.close());

  /** What a watcher hands out until there are so many. */
  async function first<N extends EventName>(
    count: number,
    watch: (handler: (log: LoggedAs<N>, cursor: Cursor) => void) => {
      stop(): void;
      done: Promise<void>;
    },
  ): Promise<{ logs: LoggedAs<N>[]; cursors: Cursor[] }> {
    const logs: LoggedAs<N>[] = [];
    const cursors: Cursor[] = [];
    const watching = watch((log, cursor) => {
      logs.push(log);
      cursors.push(cursor);
      if (logs.length === count) watching.stop();
    });
    watchers.push(watching);
    await watching.done;
    return { logs, cursors };
  }

  it("a patient's grants: given, used and ended, nobody else's, after a restart too", async () => {
    const fromBlock = await world.served.blockNumber();
    const [patient, other] = [await newPatient(world), await newPatient(world)];
    await publish(world.north, [aRecord(patient)]);
    const grant = await give(world, patient);
    await give(world, other);
    const { care } = world.south;
    const found = await care.findRecords(world.north.at, { grant });
    await care.openRecords(world.north.at, found, asSouth(world, grant));
    const second = await give(world, patient);
    await takeBack(world, grant, patient);

    const { subject } = patient;
    const { consent } = world.insurer.care;
    const { logs, cursors } = await first<ConsentEvent>(4, (handler) =>
      consent.watch({ subject }, handler, { fromBlock }),
    );
    const told = (log: (typeof logs)[number]) => [
      log.name,
      log.event.grant,
      log.event.state,
      log.event.uses,
    ];
    const expected = [
      ["ConsentGranted", grantId(grant), "ACTIVE", 0],
      ["ConsentUsed", grantId(grant), "ACTIVE", 1],
      ["ConsentGranted", grantId(second), "ACTIVE", 0],
      ["ConsentRevoked", grantId(grant), "REVOKED", 1],
    ];
    expect(logs.map(told)).deep.equal(expected);
    for (const [i, after] of cursors.slice(0, 3).entries()) {
      const rest = await first<ConsentEvent>(3 - i, (handler) =>
        consent.watch({ subject }, handler, { after }),
      );
      expect(rest.logs.map(told), `after ${i}`).deep.equal(expected.slice(i + 1));
    }
    const one = await first(3, (handler) =>
      consent.watch({ grant: grantId(grant) }, handler, { fromBlock }),
    );
    expect(one.logs.map(({ name }) => name)).deep.equal([
      "ConsentGranted",
      "ConsentUsed",
      "ConsentRevoked",
    ]);
    const all = await first(5, (handler) => consent.watch({}, handler, { fromBlock }));
    expect(all.logs.map(({ name }) => name)).deep.equal([
      "ConsentGranted",
      "ConsentGranted",
      "ConsentUsed",
      "ConsentGranted",
      "ConsentRevoked",
    ]);
  });

  it("batches and ends of a custodian's entries", async () => {
    const fromBlock = await world.served.blockNumber();
    const [{ records }, { id: custodian }] = [world.north.care, world.north];
    const anchored = await records.anchor([fixed("watched 1"), fixed("watched 2")]).send();
    await world.south.care.records.anchor([fixed("watched 3")]).send();
    const archived = await records.anchorArchive(fixed("root"), 9).send();
    const ended = await records.end(anchored.event.root, [1], "WITHDRAWN").send();
    const { logs } = await first(3, (handler) =>
      records.watch({ custodian }, handler, { fromBlock }),
    );
    expect(logs.map(({ event }) => event)).deep.equal([
      anchored.event,
      archived.event,
      ended.event,
    ]);
    expect(logs.map(({ transaction }) => transaction)).deep.equal([
      anchored.transaction,
      archived.transaction,
      ended.transaction,
    ]);
    const all = await first<RecordEvent>(4, (handler) => records.watch({}, handler, { fromBlock }));
    expect(all.logs.map(({ event }) => event.custodian)).deep.equal([1, 2, 1, 1]);
  });

  it("openings and refusals", async () => {
    const fromBlock = await world.served.blockNumber();
    const patient = await newPatient(world);
    await publish(world.north, [aRecord(patient)]);
    const grant = await give(world, patient);
    const { care } = world.south;
    const found = await care.findRecords(world.north.at, { grant });
    await care.openRecords(world.north.at, found, asSouth(world, grant));
    await takeBack(world, grant, patient);
    const late = care.openRecords(world.north.at, found, asSouth(world, grant));
    await late.catch(() => {});
    const { logs } = await first(2, (handler) =>
      world.insurer.care.exchange.watch({ grant: grantId(grant) }, handler, { fromBlock }),
    );
    const [issued, refused] = logs;
    expect(issued).property("name", "ReceiptIssued");
    expect(issued!.event).include({ grantee: world.south.id, custodian: world.north.id });
    expect(refused).property("name", "AccessRefused");
    expect(refused!.event).include({ refusal: "GRANT_REVOKED" });
  });

  it("an institution, a subject, or all of them", async () => {
    const fromBlock = await world.served.blockNumber();
    const { administrator, insurer, north } = world;
    await administrator.identity.setStatus(insurer.id, "SUSPENDED").send();
    await administrator.identity.setStatus(insurer.id, "ACTIVE").send();
    await insurer.care.identity.setEndpoint("https://insurer.example").send();
    await insurer.care.identity.rotateKey(fixed("new key")).send();
    await insurer.care.identity.setAccount(`0x${"47".repeat(20)}`, "OPERATOR", LATER).send();
    await administrator.identity.pause("SUPPLY", 1).send();
    const { subject, signer } = await newPatient(world);
    const next = newSigner("account", world);
    const [encryptionKey, nonce] = [randomHex(32), randomHex(32)];
    const rotation = {
      subject,
      signer: next.bytes,
      encryptionKey,
      endsGrants: true,
      nonce,
      deadline: LATER,
    };
    await north.care.identity.rotate(rotation, signer).send();

    const { identity } = world.south.care;
    const institution = await first(5, (handler) =>
      identity.watch({ participant: insurer.id }, handler, { fromBlock }),
    );
    expect(
      institution.logs.map(({ name, event }) => [name, "status" in event && event.status]),
    ).deep.equal([
      ["ParticipantChanged", "SUSPENDED"],
      ["ParticipantChanged", "ACTIVE"],
      ["ParticipantEndpointChanged", false],
      ["ParticipantKeyRotated", false],
      ["ParticipantAccountChanged", false],
    ]);
    const ofSubject = await first(2, (handler) =>
      identity.watch({ subject }, handler, { fromBlock }),
    );
    expect(ofSubject.logs.map(({ event }) => "keyEpoch" in event && event.keyEpoch)).deep.equal([
      1, 2,
    ]);
    const all = await first(8, (handler) => identity.watch({}, handler, { fromBlock }));
    expect(all.logs.map(({ name }) => name)).include.members([
      "DomainPaused",
      "ParticipantAccountChanged",
      "SubjectRotated",
    ]);
  });

  it("names of modules and callers", async () => {
    const { governance, chain } = world.administrator;
    const { accessDesk, receipts } = chain.addresses;
    await governance.proposeCaller("receipts", accessDesk, false).send();
    const { event } = await governance.vetoCaller("receipts", accessDesk).send();
    const registered = await governance.register("Again", receipts, false).send();
    const { logs } = await first(CONTRACTS + CALLERS + 2, (handler) => governance.watch(handler));
    // All but the AccessManager, and one again.
    expect(logs.filter(({ name }) => name === "ModuleRegistered")).length(CONTRACTS);
    expect(logs.at(-2)!.event).deep.equal(event);
    expect(logs.at(-1)!.event).deep.equal(registered.event);
  });
});
