/** Money followed through the index, from contributions to the payment of a claim. */
import { expect } from "chai";
import type { DatabaseSync } from "node:sqlite";
import { developmentKey } from "../../src/cli/accounts.ts";
import { CareLedger } from "../../src/client.ts";
import { type Hex, randomHex, ZERO32 } from "../../src/core/bytes.ts";
import { drawable, poolId, poolSlot } from "../../src/core/funds.ts";
import { isCareLedgerError } from "../../src/core/errors.ts";
import { balanceFunds } from "../../src/flows/balanceFunds.ts";
import type { FundReader } from "../../src/indexer/fundReader.ts";
import { IndexReader } from "../../src/indexer/reader.ts";
import { fails } from "../fixtures/fails.ts";
import { aMandate, aSegment, CITY, MONTH, PROVINCE } from "../fixtures/funds.ts";
import { newPatient, type Patient } from "../fixtures/people.ts";
import { startWorld, type World } from "../fixtures/world.ts";
import { dump, inMemory, madeAnew } from "./fixtures/indexes.ts";

const CLAIM = randomHex(32);

describe("indexer: funds", () => {
  let world: World;
  let patient: Patient;
  let funds: FundReader;
  let db: DatabaseSync;
  let close: () => void;
  let pool: Hex;
  let town: Hex;
  let province: Hex;

  before(async () => {
    world = await startWorld();
    const { insurer, north, administrator, served } = world;
    const ledger = insurer.care.fundLedger;
    patient = await newPatient(world);
    [province, pool, town] = [PROVINCE, CITY, CITY + 256].map((at) => poolId(insurer.id, at)) as [
      Hex,
      Hex,
      Hex,
    ];
    await administrator.insurance
      .issue(insurer.care.chain.account!.address, 100_000n, randomHex(32))
      .send();
    await insurer.care.insurance.approve(served.addresses.fundLedger, 100_000n).send();
    await ledger.openPool(PROVINCE).send();
    for (const at of [CITY, CITY + 256]) {
      await ledger.openPool(at, { parent: province, levy: 1_000 }).send();
    }
    const { subject } = patient;
    const shares = [{ insured: subject, toAccount: 700n, toPool: 2_000n }];
    await ledger.contribute({ pool, month: MONTH, shares, document: randomHex(32) }).send();
    const other = { pool: town, month: MONTH, shares: [], toPool: 9_000n };
    await ledger.contribute({ ...other, document: randomHex(32) }).send();
    // What the other town paid up comes down here: 200 and 900 of levies, of which 1,000 go on.
    await ledger.adjust(PROVINCE, [{ city: pool, amount: 1_000n }], randomHex(32)).send();
    const mandate = aMandate(subject);
    const signed = await ledger.signMandate(mandate, patient.signer);
    await north.care.fundLedger.setMandate(mandate, signed).send();
    await north.care.fundLedger.setPayee(pool, north.care.chain.account!.address).send();
    const shown = aSegment(subject, insurer.id);
    await insurer.care.enrolment.open({ ...shown, document: randomHex(32) }).send();
    // Account 8 stands for the desk that decides claims.
    const desk = CareLedger.at(world.network, served.addresses, developmentKey(8));
    const account = desk.chain.account!.address;
    await administrator.governance.proposeCaller("fundLedger", account, true).send();
    await served.wait(await notice(administrator));
    const { fundLedger } = desk.chain.contracts;
    const payment = { pool, provider: north.id, insured: subject, wasDue: false, ref: CLAIM };
    await (await fundLedger.pay({ ...payment, fromPool: 2_500, fromAccount: 300 })).wait();
    const index = inMemory(insurer.care);
    await index.indexer.catchUp();
    ({ funds } = index.indexer.reader);
    db = index.db;
    close = () => index.indexer.close();
  });
  after(async () => {
    close();
    await world.close();
  });

  const notice = async ({ chain }: CareLedger) =>
    Number(await chain.contracts.fundLedger.callerNotice()) + 2;

  it("a claim's money is followed to the contributions it came from, and adds up (ST-07)", () => {
    const trace = funds.trace(CLAIM)!;
    expect(trace.payments.map(({ kind, fromPool }) => [kind, fromPool])).deep.equal([
      ["PAID", "2500"],
    ]);
    const balances = trace.flows.map(({ side, key, balance }) => [side, key, balance]);
    expect(balances).deep.equal([
      ["POOL", pool, 2_800n],
      ["ACCOUNT", patient.subject, 700n],
      ["POOL", province, 100n],
      ["POOL", town, 8_100n],
    ]);
    expect(trace.contributions.map(({ toPool }) => toPool).toSorted()).deep.equal(["2000", "9000"]);
    const outside = trace.flows
      .flatMap(({ came }) => came)
      .filter(({ fromSide }) => fromSide === "OUTSIDE")
      .reduce((all, { amount }) => all + BigInt(amount), 0n);
    expect(outside).equal(balances.reduce((all, [, , balance]) => all + (balance as bigint), 0n));
    expect(funds.trace(ZERO32)).equal(undefined);
  });

  it("the sum of an account's movements is its balance on chain (CL-04)", async () => {
    const { fundLedger } = world.insurer.care.chain.contracts;
    for (const { pool: key, balance } of funds.pools(world.insurer.id)) {
      expect(funds.flow({ side: "POOL", key }).balance).equal(BigInt(balance));
      expect(poolSlot(await fundLedger.poolOf(key)).balance).equal(BigInt(balance));
    }
    const own = funds.flow({ side: "ACCOUNT", key: patient.subject }).balance;
    const account = await world.insurer.care.fundLedger.account(patient.subject);
    expect(own).equal(account.balance).equal(400n);
    expect(drawable(account, 9_999n, account.day)).equal(400n);
    expect(funds.positions(world.north.id)).lengthOf(1);
    expect(funds.contributionsOf(ZERO32)).lengthOf(2);
  });

  it("the books balance against chain and tokens, and not with an entry changed (CL-04, ST-07)", async () => {
    const { chain } = world.insurer.care;
    const index = new IndexReader(db);
    const books = { pools: 3, persons: 1, sum: 0n, tokens: 8_900n, accounts: 8_900n, odd: [] };
    expect(await balanceFunds(chain, index)).deep.equal({
      ...books,
      isBalanced: true,
      entries: funds.books().entries,
    });
    db.exec("BEGIN");
    const paid = "toSide = 'OUTSIDE' AND fromSide = 'ACCOUNT'";
    expect(db.prepare(`UPDATE fundEntries SET amount = '299' WHERE ${paid}`).run().changes).equal(
      1,
    );
    const changed = await balanceFunds(chain, index);
    expect(changed).deep.include({
      isBalanced: false,
      odd: [{ side: "ACCOUNT", key: patient.subject, onChain: 400n, entries: 401n }],
    });
    db.exec("ROLLBACK");
    expect((await balanceFunds(chain, index)).isBalanced).equal(true);
  });

  it("a balance is told to the person and to her insurer for payment, to nobody else (RX-13)", () => {
    const { subject } = patient;
    const { insurer, north } = world;
    expect(funds.balance(subject, { asker: subject, purpose: "PATRQT" })).equal(400n);
    expect(funds.balance(subject, { asker: insurer.id, purpose: "HPAYMT" })).equal(400n);
    for (const [asker, purpose] of [
      [insurer.id, "HMARKT"],
      [north.id, "HPAYMT"],
      [randomHex(32), "PATRQT"],
    ] as const) {
      const error = fails(() => funds.balance(subject, { asker, purpose }));
      expect(isCareLedgerError(error) && error.code).equal("FUND_BALANCE_DENIED");
      expect(isCareLedgerError(error) && error.details).deep.equal({ purpose });
    }
  });

  it("a person's entries are in the index as the chain has them (CL-24)", async () => {
    const { entries } = await world.insurer.care.enrolment.history(
      patient.subject,
      world.insurer.id,
    );
    expect(entries.map(({ kind }) => kind)).deep.equal(["OPENED"]);
    expect(dump(db)).deep.equal(await madeAnew(world.insurer.care));
  });
});
