import { expect } from "chai";
import type { Command } from "commander";
import { careledger as program } from "../../src/cli/program.ts";
import { catalogue } from "../../src/core/catalogue.ts";
import { careledger } from "./fixtures/program.ts";

/** Every command and group, by its words. */
function all(
  command: Command = program(),
  words: string[] = [],
): { words: string[]; command: Command }[] {
  return [
    { words, command },
    ...command.commands.flatMap((child) => all(child, [...words, child.name()])),
  ];
}
const RPC = ["--rpc", "http://127.0.0.1:9"];
const ID = `0x${"ab".repeat(32)}`;
const NO_NODE = "CHAIN_UNREACHABLE: No node: no chain answers at http://127.0.0.1:9";
/** Commands that have an answer where no chain is, by their words: what they say, and their end. */
const WITHOUT_CHAIN: Readonly<Record<string, readonly [said: string, code: number]>> = {
  "trace scan": ["CANNOT BE VERIFIED NOW", 4],
  "trace qr": ["█", 0],
  // The folder is read first.
  "claims replay": ["SYNTHEA_TABLE_MISSING", 1],
};

describe("cli: how it is used (CA-22)", () => {
  for (const { words, command } of all()) {
    const name = ["careledger", ...words].join(" ");
    it(`${name} --help: what it does, its options, an example`, async () => {
      const { code, stdout, stderr } = await careledger(...words, "--help");
      expect([code, stderr]).deep.equal([0, ""]);
      expect(stdout)
        .contain(`Usage: ${name}`)
        .and.match(/Example:\n {2}\$ careledger \w/);
      expect(stdout).contain("--rpc <url>").and.contain("--json");
      expect(command.summary()).match(/^[A-Z].*\.$/);
      // A sentence that is broken in the text would be wrapped twice.
      expect(command.description()).not.match(/[^\n:.]\n[a-z]/);
      for (const line of stdout.split("\n").filter((text) => !text.includes("$ careledger"))) {
        expect(line.length, line).most(100);
      }
    });
  }

  it("each example is of its own command, and is understood", async () => {
    for (const { words, command } of all()) {
      if (command.commands.length > 0) continue;
      const help = (await careledger(...words, "--help")).stdout;
      const example = /\$ careledger (.*)/.exec(help)![1]!.replaceAll("0x...", ID);
      expect(example.startsWith(words.join(" ")), example).equal(true);
      const args = [...example.matchAll(/"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? m[2]!);
      if (["up", "start", "deploy", "network"].includes(words[0]!)) continue;
      const { code, stdout, stderr } = await careledger(...args, ...RPC);
      const [said, ending] = WITHOUT_CHAIN[words.join(" ")] ?? [NO_NODE, 4];
      expect(stdout + stderr, example).contain(said);
      expect(code, example).equal(ending);
    }
  });

  it("what is not understood ends with 2, a word about it, and no stack trace", async () => {
    const wrong: [args: string, words: string][] = [
      ["nonsense", "unknown command 'nonsense'"],
      ["participants nonsense", "unknown command 'nonsense'"],
      ["participants list --nonsense", "unknown option '--nonsense'"],
      ["participants list extra", "too many arguments"],
      ["participants suspend", "missing required argument 'institution'"],
      ["participants admit North", "required option '--kind <codes>' not specified"],
      ["participants admit 12 --kind HOSPITAL", "A name begins with a letter"],
      ["participants admit A --kind HOSPITAL --grade -1", "whole number from 0 to 255"],
      ["participants admit A --kind HOSPITAL --grade 3.5", "whole number from 0 to 255"],
      ["participants admit A --kind HOSPITAL --jurisdiction x", "as in 1:320400"],
      ["participants admit A --kind HOSPITAL --accredited-until 2030-13", "Write YYYY"],
      ["subjects enrol 0x12 --voucher A", "A name begins with a letter or digit"],
      ["subjects enrol a\u0007 --voucher A", "A name begins with"],
      ["subjects enrol a --voucher A --method GUESS", "Allowed choices are IN_PERSON"],
      ["claims decide INV-1 --ruling perhaps --carc 193 --reasons a", "choices are again, deny"],
      ["claims decide INV-1 --ruling again --waive NO_ENCOUNTER", "choices are DUP_LINE"],
      ["records show 0x12", "0x and 64 hexadecimal digits"],
      ["records list --limit 0", "whole number from 1"],
      ["records open --grant 12", "0x and 64 hexadecimal digits"],
      [`records open --grant ${ID} --purpose BECAUSE`, '"BECAUSE" is not one of the purposes'],
      ["gateway serve --port 65536", "whole number from 0 to 65535"],
      ["gateway serve --public-url ftp://a", "http or https URL"],
      ["gateway serve --trust-proxy 10.0.0.300", "IP addresses or networks"],
      ["gateway serve --trust-proxy 127.0.0.1,0.0.0.0/0", "IP addresses or networks"],
      ["gateway serve --trust-proxy fd00::/129", "IP addresses or networks"],
      ["access log --grant zz", "0x and 64 hexadecimal digits"],
      ["participants list --directory 0x12", "0x and 40 hexadecimal digits"],
      ["participants list --rpc nonsense", "http or https URL"],
    ];
    for (const [args, words] of wrong) {
      const { code, stdout, stderr } = await careledger(...args.split(" "));
      expect([args, code, stdout]).deep.equal([args, 2, ""]);
      expect(stderr, args)
        .contain(words)
        .and.not.match(/\n\s+at /);
    }
  });

  it("a group without a command says what there is", async () => {
    const { code, stderr } = await careledger("consent");
    expect(code).equal(2);
    expect(stderr).contain("preview [options]").and.contain("revoke [options] <grant>");
  });

  it("an error is JSON on stdout under --json, with what to do next", async () => {
    const { remedy } = catalogue.CHAIN_UNREACHABLE;
    const { code, stdout } = await careledger("participants", "list", "--json", ...RPC);
    expect(code).equal(4);
    expect(JSON.parse(stdout)).deep.equal({
      error: {
        code: "CHAIN_UNREACHABLE",
        message: `No node: no chain answers at http://127.0.0.1:9. ${remedy}`,
        remedy,
        details: { url: "http://127.0.0.1:9" },
      },
    });
  });
});
