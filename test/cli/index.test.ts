import { expect } from "chai";
import path from "node:path";
import { run, type Run } from "../start/fixtures/run.ts";
import { type Json, TERMS, Town } from "./fixtures/town.ts";

describe("cli: index (CA-07, CA-22)", function () {
  this.timeout(120_000);
  let town: Town;
  /** The access log, read from the chain. */
  let told: Json;
  before(async () => {
    town = await Town.start();
    await town.settle({ published: true });
    await town.gateway("North Hospital");
    const { grant } = await town.json(0, "consent", "grant", ...TERMS);
    const out = path.join(town.folder, "opened");
    const by = ["--as", "South Hospital", "--grant", grant as string];
    await town.json(0, "records", "open", ...by, "--from", "North Hospital", "--out", out);
    told = await town.json(0, "access", "log");
  });
  after(() => town.close());

  /** A command as a process of its own. */
  function started(...args: string[]): Run {
    const common = Object.entries(town.common).flatMap(([name, value]) => [`--${name}`, value]);
    return run([...args, ...common], town.folder);
  }

  it("status: there is none yet, and what makes it", async () => {
    const { code, remedy } = await town.refused(1, "index", "status");
    expect([code, remedy]).deep.equal([
      "INDEX_MISSING",
      "Run careledger index, which makes it and keeps it up with the chain.",
    ]);
  });

  it("--once indexes what is final, then ends; again it has nothing to do", async () => {
    const first = await town.json(0, "index", "--once");
    const head = await town.served.blockNumber();
    expect(first).include({ block: head, folded: first["events"] });
    expect(first["rows"]).include({ participants: 2, subjects: 1, batches: 1, entries: 158 });
    expect(first["eventsPerSecond"]).above(0);
    const { directory } = await town.state();
    expect(first["db"]).equal(path.join(directory, "index.sqlite"));
    const again = await town.json(0, "index", "--once");
    expect(again).include({ block: head, events: first["events"], folded: 0 });
    expect(await town.json(0, "index", "status")).include({ block: head, behind: 0 });
    await town.served.mine(3);
    expect(await town.json(0, "index", "status")).include({ block: head, behind: 3 });
  });

  it("follows until Ctrl-C, alone; a second one is told who it is", async () => {
    const db = path.join(town.folder, "elsewhere", "followed.sqlite");
    const following = started("index", "--db", db, "--json");
    while (!following.said().includes("Ctrl-C ends it")) {
      if (following.child.exitCode !== null) expect.fail(following.said());
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(await town.refused(1, "index", "--once", "--db", db)).deep.include({
      code: "CLI_BUSY",
      details: { pid: String(following.child.pid), work: "writing to this index" },
    });
    const before = await town.json(0, "index", "status", "--db", db);
    await town.json(0, "subjects", "enrol", "bob-1", "--voucher", "North Hospital");
    const head = await town.served.blockNumber();
    let status = before;
    while (status["block"] < head) status = await town.json(0, "index", "status", "--db", db);
    expect(status["rows"]["subjects"]).equal(before["rows"]["subjects"] + 1);
    following.child.kill("SIGINT");
    const { code, stdout, stderr } = await following.ended;
    expect([code, stderr.match(/\n\s+at /)]).deep.equal([0, null]);
    expect(JSON.parse(stdout)).include({ block: head, events: status["events"] });
  });

  it("--rebuild makes it anew; another chain's is refused without it", async () => {
    const db = path.join(town.folder, "rebuilt.sqlite");
    const first = await town.json(0, "index", "--once", "--db", db);
    const rebuilt = await town.json(0, "index", "--once", "--db", db, "--rebuild");
    expect(rebuilt).include({ folded: first["events"], events: first["events"] });
    expect(rebuilt["rows"]).deep.equal(first["rows"]);
    const other = await Town.start();
    try {
      const { code } = await other.refused(1, "index", "--once", "--db", db);
      expect(code).equal("INDEX_FOREIGN");
      expect(await town.json(0, "index", "status", "--db", db)).include({ behind: 0 });
      expect(await other.json(0, "index", "--once", "--db", db, "--rebuild")).nested.include({
        "rows.subjects": 0,
      });
    } finally {
      await other.close();
    }
  });

  it("access log reads from it what is in it, and tells the same", async () => {
    const { block } = await town.json(0, "index", "--once");
    // What is not there yet is not asked for.
    await town.served.mine(1);
    const asked: number[] = [];
    town.served.fate = (method, [filter]) => {
      if (method === "eth_getLogs") asked.push(Number((filter as Json)["fromBlock"]));
      return "answer";
    };
    expect(await town.json(0, "access", "log", "--subject", "alice-1")).deep.equal(told);
    expect(await town.json(0, "access", "log")).deep.equal(told);
    town.served.fate = () => "answer";
    expect(told["accesses"][0]["entries"]).length(5);
    expect(
      asked.filter((from) => from > block),
      "receipts and refusals, each time, after the index",
    ).length(4);
  });
});
