import { expect } from "chai";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { careledger } from "./fixtures/program.ts";
import { type Json, Town } from "./fixtures/town.ts";

describe("cli: proofs as files (RX-12, RX-21)", () => {
  let town: Town;
  let entry: string;
  let file: string;
  let block: string;
  before(async () => {
    town = await Town.start();
    await town.settle({ published: true });
    entry = (await town.json(0, "records", "list", "--limit", "1"))["records"][0].entry;
    file = path.join(town.folder, "proof.json");
    block = (await town.json(0, "records", "proof", entry, "--out", file))["blockHash"];
  });
  after(() => town.close());

  /** Verifies without a chain, a folder or any other common option. */
  async function verify(exit: number, ...args: string[]): Promise<Json> {
    const { code, stdout, stderr } = await careledger("records", "verify", ...args, "--json");
    expect(code, stdout + stderr).equal(exit);
    return JSON.parse(stdout) as Json;
  }

  it("are written for their owner, never over another file, and hold no fields unasked", async () => {
    expect(statSync(file).mode & 0o777).equal(0o600);
    const text = readFileSync(file, "utf8");
    expect(JSON.parse(text)).include({ id: entry }).and.not.property("fields");
    const again = ["records", "proof", entry, "--out", file];
    expect(await town.refused(1, ...again)).include({ code: "CLI_FILE_EXISTS" });
    expect(readFileSync(file, "utf8")).equal(text);
  });

  it("are verified without a network, down to a block that the verifier trusts", async () => {
    const proven = await verify(0, "--proof", file, "--block", block);
    expect(proven).include({ id: entry, custodian: 1, hasFields: false });
    expect(proven["state"]).include({ entry: "LIVE", count: 158, hash: block });
    await verify(0, "--proof", file);
    const other = `0x${"55".repeat(32)}`;
    const { error } = await verify(1, "--proof", file, "--block", other);
    expect(error).deep.include({ code: "PROOF_BLOCK", details: { found: block, expected: other } });
  });

  it("--fields: with what the entry's id is made of", async () => {
    const full = path.join(town.folder, "full.json");
    await town.json(0, "records", "proof", entry, "--out", full, "--fields");
    expect(await verify(0, "--proof", full)).include({ id: entry, hasFields: true });
    const changed = JSON.parse(readFileSync(full, "utf8")) as Json;
    changed["fields"].fingerprint = `0x${"66".repeat(32)}`;
    writeFileSync(full, JSON.stringify(changed));
    expect((await verify(1, "--proof", full))["error"]).include({ code: "PROOF_ENTRY" });
  });

  it("what is none is refused by what is wrong with it", async () => {
    const wrong = path.join(town.folder, "wrong.json");
    writeFileSync(wrong, "{");
    expect((await verify(1, "--proof", wrong))["error"]).deep.include({
      code: "CLI_FILE",
      details: { what: "The proof file", reason: "it is not JSON" },
    });
    writeFileSync(wrong, "{}");
    expect((await verify(1, "--proof", wrong))["error"]).include({ code: "PROOF_FORMAT" });
    for (const args of [
      [entry, "--proof", file],
      ["--all", "--block", block],
    ]) {
      expect((await verify(2, ...args))["error"], args.join(" ")).include({ code: "CLI_OPTION" });
    }
    const unknown = ["records", "proof", `0x${"77".repeat(32)}`, "--out", `${wrong}.new`];
    expect(await town.refused(1, ...unknown)).include({ code: "PROOF_ENTRY_UNKNOWN" });
  });
});
