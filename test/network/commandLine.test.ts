import { expect } from "chai";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Check } from "../../src/cli/network/doctor/check.ts";
import { Anvil, deploySuite } from "../fixtures/anvil.ts";
import { run } from "../start/fixtures/run.ts";
import { FOUR, type Made } from "./fixtures/made.ts";

describe("careledger network, as it is typed", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "careledger-network-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const careledger = (...args: string[]) =>
    run(["network", ...args, "--home", path.join(folder, "home")], folder).ended;

  it("init: makes the folder and says where", async () => {
    const members = path.join(folder, "members.json");
    const out = path.join(folder, "made");
    writeFileSync(members, JSON.stringify(FOUR));
    const { code, stdout } = await careledger("init", "--members", members, "--out", out, "--json");
    expect(code).equal(0);
    const made = JSON.parse(stdout) as Made;
    expect(made).include({ folder: out, chainId: 20_260 });
    for (const file of made.files) expect(existsSync(path.join(out, file)), file).equal(true);

    const again = await careledger("init", "--members", members, "--out", out);
    expect([again.code, again.stdout]).deep.equal([1, ""]);
    expect(again.stderr).match(/^NETWORK_EXISTS: .*--out/);
  });

  it("init: options that it does not take", async () => {
    for (const [args, words] of [
      [["--members", "x"], "--out"],
      [["--members", "x", "--out", "y", "--chain-id", "0x10"], "--chain-id"],
      [["--members", "x", "--out", "y", "--chain-id", "0"], "whole number from 1"],
    ] as const) {
      const { code, stderr } = await careledger("init", ...args);
      expect(code).equal(2);
      expect(stderr).contain(words);
    }
  });

  describe("doctor, on a chain of another make (anvil)", () => {
    let anvil: Anvil;
    before(async () => {
      const free = "--gas-price 0 --block-base-fee-per-gas 0";
      anvil = await Anvil.start("--block-time", "1", ...free.split(" "));
    });
    after(() => anvil.close());

    const doctor = (...args: string[]) => careledger("doctor", "--rpc", anvil.url, ...args);

    it("without the suite: seven lines, no fault", async () => {
      const { code, stdout, stderr } = await doctor();
      expect([code, stderr]).deep.equal([0, ""]);
      const lines = stdout.trim().split("\n");
      expect(lines.map((line) => line.split(/\s+/)[1])).deep.equal(
        "chain blocks clock gas p-256 suite store".split(" "),
      );
      expect(lines.find((line) => line.includes("suite"))).contain("careledger deploy");
    });

    it("with the suite: ten lines; JSON has them as checks", async () => {
      const addresses = await deploySuite(anvil.url);
      const { code, stdout } = await doctor("--directory", addresses.directory, "--json");
      const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: Check[] };
      expect([code, ok]).deep.equal([0, true]);
      expect(checks).length(10);
      expect(checks.filter(({ state }) => state === "fault")).deep.equal([]);
      expect(checks[0]?.text).contain("anvil/");
      expect(checks.find(({ name }) => name === "blocks")).property("state", "ok");
    });

    it("a fault ends with 1, and no chain at all with 4", async () => {
      const { code, stdout } = await doctor("--directory", `0x${"12".repeat(20)}`);
      expect(code).equal(1);
      expect(stdout).match(/^fault +suite/m);
      const nobody = await careledger("doctor", "--rpc", "http://127.0.0.1:9");
      expect([nobody.code, nobody.stdout]).deep.equal([4, ""]);
      expect(nobody.stderr).contain("CHAIN_UNREACHABLE");
    });
  });
});
