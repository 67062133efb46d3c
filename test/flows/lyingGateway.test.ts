import { expect } from "chai";
import { randomHex, ZERO32 } from "../../src/core/bytes.ts";
import type { ConsentGrant } from "../../src/core/structs.ts";
import { type CustodianAt, GatewayClient } from "../../src/wire/gatewayClient.ts";
import { codeOf, errorOf } from "../fixtures/failures.ts";
import { type Answer, lyingGateway } from "../fixtures/fakeGateway.ts";
import { aRecord, asSouth, give, newPatient, type Patient, publish } from "../fixtures/people.ts";
import { startWorld, type World } from "../fixtures/world.ts";

/** Changes what was found; what it answers instead of nothing takes its place. */
type Lie = (answer: Answer) => unknown;

const other = (hex: string): string => hex.slice(0, -1) + (hex.endsWith("0") ? "1" : "0");

describe("flows: a gateway that lies (CA-06)", () => {
  let world: World;
  let patient: Patient;
  let grant: ConsentGrant;
  before(async () => {
    world = await startWorld();
    patient = await newPatient(world);
    await publish(
      world.north,
      ["one", "two", "three"].map((text) => aRecord(patient, text)),
    );
    await publish(world.north, [aRecord(patient, "alone")]);
    grant = await give(world, patient, { maxUses: 1000 });
  });
  after(() => world.close());

  /** Works with a gateway that lies when it is asked for `path`. */
  async function lying<T>(path: string, lie: Lie, work: (at: CustodianAt) => Promise<T>) {
    const liar = await lyingGateway(world.north.gateway.url, (answer, asked) =>
      asked === path ? lie(answer) : undefined,
    );
    try {
      return await work({ custodian: world.north.id, gateway: new GatewayClient(liar.url) });
    } finally {
      await liar.close();
    }
  }
  const found = (lie: Lie) =>
    lying("/v1/find", lie, (at) => world.south.care.findRecords(at, { grant }));
  const opened = (lie: Lie) =>
    lying("/v1/release", lie, async (at) => {
      const records = await world.south.care.findRecords(at, { grant });
      return await world.south.care.openRecords(at, records, asSouth(world, grant));
    });

  it("is as good as an honest one while it passes everything on", async () => {
    expect(await found(() => undefined)).length(4);
    expect(await opened(() => undefined)).length(4);
  });

  it("may withhold an entry, but then that one is not found", async () => {
    expect(await found(({ entries }) => void entries.pop())).length(3);
    expect(await found(() => ({ entries: [] }))).deep.equal([]);
  });

  const fieldLies: Record<string, Lie> = {
    "another header": ({ entries: [e] }) => void (e.header = other(e.header)),
    "another CID": ({ entries: [e] }) => void (e.cid = other(e.cid)),
    "another fingerprint": ({ entries: [e] }) => void (e.fingerprint = other(e.fingerprint)),
    "another version before": ({ entries: [e] }) => void (e.previous = other(e.previous)),
    "another id": ({ entries: [e] }) => void (e.id = other(e.id)),
    "another id, and every field to it": ({ entries: [e, f] }) => void (e.id = f.id),
    "another position": ({ entries }) => {
      const inTree = entries.find((e: Answer) => e.count > 1);
      inTree.position = (inTree.position + 1) % inTree.count;
    },
    "a position outside": ({ entries: [e] }) => void (e.position = e.count),
    "a position far outside": ({ entries: [e] }) => void (e.position = 2 ** 32 - 1),
    "another size of its batch": ({ entries: [e] }) => void (e.count += 1),
    "a batch without end": ({ entries: [e] }) => void (e.count = 2 ** 32 - 1),
    "a root that is not on the chain": ({ entries: [e] }) => void (e.root = other(e.root)),
    "the root of another batch": ({ entries }) =>
      void (entries[0].root = entries.find((e: Answer) => e.root !== entries[0].root).root),
    "another sibling": ({ entries }) => {
      const inTree = entries.find((e: Answer) => e.siblings.length > 0);
      inTree.siblings[0] = other(inTree.siblings[0]);
    },
    "a sibling less": ({ entries }) =>
      void entries.find((e: Answer) => e.siblings.length > 0).siblings.pop(),
    "a sibling more": ({ entries: [e] }) => void e.siblings.push(ZERO32),
    "the same entry twice": ({ entries }) => void entries.push(entries[0]),
  };
  for (const [what, lie] of Object.entries(fieldLies)) {
    it(`is found out: ${what}`, async () => {
      expect(await codeOf(() => found(lie))).equal("OPEN_ENTRY");
    });
  }

  it("is found out: the entry of another patient, whole", async () => {
    const stranger = await newPatient(world);
    await publish(world.north, [aRecord(stranger)]);
    const { subject, signer } = stranger;
    const [hers] = await world.north.care.findRecords(world.north.at, { subject, patient: signer });
    const { subject: _, custodian: __, header, ...entry } = hers!;
    const word = `0x${header.toString(16).padStart(64, "0")}`;
    const lie: Lie = () => ({ entries: [{ ...entry, header: word }] });
    expect((await errorOf(() => found(lie))).details).deep.equal({
      reason: "its fields are not those of its id",
    });
  });

  for (const [what, lie] of [
    ["junk", () => ({ entries: "junk" })],
    ["no entries", () => ({})],
    ["words of its own", (answer: Answer) => ({ ...answer, note: "a name" })],
    ["pages without entries, for ever", () => ({ entries: [], after: "1" })],
  ] as const) {
    it(`is not listened to: ${what}`, async () => {
      expect(await codeOf(() => found(lie))).equal("GATEWAY_ANSWER");
    });
  }

  it("is not followed in a circle", async () => {
    const lie: Lie = (answer) => void (answer.after = "0");
    expect(await codeOf(() => found(lie))).equal("OPEN_ENTRY");
  });

  const releaseLies: Record<string, [lie: Lie, code: string]> = {
    "a key withheld": [({ keys }) => void keys.pop(), "GATEWAY_ENTRY"],
    "all keys withheld": [() => ({ keys: [] }), "GATEWAY_ENTRY"],
    "keys of other entries": [
      ({ keys }) => {
        for (const key of keys) key.entry = randomHex(32);
      },
      "GATEWAY_ENTRY",
    ],
    "a key changed": [
      ({ keys: [key] }) => void (key.sealed = other(key.sealed)),
      "VAULT_HPKE_OPEN",
    ],
    "a key cut off": [({ keys: [key] }) => void (key.sealed = "0x"), "VAULT_HPKE_OPEN"],
    junk: [() => ({ keys: [1] }), "GATEWAY_ANSWER"],
    "no keys at all": [() => ({}), "GATEWAY_ANSWER"],
  };
  for (const [what, [lie, code]] of Object.entries(releaseLies)) {
    it(`opens nothing: ${what}`, async () => {
      expect(await codeOf(() => opened(lie))).equal(code);
    });
  }

  it("opens nothing: two keys swapped", async () => {
    // The single record's receipt has one key, so both kinds of answers pass here.
    const lie: Lie = ({ keys }) => {
      if (keys.length < 2) return;
      [keys[0].sealed, keys[1].sealed] = [keys[1].sealed, keys[0].sealed];
    };
    expect(await codeOf(() => opened(lie))).equal("VAULT_HPKE_OPEN");
  });

  it("that is gone after the receipt is an error, and the receipt is there", async () => {
    const { exchange } = world.south.care;
    const before = (await exchange.receipts()).length;
    const records = await world.south.care.findRecords(world.north.at, { grant });
    const gone = { custodian: world.north.id, gateway: new GatewayClient("http://127.0.0.1:9") };
    const opening = () => world.south.care.openRecords(gone, records, asSouth(world, grant));
    expect(await codeOf(opening)).equal("GATEWAY_UNREACHABLE");
    expect((await exchange.receipts()).length - before).equal(2);
  });
});
