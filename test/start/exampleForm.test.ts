/** What the programs of scripts/examples have in common. */
import { expect } from "chai";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { catalogue } from "../../src/core/catalogue.ts";
import { ZERO32 } from "../../src/core/bytes.ts";
import { examples, sourceOf, startExample } from "./fixtures/examples.ts";

describe("start: examples are short and tell how they are called (CA-22)", function () {
  this.timeout(120_000);

  it("each is run by a test, and is shorter than 60 lines", () => {
    const tests = readFileSync(path.join(import.meta.dirname, "examples.test.ts"), "utf8");
    expect(examples.length).above(13);
    for (const name of examples) {
      expect(tests).contain(`"${name}"`);
      expect(sourceOf(name).trimEnd().split("\n").length, name).below(60);
    }
  });

  it("four stand on TypeChain and ethers alone", () => {
    const bare = examples.filter((name) => name.startsWith("bare"));
    expect(bare).length(4);
    const allowed = /^(ethers|node:\w+|\.\.\/\.\.\/typechain-types\/index\.js|\.\/lib\/\w+\.ts)$/;
    for (const name of [...bare, "lib/given.ts", "lib/bareGrant.ts", "lib/fees.ts"]) {
      const imports = [...sourceOf(name).matchAll(/ from "([^"]+)"/g)].map((match) => match[1]);
      expect(imports.length, name).above(0);
      for (const from of imports) expect(from, name).match(allowed);
    }
  });

  it("without their arguments, each says in one line how it is called, and ends with 2", async () => {
    // The README's own stays as short as it is printed there.
    const asking = examples.filter((name) => name !== "readme.ts");
    const all = asking.map(async (name) => {
      const { code, stdout, stderr } = await startExample(name, {}, ["nonsense"], tmpdir()).ended;
      expect([name, code, stdout]).deep.equal([name, 2, ""]);
      const how = `^usage: ([A-Z_]+_KEY=0x\\.\\.\\. )*node --import tsx \\S+${name}( [A-Z_]+)+\n$`;
      expect(stderr, name).match(new RegExp(how));
    });
    await Promise.all(all);
  });

  it("one argument too many, or a key that is none, is no call either", async () => {
    const rpc = "http://127.0.0.1:9";
    const directory = ZERO32.slice(0, 42);
    for (const [name, keys, args] of [
      ["lookAround.ts", {}, [rpc, directory, "more"]],
      ["revoke.ts", { ACCOUNT_KEY: "0x12", PATIENT_KEY: ZERO32 }, [rpc, directory, "package.json"]],
      ["offlineVerify.ts", {}, ["nowhere.json"]],
    ] as const) {
      const { code, stderr } = await startExample(name, keys, [...args], tmpdir()).ended;
      expect([name, code]).deep.equal([name, 2]);
      expect(stderr).match(/^usage: .*\n$/);
    }
  });

  it("a chain that is not there: one line, with the command that starts one", async () => {
    const nobody = ["http://127.0.0.1:9", ZERO32.slice(0, 42)];
    const { code, stderr } = await startExample("lookAround.ts", {}, nobody, tmpdir()).ended;
    const { remedy } = catalogue.CHAIN_UNREACHABLE;
    expect([code, stderr]).deep.equal([
      1,
      `No node: no chain answers at http://127.0.0.1:9. ${remedy}\n`,
    ]);
  });
});
