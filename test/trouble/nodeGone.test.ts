/** The node goes away in the middle of a command, and stays away or comes back. */
import { expect } from "chai";
import { rmSync } from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { Accounts, DEPLOYER } from "../../src/cli/accounts.ts";
import { PUBLISH, TERMS } from "../cli/fixtures/town.ts";
import { deploySuite } from "../fixtures/anvil.ts";
import type { Moment } from "../fixtures/tcpProxy.ts";
import type { Run } from "../start/fixtures/run.ts";
import { Ground } from "./fixtures/ground.ts";
import { at, moments } from "./fixtures/moments.ts";

const GRANT = ["consent", "grant", ...TERMS];
const OPEN = ["records", "open", "--as", "South Hospital"];

/** What a command may end with where its node is gone; 0 where it needed the node no more. */
const ENDS: Readonly<Record<number, string[]>> = {
  0: ["none"],
  1: ["DEPLOY_FAILED"],
  4: ["CHAIN_SILENT", "CHAIN_UNREACHABLE"],
};

/** Runs a command up to a moment, and cuts the wire then. */
async function cut(ground: Ground, moment: Moment, ...args: string[]): Promise<Run> {
  const gone = ground.wire.cutAt(moment);
  const started = ground.start(...args);
  await Promise.race([gone, started.ended]);
  return started;
}

/** A command whose node is cut off for good ends with a word, and leaves nothing half done. */
async function endsClearly(ground: Ground, started: Run, where: string): Promise<void> {
  const { code, error, said } = await ground.answer(started);
  expect(ENDS[code!], `${where}: ${said}`).include(error?.code ?? "none");
  expect(ground.leftovers(), where).deep.equal([]);
  await ground.wire.mend();
}

describe("the node goes away in the middle (CA-22, RX-14)", function () {
  this.timeout(120_000);
  let ground: Ground;
  before(async () => {
    ground = await Ground.start();
    await ground.settle();
  });
  after(() => ground.close());

  /** How many questions a command asks that nothing happens to. */
  async function questionsOf(...args: string[]): Promise<number> {
    ground.wire.asked = 0;
    await ground.town.json(0, ...args, "--rpc", ground.wire.url);
    const { asked } = ground.wire;
    await ground.back();
    return asked;
  }

  it("of records publish: says so; the same command anchors each record once", async () => {
    const questions = await questionsOf(...PUBLISH);
    // While a transaction is waited for, a node has time to come back: see below.
    const until = questions - 2;
    for (const [i, moment] of moments(2, 1, until + 1)
      .map(Math.floor)
      .entries()) {
      const where = at(`question ${moment}`);
      await endsClearly(
        ground,
        await cut(ground, { question: moment, reaches: i === 0 }, ...PUBLISH),
        where,
      );
      expect(await ground.town.json(0, ...PUBLISH), where).include({ records: 158 });
      const whole = { batches: 1, records: 158, different: 158 };
      expect(await ground.anchored(), where).deep.equal(whole);
      await ground.back();
    }
  });

  it("and comes back while a transaction is waited for: the command completes", async () => {
    const waiting = { question: 1, about: "eth_getTransactionReceipt", reaches: false };
    const started = await cut(ground, waiting, ...PUBLISH);
    await setTimeout(500);
    await ground.wire.mend();
    expect(await ground.answer(started)).include({ code: 0, records: 158 });
    expect(await ground.anchored()).include({ batches: 1, records: 158 });
    await ground.back();
  });

  it("of consent grant: it is there or not, as consent list says; again, there is one", async () => {
    const given = () =>
      ground.town.within(async (session) =>
        (await session.reader()).consent.granted(await session.subject("alice-1")),
      );
    for (const reaches of [true, false]) {
      const where = reaches ? "sent, its answer lost" : "not sent";
      const sending = { question: 1, about: "eth_sendRawTransaction", reaches };
      await endsClearly(ground, await cut(ground, sending, ...GRANT), where);
      expect((await given()).length, where).equal(reaches ? 1 : 0);
      const { grants } = await ground.town.json(0, "consent", "list", "--subject", "alice-1");
      const standings = (grants as { standing: string }[]).map(({ standing }) => standing);
      expect(standings, where).deep.equal([reaches ? "LIVE" : "UNKNOWN"]);
      const { grant } = await ground.town.json(0, ...GRANT);
      expect(await given(), where)
        .length(1)
        .and.nested.property("[0].grant", grant);
      // What was answered is over: who asks again means another.
      expect(await ground.town.json(0, ...GRANT))
        .property("grant")
        .not.equal(grant);
      await ground.back();
    }
  });

  it("of records open: the same command opens all by one use and one receipt", async () => {
    await ground.town.json(0, ...PUBLISH);
    await ground.town.gateway("North Hospital");
    const grant = await ground.granted();
    await ground.keep();
    const open = [...OPEN, "--grant", grant, "--out", path.join(ground.town.folder, "opened")];
    const questions = await questionsOf(...open);
    rmSync(path.join(ground.town.folder, "opened"), { recursive: true });
    const [early] = moments(1, 2, questions - 2).map(Math.floor);
    const sending = { question: 1, about: "eth_sendRawTransaction", reaches: true };
    for (const moment of [{ question: early!, reaches: true }, sending]) {
      const where = at(JSON.stringify(moment));
      await endsClearly(ground, await cut(ground, moment, ...open), where);
      expect(await ground.town.json(0, ...open), where).include({ opened: 5 });
      const { grants } = await ground.town.json(0, "consent", "list", "--subject", "alice-1");
      expect(grants, where).nested.property("[0].uses", 1);
      const { accesses } = await ground.town.json(0, "access", "log", "--grant", grant);
      expect(accesses, where).length(1);
      expect(ground.files("opened"), where).length(5);
      rmSync(path.join(ground.town.folder, "opened"), { recursive: true });
      await ground.back();
    }
  });
});

describe("the node goes away in the middle of a deployment (CA-22)", function () {
  this.timeout(120_000);
  const deployer = Accounts.development().address(DEPLOYER);
  let ground: Ground;
  /** Transactions of a deployment that nothing happens to. */
  let usual: unknown;
  before(async () => {
    ground = await Ground.start({ deployed: false });
    const snapshot = await ground.anvil.request("evm_snapshot");
    await deploySuite(ground.anvil.url);
    usual = await ground.anvil.request("eth_getTransactionCount", deployer, "latest");
    await ground.anvil.request("evm_revert", snapshot);
  });
  after(() => ground.close());

  it("says so; the same command goes on from there, with nothing deployed twice", async () => {
    for (const [i, send] of moments(2, 2, 30).map(Math.floor).entries()) {
      const moment = { question: send, about: "eth_sendRawTransaction", reaches: i === 0 };
      await endsClearly(ground, await cut(ground, moment, "deploy"), at(`transaction ${send}`));
    }
    await ground.town.json(0, "deploy");
    expect(await ground.town.json(0, "deploy", "--verify")).include({ ok: true });
    const sent = await ground.anvil.request("eth_getTransactionCount", deployer, "latest");
    expect(sent).equal(usual);
  });
});
