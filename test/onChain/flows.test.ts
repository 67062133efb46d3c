import { expect } from "chai";
import { type Hex, randomHex, toHex } from "../../src/core/bytes.ts";
import { type ConsentGrant, type Enrolment, grantId } from "../../src/core/structs.ts";
import { Gateway } from "../../src/gateway/server.ts";
import type { CareLedger } from "../../src/client.ts";
import { BlockStore } from "../../src/vault/blockStore.ts";
import { Custody } from "../../src/vault/custody.ts";
import { EmbeddedBlocks } from "../../src/vault/embeddedBlocks.ts";
import { generateKeyPair } from "../../src/vault/hpke.ts";
import { type CustodianAt, GatewayClient } from "../../src/wire/gatewayClient.ts";
import type { FoundRecord } from "../../src/wire/messages.ts";
import { errorOf, refusalOf } from "../fixtures/failures.ts";
import { aRecord } from "../fixtures/people.ts";
import { aGrant, anEnrolment, LATER } from "../fixtures/stories.ts";
import { INSURER, mined, newSigner, NORTH, SOUTH, thePlace } from "./fixtures/place.ts";

const TEXT = "glucose 5.4 mmol/L";

describe("on a chain: a record goes out and comes back (CA-01, RX-02)", () => {
  const signer = newSigner();
  const keys = generateKeyPair();
  const southKeys = generateKeyPair();
  const store = new BlockStore(EmbeddedBlocks.open(":memory:"));
  const closers: (() => unknown)[] = [() => store.close()];
  let north: CareLedger;
  let south: CareLedger;
  let insurer: CareLedger;
  let custody: Custody;
  let at: CustodianAt;
  let enrolment: Enrolment;
  let subject: Hex;
  let grant: ConsentGrant;
  let found: FoundRecord[];

  const opening = () =>
    ({ grant, purpose: "TREAT", privateKey: southKeys.privateKey, store }) as const;

  before(async function () {
    this.timeout(120_000);
    const place = await thePlace();
    [north, south, insurer] = [NORTH, SOUTH, INSURER].map((index) => place.careOf(index)) as [
      CareLedger,
      CareLedger,
      CareLedger,
    ];
    const northKeys = generateKeyPair();
    for (const [index, { publicKey }] of [
      [NORTH, northKeys],
      [SOUTH, southKeys],
    ] as const) {
      const { participantRegistry } = place.as(index);
      await mined(place, participantRegistry.rotateKey(toHex(publicKey)));
    }
    custody = new Custody({
      custodian: NORTH,
      keys: [{ privateKey: northKeys.privateKey, epoch: 2 }],
      directory: ":memory:",
      store,
    });
    const gateway = await Gateway.start(north.chain, custody, { journal: ":memory:" });
    closers.push(
      () => custody.close(),
      () => gateway.close(),
    );
    at = { custodian: NORTH, gateway: new GatewayClient(gateway.url) };
    enrolment = anEnrolment(signer, {
      salt: randomHex(32),
      encryptionKey: toHex(keys.publicKey),
    });
  });
  after(async () => {
    for (const close of closers.toReversed()) await close();
  });

  it("@chain a patient is enrolled, her records published", async function () {
    this.timeout(120_000);
    const enrolled = await north.identity.enrol(enrolment, signer).send();
    ({ subject } = enrolled.event);
    const publisher = await north.publisher(custody);
    for (const text of [TEXT, "two", "three"]) {
      await publisher.add(aRecord({ subject, keys }, text));
    }
    expect(await publisher.finish()).include({ records: 3, batches: 1 });
  });

  it("@chain consent; the grantee finds and opens; both are on the chain", async function () {
    this.timeout(120_000);
    grant = aGrant(subject, { grantee: SOUTH, salt: randomHex(32) });
    await insurer.consent.grant(grant, await insurer.consent.sign(grant, signer)).send();
    found = await south.findRecords(at, { grant });
    expect(found).length(3);
    const opened = await south.openRecords(at, found, opening());
    const texts = opened.map(({ body }) => new TextDecoder().decode(body));
    expect(texts).to.have.members([TEXT, "two", "three"]);
  });

  it("@chain nobody else opens, and it shows", async function () {
    this.timeout(120_000);
    const wrong = { ...opening(), onRecord: true, purpose: "HMARKT" } as const;
    const error = await errorOf(() => south.openRecords(at, found, wrong));
    expect(error.details).deep.equal({ refusal: "NOT_COVERED" });
    expect(await refusalOf(() => north.findRecords(at, { grant }))).match(/^403 /);
    const own = await north.findRecords(at, { subject, patient: signer });
    expect(own.map(({ id }) => id)).to.have.members(found.map(({ id }) => id));
  });

  it("@chain a new version takes the place of the old one", async function () {
    this.timeout(120_000);
    const [old] = found;
    const next = aRecord({ subject, keys }, "revised");
    const publisher = await north.publisher(custody);
    await publisher.add({ ...next, previous: old!.id });
    expect(await publisher.finish()).include({ records: 1, batches: 1, transactions: 2 });
    expect(await north.records.stateAt(NORTH, old!.root, old!.position)).equal("SUPERSEDED");
    const error = await errorOf(() =>
      south.openRecords(at, [old!], { ...opening(), onRecord: true }),
    );
    expect(error.details).deep.equal({ refusal: "ENTRY_ENDED" });
  });

  it("@chain revoked by her signature through another, and then nothing opens", async function () {
    this.timeout(120_000);
    const ending = await insurer.consent.signRevocation(grant, LATER, signer);
    await insurer.consent.revoke(grant, ending).send();
    const error = await errorOf(() =>
      south.openRecords(at, found.slice(1), { ...opening(), onRecord: true }),
    );
    expect(error.details).deep.equal({ refusal: "GRANT_REVOKED" });
    const log = await insurer.accessLog([grantId(grant)]);
    expect(log.map(({ grantee, refusal }) => [grantee, refusal ?? "opened"])).deep.equal([
      [SOUTH, "opened"],
      [SOUTH, "NOT_COVERED"],
      [SOUTH, "ENTRY_ENDED"],
      [SOUTH, "GRANT_REVOKED"],
    ]);
  });
});
