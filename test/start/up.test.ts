import { expect } from "chai";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { DevFile } from "../../src/cli/home.ts";
import { run, type Run } from "./fixtures/run.ts";

const EMPTY_BUNDLE = JSON.stringify({
  resourceType: "Bundle",
  type: "collection",
  entry: [{ resource: { resourceType: "Patient", id: "one" } }],
});

describe("up: stays, and the other commands find it (CA-22)", () => {
  let folder: string;
  let home: string;
  let data: string;
  let devFile: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "careledger-up-"));
    home = path.join(folder, ".careledger");
    data = path.join(folder, "bundle.json");
    devFile = path.join(home, "dev.json");
    writeFileSync(data, EMPTY_BUNDLE);
  });
  const runs: Run[] = [];
  after(() => {
    // Where the test failed, one may still be up.
    for (const { child } of runs) child.kill("SIGKILL");
    rmSync(folder, { recursive: true });
  });

  function careledger(...args: string[]): Run {
    const started = run([...args, "--home", home], folder);
    runs.push(started);
    return started;
  }
  const up = (): Run => careledger("up", "--data", folder);

  async function untilUp({ child, said }: Run): Promise<DevFile> {
    while (!said().includes("Ctrl-C here ends it")) {
      if (child.exitCode !== null) expect.fail(said());
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return JSON.parse(readFileSync(devFile, "utf8")) as DevFile;
  }

  it("writes dev.json for its owner only; goes tidily; a killed one's file is no obstacle", async function () {
    this.timeout(180_000);
    const killed = up();
    await untilUp(killed);
    killed.child.kill("SIGKILL");
    await killed.ended;
    expect(existsSync(devFile)).equal(true);
    const none = await careledger("participants", "list", "--json").ended;
    expect(none.code).equal(4);
    expect(JSON.parse(none.stdout)).nested.include({ "error.code": "CLI_NO_CHAIN" });

    const running = up();
    const dev = await untilUp(running);
    expect(statSync(devFile).mode & 0o777).equal(0o600);
    expect(dev.pid).equal(running.child.pid);
    expect(Object.keys(dev.gateways)).deep.equal(["1", "2", "6"]);
    expect(Object.keys(dev.developmentKeys!)).deep.equal([
      "administrator",
      "North Hospital",
      "South Hospital",
      "Insurance Agency",
      "Corner Pharmacy",
      "Health Regulator",
      "Vaccine Maker",
      "Cold Carrier",
      "Willow Works",
      "Lakeside Hospital",
      "Lakeside Agency",
    ]);
    const pack = /trace scan "(\(01\)[^"]+)"/.exec(running.said())![1]!;
    const [listed, second, scanned] = await Promise.all([
      careledger("participants", "list").ended,
      careledger("up").ended,
      careledger("trace", "scan", pack, "--json").ended,
    ]);
    expect(scanned.code, "it was recalled (DT-07)").equal(3);
    expect(JSON.parse(scanned.stdout)).include({ answer: "RECALLED", reason: "CLASS_II" });
    expect(listed.code).equal(0);
    expect(listed.stdout).match(/^2 +South Hospital +HOSPITAL +ACTIVE/m);
    expect(second.code).equal(1);
    expect(second.stderr).contain(
      `CLI_UP_ALREADY: The command careledger up runs here already: process ${dev.pid}`,
    );

    running.child.kill("SIGINT");
    expect(await running.ended).include({ code: 0, signal: null });
    expect(existsSync(devFile)).equal(false);
  });
});
