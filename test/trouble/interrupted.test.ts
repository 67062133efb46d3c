/** Ctrl-C and SIGKILL at any moment of a command: a clean end, and the same command completes. */
import { expect } from "chai";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { PUBLISH } from "../cli/fixtures/town.ts";
import type { Run } from "../start/fixtures/run.ts";
import { Ground } from "./fixtures/ground.ts";
import { at, moments } from "./fixtures/moments.ts";

type Signal = "SIGINT" | "SIGKILL";

const SERVE = ["gateway", "serve", "--as", "North Hospital"];

/** Processes that a process began and that are there yet. */
const childrenOf = (pid: number): string[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === pid;
      } catch {
        return false;
      }
    });

/** Sends a signal some time after a command began; answers whether it came before the end. */
async function struck(started: Run, after: number, signal: Signal): Promise<boolean> {
  const { child, ended } = started;
  await Promise.race([setTimeout(after), ended]);
  const begun = existsSync("/proc") ? childrenOf(child.pid!) : [];
  const sent = child.exitCode === null && child.kill(signal);
  await ended;
  // Of tsx, which goes with its pipe.
  for (let tries = 0; begun.some((pid) => existsSync(`/proc/${pid}`)); tries++) {
    expect(tries, "a process was left behind").below(100);
    await setTimeout(50);
  }
  return sent;
}

describe("a command ended at any moment (CA-22, RX-14)", function () {
  this.timeout(120_000);
  let ground: Ground;
  before(async () => {
    ground = await Ground.start();
    await ground.settle();
  });
  after(() => ground.close());

  /** How long a command takes here now, in milliseconds. */
  async function span(...args: string[]): Promise<number> {
    const began = performance.now();
    const { code, said } = await ground.answer(ground.start(...args));
    expect(code, said).equal(0);
    return performance.now() - began;
  }

  /** By Ctrl-C: 130 and a word, nothing on stdout; or it was done already. */
  async function clean({ ended }: Run, signal: Signal, where: string): Promise<void> {
    const { code, stdout, stderr } = await ended;
    if (signal === "SIGKILL" || code === 0) return;
    expect(stderr, where).not.match(/\n\s+at /);
    // Before the command line is loaded there is nothing to tidy up: Node itself ends.
    if (code === null) expect(stderr, where).equal("");
    else expect([code, stdout], where).deep.equal([130, ""]);
    expect(ground.leftovers(), where).deep.equal([]);
  }

  it("records publish: each record is anchored once in the end", async () => {
    const whole = await span(...PUBLISH);
    for (const [i, after] of moments(3, whole / 3, whole).entries()) {
      await ground.back();
      const signal = i % 2 ? "SIGKILL" : "SIGINT";
      const started = ground.start(...PUBLISH);
      const where = at(`${Math.round(after)} of ${Math.round(whole)} ms by ${signal}`);
      await struck(started, after, signal);
      await clean(started, signal, where);
      expect(await ground.town.json(0, ...PUBLISH), where).include({ records: 158 });
      const once = { batches: 1, records: 158, different: 158 };
      expect(await ground.anchored(), where).deep.equal(once);
    }
  });

  it("records open: all are opened by one use in the end", async () => {
    await ground.town.gateway("North Hospital");
    const grant = await ground.granted();
    await ground.keep();
    const out = path.join(ground.town.home, "opened");
    const open = ["records", "open", "--as", "South Hospital", "--grant", grant, "--out", out];
    const whole = await span(...open);
    for (const [i, after] of moments(2, whole / 2, whole).entries()) {
      await ground.back();
      const signal = i % 2 ? "SIGINT" : "SIGKILL";
      const started = ground.start(...open);
      const where = at(`${Math.round(after)} of ${Math.round(whole)} ms by ${signal}`);
      await struck(started, after, signal);
      await clean(started, signal, where);
      const { code } = await started.ended;
      if (code !== 0) expect(await ground.town.json(0, ...open), where).include({ opened: 5 });
      expect(ground.files("home/opened"), where).length(5);
      const { grants } = await ground.town.json(0, "consent", "list", "--subject", "alice-1");
      expect(grants, where).nested.property("[0].uses", 1);
    }
  });

  it("gateway serve, while it starts: the next one listens", async () => {
    for (const after of moments(1, 500, 2_500)) {
      const started = ground.start(...SERVE);
      await struck(started, after, "SIGINT");
      await clean(started, "SIGINT", at(`${Math.round(after)} ms`));
    }
    const next = ground.start(...SERVE);
    const { url } = JSON.parse(await next.saidOnStdout(/\n/)) as { url: string };
    expect(await (await fetch(`${url}/v1/about`)).json()).include({ custodian: 1 });
    next.child.kill("SIGINT");
    expect(await next.ended).include({ code: 0 });
  });
});

describe("deploy, start --once and up, ended at any moment (CA-22)", function () {
  this.timeout(120_000);
  let ground: Ground;
  before(async () => {
    ground = await Ground.start({ deployed: false });
  });
  after(() => ground.close());

  it("deploy: goes on from there", async () => {
    for (const after of moments(2, 1_500, 4_000)) {
      const started = ground.start("deploy");
      const where = at(`${Math.round(after)} ms`);
      await struck(started, after, "SIGINT");
      const { code, stderr } = await started.ended;
      expect([0, 130, null], `${where}: ${stderr}`).include(code);
    }
    await ground.town.json(0, "deploy");
    expect(await ground.town.json(0, "deploy", "--verify")).include({ ok: true });
  });

  it("start --once and up: no folder of theirs, dev.json or process stays", async () => {
    for (const [command, after] of [
      ["start", moments(1, 1_500, 6_000)[0]!],
      ["up", moments(1, 3_000, 9_000)[0]!],
    ] as const) {
      const { home, folder } = ground.town;
      const options = command === "start" ? ["--once"] : [];
      const started = ground.alone(command, ...options, "--home", home);
      const where = at(`${command}, ${Math.round(after)} ms`);
      await struck(started, after, "SIGINT");
      const { code, stderr } = await started.ended;
      expect([0, 130, null], `${where}: ${stderr}`).include(code);
      expect(existsSync(path.join(home, "dev.json")), where).equal(false);
      const left = readdirSync(folder).filter((name) => name.startsWith("careledger-"));
      expect(left, where).deep.equal([]);
    }
  });
});
