import { expect } from "chai";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DEPLOYER } from "../../src/cli/accounts.ts";
import { holdLock } from "../../src/vault/lock.ts";
import { State } from "../../src/cli/state.ts";
import { codeOf, errorOf } from "../fixtures/failures.ts";

describe("cli: what a folder keeps", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "careledger-state-"));
  });
  after(() => rmSync(folder, { recursive: true }));
  const inFolder = (name: string): string => path.join(folder, name);

  it("is read again, and readable by its owner only", async () => {
    const first = await State.open(inFolder("kept"));
    const [institution, patient, other] = first.update((change) => [
      change.institution("North"),
      change.patient("p"),
      change.institution("South"),
    ]);
    expect(other).not.deep.equal(institution);
    const second = await State.open(inFolder("kept"));
    expect([second.institutions["North"], second.patients["p"]]).deep.equal([institution, patient]);
    expect(statSync(inFolder("kept/keys.json")).mode & 0o777).equal(0o600);
    expect(statSync(inFolder("kept")).mode & 0o777).equal(0o700);
  });

  it("is never made anew over keys that cannot be read", async () => {
    const file = inFolder("damaged/keys.json");
    (await State.open(inFolder("damaged"))).update((change) => change.institution("North"));
    const whole = readFileSync(file, "utf8");
    truncateSync(file, 20);
    expect(await codeOf(() => State.open(inFolder("damaged")))).equal("START_STATE");
    expect(readFileSync(file, "utf8")).length(20);
    writeFileSync(file, whole.replace('"account":1', '"account":"one"'));
    expect((await errorOf(() => State.open(inFolder("damaged")))).details).deep.equal({
      reason: "its keys.json is damaged",
    });
  });

  it("keeps what commands at the same time change", async () => {
    const all = await Promise.all([1, 2, 3].map(() => State.open(inFolder("together"))));
    for (const [i, state] of all.entries()) {
      state.update((change) => change.patient(`p${i}`));
    }
    const { patients } = await State.open(inFolder("together"));
    expect(Object.keys(patients)).deep.equal(["p0", "p1", "p2"]);
    expect(all[2]!.patients, "the last one sees what came before").deep.equal(patients);
  });

  it("gives each institution an account of its own, never the deployer's", async () => {
    const state = await State.open(inFolder("accounts"));
    const names = Array.from({ length: 10 }, (_, i) => `institution ${i}`);
    const given = state.update((change) => names.map((name) => change.institution(name).account));
    expect(given).deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 10, 11]).and.not.include(DEPLOYER);
  });

  it("names that JavaScript's objects have are names like others", async () => {
    const state = await State.open(inFolder("names"));
    const [first, second] = state.update((change) => [
      change.patient("constructor"),
      change.patient("toString"),
    ]);
    expect(first).property("signingKey").not.equal(second?.signingKey);
  });
});

describe("cli: locks", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "careledger-lock-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("keep a second process away, and go with the process that has them", async () => {
    const file = path.join(folder, "of another", "publish.lock");
    const script = `
      import { holdLock } from "./src/vault/lock.ts";
      holdLock(${JSON.stringify(file)}, "publishing for North");
      process.stdout.write("held");
      setInterval(() => {}, 1000);`;
    const other = execFile(process.execPath, [
      "--import",
      "tsx",
      "--input-type=module",
      "-e",
      script,
    ]);
    const ended = new Promise((resolve) => other.once("exit", resolve));
    await new Promise((resolve) => other.stdout!.once("data", resolve));
    const error = await errorOf(() => holdLock(file, "publishing for North"));
    expect(error).include({ code: "CLI_BUSY" });
    expect(error.details).deep.equal({ pid: String(other.pid), work: "publishing for North" });
    other.kill("SIGKILL");
    await ended;
    holdLock(file, "publishing for North")();
  });

  it("are free once they are released", () => {
    const file = path.join(folder, "released.lock");
    holdLock(file, "x")();
    holdLock(file, "x")();
  });
});
