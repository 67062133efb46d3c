import { expect } from "chai";
import { folds } from "../../src/indexer/folds.ts";
import { abis, type ContractName, contractNames } from "../../src/chain/contracts.ts";
import { startWorld, type World } from "../fixtures/world.ts";
import { dump, inMemory, madeAnew, readerOf, until } from "./fixtures/indexes.ts";
import { handOver } from "./fixtures/fundLife.ts";
import { Life } from "./fixtures/life.ts";
import { expectOwnState } from "./fixtures/state.ts";

/** OpenZeppelin's own: how contracts are administered, which the suite's tables do not tell. */
const ADMINISTRATION = new Set(["AuthorityUpdated", "EIP712DomainChanged"]);
const NOT_INDEXED: ReadonlySet<ContractName> = new Set<ContractName>(["manager"]);

describe("indexer: the fold of all events (CA-07)", () => {
  it("has an assignment for every event that a contract of the suite declares", () => {
    const declared = contractNames
      .filter((contract) => !NOT_INDEXED.has(contract))
      .flatMap((contract) => abis[contract].fragments)
      .filter((fragment) => fragment.type === "event")
      .map((fragment) => fragment.format("sighash").split("(")[0]!);
    const expected = new Set(declared.filter((name) => !ADMINISTRATION.has(name)));
    expect(new Set(Object.keys(folds))).deep.equal(expected);
  });

  const seed = Number(process.env["CARELEDGER_SEED"] ?? Date.now() % 1e9);
  describe(`over actions at random (CARELEDGER_SEED=${seed})`, () => {
    const stopping = new AbortController();
    let world: World;
    before(async () => {
      world = await startWorld();
    });
    after(() => {
      stopping.abort();
      return world.close();
    });

    it("equals the contracts' own state, followed live and made anew", async function () {
      this.timeout(240_000);
      const care = await readerOf(world);
      const { indexer, db } = inMemory(care);
      const following = indexer.follow({ signal: stopping.signal });
      const life = new Life(world, seed);
      await life.go(life.kinds.length + 60);
      expect(life.done, "each kind of action succeeded").to.have.all.keys(life.kinds);
      await handOver(world);
      const head = await world.served.blockNumber();
      await until(() => indexer.reader.status().block === head);
      stopping.abort();
      await following;

      const { rows } = indexer.reader.status();
      const told = db.prepare("SELECT DISTINCT name FROM events").all();
      expect(new Set(told.map(({ name }) => name)), "each event happened").deep.equal(
        new Set(Object.keys(folds)),
      );
      expect(rows).include({
        subjects: life.patients.length,
        grants: life.grants.length,
        batches: life.batches.length + life.archives.length,
      });
      await expectOwnState(db, care);
      expect(await madeAnew(care)).deep.equal(dump(db));
      indexer.close();
    });
  });
});
