/** An insurer, a hospital and a pharmacy, each with a ledger of its own: whatever happens, they agree. */
import { expect } from "chai";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { FORMS } from "../../src/cli/funds/forms.ts";
import { falsified } from "../../src/cli/funds/statementFiles.ts";
import { fromHex } from "../../src/core/bytes.ts";
import { dayOf } from "../../src/core/dates.ts";
import { sumOf } from "../../src/core/settlement.ts";
import { readAdvice } from "../../src/remittance/adviceCsv.ts";
import { readSettlements } from "../../src/remittance/nhsaCsv.ts";
import { startWorld, type World } from "../fixtures/world.ts";
import { claimRows } from "../indexer/fixtures/claimState.ts";
import { fundRows } from "../indexer/fixtures/fundState.ts";
import { dump, madeAnew } from "../indexer/fixtures/indexes.ts";
import { Business } from "./fixtures/business.ts";
import { differing, linesOf, listed } from "./fixtures/ledgerLines.ts";
import { incomeOf, paidBy } from "./fixtures/money.ts";
import { partyOf } from "./fixtures/ownLedger.ts";
import { statedOtherwise, statementsFrom } from "./fixtures/statements.ts";

const seed = Number(process.env["CARELEDGER_SEED"] ?? 3);
/** Times that all stop and compare, the last one at the end. */
const STOPS = 3;
/** Of what differs: more is only slow to show. */
const MOST_SHOWN = 20;

function onlyIn(lines: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return lines.filter((line) => !known.has(line)).slice(0, MOST_SHOWN);
}

describe(`three ledgers of one chain (CARELEDGER_SEED=${seed})`, function () {
  this.timeout(120_000);
  let world: World;
  let folder: string;
  let b: Business;
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "careledger-three-"));
    world = await startWorld();
    b = await Business.open(world, seed, path.join(folder, "pharmacy.sqlite"));
  });
  after(async () => {
    await world.close();
    rmSync(folder, { recursive: true });
  });

  async function allCaughtUp(): Promise<void> {
    const head = await world.served.blockNumber();
    for (const { ledger } of b.parties) await ledger.has(head);
  }

  /** What the insurer has of each provider is what that one has itself, and all of it is money. */
  async function expectAgreement(): Promise<void> {
    for (const provider of b.providers) {
      const between = { insurer: b.insurer, provider, pool: b.pool };
      const [theirs, own] = [await linesOf(b.insurer, between), await linesOf(provider, between)];
      const differences = differing(theirs, own).slice(0, MOST_SHOWN);
      expect(differences, `insurer and ${provider.name}`).deep.equal([]);
      await expectMoney(between);
      const [stated, found] = [
        await statementsFrom(provider.care, provider.ledger.reader, between),
        await statementsFrom(b.insurer.care, b.insurer.ledger.reader, between),
      ];
      for (const form of FORMS) {
        expect(statedOtherwise(form, stated[form], found[form]), form).deep.equal([]);
        expect(stated[form]).equal(found[form]);
      }
    }
  }

  type Between = Parameters<typeof linesOf>[1];

  async function expectMoney(between: Between): Promise<void> {
    const { insurer, provider, pool } = between;
    const expense = await paidBy(insurer, provider, pool);
    expect(await paidBy(provider, provider, pool)).deep.equal(expense);
    const income = await incomeOf(provider, insurer);
    const given = expense.pool + expense.accounts - expense.netted;
    expect(income.forClaims, "what the insurer gave is what came").equal(given);
    // The contracts' own state, beside what either ledger says.
    const { debt, due } = await provider.care.fundLedger.position(pool, provider.id);
    expect([expense.debt, expense.due]).deep.equal([debt, due]);
    expect(expense.reversed - expense.netted - income.repaid, "taken back, not given back").equal(
      debt,
    );
    expect(expense.waiting, "decided, not paid").equal(due);
    expect(income.has - debt, "what is kept is what claims as they stand come to").equal(
      expense.standing + income.ofInsurer,
    );
  }

  it("agree line by line after any sequence, live (ST-03)", async () => {
    const count = b.kinds.length + 34;
    for (let stop = 1; stop <= STOPS; stop++) {
      const before = b.below(count / STOPS);
      await b.go(before);
      // Wherever it is; one lies in a file.
      await b.parties[stop % b.parties.length]!.ledger.reopen();
      await b.go(Math.ceil(count / STOPS) - before);
      await b.leaveOpen();
      await allCaughtUp();
      await expectAgreement();
    }
    expect(b.done, "each kind of action succeeded").to.have.all.keys(b.kinds);
    const states = await Promise.all(
      b.claims.map(({ claim }) => b.insurer.care.claims.state(claim)),
    );
    expect(new Set(states)).to.include.keys(["PENDED", "DUE", "PAID", "DENIED", "REVERSED"]);
  });

  it("are what the contracts have, and what an index made anew has (ST-03)", async () => {
    const anew = await madeAnew(b.insurer.care);
    for (const { name, ledger } of b.parties) {
      const own = dump(ledger.database);
      expect(onlyIn(own, anew), name).deep.equal([]);
      expect(onlyIn(anew, own), name).deep.equal([]);
      expect(own).length(anew.length);
    }
    const { database, reader } = b.pharmacy.ledger;
    await claimRows(database, world.administrator);
    await fundRows(database, world.administrator);
    const { outside, accounts } = reader.funds.books();
    expect(outside + sumOf(accounts.map(({ balance }) => balance)), "both sides").equal(0n);
  });

  it("statements add up to what was paid (ST-01, ST-03)", async () => {
    for (const provider of b.providers) {
      const between = { insurer: b.insurer, provider, pool: b.pool };
      const { reader } = provider.ledger;
      const { advice, settlements } = await statementsFrom(provider.care, reader, between);
      const { pool, netted, standing } = await paidBy(provider, provider, b.pool);
      expect(readAdvice(advice).amount, "the payment").equal(pool - netted);
      const rows = readSettlements(settlements);
      const total = (name: "fund_pay_sumamt" | "acct_pay") => sumOf(rows.map((row) => row[name]));
      expect(total("fund_pay_sumamt") + total("acct_pay")).equal(standing);
      const last = new Map(
        (await listed(provider, "payment")).map((row) => [row["ref"] as string, row]),
      );
      for (const { setl_id: claim, setl_date, medfee_sumamt, fund_pay_sumamt } of rows) {
        const isBack = medfee_sumamt < 0n && fund_pay_sumamt !== 0n;
        if (isBack) expect(last.get(claim)?.["kind"], "taken back").equal("REVERSED");
        const { kind, time } = last.get(claim) ?? {};
        if (kind === "PAID") expect(setl_date).equal(dayOf(time as number));
      }
    }
  });

  it("a wrong statement differs at its wrong lines only (ST-03)", async () => {
    for (const provider of b.providers) {
      const between = { insurer: b.insurer, provider, pool: b.pool };
      const { reader } = b.insurer.ledger;
      const found = await statementsFrom(b.insurer.care, reader, between);
      for (const form of FORMS) {
        const { texts, injected } = falsified([found[form]], 3, seed);
        const differences = statedOtherwise(form, texts[0]!, found[form]);
        const pinned = new Set(differences.map(({ line }) => line));
        expect(pinned, form).deep.equal(new Set(injected.map(({ line }) => line)));
      }
    }
  });

  it("a ledger that has one cent elsewhere is found, with the line that it is on (ST-03)", async () => {
    const { claim, by, line } = await paidLine();
    const anew = await partyOf(world, by.name, by);
    await anew.ledger.has(await world.served.blockNumber());
    const between = { insurer: b.insurer, provider: anew, pool: b.pool };
    const theirs = await linesOf(b.insurer, between);
    expect(differing(theirs, await linesOf(anew, between))).deep.equal([]);
    const { database, reader } = anew.ledger;
    const cent = (table: string, from: string, to: string, where: string): void => {
      const values = `"${from}" = "${from}" - 1, "${to}" = "${to}" + 1`;
      const sql = `UPDATE "${table}" SET ${values} WHERE claim = ? ${where}`;
      expect(database.prepare(sql).run(fromHex(claim)).changes).equal(1);
    };
    cent("claimLines", "paid", "copay", `AND line = ${line}`);
    cent("claims", "fund", "person", "");
    const found = differing(theirs, await linesOf(anew, between));
    expect(found.map((one) => one.line)).have.members([
      `claim ${claim} fund`,
      `claim ${claim} person`,
      `claim ${claim} claimLines ${line} paid`,
      `claim ${claim} claimLines ${line} copay`,
    ]);
    const [stated, right] = [
      (await statementsFrom(anew.care, reader, between)).advice,
      (await statementsFrom(b.insurer.care, b.insurer.ledger.reader, between)).advice,
    ];
    const rows = stated.split("\r\n");
    const differences = statedOtherwise("advice", stated, right);
    const pinned = differences.map(({ line: at }) => rows[at - 1]!.split(",").slice(0, 3).join());
    const place = `${claim},${line + 1}`;
    expect(pinned).have.members(["BPR,0x07,", `CLP,${claim},`, `SVC,${place}`, `CAS,${place}`]);
  });

  /** A line that was paid, of a claim that is. */
  async function paidLine() {
    for (const { claim, by } of b.claims) {
      const { reader } = by.ledger;
      const line = reader.claims.lines(claim).findIndex(({ paid }) => paid > 0n);
      if (line >= 0 && reader.claims.claim(claim)!.state === "PAID") return { claim, by, line };
    }
    return expect.fail("no claim is paid");
  }
});
