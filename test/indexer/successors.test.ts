import { expect } from "chai";
import { CareLedger } from "../../src/client.ts";
import { type Hex, randomHex } from "../../src/core/bytes.ts";
import { type ConsentGrant, entryId, grantId } from "../../src/core/structs.ts";
import { AccessDesk__factory } from "../../typechain-types/index.js";
import { give, newPatient } from "../fixtures/people.ts";
import { anEntry, aRequest, provenAt } from "../fixtures/stories.ts";
import { startWorld, type World } from "../fixtures/world.ts";
import { dump, inMemory, madeAnew } from "./fixtures/indexes.ts";

describe("indexer: a policy contract that is replaced (CA-22)", () => {
  let world: World;
  let grant: ConsentGrant;
  let group: ReturnType<typeof provenAt>;
  before(async () => {
    world = await startWorld();
    const patient = await newPatient(world);
    grant = await give(world, patient);
    const entries = [anEntry(patient.subject, 1, { custodian: world.north.id })];
    await world.north.care.records.anchor(entries.map(entryId)).send();
    group = provenAt(entries, [0]);
  });
  after(() => world.close());

  /** Another desk over the same evidence, as a later version would be. */
  async function newDesk(): Promise<Hex> {
    const { addresses: at } = world.served;
    const desk = await new AccessDesk__factory(world.administrator.chain.account!).deploy(
      at.participantRegistry,
      at.recordIndex,
      at.consentRegistry,
      at.receipts,
    );
    await desk.waitForDeployment();
    return (await desk.getAddress()) as Hex;
  }

  /** The insurer, whom the grant does not name, is refused at a desk. */
  async function refusedAt(accessDesk: Hex): Promise<Hex> {
    const { chain } = world.insurer.care;
    const at = new CareLedger({
      ...chain,
      contracts: {
        ...chain.contracts,
        accessDesk: AccessDesk__factory.connect(accessDesk, chain.account),
      },
      addresses: { ...chain.addresses, accessDesk },
    });
    const sent = await at.exchange.open(grant, aRequest(randomHex(8)), [group]).send();
    expect(sent.event.refused).include({ refusal: "NOT_GRANTEE" });
    return sent.transaction;
  }

  it("keeps the former desk's refusals, and has its successor's from the first one on", async () => {
    const { indexer, db } = inMemory(world.north.care);
    const log = () => indexer.reader.accessLog({ grants: [grantId(grant)] });
    const told = () => log().map(({ transaction }) => transaction);
    const first = await refusedAt(world.served.addresses.accessDesk);
    const successor = await newDesk();
    const unnamed = await refusedAt(successor);
    await indexer.catchUp();
    expect(told(), "whoever is not named is not believed").deep.equal([first]);

    await world.administrator.governance.register("AccessDesk", successor, false).send();
    await indexer.catchUp();
    expect(told()).deep.equal([first, unnamed]);
    const last = await refusedAt(successor);
    const former = await refusedAt(world.served.addresses.accessDesk);
    await indexer.catchUp();
    expect(told()).deep.equal([first, unnamed, last, former]);
    expect(dump(db)).deep.equal(await madeAnew(world.north.care));
    indexer.close();
  });
});
